"""Products, barcodes and categories in the store."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain import barcode
from app.domain.catalog import Category, Found, Product, ProductBarcode, ProductDraft
from app.domain.currency import Currency
from app.domain.money import Money
from app.domain.number import ZERO
from app.domain.tax import TaxCategory, TaxRate
from app.domain.text import fold
from app.storage import search
from app.storage.store import Unit
from app.storage.value import from_millionths, to_millionths

NEWEST = 1_000  # products that are asked which tax rates are in use
IDS_AT_ONCE = 1_000  # that browsing fetches, so that no long list of rows is made

_PRODUCT = """
SELECT p.id, p.sku, p.name, p.name_ar, coalesce(c.name, ''), coalesce(c.tint, ''), p.unit,
    p.price, p.cost, p.tax_category, p.tax_rate, p.active, p.tracked, p.picture, p.reorder_level,
    (SELECT json_group_array(json_array(b.code, b.unit, b.quantity) ORDER BY b.position)
        FROM barcode b WHERE b.product_id = p.id),
    (SELECT quantity FROM stock_level l WHERE l.product_id = p.id AND l.warehouse_id = :warehouse),
    (SELECT json_group_array(json_array(r.backend, r.remote_id) ORDER BY r.backend)
        FROM remote_id r WHERE r.kind = 'product' AND r.local_id = p.id)
"""
_FROM = " FROM product p LEFT JOIN category c ON c.id = p.category_id "
_BY_KEY = (
    _PRODUCT + ", found.quantity FROM barcode found JOIN product p ON p.id = found.product_id "
    "LEFT JOIN category c ON c.id = p.category_id WHERE found.key = :key"
)
_BY_SKU = f"{_PRODUCT}{_FROM} WHERE p.sku = :sku"
_BY_ID = f"{_PRODUCT}{_FROM} WHERE p.id = :id"
_BY_IDS = (
    f"{_PRODUCT} FROM json_each(:ids) wanted CROSS JOIN product p ON p.id = wanted.value "
    "LEFT JOIN category c ON c.id = p.category_id ORDER BY wanted.key"
)


class Catalog:
    """The catalogue as one register sees it: its currency, and the stock it sells from."""

    def __init__(self, unit: Unit, currency: Currency, warehouse_id: int) -> None:
        self._unit = unit
        self._currency = currency
        self._warehouse_id = warehouse_id

    def find(self, code: str) -> Found | None:
        """The product with this barcode, SKU or id, in this order."""
        for key in barcode.parse(code).keys:
            row = self._row(_BY_KEY, key=key)
            if row:
                return Found(self._product(row), from_millionths(row[18]))
        row = self._row(_BY_SKU, sku=code)
        if row is None and code.isascii() and code.isdigit() and len(code) < 16:
            row = self._row(_BY_ID, id=int(code))
        return Found(self._product(row)) if row else None

    def products(self, ids: Sequence[int]) -> list[Product]:
        """The products with these ids, in this order."""
        return [self._product(row) for row in self._rows(_BY_IDS, ids=json.dumps(list(ids)))]

    def categories(self) -> list[Category]:
        """The categories with something to sell, in the order they were made."""
        rows = self._unit.sql(
            "SELECT id, name, name_ar, tint FROM category c WHERE EXISTS "
            "(SELECT 1 FROM product p WHERE p.category_id = c.id AND p.active = 1) ORDER BY id"
        )
        return [Category(*row) for row in rows]

    def search(self, text: str, limit: int = 50) -> list[Product]:
        """The products that fit what is typed, best first; all of them for empty text."""
        return self.products(search.ids(self._unit, text, limit))

    def search_ids(self, text: str, limit: int = 50) -> list[int]:
        """The ids of the products that fit what is typed, best first."""
        return search.ids(self._unit, text, limit)

    def browse(self, category_id: int | None = None, limit: int = -1) -> array[int]:
        """The ids of all products that are sold, or of one category's, in order."""
        # “= 1”, unlike “active” alone, is what an index answers in order.
        everything = "SELECT id FROM product WHERE active = 1"
        if category_id is None:
            rows = self._unit.raw(f"{everything} ORDER BY id LIMIT ?", (limit,))
        else:
            sql = f"{everything} AND category_id = ? ORDER BY id LIMIT ?"
            rows = self._unit.raw(sql, (category_id, limit))
        found = array("q")
        while batch := rows.fetchmany(IDS_AT_ONCE):
            found.extend([row[0] for row in batch])
        return found

    def _row(self, sql: str, **values: object) -> Any:
        return self._rows(sql, **values).fetchone()

    def _rows(self, sql: str, **values: object) -> Any:
        return self._unit.raw(sql, {"warehouse": self._warehouse_id, **values})

    def _product(self, row: Any) -> Product:
        reorder_level, stock = row[14], row[16]
        return Product(
            id=row[0],
            sku=row[1],
            name=row[2],
            name_ar=row[3],
            category=row[4],
            tint=row[5],
            unit=row[6],
            price=self._money(row[7]),
            cost=None if row[8] is None else self._money(row[8]),
            tax=TaxRate(TaxCategory(row[9]), from_millionths(row[10])),
            active=bool(row[11]),
            tracked=bool(row[12]),
            picture=row[13],
            reorder_level=None if reorder_level is None else from_millionths(reorder_level),
            barcodes=tuple(
                ProductBarcode(code, unit, from_millionths(quantity))
                for code, unit, quantity in json.loads(row[15])
            ),
            stock=ZERO if stock is None else from_millionths(stock),
            remote_ids=tuple(map(tuple, json.loads(row[17]))) if row[17] != "[]" else (),
        )

    def _money(self, millionths: int) -> Money:
        return Money(from_millionths(millionths), self._currency)


def names(unit: Unit, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The English and the Arabic names of the products with these ids."""
    rows = unit.sql(
        "SELECT id, name, name_ar FROM product WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def categories(unit: Unit) -> list[Category]:
    """All categories in the order they were made."""
    rows = unit.sql("SELECT id, name, name_ar, tint FROM category ORDER BY id")
    return [Category(*row) for row in rows]


def category_id(unit: Unit, name: str, name_ar: str = "", tint: str = "") -> int:
    """The id of the category with this name, made if need be."""
    found = unit.sql("SELECT id FROM category WHERE name = ?", (name,)).scalar()
    if found is None:
        found = unit.sql(
            "INSERT INTO category (name, name_ar, tint) VALUES (?, ?, ?) RETURNING id",
            (name, name_ar, tint),
        ).scalar_one()
    return int(found)


def rates_in_use(unit: Unit) -> list[TaxRate]:
    """The tax rates of the newest products, each once."""
    rows = unit.sql(
        "SELECT DISTINCT tax_category, tax_rate FROM "
        "(SELECT tax_category, tax_rate FROM product ORDER BY id DESC LIMIT ?) "
        "ORDER BY tax_rate DESC, tax_category",
        (NEWEST,),
    )
    return [TaxRate(TaxCategory(row[0]), from_millionths(row[1])) for row in rows]


def ids_by_sku(unit: Unit, skus: Iterable[str]) -> dict[str, int]:
    """Which of these SKUs are known, and the ids of their products."""
    wanted = json.dumps(list(skus))
    rows = unit.sql(
        "SELECT sku, id FROM product WHERE sku IN (SELECT value FROM json_each(?))", (wanted,)
    )
    return {row[0]: row[1] for row in rows}


def ids_by_name(unit: Unit, names: Iterable[str]) -> dict[str, int]:
    """The products on sale that alone have one of these names, by the name folded."""
    wanted = json.dumps(sorted({fold(name) for name in names}))
    rows = unit.sql(
        "SELECT name_key, min(id) FROM product WHERE active = 1 "
        "AND name_key IN (SELECT value FROM json_each(?)) GROUP BY name_key HAVING count(*) = 1",
        (wanted,),
    )
    return {row[0]: row[1] for row in rows}


def owners_by_key(unit: Unit, keys: Iterable[str]) -> dict[str, int]:
    """Which of these barcode keys are taken, and by which product."""
    wanted = json.dumps(list(keys))
    rows = unit.sql(
        "SELECT key, product_id FROM barcode WHERE key IN (SELECT value FROM json_each(?))",
        (wanted,),
    )
    return {row[0]: row[1] for row in rows}


def next_id(unit: Unit) -> int:
    """The id that the next new product gets."""
    return int(unit.sql("SELECT coalesce(max(id), 0) + 1 FROM product").scalar_one())


_COLUMNS = (
    "sku, name, name_ar, name_key, name_ar_key, codes_key, category_id, unit, price, cost, "
    "tax_category, tax_rate, active, tracked, picture, reorder_level"
)
_INSERT = f"INSERT INTO product (id, {_COLUMNS}) VALUES ({', '.join('?' * 17)})"
_UPDATE = f"UPDATE product SET ({_COLUMNS}) = ({', '.join('?' * 16)}) WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Rows:
    """Products as they are stored: made ahead, so that no lock is held meanwhile."""

    products: list[tuple[Any, ...]]
    barcodes: list[tuple[Any, ...]]
    texts: search.Rows

    @property
    def ids(self) -> list[int]:
        """Of the products."""
        return [row[0] for row in self.products]


def rows(drafts: Sequence[tuple[int, ProductDraft]], groups: dict[str, int]) -> Rows:
    """These products under the given ids; `groups` maps category names to ids."""
    texts = [(product_id, search.entry(draft)) for product_id, draft in drafts]
    products = [
        (product_id, *_values(draft, text, groups))
        for (product_id, draft), (_, text) in zip(drafts, texts, strict=True)
    ]
    return Rows(products, _barcodes(drafts), search.rows(texts))


def insert(unit: Unit, drafts: Sequence[tuple[int, ProductDraft]], groups: dict[str, int]) -> None:
    """Store new products under the given ids; `groups` maps category names to ids."""
    insert_rows(unit, rows(drafts, groups))


def insert_rows(unit: Unit, new: Rows) -> None:
    """Store new products."""
    if new.products:
        unit.raw_many(_INSERT, new.products)
        _insert_barcodes(unit, new)
        search.add(unit, new.texts)


def update(unit: Unit, drafts: Sequence[tuple[int, ProductDraft]], groups: dict[str, int]) -> None:
    """Replace what is stored about known products, barcodes included."""
    update_rows(unit, rows(drafts, groups))


def update_rows(unit: Unit, changed: Rows) -> None:
    """Replace what is stored about known products, barcodes included."""
    if not changed.products:
        return
    ids = changed.ids
    unit.sql(_UPDATE, [(*row[1:], row[0]) for row in changed.products])
    unit.sql("DELETE FROM barcode WHERE product_id = ?", [(each,) for each in ids])
    _insert_barcodes(unit, changed)
    search.remove(unit, ids)
    search.add(unit, changed.texts)


def _values(draft: ProductDraft, text: search.Entry, groups: dict[str, int]) -> tuple[Any, ...]:
    return (
        draft.sku,
        draft.name,
        draft.name_ar,
        text.name,
        text.name_ar,
        text.codes,
        groups.get(draft.category),
        draft.unit,
        to_millionths(draft.price),
        _optional(draft.cost),
        draft.tax.category.value,
        to_millionths(draft.tax.percent),
        int(draft.active),
        int(draft.tracked),
        draft.picture,
        _optional(draft.reorder_level),
    )


def _barcodes(drafts: Sequence[tuple[int, ProductDraft]]) -> list[tuple[Any, ...]]:
    return [
        (
            barcode.key(each.code),
            each.code,
            product_id,
            position,
            each.unit,
            to_millionths(each.quantity),
        )
        for product_id, draft in drafts
        for position, each in enumerate(draft.barcodes)
    ]


def _insert_barcodes(unit: Unit, new: Rows) -> None:
    if new.barcodes:
        unit.raw_many(
            "INSERT INTO barcode (key, code, product_id, position, unit, quantity) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            new.barcodes,
        )


def _optional(value: Decimal | None) -> int | None:
    return None if value is None else to_millionths(value)
