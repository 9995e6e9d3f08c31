"""What is sent to StackNex: the fields of the document's order, and their like for the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.connectors import _json
from app.connectors._json import Fields
from app.connectors.stacknex_answer import MAIN
from app.sync.contract import (
    CategoryPush,
    CustomerChange,
    CustomerPush,
    InvoicePush,
    OrderChange,
    ProductPush,
    Push,
    StockPush,
)
from app.sync.problem import Rejected

_PRODUCT_FIELDS = {
    "name": "name",
    "price": "price",
    "sku": "sku",
    "barcode": "barcode",
    "cost": "cost",
    "category": "categoryId",
    "tax_rate": "taxRate",
}


def made(record: Push) -> tuple[str, Fields] | None:
    """The collection and body of a record to be made; None for one that is there already.

    Raises Rejected no_location for a sale at no location.
    """
    match record:
        case InvoicePush():
            return "orders", _order(record)
        case ProductPush(id=None):
            return "products", _product(record)
        case CustomerPush():
            body = {"name": record.name, "phone": record.phone, "email": record.email}
            return "customers", {name: value for name, value in body.items() if value}
        case CategoryPush():
            return "categories", {"name": record.name}
        case _:
            return None


def changed(record: Push) -> tuple[str, str, Fields] | None:
    """The collection, id and changed fields of a record; None where nothing of one is changed."""
    match record:
        case ProductPush(id=str(product_id)):
            return "products", product_id, _product(record)
        case CustomerChange():
            return "customers", record.id, dict(record.fields)
        case OrderChange():
            return "orders", record.id, {"status": record.status}
        case _:
            return None


def stock(record: StockPush) -> Fields:
    """The body of a change of stock."""
    body: Fields = {
        "productId": record.product_id,
        "locationId": record.warehouse_id,
        "quantity": _json.amount(record.quantity),
        "notes": record.notes,
    }
    if record.warehouse_id == MAIN:
        del body["locationId"]
    return body


def _order(record: InvoicePush) -> Fields:
    if not record.location_id:
        sentence = "StackNex books a sale at a location: the setting location_id is missing."
        raise Rejected("no_location", sentence, status=0)
    return {
        "locationId": record.location_id,
        "items": [
            {
                "productId": item.product_id,
                "quantity": _json.amount(item.quantity),
                "unitPrice": item.price,
            }
            for item in record.items
        ],
        "paymentMethod": record.method,
    }


def _product(record: ProductPush) -> Fields:
    """Only what is said; in a new product nothing is null."""
    return {
        _PRODUCT_FIELDS[name]: _value(name, value)
        for name, value in record.fields.items()
        if name in _PRODUCT_FIELDS and (record.id is not None or value is not None)
    }


def _value(name: str, value: str | Decimal | None) -> Any:
    return _json.amount(value) if name == "tax_rate" and isinstance(value, Decimal) else value
