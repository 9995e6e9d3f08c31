"""Stock adjustments: a difference, a reason, and a trace of who made it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.catalog import Product
from app.domain.errors import Refusal
from app.services import stock
from app.services.changes import Changes
from app.services.stock import Adjustment
from app.storage import register
from app.storage import stock as ledger
from app.storage.store import Store, Unit
from tests.shop import DATES, LATTE, NOON, counter_of, findings, tally


def product(unit: Unit, code: str = DATES) -> Product:
    found = counter_of(unit).catalog(unit).find(code)
    assert found
    return found.product


def adjustment(unit: Unit, delta: str, code: str = DATES, place: str = "main") -> Adjustment:
    warehouse = register.warehouse(unit, place)
    return Adjustment(product(unit, code), warehouse, Decimal(delta), "damaged", "wet box")


@pytest.mark.parametrize("place", ["main", "store-room"])
@pytest.mark.parametrize("delta", ["-2", "0.755", "1000", "-5000"])
def test_a_level_changes_by_the_difference(store: Store, place: str, delta: str) -> None:
    with store.write() as unit:
        wanted = adjustment(unit, delta, place=place)
        before = ledger.level(unit, 1, wanted.warehouse.id)
        level, changes = stock.adjust(unit, wanted, counter_of(unit))
    assert level.quantity == before + Decimal(delta)
    assert level.warehouse == place
    assert changes == Changes(stock=frozenset({1}), outbox=True)
    with store.read() as unit:
        assert ledger.level(unit, 1, wanted.warehouse.id) == level.quantity
    assert findings(store) == []


def test_an_adjustment_leaves_a_move_an_entry_and_something_to_send(store: Store) -> None:
    with store.write() as unit:
        stock.adjust(unit, adjustment(unit, "-2"), counter_of(unit, cashier="Omar"))
    with store.read() as unit:
        move = ledger.moves(unit, 1)[0]
        entry = unit.sql("SELECT actor, event, subject, data FROM journal ORDER BY 1 DESC").first()
        waits = unit.sql("SELECT kind, state, record_id, payload FROM outbox").one()
    assert (move.quantity, move.reason, move.note) == (Decimal(-2), "damaged", "wet box")
    assert (move.actor, move.at) == ("Omar", NOON)
    assert entry is not None
    assert tuple(entry)[:3] == ("Omar", "stock_adjusted", "DT-00001")
    assert '"note":"wet box"' in entry[3]
    assert tuple(waits) == (
        "stock",
        "READY",
        1,
        '{"warehouse":"main","delta":"-2","reason":"damaged"}',
    )


def test_a_product_without_stock_can_not_be_adjusted(store: Store) -> None:
    before = tally(store, "SELECT count(*) FROM stock_move")
    with store.write() as unit:
        wanted = adjustment(unit, "1", LATTE)
        with pytest.raises(Refusal, match="No stock is kept of Spanish Latte") as caught:
            stock.adjust(unit, wanted, counter_of(unit))
    assert caught.value.code == "not_tracked"
    assert tally(store, "SELECT count(*) FROM stock_move") == before
