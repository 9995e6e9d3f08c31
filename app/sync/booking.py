"""A sale as a back end books it: items at final unit prices whose sum is the sale's total.

What a back end has no field for is folded in where that is exact to the minor unit; a sale that
can't be told exactly is held for a manager rather than told wrongly.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal

from app.domain.backend import Backend
from app.domain.cart import CartLine
from app.domain.money import Money
from app.domain.number import rounded
from app.domain.payment import Method, Payment
from app.domain.sale import Sale
from app.storage import outbox, remote, setting
from app.storage import sale as sales
from app.storage.outbox import Entry, Outgoing
from app.storage.store import Unit
from app.sync.contract import Answer, Capability, InvoiceItem, InvoicePush
from app.sync.link import Link
from app.sync.outcome import Held, Waits

MAX_NOTE = 500


def booking(unit: Unit, entry: Entry, link: Link) -> InvoicePush | Held | Waits:
    """What is to be sent of a sale."""
    backend = link.backend
    sale = sales.load(unit, entry.number)
    if sale is None:
        raise LookupError(f"outbox entry {entry.id} has no invoice {entry.number}")
    wanted = backend.settings.currency or setting.currency_code(unit)
    if sale.cart.pricing.currency.code != wanted:
        own = sale.cart.pricing.currency.code
        return Held("other_currency", f"The sale is in {own}, {backend.name} books {wanted}.")
    ids = {line.product_id for line in sale.cart.lines if line.product_id is not None}
    known_ids = remote.remote_ids(unit, backend.name, "product", ids)
    waits = _missing_product(unit, sale, known_ids, backend) or _missing_customer(
        unit, sale, entry, link
    )
    if waits:
        return waits
    lacking = _lacking(unit, sale, entry, link) or _priced_otherwise(unit, sale, known_ids, link)
    if lacking:
        return lacking
    prices_itself = link.can(unit, Capability.SERVER_PRICES) is Answer.YES
    items: list[InvoiceItem] = []
    for line, total in zip(sale.cart.lines, sale.totals.lines, strict=True):
        known = known_ids.get(line.product_id or 0)
        if known is None:
            return Held(
                "no_product",
                f"“{line.name}” is no product, and {backend.name} books products only.",
            )
        if prices_itself:
            items = _with_more(items, InvoiceItem(known, line.quantity, line.unit_price))
            continue
        told = items_of(known, line.quantity, total.taxed.gross)
        if told is None:
            sentence = f"No unit price of “{line.name}” gives {total.taxed.gross} exactly."
            return Held("not_exact", sentence)
        items += told
    return (None if prices_itself else _checked(sale, items)) or InvoicePush(
        reference=sale.reference,
        items=tuple(items),
        total=sale.totals.taxed.gross.amount,
        method=_method(sale.payments),
        notes=notes(sale),
        customer_id=_customer_id(unit, sale, entry, backend),
        account_id=backend.settings.account_id or None,
        location_id=backend.settings.location_id or None,
    )


def _lacking(unit: Unit, sale: Sale, entry: Entry, link: Link) -> Held | None:
    """What this back end wants of a sale and nobody has set."""
    settings = link.backend.settings
    if link.can(unit, Capability.NEEDS_LOCATION) is Answer.YES and not settings.location_id:
        return Held("no_location", f"{link.name} wants a location: please set location_id.")
    needs_customer = link.can(unit, Capability.NEEDS_CUSTOMER) is Answer.YES
    if needs_customer and not _customer_id(unit, sale, entry, link.backend):
        return Held(
            "no_customer", f"{link.name} wants a customer for each sale: please set customer_id."
        )
    return None


def _priced_otherwise(unit: Unit, sale: Sale, known_ids: dict[int, str], link: Link) -> Held | None:
    """Where the back end prices a sale itself: why it would come to another total there."""
    if link.can(unit, Capability.SERVER_PRICES) is not Answer.YES:
        return None
    if link.can(unit, Capability.TOTALS_AGREE) is Answer.NO:
        said = f"{link.name} came to another total before; this sale stays here."
        return Held("totals_differ", said)
    if sale.cart.discount or any(line.discount for line in sale.cart.lines):
        return Held("stays_local", f"{link.name} knows no discount of ours; this sale stays here.")
    prices = remote.prices(unit, link.name, known_ids.values())
    for line in sale.cart.lines:
        there = prices.get(known_ids.get(line.product_id or 0, ""))
        if there is not None and there != line.unit_price:
            said = f"“{line.name}” costs {there} at {link.name}; this sale stays here."
            return Held("stays_local", said)
        if line.quantity != line.quantity.to_integral_value():
            said = f"{link.name} sells whole pieces only: “{line.name}”; this sale stays here."
            return Held("stays_local", said)
    return None


def _checked(sale: Sale, items: list[InvoiceItem]) -> Held | None:
    total = sale.totals.taxed.gross
    step = total.currency.step
    told = sum((rounded(each.price * each.quantity, step) for each in items), Decimal(0))
    if told == total.amount:
        return None
    return Held("not_exact", f"The items sum to {told}, the sale to {total}.")


def items_of(product_id: str, quantity: Decimal, gross: Money) -> list[InvoiceItem] | None:
    """The items that sum exactly to a line's gross; None when no price in minor units does.

    A whole quantity whose gross does not divide evenly becomes two items, a minor unit apart.
    """
    step = gross.currency.step
    if quantity == quantity.to_integral_value():
        low = (gross.amount / quantity / step).to_integral_value(ROUND_FLOOR) * step
        dearer = (gross.amount - low * quantity) / step
        parts = ((quantity - dearer, low), (dearer, low + step))
        return [InvoiceItem(product_id, count, price) for count, price in parts if count]
    price = rounded(gross.amount / quantity, step)
    if rounded(price * quantity, step) != gross.amount:
        return None
    return [InvoiceItem(product_id, quantity, price)]


def _with_more(items: list[InvoiceItem], more: InvoiceItem) -> list[InvoiceItem]:
    """The items of a back end that prices them by itself: each product once."""
    for at, each in enumerate(items):
        if each.product_id == more.product_id:
            whole = replace(each, quantity=each.quantity + more.quantity)
            return [*items[:at], whole, *items[at + 1 :]]
    return [*items, more]


def notes(sale: Sale) -> str:
    """The reference first, then what an invoice of the back end has no field for."""
    parts = [sale.reference, f"{sale.issued_at:%Y-%m-%dT%H:%M:%SZ}", f"till {sale.register}"]
    if len(sale.payments) > 1:
        split = " + ".join(f"{each.method.value} {each.amount}" for each in sale.payments)
        parts.append(f"paid {split}")
    if sale.settlement.rounding_adjustment.amount:
        parts.append(f"cash rounding {sale.settlement.rounding_adjustment}")
    if sale.cart.notes:
        parts.append(sale.cart.notes[:MAX_NOTE])
    return " | ".join(parts)


def _method(payments: tuple[Payment, ...]) -> str:
    # One method is all an invoice of the back end has: that of the largest part.
    if not payments:
        return Method.CASH.value
    return max(payments, key=lambda each: each.amount.amount).method.value


def _missing_product(
    unit: Unit, sale: Sale, known_ids: dict[int, str], backend: Backend
) -> Waits | None:
    for line in sale.cart.lines:
        if line.product_id is not None and line.product_id not in known_ids:
            return Waits(_product_entry(unit, line, sale, backend), line.name)
    return None


def _product_entry(unit: Unit, line: CartLine, sale: Sale, backend: Backend) -> int:
    known = outbox.of(unit, backend.name, "product", line.product_id or 0)
    if known and known.state != outbox.ACKED:
        return known.id
    made = Outgoing("product", line.product_id or 0, number=line.sku)
    return outbox.put(unit, made, at=sale.issued_at, backend=backend.name)


def _missing_customer(unit: Unit, sale: Sale, entry: Entry, link: Link) -> Waits | None:
    backend, customer = link.backend, sale.cart.customer
    if link.can(unit, Capability.CREATE_CUSTOMER) is Answer.NO:
        return None
    if customer is None or customer.id is None or entry.payload.get("without_customer"):
        return None
    if remote.remote_id(unit, backend.name, "customer", customer.id) is not None:
        return None
    known = outbox.of(unit, backend.name, "customer", customer.id)
    if known and known.state != outbox.ACKED:
        return Waits(known.id, customer.name)
    made = Outgoing("customer", customer.id)
    return Waits(outbox.put(unit, made, at=sale.issued_at, backend=backend.name), customer.name)


def _customer_id(unit: Unit, sale: Sale, entry: Entry, backend: Backend) -> str | None:
    customer = sale.cart.customer
    if (
        customer is not None
        and customer.id is not None
        and not entry.payload.get("without_customer")
    ):
        known = remote.remote_id(unit, backend.name, "customer", customer.id)
        if known is not None:
            return known
    return backend.settings.customer_id or None
