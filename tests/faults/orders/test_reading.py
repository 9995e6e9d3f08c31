"""Orders that can't be read, that make no sense or that are gone hold up none of the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.fakes import fault
from tests.fakes.server import Exchange, Fault
from tests.faults.orders.desk import Desk
from tests.faults.orders.system import BRUSH, KINDS, WANTED

OpenDesk = Callable[..., Desk]

BROKEN: dict[str, Callable[[], Fault]] = {
    "500": lambda: fault.status(500),
    "400": lambda: fault.status(400),
    "a page": fault.html,
    "a list": lambda: fault.shape([]),
    "null": lambda: fault.shape(None),
    "a number": lambda: fault.shape(7),
    "a text": lambda: fault.shape("order"),
    "an empty object": lambda: fault.shape({}),
    "cut": fault.cut,
    "closed": lambda: fault.drop(committed=False),
    "20 MB": fault.huge,
    "a field told twice": lambda: fault.doubled("id", "x"),
}
LIES: dict[str, Callable[[], Fault]] = {
    "an empty list": lambda: fault.shape([]),
    "an empty page": lambda: fault.shape({"success": True, "data": []}),
    "no rows but a total": lambda: fault.shape({"data": [], "total": 9}),
    "rows of nothing": lambda: fault.shape({"data": [None, 7, "x", [], {}]}),
    "null for the rows": lambda: fault.shape({"data": None}),
    "an object": lambda: fault.shape({"data": {"id": 1}}),
    "a page": fault.html,
    "cut": fault.cut,
    "half of it": fault.truncated,
    "500": lambda: fault.status(500),
    "20 MB": fault.huge,
}
STRANGE: dict[str, dict[str, Any]] = {
    "a status of 300 letters": {"status": "x" * 300},
    "a status of nothing": {"status": ""},
    "half a character": {"notes": "HALF", "status": "paidHALF", "customer_name": "HALF"},
    "a line feed in its number": {"orderNumber": "A\n1", "order_number": "A\x001"},
    "more than there is money": {"total": Decimal(10**14)},
    "a total below nothing": {"total": Decimal(-5)},
    "too many decimals": {"total": Decimal("1.23456789")},
    "a text for a total": {"total": "a lot"},
    "a currency of nowhere": {"currency": "XXQ"},
    "no time": {"created_at": None, "createdAt": None},
    "the year 1": {"created_at": "0001-01-01T00:00:00Z", "createdAt": "0001-01-01T00:00:00Z"},
    "the year 9999": {
        "created_at": "9999-12-31T23:59:59-12:00",
        "createdAt": "9999-12-31T23:59:59-12:00",
    },
    "items of nothing": {"items": [None, 7, {}, {"quantity": None}]},
    "no items": {"items": []},
    "null for items": {"items": None},
}
LINES: dict[str, dict[str, Any]] = {
    "a price beyond all money": {
        name: Decimal(10**14) for name in ("unit_price", "unitPrice", "price", "variant_price")
    },
    "a price below nothing": {
        name: Decimal(-1) for name in ("unit_price", "unitPrice", "price", "variant_price")
    },
    "a line total beyond all money": {
        name: Decimal(10**14) for name in ("total", "line_total", "lineTotal", "subtotal")
    },
    "so many": {"quantity": Decimal(10**14), "qty": Decimal(10**14)},
    "a crumb": {"quantity": Decimal("0.0000001"), "qty": Decimal("0.0000001")},
    "less than none": {"quantity": Decimal(-2), "qty": Decimal(-2)},
    "a product of nobody": {"productId": "nobody", "product_id": "nobody"},
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("name", KINDS)
def test_one_order_that_can_not_be_read_holds_up_none_of_the_others(
    open_desk: OpenDesk, name: str, what: str
) -> None:
    desk = open_desk(name)
    first, second = desk.system.order(1), desk.system.order(2, ago=30)
    path = f"/orders/{first}"
    desk.system.server.fail(BROKEN[what](), method="GET", path=path, rate=1)
    for _ in range(3):
        desk.later()
    assert second in [each.remote_id for each in desk.orders()]
    assert desk.known(second).lines
    desk.bring(second, desk.system.finish)
    desk.later()
    assert desk.system.status(second) == desk.system.finish
    desk.settle()
    assert desk.known(first).lines


@pytest.mark.parametrize("what", LIES)
@pytest.mark.parametrize("name", KINDS)
def test_a_list_that_lies_loses_no_order(open_desk: OpenDesk, name: str, what: str) -> None:
    desk = open_desk(name)
    first = desk.system.order(1)
    desk.later()
    second = desk.system.order(2, ago=1)
    desk.system.server.fail(LIES[what](), method="GET", path="/orders", rate=1)
    for _ in range(3):
        desk.later()
    assert desk.status(first) == desk.system.status(first)
    desk.settle()
    assert {each.remote_id for each in desk.orders()} == {first, second}
    assert desk.on_hand() == desk.system.stock(BRUSH) + (2 * WANTED if name == "apexloge" else 0)


@pytest.mark.parametrize("what", STRANGE)
@pytest.mark.parametrize("name", KINDS)
def test_a_strange_order_harms_no_other(open_desk: OpenDesk, name: str, what: str) -> None:
    desk = open_desk(name)
    strange = desk.system.order(1)
    odd = _odd(lambda value: _with(value, strange, STRANGE[what], {}))
    desk.system.server.fail(odd, method="GET", path="/orders*", rate=1)
    second = desk.system.order(2, ago=30)
    for _ in range(3):
        desk.later()
    assert desk.known(second).lines
    assert desk.findings() == []
    desk.system.server.heal()
    desk.later()
    assert desk.known(strange).lines
    desk.settle()


@pytest.mark.parametrize("what", LINES)
@pytest.mark.parametrize("name", KINDS)
def test_a_strange_line_harms_no_other(open_desk: OpenDesk, name: str, what: str) -> None:
    desk = open_desk(name)
    strange = desk.system.order(1)
    odd = fault.changed(lambda value: _with(value, strange, {}, LINES[what]))
    desk.system.server.fail(odd, method="GET", path="/orders*", rate=1)
    second = desk.system.order(2, ago=30)
    for _ in range(3):
        desk.later()
    assert desk.known(second).lines
    desk.system.server.heal()
    desk.settle()


@pytest.mark.parametrize("name", KINDS)
def test_products_of_any_price_and_stock_come_in_or_are_told(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    huge = {each: Decimal(10**14) for each in ("price", "stock", "stock_count", "stock_qty")}
    odd = fault.changed(lambda value: _rows_with(value, {**huge, "quantity": Decimal(10**14)}))
    for path in ("/products", "/inventory"):
        desk.system.server.fail(odd, method="GET", path=path, rate=1)
    order_id = desk.system.order(1)
    for _ in range(3):
        desk.later()
        desk.round()
    assert desk.known(order_id).lines
    desk.settle()


@pytest.mark.parametrize("name", KINDS)
def test_an_order_that_is_gone_there_is_told_and_asked_for_no_more_than_now_and_then(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    order_id = desk.system.order(1)
    desk.later()
    desk.system.forget(order_id)
    for _ in range(3):
        desk.later()
    assert order_id in [each.remote_id for each in desk.orders()]
    before = len(desk.system.server.seen("GET", f"/orders/{order_id}"))
    for _ in range(60):
        desk.later()
    asked = len(desk.system.server.seen("GET", f"/orders/{order_id}")) - before
    assert asked <= 60
    desk.bring(order_id, desk.system.finish)
    desk.later()
    (row,) = desk.rows("order")
    assert (row.state, row.verdict) == ("MANAGER", "gone")


def _odd(edit: Callable[[Any], Any]) -> Fault:
    """An honest answer, edited; HALF is written as half a character."""

    def play(exchange: Exchange) -> None:
        answer = exchange.answer()
        changed = answer.saying(edit(answer.value))
        exchange.send(replace(changed, body=changed.body.replace(b"HALF", b"\\ud800")))

    return Fault("odd", play)


def _with(value: Any, order_id: str, fields: dict[str, Any], line: dict[str, Any]) -> Any:
    """The answer, with other fields in this order and in each of its lines."""
    if isinstance(value, list):
        return [_with(each, order_id, fields, line) for each in value]
    if not isinstance(value, dict):
        return value
    if order_id in {str(value.get("id")), value.get("orderId")} and "status" in value:
        lines = {
            name: [each | line for each in value[name]] for name in ("items",) if name in value
        }
        return value | lines | fields
    return {name: _with(each, order_id, fields, line) for name, each in value.items()}


def _rows_with(value: Any, fields: dict[str, Any]) -> Any:
    """The list, with other fields in each row that has them."""
    if isinstance(value, list):
        return [each | {k: v for k, v in fields.items() if k in each} for each in value]
    return {n: _rows_with(e, fields) if isinstance(e, list) else e for n, e in value.items()}
