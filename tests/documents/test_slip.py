"""The receipt on a roll: it says everything, fits its paper, and scanners read it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
import zxingcpp

from app.documents import picture
from app.documents.slip import slip
from app.domain.block import Amount, Item, Qr
from app.domain.country import Bilingual
from app.domain.receipt import Receipt
from app.domain.receipt import receipt as receipt_of
from tests.documents import samples
from tests.documents.reading import Glyph, sheets, strings, words

QR_CODE = zxingcpp.BarcodeFormat.QRCode
NOTHING = Bilingual("", "")
POINTS_PER_MM = 72 / 25.4
each_width = pytest.mark.parametrize("width", [80, 58])


@pytest.mark.parametrize("receipt", samples.RECEIPTS.values(), ids=samples.RECEIPTS)
def test_the_slip_says_every_word_of_the_document(receipt: Receipt) -> None:
    # What a full invoice shows of an item is not on the slip.
    items = [
        replace(item, reduction="", net="", tax="", gross="", rate=NOTHING, unit=item.unit.ar)  # type: ignore[arg-type]
        for item in receipt.items
    ]
    blocks = [block for block in receipt.blocks if not isinstance(block, Item | Qr)]
    assert strings((*blocks, *items)) <= words(slip(receipt))


@each_width
@pytest.mark.parametrize("receipt", samples.RECEIPTS.values(), ids=samples.RECEIPTS)
def test_everything_stands_on_the_printable_part_of_the_paper(receipt: Receipt, width: int) -> None:
    (sheet,) = sheets(slip(receipt, width))
    margin = (width - {80: 72, 58: 48}[width]) / 2 * POINTS_PER_MM
    assert sheet.width == pytest.approx(width * POINTS_PER_MM, abs=0.01)
    assert sheet.glyphs
    for glyph in sheet.glyphs:
        assert margin <= glyph.left
        assert glyph.right <= sheet.width - margin
        assert glyph.bottom >= 0
        assert glyph.top <= sheet.height


@each_width
def test_the_paper_is_as_long_as_what_it_says(width: int) -> None:
    image = picture.image(slip(samples.saudi_receipt(), width))
    left, top, right, bottom = image.point(lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
    assert 8 < top < 50
    assert 20 < image.height - bottom < 50
    assert abs(left - (image.width - right)) <= 2


def test_no_text_overlaps_another() -> None:
    (sheet,) = sheets(slip(samples.kuwait_invoice()))
    letters = [glyph for glyph in sheet.glyphs if glyph.text.isalnum()]
    for one, other in combinations(letters, 2):
        assert not _covers(one, other), (one, other)


def _covers(one: Glyph, other: Glyph) -> bool:
    """Whether half of the second lies in the first; ligatures share their box and don't count."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.top, other.top) - max(one.bottom, other.bottom)
    if width <= 0 or height <= 0 or one[1:5] == other[1:5]:
        return False
    area = (other.right - other.left) * (other.top - other.bottom)
    return width * height > area / 2


def test_amounts_end_in_one_column() -> None:
    receipt = samples.saudi_receipt()
    (sheet,) = sheets(slip(receipt))
    letters = "".join(glyph.text for glyph in sheet.glyphs)
    amounts = [block.value for block in receipt.blocks if isinstance(block, Amount)]
    amounts += [item.amount for item in receipt.items]
    column = sheet.glyphs[letters.index("24.50") + 4].end
    for amount in amounts:
        ends = [
            sheet.glyphs[found.end() - 1].end for found in re.finditer(re.escape(amount), letters)
        ]
        assert any(end == pytest.approx(column, abs=0.05) for end in ends), amount


@each_width
def test_scanners_read_the_qr_code_and_the_number_from_a_picture_of_black_and_white(
    width: int,
) -> None:
    receipt = samples.saudi_receipt()
    image = picture.image(slip(receipt, width)).point(lambda value: 255 if value > 127 else 0)
    found = {code.format: code.text for code in zxingcpp.read_barcodes(image)}
    (payload,) = (block.payload for block in receipt.foot if hasattr(block, "payload"))
    assert found == {
        QR_CODE: payload,
        zxingcpp.BarcodeFormat.Code128: receipt.number,
    }


def test_modules_and_bars_fall_on_whole_dots() -> None:
    image = picture.image(slip(samples.saudi_receipt()))
    codes = zxingcpp.read_barcodes(image)
    assert len(codes) == 2
    for code in codes:
        corners = code.position
        box = (
            min(corners.top_left.x, corners.bottom_left.x),
            corners.top_left.y + 2,
            max(corners.top_right.x, corners.bottom_right.x),
            corners.bottom_right.y - 2,
        )
        assert set(image.crop(box).tobytes()) == {0, 255}


def test_the_qr_code_is_at_least_24_mm_wide_and_has_four_quiet_modules() -> None:
    image = picture.image(slip(samples.saudi_receipt()))
    (code,) = zxingcpp.read_barcodes(
        image, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    )
    left, top = code.position.top_left.x, code.position.top_left.y
    right, bottom = code.position.bottom_right.x, code.position.bottom_right.y
    assert 192 <= right - left <= 260
    quiet = 4 * (right - left) // 41
    around = image.crop((left - quiet + 2, top - quiet + 2, right + quiet - 2, top - 1))
    below = image.crop((left - quiet + 2, bottom + 2, right + quiet - 2, bottom + quiet - 2))
    assert set(around.tobytes()) | set(below.tobytes()) == {255}


def test_a_number_that_no_barcode_holds_is_printed_without_one() -> None:
    sale = samples.sale(samples.SAUDI, [samples.DATES], number="صندوق-000001")
    pdf = slip(receipt_of(sale, samples.SAUDI))
    assert "000001" in "".join(words(pdf))
    formats = {code.format for code in zxingcpp.read_barcodes(picture.image(pdf))}
    assert formats == {QR_CODE}


@each_width
def test_the_longest_names_are_wrapped_and_stay_on_the_paper(width: int) -> None:
    receipt = samples.long_receipt(1, "Extra " * 800 + "x" * 200, "ممتازة جدًا " * 400 + "م" * 200)
    (sheet,) = sheets(slip(receipt, width))
    assert all(glyph.left > 0 and glyph.right < sheet.width for glyph in sheet.glyphs)
    assert all(glyph.bottom > 0 and glyph.top < sheet.height for glyph in sheet.glyphs)
    assert sheet.text.count("Extra") == 800


def test_two_hundred_lines_are_all_there() -> None:
    pdf = slip(samples.long_receipt(200))
    assert picture.pages(pdf) == 1
    assert {str(row) for row in range(200)} <= {word.rstrip(",") for word in words(pdf)}


def test_a_roll_longer_than_pdf_allows_goes_on_in_another_page() -> None:
    pages = sheets(slip(samples.long_receipt(900)))
    assert len(pages) > 1
    assert all(page.height < 14_400 for page in pages)
    numbers = {word.rstrip(",") for page in pages for word in page.text.split()}
    assert {str(row) for row in range(900)} <= numbers


def test_the_same_receipt_is_the_same_bytes_whatever_came_before() -> None:
    first = slip(samples.saudi_receipt())
    slip(samples.kuwait_invoice())
    assert slip(samples.saudi_receipt()) == first


def test_the_document_tells_what_it_is() -> None:
    pdf = slip(samples.saudi_receipt())
    assert b"/Lang (ar)" in pdf
    assert b"(Simplified Tax Invoice A1-004182)" in pdf
    assert b"(Palm Grove Market)" in pdf
