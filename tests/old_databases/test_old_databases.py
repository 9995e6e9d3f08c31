"""Stores of older programs open, agree with themselves and give the receipts they gave then.

Each `NNNN.db.gz` is the store of a demo shop (`init --demo --products 30`) with three sales, as the
last program of that schema left it, and `NNNN.txt` what its `receipt --text` gave for each sale.
A released one never changes; a new schema adds its own.
"""

from __future__ import annotations

import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from app.documents import text
from app.services import customers, held_sales, invoices, orders
from app.storage import allocation, driver, outbox, setting, webhook
from app.storage import backend as backends
from app.storage.opening import open_store
from app.storage.schema import REVISION
from app.storage.store import FILE_NAME, Store, revision
from tests.shop import DATES, NOON, cart_of, counter_of, findings, sell, tally

HERE = Path(__file__).parent
OLD = sorted(path.name.partition(".")[0] for path in HERE.glob("*.db.gz"))


@pytest.fixture(params=OLD)
def unpacked(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """The name of an old store, and a folder with it."""
    unpack(request.param, tmp_path)
    return request.param, tmp_path


def unpack(name: str, folder: Path) -> None:
    packed = HERE / f"{name}.db.gz"
    (folder / FILE_NAME).write_bytes(gzip.decompress(packed.read_bytes()))


def receipts(store: Store) -> str:
    """All receipts of a store, one below the other."""
    with store.read() as unit:
        shop = setting.load_shop(unit)
        numbers = [row[0] for row in unit.sql("SELECT number FROM invoice ORDER BY id")]
        return "\n".join(text.text(invoices.document(unit, shop, number)) for number in numbers)


def test_there_is_an_old_store_of_this_schema() -> None:
    assert REVISION in OLD


def test_an_old_store_is_of_the_schema_it_is_named_after(unpacked: tuple[str, Path]) -> None:
    name, folder = unpacked
    assert revision(folder / FILE_NAME) == name


def test_an_old_store_opens_and_agrees_with_itself(unpacked: tuple[str, Path]) -> None:
    store = open_store(unpacked[1])
    assert findings(store) == []
    assert tally(store, "SELECT count(*) FROM invoice") == 3
    assert tally(store, "SELECT count(*) FROM product") == 30
    store.close()


def test_an_old_store_gives_the_receipts_it_gave_then(unpacked: tuple[str, Path]) -> None:
    name, folder = unpacked
    store = open_store(folder)
    assert receipts(store) == (HERE / f"{name}.txt").read_text(encoding="utf-8")
    store.close()


def schema(folder: Path) -> set[tuple[str, str]]:
    connection = driver.connect_to_read(folder / FILE_NAME)
    found = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master").fetchall()
    connection.close()
    return set(found)


def test_an_old_store_comes_to_the_schema_of_a_new_one(
    unpacked: tuple[str, Path], demo_shop: Path
) -> None:
    open_store(unpacked[1]).close()
    assert schema(unpacked[1]) == schema(demo_shop)


def test_documents_of_an_old_store_are_found_by_their_text(unpacked: tuple[str, Path]) -> None:
    store = open_store(unpacked[1])
    with store.read() as unit:
        shop = setting.load_shop(unit)
        (found,) = invoices.find(unit, shop, text="DELIVER to the office")
        assert len(invoices.find(unit, shop, text="pos:a1-00000")) == 3
    assert found.number == "A1-000001"
    store.close()


def test_an_old_store_sells_on(unpacked: tuple[str, Path]) -> None:
    store = open_store(unpacked[1])
    assert sell(store, DATES).number == "A1-000004"
    assert findings(store) == []
    store.close()


def test_an_old_store_holds_sales_and_browses(unpacked: tuple[str, Path]) -> None:
    store = open_store(unpacked[1])
    with store.write() as unit:
        counter = counter_of(unit)
        assert list(counter.catalog(unit).browse()) == list(range(1, 31))
        sale, _ = held_sales.hold(unit, cart_of(unit, counter, DATES), "Abu Ali", counter)
    with store.write() as unit:
        assert sale in held_sales.listing(unit, counter)
    assert findings(store) == []
    store.close()


def test_what_was_kept_at_the_counter_is_still_there(tmp_path: Path) -> None:
    unpack("0002", tmp_path)
    store = open_store(tmp_path)
    with store.read() as unit:
        counter = counter_of(unit)
        (sale,) = held_sales.listing(unit, counter)
        cart = held_sales.open_cart(unit, counter)
        (customer,) = customers.search(unit, "0501234567")
    store.close()
    assert (sale.name, sale.cashier, sale.lines, str(sale.total)) == ("أبو علي", "Sara", 2, "43.50")
    assert cart
    assert cart.customer == customer
    assert customer.name == "Oasis Trading"


def test_customers_of_the_first_schema_are_kept_and_found(tmp_path: Path) -> None:
    unpack("0001", tmp_path)
    old = driver.connect(tmp_path / FILE_NAME)
    old.execute(
        "INSERT INTO customer VALUES (7, 'أحمد', '٠٥٠ ١٢٣', 'a@b.example', 'Jeddah', '3101', 5)"
    )
    old.close()
    store = open_store(tmp_path)
    with store.read() as unit:
        found = {text: customers.search(unit, text) for text in ("احمد", "050123", "3101")}
        (kept,) = found["احمد"]
    assert (kept.id, kept.email, kept.address) == (7, "a@b.example", "Jeddah")
    assert set(map(tuple, found.values())) == {(kept,)}
    assert tally(store, "SELECT credit_limit FROM customer") == 5
    store.close()


def test_what_waited_for_a_first_back_end_waits_for_it(unpacked: tuple[str, Path]) -> None:
    name, folder = unpacked
    store = open_store(folder)
    with store.read() as unit:
        states = [row.state for row in outbox.rows(unit) if row.kind == "invoice"]
    store.close()
    linked = ["ACKED", "UNKNOWN", "READY"]
    assert states == (linked if name >= "0003" else ["READY"] * 3)


def test_a_back_end_is_still_known(tmp_path: Path) -> None:
    unpack("0003", tmp_path)
    store = open_store(tmp_path)
    with store.read() as unit:
        backend = backends.get(unit, "apex")
        lost = outbox.rows(unit, outbox.UNKNOWN)
        tried = outbox.attempts(unit, lost[0].id)
    store.close()
    assert (backend.business, backend.settings.settle_seconds) == ("Palm Grove Market", Decimal(60))
    assert [each.server_at for each in tried] == [NOON]


def test_an_online_order_is_still_there(tmp_path: Path) -> None:
    unpack("0004", tmp_path)
    store = open_store(tmp_path)
    with store.read() as unit:
        (order,) = orders.every(unit)
        (waiting,) = webhook.open_ones(unit, "apex")
        assert allocation.offered(unit, "apex") == {1: Decimal(22)}
    store.close()
    assert (order.number, order.is_new, str(order.total)) == ("AL-307", True, "36.00")
    assert [(line.name, line.quantity) for line in order.lines] == [("تمر سكري", Decimal(2))]
    assert waiting.event.object_id == "307"
