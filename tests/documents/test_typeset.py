"""Arabic is joined and stands in the right order: proved by reading it and by looking at it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPainter,
    QTextLayout,
    QTextOption,
)

from app import resource
from app.documents import picture
from app.documents.font import Weight, characters, shape
from app.documents.sheet import Sheet
from app.documents.typeset import clean, isolated, line, wrap
from tests.documents.reading import from_left, plain, sheets

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ARABIC = "فاتورة ضريبية مبسطة"
WITH_UNIT = "تمر سكري 500 غ"
WITH_LATIN = "أرز Basmati (5 كغ) 10%"
WITH_BRACKETS = "حليب [جديد] «المراعي» (2L)"
LAM_ALEF = "الإجمالي لا إله لأن الآن"
WITH_MARKS = "شكرًا نقدًا مُحَمَّد"
SAMPLES = [ARABIC, WITH_UNIT, WITH_LATIN, WITH_BRACKETS, LAM_ALEF, WITH_MARKS]

# From left to right, as UAX #9 orders them in a paragraph that runs from right to left; each
# Arabic word is given as it is read, and its letters are seen the other way round.
SEEN = {
    ARABIC: ["مبسطة", "ضريبية", "فاتورة"],
    WITH_UNIT: ["غ", "500", "سكري", "تمر"],
    WITH_BRACKETS: ["(2L)", "»المراعي«", "]جديد[", "حليب"],
    LAM_ALEF: ["الآن", "لأن", "إله", "لا", "الإجمالي"],
}


def _pdf(text: str, size: float = 40) -> bytes:
    sheet = Sheet(unit=1, title="", author="", subject="")
    drawn = line(text, Weight.MEDIUM, rtl=True)
    sheet.text(drawn, 10, 1.2 * size, size)
    sheet.end_page(drawn.width(size) + 20, 1.8 * size)
    return sheet.pdf()


@pytest.mark.parametrize("text", SEEN)
def test_letters_stand_in_the_order_of_the_bidirectional_algorithm(text: str) -> None:
    (sheet,) = sheets(_pdf(text))
    expected = " ".join(word[::-1] if any("ء" <= c <= "ي" for c in word) else word for word in SEEN[text])
    assert from_left(sheet) == plain(expected)


@pytest.mark.parametrize("text", [ARABIC, WITH_UNIT, LAM_ALEF, "شكرًا نقدًا", "Basmati (5 kg) office"])
def test_a_reader_that_copies_a_line_gets_it_as_it_was_written(text: str) -> None:
    (sheet,) = sheets(_pdf(text))
    assert plain(sheet.text.strip()) == plain(text)


def test_marks_belong_to_their_letters_when_they_are_copied() -> None:
    (sheet,) = sheets(_pdf("مُحَمَّد"))
    assert plain(sheet.text.strip()) == plain("مُحَمَّد")


# By picture: Qt orders and joins Arabic on its own; both pictures must be the same.


@pytest.fixture(scope="module")
def qt_picture() -> Callable[[str, float], Image.Image]:
    application = QGuiApplication.instance() or QGuiApplication([])
    file = resource.path("fonts/IBMPlexSansArabic-Medium.ttf")
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[-1]

    def draw(text: str, pixels: float) -> Image.Image:
        font = QFont(family)
        font.setWeight(QFont.Weight.Medium)
        font.setPixelSize(round(pixels))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        layout.setTextOption(option)
        layout.beginLayout()
        layout.createLine().setLineWidth(4000)
        layout.endLayout()
        image = QImage(4100, round(pixels * 3), QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        layout.draw(painter, QPointF(0, pixels / 2))
        painter.end()
        bits = bytes(image.constBits())
        return Image.frombytes("L", (image.width(), image.height()), bits, "raw", "L", image.bytesPerLine())

    assert application
    return draw
