"""Trying out StackNex's writes in its sandbox: each is done once and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from http import HTTPStatus

from app.connectors import _json
from app.connectors import stacknex_answer as answers
from app.domain import order_flow
from app.sync.contract import (
    Ack,
    Answer,
    Capability,
    CategoryPush,
    Connector,
    CustomerChange,
    CustomerPush,
    Finding,
    InvoiceItem,
    InvoicePush,
    OrderChange,
    ProductPush,
    ProductRemoval,
    Push,
    StockPush,
)
from app.sync.problem import Rejected, SyncProblem

# One object by collection and id, in its envelope; None where it can't be read.
Shown = Callable[[str, str], object]

_PROVEN = Finding(Answer.YES, "proven in the sandbox")
# A server that has no such call at all says so by these.
_ABSENT = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}

_PRICE, _NEW_PRICE = Decimal("4.99"), Decimal("5.99")
_QUANTITY = Decimal(7)
_PHONE, _NEW_PHONE = "+966500000001", "+966500000002"


class _Unproven(Exception):
    """A step can't be taken, or what it did does not show."""


def prove(connector: Connector, shown: Shown, *, run: str) -> Iterator[tuple[Capability, Finding]]:
    """Make and change one record of each kind, and tell what came of it; the product is deleted.

    `run` tells this time apart from others. A step that fails stops only those that need it.
    """
    return _Proof(connector, shown, run).findings()


class _Proof:
    """One run: what it has made so far."""

    def __init__(self, connector: Connector, shown: Shown, run: str) -> None:
        self._connector = connector
        self._shown = shown
        self._run = run
        self._name = f"Sanduq test {run}"
        self._pushed = 0
        self._made: dict[str, Ack] = {}
        self._location = ""

    def findings(self) -> Iterator[tuple[Capability, Finding]]:
        """The steps in an order in which each has what it needs."""
        steps: dict[Capability, Callable[[], None]] = {
            Capability.CREATE_CATEGORY: self._make_category,
            Capability.CREATE_PRODUCT: self._make_product,
            Capability.UPDATE_PRODUCT: self._change_product,
            Capability.SET_STOCK: self._set_stock,
            Capability.CREATE_CUSTOMER: self._make_customer,
            Capability.UPDATE_CUSTOMER: self._change_customer,
            Capability.CREATE_INVOICE: self._make_order,
            Capability.UPDATE_ORDER: self._change_order,
            Capability.DELETE_PRODUCT: self._delete_product,
        }
        for what, step in steps.items():
            yield what, _found(step)

    def _make_category(self) -> None:
        self._made["category"] = self._push(CategoryPush(self._name))

    def _make_product(self) -> None:
        fields: dict[str, str | Decimal | None] = {
            "name": self._name,
            "price": _PRICE,
            "sku": f"SANDUQ-{self._run}",
        }
        if category := self._made.get("category"):
            fields["category"] = category.id
        self._made["product"] = self._push(ProductPush(fields))

    def _change_product(self) -> None:
        product_id = self._id("product")
        self._push(ProductPush({"price": _NEW_PRICE}, product_id))
        price = self._field("products", product_id, "price")
        if _json.number(price) not in {None, _NEW_PRICE}:
            raise _Unproven(f"the price was set to {_NEW_PRICE} and reads {price}")

    def _set_stock(self) -> None:
        product_id = self._id("product")
        location = self._a_location()
        self._push(StockPush(product_id, location, _QUANTITY, self._name))
        levels = self._connector.level(product_id)
        told = [level.quantity for level in levels if level.warehouse_id == location]
        if told != [_QUANTITY]:
            raise _Unproven(f"the stock was set to {_QUANTITY} and does not read so")

    def _make_customer(self) -> None:
        email = f"sanduq-test-{self._run}@example.com"
        self._made["customer"] = self._push(CustomerPush(self._name, _PHONE, email))

    def _change_customer(self) -> None:
        customer_id = self._id("customer")
        self._push(CustomerChange(customer_id, {"phone": _NEW_PHONE}))
        if self._field("customers", customer_id, "phone") not in {None, _NEW_PHONE}:
            raise _Unproven("the phone number was changed and does not read so")

    def _make_order(self) -> None:
        item = InvoiceItem(self._id("product"), Decimal(1), _NEW_PRICE)
        sale = InvoicePush(
            reference="",
            items=(item,),
            total=_NEW_PRICE,
            method="cash",
            notes="",
            location_id=self._a_location(),
        )
        self._made["order"] = self._push(sale)

    def _change_order(self) -> None:
        order_id = self._id("order")
        order = self._made["order"].order
        steps = order_flow.steps(self._connector.kind, order.status if order else "")
        # One that is finished stays what it is: what counts is whether the call is taken.
        status = steps[0].status if steps else order_flow.FLOWS[self._connector.kind].finish
        self._push(OrderChange(order_id, status))
        if self._field("orders", order_id, "status") not in {None, status}:
            raise _Unproven("the status was changed and does not read so")

    def _delete_product(self) -> None:
        product_id = self._id("product")
        self._push(ProductRemoval(product_id))
        left = answers.product(answers.one(self._shown("products", product_id), "products"))
        if left is not None and left[1] is not None:
            raise _Unproven("the product was deleted and is still there")

    def _push(self, record: Push) -> Ack:
        self._pushed += 1
        return self._connector.push(record, idempotency_key=f"prove:{self._run}:{self._pushed}")

    def _id(self, noun: str) -> str:
        if noun not in self._made:
            raise _Unproven(f"not tried, since no {noun} could be made")
        return self._made[noun].id

    def _field(self, collection: str, item_id: str, name: str) -> object:
        return answers.one(self._shown(collection, item_id), collection).get(name)

    def _a_location(self) -> str:
        """Where the inventory keeps anything at all."""
        if not self._location:
            levels = (level for rows in self._connector.levels() for level in rows)
            self._location = next((level.warehouse_id for level in levels), "")
        if not self._location:
            raise _Unproven("not tried, since the inventory names no location")
        return self._location


def _found(step: Callable[[], None]) -> Finding:
    try:
        step()
    except Rejected as problem:
        answer = Answer.NO if problem.status in _ABSENT else Answer.UNKNOWN
        return Finding(answer, problem.message)
    except SyncProblem as problem:
        return Finding(Answer.UNKNOWN, problem.message)
    except _Unproven as problem:
        return Finding(Answer.UNKNOWN, str(problem))
    return _PROVEN
