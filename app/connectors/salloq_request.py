"""What is sent to Salloq, and what its answers say of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from http import HTTPStatus

from app.connectors import _envelope, _errors, _json
from app.connectors import salloq_answer as answers
from app.connectors._json import Fields
from app.sync.contract import (
    Ack,
    CustomerChange,
    InvoiceItem,
    InvoicePush,
    OrderChange,
    OrderPush,
    ProductPush,
    Push,
    RemoteOrder,
    StockPush,
)
from app.sync.problem import Rejected

Request = tuple[str, str, Fields]  # method, path, body

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 80
_TAIL = 6  # digits that tell apart two products of one name
_ADDRESS = {
    "shipping_address": "street",
    "shipping_city": "city",
    "shipping_state": "state",
    "shipping_zip": "zip",
    "shipping_country": "country",
}


def of(record: Push, *, hint: str) -> Request:
    """The request that sends a record; Rejected where Salloq can't take it as it is."""
    match record:
        case InvoicePush():
            return "POST", "/orders", _order(record.customer_id, record.items)
        case OrderPush():
            order = _order(record.customer_id, record.items)
            return "POST", "/orders", order | _delivery(record)
        case ProductPush(id=None):
            return "POST", "/products", _new_product(record.fields, hint)
        case _:
            return _change(record)


def ack(record: Push, said: Fields) -> Ack:
    """What an answer says of the record; raises OutcomeUnknown where it says no clear yes."""
    match record:
        case InvoicePush() | OrderPush():
            made = answers.order(_envelope.record(said, "order"))
            if made is None:
                raise _errors.unknown("no_id")
            order_id, order = made
            return Ack(order_id, total=order.total, order=_if_shown(order))
        case ProductPush(id=None):
            product_id = answers.identity_of(_envelope.record(said, "product"), "product")
            if not product_id:
                raise _errors.unknown("no_id")
            return Ack(product_id)
        case _:
            answers.done(said)
            return _ack_of_change(record, said)


# Changes of what is there


def _change(record: Push) -> Request:
    match record:
        case ProductPush(id=str() as known):
            kept = {
                name: record.fields[name] for name in ("name", "price") if name in record.fields
            }
            return "PATCH", answers.at("/products", known), kept
        case StockPush():
            level = {"stock_qty": _pieces(record.quantity)}
            return "PATCH", answers.at("/products", record.product_id), level
        case OrderChange():
            step = {"status": record.status, "tracking_number": record.tracking_number}
            return "PATCH", answers.at("/orders", record.id) + "/status", _filled(step)
        case CustomerChange():
            return "PATCH", answers.at("/customers", record.id), _customer(record.fields)
        case _:
            raise _errors.no_call("salloq", record)


def _ack_of_change(record: Push, said: Fields) -> Ack:
    match record:
        case ProductPush(id=str() as known) | CustomerChange(id=known):
            return Ack(known)
        case StockPush():
            level = _json.number(_envelope.record(said, "product").get("stock_qty"))
            return Ack(record.product_id, quantity=level)
        case OrderChange():
            shown = answers.order(_envelope.record(said, "order"))
            return Ack(record.id, order=_if_shown(shown[1]) if shown else None)
        case _:
            raise _errors.no_call("salloq", record)


def _if_shown(order: RemoteOrder) -> RemoteOrder | None:
    """The order, unless the answer tells little more than its id."""
    return order if order.status else None


# Bodies


def _order(customer_id: str | None, items: Iterable[InvoiceItem]) -> Fields:
    """What is bought and by whom; the prices are the server's."""
    if not customer_id:
        raise _refused("no_customer", "Salloq takes orders of customers only. Choose a customer.")
    return {
        "customer_id": _json.identifier(customer_id),
        "items": [
            {"product_id": _json.identifier(item.product_id), "qty": _sold(item.quantity)}
            for item in items
        ],
    }


def _delivery(record: OrderPush) -> Fields:
    address = {name: record.address.get(part, "") for name, part in _ADDRESS.items()}
    return _filled(address | {"promo_code": record.promo_code})


def _new_product(fields: Mapping[str, str | Decimal | None], hint: str) -> Fields:
    name, stock = fields.get("name"), fields.get("stock")
    return {
        "name": name,
        "slug": _slug(str(name), hint),
        "price": fields.get("price"),
        "stock_qty": _pieces(stock) if isinstance(stock, Decimal) else 0,
        "subscription_enabled": False,
    }


def _customer(fields: Mapping[str, str]) -> Fields:
    body: Fields = {name: fields[name] for name in ("phone", "email") if name in fields}
    if "name" in fields:
        first, space, last = fields["name"].strip().rpartition(" ")
        body["first_name"], body["last_name"] = (first.strip(), last) if space else (last, "")
    return body


def _slug(name: str, hint: str) -> str:
    """The name in plain letters, and a tail that tells products of one name apart."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = _NO_LETTER.sub("-", plain)[:_LONGEST_SLUG].strip("-") or "product"
    return f"{words}-{sha256(hint.encode()).hexdigest()[:_TAIL]}"


def _sold(quantity: Decimal) -> int:
    if quantity <= 0:
        raise _refused("not_sold", "Salloq takes no returns: a quantity is one or more.")
    return _pieces(quantity)


def _pieces(quantity: Decimal) -> int:
    if quantity != quantity.to_integral_value():
        raise _refused("not_whole", "Salloq counts whole pieces only.")
    return int(quantity)


def _refused(code: str, message: str) -> Rejected:
    return Rejected(code, message, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _filled(body: Mapping[str, str]) -> Fields:
    return {name: value for name, value in body.items() if value}
