"""Products: the document's own examples, pages, and what is refused."""

from __future__ import annotations

from typing import Any

from tests.hub.till import Till, Tills

ESPRESSO = {
    "name": "Espresso",
    "name_ar": "إسبريسو",
    "price": 3.50,
    "cost": 1.20,
    "barcode": "8901234567890",
    "category_id": 2,
    "tax_rate": 15,
    "stock": 100,
}


def test_list_shows_a_product_as_the_document_does(till: Till) -> None:
    answer = till.post("/products", ESPRESSO)
    assert answer == {"success": True, "product_id": 1, "message": "Product created"}
    text = till.client.get("/products?page=1&limit=50").text
    assert text == (
        '{"success": true, "data": [{"id": 1, "name": "Espresso", "name_ar": "إسبريسو",'
        ' "price": 3.50, "cost": 1.20, "barcode": "8901234567890", "category_id": 2,'
        ' "tax_rate": 15, "stock": 100}], "total": 1, "page": 1, "limit": 50}'
    )


def test_only_the_fields_that_are_sent_change(till: Till) -> None:
    product_id = till.product(**ESPRESSO)
    before = till.get("/products")["data"][0]
    answer = till.put(f"/products/{product_id}", {"price": 5.00, "tax_rate": 10})
    assert answer == {"success": True, "message": "Product updated"}
    after = till.get("/products")["data"][0]
    assert after == {**before, "price": 5, "tax_rate": 10}
    till.put(f"/products/{product_id}", {"name_ar": None})
    assert till.get("/products")["data"][0] == {**after, "name_ar": None}
    till.put(f"/products/{product_id}", {})
    assert till.get("/products")["data"][0] == {**after, "name_ar": None}


def test_product_of_two_fields_leaves_the_others_open(till: Till) -> None:
    till.post("/products", {"name": "Tea", "price": 3})
    row = till.get("/products")["data"][0]
    unset = dict.fromkeys(["name_ar", "cost", "barcode", "category_id", "tax_rate"])
    assert row == {"id": 1, "name": "Tea", "price": 3, "stock": 0, **unset}


def test_stock_of_a_product_is_that_of_all_warehouses_and_may_be_set(new_till: Tills) -> None:
    main, branch = new_till(), new_till("Branch")
    product_id = main.product(stock=10)
    branch.set_level(product_id, 4, warehouse_id=2)
    assert main.get("/products")["data"][0]["stock"] == 14
    branch.put(f"/products/{product_id}", {"stock": 20})
    assert main.get("/products")["data"][0]["stock"] == 20
    assert main.levels() == {(product_id, 1): 10, (product_id, 2): 10}


def test_pages_hold_every_product_once_and_tell_the_total(till: Till) -> None:
    made = [till.product(name=f"P{number}", category_id=number % 2 + 1) for number in range(7)]
    pages = [till.get("/products", page=page, limit=3) for page in (1, 2, 3, 4)]
    assert [[row["id"] for row in page["data"]] for page in pages] == [
        made[:3],
        made[3:6],
        made[6:],
        [],
    ]
    assert {(page["total"], page["limit"]) for page in pages} == {(7, 3)}
    assert [page["page"] for page in pages] == [1, 2, 3, 4]
    odd = till.get("/products", category_id=2)
    assert (odd["total"], [row["id"] for row in odd["data"]]) == (3, made[1::2])


def test_a_page_has_fifty_rows_unless_asked_and_never_more_than_a_hundred(till: Till) -> None:
    for number in range(101):
        till.product(name=f"P{number}")
    usual, large = till.get("/products"), till.get("/products", limit=5000)
    assert (len(usual["data"]), usual["limit"]) == (50, 50)
    assert (len(large["data"]), large["limit"]) == (100, 100)


def test_bad_query_is_refused(till: Till) -> None:
    for query in ("page=0", "page=x", "limit=0", "limit=-1", "category_id=x", "page=1e3"):
        assert till.refused("GET", f"/products?{query}") == (400, "bad_query"), query


NAMES = ["شاي كرك بالهيل", "☕ 👩‍👩‍👧 tea", "x" * 5_000, "a'b\"c;--%_\\", "<b>&amp;"]


def test_names_come_back_as_they_were_sent(till: Till) -> None:
    for name in NAMES:
        till.product(name=name, name_ar=name)
    rows = till.get("/products")["data"]
    assert [(row["name"], row["name_ar"]) for row in rows] == [(name, name) for name in NAMES]


PRICES = {"0": "0.00", "3.1": "3.10", "1E+2": "100.00", "12.345": "12.345"}
PRICES |= {each: each for each in ("0.000001", "999999999999.999999")}


def test_prices_stay_exact(till: Till) -> None:
    for sent, shown in PRICES.items():
        till.ask("POST", "/products", content=f'{{"name": "Tea", "price": {sent}}}')
        assert f'"price": {shown}, ' in till.client.get("/products").text


WRONG: list[tuple[Any, str]] = [
    ({"price": 3}, "bad_field"),
    ({"name": "Tea"}, "bad_field"),
    ({"name": " ", "price": 3}, "bad_field"),
    ({"name": 7, "price": 3}, "bad_field"),
    ({"name": "a\0b", "price": 3}, "bad_field"),
    ({"name": "x" * 5_001, "price": 3}, "bad_field"),
    ({"name": "Tea", "price": "3"}, "bad_number"),
    ({"name": "Tea", "price": True}, "bad_number"),
    ({"name": "Tea", "price": None}, "bad_number"),
    ({"name": "Tea", "price": -1}, "bad_field"),
    ({"name": "Tea", "price": 10**12}, "too_large"),
    ({"name": "Tea", "price": 10**30}, "too_large"),
    ({"name": "Tea", "price": 0.1234567}, "too_many_decimals"),
    ({"name": "Tea", "price": 3, "tax_rate": 101}, "bad_field"),
    ({"name": "Tea", "price": 3, "category_id": 2**63}, "bad_field"),
    ({"name": "Tea", "price": 3, "category_id": 1.5}, "bad_field"),
    ([], "bad_field"),
    ("Tea", "bad_field"),
]


def test_wrong_product_is_refused_in_plain_words(till: Till) -> None:
    for body, code in WRONG:
        assert till.refused("POST", "/products", json=body) == (422, code), body
    assert till.get("/products")["total"] == 0


NO_JSON = [b"{", b"\xff", b"{'name': 1}", b'{"price": NaN}', b'{"price": -Infinity}', b"[" * 99_999]


def test_what_is_no_json_is_refused(till: Till) -> None:
    for body in NO_JSON:
        assert till.refused("POST", "/products", content=body) == (400, "bad_json"), body[:9]
    assert till.refused("POST", "/products") == (422, "bad_field")


def test_numbers_beyond_all_bounds_are_refused(till: Till) -> None:
    for price in ("1e999", "1e-999", "1e9999999999999999999", "9" * 9_999):
        body = f'{{"name": "Tea", "price": {price}}}'
        assert till.refused("POST", "/products", content=body)[0] in {400, 422}, price[:9]
    assert till.get("/products")["total"] == 0


def test_half_of_a_pair_of_characters_is_refused(till: Till) -> None:
    body = b'{"name": "\\ud83d", "price": 3}'
    assert till.refused("POST", "/products", content=body)[0] == 422


def test_null_may_not_take_the_name_or_price_of_a_product(till: Till) -> None:
    product_id = till.product()
    for field in ("name", "price", "stock"):
        found = till.refused("PUT", f"/products/{product_id}", json={field: None})
        assert found[0] == 422


def test_unknown_product_is_not_found(till: Till) -> None:
    for product_id in (99, 0, -1, 2**70):
        found = till.refused("PUT", f"/products/{product_id}", json={"price": 3})
        assert found == (404, "unknown_product")


def test_unknown_fields_are_left_alone(till: Till) -> None:
    till.product(colour="red")
    assert "colour" not in till.get("/products")["data"][0]


def test_body_is_read_whatever_its_type_is_called(till: Till) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b'{"name": "Tea", "price": 3}'
    assert till.ask("POST", "/products", content=body, headers=headers)[0] == 200
