"""Registers: their numbers follow each other without a gap, whoever sells."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import Refusal
from app.storage import register
from app.storage.store import Store
from tests.shop import findings, sell, tally

SELLER = """
import sys
from pathlib import Path
from app.storage.opening import open_store
from tests.shop import sell
store = open_store(Path(sys.argv[1]))
for _ in range(25):
    sell(store)
store.close()
"""


def test_numbers_have_no_gap_when_four_processes_sell_at_once(store: Store, shop: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", SELLER, str(shop)]
    sellers = [
        subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [seller.communicate()[1] for seller in sellers] == [""] * 4
    with store.read() as unit:
        numbers = [row[0] for row in unit.sql("SELECT number FROM invoice ORDER BY id")]
    assert numbers == [f"A1-{sequence:06d}" for sequence in range(1, 101)]
    assert findings(store) == []


def test_a_sale_that_fails_takes_no_number(store: Store) -> None:
    sell(store)
    with store.write() as unit:
        assert register.take_number(unit, 1) == 2
    assert sell(store).number == "A1-000002"


def test_each_register_counts_for_itself(store: Store) -> None:
    with store.write() as unit:
        second = register.add_register(unit, "B7", "Till 2", 1)
        assert [register.take_number(unit, second) for _ in range(3)] == [1, 2, 3]
        assert register.take_number(unit, 1) == 1


def test_a_gap_in_the_numbers_is_found(store: Store) -> None:
    sell(store)
    with store.write() as unit:
        register.take_number(unit, 1)
        unit.commit()
    assert findings(store) == ["Register A1 gave 2 numbers but has 1 documents, the last one 1."]
    assert tally(store, "SELECT last_number FROM register") == 2


def test_without_a_name_the_first_register_is_meant(store: Store) -> None:
    with store.read() as unit:
        assert register.register(unit).code == "A1"
        with pytest.raises(Refusal, match="there is A1") as caught:
            register.register(unit, "Z9")
    assert caught.value.code == "unknown_register"


@pytest.mark.parametrize("name", ["store-room", "Store room", "2"])
def test_a_warehouse_is_found_by_code_name_or_id(store: Store, name: str) -> None:
    with store.read() as unit:
        assert register.warehouse(unit, name).code == "store-room"


def test_an_unknown_warehouse_is_refused_by_name(store: Store) -> None:
    with store.read() as unit, pytest.raises(Refusal, match="main, store-room") as caught:
        register.warehouse(unit, "moon")
    assert caught.value.code == "unknown_warehouse"
