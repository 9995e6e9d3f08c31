"""What goes in and out of the Salloq API, as its document shows it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.fakes.salloq_shop import (
    FREQUENCIES,
    Customer,
    Line,
    Order,
    Product,
    Subscription,
)

POINT = Decimal("0.01")  # what the document says that one is worth

# What the document says of each body and query: name, type, and * where it is required.
PRODUCT = {
    "name": "string*",
    "slug": "string*",
    "description": "string",
    "price": "number*",
    "stock_qty": "integer",
    "subscription_enabled": "boolean",
}
PRODUCT_CHANGE = {"name": "string", "price": "number", "stock_qty": "integer"}
ADDRESS = ("address", "city", "state", "zip", "country")
SHIPPING = {f"shipping_{each}": "string" for each in ADDRESS}
ORDER = {"customer_id": "integer*", "items": "array*", "promo_code": "string", **SHIPPING}
ITEM = {"product_id": "integer*", "qty": "integer*"}
STATUS = {"status": "string*", "tracking_number": "string"}
CUSTOMER_CHANGE = {
    "email": "string",
    "first_name": "string",
    "last_name": "string",
    "phone": "string",
}
CUSTOMER = CUSTOMER_CHANGE | {"email": "string*", "password": "string*"}
SUBSCRIPTION = {
    "customer_id": "integer*",
    "product_id": "integer*",
    "frequency_id": "integer*",
    "quantity": "integer*",
    "start_date": "string",
}
SUBSCRIPTION_CHANGE = {
    "quantity": "integer",
    "frequency_id": "integer",
    "next_billing_date": "string",
}
PAGE = {"page": "integer", "per_page": "integer"}
PRODUCTS_QUERY = PAGE | {
    "category": "string",
    "search": "string",
    "in_stock": "string",
    "subscription_enabled": "string",
}
ORDERS_QUERY = PAGE | {
    "customer_id": "integer",
    "status": "string",
    "date_from": "date",
    "date_to": "date",
    "is_subscription": "string",
}
STATUSES = {"pending", "processing", "shipped", "delivered", "cancelled"}


def product_row(product: Product) -> dict[str, Any]:
    """A product."""
    return {
        "id": product.id,
        "name": product.name,
        "slug": product.slug,
        "price": product.price,
        "description": product.description,
        "stock_qty": product.stock,
        "subscription_enabled": product.is_subscribable,
        "categories": list(product.categories),
        "images": [{"url": f"https://shop.example/{product.slug}.jpg", "is_primary": True}],
    }


def order_row(order: Order) -> dict[str, Any]:
    """An order as a list may show it."""
    return {
        "id": order.id,
        "customer_id": order.customer_id,
        "status": order.status,
        "subtotal": order.subtotal,
        "tax": order.tax,
        "shipping": order.shipping,
        "total": order.total,
        "tracking_number": order.tracking_number,
        "created_at": _time(order.created_at),
    }


def whole_order(order: Order) -> dict[str, Any]:
    """An order with its items and where it goes."""
    return order_row(order) | {"items": [item(each) for each in order.lines]} | dict(order.delivery)


def item(line: Line) -> dict[str, Any]:
    """A line of an order."""
    return {
        "product_id": line.product_id,
        "product_name": line.name,
        "qty": line.quantity,
        "price": line.price,
        "subtotal": line.subtotal,
    }


def customer_row(customer: Customer) -> dict[str, Any]:
    """A customer."""
    return {
        "id": customer.id,
        "email": customer.email,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "phone": customer.phone,
        "created_at": _time(customer.created_at),
    }


def subscription_row(found: Subscription) -> dict[str, Any]:
    """A subscription."""
    return {
        "id": found.id,
        "customer_id": found.customer_id,
        "product_id": found.product_id,
        "frequency_id": found.frequency_id,
        "frequency_name": FREQUENCIES[found.frequency_id],
        "quantity": found.quantity,
        "price": found.price,
        "status": found.status,
        "next_billing_date": found.next_billing.isoformat(),
        "created_at": _time(found.created_at),
    }


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
