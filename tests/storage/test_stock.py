"""The stock ledger: a level is the sum of its moves, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.number import ZERO
from app.storage import stock
from app.storage.stock import NewMove
from app.storage.store import Store
from tests.shop import NOON, findings, sell

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
