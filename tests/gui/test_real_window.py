"""The program in a window of a real window system, worked by keys from outside."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.cart import Cart
from app.domain.sale import Sale
from app.services import books, held_sales, invoices
from app.storage.opening import open_store
from app.storage.store import Store
from tests.gui import screen
from tests.gui.screen import Screen
from tests.shop import BREAD, DATES, LATTE, TEA, counter_of, demo_shop, shop

__all__ = ["demo_shop", "shop"]

TRIES = 5

pytestmark = pytest.mark.skipif(not screen.can_be_had(), reason="there is no Xvfb")


@pytest.fixture
def seen() -> Iterator[Screen]:
    """A screen of one's own."""
    with screen.screen() as opened:
        yield opened


@pytest.fixture
def store(shop: Path) -> Iterator[Store]:
    """The same store, looked into from beside the till."""
    opened = open_store(shop)
    yield opened
    opened.close()


def open_cart(store: Store) -> Cart | None:
    with store.read() as unit:
        return held_sales.open_cart(unit, counter_of(unit))


def lines(store: Store) -> list[tuple[str, Decimal]]:
    """The open cart: barcodes and quantities."""
    cart = open_cart(store)
    return [(line.barcode, line.quantity) for line in cart.lines] if cart else []


def held(store: Store) -> int:
    with store.read() as unit:
        return len(held_sales.listing(unit, counter_of(unit)))


def sales(store: Store) -> list[Sale]:
    """All sales, the oldest first."""
    with store.read() as unit:
        rows = invoices.find(unit, counter_of(unit).shop)
        return [invoices.get(unit, row.number) for row in reversed(rows)]


def test_day_at_a_real_window_survives_closing_and_killing(
    seen: Screen, shop: Path, store: Store
) -> None:
    with screen.till(seen, shop) as process:
        seen.scan(DATES)
        seen.scan(BREAD)
        screen.wait(lambda: len(lines(store)) == 2, "two scanned lines")
        seen.press("F6")
        seen.type("table")
        seen.press("Return")
        screen.wait(lambda: held(store) == 1, "the sale is held")
        # The store knows of it before the window does; what a scan brought, both know.
        seen.scan(TEA)
        screen.wait(lambda: lines(store) == [(TEA, Decimal(1))], "a cart after the held one")
        seen.type("3*")
        seen.scan(LATTE)
        three = [(TEA, Decimal(1)), (LATTE, Decimal(3))]
        screen.wait(lambda: lines(store) == three, "three at once")
        seen.press("F9")
        seen.press("Return")
        screen.wait(lambda: len(sales(store)) == 1, "the first sale")
        seen.scan(TEA)
        screen.wait(lambda: lines(store) == [(TEA, Decimal(1))], "the next sale has begun")
        seen.press("Control_L", "q")
        assert process.wait(screen.PATIENCE_S) == 0

    with screen.till(seen, shop) as process:
        seen.scan(TEA)
        screen.wait(lambda: lines(store) == [(TEA, Decimal(2))], "the cart was still there")
        process.kill()
        process.wait()

    with screen.till(seen, shop):
        seen.press("F9")
        seen.press("Return")
        screen.wait(lambda: len(sales(store)) == 2, "the cart of before the crash is sold")
        seen.scan(BREAD)
        screen.wait(lambda: lines(store) == [(BREAD, Decimal(1))], "a cart after the sold one")
        seen.press("Delete")
        screen.wait(lambda: not lines(store), "it is empty again")
        seen.press("F6")
        seen.press("Return")
        screen.wait(lambda: not held(store), "the held sale is taken up")
        # The store knows of it before the window does, which may be busy: who pays tries again.
        for _ in range(TRIES):
            seen.press("F9")
            seen.press("Return")
            if screen.comes(lambda: len(sales(store)) == 3):
                break
        screen.wait(lambda: len(sales(store)) == 3, "the held sale is sold")

    sold = [[line.barcode for line in sale.cart.lines] for sale in sales(store)]
    assert sold == [[TEA, LATTE], [TEA], [DATES, BREAD]]
    assert (held(store), lines(store)) == (0, [])
    with store.read() as unit:
        assert books.verify(unit) == []


def test_scans_are_read_by_their_keys_when_the_keyboard_is_arabic(
    seen: Screen, shop: Path, store: Store
) -> None:
    with screen.till(seen, shop):
        seen.use_layout("ara")
        for code in (DATES, LATTE, DATES):
            seen.scan(code)
        expected = [(DATES, Decimal(2)), (LATTE, Decimal(1))]
        screen.wait_for(lambda: lines(store), expected)


def test_burst_of_scans_loses_and_doubles_none(seen: Screen, shop: Path, store: Store) -> None:
    with screen.till(seen, shop):
        for _ in range(25):
            for code in (DATES, LATTE, TEA, BREAD):
                seen.scan(code)
        expected = [(code, Decimal(25)) for code in (DATES, LATTE, TEA, BREAD)]
        screen.wait_for(lambda: lines(store), expected)
