"""Books at Apex POS and two online shops, with whatever customers, cashiers and networks do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from app.domain import order_flow
from app.domain.errors import Refusal
from app.domain.order_flow import Stage
from app.services.new_shop import NewShop
from app.storage import outbox
from app.storage.store import FILE_NAME
from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.fakes.ledger import Product
from tests.fakes.server import FakeServer, Fault
from tests.faults.orders.desk import Desk
from tests.faults.orders.system import BRUSH, PRICES, SOAP, WANTED, Market, Salon, System
from tests.shop import make_shop
from tests.sync.till import Clock, Till

START = 60
BUFFERS = {"salon": 2, "market": 5}
FAULTS: list[Callable[[], Fault]] = [
    fault.drop_unread,
    lambda: fault.drop(committed=False),
    lambda: fault.drop(committed=True),
    lambda: fault.status(500),
    lambda: fault.status(503, committed=True),
    lambda: fault.redirect(307),
    lambda: fault.too_many("2"),
    fault.truncated,
    lambda: fault.html(committed=True),
]
# What of each may fail: method and path. The books' own stock has tests of its own.
WRITES = {
    "salon": [("PATCH", "/orders/*"), ("PATCH", "/products/*")],
    "market": [("PATCH", "/orders/*"), ("PATCH", "/products/*")],
    "apex": [("POST", "/invoices")],
}
READS = {
    "salon": ["/orders", "/orders/*", "/products"],
    "market": ["/orders", "/orders/*", "/products"],
    "apex": ["/products", "/inventory", "/invoices"],
}
which = some.sampled_from(["salon", "market"])
all_three = some.sampled_from(["salon", "market", "apex"])


@cache
def model_shop() -> Path:
    """An empty shop to be copied."""
    return make_shop(Path(mkdtemp()) / "shop", NewShop(demo=False))


class TwoShops(RuleBasedStateMachine):
    """One counter, two online shops, one place that keeps the books."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        shutil.copyfile(model_shop() / FILE_NAME, self.folder / FILE_NAME)
        self.clock = Clock()
        self.numbers = count(1)
        products = [
            Product(id=number, name=name, price=PRICES[name], stock=Decimal(START))
            for number, name in enumerate((BRUSH, SOAP), 1)
        ]
        self.ledger = ApexServer(products=products, now=self.clock.now)
        self.shops: dict[str, System] = {
            "salon": Salon(self.clock.now),
            "market": Market(self.clock.now),
        }
        self.servers: dict[str, FakeServer] = {
            name: shop.server for name, shop in self.shops.items()
        }
        self.servers["apex"] = self.ledger
        for server in self.servers.values():
            server.start()
        self.tills: dict[str, Till] = {"apex": Till(self.folder, self.ledger.url, self.clock)}
        self.tills["apex"].round()
        for name, shop in self.shops.items():
            buffer = Decimal(BUFFERS[name])
            shop.settings = replace(shop.settings, role="shop", buffer=buffer)
            self.tills[name] = Desk(self.folder, shop, self.clock)
            self.tills[name].round()
        self.sold = {BRUSH: 0, SOAP: 0}
        self.orders: dict[str, list[str]] = {"salon": [], "market": []}

    def desk(self, name: str = "salon") -> Desk:
        """The till as an online shop knows it."""
        found = self.tills[name]
        assert isinstance(found, Desk)
        return found

    @rule(name=some.sampled_from([BRUSH, SOAP]), pieces=some.integers(1, 3))
    def sell(self, name: str, pieces: int) -> None:
        self.desk().take(*[name] * pieces)
        self.sold[name] += pieces

    @rule(delta=some.sampled_from([-2, 1, 10]))
    def adjust(self, delta: int) -> None:
        self.desk().adjust(self.desk().first(SOAP).sku, delta)
        self.sold[SOAP] -= delta

    @rule(shop=which)
    def order(self, shop: str) -> None:
        # Nobody can order more than is offered.
        if self.shops[shop].stock(BRUSH) >= WANTED:
            self.orders[shop].append(self.shops[shop].order(next(self.numbers), ago=1))

    @rule(shop=which, nth=some.integers(0, 5), wish=some.sampled_from(["finish", "ready", "off"]))
    def bring(self, shop: str, nth: int, wish: str) -> None:
        desk = self.desk(shop)
        known = [each for each in desk.orders() if each.backend == shop]
        if not known:
            return
        order = known[nth % len(known)]
        system = self.shops[shop]
        status = {"finish": system.finish, "ready": system.ready, "off": "cancelled"}[wish]
        try:
            desk.bring(order.remote_id, status, "Sold out" if wish == "off" else "")
        except Refusal:
            return

    @rule(shop=which, nth=some.integers(0, 5))
    def hand_over_elsewhere(self, shop: str, nth: int) -> None:
        if self.orders[shop]:
            system = self.shops[shop]
            order_id = self.orders[shop][nth % len(self.orders[shop])]
            if system.status(order_id) == system.ready:
                system.become(order_id, system.finish)

    @rule(name=all_three, forced=some.booleans())
    def sync(self, name: str, forced: bool) -> None:
        self.tills[name].round(forced=forced)

    @rule(name=all_three)
    def restart(self, name: str) -> None:
        self.tills[name].reopen()

    @rule(name=all_three, make=some.sampled_from(FAULTS), nth=some.integers(0, 1))
    def break_a_write(self, name: str, make: Callable[[], Fault], nth: int) -> None:
        method, path = WRITES[name][nth % len(WRITES[name])]
        self.servers[name].fail(make(), method=method, path=f"{path}", times=1)

    @rule(name=all_three, make=some.sampled_from(FAULTS), nth=some.integers(0, 2))
    def break_a_read(self, name: str, make: Callable[[], Fault], nth: int) -> None:
        path = READS[name][nth % len(READS[name])]
        self.servers[name].fail(make(), method="GET", path=path, times=2)

    @rule(seconds=some.sampled_from([1, 31, 61, 301, 4_000]))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds)

    @precondition(lambda self: any(self.orders.values()))
    @rule()
    def all_is_well_after_quiet_rounds(self) -> None:
        self.check()

    def check(self) -> None:
        """Heal everything, let it rest, compare with the model."""
        for server in self.servers.values():
            server.heal()
        for _ in range(7):
            self.clock.advance(301)
            for till in self.tills.values():
                till.round()
        for shop, system in self.shops.items():
            refunds = system.refunds
            assert len(refunds) == len(set(refunds)), refunds
            assert len(system.steps) == len(set(system.steps)), system.steps
            waiting = [
                each.state for each in self.desk(shop).entries("order") if each.backend == shop
            ]
            assert set(waiting) <= {outbox.ACKED, *outbox.NEEDS_MANAGER}
        states = self.tills["apex"].states()
        assert set(states) <= {outbox.ACKED, outbox.MANAGER}, states
        if outbox.MANAGER not in states:
            self.compare()
        assert self.tills["apex"].findings() == []

    def compare(self) -> None:
        """What there is and what is offered, by the model."""
        done, promised = 0, 0
        for shop, system in self.shops.items():
            for order_id in self.orders[shop]:
                stage = order_flow.stage(system.kind, system.status(order_id))
                done += WANTED * (stage is Stage.DONE)
                promised += WANTED * (stage in {Stage.NEW, Stage.READY})
        there = {BRUSH: START - self.sold[BRUSH] - done, SOAP: START - self.sold[SOAP]}
        held = {BRUSH: promised, SOAP: 0}
        for number, name in enumerate((BRUSH, SOAP), 1):
            assert self.desk().on_hand(name) == there[name]
            assert self.ledger.ledger.level(number) == there[name]
            for shop, system in self.shops.items():
                free = there[name] - held[name] - BUFFERS[shop]
                assert system.stock(name) == max(0, free), (shop, name)

    def teardown(self) -> None:
        try:
            self.check()
        finally:
            for till in self.tills.values():
                till.close()
            for server in self.servers.values():
                server.stop()
            shutil.rmtree(self.folder)


TwoShops.TestCase.settings = settings(
    derandomize=True, max_examples=20, stateful_step_count=30, deadline=None
)
TestTwoShops = TwoShops.TestCase
