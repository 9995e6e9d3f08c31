"""Stock levels per warehouse."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.hub.database import open_database
from app.hub.table import adjustment
from tests.hub.till import Till, Tills


def test_levels_are_shown_as_the_document_does(till: Till) -> None:
    till.product(name="Espresso", stock=84)
    text = till.client.get("/inventory?warehouse_id=1").text
    assert text == (
        '{"success": true, "data": [{"product_id": 1, "product_name": "Espresso",'
        ' "warehouse_id": 1, "warehouse_name": "Main", "quantity": 84}], "total": 1}'
    )


def test_level_is_set_as_the_document_does(till: Till) -> None:
    till.product(stock=84)
    body = {"product_id": 1, "warehouse_id": 1, "quantity": 150, "notes": "Restock"}
    answer = till.client.patch("/inventory/1", json=body)
    assert answer.text == '{"success": true, "message": "Stock updated", "new_quantity": 150}'
    assert till.levels() == {(1, 1): 150}


def test_level_that_somebody_changed_meanwhile_is_not_overwritten(till: Till) -> None:
    till.product(stock=84)
    body = {"product_id": 1, "warehouse_id": 1, "quantity": 150, "expected_quantity": 85}
    status, answer = till.ask("PATCH", "/inventory/1", json=body)
    assert (status, answer["success"]) == (412, False)
    assert till.levels() == {(1, 1): 84}
    assert till.ask("PATCH", "/inventory/1", json={**body, "expected_quantity": 84})[0] == 200
    assert till.levels() == {(1, 1): 150}


def test_every_product_has_a_level_in_every_warehouse(new_till: Tills) -> None:
    main, branch = new_till(), new_till("Branch")
    first, second = main.product(stock=5), branch.product(stock=7)
    assert main.levels() == {(first, 1): 5, (first, 2): 0, (second, 1): 0, (second, 2): 7}
    rows = main.get("/inventory", warehouse_id=2)["data"]
    assert [(row["warehouse_name"], row["quantity"]) for row in rows] == [
        ("Branch", 0),
        ("Branch", 7),
    ]
    assert main.get("/inventory", warehouse_id=3)["data"] == []


def test_quantities_stay_exact(till: Till) -> None:
    till.product()
    for quantity in ("0", "-3", "0.755", "0.000001", "-0.5", "999999999999.999999"):
        body = f'{{"product_id": 1, "warehouse_id": 1, "quantity": {quantity}}}'
        assert till.ask("PATCH", "/inventory/1", content=body)[0] == 200
        assert f'"quantity": {quantity}}}' in till.client.get("/inventory").text


def test_reason_for_a_level_is_kept_as_a_difference(till: Till, database_url: str) -> None:
    till.product(stock=84)
    till.patch(
        "/inventory/1",
        {"product_id": 1, "warehouse_id": 1, "quantity": 150, "notes": "جرد"},
    )
    database = open_database(database_url)
    with database.read() as connection:
        columns = adjustment.c.delta, adjustment.c.notes
        rows = connection.execute(sa.select(*columns).order_by(adjustment.c.id)).all()
    database.close()
    assert [tuple(row) for row in rows] == [(84, None), (66, "جرد")]


WRONG: list[tuple[str, Any, tuple[int, str]]] = [
    ("9", {"product_id": 9}, (404, "unknown_product")),
    ("1", {"warehouse_id": 9}, (404, "unknown_warehouse")),
    ("2", {}, (422, "other_product")),
    ("x", {}, (400, "bad_query")),
    ("1", {"quantity": None}, (422, "bad_number")),
    ("1", {"quantity": "5"}, (422, "bad_number")),
    ("1", {"quantity": 10**12}, (422, "too_large")),
    ("1", {"product_id": "1"}, (422, "bad_field")),
    ("1", {"product_id": True}, (422, "bad_field")),
]


def test_wrong_level_is_refused(till: Till) -> None:
    till.product(stock=5)
    whole = {"product_id": 1, "warehouse_id": 1, "quantity": 6}
    for path, fields, expected in WRONG:
        body = {**whole, **fields}
        assert till.refused("PATCH", f"/inventory/{path}", json=body) == expected, fields
    for missing in whole:
        body = {name: value for name, value in whole.items() if name != missing}
        assert till.refused("PATCH", "/inventory/1", json=body) == (422, "bad_field"), missing
    assert till.levels() == {(1, 1): 5}
