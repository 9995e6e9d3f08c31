"""The calls of the API, at the paths and with the fields that its document names."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Query, Security
from fastapi.routing import APIRoute
from fastapi.security import APIKeyHeader
from pydantic import BeforeValidator
from starlette.requests import Request
from starlette.responses import Response

from app import __version__
from app.domain.errors import Refusal
from app.hub import answer, body, customer, deed, example, invoice, listing, product, stock
from app.hub.answer import Answer
from app.hub.database import Database
from app.hub.deed import Call, Deed

BASE = "/rest_api/v1"
CAPABILITIES = (
    "idempotency_key",
    "lookup_by_reference",
    "deducts_stock",
    "decimal_stock",
    "conditional_stock",
)
_IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,255}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hub:
    """What all calls share."""

    database: Database
    now: Callable[[], datetime]


class _ExactRequest(Request):
    async def json(self) -> Any:
        """The body, without a float in it."""
        return body.read(await self.body())


class _ExactRoute(APIRoute):
    """A body is JSON, whatever its Content-Type says."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def exactly(request: Request) -> Response:
            headers = [each for each in request.scope["headers"] if each[0] != b"content-type"]
            scope = {**request.scope, "headers": headers}
            return await handle(_ExactRequest(scope, request.receive))

        return exactly


_key = Security(APIKeyHeader(name="X-API-Key", auto_error=False))
router = APIRouter(
    prefix=BASE, route_class=_ExactRoute, strict_content_type=False, dependencies=[_key]
)


async def _hub(request: Request) -> Hub:
    hub: Hub = request.app.state.hub
    return hub


async def _call(
    request: Request, idempotency_key: Annotated[str | None, Header(alias="Idempotency-Key")] = None
) -> Call:
    if idempotency_key is not None and not _IDEMPOTENCY_KEY.fullmatch(idempotency_key):
        raise Refusal(
            "bad_idempotency_key", "An Idempotency-Key is 1 to 255 visible ASCII characters."
        )
    asked = f"{request.method} {request.url.path}\n".encode() + await request.body()
    return Call(request.state.caller, idempotency_key or "", sha256(asked).hexdigest())


def _page(
    page: Annotated[int, Query(ge=1, le=10**9)] = 1,
    limit: Annotated[int, Query(ge=1, description="at most 100 are given")] = listing.USUAL,
) -> listing.Page:
    return listing.Page(page, min(limit, listing.MOST))


def _day(text: object) -> object:
    if not isinstance(text, str):
        return text
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if day.isoformat() == text:
            return day
    raise ValueError("must be a day such as 2026-01-31")


TheHub = Annotated[Hub, Depends(_hub)]
TheCall = Annotated[Call, Depends(_call)]
ThePage = Annotated[listing.Page, Depends(_page)]
Day = Annotated[date | None, BeforeValidator(_day), Query()]
Id = Annotated[int | None, Query(ge=1, le=body.LARGEST_ID)]


def _done(hub: Hub, call: Call, work: Callable[[Deed], Answer]) -> Response:
    return answer.response(deed.once(hub.database, call, hub.now(), work))


@router.get("/products", responses=example.answering(example.PRODUCTS))
def list_products(hub: TheHub, page: ThePage, category_id: Id = None) -> Response:
    """List products."""
    found = product.page(hub.database, page, category_id=category_id)
    return answer.response(answer.text(found))


@router.post("/products", responses=example.answering(example.PRODUCT_CREATED))
def create_product(hub: TheHub, call: TheCall, new: body.NewProduct) -> Response:
    """Create a product; `stock` goes to the warehouse of the key."""
    return _done(hub, call, lambda deed: product.create(deed, new))


@router.put("/products/{product_id}", responses=example.answering(example.PRODUCT_UPDATED))
def update_product(
    hub: TheHub, call: TheCall, product_id: int, changed: body.ChangedProduct
) -> Response:
    """Change the fields of a product that are sent."""
    return _done(hub, call, lambda deed: product.change(deed, product_id, changed))


@router.get("/inventory", responses=example.answering(example.INVENTORY))
def list_inventory(hub: TheHub, warehouse_id: Id = None) -> Response:
    """The stock of every product in every warehouse."""
    found = stock.levels(hub.database, warehouse_id=warehouse_id)
    return answer.response(answer.text(found))


@router.patch("/inventory/{product_id}", responses=example.answering(example.STOCK_UPDATED))
def update_inventory(hub: TheHub, call: TheCall, product_id: int, new: body.Level) -> Response:
    """Set the stock of a product in a warehouse."""
    if new.product_id != product_id:
        raise Refusal("other_product", "The id in the path must be the product_id of the body.")
    place = stock.Place(product_id, new.warehouse_id)

    def work(deed: Deed) -> Answer:
        product.require(deed.connection, [product_id])
        return stock.patch(deed, place, new.quantity, new.notes, expected=new.expected_quantity)

    return _done(hub, call, work)


@router.post("/invoices", responses=example.answering(example.INVOICE_CREATED))
def create_invoice(hub: TheHub, call: TheCall, new: body.NewInvoice) -> Response:
    """Book a sale; its products leave the warehouse of the key in the same transaction."""
    return _done(hub, call, lambda deed: invoice.book(deed, new))


@router.get("/invoices", responses=example.answering(example.INVOICES))
def list_invoices(
    hub: TheHub,
    page: ThePage,
    status: Literal["paid", "partial", "unpaid"] | None = None,
    date_from: Day = None,
    date_to: Day = None,
    reference: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """List invoices by state, days in UTC, or the reference that begins their notes."""
    wanted = invoice.Wanted(status, date_from, date_to, reference)
    return answer.response(answer.text(invoice.page(hub.database, page, wanted)))


@router.get("/customers", responses=example.answering(example.CUSTOMERS))
def list_customers(
    hub: TheHub, page: ThePage, search: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """List customers, or search them by name, phone or e-mail."""
    return answer.response(answer.text(customer.page(hub.database, page, search=search)))


@router.post("/customers", responses=example.answering(example.CUSTOMER_CREATED))
def create_customer(hub: TheHub, call: TheCall, new: body.NewCustomer) -> Response:
    """Create a customer."""
    return _done(hub, call, lambda deed: customer.create(deed, new))


@router.get("/health", responses=example.answering(example.HEALTH))
async def health(hub: TheHub) -> Response:
    """Whether the key and the connection are right; never limited."""
    about = hub.database.about
    found = {
        "status": "ok",
        "business": about.business,
        "timestamp": hub.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        "server": "sanduq-hub",
        "version": __version__,
        "capabilities": CAPABILITIES,
        "currency": about.currency.code,
    }
    return answer.response(answer.text(found))
