"""Export to CSV files: products, invoices, stock, customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic

from app.domain.number import plain
from app.domain.progress import Progress, go_on, paced, unwatched
from app.services import invoices, product_import, table_file
from app.services.counter import Counter
from app.services.invoices import Wanted
from app.storage import stock
from app.storage.store import Unit

BATCH = 2_000
TOLD = 100  # rows between two looks at the clock


# Each export takes a progress to tell, and raises Refusal cancelled when it answers so.


def products(unit: Unit, counter: Counter, path: Path, progress: Progress = unwatched) -> int:
    """All products, in the columns that the import reads; how many."""
    total = unit.sql("SELECT count(*) FROM product").scalar_one()
    rows = _told(_products(unit, counter), total, progress)
    return table_file.write(path, product_import.COLUMNS, rows)


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


def all_invoices(unit: Unit, counter: Counter, path: Path, progress: Progress = unwatched) -> int:
    """All documents, the newest first; how many."""
    return found_invoices(unit, counter, path, Wanted(), progress)


def found_invoices(
    unit: Unit, counter: Counter, path: Path, wanted: Wanted, progress: Progress = unwatched
) -> int:
    """The documents that are wanted, the newest first; how many."""
    ids = invoices.ids(unit, counter.shop, wanted)
    rows = _told(_invoices(unit, counter, ids), len(ids), progress)
    return table_file.write(path, INVOICE_COLUMNS, rows)


def _invoices(unit: Unit, counter: Counter, ids: Sequence[int]) -> Iterator[Sequence[object]]:
    digits = counter.currency.digits
    for start in range(0, len(ids), BATCH):
        for row in invoices.rows_of(unit, ids[start : start + BATCH]):
            yield (
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


def levels(unit: Unit, _counter: Counter, path: Path, progress: Progress = unwatched) -> int:
    """All stock levels, by product and warehouse; how many."""
    found = stock.levels(unit)
    rows = ((row.sku, row.name, row.name_ar, row.warehouse, plain(row.quantity)) for row in found)
    columns = ("sku", "name", "name_ar", "warehouse", "quantity")
    return table_file.write(path, columns, _told(rows, len(found), progress))


CUSTOMER_COLUMNS = ("name", "phone", "email", "address", "vat_number")


def customers(unit: Unit, _counter: Counter, path: Path, progress: Progress = unwatched) -> int:
    """All customers; how many."""
    total = unit.sql("SELECT count(*) FROM customer").scalar_one()
    rows = unit.sql("SELECT name, phone, email, address, vat_number FROM customer ORDER BY id")
    cells = _told((tuple(row) for row in rows), total, progress)
    return table_file.write(path, CUSTOMER_COLUMNS, cells)


def _told(
    rows: Iterable[Sequence[object]], total: int, progress: Progress
) -> Iterator[Sequence[object]]:
    """The rows, while the progress hears how many are written."""
    told = paced(progress, monotonic)
    for done, row in enumerate(rows):
        if done % TOLD == 0:
            go_on(told, done, max(total, done + 1))
        yield row
    go_on(told, total, total)


KINDS = {
    "products": products,
    "invoices": all_invoices,
    "stock": levels,
    "customers": customers,
}
