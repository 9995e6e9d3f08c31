"""Icons: drawings in the colour of a token, mirrored where reading direction matters."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app import resource
from app.ui import theme


def pixmap(name: str, token: str, size: int, ratio: float, *, rtl: bool = False) -> QPixmap:
    """The icon in a token's colour, `size` px square on a screen of this pixel ratio."""
    mirrored = rtl and name in _mirrored()
    return _pixmap(name, theme.color(token).name(QColor.NameFormat.HexRgb), size, ratio, mirrored)


def drawing(path: str, size: QSize, ratio: float, opacity: float = 1.0) -> QPixmap:
    """A coloured drawing of the resources, fitted into `size` px; null when it is not there."""
    return _drawing(path, size.width(), size.height(), ratio, opacity)


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float, mirrored: bool) -> QPixmap:
    text = resource.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    # QSvgRenderer paints currentColor black.
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
    made = _blank(size, size, ratio)
    with QPainter(made) as painter:
        renderer.render(painter, QRectF(0, 0, size, size))
    if mirrored:
        return QPixmap.fromImage(made.toImage().flipped(Qt.Orientation.Horizontal))
    return made


@cache
def _drawing(path: str, width: int, height: int, ratio: float, opacity: float) -> QPixmap:
    file = resource.path(path)
    if not file.is_file():
        return QPixmap()
    renderer = QSvgRenderer(str(file))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    made = _blank(width, height, ratio)
    with QPainter(made) as painter:
        painter.setOpacity(opacity)
        renderer.render(painter, QRectF(0, 0, width, height))
    return made


def _blank(width: int, height: int, ratio: float) -> QPixmap:
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


@cache
def _mirrored() -> frozenset[str]:
    return frozenset(resource.path("icons/MIRROR.txt").read_text(encoding="utf-8").split())
