"""What a shop chooses about its receipts shows on all of their forms, and the test page works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import zxingcpp

from app import bootstrap
from app.documents import page, picture, slip, text
from app.domain import trial
from app.domain.receipt import Receipt, receipt
from app.domain.shop import Shop
from tests.documents import samples
from tests.documents.reading import plain, sheets, words

CODED = replace(samples.DATES, sku="DT-00001", barcode="6281000000014")
BY_SKU = replace(samples.LATTE, sku="LT-00002")


def document(shop: Shop) -> Receipt:
    return receipt(samples.sale(shop, [CODED, BY_SKU], cashier="Noura"), shop)


def slip_words(document: Receipt, width: int) -> set[str]:
    return words(slip.slip(document, width))


FORMS: list[Callable[[Receipt], set[str]]] = [
    lambda document: slip_words(document, 80),
    lambda document: slip_words(document, 58),
    lambda document: words(page.page(document)),
    lambda document: {plain(word) for word in text.text(document).split()},
]


@pytest.fixture(params=FORMS, ids=["slip80", "slip58", "a4", "text"])
def shown(request: pytest.FixtureRequest) -> Callable[[Receipt], set[str]]:
    read: Callable[[Receipt], set[str]] = request.param
    return read


def test_codes_stand_beneath_the_lines_when_they_are_wanted(
    shown: Callable[[Receipt], set[str]],
) -> None:
    codes = {"6281000000014", "LT-00002"}
    assert codes <= shown(document(replace(samples.SAUDI, show_codes=True)))
    assert not codes & shown(document(samples.SAUDI))


def test_the_cashier_stands_there_unless_it_is_not_wanted(
    shown: Callable[[Receipt], set[str]],
) -> None:
    assert "Noura" in shown(document(samples.SAUDI))
    hidden = shown(document(replace(samples.SAUDI, show_cashier=False)))
    assert not {"Noura", "Cashier"} & hidden


def test_the_header_stands_beneath_the_shop_in_both_languages(
    shown: Callable[[Receipt], set[str]],
) -> None:
    words = shown(document(replace(samples.SAUDI, header="Welcome", header_ar="أهلًا")))
    assert {"Welcome", plain("أهلًا")} <= words


@pytest.mark.parametrize(
    "shop", [samples.SAUDI, samples.KUWAIT, samples.UNTAXED], ids=["SAR", "KWD", "one name"]
)
def test_the_test_page_says_what_it_is_in_every_form(
    shop: Shop, shown: Callable[[Receipt], set[str]]
) -> None:
    words = shown(trial.test_page(shop, samples.ISSUED_AT))
    assert {"Test", "page", "صفحة", "تجريبية", "0,123,456,789", "Left", "يمين"} <= words
    assert ("1,234.500" in words) == (shop.currency == "KWD")
    assert not {"Total", "Invoice"} & words


@pytest.mark.parametrize("form", ["slip80", "slip58", "a4"])
def test_scanners_read_the_codes_of_the_test_page(form: str) -> None:
    pdf = bootstrap.receipt_pdf(trial.test_page(samples.SAUDI, samples.ISSUED_AT), form)
    assert len(sheets(pdf)) == 1
    image = picture.image(pdf, 203).convert("L").point(lambda grey: 255 * (grey > 127))
    found = {code.text for code in zxingcpp.read_barcodes(image)}
    assert found == {"Palm Grove Market 2025-11-20 14:06:58", "TEST-140658"}


def test_the_till_makes_its_test_page_itself() -> None:
    pdf = bootstrap.test_page_pdf(samples.SAUDI, "slip80")
    assert {"Test", "page"} <= words(pdf)
