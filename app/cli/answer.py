"""The JSON shapes of the command line's answers. Amounts and quantities are texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from app.domain.barcode import Barcode
from app.domain.cart import Cart, CartLine, LineTotal, Totals
from app.domain.catalog import Found, Product
from app.domain.currency import Currency
from app.domain.number import decimals, plain
from app.domain.order import Order, OrderLine
from app.domain.payment import Payment, Settlement
from app.domain.sale import Sale
from app.domain.shop import Shop
from app.domain.stock import Level, Move
from app.services.backends import BackendCard, Check, Known, is_sandbox
from app.services.product_import import ImportReport
from app.storage.customer import CustomerRow
from app.storage.invoice import InvoiceRow
from app.storage.outbox import RECONCILING, UNKNOWN, OutboxRow
from app.storage.outbox_list import EntryRow
from app.storage.print_queue import PrintJob
from app.storage.webhook import Delivery
from app.sync.contract import RemoteProduct

Answer = dict[str, Any]


def time(value: datetime) -> str:
    """ISO 8601 in UTC."""
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def shop(value: Shop) -> Answer:
    """The shop's settings."""
    return {
        **asdict(value.seller),
        "currency": value.currency,
        "time_zone": value.time_zone,
        "prices_include_tax": value.prices_include_tax,
        "rounding": value.rounding.value,
        "cash_rounding": (
            None if value.cash_rounding_step is None else plain(value.cash_rounding_step)
        ),
    }


def product(value: Product) -> Answer:
    """A product with its stock at this register."""
    return {
        "id": value.id,
        "sku": value.sku,
        "name": value.name,
        "name_ar": value.name_ar,
        "barcode": value.barcode,
        "barcodes": [each.code for each in value.barcodes],
        "packs": [
            {"barcode": each.code, "unit": each.unit, "quantity": plain(each.quantity)}
            for each in value.barcodes
        ],
        "category": value.category,
        "price": str(value.price),
        "cost": None if value.cost is None else str(value.cost),
        "tax_rate": str(value.tax),
        "unit": value.unit,
        "active": value.active,
        "stock": plain(value.stock) if value.tracked else None,
        "remote_id": value.remote_ids[0][1] if value.remote_ids else None,
        "remote_ids": dict(value.remote_ids),
    }


def scan(code: Barcode, found: Found | None) -> Answer:
    """What a scanned code is and which product it led to."""
    answer: Answer = {"found": found is not None, "kind": code.kind.value, "gtin": code.gtin}
    if code.problem:
        answer["problem"] = code.problem
    if found is not None:
        answer |= {
            "product": product(found.product),
            "quantity": plain(found.quantity),
            "price": str(found.product.price),
            "weight": None,
            "serial": None,
            "lot": None,
            "expiry": None,
        }
    return answer


def quote(cart: Cart, totals: Totals, settlement: Settlement) -> Answer:
    """The amounts of a cart."""
    return {
        "currency": cart.pricing.currency.code,
        "lines": [
            _line(line, amounts) for line, amounts in zip(cart.lines, totals.lines, strict=True)
        ],
        "net": str(totals.taxed.net),
        "discount": str(totals.discount),
        "taxes": [
            {"rate": str(each.rate), "base": str(each.base), "amount": str(each.amount)}
            for each in totals.taxes
        ],
        "tax": str(totals.taxed.tax),
        "rounding_adjustment": str(settlement.rounding_adjustment),
        "total": str(totals.taxed.gross),
        "payable": str(settlement.payable),
        "paid": str(settlement.paid),
        "change": str(settlement.change),
        "status": settlement.status.value,
    }


def _line(line: CartLine, amounts: LineTotal) -> Answer:
    return {
        "product": line.product_id,
        "sku": line.sku or None,
        "name": line.name,
        "name_ar": line.name_ar,
        "quantity": plain(line.quantity),
        "unit": line.unit,
        "unit_price": price(line.unit_price, amounts.subtotal.currency),
        "tax_rate": str(line.tax),
        "discount": str(amounts.all_discounts),
        "net": str(amounts.taxed.net),
        "tax": str(amounts.taxed.tax),
        "gross": str(amounts.taxed.gross),
    }


def price(value: Decimal, currency: Currency) -> str:
    """A unit price with at least the decimals of the currency."""
    return f"{value:.{max(currency.digits, decimals(value))}f}"


def sale(value: Sale) -> Answer:
    """A completed sale."""
    customer = value.cart.customer
    return {
        **quote(value.cart, value.totals, value.settlement),
        "number": value.number,
        "uuid": value.uuid,
        "reference": value.reference,
        "issued_at": time(value.issued_at),
        "qr": value.qr or None,
        "register": value.register,
        "cashier": value.cashier,
        "customer": None if customer is None else customer.name,
        "notes": value.cart.notes,
        "payments": [_payment(each) for each in value.payments],
    }


def _payment(value: Payment) -> Answer:
    return {
        "method": value.method.value,
        "amount": str(value.amount),
        "reference": value.reference,
    }


def invoice(row: InvoiceRow, digits: int) -> Answer:
    """A row of the list of invoices."""
    return {
        "number": row.number,
        "uuid": row.uuid,
        "reference": row.reference,
        "issued_at": time(row.issued_at),
        "customer": row.customer or None,
        "currency": row.currency,
        "total": f"{row.total:.{digits}f}",
        "paid": f"{row.paid:.{digits}f}",
        "status": row.status,
        "sync": row.sync,
    }


def level(value: Level) -> Answer:
    """How much of a product a warehouse holds."""
    return {**asdict(value), "quantity": plain(value.quantity)}


def move(value: Move) -> Answer:
    """A move of stock."""
    return {**asdict(value), "quantity": plain(value.quantity), "at": time(value.at)}


def outbox(row: OutboxRow) -> Answer:
    """A row of the outbox."""
    return asdict(row)


def entry(row: EntryRow) -> Answer:
    """A row of the outbox as a verdict left it."""
    return {
        "id": row.id,
        "backend": row.backend,
        "kind": row.kind,
        "state": row.state,
        "reference": row.reference,
        "number": row.number,
        "attempts": row.attempts,
        "not_before": _time(row.not_before),
        "verdict": row.verdict,
        "message": row.message,
        "remote_id": row.remote_id,
    }


def backend(card: BackendCard) -> Answer:
    """A back end and how it stands."""
    state = card.state
    doubtful = (UNKNOWN, RECONCILING)
    return {
        "name": card.backend.name,
        "kind": card.backend.kind,
        "url": card.backend.url,
        "key_store": card.backend.key_store,
        "business": card.backend.business,
        "sandbox": is_sandbox(card.capabilities),
        "settings": {
            name: value if isinstance(value, str) else plain(value)
            for name, value in asdict(card.backend.settings).items()
        },
        "paused": state.paused,
        "problem": state.problem,
        "message": state.message,
        "failures": state.failures,
        "next_try_at": _time(state.next_try_at),
        "served_at": _time(state.served_at),
        "pulled_at": _time(state.pulled_at),
        "clock_skew_seconds": _seconds(state.clock_skew),
        "capabilities": _capabilities(card.capabilities),
        "waiting": card.waiting,
        "unknown": sum(card.counts.get(each, 0) for each in doubtful),
        "refused": card.needs_manager,
        "oldest": _time(card.oldest),
    }


def check(found: Check, known: Mapping[str, Known]) -> Answer:
    """What asking a back end found out, beside what was `known` of it before."""
    return {
        "ok": found.ok,
        "business": found.business,
        "sandbox": is_sandbox({**known, **found.capabilities}),
        "server_time": _time(found.server_time),
        "clock_skew_seconds": _seconds(found.clock_skew),
        "capabilities": _capabilities(found.capabilities),
        "problem": found.problem,
        "message": found.message,
    }


def _capabilities(known: Mapping[str, Known]) -> Answer:
    return {
        name: {"answer": each.answer, "evidence": each.evidence} for name, each in known.items()
    }


def _seconds(milliseconds: int) -> str:
    return plain(Decimal(milliseconds).scaleb(-3))


def _time(value: datetime | None) -> str | None:
    return None if value is None else time(value)


def customer(row: CustomerRow) -> Answer:
    """A customer in a list."""
    return {
        **asdict(row.customer),
        "invoices": row.invoices,
        "last_sale": _time(row.last_sale),
        "remote_id": row.remote_id or None,
        "sync": row.sync,
    }


def delivery(row: Delivery) -> Answer:
    """A webhook that was let in."""
    return {
        "id": row.id,
        "backend": row.backend,
        "event": row.event.name,
        "delivery": row.event.delivery,
        "object_kind": row.event.object_kind,
        "object_id": row.event.object_id,
        "received_at": time(row.received_at),
        "done_at": _time(row.done_at),
    }


def remote_product(value: RemoteProduct, stock: Decimal | None, currency: Currency) -> Answer:
    """A product as a back end has it, with its stock there if it tells."""
    return {
        "id": value.id,
        "sku": value.sku,
        "name": value.name,
        "name_ar": value.name_ar,
        "barcode": value.barcode,
        "category": value.category,
        "price": None if value.price is None else price(value.price, currency),
        "cost": None if value.cost is None else price(value.cost, currency),
        "tax_rate": None if value.tax_rate is None else plain(value.tax_rate),
        "stock": None if stock is None else plain(stock),
    }


def order(value: Order, currency: Currency) -> Answer:
    """An online order; without a total its amounts are in this `currency`."""
    sending = value.sending
    own = currency if value.total is None else value.total.currency
    return {
        "id": f"{value.backend}:{value.remote_id}" if value.remote_id else value.reference,
        "backend": value.backend,
        "remote_id": value.remote_id or None,
        "number": value.number,
        "status": value.status,
        "stage": str(value.stage),
        "payment": str(value.payment),
        "customer": value.buyer.name or None,
        "phone": value.buyer.phone,
        "email": value.buyer.email,
        "address": value.buyer.address,
        "currency": own.code,
        "total": None if value.total is None else str(value.total),
        "tax": None if value.tax is None else str(value.tax),
        "shipping": None if value.shipping is None else str(value.shipping),
        "lines": [_order_line(each, own) for each in value.lines],
        "notes": value.notes,
        "tracking_number": value.tracking_number,
        "reference": value.reference or None,
        "created_at": time(value.created_at),
        "changed_at": time(value.changed_at),
        "steps": [step.status for step in value.steps],
        "sale": value.sale_number or None,
        "sending": None
        if sending is None
        else {
            "outbox": sending.entry_id,
            "status": sending.status,
            "state": sending.state,
            "verdict": sending.verdict,
            "message": sending.message,
        },
    }


def _order_line(line: OrderLine, currency: Currency) -> Answer:
    return {
        "product": line.product_id,
        "remote_product_id": line.remote_product_id or None,
        "name": line.name,
        "quantity": plain(line.quantity),
        "price": None if line.price is None else price(line.price, currency),
        "total": None if line.total is None else str(line.total),
    }


def print_job(job: PrintJob) -> Answer:
    """A job of the print queue."""
    times = {"not_before": _time(job.not_before), "created_at": time(job.created_at)}
    return {**asdict(job), **times}


def imported(report: ImportReport) -> Answer:
    """What became of a file's rows."""
    return {
        "rows": report.read,
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "refused_count": report.refused_count,
        "refused": [{"row": each.line, "reason": each.reason} for each in report.refused],
        "unknown_columns": list(report.unknown_columns),
    }


def as_json(value: Any) -> str:
    """One line of JSON; text stays readable."""
    return json.dumps(value, ensure_ascii=False)
