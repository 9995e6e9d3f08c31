"""Completed sales in the store: written once, read back exactly as they were."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from typing import Any

from app.domain.cart import Cart, CartLine, LineTotal, Pricing, TaxTotal, Totals
from app.domain.currency import Currency, currency
from app.domain.customer import Customer
from app.domain.discount import Discount
from app.domain.money import Money
from app.domain.number import plain
from app.domain.payment import Method, Payment, Settlement, Status
from app.domain.sale import Sale
from app.domain.shop import Seller
from app.domain.tax import TaxCategory, Taxed, TaxRate, TaxRounding
from app.domain.text import fold
from app.storage.store import Unit
from app.storage.value import from_millionths, moment_text, to_millionths


def _insert_sql(table: str, columns: str) -> str:
    marks = ", ".join("?" for _ in columns.split(","))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"


_INVOICE_COLUMNS = (
    "uuid, kind, register_id, sequence, number, reference, issued_at, time_zone, cashier, seller, "
    "customer_id, customer, currency, prices_include_tax, rounding, subtotal, discount, "
    "document_discount, discount_percent, net, tax, total, rounding_adjustment, payable, paid, "
    '"change", status, notes, qr'
)
_LINE_COLUMNS = (
    "invoice_id, position, product_id, sku, barcode, name, name_ar, quantity, unit, unit_price, "
    "list_price, subtotal, discount, discount_percent, document_discount, tax_category, tax_rate, "
    "net, tax, gross, tracked, note"
)
_INSERT_INVOICE = _insert_sql("invoice", f"{_INVOICE_COLUMNS}, text_key")
_INSERT_LINE = _insert_sql("invoice_line", _LINE_COLUMNS)
_INSERT_TAX = _insert_sql(
    "invoice_tax", "invoice_id, position, tax_category, tax_rate, base, amount"
)
_INSERT_PAYMENT = _insert_sql("payment", "invoice_id, position, method, amount, reference, at")


def insert(unit: Unit, sale: Sale, *, register_id: int, sequence: int) -> int:
    """Store a completed sale with its lines, taxes and payments; its id."""
    invoice_id = int(unit.raw(_INSERT_INVOICE, _invoice(sale, register_id, sequence)).lastrowid)
    unit.raw_many(
        _INSERT_LINE,
        [
            (invoice_id, position, *_line(line, total))
            for position, (line, total) in enumerate(
                zip(sale.cart.lines, sale.totals.lines, strict=True), 1
            )
        ],
    )
    unit.raw_many(
        _INSERT_TAX,
        [
            (
                invoice_id,
                position,
                tax.rate.category.value,
                to_millionths(tax.rate.percent),
                _stored(tax.base),
                _stored(tax.amount),
            )
            for position, tax in enumerate(sale.totals.taxes, 1)
        ],
    )
    at = moment_text(sale.issued_at)
    if sale.payments:
        unit.raw_many(
            _INSERT_PAYMENT,
            [
                (invoice_id, position, each.method.value, _stored(each.amount), each.reference, at)
                for position, each in enumerate(sale.payments, 1)
            ],
        )
    return invoice_id


def _invoice(sale: Sale, register_id: int, sequence: int) -> tuple[Any, ...]:
    cart, totals, settlement = sale.cart, sale.totals, sale.settlement
    customer = cart.customer
    return (
        sale.uuid,
        "sale",
        register_id,
        sequence,
        sale.number,
        sale.reference,
        moment_text(sale.issued_at),
        sale.time_zone,
        sale.cashier,
        _json(sale.seller),
        customer.id if customer else None,
        _json(customer) if customer else None,
        cart.pricing.currency.code,
        int(cart.pricing.prices_include_tax),
        cart.pricing.rounding.value,
        _stored(totals.subtotal),
        _stored(totals.discount),
        _stored(totals.document_discount),
        _percent(cart.discount),
        _stored(totals.taxed.net),
        _stored(totals.taxed.tax),
        _stored(totals.taxed.gross),
        _stored(settlement.rounding_adjustment),
        _stored(settlement.payable),
        _stored(settlement.paid),
        _stored(settlement.change),
        settlement.status.value,
        cart.notes,
        sale.qr,
        fold(f"{sale.number} {sale.reference} {cart.notes} {customer.name if customer else ''}"),
    )


def _line(line: CartLine, total: LineTotal) -> tuple[Any, ...]:
    return (
        line.product_id,
        line.sku,
        line.barcode,
        line.name,
        line.name_ar,
        to_millionths(line.quantity),
        line.unit,
        to_millionths(line.unit_price),
        None if line.list_price is None else to_millionths(line.list_price),
        _stored(total.subtotal),
        _stored(total.discount),
        _percent(line.discount),
        _stored(total.document_discount),
        line.tax.category.value,
        to_millionths(line.tax.percent),
        _stored(total.taxed.net),
        _stored(total.taxed.tax),
        _stored(total.taxed.gross),
        int(line.tracked),
        line.note,
    )


_SELECT_INVOICE = (
    f"SELECT i.id, r.code, {', '.join('i.' + name.strip() for name in _INVOICE_COLUMNS.split(','))}"
    " FROM invoice i JOIN register r ON r.id = i.register_id WHERE i.number = ?"
)


def load(unit: Unit, number: str) -> Sale | None:
    """The sale with this number as it was stored; no figure is computed again."""
    found = next(unit.sql(_SELECT_INVOICE, (number,)).named(), None)
    if found is None:
        return None
    money = currency(found["currency"])
    rows = unit.sql(
        f"SELECT {_LINE_COLUMNS} FROM invoice_line WHERE invoice_id = ? ORDER BY position",
        (found["id"],),
    ).named()
    lines = [(_cart_line(row, money), _line_total(row, money)) for row in rows]
    cart = Cart(
        pricing=Pricing(money, bool(found["prices_include_tax"]), TaxRounding(found["rounding"])),
        lines=tuple(line for line, _ in lines),
        discount=_discount(found, "document_discount", money),
        customer=Customer(**json.loads(found["customer"])) if found["customer"] else None,
        notes=found["notes"],
    )
    return Sale(
        uuid=found["uuid"],
        number=found["number"],
        reference=found["reference"],
        register=found["code"],
        cashier=found["cashier"],
        issued_at=datetime.fromisoformat(found["issued_at"]),
        time_zone=found["time_zone"],
        seller=Seller(**json.loads(found["seller"])),
        cart=cart,
        totals=_totals(unit, found, tuple(total for _, total in lines), money),
        payments=_payments(unit, found["id"], money),
        settlement=Settlement(
            rounding_adjustment=_money(found["rounding_adjustment"], money),
            payable=_money(found["payable"], money),
            paid=_money(found["paid"], money),
            change=_money(found["change"], money),
            status=Status(found["status"]),
        ),
        qr=found["qr"],
    )


def _totals(unit: Unit, found: Any, lines: tuple[LineTotal, ...], money: Currency) -> Totals:
    taxes = unit.sql(
        "SELECT tax_category, tax_rate, base, amount FROM invoice_tax WHERE invoice_id = ? "
        "ORDER BY position",
        (found["id"],),
    )
    return Totals(
        lines=lines,
        taxes=tuple(
            TaxTotal(_rate(category, rate), _money(base, money), _money(amount, money))
            for category, rate, base, amount in taxes
        ),
        taxed=_taxed(found["net"], found["tax"], found["total"], money),
        subtotal=_money(found["subtotal"], money),
        discount=_money(found["discount"], money),
        document_discount=_money(found["document_discount"], money),
    )


def _payments(unit: Unit, invoice_id: int, money: Currency) -> tuple[Payment, ...]:
    rows = unit.sql(
        "SELECT method, amount, reference FROM payment WHERE invoice_id = ? ORDER BY position",
        (invoice_id,),
    )
    return tuple(
        Payment(Method(method), _money(amount, money), reference)
        for method, amount, reference in rows
    )


def _cart_line(row: Any, money: Currency) -> CartLine:
    return CartLine(
        name=row["name"],
        name_ar=row["name_ar"],
        unit_price=from_millionths(row["unit_price"]),
        tax=_rate(row["tax_category"], row["tax_rate"]),
        quantity=from_millionths(row["quantity"]),
        unit=row["unit"],
        discount=_discount(row, "discount", money),
        product_id=row["product_id"],
        sku=row["sku"],
        barcode=row["barcode"],
        tracked=bool(row["tracked"]),
        list_price=None if row["list_price"] is None else from_millionths(row["list_price"]),
        note=row["note"],
    )


def _line_total(row: Any, money: Currency) -> LineTotal:
    return LineTotal(
        subtotal=_money(row["subtotal"], money),
        discount=_money(row["discount"], money),
        document_discount=_money(row["document_discount"], money),
        taxed=_taxed(row["net"], row["tax"], row["gross"], money),
    )


def _discount(row: Any, column: str, money: Currency) -> Discount | None:
    if row["discount_percent"] is not None:
        return Discount(percent=from_millionths(row["discount_percent"]))
    return Discount(amount=_money(row[column], money).amount) if row[column] else None


def _rate(category: str, rate: int) -> TaxRate:
    return TaxRate(TaxCategory(category), from_millionths(rate))


def _taxed(net: int, tax: int, gross: int, money: Currency) -> Taxed:
    return Taxed(_money(net, money), _money(tax, money), _money(gross, money))


def _money(millionths: int, money: Currency) -> Money:
    return Money(from_millionths(millionths), money)


def _stored(value: Money) -> int:
    return to_millionths(value.amount)


def _percent(discount: Discount | None) -> int | None:
    if discount is None or discount.percent is None:
        return None
    return to_millionths(discount.percent)


@lru_cache(64)  # the seller of every sale is the same
def _json(value: Any) -> str:
    return json.dumps(asdict(value), ensure_ascii=False, separators=(",", ":"))


def moved(unit: Unit, invoice_id: int) -> list[tuple[int, str, str, str]]:
    """What a sale took from stock: product, SKU, warehouse and the change as text."""
    rows = unit.sql(
        "SELECT m.product_id, p.sku, w.code, sum(m.quantity) FROM stock_move m "
        "JOIN product p ON p.id = m.product_id JOIN warehouse w ON w.id = m.warehouse_id "
        "WHERE m.invoice_id = ? GROUP BY m.product_id, m.warehouse_id ORDER BY m.product_id",
        (invoice_id,),
    )
    return [(row[0], row[1], row[2], plain(from_millionths(row[3]))) for row in rows]


def faults(unit: Unit) -> list[str]:
    """Documents whose parts do not sum to their header, and gaps in the numbers."""
    sums = unit.sql(
        "SELECT i.number, "
        "(SELECT sum(net) FROM invoice_line l WHERE l.invoice_id = i.id) = i.net AND "
        "(SELECT sum(tax) FROM invoice_line l WHERE l.invoice_id = i.id) = i.tax, "
        "(SELECT coalesce(sum(base), 0) FROM invoice_tax t WHERE t.invoice_id = i.id) = i.net AND "
        "(SELECT coalesce(sum(amount), 0) FROM invoice_tax t WHERE t.invoice_id = i.id) = i.tax, "
        "(SELECT coalesce(sum(amount), 0) FROM payment p WHERE p.invoice_id = i.id) = i.paid, "
        "(SELECT coalesce(sum(quantity), 0) FROM invoice_line l WHERE l.invoice_id = i.id "
        "AND l.tracked) = -(SELECT coalesce(sum(quantity), 0) FROM stock_move m "
        "WHERE m.invoice_id = i.id), "
        "(SELECT count(*) FROM outbox o WHERE o.kind = 'invoice' AND o.record_id = i.id) >= 1, "
        "(SELECT count(*) FROM journal j WHERE j.event = 'sale_completed' "
        "AND j.subject = i.number) = 1 FROM invoice i"
    )
    parts = ("lines", "tax table", "payments", "stock moves", "outbox", "journal")
    found = [
        f"Invoice {row[0]}: its {part} do not agree with it."
        for row in sums
        for part, agrees in zip(parts, row[1:], strict=True)
        if not agrees
    ]
    gaps = unit.sql(
        "SELECT r.code, r.last_number, count(i.id), coalesce(max(i.sequence), 0) FROM register r "
        "LEFT JOIN invoice i ON i.register_id = r.id GROUP BY r.id"
    )
    found += [
        f"Register {code} gave {last} numbers but has {count} documents, the last one {highest}."
        for code, last, count, highest in gaps
        if not last == count == highest
    ]
    return found
