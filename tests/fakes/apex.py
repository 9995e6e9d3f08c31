"""The Apex POS API as its document tells it, over books of its own.

Also a program, for trying things by hand and for tests with several processes:
`python -m tests.fakes.apex --port 0 --key apx_x --products 100 [--state FILE]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.fakes.form import Refused, read_body, read_fields, read_query
from tests.fakes.ledger import (
    API,
    Customer,
    Invoice,
    Item,
    Ledger,
    Product,
    Warehouse,
    exact_total,
)
from tests.fakes.other_till import OtherTill
from tests.fakes.sample import sample
from tests.fakes.server import FakeServer
from tests.fakes.wire import Answer, Request, answer_json

KEY = "apx_test_key"
MAIN = Warehouse(1, "Main")

# What the document says of each body and query: name, type, and * where it is required.
_PRODUCT = {
    "name": "string*",
    "name_ar": "string",
    "price": "number*",
    "cost": "number",
    "barcode": "string",
    "category_id": "integer",
    "tax_rate": "number",
    "stock": "integer",
}
_STOCK = {
    "product_id": "integer*",
    "warehouse_id": "integer*",
    "quantity": "integer*",
    "notes": "string",
}
_INVOICE = {
    "customer_id": "integer",
    "items": "array*",
    "payment_method": "string",
    "account_id": "integer",
    "notes": "string",
}
_ITEM = {"product_id": "integer*", "quantity": "number*", "price": "number"}
_CUSTOMER = {
    "name": "string*",
    "phone": "string",
    "email": "string",
    "address": "string",
    "credit_limit": "number",
}
_PRODUCTS_QUERY = {"page": "integer", "limit": "integer", "category_id": "integer"}
_STOCK_QUERY = {"warehouse_id": "integer"}
_INVOICES_QUERY = {"status": "string", "date_from": "date", "date_to": "date", "page": "integer"}
_CUSTOMERS_QUERY = {"search": "string", "page": "integer"}
_METHODS = {"cash", "card", "bank"}
_STATUSES = {"paid", "partial", "unpaid"}


@dataclass(slots=True)
class Knobs:
    """What the document leaves open, and what may be wrong; may be turned while it runs."""

    business: str = "My Store"
    keys: set[str] = field(default_factory=lambda: {KEY})
    health: dict[str, object] = field(default_factory=dict)  # fields beside or instead
    decimals: int = 2  # of the currency
    total_of: Callable[[Sequence[Item], int], Decimal] = exact_total
    deducts_stock: bool = True
    sells_from: int = 1  # the warehouse that invoices take from
    refuses_shortage: bool = False
    invoice_status: str = "paid"
    shows_notes: bool = True  # in the rows of GET /invoices
    shows_totals: bool = True
    newest_first: bool = True  # order of GET /invoices
    page_size: int = 50  # unless `limit` is given
    page_cap: int = 100
    tells_total: tuple[str, ...] = ("products",)  # lists with total, page and limit around them
    products_by: str = "id"  # or "name", "newest": orders that shift
    product_stock: str = "sum"  # of all warehouses, or "initial": never told again
    patch_by: str = "product"  # the id of PATCH /inventory/{id}; or "body" (ignored), or "row"
    phone_search: str = "text"  # or "digits"
    created: int = 200  # status of a POST that worked


class ApexServer(FakeServer):
    """The API on a port of its own; what a client sends beyond the document is complained of."""

    base = "/rest_api/v1"

    def __init__(
        self,
        knobs: Knobs | None = None,
        *,
        products: int | Sequence[Product] = 3,
        customers: Sequence[Customer] = (),
        warehouses: Sequence[Warehouse] = (MAIN,),
        first_invoice: int = 1,
        port: int = 0,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(port=port, now=now)
        self.knobs = knobs or Knobs()
        self.complaints: list[str] = []
        self.ledger = Ledger(
            products=sample(products) if isinstance(products, int) else products,
            customers=customers,
            warehouses=warehouses,
            now=self.now,
            first_invoice=first_invoice,
        )
        self._routes: dict[tuple[str, str], Callable[[Request, int], Answer]] = {
            ("GET", "products"): self._list_products,
            ("POST", "products"): self._create_product,
            ("PUT", "products/"): self._update_product,
            ("GET", "inventory"): self._list_inventory,
            ("PATCH", "inventory/"): self._set_stock,
            ("POST", "invoices"): self._create_invoice,
            ("GET", "invoices"): self._list_invoices,
            ("GET", "customers"): self._list_customers,
            ("POST", "customers"): self._create_customer,
            ("GET", "health"): self._health,
        }

    def respond(self, request: Request) -> Answer:
        """Check the key, find the endpoint, answer."""
        try:
            if request.headers.get("x-api-key") not in self.knobs.keys:
                return _refusal(401, "Invalid API key")
            found = re.fullmatch(r"/([a-z]+)(?:(/)([0-9]+))?", request.target.path)
            name, slash, number = found.groups("") if found else ("", "", "")
            route = self._routes.get((request.target.method, name + slash))
            if route:
                return route(request, int(number or 0))
            known = any(each == name + slash for _, each in self._routes)
            return _refusal(405, "Method not allowed") if known else _refusal(404, "Not found")
        except Refused as refused:
            return _refusal(refused.status, str(refused))

    # Products

    def _list_products(self, request: Request, _: int) -> Answer:
        query = read_query(request, _PRODUCTS_QUERY, self._complain)
        category = query.get("category_id")
        with self.ledger.lock:
            found = list(self.ledger.products.values())
            if category is not None:
                found = [each for each in found if each.category_id == category]
            if self.knobs.products_by == "name":
                found.sort(key=lambda each: each.name)
            elif self.knobs.products_by == "newest":
                found.reverse()
            return self._page("products", found, query, self._product_row)

    def _product_row(self, product: Product) -> dict[str, Any]:
        stock = product.stock
        if self.knobs.product_stock == "sum":
            levels = (self.ledger.level(product.id, each) for each in self.ledger.warehouses)
            stock = sum(levels, Decimal(0))
        return {
            "id": product.id,
            "name": product.name,
            "name_ar": product.name_ar,
            "price": product.price,
            "cost": product.cost,
            "barcode": product.barcode,
            "category_id": product.category_id,
            "tax_rate": product.tax_rate,
            "stock": _plain(stock),
        }

    def _create_product(self, request: Request, _: int) -> Answer:
        fields = read_body(request, _PRODUCT, self._complain)
        fields["stock"] = Decimal(fields.get("stock", 0))
        product = self.ledger.add_product(fields, by=API)
        return self._created(product_id=product.id, message="Product created")

    def _update_product(self, request: Request, number: int) -> Answer:
        optional = {name: kind.rstrip("*") for name, kind in _PRODUCT.items()}
        fields = read_body(request, optional, self._complain, nullable=True)
        if any(fields.get(name, "") is None for name in ("name", "price", "stock")):
            raise Refused(422, "name, price and stock can't be null")
        stock = fields.pop("stock", None)
        with self.ledger.lock:
            self._known(number, self.ledger.products, 404, "Product")
            self.ledger.change_product(number, by=API, **fields)
            if stock is not None:
                level = (number, self.knobs.sells_from)
                self.ledger.set_level(level, Decimal(stock), notes="PUT", by=API)
        return _ok(message="Product updated")

    # Stock

    def _list_inventory(self, request: Request, _: int) -> Answer:
        wanted = read_query(request, _STOCK_QUERY, self._complain).get("warehouse_id")
        with self.ledger.lock:
            rows = [
                {
                    "product_id": product,
                    "product_name": self.ledger.products[product].name,
                    "warehouse_id": warehouse,
                    "warehouse_name": self.ledger.warehouses[warehouse].name,
                    "quantity": _plain(quantity),
                }
                for (product, warehouse), quantity in self.ledger.levels().items()
                if wanted in {None, warehouse}
            ]
        return _ok(data=rows)

    def _set_stock(self, request: Request, number: int) -> Answer:
        fields = read_body(request, _STOCK, self._complain)
        product, warehouse = fields["product_id"], fields["warehouse_id"]
        quantity = Decimal(fields["quantity"])
        with self.ledger.lock:
            self._known(product, self.ledger.products, 404, "Product")
            self._known(warehouse, self.ledger.warehouses, 404, "Warehouse")
            if self.knobs.patch_by == "row":
                rows = list(self.ledger.levels())
                if not 1 <= number <= len(rows):
                    raise Refused(404, "Inventory row not found")
                product, warehouse = rows[number - 1]
            elif self.knobs.patch_by == "product" and number != product:
                raise Refused(422, "product_id is another product's")
            notes = fields.get("notes", "")
            self.ledger.set_level((product, warehouse), quantity, notes=notes, by=API)
        return _ok(message="Stock updated", new_quantity=_plain(quantity))

    # Invoices

    def _create_invoice(self, request: Request, _: int) -> Answer:
        fields = read_body(request, _INVOICE, self._complain)
        if not fields["items"]:
            raise Refused(422, "items is empty")
        if fields.get("payment_method", "cash") not in _METHODS:
            raise Refused(422, "payment_method must be cash, card or bank")
        with self.ledger.lock:
            if "customer_id" in fields:
                self._known(fields["customer_id"], self.ledger.customers, 422, "Customer")
            fields["items"] = items = tuple(self._item(each) for each in fields["items"])
            if self.knobs.deducts_stock:
                fields["warehouse_id"] = self.knobs.sells_from
                self._check_shortage(items)
            fields["total"] = self.knobs.total_of(items, self.knobs.decimals)
            fields["status"] = self.knobs.invoice_status
            invoice = self.ledger.add_invoice(fields, by=API)
        return self._created(invoice_id=invoice.id, total=invoice.total, status=invoice.status)

    def _item(self, item: object) -> Item:
        fields = read_fields(item, _ITEM, self._complain)
        product = self._known(fields["product_id"], self.ledger.products, 422, "Product")
        made = Item(product.id, fields["quantity"], fields.get("price", product.price))
        if made.quantity <= 0 or made.price < 0:
            raise Refused(422, "quantity must be positive and price can't be negative")
        return made

    def _check_shortage(self, items: Sequence[Item]) -> None:
        wanted: dict[int, Decimal] = {}
        for item in items:
            wanted[item.product_id] = wanted.get(item.product_id, Decimal(0)) + item.quantity
        for product, quantity in wanted.items():
            there = self.ledger.level(product, self.knobs.sells_from)
            if self.knobs.refuses_shortage and quantity > there:
                raise Refused(422, f"Insufficient stock for product {product}")

    def _list_invoices(self, request: Request, _: int) -> Answer:
        query = read_query(request, _INVOICES_QUERY, self._complain)
        if query.get("status", "paid") not in _STATUSES:
            raise Refused(422, "status must be paid, partial or unpaid")
        first, last = query.get("date_from", date.min), query.get("date_to", date.max)
        with self.ledger.lock:
            found = [
                each
                for each in self.ledger.invoices.values()
                if query.get("status", each.status) == each.status
                and first <= each.at.date() <= last
            ]
        if self.knobs.newest_first:
            found.reverse()
        return self._page("invoices", found, query, self._invoice_row)

    def _invoice_row(self, invoice: Invoice) -> dict[str, Any]:
        row: dict[str, Any] = {"id": invoice.id}
        if self.knobs.shows_totals:
            row["total"] = invoice.total
        row["status"] = invoice.status
        if self.knobs.shows_notes:
            row["notes"] = invoice.notes
        return row | {"date": invoice.at.date().isoformat()}

    # Customers

    def _list_customers(self, request: Request, _: int) -> Answer:
        query = read_query(request, _CUSTOMERS_QUERY, self._complain)
        wanted = query.get("search", "")
        with self.ledger.lock:
            found = [each for each in self.ledger.customers.values() if self._finds(wanted, each)]
        return self._page("customers", found, query, _customer_row)

    def _finds(self, wanted: str, customer: Customer) -> bool:
        phone = customer.phone or ""
        if self.knobs.phone_search == "digits":
            digits = re.sub(r"\D", "", wanted)
            if digits and digits in re.sub(r"\D", "", phone):
                return True
        texts = (customer.name, phone, customer.email or "")
        return any(wanted.casefold() in each.casefold() for each in texts)

    def _create_customer(self, request: Request, _: int) -> Answer:
        fields = read_body(request, _CUSTOMER, self._complain)
        customer = self.ledger.add_customer(fields, by=API)
        return self._created(customer_id=customer.id, message="Customer created")

    # Health

    def _health(self, request: Request, _: int) -> Answer:
        read_query(request, {}, self._complain)
        health = {
            "status": "ok",
            "business": self.knobs.business,
            "timestamp": self.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        return answer_json(200, health | self.knobs.health)

    # What is asked and answered

    def _known(self, number: int, among: Mapping[int, Any], status: int, what: str) -> Any:
        if number not in among:
            raise Refused(status, f"{what} {number} not found")
        return among[number]

    def _page(
        self,
        name: str,
        found: Sequence[Any],
        query: Mapping[str, Any],
        row: Callable[[Any], dict[str, Any]],
    ) -> Answer:
        page, limit = query.get("page", 1), query.get("limit", self.knobs.page_size)
        if page < 1 or limit < 1:
            raise Refused(400, "page and limit begin with 1")
        limit = min(limit, self.knobs.page_cap)
        data = [row(each) for each in found[(page - 1) * limit : page * limit]]
        if name in self.knobs.tells_total:
            return _ok(data=data, total=len(found), page=page, limit=limit)
        return _ok(data=data)

    def _created(self, **fields: object) -> Answer:
        return answer_json(self.knobs.created, {"success": True, **fields})

    def _complain(self, what: str) -> None:
        self.complaints.append(what)

    @property
    def other_till(self) -> OtherTill:
        """Another till of the shop, which doesn't go through the API."""
        warehouse = self.knobs.sells_from if self.knobs.deducts_stock else None
        return OtherTill(self.ledger, warehouse, self.knobs.decimals)


def _customer_row(customer: Customer) -> dict[str, Any]:
    return {
        "id": customer.id,
        "name": customer.name,
        "phone": customer.phone,
        "email": customer.email,
        "balance": customer.balance,
    }


def _ok(**fields: object) -> Answer:
    return answer_json(200, {"success": True, **fields})


def _refusal(status: int, message: str) -> Answer:
    return answer_json(status, {"success": False, "message": message})


def _plain(quantity: Decimal) -> int | Decimal:
    """A whole number of pieces as the document writes it."""
    return int(quantity) if quantity == quantity.to_integral_value() else quantity


if __name__ == "__main__":
    from tests.fakes.program import main

    main()
