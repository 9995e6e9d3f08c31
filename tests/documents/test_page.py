"""The A4 invoice: it says everything, numbers its pages and keeps its totals with an item."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
import zxingcpp

from app.documents import picture
from app.documents.page import page
from app.domain.block import Qr
from app.domain.cart import CartLine
from app.domain.currency import currency
from app.domain.receipt import Receipt, receipt
from app.domain.tax import tax_rate
from tests.documents import samples
from tests.documents.reading import Sheet, sheets, strings, words

each_receipt = pytest.mark.parametrize(
    "receipt", samples.RECEIPTS.values(), ids=list(samples.RECEIPTS)
)


@each_receipt
def test_the_a4_invoice_says_every_word_of_the_document(receipt: Receipt) -> None:
    # A line's own discount is in its reduction there, and its amount before that is not shown.
    items = tuple(replace(item, amount="", discount=None) for item in receipt.items)
    if not receipt.taxed:
        items = tuple(replace(item, net="", tax="", rate=item.unit) for item in items)
    blocks = tuple(block for block in receipt.foot if not isinstance(block, Qr))
    parts = (receipt.seller, receipt.title, receipt.identity, receipt.buyer, items)
    assert strings((*parts, receipt.sums, receipt.payments, blocks)) <= words(page(receipt))


@each_receipt
def test_everything_stands_within_the_margins_of_a4(receipt: Receipt) -> None:
    for sheet in sheets(page(receipt)):
        assert (round(sheet.width), round(sheet.height)) == (595, 842)
        _stands_within_the_margins(sheet)


def _stands_within_the_margins(sheet: Sheet) -> None:
    for glyph in sheet.glyphs:
        assert glyph.left >= 35
        assert glyph.right <= 560.5
        assert glyph.bottom >= 20
        assert glyph.top <= 815


def test_every_column_of_a_tax_invoice_has_its_head_in_both_languages() -> None:
    invoice = samples.saudi_invoice()
    assert strings(invoice.head) <= words(page(invoice))
    assert {"Unit", "price", "incl.", "VAT"} <= strings(invoice.head)


def test_a_shop_without_tax_gets_no_tax_columns() -> None:
    assert not {"Taxable", "rate"} & words(page(samples.untaxed_receipt()))


def test_pages_are_numbered_in_both_languages() -> None:
    pages = sheets(page(samples.long_receipt(40)))
    assert len(pages) == 3
    for number, sheet in enumerate(pages, start=1):
        assert f"Page {number} of 3" in sheet.text
        assert {"صفحة", "من"} <= set(sheet.text.split())


def test_heads_and_seller_are_repeated_on_every_page_and_the_title_too() -> None:
    for sheet in sheets(page(samples.long_receipt(40))):
        # PDFium may turn the words of a line round that has both languages.
        shown = set(sheet.text.split())
        assert {"Palm", "متجر", "Simplified", "مبسطة", "Quantity", "الكمية"} <= shown


@pytest.mark.parametrize("lines", [*range(1, 36), 200])
def test_the_total_never_stands_on_a_page_without_an_item(lines: int) -> None:
    pages = sheets(page(samples.long_receipt(lines)))
    assert "Olive" in pages[-1].text
    assert {"Thank", "شكرًا"} <= set(pages[-1].text.split())
    assert sum(sheet.text.count("Olive") for sheet in pages) == lines
    for sheet in pages:
        _stands_within_the_margins(sheet)


def test_a_name_longer_than_a_page_goes_on_over_the_pages() -> None:
    receipt = samples.long_receipt(2, "Extra " * 800 + "x" * 200, "ممتازة جدًا " * 400)
    pages = sheets(page(receipt))
    assert len(pages) > 2
    assert sum(sheet.text.count("Extra") for sheet in pages) == 1600
    for sheet in pages:
        _stands_within_the_margins(sheet)


def test_the_largest_amounts_stay_within_their_columns() -> None:
    goods = CartLine("Gold", "ذهب", Decimal("99999999.123456"), tax_rate("15"), Decimal("9999"))
    shop = replace(samples.SAUDI, currency="KWD", cash_rounding_step=None)
    assert currency(shop.currency).digits == 3
    (sheet,) = sheets(page(receipt(samples.sale(shop, [goods]), shop)))
    _stands_within_the_margins(sheet)
    assert "999,899,991,235.437" in sheet.text


def test_scanners_read_the_qr_code_and_the_number_of_the_invoice() -> None:
    invoice = samples.saudi_invoice()
    found = {code.text for code in zxingcpp.read_barcodes(picture.image(page(invoice), 300))}
    (payload,) = (block.payload for block in invoice.foot if isinstance(block, Qr))
    assert found == {payload, invoice.number}


def test_the_same_invoice_is_the_same_bytes() -> None:
    first = page(samples.kuwait_invoice())
    page(samples.saudi_invoice())
    assert page(samples.kuwait_invoice()) == first
