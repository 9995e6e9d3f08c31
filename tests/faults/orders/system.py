"""The four systems as these tests see them: a fake server each, and what really happened there.

Products and orders are the same everywhere: six soaps and forty brushes, and somebody who wants two
brushes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from app.domain.backend import BackendSettings
from tests.fakes import apexloge, commerce, salloq, salloq_shop, stacknex
from tests.fakes.apexloge import ApexlogeServer
from tests.fakes.commerce import CommerceServer
from tests.fakes.commerce_books import Item
from tests.fakes.commerce_books import Order as MarketOrder
from tests.fakes.commerce_books import Product as MarketProduct
from tests.fakes.salloq import SalloqServer
from tests.fakes.server import FakeServer
from tests.fakes.stacknex import StackNexServer
from tests.sync.till import QUICK

# A busy machine may take a second; what never answers is given less by its own test.
PATIENT = replace(QUICK, deadline_seconds=Decimal(2))

BRUSH, SOAP = "Brush", "Soap"
PRICES = {BRUSH: Decimal("7.50"), SOAP: Decimal("3.00")}
AT_FIRST = {BRUSH: 40, SOAP: 6}
WANTED = 2  # brushes of an online order
CUSTOMER = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"

Now = Callable[[], datetime]


class System(ABC):
    """A fake server, how a till is set up for it, and its ledger."""

    kind: ClassVar[str]
    name: ClassVar[str]
    ready: ClassVar[str]
    finish: ClassVar[str]
    takes_sales: ClassVar[bool] = True
    places: ClassVar[bool] = False
    # The paths below its base at which a sale is made and an order changed.
    sale_path: ClassVar[str] = "/orders"
    step_path: ClassVar[str] = "/orders/*"
    server: FakeServer
    complaints: list[str]
    key: str
    settings: BackendSettings = PATIENT

    @abstractmethod
    def order(self, number: int, *, ago: float = 60) -> str:
        """A customer orders online; the order's id."""

    @abstractmethod
    def status(self, order_id: str) -> str:
        """How far an order is."""

    @abstractmethod
    def become(self, order_id: str, status: str) -> None:
        """Somebody else changes an order."""

    @abstractmethod
    def forget(self, order_id: str) -> None:
        """The order is gone."""

    @property
    @abstractmethod
    def steps(self) -> list[tuple[str, str]]:
        """Every status that a client gave an order, as (order, status)."""

    @abstractmethod
    def sales(self) -> dict[str, tuple[dict[str, int], Decimal]]:
        """What clients booked: quantities by product, and the total."""

    @abstractmethod
    def stock(self, product: str) -> int:
        """What the server has of a product."""

    @property
    def refunds(self) -> list[str]:
        """The orders that were cancelled, each as often as it was."""
        return [order_id for order_id, status in self.steps if status == "cancelled"]


class Salon(System):
    """Apexloge: takes no sales, and is told what may be sold."""

    kind, name, key = "apexloge", "salon", apexloge.KEY
    ready, finish, takes_sales = "ready_for_pickup", "picked_up", False

    def __init__(self, now: Now) -> None:
        self.now = now
        products = [
            apexloge.Product(id=each.lower(), name=each, price=PRICES[each], stock_count=stock)
            for each, stock in AT_FIRST.items()
        ]
        self.server: ApexlogeServer = ApexlogeServer(products=products, now=now)
        self.complaints = self.server.complaints

    def order(self, number: int, *, ago: float = 60) -> str:
        line = apexloge.Line("brush", BRUSH, WANTED, PRICES[BRUSH])
        made = apexloge.Order(
            f"order-{number}", f"AL-{number}", self.now() - timedelta(seconds=ago), (line,)
        )
        self.server.orders[made.id] = made
        return made.id

    def status(self, order_id: str) -> str:
        return self.server.orders[order_id].status

    def become(self, order_id: str, status: str) -> None:
        order = self.server.orders[order_id]
        self.server.orders[order_id] = replace(order, status=status, updated_at=self.now())

    def forget(self, order_id: str) -> None:
        del self.server.orders[order_id]

    @property
    def steps(self) -> list[tuple[str, str]]:
        return [(each.id, each.fields["status"]) for each in self.server.done("order")]

    @property
    def refunds(self) -> list[str]:
        return self.server.refunds

    def sales(self) -> dict[str, tuple[dict[str, int], Decimal]]:
        return {}

    def stock(self, product: str) -> int:
        return self.server.products[product.lower()].stock_count


class Web(System):
    """Salloq: prices sales itself, and its orders bear no reference."""

    kind, name, key = "salloq", "web", salloq.KEY
    ready, finish, places = "processing", "delivered", True
    step_path = "/orders/*/status"
    settings = replace(PATIENT, customer_id="2187")

    def __init__(self, now: Now) -> None:
        self.now = now
        products = [
            salloq_shop.Product(
                id=number, name=each, slug=each.lower(), price=PRICES[each], stock=stock
            )
            for number, (each, stock) in enumerate(AT_FIRST.items(), 1)
        ]
        somebody = salloq_shop.Customer(2186, "j@example.com", "Jane", "Smith", "555-0123", now())
        counter = replace(somebody, id=2187, email="c@example.com", first_name="Counter")
        self.server: SalloqServer = SalloqServer(
            products=products, customers=[somebody, counter], first_order=307, now=now
        )
        self.complaints = self.server.complaints
        self._online: set[str] = set()
        self._steps: list[tuple[str, str]] = []
        shop = self.server.shop
        shop.add_order = partial(shop.add_order, shipping=Decimal(0))  # type: ignore[method-assign]
        self._change = shop.change_order
        shop.change_order = self._changed  # type: ignore[method-assign]

    def _changed(self, order_id: int, **fields: Any) -> salloq_shop.Order:
        self._steps.append((str(order_id), fields["status"]))
        return self._change(order_id, **fields)

    def order(self, number: int, *, ago: float = 60) -> str:
        del number
        line = salloq_shop.Line(1, BRUSH, WANTED, PRICES[BRUSH])
        made = self.server.shop.add_order(
            2186, [line], created_at=self.now() - timedelta(seconds=ago)
        )
        self._online.add(str(made.id))
        return str(made.id)

    def status(self, order_id: str) -> str:
        return self.server.shop.orders[int(order_id)].status

    def become(self, order_id: str, status: str) -> None:
        self._change(int(order_id), status=status)

    def forget(self, order_id: str) -> None:
        del self.server.shop.orders[int(order_id)]

    @property
    def steps(self) -> list[tuple[str, str]]:
        return self._steps

    def sales(self) -> dict[str, tuple[dict[str, int], Decimal]]:
        return {
            str(each.id): ({line.name: line.quantity for line in each.lines}, each.total)
            for each in self.server.shop.orders.values()
            if str(each.id) not in self._online
        }

    def stock(self, product: str) -> int:
        return next(
            each.stock for each in self.server.shop.products.values() if each.name == product
        )


class Cloud(System):
    """StackNex: books what it is told, at one location; without a reference."""

    kind, name = "stacknex", "cloud"
    ready, finish = "processing", "completed"
    settings = replace(PATIENT, location_id="loc_1", warehouse_id="loc_1")

    def __init__(self, now: Now, key: str = stacknex.KEY) -> None:
        self.now, self.key = now, key
        if key == stacknex.LIVE_KEY:
            self.settings = replace(self.settings, trust_unproven="yes")
        products = [{"id": _prod(each), "name": each, "price": PRICES[each]} for each in AT_FIRST]
        shelves = [
            {
                "id": f"inv_{number}",
                "productId": _prod(each),
                "locationId": "loc_1",
                "locationName": "Main",
                "quantity": stock,
            }
            for number, (each, stock) in enumerate(AT_FIRST.items(), 1)
        ]
        sara = {"id": "cust_1", "name": "Sara Ali", "phone": "+966509876543"}
        tables: dict[str, list[stacknex.Row]] = {
            "products": products,
            "inventory": shelves,
            "customers": [sara],
        }
        self.server: StackNexServer = StackNexServer(tables=tables, now=now)
        self.complaints = self.server.complaints

    def order(self, number: int, *, ago: float = 60) -> str:
        row = {
            "id": f"ord_online{number}",
            "orderNumber": f"ORD-{number}",
            "status": "pending",
            "total": WANTED * PRICES[BRUSH],
            "items": [{"productId": _prod(BRUSH), "quantity": WANTED, "unitPrice": PRICES[BRUSH]}],
            "createdAt": (self.now() - timedelta(seconds=ago)).isoformat(),
        }
        self.server.tables["orders"][str(row["id"])] = row
        shelf = next(iter(self.server.tables["inventory"].values()))
        shelf["quantity"] -= WANTED
        return str(row["id"])

    def status(self, order_id: str) -> str:
        return str(self.server.tables["orders"][order_id]["status"])

    def become(self, order_id: str, status: str) -> None:
        self.server.tables["orders"][order_id]["status"] = status

    def forget(self, order_id: str) -> None:
        del self.server.tables["orders"][order_id]

    @property
    def steps(self) -> list[tuple[str, str]]:
        return [
            (each.id, each.fields["status"])
            for each in self.server.deeds
            if (each.what, each.collection) == ("change", "orders")
        ]

    def sales(self) -> dict[str, tuple[dict[str, int], Decimal]]:
        names = {_prod(each): each for each in AT_FIRST}
        return {
            order_id: (
                {names[each["productId"]]: int(each["quantity"]) for each in row["items"]},
                row["total"],
            )
            for order_id, row in self.server.tables["orders"].items()
            if "online" not in order_id
        }

    def stock(self, product: str) -> int:
        return int(self.server.level(_prod(product), "loc_1"))


class Market(System):
    """Commerce: prices sales itself, and its notes bear our reference."""

    kind, name, key = "commerce", "market", commerce.KEY
    ready, finish, places = "confirmed", "delivered", True
    step_path = "/orders/*/status"
    settings = replace(PATIENT, customer_id=CUSTOMER)

    def __init__(self, now: Now) -> None:
        self.now = now
        products = [
            MarketProduct(_uuid(number), each, PRICES[each], f"SKU-{number}", stock=stock)
            for number, (each, stock) in enumerate(AT_FIRST.items(), 1)
        ]
        self.server: CommerceServer = CommerceServer(products=products, now=now)
        self.complaints = self.server.complaints
        self._online: set[str] = set()

    def order(self, number: int, *, ago: float = 60) -> str:
        made = MarketOrder(
            _uuid(1000 + number),
            CUSTOMER,
            (Item(_uuid(1), BRUSH, WANTED, PRICES[BRUSH]),),
            WANTED * PRICES[BRUSH],
            self.now() - timedelta(seconds=ago),
        )
        self.server.orders[made.id] = made
        brush = self.server.products[_uuid(1)]
        self.server.products[brush.id] = replace(brush, stock=brush.stock - WANTED)
        self._online.add(made.id)
        return made.id

    def status(self, order_id: str) -> str:
        return self.server.orders[order_id].status

    def become(self, order_id: str, status: str) -> None:
        self.server.orders[order_id] = replace(self.server.orders[order_id], status=status)

    def forget(self, order_id: str) -> None:
        del self.server.orders[order_id]

    @property
    def steps(self) -> list[tuple[str, str]]:
        return [
            (each.id, each.fields["status"])
            for each in self.server.deeds
            if "status" in each.fields
        ]

    def sales(self) -> dict[str, tuple[dict[str, int], Decimal]]:
        return {
            each.id: ({item.name: item.quantity for item in each.items}, each.total)
            for each in self.server.orders.values()
            if each.id not in self._online
        }

    def stock(self, product: str) -> int:
        return next(each.stock for each in self.server.products.values() if each.name == product)


SYSTEMS: Mapping[str, Callable[[Now], System]] = {
    "apexloge": Salon,
    "salloq": Web,
    "stacknex": Cloud,
    "stacknex live": partial(Cloud, key=stacknex.LIVE_KEY),
    "commerce": Market,
}

# One of each kind.
KINDS = ("apexloge", "salloq", "stacknex", "commerce")
# Those that sales go to.
BOOKS = tuple(name for name in SYSTEMS if name != "apexloge")


def _prod(product: str) -> str:
    return f"prod_{product.lower()}"


def _uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"
