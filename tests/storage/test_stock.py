"""The stock ledger: a level is the sum of its moves, and nothing else."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.number import ZERO
from app.domain.stock import State, state
from app.storage import register, stock
from app.storage.stock import MoveRow, NewMove, StockFilter
from app.storage.store import Store, Unit
from app.storage.value import to_millionths
from tests.shop import DATES, NOON, findings, sell

changes = st.tuples(
    st.integers(1, 4),
    st.integers(1, 2),
    st.decimals(min_value=-1000, max_value=1000, places=6).filter(bool),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(changes, max_size=12))
def test_a_level_is_the_sum_of_its_moves(
    store: Store, moves: list[tuple[int, int, Decimal]]
) -> None:
    with store.write() as unit:
        expected: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
        for product in range(1, 5):
            for place in (1, 2):
                expected[product, place] = stock.level(unit, product, place)
        for product, place, quantity in moves:
            expected[product, place] += quantity
        new = [NewMove(product, place, quantity, "counted") for product, place, quantity in moves]
        stock.append(unit, new, actor="Sara", at=NOON)
        for (product, place), quantity in expected.items():
            assert stock.level(unit, product, place) == quantity
        assert stock.faults(unit) == []


def test_a_product_that_never_moved_has_none(store: Store) -> None:
    with store.read() as unit:
        assert stock.level(unit, 999_999, 1) == ZERO


def test_a_level_that_was_set_by_hand_is_found(store: Store) -> None:
    with store.write() as unit:
        unit.sql("UPDATE stock_level SET quantity = quantity + 1 WHERE product_id = 1")
        unit.commit()
    found = findings(store)
    assert found
    assert all("its moves sum to" in sentence for sentence in found)


def test_a_level_without_any_move_is_found(store: Store) -> None:
    with store.write() as unit:
        unit.sql("DROP TRIGGER stock_move_never_delete")
        unit.sql("DELETE FROM stock_move WHERE product_id = 1")
        unit.commit()
    assert len(findings(store)) == 2  # one a warehouse


def test_moves_are_told_the_newest_first_with_their_document(store: Store) -> None:
    sale = sell(store)
    with store.read() as unit:
        newest, *older = stock.moves(unit, 1)
    assert newest.number == sale.number
    assert newest.quantity == -1
    assert newest.reason == "sale"
    assert newest.actor == "Sara"
    assert newest.at == NOON
    assert [move.reason for move in older] == ["opening", "opening"]


def test_levels_can_be_asked_of_one_warehouse_or_product(store: Store) -> None:
    with store.read() as unit:
        every = stock.levels(unit)
        assert stock.levels(unit, product_id=1) == [row for row in every if row.product_id == 1]
        place = [row for row in every if row.warehouse == "store-room"]
        assert stock.levels(unit, warehouse_id=2) == place
        assert {row.warehouse for row in every} == {"main", "store-room"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(changes, max_size=15), st.integers(1, 5))
def test_what_was_left_after_each_move_is_the_sum_up_to_it(
    store: Store, moves: list[tuple[int, int, Decimal]], page: int
) -> None:
    with store.write() as unit:
        new = [NewMove(product, place, quantity, "counted") for product, place, quantity in moves]
        stock.append(unit, new, actor="Sara", at=NOON)
        told = paged(unit, 1, 1, page)
        every = unit.sql(
            "SELECT id, quantity FROM stock_move WHERE product_id = 1 AND warehouse_id = 1 "
            "ORDER BY id"
        ).fetchall()
    sums = accumulate(row[1] for row in every)
    wanted = [(row[0], row[1], left) for row, left in zip(every, sums, strict=True)]
    found = [(row.id, to_millionths(row.quantity), to_millionths(row.left)) for row in told]
    assert found == wanted[::-1]


def paged(unit: Unit, product: int, place: int, size: int) -> list[MoveRow]:
    """The whole history, a page at a time."""
    rows: list[MoveRow] = []
    while page := stock.history(
        unit, product, place, limit=size, before_id=rows[-1].id if rows else None
    ):
        assert len(page) <= size
        rows += page
    return rows


def test_a_move_in_the_history_names_its_document(store: Store) -> None:
    sale = sell(store)
    with store.read() as unit:
        newest, opening = stock.history(unit, 1, 1, limit=50)
        elsewhere = stock.history(unit, 1, 2, limit=50)
        assert newest.left == stock.level(unit, 1, 1)
    assert (newest.number, newest.reason) == (sale.number, "sale")
    assert newest.quantity == -1
    assert (newest.actor, newest.at) == ("Sara", NOON)
    assert (opening.number, opening.left) == ("", newest.left + 1)
    assert [row.reason for row in elsewhere] == ["opening"]


def test_what_never_moved_has_no_history(store: Store) -> None:
    with store.read() as unit:
        assert stock.history(unit, 999_999, 1, limit=50) == []


def test_levels_are_told_of_every_warehouse(store: Store) -> None:
    with store.write() as unit:
        empty = register.add_warehouse(unit, "kiosk", "Kiosk", "الكشك")
        told = stock.levels_of(unit, 1)
        assert [row.warehouse for row in told] == register.warehouses(unit)
        assert [row.on_hand for row in told] == [
            stock.level(unit, 1, place) for place in (1, 2, empty)
        ]
    assert told[-1].on_hand == ZERO


figures = st.sampled_from([0, 5, 6, -3]).map(Decimal)
mostly = st.sampled_from([True, True, True, False])
shelves = st.lists(st.tuples(figures, st.none() | figures, mostly, mostly), min_size=8, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(shelves, st.sampled_from([None, *State]))
def test_lists_and_counts_are_what_a_look_at_each_product_gives(
    store: Store,
    shelf: list[tuple[Decimal, Decimal | None, bool, bool]],
    wanted: State | None,
) -> None:
    with store.write() as unit:
        place = register.add_warehouse(unit, "kiosk", "Kiosk", "")
        unit.sql("UPDATE product SET active = 0")
        for product, (on_hand, reorder, active, tracked) in enumerate(shelf, 1):
            set_product(unit, product, reorder, active=active, tracked=tracked)
            if on_hand:
                stock.append(unit, [NewMove(product, place, on_hand, "lost")], actor="", at=NOON)
        kept = {
            product: state(on_hand, reorder)
            for product, (on_hand, reorder, active, tracked) in enumerate(shelf, 1)
            if active and tracked
        }
        told = stock.counts(unit, place)
        found = stock.ids(unit, StockFilter(place, state=wanted))
        rows = stock.rows_of(unit, found, place)
    by_state = Counter(kept.values())
    assert (told.all, told.low, told.out) == (len(kept), by_state[State.LOW], by_state[State.OUT])
    assert list(found) == [product for product, each in kept.items() if wanted in (None, each)]
    assert [row.state for row in rows] == [kept[product] for product in found]


def set_product(
    unit: Unit, product: int, reorder: Decimal | None, *, active: bool, tracked: bool
) -> None:
    level = None if reorder is None else to_millionths(reorder)
    unit.sql(
        "UPDATE product SET reorder_level = ?, active = ?, tracked = ? WHERE id = ?",
        (level, int(active), int(tracked), product),
    )


def test_a_row_shows_the_product_and_what_the_warehouse_holds(store: Store) -> None:
    with store.read() as unit:
        found = stock.ids(unit, StockFilter(1))
        rows = stock.rows_of(unit, [3, 1], 2)
        level = stock.level(unit, 1, 2)
    assert isinstance(found, array)
    assert [row.id for row in rows] == [3, 1]
    dates = rows[1]
    assert (dates.sku, dates.name, dates.name_ar) == (
        "DT-00001",
        "Sukkari Dates 500 g",
        "تمر سكري 500 غ",
    )
    assert (dates.barcode, dates.on_hand, dates.unit) == (DATES, level, "piece")
    assert dates.reorder_level is not None
    assert dates.tint
    assert dates.not_sent is None


def test_a_product_that_is_in_no_category_has_no_tint(store: Store) -> None:
    with store.write() as unit:
        unit.sql("UPDATE product SET category_id = NULL WHERE id = 1")
        unit.sql("DELETE FROM barcode WHERE product_id = 1")
        (row,) = stock.rows_of(unit, [1], 1)
    assert (row.tint, row.barcode) == ("", "")


@pytest.mark.parametrize("text", ["sukkari", "سكري", DATES, "DT-00001", "SUKKARI dates"])
def test_a_text_finds_tracked_products_the_best_first(store: Store, text: str) -> None:
    with store.read() as unit:
        assert stock.ids(unit, StockFilter(1, text))[0] == 1


def test_a_text_and_a_state_hold_together(store: Store) -> None:
    with store.write() as unit:
        stock.append(unit, [NewMove(1, 1, Decimal(-10_000), "lost")], actor="", at=NOON)
        assert list(stock.ids(unit, StockFilter(1, DATES, State.OUT))) == [1]
        assert list(stock.ids(unit, StockFilter(1, DATES, State.LOW))) == []
        assert list(stock.ids(unit, StockFilter(2, DATES, State.OUT))) == []


def test_what_is_not_tracked_is_not_found(store: Store) -> None:
    with store.read() as unit:
        assert list(stock.ids(unit, StockFilter(1, "spanish latte"))) == []


def test_lists_of_stock_are_read_without_reading_a_product(store: Store) -> None:
    asked: list[str] = []
    with store.read() as unit:
        unit.connection.set_trace_callback(asked.append)
        stock.counts(unit, 1)
        for wanted in (None, *State):
            stock.ids(unit, StockFilter(1, state=wanted))
        unit.connection.set_trace_callback(None)
        plans = [" ".join(row[3] for row in unit.sql(f"EXPLAIN QUERY PLAN {sql}")) for sql in asked]
    assert len(plans) == 5
    assert all("COVERING INDEX ix_product_tracked" in plan for plan in plans), plans
