"""Stock adjustments: a difference, a reason, and a trace of who made it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from app.domain.catalog import Product
from app.domain.errors import Refusal
from app.domain.number import plain
from app.services import stock
from app.services.changes import Changes
from app.services.stock import Adjustment, Count, Transfer
from app.storage import register
from app.storage import stock as ledger
from app.storage.store import Store, Unit
from tests.backends import add_backend, link_dates, mark
from tests.shop import DATES, LATTE, NOON, counter_of, findings, sell, tally


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
        entry = unit.sql(
            "SELECT actor, event, subject, data FROM journal ORDER BY 1 DESC"
        ).fetchone()
        (waits,) = unit.sql("SELECT kind, state, record_id, payload FROM outbox")
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


def counting(unit: Unit, counted: str, *, code: str = DATES, seen: Decimal | None = None) -> Count:
    """A count of the main warehouse by someone who saw today's level, unless told otherwise."""
    warehouse = register.warehouse(unit, "main")
    if seen is None:
        seen = ledger.level(unit, 1, warehouse.id)
    return Count(product(unit, code), warehouse, Decimal(counted), seen, "wrong_count", "top shelf")


def journalled(unit: Unit) -> tuple[str, str, str, str]:
    """Who did what to what, and the details, of the last entry."""
    sql = "SELECT actor, event, subject, data FROM journal ORDER BY sequence DESC"
    actor, event, subject, data = unit.sql(sql).fetchone()
    return actor, event, subject, data


@pytest.mark.parametrize("counted", ["0", "0.755", "40", "9999999"])
def test_a_count_brings_the_level_to_what_was_counted(store: Store, counted: str) -> None:
    with store.write() as unit:
        before = ledger.level(unit, 1, 1)
        level, changes = stock.count(unit, counting(unit, counted), counter_of(unit))
    assert level.quantity == Decimal(counted)
    assert changes == Changes(stock=frozenset({1}), outbox=True)
    with store.read() as unit:
        move = stock.history(unit, 1, 1, limit=1)[0]
    assert (move.quantity, move.left) == (Decimal(counted) - before, Decimal(counted))
    assert findings(store) == []


def test_a_count_leaves_a_move_an_entry_and_something_to_send(store: Store) -> None:
    with store.write() as unit:
        before = ledger.level(unit, 1, 1)
        stock.count(unit, counting(unit, "7"), counter_of(unit, cashier="Omar"))
    delta = plain(7 - before)
    with store.read() as unit:
        move = stock.history(unit, 1, 1, limit=1)[0]
        entry = journalled(unit)
        (payload,) = unit.sql("SELECT payload FROM outbox WHERE kind = 'stock'").fetchone()
    assert (move.reason, move.note, move.actor, move.at) == (
        "wrong_count",
        "top shelf",
        "Omar",
        NOON,
    )
    said = {"warehouse": "main", "counted": "7", "delta": delta, "reason": "wrong_count"}
    assert json.loads(payload) == said
    assert entry[:3] == ("Omar", "stock_counted", "DT-00001")
    assert json.loads(entry[3]) == {**said, "note": "top shelf"}


def test_a_count_is_for_its_own_reason_unless_another_is_given(store: Store) -> None:
    with store.write() as unit:
        given = counting(unit, "7")
        count = Count(given.product, given.warehouse, given.counted, given.seen)
        stock.count(unit, count, counter_of(unit))
    with store.read() as unit:
        assert stock.history(unit, 1, 1, limit=1)[0].reason == "counted"


def test_a_count_that_agrees_is_journalled_and_moves_nothing(store: Store) -> None:
    moves = tally(store, "SELECT count(*) FROM stock_move")
    with store.write() as unit:
        before = ledger.level(unit, 1, 1)
        level, changes = stock.count(unit, counting(unit, plain(before)), counter_of(unit))
    assert level.quantity == before
    assert changes == Changes()
    assert tally(store, "SELECT count(*) FROM stock_move") == moves
    assert tally(store, "SELECT count(*) FROM outbox") == 0
    with store.read() as unit:
        entry = journalled(unit)
    assert entry[1:3] == ("stock_counted", "DT-00001")
    assert json.loads(entry[3])["delta"] == "0"


def test_a_count_of_a_level_that_changed_meanwhile_is_refused(store: Store) -> None:
    with store.read() as unit:
        wanted = counting(unit, "7")
    sell(store, DATES)
    with store.write() as unit, pytest.raises(Refusal) as caught:
        stock.count(unit, wanted, counter_of(unit))
    assert caught.value.code == "stock_changed"
    left = plain(wanted.seen - 1)
    assert caught.value.message == f"The stock of Sukkari Dates 500 g is {left} now."
    with store.write() as unit:
        again = counting(unit, "7", seen=wanted.seen - 1)
        assert stock.count(unit, again, counter_of(unit))[0].quantity == 7
    assert findings(store) == []


def test_an_adjustment_of_a_level_that_was_seen_is_refused_when_it_changed(store: Store) -> None:
    with store.read() as unit:
        seen = ledger.level(unit, 1, 1)
        wanted = replace(adjustment(unit, "-2"), seen=seen)
    with store.write() as unit:
        assert stock.adjust(unit, wanted, counter_of(unit))[0].quantity == seen - 2
    with store.write() as unit, pytest.raises(Refusal) as caught:
        stock.adjust(unit, wanted, counter_of(unit))
    assert caught.value.code == "stock_changed"
    with store.read() as unit:
        assert ledger.level(unit, 1, 1) == seen - 2


@pytest.mark.parametrize("counted", ["-1", "10000000"])
def test_what_nobody_can_have_counted_is_refused(store: Store, counted: str) -> None:
    with store.write() as unit, pytest.raises(Refusal) as caught:
        stock.count(unit, counting(unit, counted), counter_of(unit))
    assert caught.value.code == "bad_quantity"


def test_a_change_of_nothing_is_refused(store: Store) -> None:
    with store.write() as unit, pytest.raises(Refusal) as caught:
        stock.adjust(unit, adjustment(unit, "0"), counter_of(unit))
    assert caught.value.code == "bad_quantity"


def test_a_product_without_stock_can_not_be_counted(store: Store) -> None:
    with store.write() as unit, pytest.raises(Refusal) as caught:
        stock.count(unit, counting(unit, "1", code=LATTE), counter_of(unit))
    assert caught.value.code == "not_tracked"


# With a back end


def held(store: Store) -> list[tuple[str, str, str]]:
    with store.read() as unit:
        rows = unit.sql("SELECT kind, state, verdict FROM outbox ORDER BY id").fetchall()
    return [tuple(row) for row in rows]


@pytest.fixture
def linked(store: Store) -> Store:
    """A shop whose dates and main warehouse the back end knows and has just told of."""
    add_backend(store)
    with store.write() as unit:
        link_dates(unit)
        unit.commit()
    return store


def test_a_count_against_a_fresh_figure_is_posted(linked: Store) -> None:
    with linked.write() as unit:
        counter = counter_of(unit, at=NOON + stock.FRESH)
        level, changes = stock.count(unit, counting(unit, "7"), counter)
    assert level.quantity == 7
    assert changes.stock == {1}
    assert held(linked) == [("stock", "READY", "")]


def age(store: Store) -> datetime:
    """The figure has become older than a count may be."""
    del store
    return NOON + stock.FRESH + timedelta(seconds=1)


def unread(store: Store) -> datetime:
    """The back end has never told of it for sure."""
    with store.write() as unit:
        unit.sql("UPDATE stock_baseline SET exact = 0")
        unit.commit()
    return NOON


def doubt(store: Store) -> datetime:
    """Nobody knows whether a sale of it is booked."""
    sell(store, DATES)
    mark(store, 1, "UNKNOWN")
    return NOON


@pytest.mark.parametrize("made_unsure", [age, unread, doubt])
def test_a_count_that_can_not_be_sure_waits_for_a_manager(
    linked: Store, made_unsure: Callable[[Store], datetime]
) -> None:
    at = made_unsure(linked)
    moves = tally(linked, "SELECT count(*) FROM stock_move")
    with linked.write() as unit:
        before = ledger.level(unit, 1, 1)
        counter = counter_of(unit, at=at, cashier="Omar")
        level, changes = stock.count(unit, counting(unit, "7"), counter)
    assert level.quantity == before
    assert changes == Changes(outbox=True)
    assert tally(linked, "SELECT count(*) FROM stock_move") == moves
    assert held(linked)[-1] == ("count", "MANAGER", "offline_count")
    said = {
        "warehouse": "main",
        "counted": "7",
        "level": plain(before),
        "reason": "wrong_count",
    }
    with linked.read() as unit:
        sql = "SELECT payload FROM outbox WHERE kind = 'count'"
        (payload,) = unit.sql(sql).fetchone()
        entry = journalled(unit)
    assert json.loads(payload) == {**said, "actor": "Omar"}
    assert entry[:3] == ("Omar", "stock_count_held", "DT-00001")
    assert json.loads(entry[3]) == {**said, "note": "top shelf"}
    assert findings(linked) == []


@pytest.mark.parametrize("kind", ["product", "warehouse"])
def test_a_count_of_what_the_back_end_does_not_know_is_ours_alone(store: Store, kind: str) -> None:
    add_backend(store)
    with store.write() as unit:
        link_dates(unit, read_at=None)
        unit.sql("DELETE FROM remote_id WHERE kind = ?", (kind,))
        unit.commit()
    with store.write() as unit:
        level, _ = stock.count(unit, counting(unit, "7"), counter_of(unit))
    assert level.quantity == 7


# Between warehouses, and from outside


def carried(unit: Unit, quantity: str, code: str = DATES, target: str = "store-room") -> Transfer:
    source = register.warehouse(unit, "main")
    goal = register.warehouse(unit, target)
    return Transfer(product(unit, code), source, goal, Decimal(quantity), "for the weekend")


def test_a_transfer_takes_here_and_adds_there(store: Store) -> None:
    with store.write() as unit:
        before = [ledger.level(unit, 1, place) for place in (1, 2)]
        levels, changes = stock.transfer(unit, carried(unit, "2.5"), counter_of(unit))
    assert [each.warehouse for each in levels] == ["main", "store-room"]
    change = Decimal("2.5")
    assert [each.quantity for each in levels] == [before[0] - change, before[1] + change]
    assert changes == Changes(stock=frozenset({1}), outbox=True)
    with store.read() as unit:
        payloads = [json.loads(row[0]) for row in unit.sql("SELECT payload FROM outbox")]
        entry = journalled(unit)
    assert payloads == [
        {"warehouse": "main", "delta": "-2.5", "reason": "transfer"},
        {"warehouse": "store-room", "delta": "2.5", "reason": "transfer"},
    ]
    assert entry[1:3] == ("stock_transferred", "DT-00001")
    assert json.loads(entry[3])["note"] == "for the weekend"
    assert findings(store) == []


@pytest.mark.parametrize(
    ("quantity", "code", "target", "refused"),
    [
        ("0", DATES, "store-room", "bad_quantity"),
        ("-1", DATES, "store-room", "bad_quantity"),
        ("1", LATTE, "store-room", "not_tracked"),
        ("1", DATES, "main", "same_warehouse"),
    ],
)
def test_a_transfer_that_can_not_be_is_refused(
    store: Store, quantity: str, code: str, target: str, refused: str
) -> None:
    before = tally(store, "SELECT count(*) FROM stock_move")
    with store.write() as unit:
        wanted = carried(unit, quantity, code, target)
        with pytest.raises(Refusal) as caught:
            stock.transfer(unit, wanted, counter_of(unit))
    assert caught.value.code == refused
    assert tally(store, "SELECT count(*) FROM stock_move") == before


def test_goods_that_came_in_are_added(store: Store) -> None:
    with store.write() as unit:
        before = ledger.level(unit, 1, 1)
        level, _ = stock.receive(unit, adjustment(unit, "24"), counter_of(unit))
    assert level.quantity == before + 24
    with store.read() as unit:
        assert ledger.moves(unit, 1)[0].reason == "received"
    with store.write() as unit:
        less = adjustment(unit, "-24")
        with pytest.raises(Refusal) as caught:
            stock.receive(unit, less, counter_of(unit))
    assert caught.value.code == "bad_quantity"
