"""The one type family of the window, from the program's own files."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

from app import resource

FAMILY = "IBM Plex Sans Arabic"
FACES = ("Regular", "Medium", "SemiBold", "Bold")
SMALLEST = 12  # below, Arabic is hard to read
WIDTHS_KEPT = 2_000

REGULAR, MEDIUM, SEMI_BOLD, BOLD = (
    QFont.Weight.Normal,
    QFont.Weight.Medium,
    QFont.Weight.DemiBold,
    QFont.Weight.Bold,
)


def load(app: QApplication) -> None:
    """Bring the faces in and make them the application's."""
    for face in FACES:
        path = resource.path(f"fonts/IBMPlexSansArabic-{face}.ttf")
        if QFontDatabase.addApplicationFont(str(path)) == -1:
            raise RuntimeError(f"the font {path} does not load")
    app.setFont(font(15))


@cache
def font(pixels: float, weight: QFont.Weight = REGULAR, *, struck: bool = False) -> QFont:
    """The family at this size; `struck` draws a line through it."""
    made = QFont(FAMILY)
    made.setPixelSize(round(pixels))
    made.setWeight(weight)
    made.setStrikeOut(struck)
    return made


@cache
def metrics(pixels: float, weight: QFont.Weight = REGULAR) -> QFontMetrics:
    """The measures of `font`."""
    return QFontMetrics(font(pixels, weight))


@lru_cache(maxsize=WIDTHS_KEPT)
def width(words: str, pixels: float, weight: QFont.Weight = REGULAR) -> int:
    """How wide words are that come again and again, such as counts and prices."""
    return metrics(pixels, weight).horizontalAdvance(words)


def fitting(text: str, pixels: int, weight: QFont.Weight, room: int) -> QFont:
    """The family at the largest size, at most `pixels`, in which the text has room."""
    # What is measured is rounded: a text as wide as its room may be a little wider.
    while pixels > SMALLEST and metrics(pixels, weight).horizontalAdvance(text) >= room:
        pixels -= 1
    return font(pixels, weight)
