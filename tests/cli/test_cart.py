"""`quote` and `sell`: exact amounts, the same in both, and every impossible cart refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.reference import is_reference
from app.services.new_shop import NewShop
from app.storage.store import Store
from tests.sanduq import Answer, At, Sanduq
from tests.shop import BREAD, DATES, LATTE, findings, make_shop, tally

LINE = {"product": DATES}
CASH = [{"method": "cash", "amount": "1000000"}]
EXAMPLE = {
    "prices_include_tax": True,
    "rounding": "document",
    "currency": "SAR",
    "lines": [
        {"product": DATES, "quantity": "2"},
        {
            "name": "Loose dates",
            "name_ar": "تمر",
            "unit_price": "12.345",
            "quantity": "0.755",
            "tax_rate": "15",
            "discount": {"percent": "10"},
        },
    ],
    "discount": {"amount": "1.00"},
    "cash_rounding": "0.05",
    "payments": [{"method": "cash", "amount": "60.00"}],
    "customer": None,
    "notes": "",
}


def dec(text: str) -> Decimal:
    assert isinstance(text, str)
    return Decimal(text)


def hold(answer: Any) -> None:
    """The identities that every answer keeps."""
    lines = answer["lines"]
    assert dec(answer["net"]) + dec(answer["tax"]) == dec(answer["total"])
    assert sum(dec(line["net"]) for line in lines) == dec(answer["net"])
    assert sum(dec(line["tax"]) for line in lines) == dec(answer["tax"])
    assert sum(dec(line["gross"]) for line in lines) == dec(answer["total"])
    assert sum(dec(line["discount"]) for line in lines) == dec(answer["discount"])
    assert sum(dec(tax["base"]) for tax in answer["taxes"]) == dec(answer["net"])
    assert sum(dec(tax["amount"]) for tax in answer["taxes"]) == dec(answer["tax"])
    assert dec(answer["payable"]) == dec(answer["total"]) + dec(answer["rounding_adjustment"])
    if answer["status"] == "paid":
        assert dec(answer["paid"]) - dec(answer["change"]) == dec(answer["payable"])
    for line in lines:
        assert dec(line["net"]) + dec(line["tax"]) == dec(line["gross"])


def test_the_example_of_the_manual(sanduq: Sanduq) -> None:
    answer = sanduq.cart("quote", EXAMPLE).json
    hold(answer)
    assert answer["currency"] == "SAR"
    assert answer["total"] == "56.39"
    assert answer["rounding_adjustment"] == "0.01"
    assert answer["payable"] == "56.40"
    assert answer["paid"] == "60.00"
    assert answer["change"] == "3.60"
    assert answer["status"] == "paid"
    assert [line["quantity"] for line in answer["lines"]] == ["2", "0.755"]
    assert [line["unit_price"] for line in answer["lines"]] == ["24.50", "12.345"]


def test_a_line_tells_its_amounts(sanduq: Sanduq) -> None:
    (line,) = sanduq.cart("quote", {"lines": [{"product": BREAD, "quantity": "2"}]}).json["lines"]
    told = {key: line[key] for key in ("quantity", "unit_price", "discount", "net", "tax", "gross")}
    assert told == {
        "quantity": "2",
        "unit_price": "3.50",
        "discount": "0.00",
        "net": "6.09",
        "tax": "0.91",
        "gross": "7.00",
    }
    assert (line["name"], line["name_ar"]) == ("Khubz Bread ×6", "خبز عربي ×6")


def test_a_quote_stores_nothing(store: Store, sanduq: Sanduq) -> None:
    sanduq.cart("quote", EXAMPLE)
    assert tally(store, "SELECT count(*) FROM invoice") == 0
    assert tally(store, "SELECT last_number FROM register") == 0


def test_a_sale_answers_what_the_quote_did_and_its_number(store: Store, sanduq: Sanduq) -> None:
    quoted = sanduq.cart("quote", EXAMPLE).json
    sold = sanduq.cart("sell", EXAMPLE).json
    assert {key: sold[key] for key in quoted} == quoted
    assert sold["number"] == "A1-000001"
    assert is_reference(sold["reference"])
    assert sold["issued_at"].endswith("Z")
    assert sold["qr"]
    assert len(sold["uuid"]) == 36
    assert sanduq("invoice", sold["number"]).json == sold
    assert findings(store) == []


numbers = st.integers(1, 50_000).map(lambda cents: f"{Decimal(cents).scaleb(-2)}")
quantities = st.sampled_from(["1", "2", "0.755", "3.5", "12", "0.001"])
rates = st.sampled_from(["15", "5", "0", "exempt"])
percent = st.sampled_from(["0", "5", "33.33", "100"]).map(lambda value: {"percent": value})
lines = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {"product": st.sampled_from([DATES, LATTE, BREAD]), "quantity": quantities},
            optional={"unit_price": numbers, "discount": percent, "note": st.just("hot")},
        ),
        st.fixed_dictionaries(
            {
                "name": st.just("Thing"),
                "unit_price": numbers,
                "tax_rate": rates,
                "quantity": quantities,
            },
            optional={"discount": percent},
        ),
    ),
    min_size=1,
    max_size=6,
)
carts = st.fixed_dictionaries(
    {"lines": lines, "payments": st.just(CASH)},
    optional={
        "prices_include_tax": st.booleans(),
        "rounding": st.sampled_from(["document", "line"]),
        "discount": percent,
        "cash_rounding": st.sampled_from(["0.05", "0.25", None, {"step": "0.5", "mode": "down"}]),
        "customer": st.sampled_from([None, "Fatima", {"name": "Omar", "phone": "050"}]),
        "notes": st.just("later"),
    },
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(carts)
def test_quote_and_sale_agree_and_add_up(sanduq: Sanduq, cart: dict[str, Any]) -> None:
    quoted = sanduq.cart("quote", cart).json
    hold(quoted)
    sold = sanduq.cart("sell", cart).json
    assert {key: sold[key] for key in quoted} == quoted
    assert sanduq("invoice", sold["number"]).json == sold


def one(**line: object) -> dict[str, object]:
    """A cart with one line of the first product."""
    return {"lines": [{**LINE, **line}]}


def loose(**line: object) -> dict[str, object]:
    """A cart with one line without a product."""
    return {"lines": [{"name": "Thing", "unit_price": "1", "tax_rate": "15", **line}]}


def paid(*payments: object) -> dict[str, object]:
    """A cart with these payments."""
    return {"lines": [LINE], "payments": list(payments)}


REFUSED: list[tuple[object, str]] = [
    ([], "bad_json"),
    ("text", "bad_json"),
    (None, "bad_json"),
    (5, "bad_json"),
    ({}, "empty_cart"),
    ({"lines": []}, "empty_cart"),
    ({"lines": None}, "empty_cart"),
    ({"lines": "milk"}, "bad_json"),
    ({"lines": {"product": DATES}}, "bad_json"),
    ({"lines": [DATES]}, "bad_json"),
    ({"lines": [[LINE]]}, "bad_json"),
    ({"lines": [None]}, "bad_json"),
    ({"lines": [{}]}, "incomplete"),
    ({"lines": [LINE] * 5_001}, "too_many_lines"),
    ({"lines": [LINE], "discuont": {}}, "unknown_field"),
    (one(qty="2"), "unknown_field"),
    (one(product="4006381333931"), "unknown_product"),
    (one(product=""), "unknown_product"),
    (one(product="\ud800"), "bad_text"),
    (one(product=999_999), "unknown_product"),
    (one(product=10**40), "unknown_product"),
    (one(product=1.5), "bad_product"),
    (one(product=True), "bad_product"),
    (one(product=[DATES]), "bad_product"),
    (one(quantity="-1"), "bad_quantity"),
    (one(quantity=-1), "bad_quantity"),
    (one(quantity="0"), "bad_quantity"),
    (one(quantity="1000000"), "bad_quantity"),
    (one(quantity="1" * 30), "too_large"),
    (one(quantity=1e300), "too_large"),
    (one(quantity=0.1 + 0.2), "too_many_decimals"),
    (one(quantity="1.0000001"), "too_many_decimals"),
    (one(quantity="1e3"), "bad_number"),
    (one(quantity="two"), "bad_number"),
    (one(quantity=""), "bad_number"),
    (one(quantity=None), "bad_number"),
    (one(quantity=True), "bad_number"),
    (one(quantity=[1]), "bad_number"),
    (one(quantity={"value": "1"}), "bad_number"),
    (one(unit_price="-1"), "bad_price"),
    (one(unit_price="1.1234567"), "too_many_decimals"),
    (one(unit_price=None), "bad_number"),
    (one(tax_rate="150"), "bad_tax_rate"),
    (one(tax_rate="-5"), "bad_tax_rate"),
    (one(tax_rate=[]), "bad_number"),
    (one(note=5), "bad_json"),
    (one(note="x" * 5_001), "too_long"),
    (loose(name=""), "incomplete"),
    (loose(name="\x00\x01"), "incomplete"),
    (loose(name=5), "bad_json"),
    (loose(name="x" * 5_001), "too_long"),
    ({"lines": [{"name": "Thing", "unit_price": "1"}]}, "incomplete"),
    ({"lines": [{"name": "Thing", "tax_rate": "15"}]}, "incomplete"),
    (loose(unit_price="999999999999", quantity="999999"), "too_large"),
    (loose(unit_price="1000000000000"), "too_large"),
    (one(discount={"percent": "101"}), "bad_discount"),
    (one(discount={"percent": "-1"}), "bad_discount"),
    (one(discount={"amount": "-1"}), "bad_discount"),
    (one(discount={"amount": "24.51"}), "discount_too_large"),
    (one(discount={"amount": "0.001"}), "too_many_decimals"),
    (one(discount={"percent": "5", "amount": "1"}), "bad_discount"),
    (one(discount={}), "bad_discount"),
    (one(discount="5%"), "bad_json"),
    (one(discount={"percent": {"of": "5"}}), "bad_number"),
    (one(discount={"share": "5"}), "unknown_field"),
    ({"lines": [LINE], "discount": {"amount": "24.51"}}, "discount_too_large"),
    ({"lines": [LINE], "currency": "XXX"}, "unknown_currency"),
    ({"lines": [LINE], "currency": {}}, "bad_json"),
    ({"lines": [LINE], "currency": "KWD"}, "other_currency"),
    ({"lines": [LINE], "prices_include_tax": "yes"}, "bad_flag"),
    ({"lines": [LINE], "rounding": "never"}, "bad_rounding"),
    ({"lines": [LINE], "rounding": {}}, "bad_rounding"),
    ({"lines": [LINE], "cash_rounding": "0.001"}, "too_many_decimals"),
    ({"lines": [LINE], "cash_rounding": "0"}, "bad_cash_rounding"),
    ({"lines": [LINE], "cash_rounding": "-0.05"}, "bad_cash_rounding"),
    ({"lines": [LINE], "cash_rounding": []}, "bad_number"),
    ({"lines": [LINE], "cash_rounding": {"step": "0.05", "mode": []}}, "bad_cash_rounding"),
    ({"lines": [LINE], "cash_rounding": {"step": "0.05", "mode": "up-ish"}}, "bad_cash_rounding"),
    ({"lines": [LINE], "cash_rounding": {"by": "0.05"}}, "unknown_field"),
    ({"lines": [LINE], "customer": 7}, "bad_json"),
    ({"lines": [LINE], "customer": ""}, "incomplete"),
    ({"lines": [LINE], "customer": {"phone": "050"}}, "incomplete"),
    ({"lines": [LINE], "customer": {"name": "A", "card": "1"}}, "unknown_field"),
    ({"lines": [LINE], "customer": {"name": "A", "vat_number": "123"}}, "bad_vat_number"),
    ({"lines": [LINE], "customer": {"id": 999_999}}, "unknown_customer"),
    ({"lines": [LINE], "customer": {"id": 10**40}}, "unknown_customer"),
    ({"lines": [LINE], "customer": {"id": 0}}, "unknown_customer"),
    ({"lines": [LINE], "customer": {"id": "Sara"}}, "bad_customer"),
    ({"lines": [LINE], "customer": {"id": True}}, "bad_customer"),
    ({"lines": [LINE], "customer": {"id": 1.5}}, "bad_customer"),
    ({"lines": [LINE], "customer": {"id": 1, "name": "A"}}, "bad_customer"),
    ({"lines": [LINE], "customer": {"id": 1, "card": "1"}}, "unknown_field"),
    ({"lines": [LINE], "notes": ["x"]}, "bad_json"),
    (paid("cash"), "bad_json"),
    (paid({"method": "cash"}), "bad_number"),
    (paid({"amount": "5"}), "bad_method"),
    (paid({"method": "gold", "amount": "5"}), "bad_method"),
    (paid({"method": [], "amount": "5"}), "bad_method"),
    (paid({"method": {}, "amount": "5"}), "bad_method"),
    (paid({"method": "cash", "amount": "0"}), "bad_payment"),
    (paid({"method": "cash", "amount": "-5"}), "bad_payment"),
    (paid({"method": "cash", "amount": "5.001"}), "too_many_decimals"),
    (paid({"method": "cash", "amount": 0.1 + 0.2}), "too_many_decimals"),
    (paid({"method": "card", "amount": "24.51"}), "overpaid"),
    (paid({"method": "card", "amount": "5", "reference": "4111111111111111"}), "card_number"),
    (paid({"method": "cash", "amount": "999999999999"}, *CASH), "too_large"),
]


@pytest.mark.parametrize(("cart", "code"), REFUSED)
def test_an_impossible_cart_is_refused_in_one_sentence(
    sanduq: Sanduq, cart: object, code: str
) -> None:
    for command in ("quote", "sell"):
        assert sanduq.cart(command, cart).refusal == code
    assert sanduq("invoices").json == []


@pytest.mark.parametrize(
    ("cart", "code"),
    [
        (paid(), "underpaid"),
        (paid({"method": "cash", "amount": "24.49"}), "underpaid"),
        (paid({"method": "card", "amount": "24.49"}), "underpaid"),
        ({**paid(*CASH), "notes": "card 4111 1111 1111 1111"}, "card_number"),
        ({**one(note="5500-0000-0000-0004"), "payments": CASH}, "card_number"),
        ({**paid(*CASH), "register": "Z9"}, "unknown_register"),
        ({**paid(*CASH), "register": 5}, "bad_json"),
        ({**paid(*CASH), "cashier": []}, "bad_json"),
        ({**paid(*CASH), "cashier": "x" * 5_001}, "too_long"),
        ({**loose(), "currency": "KWD", "payments": CASH}, "other_currency"),
    ],
)
def test_a_cart_that_can_be_quoted_can_be_refused_at_the_till(
    store: Store, sanduq: Sanduq, cart: dict[str, object], code: str
) -> None:
    assert sanduq.cart("sell", cart).refusal == code
    assert tally(store, "SELECT last_number FROM register") == 0
    assert findings(store) == []


NESTED = 100_000
TEXTS: list[tuple[bytes, str]] = [
    (b"", "bad_json"),
    (b" ", "bad_json"),
    (b"{", "bad_json"),
    (b"{'lines': []}", "bad_json"),
    (b'{"lines": [],}', "bad_json"),
    (b'{"lines": []} {"lines": []}', "bad_json"),
    (b'{"lines": [{"product": "1", "quantity": NaN}]}', "bad_json"),
    (b'{"lines": [{"product": "1", "quantity": -Infinity}]}', "bad_json"),
    (b'{"lines": [{"product": "1", "quantity": 1e99999999999999999999}]}', "bad_json"),
    (b'{"lines": [{"product": "1", "quantity": 1e-99999999}]}', "too_many_decimals"),
    (b'{"lines": [{"product": "1", "quantity": ' + b"9" * 5_000 + b"}]}", "bad_json"),
    (b"[" * NESTED, "bad_json"),
    (b'{"lines":' * NESTED, "bad_json"),
    (b'{"notes": "\xe9"}', "bad_json"),
    (json.dumps({"lines": []}).encode("utf-16"), "bad_json"),
    (b"\x00\x01\x02", "bad_json"),
    (b"\x89PNG\r\n\x1a\n", "bad_json"),
    (b" " * 20_000_001, "too_large"),
]


@pytest.mark.parametrize("row", range(len(TEXTS)))
def test_what_is_no_cart_at_all_is_refused_in_one_sentence(sanduq: Sanduq, row: int) -> None:
    text, code = TEXTS[row]
    assert sanduq("sell", "-", stdin=text).refusal == code


def test_a_file_is_read_like_stdin_with_or_without_a_mark(sanduq: Sanduq, tmp_path: Path) -> None:
    path = tmp_path / "cart.json"
    wanted = sanduq.cart("quote", EXAMPLE).json
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text(json.dumps(EXAMPLE, ensure_ascii=False), encoding=encoding)
        assert sanduq("quote", path).json == wanted


@pytest.mark.parametrize(
    ("quantity", "told"),
    [(1.5, "1.5"), (2, "2"), ("٢", "2"), ("٠٫٧٥٥", "0.755"), (" 3 ", "3"), ("+1", "1")],
)
def test_numbers_may_be_numbers_or_texts(sanduq: Sanduq, quantity: object, told: str) -> None:
    answer = sanduq.cart("quote", one(quantity=quantity)).json
    assert answer["lines"][0]["quantity"] == told


@pytest.mark.parametrize("product", [1, "1", DATES, "DT-00001", f"0{DATES}", f" {DATES} "])
def test_a_product_is_an_id_a_barcode_or_a_sku(sanduq: Sanduq, product: object) -> None:
    answer = sanduq.cart("quote", one(product=product)).json
    assert answer["lines"][0]["sku"] == "DT-00001"


def test_a_carton_is_priced_by_its_pieces(sanduq: Sanduq) -> None:
    packs = [
        pack
        for each in sanduq("search", "").json
        for pack in each["packs"]
        if pack["quantity"] != "1"
    ]
    assert packs
    for pack in packs:
        (line,) = sanduq.cart("quote", one(product=pack["barcode"])).json["lines"]
        assert line["quantity"] == pack["quantity"]


def test_the_shops_own_settings_are_the_default(tmp_path: Path, sanduq_at: At) -> None:
    folder = make_shop(tmp_path / "kuwait", NewShop(country="KW", prices_include_tax=False))
    answer = sanduq_at(folder).cart("quote", loose(unit_price="1.2345", quantity="3")).json
    assert answer["currency"] == "KWD"
    assert (answer["net"], answer["tax"], answer["total"]) == ("3.704", "0.556", "4.260")


def test_a_sale_is_made_by_whom_and_where_it_is_said(sanduq: Sanduq) -> None:
    cart = {**paid(*CASH), "register": "A1", "cashier": "Sara \x00 Ali"}
    assert sanduq.cart("sell", cart).json["cashier"] == "Sara Ali"
    answer = sanduq("sell", "-", "--cashier", "Omar", stdin=json.dumps(cart))
    assert answer.json["cashier"] == "Omar"


@pytest.mark.parametrize("kind", [int, str])
def test_a_sale_to_a_customer_of_the_shop_is_theirs(sanduq: Sanduq, kind: type) -> None:
    sara = sanduq("customers", "add", "--name", "Sara Ali", "--phone", "0509876543").json["id"]
    cart = {**one(), "payments": CASH, "customer": {"id": kind(sara)}}
    assert sanduq.cart("quote", cart).code == 0
    assert sanduq.cart("sell", cart).json["customer"] == "Sara Ali"
    assert len(sanduq("customers", "list").json) == 1
    assert sanduq("customers", "show", sara).json["invoices"] == 1


def test_texts_keep_no_control_characters(sanduq: Sanduq) -> None:
    cart = {
        **loose(name="Bad\nname\x1b[31m", note="a\tb"),
        "customer": "Mr\x07X",
        "payments": CASH,
    }
    sold = sanduq.cart("sell", cart).json
    assert sold["lines"][0]["name"] == "Bad name [31m"
    assert sold["customer"] == "Mr X"


def test_numbers_of_sales_follow_each_other_even_after_refusals(sanduq: Sanduq) -> None:
    def sell(cart: object) -> Answer:
        return sanduq.cart("sell", cart)

    first = sell(paid(*CASH)).json["number"]
    sell(paid())
    sell(one(quantity="-1"))
    assert (first, sell(paid(*CASH)).json["number"]) == ("A1-000001", "A1-000002")


WORDS = [
    *("lines", "payments", "discount", "cash_rounding", "customer", "notes", "currency"),
    *("rounding", "prices_include_tax", "register", "cashier", "product", "name", "name_ar"),
    *("unit_price", "quantity", "tax_rate", "unit", "note", "percent", "amount", "method"),
    *("step", "mode", "phone", "vat_number", "reference", "id"),
]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | numbers,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=12,
)
lines_of_anything = st.lists(
    st.fixed_dictionaries(
        {"product": st.just(DATES) | anything},
        optional=dict.fromkeys(("quantity", "unit_price", "discount", "tax_rate"), anything),
    ),
    min_size=1,
    max_size=2,
)
carts_of_anything = st.fixed_dictionaries(
    {"lines": lines_of_anything | st.just([LINE]) | anything},
    optional=dict.fromkeys(WORDS[1:11], anything),
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=100,
)
@given(carts_of_anything)
def test_no_json_breaks_the_till(sanduq: Sanduq, cart: dict[str, object]) -> None:
    for command in ("quote", "sell"):
        answer = sanduq.cart(command, cart)
        if answer.code == 0:
            hold(answer.json)
        else:
            assert answer.refusal
