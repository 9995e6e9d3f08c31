"""What each call answers, as the API's own document shows it."""

from __future__ import annotations

from typing import Any

PRODUCT = {
    "id": 1,
    "name": "Espresso",
    "name_ar": "إسبريسو",
    "price": 3.50,
    "cost": 1.20,
    "barcode": "8901234567890",
    "category_id": 2,
    "tax_rate": 15,
    "stock": 100,
}
LEVEL = {
    "product_id": 1,
    "product_name": "Espresso",
    "warehouse_id": 1,
    "warehouse_name": "Main",
    "quantity": 84,
}
ITEMS = [
    {"product_id": 1, "quantity": 2, "price": 3.50},
    {"product_id": 3, "quantity": 1, "price": 12.00},
]
INVOICE = {
    "id": 1084,
    "invoice_id": 1084,
    "customer_id": 5,
    "payment_method": "card",
    "account_id": 2,
    "notes": "POS:A1-000123:8F3K2QX",
    "total": 19.00,
    "status": "paid",
    "date": "2026-04-24",
    "created_at": "2026-04-24T10:32:00.000Z",
    "items": ITEMS,
}
CUSTOMER = {
    "id": 5,
    "name": "Ahmed Al-Amin",
    "phone": "+966501234567",
    "email": "ahmed@example.com",
    "balance": 0,
}


def _page(row: dict[str, Any]) -> dict[str, Any]:
    return {"success": True, "data": [row], "total": 84, "page": 1, "limit": 50}


PRODUCTS = _page(PRODUCT)
INVOICES = _page(INVOICE)
CUSTOMERS = _page(CUSTOMER)
INVENTORY = {"success": True, "data": [LEVEL], "total": 1}
PRODUCT_CREATED = {"success": True, "product_id": 42, "message": "Product created"}
PRODUCT_UPDATED = {"success": True, "message": "Product updated"}
STOCK_UPDATED = {"success": True, "message": "Stock updated", "new_quantity": 150}
INVOICE_CREATED = {"success": True, "invoice_id": 1084, "total": 19.00, "status": "paid"}
CUSTOMER_CREATED = {"success": True, "customer_id": 31, "message": "Customer created"}
HEALTH = {
    "status": "ok",
    "business": "My Store",
    "timestamp": "2026-04-24T10:32:00Z",
    "server": "sanduq-hub",
    "version": "0.1.0",
    "capabilities": [
        "idempotency_key",
        "lookup_by_reference",
        "deducts_stock",
        "decimal_stock",
        "conditional_stock",
    ],
    "currency": "SAR",
}


def answering(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The answer of a call, for its description."""
    content = {"application/json": {"example": example}}
    refused = {"success": False, "error": "unknown_product", "message": "There is no product 99."}
    return {
        200: {"description": "Done", "content": content},
        "4XX": {
            "description": "Refused, and nothing was changed",
            "content": {"application/json": {"example": refused}},
        },
    }
