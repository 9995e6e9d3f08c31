"""`sanduq sell` as a whole process, against a bare Python that imports SQLAlchemy."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from benchmarks import shop
from benchmarks.measure import Figure, paired

FACTOR = 2
RUNS, WARM_UP = 30, 3


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """A sale of three products, from the start of the process to its end."""
    with shop.scratch() as scratch:
        folder = shop.copy_of(shop.demo_shop(sizes.usual), scratch / "ours")
        cart = scratch / "cart.json"
        cart.write_text(json.dumps(_CART), "utf-8")
        sell = shop.sanduq("--data", str(folder), "--json", "sell", str(cart))
        bare = [sys.executable, "-c", "import sqlalchemy"]

        def ours(_: int) -> None:
            shop.run(sell)

        def its(_: int) -> None:
            shop.run(bare)

        paired(ours, its, range(WARM_UP))
        mine, others = paired(ours, its, range(RUNS))
    for name in ("median", "p99"):
        yield Figure(
            "`sanduq sell`, whole process",
            sizes.usual,
            name,
            getattr(mine, name),
            bare=getattr(others, name),
            factor=FACTOR if name == "median" else None,
            calls=RUNS,
        )


_CART = {
    "lines": [{"product": str(number), "quantity": "2"} for number in (1, 2, 3)],
    "payments": [{"method": "cash", "amount": "5000"}],
}
