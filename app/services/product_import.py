"""Import of products from a CSV file: many at once, all or nothing, each bad row with a reason."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from app.domain import barcode
from app.domain.catalog import Product, ProductBarcode, ProductDraft, draft_of
from app.domain.country import country
from app.domain.currency import Currency
from app.domain.errors import Refusal, SanduqError
from app.domain.stock import Reason
from app.domain.tax import TaxRate, tax_rate
from app.domain.text import digits
from app.services import product_news, products, table_file
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import backend, catalog, journal, outbox, register, stock
from app.storage.store import Unit

COLUMNS = (
    "sku",
    "name",
    "name_ar",
    "barcode",
    "category",
    "price",
    "cost",
    "tax_rate",
    "unit",
    "stock",
    "active",
)
BATCH = 4_000
REPEATED = 50  # rows at a time, once products come again
CELLS_KEPT = 10_000  # texts of a column that are read once: but for names, most repeat
MAX_REFUSED = 1_000  # reasons that are told; more are only counted

_YES = {"1", "yes", "true", "y", "نعم"}
_NO = {"0", "no", "false", "n", "لا"}

# Rows with their line numbers; and for each column the field that it fills, and its reader.
Chunk = list[tuple[int, dict[str, str]]]
Readers = dict[str, tuple[str, Callable[[str], object]]]


class RefusedRow(NamedTuple):
    """A row that was not taken: its line in the file, why, and the code of that reason."""

    line: int
    reason: str
    code: str


@dataclass(slots=True)
class ImportReport:
    """What became of the rows; `refused` holds the first thousand, `refused_count` counts all.

    `touched` has the ids of the products, `queued` counts what a back end will be told. An import
    in steps may end before its file does: when a person cancelled it, or when `stopped_by` says
    what was wrong; what it counts is stored.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    refused_count: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()
    touched: set[int] = field(default_factory=set)
    queued: int = 0
    cancelled: bool = False
    stopped_by: SanduqError | None = None

    @property
    def changes(self) -> Changes:
        """The products that were created or updated."""
        return Changes(products=frozenset(self.touched), outbox=bool(self.queued))

    @property
    def figures(self) -> dict[str, object]:
        """The counts, as the journal tells them."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "refused": self.refused_count,
        }

    def refuse(self, line: int, refusal: Refusal) -> None:
        """Count a row that was not taken."""
        self.refused_count += 1
        if len(self.refused) < MAX_REFUSED:
            self.refused.append(RefusedRow(line, refusal.message, refusal.code))

    def add(self, step: ImportReport) -> None:
        """Count in what became of the next rows."""
        self.read += step.read
        self.created += step.created
        self.updated += step.updated
        self.refused_count += step.refused_count
        self.refused += step.refused[: MAX_REFUSED - len(self.refused)]
        self.touched |= step.touched
        self.queued += step.queued


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: dict[str, str]
    codes: dict[str, ProductBarcode]  # by their look-up keys


def read(
    unit: Unit, path: Path, counter: Counter, *, dry_run: bool = False
) -> tuple[ImportReport, Changes]:
    """Create or update a product for every row; a row's SKU, else its barcode, tells which.

    Columns that the file lacks keep their values. `stock` is what was counted: the difference to
    the level now becomes a move. Nothing is stored in a dry run, or when the file is broken.
    """
    with table_file.reading(path) as (columns, rows), uncollected():
        report = begun(columns)
        batch = Batch(unit, counter, report, readers(counter.currency))
        while chunk := list(islice(rows, BATCH)):
            batch.take(chunk)
    if not dry_run and report.touched:
        at = counter.source.now()
        journal.write(
            unit, "products_imported", path.name, report.figures, actor=counter.cashier, at=at
        )
        unit.commit()
    return report, report.changes


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no cycles meanwhile: among millions of objects that takes an eighth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def begun(columns: Sequence[str]) -> ImportReport:
    """The report of a file with these columns; refuses those that name no product."""
    if not {"sku", "barcode", "name", "name_ar"} & set(columns):
        raise Refusal(
            "bad_csv", f"The first line must name the columns, such as {', '.join(COLUMNS)}."
        )
    unknown = tuple(column for column in columns if column not in COLUMNS)
    return ImportReport(unknown_columns=unknown)


class Batch:
    """The rows of a file, some thousand at a time, stored within one unit of work."""

    def __init__(
        self, unit: Unit, counter: Counter, report: ImportReport, readers: Readers
    ) -> None:
        self._unit = unit
        self._counter = counter
        self._report = report
        self._next_id = catalog.next_id(unit)
        self._readers = readers
        self._standard = tax_rate(country(counter.shop.seller.country).standard_rate)
        self._groups = {each.name: each.id for each in catalog.categories(unit)}
        self._books = backend.books(unit)
        self._removable = backend.removes_products(unit)
        own_id = counter.register.warehouse_id
        self._place = next(each for each in register.warehouses(unit) if each.id == own_id)

    def take(self, chunk: Chunk) -> None:
        """Store the good rows of a chunk. A product that comes twice starts a new round."""
        self._report.read += len(chunk)
        rows = self._round(list(self._read(chunk)))
        while rows:
            # A few at a time: of a product that comes a thousand times, each round takes one row.
            rows = [*self._round(rows[:REPEATED]), *rows[REPEATED:]]

    def _read(self, chunk: Chunk) -> Iterator[_Row]:
        for line, cells in chunk:
            try:
                yield _row(line, cells)
            except Refusal as refusal:
                self._report.refuse(line, refusal)

    def _round(self, rows: list[_Row]) -> list[_Row]:
        unit = self._unit
        named = {sku for row in rows if (sku := row.cells.get("sku"))}
        skus = catalog.ids_by_sku(unit, named)
        owners = catalog.owners_by_key(unit, [key for row in rows for key in row.codes])
        ids = {_known(row, skus, owners) for row in rows} - {None}
        view = self._counter.catalog(unit)
        known = {each.id: each for each in view.products([each for each in ids if each])}
        new: list[tuple[int, ProductDraft]] = []
        changed: list[tuple[Product, ProductDraft]] = []
        counted: list[tuple[int, Decimal, Decimal]] = []
        taken: set[str] = set()
        later: list[_Row] = []
        for row in rows:
            names = {f"sku {row.cells.get('sku') or row.line}", *row.codes}
            product_id = _known(row, skus, owners)
            product = known.get(product_id) if product_id else None
            names |= {f"id {product_id}"} if product_id else set()
            # The codes that it gives up as well: a row after it may take them.
            names |= {barcode.key(each.code) for each in product.barcodes} if product else set()
            if names & taken:
                # What comes after it and has to do with it waits as well: order counts.
                taken |= names
                later.append(row)
                continue
            try:
                products.refuse_foreign(row.codes, owners, product_id)
                draft = self._draft(row, product, named)
                count = _count(row.cells.get("stock", ""))
                _refuse_untracked(product, count)
            except Refusal as refusal:
                self._report.refuse(row.line, refusal)
                continue
            taken |= names
            if product:
                changed.append((product, draft))
            else:
                new.append((self._next_id, draft))
                self._next_id += 1
            if count is not None:
                own_id = product.id if product else new[-1][0]
                counted.append((own_id, count, product.stock if product else Decimal(0)))
        self._store(new, changed, counted)
        return later

    def _store(
        self,
        new: list[tuple[int, ProductDraft]],
        changed: list[tuple[Product, ProductDraft]],
        counted: list[tuple[int, Decimal, Decimal]],
    ) -> None:
        for _, draft in (*new, *changed):
            if draft.category and draft.category not in self._groups:
                self._groups[draft.category] = catalog.category_id(self._unit, draft.category)
        catalog.insert(self._unit, new, self._groups)
        catalog.update(self._unit, [(old.id, draft) for old, draft in changed], self._groups)
        born = {product_id for product_id, _ in new}
        moves = [
            stock.NewMove(
                product_id,
                self._place.id,
                count - level,
                Reason.OPENING if product_id in born else Reason.COUNTED,
                "import",
            )
            for product_id, count, level in counted
            if count != level
        ]
        at = self._counter.source.now()
        stock.append(self._unit, moves, actor=self._counter.cashier, at=at)
        if self._books:
            pairs = [(old.id, draft_of(old), draft) for old, draft in changed]
            place, removable = self._place.code, self._removable
            told = product_news.imported(new, pairs, moves, warehouse=place, removable=removable)
            news = list(told)
            outbox.put_many(self._unit, news, at=at)
            self._report.queued += len(news)
        self._report.created += len(new)
        self._report.updated += len(changed)
        self._report.touched |= born | {old.id for old, _ in changed}

    def _draft(self, row: _Row, product: Product | None, named: set[str]) -> ProductDraft:
        changes: dict[str, Any] = {
            field_name: read_cell(text)
            for column, (field_name, read_cell) in self._readers.items()
            if (text := row.cells.get(column))
        }
        if not product and "name" not in changes and "name_ar" in changes:
            changes["name"] = changes["name_ar"]
        if row.codes:
            # The file does not tell of how many pieces a code stands for: it keeps what it had.
            packs = {barcode.key(each.code): each for each in product.barcodes} if product else {}
            changes["barcodes"] = tuple(packs.get(key, code) for key, code in row.codes.items())
        if product:
            return replace(draft_of(product), **changes)
        if "name" not in changes or "price" not in changes:
            missing = "name" if "name" not in changes else "price"
            raise Refusal("incomplete", f"A new product needs a {missing}.")
        sku = products.code(row.cells.get("sku", ""), "SKU")
        if not sku:
            sku = products.free_sku(self._unit, self._next_id, named)
            named.add(sku)
        return ProductDraft(sku, **{"name_ar": "", "tax": self._standard, **changes})


def _row(line: int, cells: dict[str, str]) -> _Row:
    if "" in cells:
        raise Refusal("bad_csv", "The row has more fields than there are columns.")
    return _Row(line, cells, _barcodes(cells.get("barcode", "")))


def _known(row: _Row, skus: dict[str, int], owners: dict[str, int]) -> int | None:
    sku = row.cells.get("sku", "")
    if sku:
        return skus.get(sku)
    return next((owners[key] for key in row.codes if key in owners), None)


def _refuse_untracked(product: Product | None, counted: Decimal | None) -> None:
    if product and not product.tracked and counted not in {None, product.stock}:
        raise Refusal("not_tracked", f"No stock is kept of {product.name}.")


def _barcodes(text: str) -> dict[str, ProductBarcode]:
    codes = filter(None, map(str.strip, digits(text).split("|")))
    return products.keyed(map(ProductBarcode, codes))


@lru_cache(CELLS_KEPT)
def _count(text: str) -> Decimal | None:
    if not text:
        return None
    return products.counted(digits(text))


def _amount(currency: Currency, what: str, text: str) -> Decimal:
    return products.amount(digits(text), currency, what)


def _tax(text: str) -> TaxRate:
    return tax_rate(digits(text).lower().rstrip("% "))


def _flag(text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise Refusal("bad_flag", f"“{text[:40]}” is neither yes nor no.")


def _unit(text: str) -> str:
    return products.code(text, "unit").lower()


def readers(currency: Currency) -> Readers:
    """For each column the field that it fills, and how its texts are read."""
    kept = lru_cache(CELLS_KEPT)
    return {
        "name": ("name", products.label),
        "name_ar": ("name_ar", products.label),
        "category": ("category", kept(products.label)),
        "unit": ("unit", kept(_unit)),
        "price": ("price", kept(partial(_amount, currency, "price"))),
        "cost": ("cost", kept(partial(_amount, currency, "cost"))),
        "tax_rate": ("tax", kept(_tax)),
        "active": ("active", kept(_flag)),
    }
