"""Two tills of one business, and whatever can happen to them, in any order."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.domain.discount import Discount
from app.services import checkout
from app.storage.opening import open_store
from app.storage.store import FILE_NAME
from tests.fakes import fault
from tests.fakes.apex import MAIN, ApexServer
from tests.fakes.ledger import Warehouse
from tests.fakes.server import Fault
from tests.faults.sync.oracle import judge, rest
from tests.faults.sync.test_records import add_customer, add_product, sell_to
from tests.shop import BREAD, DATES, LATTE, TEA, cart_of, counter_of, exactly, make_shop
from tests.sync.till import Clock, Till, server_product

HEADS = "AB"
CODES = [DATES, LATTE, TEA, BREAD]
DAY = 86_400

FAULTS: list[Callable[[], Fault]] = [
    fault.drop_unread,
    lambda: fault.drop(committed=False),
    lambda: fault.drop(committed=True),
    lambda: fault.drop(committed=True, reset=True),
    lambda: fault.status(500),
    lambda: fault.status(503, committed=True),
    lambda: fault.status(422),
    lambda: fault.status(401),
    lambda: fault.redirect(307),
    lambda: fault.too_many("2"),
    lambda: fault.too_many("200"),
    fault.truncated,
    fault.cut,
    lambda: fault.html(committed=True),
    fault.html,
    fault.unexplained,
    lambda: fault.late(timedelta(seconds=200)),
    lambda: fault.lacking("invoice_id", "product_id", "customer_id", "success"),
]
LIES: list[Callable[[], Fault]] = [
    fault.empty_page,
    fault.same_page,
    fault.overlapping,
    lambda: fault.rows(lambda found: found[1:]),
    lambda: fault.rows(lambda found: found[:-1]),
    lambda: fault.rows_lacking("notes", "quantity"),
]
WRITES = [
    ("POST", "/invoices"),
    ("POST", "/customers"),
    ("POST", "/products"),
    ("PATCH", "/inventory/*"),
]
LISTS = ["/invoices", "/products", "/inventory", "/customers"]

which = some.sampled_from(HEADS)
codes = some.lists(some.sampled_from(CODES), min_size=1, max_size=3)


@cache
def model_shop() -> Path:
    """A demo shop to be copied."""
    return make_shop(Path(mkdtemp()) / "shop")


class TwoTills(RuleBasedStateMachine):
    """What two cashiers, the office, the network and the server do."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.clock = Clock()
        self.numbers = count(1)
        products = [
            server_product(1, DATES, "18.00"),
            server_product(2, LATTE, "14.00"),
            server_product(3, TEA, "3.00"),
            server_product(4, "5901234123457", "9.95"),
        ]
        places = [MAIN, Warehouse(2, "Store room")]
        self.server = ApexServer(products=products, warehouses=places, now=self.clock.now)
        self.server.start()
        self.tills = {head: self.open(head) for head in HEADS}

    def open(self, head: str) -> Till:
        """A till whose register has a code of its own."""
        folder = self.folder / head
        folder.mkdir()
        shutil.copyfile(model_shop() / FILE_NAME, folder / FILE_NAME)
        store = open_store(folder)
        with store.write() as unit:
            unit.sql("UPDATE register SET code = ?", (f"{head}1",))
            unit.commit()
        store.close()
        return Till(folder, self.server.url, self.clock)

    @rule(head=which, codes=codes)
    def sell(self, head: str, codes: list[str]) -> None:
        self.tills[head].sell(*codes)

    @rule(head=which, codes=codes, percent=some.sampled_from([5, 10, 33]))
    def sell_with_a_discount(self, head: str, codes: list[str], percent: int) -> None:
        till = self.tills[head]
        with till.store.write() as unit:
            counter = counter_of(unit, at=self.clock.now())
            cart = cart_of(unit, counter, *codes).with_discount(Discount(Decimal(percent)))
            paid = exactly(cart.totals().taxed.gross)
            checkout.complete(unit, cart, [paid], counter)

    @rule(head=which, has_phone=some.booleans())
    def sell_to_somebody_new(self, head: str, has_phone: bool) -> None:
        number = next(self.numbers)
        phone = f"05012{number:05d}" if has_phone else ""
        sell_to(self.tills[head], add_customer(self.tills[head], f"Customer {number}", phone))

    @rule(head=which, has_code=some.booleans())
    def sell_something_new(self, head: str, has_code: bool) -> None:
        number = next(self.numbers)
        add_product(self.tills[head], f"P{number}", f"p-{number}" if has_code else "", opening=9)
        self.tills[head].sell(f"own-P{number}")

    @rule(head=which, delta=some.sampled_from([-2, -1, 1, 20]))
    def adjust(self, head: str, delta: int) -> None:
        self.tills[head].adjust(DATES, delta)

    @rule(head=which, forced=some.booleans())
    def sync(self, head: str, forced: bool) -> None:
        self.tills[head].round(forced=forced)

    @rule(head=which)
    def restart(self, head: str) -> None:
        self.tills[head].reopen()

    @rule(
        make=some.sampled_from(FAULTS),
        write=some.sampled_from(WRITES),
        times=some.integers(1, 3),
    )
    def break_a_write(self, make: Callable[[], Fault], write: tuple[str, str], times: int) -> None:
        self.server.fail(make(), method=write[0], path=write[1], times=times)

    @rule(make=some.sampled_from(LIES), path=some.sampled_from(LISTS), times=some.integers(1, 4))
    def break_a_list(self, make: Callable[[], Fault], path: str, times: int) -> None:
        self.server.fail(make(), method="GET", path=path, times=times)

    @rule()
    def heal(self) -> None:
        self.server.heal()

    @rule(product=some.integers(1, 4), quantity=some.integers(1, 3))
    def sell_elsewhere(self, product: int, quantity: int) -> None:
        if product in self.server.ledger.products:
            self.server.other_till.sell(product, quantity)

    @rule(quantity=some.integers(0, 200))
    def set_elsewhere(self, quantity: int) -> None:
        self.server.other_till.set(1, quantity)

    @rule(price=some.integers(1, 99))
    def change_a_price(self, price: int) -> None:
        self.server.ledger.change_product(1, price=Decimal(price))

    @rule()
    def add_a_product(self) -> None:
        number = next(self.numbers)
        fields = {"name": f"Office {number}", "price": Decimal(7), "stock": Decimal(3)}
        self.server.ledger.add_product(fields)

    @rule()
    def delete_a_product(self) -> None:
        if 3 in self.server.ledger.products:
            self.server.ledger.delete_product(3)

    @rule(seconds=some.sampled_from([1, 30, 70, 301, 4_000, DAY]))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds)

    @invariant()
    def nothing_is_booked_twice(self) -> None:
        assert set(self.server.ledger.references().values()) <= {1}

    def teardown(self) -> None:
        try:
            self.server.heal()
            events = -1
            while events != len(self.server.ledger.events):
                events = len(self.server.ledger.events)
                for till in self.tills.values():
                    rest(till, self.server)
            one, two = self.tills.values()
            judge(one, self.server, two)
            judge(two, self.server, one)
        finally:
            for till in self.tills.values():
                till.close()
            self.server.stop()
            shutil.rmtree(self.folder)


TwoTills.TestCase.settings = settings(
    derandomize=True, max_examples=25, stateful_step_count=40, deadline=None
)
TestTwoTills = TwoTills.TestCase
