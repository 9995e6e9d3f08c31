"""Demo shops for tests: made once a session, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest

from app import bootstrap
from app.domain.cart import Cart, line_of
from app.domain.money import Money, money
from app.domain.payment import Method, Payment
from app.domain.sale import Sale
from app.domain.shop import Shop
from app.services import books, checkout, new_shop
from app.services.counter import Counter, Source
from app.services.new_shop import NewShop
from app.storage.opening import open_store
from app.storage.store import FILE_NAME, Store, Unit

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

# Of the first products of every demo shop.
DATES, LATTE, TEA, BREAD = "6281000000014", "6281000000021", "6281000000038", "6281000000076"

_noise = count(1)


def fixed_source(at: datetime = NOON) -> Source:
    """Time stands still, ids are unique."""
    return replace(
        bootstrap.SOURCE, now=lambda: at, uuid=lambda: str(uuid4()), noise=lambda: next(_noise)
    )


def make_shop(folder: Path, wanted: NewShop | None = None) -> Path:
    """The demo shop with its first thirty products, or the shop that is wanted."""
    new_shop.make(folder, wanted or NewShop(demo=True, products=30), at=NOON)
    return folder


def counter_of(unit: Unit, *, at: datetime = NOON, cashier: str = "Sara") -> Counter:
    """The first register's counter, at a fixed time."""
    return replace(bootstrap.counter(unit, cashier=cashier), source=fixed_source(at))


def cart_of(unit: Unit, counter: Counter, *codes: str) -> Cart:
    """A cart with one line for each code."""
    view = counter.catalog(unit)
    cart = Cart(counter.shop.pricing)
    for code in codes:
        found = view.find(code)
        assert found is not None, code
        cart = cart.add(line_of(found))
    return cart


def cash(amount: str, shop: Shop) -> Payment:
    """So much in cash."""
    return Payment(Method.CASH, money(amount, shop.pricing.currency))


def exactly(due: Money) -> Payment:
    """What is due, in cash."""
    return Payment(Method.CASH, due)


def sell(store: Store, *codes: str, at: datetime = NOON) -> Sale:
    """Sell the products with these codes for exact cash."""
    with store.write() as unit:
        counter = counter_of(unit, at=at)
        cart = cart_of(unit, counter, *(codes or (DATES,)))
        payment = exactly(cart.totals().taxed.gross)
        sale, _ = checkout.complete(unit, cart, [payment], counter)
    return sale


def findings(store: Store) -> list[str]:
    """What the books say is wrong."""
    with store.read() as unit:
        return books.verify(unit)


def tally(store: Store, sql: str, *values: object) -> int:
    """The one number that a statement gives."""
    with store.read() as unit:
        return int(unit.raw(sql, values).fetchone()[0])


@pytest.fixture(scope="session")
def demo_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo shop that no test may write to."""
    return make_shop(tmp_path_factory.mktemp("demo-shop"))


@pytest.fixture
def shop(demo_shop: Path, tmp_path: Path) -> Path:
    """The folder of a demo shop of one's own."""
    folder = tmp_path / "shop"
    folder.mkdir()
    shutil.copyfile(demo_shop / FILE_NAME, folder / FILE_NAME)
    return folder


@pytest.fixture
def store(shop: Path) -> Iterator[Store]:
    """The open store of a demo shop of one's own."""
    opened = open_store(shop)
    yield opened
    opened.close()
