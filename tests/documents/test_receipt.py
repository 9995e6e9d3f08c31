"""What a receipt says in each country, held against the collected rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.documents.slip import slip
from app.domain.block import Amount, Note, Qr, Table, Total
from app.domain.country import Bilingual
from app.domain.receipt import Receipt, receipt
from app.domain.sale import Sale
from app.domain.shop import Shop
from tests.documents import samples
from tests.documents.reading import plain, words

RULES: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "receipt_rules.json").read_text(encoding="utf-8")
)

# What each rule asks for, as it stands on the samples.
SUPPLIER_SA = ["Palm Grove Market", "متجر النخيل", "حي الياسمين", "300000000000003"]
REQUIRED = {
    "date of issue": ["2025-11-20"],
    "supplier name, address, VAT number": SUPPLIER_SA,
    "description of goods/services": ["Sukkari Dates 500 g", "تمر سكري"],
    "total consideration": ["136.44"],
    "VAT payable or a statement that the consideration includes VAT": ["17.80", "15%"],
}
REQUIRED_AE = {
    "name, address, TRN of registrant": [
        "Corniche Grocery LLC",
        "Abu Dhabi",
        "TRN 100123456700003",
    ],
    "date of issue": ["2025-11-20"],
    "description": ["Karak Tea", "شاي كرك"],
    "total consideration": ["55.50"],
    "tax amount charged in AED": ["AED", "1.19"],
}
REQUIRED_BH = {
    "name, address, registration number": ["Muharraq Sweets", "Road 12", "200000000000002"],
    "date of issue": ["2025-11-20"],
    "description": ["Halwa 500 g"],
    "total inclusive of tax in BHD": ["BHD", "4.250"],
    "rate and amount of tax in BHD": ["10%", "0.386"],
}


@pytest.mark.parametrize(
    ("document", "rules", "required"),
    [
        (samples.saudi_receipt(), RULES["SA"]["law_min_fields"], REQUIRED),
        (samples.emirates_receipt(), RULES["AE"]["fields"], REQUIRED_AE),
        (samples.bahrain_receipt(), RULES["BH"]["fields"], REQUIRED_BH),
    ],
    ids=["SA", "AE", "BH"],
)
def test_a_receipt_shows_every_field_that_the_law_asks_for(
    document: Receipt, rules: list[str], required: dict[str, list[str]]
) -> None:
    shown = {word.strip("،,") for word in words(slip(document))}
    assert set(required) == set(rules)
    for rule in rules:
        for text in required[rule]:
            assert {plain(word) for word in text.split()} <= {
                w.strip("،,") for w in shown
            } | shown, rule


def test_the_saudi_title_and_labels_are_the_official_ones() -> None:
    document = samples.saudi_receipt()
    official = RULES["SA"]["title"]
    assert document.title.text.ar == official["ar"]
    assert document.title.text.en.casefold() == official["en"].casefold()
    labels = {tuple(pair) for pair in RULES["SA"]["labels"]}
    vat_label = document.seller[-1]
    assert (vat_label.label.ar, vat_label.label.en) in labels  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("document", "title"),
    [
        (samples.saudi_receipt(), "Simplified Tax Invoice"),
        (samples.saudi_invoice(), "Tax Invoice"),
        (samples.emirates_receipt(), RULES["AE"]["title_words"]),
        (samples.bahrain_receipt(), "Simplified Tax Invoice"),
        (samples.oman_receipt(), "Simplified Tax Invoice"),
        (samples.kuwait_invoice(), "Invoice"),
        (samples.untaxed_receipt(), "Receipt"),
    ],
)
def test_the_title_is_the_one_of_the_country_and_the_buyer(document: Receipt, title: str) -> None:
    assert document.title.text.en == title


def test_the_vat_numbers_of_both_sides_stand_on_a_full_invoice() -> None:
    document = samples.saudi_invoice()
    assert [field.value for field in document.buyer][-1] == "310122393500003"
    assert "300000000000003" in words(slip(document))


def test_a_copy_is_marked_in_its_frame() -> None:
    assert samples.saudi_receipt().title.mark is None
    assert samples.saudi_receipt(copy=True).title.mark == Bilingual("نسخة", "COPY")


def test_prices_before_rounding_discounts_and_change_are_all_told() -> None:
    document = samples.saudi_receipt()
    told = {
        block.label.en: block.value
        for block in (*document.sums, *document.payments)
        if isinstance(block, Amount)
    }
    assert told == {
        "Subtotal": "142.34",
        "Discount": "−5.90",
        "Taxable amount": "118.64",
        "VAT total": "17.80",
        "Cash rounding": "+0.01",
        "Amount due": "136.45",
        "Card (0047)": "100.00",
        "Cash": "100.00",
        "Change": "63.55",
    }


def test_the_tax_table_has_one_row_for_each_rate() -> None:
    (table,) = (block for block in samples.emirates_receipt().sums if isinstance(block, Table))
    assert [[cell.en for cell in row] for row in table.rows] == [
        ["5%", "23.81", "1.19"],
        ["Exempt", "20.00", "0.00"],
        ["0%", "10.50", "0.00"],
    ]


def test_three_decimals_are_kept_in_a_currency_that_has_them() -> None:
    (total,) = (block for block in samples.kuwait_invoice().sums if isinstance(block, Total))
    assert (total.currency, total.value) == ("KWD", "35.862")


def test_a_shop_without_a_vat_number_charges_and_shows_no_tax() -> None:
    document = samples.untaxed_receipt()
    assert not document.taxed
    assert not any(isinstance(block, Table) for block in document.sums)
    assert not any(isinstance(block, Qr) for block in document.foot)


def test_times_are_those_of_the_shop() -> None:
    assert "14:06:58" in words(slip(samples.saudi_receipt()))
    assert "15:06:58" in words(slip(samples.emirates_receipt()))


def test_an_item_of_a_full_invoice_bears_its_share_of_the_sale_s_discount() -> None:
    items = samples.saudi_invoice().items
    assert [item.reduction for item in items] == ["−0.53", "−0.47"]
    assert [item.discount for item in items] == [None, None]


def test_the_foot_ends_with_number_and_reference() -> None:
    def bare(shop: Shop, sale: Sale) -> list[object]:
        return [type(block).__name__ for block in receipt(sale, shop).foot]

    sale = samples.sale(samples.SAUDI, [samples.DATES])
    without = replace(samples.SAUDI, footer="", footer_ar="")
    assert bare(samples.SAUDI, sale) == ["Qr", "Note", "Note", "Code128", "Reference"]
    assert bare(without, replace(sale, qr="", reference="")) == [Note.__name__, "Code128"]
