"""What a cashier does at a till whose books Salloq keeps."""

from __future__ import annotations

from app.domain.cart import Cart, line_of
from app.domain.order import Order
from app.services import checkout, orders
from app.storage import outbox
from app.storage.outbox import OutboxRow
from tests.shop import counter_of, exactly
from tests.sync.till import Till


def cart(till: Till, *names: str) -> Cart:
    with till.store.read() as unit:
        counter = counter_of(unit)
        made = Cart(counter.shop.pricing)
        for name in names:
            (found,) = [each for each in counter.catalog(unit).search(name, 5) if each.name == name]
            ready = counter.catalog(unit).find(found.sku)
            assert ready is not None
            made = made.add(line_of(ready))
    return made


def get(till: Till, order_id: int) -> Order:
    with till.store.read() as unit:
        return orders.get(unit, order_id)


def row(till: Till, kind: str) -> OutboxRow:
    with till.store.read() as unit:
        (found,) = [each for each in outbox.rows(unit) if each.kind == kind]
    return found


def sell(till: Till, *names: str) -> None:
    buy(till, cart(till, *names))


def buy(till: Till, made: Cart) -> None:
    """Sell a cart for cash."""
    with till.store.write() as unit:
        payment = exactly(made.totals().taxed.gross)
        checkout.complete(unit, made, [payment], counter_of(unit, at=till.clock.now()))
