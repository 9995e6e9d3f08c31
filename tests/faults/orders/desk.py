"""A till over a new, empty shop and one of the four systems; what is done at it; what must hold."""

from __future__ import annotations

from dataclasses import astuple, replace
from decimal import Decimal
from pathlib import Path

from app.domain.cart import Cart, line_of
from app.domain.catalog import Product
from app.domain.customer import Customer
from app.domain.order import Order
from app.domain.sale import Sale
from app.services import checkout, order_placement, orders
from app.services.counter import Counter
from app.services.new_shop import NewShop
from app.services.order_placement import Placement
from app.storage import backend as backends
from app.storage import baseline, customer, outbox, stock
from app.storage.opening import open_store
from app.storage.outbox import OutboxRow
from app.storage.store import Unit
from tests.faults.orders.system import AT_FIRST, BRUSH, System
from tests.shop import counter_of, exactly, make_shop, tally
from tests.sync.till import Clock, Till

SETTLED_S = 301  # beyond the settle window
MOST_ROUNDS = 30
ORDERS_S = 61  # until the online orders are read again
_MOVING = (outbox.BLOCKED, outbox.READY, outbox.SENDING, outbox.UNKNOWN, outbox.RECONCILING)


class Desk(Till):
    """A till that knows products by their names."""

    def __init__(self, folder: Path, system: System, clock: Clock) -> None:
        self.system = system
        self.order_id = ""
        super().__init__(
            folder,
            system.server.url,
            clock,
            system.settings,
            kind=system.kind,
            name=system.name,
            key=system.key,
        )

    def cart(self, *names: str) -> Cart:
        with self.store.read() as unit:
            counter = counter_of(unit)
            cart = Cart(counter.shop.pricing)
            for name in names:
                catalog = counter.catalog(unit)
                sku = next(each.sku for each in catalog.search(name, 5) if each.name == name)
                found = catalog.find(sku)
                assert found is not None
                cart = cart.add(line_of(found))
        return cart

    def take(self, *names: str) -> Sale:
        """Sell so many products for exact cash."""
        cart = self.cart(*(names or (BRUSH,)))
        with self.store.write() as unit:
            payment = exactly(cart.totals().taxed.gross)
            sale, _ = checkout.complete(unit, cart, [payment], self.counter(unit))
        return sale

    def counter(self, unit: Unit) -> Counter:
        """The first register's counter, now."""
        return counter_of(unit, at=self.clock.now())

    def orders(self) -> list[Order]:
        with self.store.read() as unit:
            return orders.every(unit)

    def known(self, remote_id: str) -> Order:
        (found,) = [each for each in self.orders() if each.remote_id == remote_id]
        return found

    def status(self, remote_id: str) -> str:
        """How far an order is, as far as it is known here."""
        return self.known(remote_id).status

    def moves(self, reason: str = "order") -> int:
        """How many moves of stock have this reason."""
        return tally(self.store, "SELECT count(*) FROM stock_move WHERE reason = ?", reason)

    def bring(self, remote_id: str, status: str, reason: str = "") -> None:
        """A cashier wants an order to be so; without an id the one that it is about."""
        order_id = self.known(remote_id or self.order_id).id
        with self.store.write() as unit:
            orders.change(unit, order_id, status, self.counter(unit), reason=reason)

    def first(self, name: str) -> Product:
        """The product of this name."""
        with self.store.read() as unit:
            (found,) = self.counter(unit).catalog(unit).products([self.id_of(name)])
        return found

    def order(self, order_id: int) -> Order:
        """The order with this id of ours."""
        with self.store.read() as unit:
            return orders.get(unit, order_id)

    def customers(self) -> list[Customer]:
        """All customers."""
        with self.store.read() as unit:
            return customer.search(unit, "", 10)

    def beside(self, register: str) -> Desk:
        """Another till of the same account, with a store of its own."""
        folder = make_shop(self.folder.with_name(register), NewShop(demo=False))
        store = open_store(folder)
        with store.write() as unit:
            unit.sql("UPDATE register SET code = ?", (register,))
            unit.commit()
        store.close()
        made = Desk(folder, self.system, self.clock)
        made.round()
        return made

    def capability(self, what: str) -> str:
        """What is known of it."""
        with self.store.read() as unit:
            return backends.capabilities(unit, self.backend.name)[what].answer

    def remove(self) -> None:
        """A manager removes the back end."""
        with self.store.write() as unit:
            backends.remove(unit, self.backend.name)
            unit.commit()

    def add(self) -> None:
        """And adds it again."""
        with self.store.write() as unit:
            self.backend = backends.add(unit, self.backend, at=self.clock.now())
            unit.commit()
        self.link.connector.close()
        self.link = self._link()

    def place(self, *names: str) -> int:
        wanted = Placement(self.system.name, self.cart(*names))
        with self.store.write() as unit:
            placed, _ = order_placement.place(unit, wanted, self.counter(unit))
        return placed.id

    def collect(self, order_id: int) -> Sale:
        with self.store.write() as unit:
            counter = self.counter(unit)
            due = orders.due(unit, order_id, counter)
            payment = exactly(due.totals().taxed.gross)
            sale, _ = orders.collect(unit, order_id, due, [payment], counter)
        return sale

    def on_hand(self, name: str = BRUSH) -> Decimal:
        with self.store.read() as unit:
            product = self.id_of(name)
            return stock.level(unit, product, counter_of(unit).register.warehouse_id)

    def id_of(self, name: str) -> int:
        with self.store.read() as unit:
            row = unit.raw("SELECT id FROM product WHERE name = ?", (name,)).fetchone()
        return int(row[0])

    def rows(self, kind: str = "") -> list[OutboxRow]:
        with self.store.read() as unit:
            return [each for each in outbox.rows(unit) if kind in {"", each.kind}]

    def later(self, seconds: float = ORDERS_S) -> None:
        """Time passes, and a round is due."""
        self.clock.advance(seconds)
        self.round(forced=False)

    def rest(self) -> None:
        """Rounds, as many as it takes until three in a row change nothing."""
        seen: list[object] = []
        for _ in range(MOST_ROUNDS):
            self.round()
            told = [astuple(replace(each, not_before=None)) for each in self.rows()]
            seen.append((told, len(self.system.steps), self.system.sales()))
            if seen[-3:] == [seen[-1]] * 3:
                return
            self.clock.advance(SETTLED_S)
        raise AssertionError(f"It never came to rest: {self.rows()}")

    def settle_after_round(self) -> None:
        """The server's fault plays once, then all is well."""
        self.round()
        self.settle()

    def settle(self) -> None:
        """The server is well again; time passes until nothing moves; all must be in order."""
        self.system.server.heal()
        self.rest()
        self.judge()

    def judge(self) -> None:
        """Every sale is there once or before a manager, no step was taken twice, stock agrees."""
        faults = [*self._sales(), *self._steps(), *self._stock(), *self.findings()]
        faults += self.system.complaints
        assert faults == [], faults

    def _sales(self) -> list[str]:
        faults = []
        there = dict(self.system.sales())
        unsure = 0
        for entry, row in zip(self.entries(), self.rows(), strict=True):
            is_meant = entry.backend != ""
            if entry.state in _MOVING and is_meant:
                faults.append(f"{row} still waits")
            is_dropped = row.verdict == outbox.DROPPED
            if entry.state in outbox.NEEDS_MANAGER and not (row.message.strip() or is_dropped):
                faults.append(f"{row} says nothing to the manager")
            if entry.kind not in {"invoice", "placement"} or not is_meant:
                continue
            if entry.remote_id and entry.state in {outbox.ACKED, outbox.CONFLICT}:
                is_collected = "It is the online order" in row.message
                if there.pop(entry.remote_id, None) is None and not is_collected:
                    faults.append(f"{row} is not there, or belongs to two")
            elif entry.state in outbox.NEEDS_MANAGER and entry.attempts:
                unsure += 1
        if len(there) > unsure:
            faults.append(f"{sorted(there)} are nobody's")
        return faults

    def _steps(self) -> list[str]:
        steps = self.system.steps
        return [f"{each} was done twice" for each in set(steps) if steps.count(each) > 1]

    def _stock(self) -> list[str]:
        """Where the server counts: its figure, and what it was not told."""
        if not self.system.takes_sales:
            return []
        faults = []
        with self.store.read() as unit:
            waits = baseline.pending(unit, self.system.name)
            doubtful = baseline.in_doubt(unit, self.system.name)
            here = counter_of(unit).register.warehouse_id
        for name in AT_FIRST:
            place = self.id_of(name), here
            expected = self.system.stock(name) + waits.get(place, Decimal(0))
            if place not in doubtful and self.on_hand(name) != expected:
                faults.append(f"{name}: {self.on_hand(name)} here, {expected} there")
        return faults
