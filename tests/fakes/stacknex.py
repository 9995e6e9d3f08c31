"""The StackNex API, over books of its own: the document's paths with the methods that it lost.

What the document does not show (fields, envelopes of lists, paging) is as the knobs say.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.fakes.form import Refused, read_body, read_fields, read_query
from tests.fakes.server import FakeServer
from tests.fakes.wire import Answer, Request, answer_json

KEY = "nxp_test_aBcDeFgHiJkL_fake"
LIVE_KEY = "nxp_live_aBcDeFgHiJkL_fake"

Row = dict[str, Any]

# The document's addresses: what may be done with a collection, and with one of its items.
_METHODS = {
    "products": ({"GET", "POST"}, {"GET", "change", "DELETE"}),
    "orders": ({"GET", "POST"}, {"GET", "change"}),
    "customers": ({"GET", "POST"}, {"GET", "change"}),
    "categories": ({"GET", "POST"}, set[str]()),
    "inventory": ({"GET"}, {"GET", "change"}),
}
_NOUNS = {
    "products": "product",
    "orders": "order",
    "customers": "customer",
    "categories": "category",
    "inventory": "inventory",
}
_PREFIXES = {"products": "prod", "orders": "ord", "customers": "cust", "categories": "cat"}
_FORMS = {
    "products": {
        "name": "string*",
        "price": "number*",
        "sku": "string",
        "barcode": "string",
        "cost": "number",
        "categoryId": "string",
        "taxRate": "number",
    },
    "orders": {"locationId": "string*", "items": "array*", "paymentMethod": "string*"},
    "customers": {"name": "string*", "phone": "string", "email": "string"},
    "categories": {"name": "string*"},
    "inventory": {
        "productId": "string*",
        "locationId": "string",
        "quantity": "number*",
        "notes": "string",
    },
}
_ITEM = {"productId": "string*", "quantity": "number*", "unitPrice": "number*"}
_STATUS = {"status": "string*"}
_QUERY = {"page": "integer", "limit": "integer"}
_STATUSES = ("pending", "processing", "completed", "cancelled")
_CODES = {400: "BAD_REQUEST", 401: "UNAUTHORIZED", 403: "FORBIDDEN", 404: "NOT_FOUND"}


@dataclass(slots=True)
class Knobs:
    """What the document leaves open; may be turned while it runs."""

    keys: set[str] = field(default_factory=lambda: {KEY, LIVE_KEY})
    scopes: set[str] | None = None  # such as products:read; None is all of them
    change: str = "PATCH"  # the method that changes an item, or PUT
    lacks: set[str] = field(default_factory=set)  # such as "customers", "inventory/", "POST orders"
    lacking: int = 404  # how it says so
    says_why: bool = True  # a 405 comes with a body
    envelope: str = "data"  # or "named", "bare"
    tells: str = ""  # where the total stands: total, meta, pagination
    page_size: int = 20
    page_cap: int = 100
    row_ids: bool = True  # rows of the inventory have an id of their own, which addresses them
    deletes: str = "hard"  # or "soft"
    deleted: int = 204
    created: int = 201
    organization: str = ""
    order_status: str = "completed"
    ignores: set[str] = field(default_factory=set)  # collections whose changes are not kept


@dataclass(frozen=True, slots=True)
class Deed:
    """One committed change: what was done to which record, with which fields."""

    what: str
    collection: str
    id: str
    fields: Mapping[str, Any]


class _Invalid(Exception):
    """A field does not hold what it should."""

    def __init__(self, message: str, field_name: str, expected: str) -> None:
        super().__init__(message)
        self.details = {"field": field_name, "expected": expected}


class StackNexServer(FakeServer):
    """The API on a port of its own; what a client sends beyond the document is complained of."""

    base = "/api/v1"

    def __init__(
        self,
        knobs: Knobs | None = None,
        *,
        tables: Mapping[str, Sequence[Row]] | None = None,
        port: int = 0,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(port=port, now=now)
        self.knobs = knobs or Knobs()
        self.complaints: list[str] = []
        self.deeds: list[Deed] = []
        self.tables: dict[str, dict[str, Row]] = {name: {} for name in _METHODS}
        for name, rows in (tables or {}).items():
            self.tables[name] = {row["id"]: dict(row) for row in rows}
        self._lock = threading.RLock()

    def level(self, product_id: str, location_id: str) -> Decimal:
        """What a location has of a product."""
        with self._lock:
            return Decimal(self._shelf(product_id, location_id)["quantity"])

    def respond(self, request: Request) -> Answer:
        """Check the key, find the endpoint, answer."""
        try:
            return self._respond(request)
        except _Invalid as invalid:
            return _refusal(400, str(invalid), "VALIDATION_ERROR", details=invalid.details)
        except Refused as refused:
            code = _CODES.get(refused.status, "VALIDATION_ERROR")
            return _refusal(refused.status, str(refused), code)

    def _respond(self, request: Request) -> Answer:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or key not in self.knobs.keys:
            raise Refused(401, "Invalid API key")
        found = re.fullmatch(r"/([a-z]+)(?:/([^/]+))?", request.target.path)
        name, item_id = found.groups("") if found else ("", "")
        method = request.target.method
        place = f"{name}/" if item_id else name
        known = _METHODS[name][bool(item_id)] if name in _METHODS else None
        lacks = {name, place, f"{method} {place}"} & self.knobs.lacks
        if not known or (lacks and self.knobs.lacking == 404):
            raise Refused(404, "No such endpoint")
        what = "change" if method == self.knobs.change else method
        if what not in known or lacks:
            return self._not_allowed()
        self._check_scope(name, method)
        with self._lock:
            if item_id:
                return self._item(request, name, item_id, what)
            return self._list(request, name) if method == "GET" else self._create(request, name)

    # Lists

    def _list(self, request: Request, name: str) -> Answer:
        query = read_query(request, _QUERY, self.complaints.append)
        page, limit = query.get("page", 1), query.get("limit", self.knobs.page_size)
        if page < 1 or limit < 1:
            raise _Invalid("Invalid page", "page", "a number from 1")
        limit = min(limit, self.knobs.page_cap)
        rows = [self._shown(name, row) for row in self.tables[name].values()]
        data = rows[(page - 1) * limit : page * limit]
        if self.knobs.envelope == "bare":
            return answer_json(200, data)
        paging = {"total": len(rows), "page": page, "limit": limit}
        told: Row = {
            "": {},
            "total": paging,
            "meta": {"meta": paging},
            "pagination": {"meta": {"pagination": paging}},
        }[self.knobs.tells]
        return self._ok(name if self.knobs.envelope == "named" else "data", data, **told)

    def _shown(self, name: str, row: Row) -> Row:
        hidden = "id" if name == "inventory" and not self.knobs.row_ids else ""
        return {field_name: value for field_name, value in row.items() if field_name != hidden}

    # Items

    def _create(self, request: Request, name: str) -> Answer:
        fields = read_body(request, _FORMS[name], self.complaints.append)
        number = len(self.tables[name]) + 1
        new_id = f"{_PREFIXES[name]}_{number:012x}"
        if name == "orders":
            fields |= self._book(fields, number)
        elif name == "products":
            fields["isActive"] = True
        self.tables[name][new_id] = {"id": new_id, **fields}
        self.deeds.append(Deed("create", name, new_id, fields))
        if name == "products":
            self._add_shelves(new_id)
        return self._told(self.knobs.created, name, self.tables[name][new_id])

    def _item(self, request: Request, name: str, item_id: str, what: str) -> Answer:
        if name == "inventory" and not self.knobs.row_ids:
            return self._shelves(request, item_id, what)
        if item_id not in self.tables[name]:
            raise Refused(404, f"{_NOUNS[name].capitalize()} {item_id} not found")
        if what == "change":
            self._change(request, name, item_id)
        elif what == "DELETE":
            return self._delete(item_id)
        return self._told(200, name, self.tables[name][item_id])

    def _change(self, request: Request, name: str, item_id: str) -> None:
        row = self.tables[name][item_id]
        form = _STATUS if name == "orders" else _FORMS[name]
        form = {each: kind.rstrip("*") for each, kind in form.items()}
        if request.target.method == "PUT":
            # The whole object comes back, with what only the server writes.
            fields = read_body(request, form, lambda _: None, nullable=True)
            sent = set(Answer(200, request.body).value)
            self.complaints += [f"unknown field {each}" for each in sent - form.keys() - row.keys()]
            missing = row.keys() - sent
            if missing and name != "inventory":  # a change of stock says all that counts
                raise _Invalid("The object is not whole", min(missing), "a value")
        else:
            fields = read_body(request, form, self.complaints.append, nullable=True)
        if fields.get("status", "pending") not in _STATUSES:
            raise _Invalid("Invalid status", "status", " or ".join(_STATUSES))
        if name == "inventory" and fields.get("productId") not in {None, row["productId"]}:
            raise _Invalid("Another product's row", "productId", row["productId"])
        self._keep(name, item_id, fields)

    def _keep(self, name: str, item_id: str, fields: Row) -> None:
        self.deeds.append(Deed("change", name, item_id, fields))
        if name not in self.knobs.ignores:
            notes = {"notes"} if name == "inventory" else set()
            kept = {each: value for each, value in fields.items() if each not in notes}
            self.tables[name][item_id] |= kept

    def _delete(self, product_id: str) -> Answer:
        self.deeds.append(Deed("delete", "products", product_id, {}))
        if "products" not in self.knobs.ignores:
            if self.knobs.deletes == "soft":
                self.tables["products"][product_id]["isActive"] = False
            else:
                del self.tables["products"][product_id]
                for row in self._rows_of_stock():
                    if row["productId"] == product_id:
                        del self.tables["inventory"][row["id"]]
        if self.knobs.deleted == 204:
            return Answer(204, b"", {})
        return self._ok("message", "Product deleted")

    # Stock

    def _add_shelves(self, product_id: str) -> None:
        places = {row["locationId"]: row["locationName"] for row in self._rows_of_stock()}
        for place, name in places.items():
            row_id = f"inv_{len(self.tables['inventory']) + 1}"
            shelf = {"id": row_id, "productId": product_id, "locationId": place}
            self.tables["inventory"][row_id] = shelf | {"locationName": name, "quantity": 0}

    def _rows_of_stock(self) -> list[Row]:
        return list(self.tables["inventory"].values())

    def _shelf(self, product_id: str, location_id: str) -> Row:
        return next(
            row
            for row in self._rows_of_stock()
            if (row["productId"], row["locationId"]) == (product_id, location_id)
        )

    def _shelves(self, request: Request, product_id: str, what: str) -> Answer:
        """The inventory of a product, where it is addressed by the product."""
        rows = [row for row in self._rows_of_stock() if row["productId"] == product_id]
        if not rows:
            raise Refused(404, f"No inventory of {product_id}")
        if what == "GET":
            return self._ok("data", [self._shown("inventory", row) for row in rows])
        fields = read_body(request, _FORMS["inventory"], self.complaints.append)
        row = self._shelf(product_id, fields["locationId"])
        self._keep("inventory", row["id"], fields)
        return self._told(200, "inventory", row)

    # Orders

    def _book(self, fields: Row, number: int) -> Row:
        items = [self._line(each) for each in fields["items"]]
        if not items:
            raise _Invalid("No items", "items", "at least one")
        places = {row["locationId"] for row in self._rows_of_stock()}
        if fields["locationId"] not in places:
            raise _Invalid("Unknown location", "locationId", "a location of this organization")
        for item in items:
            shelf = self._shelf(item["productId"], fields["locationId"])
            shelf["quantity"] -= item["quantity"]
        return {
            "orderNumber": f"ORD-2024-{number:04d}",
            "status": self.knobs.order_status,
            "total": sum((each["quantity"] * each["unitPrice"] for each in items), Decimal(0)),
            "items": items,
            "createdAt": self.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    def _line(self, item: object) -> Row:
        fields = read_fields(item, _ITEM, self.complaints.append)
        if fields["productId"] not in self.tables["products"]:
            raise _Invalid("Invalid product ID format", "productId", "UUID format")
        return fields

    # What is asked and answered

    def _check_scope(self, name: str, method: str) -> None:
        wanted = f"{name}:{'read' if method == 'GET' else 'write'}"
        if self.knobs.scopes is not None and wanted not in self.knobs.scopes:
            raise Refused(403, f"This key lacks the scope {wanted}")

    def _not_allowed(self) -> Answer:
        if self.knobs.says_why:
            return _refusal(405, "Method not allowed", "METHOD_NOT_ALLOWED")
        return Answer(405, b"", {})

    def _told(self, status: int, name: str, row: Row) -> Answer:
        shown = self._shown(name, row)
        if self.knobs.envelope == "bare":
            return answer_json(status, shown)
        return self._ok(
            _NOUNS[name] if self.knobs.envelope == "named" else "data", shown, status=status
        )

    def _ok(self, name: str, value: object, *, status: int = 200, **more: object) -> Answer:
        whose = self.knobs.organization
        told = {"organizationId": whose} if whose else {}
        return answer_json(status, {"success": True, name: value, **more, **told})


def _refusal(status: int, message: str, code: str, *, details: object = None) -> Answer:
    error: Row = {"code": code, "message": message}
    if details is not None:
        error["details"] = details
    return answer_json(status, {"success": False, "error": error})
