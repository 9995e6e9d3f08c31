"""`init --demo` as a whole process: a shop with its catalogue, from nothing."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import shop
from benchmarks.measure import Figure

PRODUCTS = 20_000
LIMIT_MS = 10_000.0


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """Twenty thousand products now, and how long the large shop took when it was made."""
    with shop.scratch() as scratch:
        taken = shop.make(scratch / "new", PRODUCTS)
    yield Figure("init --demo", PRODUCTS, "once", taken, limit=LIMIT_MS)
    shop.demo_shop(sizes.large)
    yield Figure("init --demo", sizes.large, "once", shop.init_ms(sizes.large))
