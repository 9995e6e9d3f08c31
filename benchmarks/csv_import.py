"""Import of a catalogue from CSV, against the same rows by bare executemany.

Both fill an empty shop in one transaction, with the same indexes (search included) and triggers.
The bare side is given its rows ready in memory: it reads no file, checks nothing and folds no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

from app import bootstrap
from app.domain.text import words
from app.services import export, product_import
from benchmarks import shop
from benchmarks.measure import Figure, timed

FACTOR = 2
ROUNDS = 3

_TABLES = ("category", "product", "barcode", "word", "stock_move")
_WORDS = "INSERT INTO product_word (rowid, words) VALUES (?, ?)"
_GRAMS = "INSERT INTO product_gram (rowid, text) VALUES (?, ?)"
_TEXTS = "SELECT id, name_key || ' ' || name_ar_key, codes_key FROM product ORDER BY id"

Rows = list[tuple[str, list[Any]]]


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """The catalogue of the demo shop, exported by the product itself."""
    mine: list[float] = []
    its: list[float] = []
    with shop.scratch() as scratch:
        path = scratch / "products.csv"
        _export(shop.demo_shop(sizes.usual), path)
        for turn in range(ROUNDS):
            folder, twin = scratch / f"ours-{turn}", scratch / f"bare-{turn}"
            for each in (folder, twin):
                shop.run(shop.sanduq("--data", str(each), "init"))
            mine.append(_ours(folder, path, sizes.usual))
            its.append(_bare(twin, _rows(folder)))
    yield Figure(
        "CSV import",
        sizes.usual,
        "median",
        median(mine),
        bare=median(its),
        factor=FACTOR,
        calls=ROUNDS,
    )


def _export(source: Path, path: Path) -> None:
    with closing(bootstrap.shop_store(source)) as store, store.read() as unit:
        export.products(unit, bootstrap.counter(unit), path)


def _ours(folder: Path, path: Path, products: int) -> float:
    def read() -> None:
        with store.write() as unit:
            report, _ = product_import.read(unit, path, bootstrap.counter(unit))
        if report.created != products:
            raise AssertionError(f"only {report.created} products were imported")

    with closing(bootstrap.shop_store(folder)) as store:
        return timed(read)


def _bare(folder: Path, rows: Rows) -> float:
    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement, each in rows:
            connection.executemany(statement, each)
        connection.execute("COMMIT")

    with shop.bare(folder) as connection:
        return timed(write)


def _rows(folder: Path) -> Rows:
    """What the import wrote, in the order of its tables."""
    with shop.bare(folder) as reader:
        result = []
        for table in _TABLES:
            cursor = reader.execute(f"SELECT * FROM {table}")
            marks = ", ".join("?" for _ in cursor.description)
            result.append((f"INSERT INTO {table} VALUES ({marks})", list(cursor)))
        texts = list(reader.execute(_TEXTS))
    result.append((_WORDS, [(each, " ".join(words(names))) for each, names, _ in texts]))
    result.append((_GRAMS, [(each, f"{names} {codes}") for each, names, codes in texts]))
    return result
