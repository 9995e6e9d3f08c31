"""Scan: text → product, against a plain look-up by hand-written SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from random import Random
from typing import Any

from app import bootstrap
from app.domain import barcode
from app.domain.catalog import Found
from benchmarks import shop
from benchmarks.measure import Figure, paired

FACTOR = 5
PRODUCTS = 20_000  # that are scanned

_LOOK_UP = (
    "SELECT p.*, b.quantity FROM barcode b JOIN product p ON p.id = b.product_id WHERE b.key = ?"
)


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """Random products of the large catalogue, twice: the second round finds the file in memory."""
    folder = shop.demo_shop(sizes.large)
    with closing(bootstrap.shop_store(folder)) as store, shop.bare(folder) as connection:
        with store.read() as unit:
            counter = bootstrap.counter(unit)

        def ours(code: str) -> Found | None:
            with store.read() as unit:
                return counter.catalog(unit).find(code)

        def bare(code: str) -> Any:
            return connection.execute(_LOOK_UP, (keys[code],)).fetchone()

        codes = _codes(connection, sizes.large)
        keys = {code: barcode.key(code) for code in codes}
        first = ours(codes[0])
        if first is None or first.product.sku != bare(codes[0])[1]:
            raise AssertionError("the two look-ups find different products")
        paired(ours, bare, codes)
        mine, its = paired(ours, bare, codes)
    for name in ("median", "p99"):
        yield Figure(
            "scan: text → product",
            sizes.large,
            name,
            getattr(mine, name),
            bare=getattr(its, name),
            factor=FACTOR,
            calls=len(codes),
        )


def _codes(connection: Any, products: int) -> list[str]:
    chance = Random(1)
    ids = chance.sample(range(1, products + 1), min(PRODUCTS, products))
    rows = connection.execute(
        "SELECT code FROM barcode WHERE product_id IN (SELECT value FROM json_each(?)) "
        "AND position = 0",
        (json.dumps(ids),),
    )
    codes = [row[0] for row in rows]
    chance.shuffle(codes)
    return codes
