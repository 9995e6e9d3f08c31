"""The slip of an online order: what it says in each case, and that it can be read and scanned."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp

from app.documents import form, picture
from app.documents.text import text
from app.domain.block import Amount, Code128, Field, Qr, Total
from app.domain.country import Bilingual
from app.domain.order import OrderLine
from app.domain.order_slip import MOST_IN_BARS, job_number, order_of, order_slip
from app.domain.receipt import Receipt
from app.domain.sale import is_number
from tests.documents.order_samples import NAMES, ORDERED_AT, PAID, SLIPS
from tests.documents.reading import sheets, strings, words
from tests.documents.samples import EMIRATES, SAUDI

GOLDEN = Path(__file__).parent.parent / "golden"
FORMS = ("slip80", "slip58", "a4")
each_slip = pytest.mark.parametrize("slip", SLIPS.values(), ids=list(SLIPS))
each_form = pytest.mark.parametrize("name", FORMS)


@pytest.mark.parametrize("name", SLIPS)
def test_the_slip_reads_as_it_was_approved(name: str) -> None:
    file = GOLDEN / f"order_{name}.txt"
    if os.environ.get("SANDUQ_GOLDEN") == "write":
        file.write_text(text(SLIPS[name]), encoding="utf-8")
    assert text(SLIPS[name]) == file.read_text(encoding="utf-8")


@each_slip
@each_form
def test_every_form_says_every_word(slip: Receipt, name: str) -> None:
    pdf = form.pdf(slip, name)
    # In parts where it is longer than the paper is wide.
    drawn = "".join(glyph.text for sheet in sheets(pdf) for glyph in sheet.glyphs)
    assert _bare(slip.number) in _bare(drawn)
    blocks = tuple(each for each in slip.blocks if not isinstance(each, Qr))
    assert _letters(strings(blocks) - {slip.number}) <= _letters(words(pdf))


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _letters(found: set[str]) -> set[str]:
    """The letters of each word: PDFium turns colons and numbers round that stand beside Arabic."""
    return {"".join(sorted(word.strip(":"))) for word in found}


@each_slip
@each_form
def test_nothing_leaves_the_paper(slip: Receipt, name: str) -> None:
    pages = sheets(form.pdf(slip, name))
    for sheet in pages:
        margin = 35 if name == "a4" else 4 * 72 / 25.4
        assert all(
            margin <= each.left and each.right <= sheet.width - margin + 1 for each in sheet.glyphs
        )
        assert all(each.bottom >= 0 and each.top <= sheet.height for each in sheet.glyphs)


@each_slip
@each_form
def test_the_number_is_scanned_from_every_form(slip: Receipt, name: str) -> None:
    image = picture.image(form.pdf(slip, name), 300 if name == "a4" else picture.PRINTER_DPI)
    found = zxingcpp.read_barcodes(image.point(lambda value: 255 if value > 127 else 0))
    assert [code.text for code in found] == [slip.number]


@pytest.mark.parametrize(
    "number", ["O-2296", "W" * MOST_IN_BARS, "1a23b456c78", "12345678901", "#1001/2025"]
)
def test_what_fits_in_bars_is_sure_to_be_read_from_the_narrowest_paper(number: str) -> None:
    slip = order_slip(replace(PAID, number=number), SAUDI, NAMES, online_shop="Apexloge")
    (code,) = zxingcpp.read_barcodes(picture.image(form.pdf(slip, "slip58")))
    assert (code.format, code.text) == (zxingcpp.BarcodeFormat.Code128, number)


@pytest.mark.parametrize("number", ["W" * (MOST_IN_BARS + 1), "طلب-٧"])
def test_what_does_not_fit_in_bars_becomes_a_qr_code(number: str) -> None:
    slip = order_slip(replace(PAID, number=number), SAUDI, NAMES, online_shop="Apexloge")
    assert [each for each in slip.foot if isinstance(each, Code128 | Qr)] == [Qr(number)]


def test_an_order_without_a_number_goes_by_its_id_else_by_its_reference() -> None:
    nameless = replace(PAID, number="")
    assert order_slip(nameless, SAUDI, NAMES, online_shop="").number == "order-17"
    placing = replace(nameless, remote_id="", reference="POS:A1-000000:7QK3M9X")
    assert order_slip(placing, SAUDI, NAMES, online_shop="").number == "POS:A1-000000:7QK3M9X"


@each_slip
def test_it_claims_to_be_no_tax_invoice(slip: Receipt) -> None:
    shown = strings(slip.blocks)
    assert not {"Tax", "Invoice", "ضريبية", "مبسطة", "300000000000003"} & shown
    assert (slip.title.text, slip.taxed) == (Bilingual("طلب إلكتروني", "Online order"), False)


def test_our_products_have_both_names_and_others_the_shops_own() -> None:
    names = [item.name for item in SLIPS["due"].items]
    assert names == [
        Bilingual("شاي كرك", "Karak Tea"),
        Bilingual("", "Dallah Coffee Pot, brushed steel, one litre"),
        Bilingual("فناجين قهوة، ستة", ""),
    ]


def test_a_product_of_ours_that_is_gone_keeps_the_name_it_was_ordered_by() -> None:
    line = OrderLine("dates", PAID.lines[0].quantity, 99)
    slip = order_slip(replace(PAID, lines=(line,)), SAUDI, NAMES, online_shop="Apexloge")
    assert [item.name.en for item in slip.items] == ["dates"]


@pytest.mark.parametrize(
    ("name", "total", "payment"),
    [
        ("paid", "Total 68.00", [("Paid online", "68.00")]),
        ("due", "To be paid 1,234.50", []),
        ("collected", "Total 1,234.50", [("Paid here: invoice", "A1-000012")]),
        ("unknown", "", [("Paid? Not known", "")]),
        ("cancelled", "Total 68.00", [("Paid online", "68.00")]),
        ("unpriced", "", [("To be paid", "")]),
    ],
)
def test_it_tells_how_the_order_is_paid(
    name: str, total: str, payment: list[tuple[str, str]]
) -> None:
    slip = SLIPS[name]
    totals = [f"{each.label.en} {each.value}" for each in slip.sums if isinstance(each, Total)]
    assert totals == ([total] if total else [])
    assert [(each.label.en, each.value) for each in slip.payments] == payment


def test_delivery_and_tax_stand_before_the_total_where_there_are_any() -> None:
    amounts = [each for each in SLIPS["due"].sums if isinstance(each, Amount)]
    assert [(each.label.en, each.value) for each in amounts] == [
        ("Delivery", "10.00"),
        ("VAT", "13.20"),
    ]
    assert not [each for each in SLIPS["paid"].sums if isinstance(each, Amount)]


def test_who_took_it_signs_and_the_time_stands_there_once_it_is_known() -> None:
    def fields(name: str) -> dict[str, str]:
        return {each.label.en: each.value for each in SLIPS[name].foot if isinstance(each, Field)}

    assert set(fields("paid")["Picked up at"]) == {"."}
    assert fields("collected")["Picked up at"] == "2025-11-20 18:30"
    assert set(fields("collected")["Picked up by"]) == {"."}
    assert fields("cancelled") == {}


def test_times_are_those_of_the_shop() -> None:
    slip = order_slip(PAID, EMIRATES, NAMES, online_shop="Apexloge")
    assert f"{ORDERED_AT:%H:%M}" == "11:06"
    assert "15:06" in words(form.pdf(slip, "slip80"))


def test_a_cancelled_order_and_a_copy_are_marked() -> None:
    assert SLIPS["cancelled"].title.mark == Bilingual("ملغى", "CANCELLED")
    assert SLIPS["unknown"].title.mark == Bilingual("نسخة", "COPY")
    assert SLIPS["paid"].title.mark is None


def test_the_number_is_the_largest_thing_on_the_paper() -> None:
    (sheet,) = sheets(form.pdf(SLIPS["paid"], "slip80"))
    tallest = max(
        (each for each in sheet.glyphs if each.text.isascii()),
        key=lambda each: each.top - each.bottom,
    )
    assert tallest.text in PAID.number


def test_a_print_job_of_a_slip_is_told_from_that_of_an_invoice() -> None:
    assert order_of(job_number(17)) == 17
    assert not is_number(job_number(17))
    assert [order_of(each) for each in ("A1-000017", "order:", "order:1x", "xorder:1")] == [
        None
    ] * 4


def test_a_name_can_neither_steer_a_terminal_nor_be_lost() -> None:
    line = OrderLine("Rice\x1b[2J\n\u202efake", PAID.lines[0].quantity)
    slip = order_slip(replace(PAID, lines=(line,)), SAUDI, NAMES, online_shop="Apexloge")
    assert "Rice[2J fake" in text(slip)
