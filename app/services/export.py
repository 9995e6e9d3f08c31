"""Export to CSV files: products, invoices, stock, customers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.domain.number import plain
from app.services import invoices, product_import, table_file
from app.services.counter import Counter
from app.storage import stock
from app.storage.store import Unit

BATCH = 2_000


def products(unit: Unit, counter: Counter, path: Path) -> int:
    """All products, in the columns that the import reads; how many."""
    return table_file.write(path, product_import.COLUMNS, _products(unit, counter))


def _products(unit: Unit, counter: Counter) -> Iterator[Sequence[object]]:
    view = counter.catalog(unit)
    ids = [row[0] for row in unit.sql("SELECT id FROM product ORDER BY id")]
    for start in range(0, len(ids), BATCH):
        for each in view.products(ids[start : start + BATCH]):
            yield (
                each.sku,
                each.name,
                each.name_ar,
                "|".join(code.code for code in each.barcodes),
                each.category,
                each.price,
                each.cost,
                each.tax,
                each.unit,
                plain(each.stock) if each.tracked else "",
                "yes" if each.active else "no",
            )


INVOICE_COLUMNS = (
    "number",
    "uuid",
    "reference",
    "issued_at",
    "customer",
    "currency",
    "total",
    "paid",
    "status",
    "sync",
)


def all_invoices(unit: Unit, counter: Counter, path: Path) -> int:
    """All documents, the newest first; how many."""
    digits = counter.currency.digits
    rows = (
        (
            row.number,
            row.uuid,
            row.reference,
            row.issued_at.isoformat(),
            row.customer,
            row.currency,
            f"{row.total:.{digits}f}",
            f"{row.paid:.{digits}f}",
            row.status,
            row.sync,
        )
        for row in invoices.find(unit, counter.shop)
    )
    return table_file.write(path, INVOICE_COLUMNS, rows)


def levels(unit: Unit, _counter: Counter, path: Path) -> int:
    """All stock levels, by product and warehouse; how many."""
    rows = (
        (row.sku, row.name, row.name_ar, row.warehouse, plain(row.quantity))
        for row in stock.levels(unit)
    )
    return table_file.write(path, ("sku", "name", "name_ar", "warehouse", "quantity"), rows)


CUSTOMER_COLUMNS = ("name", "phone", "email", "address", "vat_number")


def customers(unit: Unit, _counter: Counter, path: Path) -> int:
    """All customers; how many."""
    rows = unit.sql("SELECT name, phone, email, address, vat_number FROM customer ORDER BY id")
    return table_file.write(path, CUSTOMER_COLUMNS, (tuple(row) for row in rows))


KINDS = {
    "products": products,
    "invoices": all_invoices,
    "stock": levels,
    "customers": customers,
}
