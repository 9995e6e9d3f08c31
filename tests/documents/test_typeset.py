"""Arabic is joined and stands in the right order: proved by reading it and by looking at it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QImage,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication

from app import resource
from app.documents import picture
from app.documents.font import Weight, characters, shape
from app.documents.sheet import Sheet
from app.documents.typeset import clean, isolated, line, wrap
from tests.documents.reading import from_left, plain, sheets

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZE = 90.0  # pixels: large, so that the softness of edges does not count

ARABIC = "فاتورة ضريبية مبسطة"
WITH_UNIT = "تمر سكري 500 غ"
WITH_LATIN = "أرز Basmati (5 كغ) 10%"
WITH_BRACKETS = "حليب [جديد] «المراعي» (2L)"
LAM_ALEF = "الإجمالي لا إله لأن الآن"
WITH_MARKS = "شكرًا نقدًا مُحَمَّد"
SAMPLES = [ARABIC, WITH_UNIT, WITH_LATIN, WITH_BRACKETS, LAM_ALEF, WITH_MARKS]

# From left to right, as UAX #9 orders them in a paragraph that runs from right to left; each
# Arabic word is given as it is read, and its letters are seen the other way round. Brackets are
# left to the pictures: PDFium turns them back to what was written.
SEEN = {
    ARABIC: ["مبسطة", "ضريبية", "فاتورة"],
    WITH_UNIT: ["غ", "500", "سكري", "تمر"],
    WITH_BRACKETS: ["2L", "المراعي", "جديد", "حليب"],
    WITH_LATIN: ["%10", "كغ", "5", "Basmati", "أرز"],
    LAM_ALEF: ["الآن", "لأن", "إله", "لا", "الإجمالي"],
}


def _pdf(text: str, size: float = SIZE) -> bytes:
    sheet = Sheet(unit=1, title="", author="", subject="")
    drawn = line(text, Weight.MEDIUM, rtl=True)
    sheet.text(drawn, 10, 1.2 * size, size)
    sheet.end_page(drawn.width(size) + 20, 1.8 * size)
    return sheet.pdf()


@pytest.mark.parametrize("text", SEEN)
def test_letters_stand_in_the_order_of_the_bidirectional_algorithm(text: str) -> None:
    (sheet,) = sheets(_pdf(text))
    expected = " ".join(
        word[::-1] if any("ء" <= c <= "ي" for c in word) else word for word in SEEN[text]
    )
    assert re.sub(r"[()\[\]«»]", "", from_left(sheet)) == plain(expected)


@pytest.mark.parametrize(
    "text", [ARABIC, WITH_UNIT, LAM_ALEF, "شكرًا نقدًا", "Basmati (5 kg) office"]
)
def test_a_reader_that_copies_a_line_gets_it_as_it_was_written(text: str) -> None:
    (sheet,) = sheets(_pdf(text))
    assert plain(sheet.text.strip()) == plain(text)


def test_marks_belong_to_their_letters_when_they_are_copied() -> None:
    (sheet,) = sheets(_pdf("مُحَمَّد"))
    assert plain(sheet.text.strip()) == plain("مُحَمَّد")


# By picture: Qt orders and joins Arabic on its own; both pictures must be the same.


@pytest.fixture(scope="module")
def qt_picture() -> Callable[[str, float], Image.Image]:
    # The window's tests may come after in this process, and want one with widgets.
    application = QApplication.instance() or QApplication([])
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
        layout.createLine().setLineWidth(8000)
        layout.endLayout()
        image = QImage(8100, round(pixels * 3), QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        layout.draw(painter, QPointF(0, pixels / 2))
        painter.end()
        bits = bytes(image.constBits())
        return Image.frombytes(
            "L", (image.width(), image.height()), bits, "raw", "L", image.bytesPerLine()
        )

    assert application
    return draw


def _ink(image: Image.Image) -> Image.Image:
    """What is dark, cut out: black ink on white as a picture of yes and no."""
    dark = image.point(lambda value: 255 if value < 128 else 0)
    return dark.crop(dark.getbbox()).convert("1")


def _likeness(one: Image.Image, other: Image.Image) -> float:
    """The common part of two inks by all of it, laid over each other as well as it goes."""
    width, height = max(one.width, other.width) + 6, max(one.height, other.height) + 6
    fixed = Image.new("1", (width, height))
    fixed.paste(one, (3, 3))
    best = 0.0
    for x in range(7):
        for y in range(7):
            moved = Image.new("1", (width, height))
            moved.paste(other, (x, y))
            common = ImageChops.logical_and(fixed, moved).histogram()[-1]
            whole = ImageChops.logical_or(fixed, moved).histogram()[-1]
            best = max(best, common / whole)
    return best


def _drawn(text: str) -> Image.Image:
    return _ink(picture.image(_pdf(text), 72))


SAME, OTHER = 0.88, 0.6


@pytest.mark.parametrize("text", SAMPLES)
def test_a_line_looks_as_another_text_engine_draws_it(
    text: str, qt_picture: Callable[[str, float], Image.Image]
) -> None:
    assert _likeness(_drawn(text), _ink(qt_picture(text, SIZE))) > SAME


@pytest.mark.parametrize("text", SAMPLES)
def test_the_pictures_differ_when_the_words_stand_in_reversed_order(
    text: str, qt_picture: Callable[[str, float], Image.Image]
) -> None:
    reversed_words = " ".join(reversed(text.split()))
    assert _likeness(_drawn(reversed_words), _ink(qt_picture(text, SIZE))) < OTHER


@pytest.mark.parametrize("text", SAMPLES)
def test_the_pictures_differ_when_the_letters_are_not_joined(
    text: str, qt_picture: Callable[[str, float], Image.Image]
) -> None:
    unjoined = "\u200c".join(text)
    assert _likeness(_drawn(unjoined), _ink(qt_picture(text, SIZE))) < OTHER


# What can't be shown.


def test_pictures_are_left_out_and_unknown_letters_become_question_marks() -> None:
    assert clean("Dates \U0001f334\ufe0f 牛奶 \u20c1 5\u00a0kg\n") == "Dates ?? SAR 5 kg"


def test_a_name_of_nothing_but_pictures_is_not_left_empty() -> None:
    assert clean("\U0001f355\U0001f34e") == "?"
    assert clean(" \n") == ""


def test_full_width_and_joined_forms_become_plain_letters() -> None:
    assert clean("ＡＢ１ \ufb03") == "AB1 ffi"


def test_a_letter_keeps_three_marks_at_most() -> None:
    assert clean("x" + "\u0301" * 50) == "x" + "\u0301" * 3


def test_direction_overrides_in_a_name_are_left_out() -> None:
    assert clean("\u202egrp.exe\u202c") == "grp.exe"


def test_every_arabic_letter_is_shaped_to_a_glyph_of_the_font() -> None:
    letters = [chr(code) for code in characters() if "ء" <= chr(code) <= "ي"]
    for letter in letters:
        for text in (letter, f"ب{letter}", f"{letter}ب", f"ب{letter}ب"):
            for weight in Weight:
                assert all(glyph.id for glyph in shape(text, weight, rtl=True).glyphs), text


def test_a_glyph_stands_for_every_letter_of_its_word() -> None:
    for word in ("الإجمالي", "لله", "شاملًا", "مُحَمَّد", "بسمتي"):
        seen = "".join(glyph.text for glyph in shape(word, Weight.BOLD, rtl=True).glyphs)
        assert seen == word[::-1]


# Wrapping.


def test_a_text_that_fits_stays_in_one_line() -> None:
    assert wrap(ARABIC, Weight.MEDIUM, 22, 400, rtl=True) == [line(ARABIC, Weight.MEDIUM, rtl=True)]


def test_words_go_on_in_the_next_line() -> None:
    lines = wrap("one two three", Weight.MEDIUM, 10, 45, rtl=False)
    assert ["".join(glyph.text for glyph in each.glyphs) for each in lines] == ["one two", "three"]


def test_a_number_in_arabic_text_keeps_its_order_in_the_second_line() -> None:
    text = f"سعر {isolated('Basmati rice 500 g')}"
    first, second = wrap(text, Weight.MEDIUM, 10, 70, rtl=True)
    assert "".join(glyph.text for glyph in first.glyphs) == "Basmati رعس"
    assert "".join(glyph.text for glyph in second.glyphs) == "rice 500 g"


anything = st.text(
    st.sampled_from("ابتجلإآئمهية ًٌَّٔ 0123456789٠١٢٣ abcWM.,-()[]«»%/ \u2066\u2069\u200d牛🌴\n")
    | st.characters(),
    max_size=300,
)


@given(text=anything, width=st.floats(30, 600), rtl=st.booleans())
def test_no_line_is_wider_than_its_room(text: str, width: float, rtl: bool) -> None:
    for each in wrap(text, Weight.BOLD, 22, width, rtl=rtl):
        assert each.width(22) <= width + 0.01 or len(each.glyphs) == 1


@given(text=anything, rtl=st.booleans())
def test_wrapping_loses_no_letter(text: str, rtl: bool) -> None:
    def letters(shown: str) -> list[str]:
        return sorted(each for each in shown if each.isalnum())

    lines = wrap(text, Weight.BOLD, 22, 80, rtl=rtl)
    seen = "".join(glyph.text for each in lines for glyph in each.glyphs)
    assert letters(seen) == letters(clean(text))


def test_a_name_of_five_thousand_letters_is_broken_into_lines() -> None:
    for name in ("x" * 5000, "م" * 5000, "كلمة " * 1000, "\u0651" * 5000):
        lines = wrap(name, Weight.MEDIUM, 22, 400, rtl=True)
        assert all(each.width(22) <= 400 for each in lines)
        assert len(lines) < 1000
