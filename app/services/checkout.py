"""Checkout: a paid cart becomes a sale, durably and exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.cart import Cart, CartLine
from app.domain.errors import Refusal
from app.domain.payment import (
    CashRounding,
    Payment,
    Settlement,
    Status,
    refuse_card_number,
    settle,
)
from app.domain.reference import reference, without_reference
from app.domain.sale import Sale, number
from app.domain.stock import Reason
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import journal, kept_cart, outbox, print_queue, register, sale, stock
from app.storage.store import Unit


def complete(
    unit: Unit,
    cart: Cart,
    payments: Sequence[Payment],
    counter: Counter,
    *,
    cash_rounding: CashRounding | None = None,
) -> tuple[Sale, Changes]:
    """Turn the cart into a sale: invoice, payments, stock moves, journal and outbox in one commit.

    The register's open cart goes with it: after a crash, what was sold is not to be sold again.
    Raises Refusal empty_cart, underpaid, overpaid and what the cart's totals refuse. When this
    returns, the sale is on disk; when it raises, nothing of it is.
    """
    completed, changes, _ = record(unit, cart, payments, counter, cash_rounding=cash_rounding)
    kept_cart.drop_open(unit, counter.register.id)
    unit.commit()
    return completed, changes


def record(
    unit: Unit,
    cart: Cart,
    payments: Sequence[Payment],
    counter: Counter,
    *,
    cash_rounding: CashRounding | None = None,
) -> tuple[Sale, Changes, int]:
    """Write down the whole sale and leave the commit to the caller; its id, last."""
    cart = _storable(cart)
    totals = cart.totals()
    settlement = settle(totals.taxed.gross, payments, cash_rounding)
    _refuse_underpaid(settlement)
    source = counter.source
    at = source.now()
    sequence = register.take_number(unit, counter.register.id)
    own_number = number(counter.register.code, sequence)
    taxed = totals.taxed
    completed = Sale(
        uuid=source.uuid(),
        number=own_number,
        reference=reference(own_number, source.noise()),
        register=counter.register.code,
        cashier=counter.cashier,
        issued_at=at,
        time_zone=counter.shop.time_zone,
        seller=counter.shop.seller,
        cart=cart,
        totals=totals,
        payments=tuple(payments),
        settlement=settlement,
        qr=source.qr(counter.shop, at, taxed.gross, taxed.tax),
    )
    invoice_id = sale.insert(unit, completed, register_id=counter.register.id, sequence=sequence)
    sold = [line for line in cart.lines if line.tracked and line.product_id is not None]
    stock.append(
        unit,
        [_move(line, invoice_id, counter) for line in sold],
        actor=counter.cashier,
        at=at,
    )
    outgoing = outbox.Outgoing("invoice", invoice_id, completed.reference, own_number)
    outbox.put(unit, outgoing, at=at)
    figures = {"total": str(taxed.gross), "tax": str(taxed.tax), "uuid": completed.uuid}
    journal.write(unit, "sale_completed", own_number, {**figures}, actor=counter.cashier, at=at)
    shop = counter.shop
    printed = bool(shop.printer) and shop.print_automatically
    if printed:
        printer, form = shop.printer, shop.receipt_form
        print_queue.put(unit, own_number, printer=printer, form=form, copy=False, at=at)
    moved = frozenset(line.product_id for line in sold if line.product_id is not None)
    changes = Changes(
        stock=moved, invoices=frozenset({own_number}), outbox=True, print_jobs=printed
    )
    return completed, changes, invoice_id


def _storable(cart: Cart) -> Cart:
    if not cart.lines:
        raise Refusal("empty_cart", "There is nothing in the cart.")
    for text in (cart.notes, *(line.note for line in cart.lines)):
        refuse_card_number(text, "note")
    return replace(cart, notes=without_reference(cart.notes))


def _refuse_underpaid(settlement: Settlement) -> None:
    if settlement.status is not Status.PAID:
        missing = settlement.payable - settlement.paid
        raise Refusal(
            "underpaid",
            f"{settlement.paid} is not enough for {settlement.payable}: {missing} is missing.",
        )


def _move(line: CartLine, invoice_id: int, counter: Counter) -> stock.NewMove:
    return stock.NewMove(
        product_id=line.product_id or 0,
        warehouse_id=counter.register.warehouse_id,
        quantity=-line.quantity,
        reason=Reason.SALE,
        invoice_id=invoice_id,
    )
