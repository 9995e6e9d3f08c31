"""The receipt of twenty lines as a PDF: Arabic, QR code and barcode."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from app import bootstrap
from app.domain.cart import Cart, line_of
from app.domain.catalog import Found
from app.domain.payment import Method, Payment
from app.domain.receipt import Receipt
from app.services import checkout, invoices
from benchmarks import shop
from benchmarks.measure import Figure, times

LIMIT_MS = 25.0
LINES, RECEIPTS, WARM_UP = 20, 100, 5


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """A different sale each time, from its neutral document."""
    from app.documents.slip import slip

    documents = list(_documents(shop.demo_shop(sizes.usual)))
    times(slip, documents[:WARM_UP])
    found = times(slip, documents[WARM_UP:])
    for name in ("median", "p99"):
        yield Figure(
            "receipt PDF of 20 lines",
            sizes.usual,
            name,
            getattr(found, name),
            limit=LIMIT_MS,
            calls=RECEIPTS,
        )


def _documents(source: Path) -> Iterator[Receipt]:
    with (
        shop.scratch() as scratch,
        closing(bootstrap.shop_store(shop.copy_of(source, scratch / "ours"))) as store,
    ):
        for turn in range(WARM_UP + RECEIPTS):
            with store.write() as unit:
                counter = bootstrap.counter(unit, cashier="نورة")
                cart = Cart(counter.shop.pricing)
                first = 1 + turn * LINES
                for product in counter.catalog(unit).products([*range(first, first + LINES)]):
                    cart = cart.add(line_of(Found(product)))
                payment = Payment(Method.CASH, cart.totals().taxed.gross)
                sale, _ = checkout.complete(unit, cart, [payment], counter)
            with store.read() as unit:
                yield invoices.document(unit, counter.shop, sale.number)
