"""Another till of the same shop, which writes straight into the back end's books."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from threading import Event, Thread
from typing import Any

from tests.fakes.ledger import OTHER_TILL, Item, Ledger, exact_total


@dataclass(frozen=True, slots=True)
class OtherTill:
    """Sells and sets stock in between; without a warehouse its sales take no stock."""

    ledger: Ledger
    warehouse_id: int | None = 1
    decimals: int = 2

    def sell(self, product_id: int, quantity: int = 1, *, notes: str = "") -> None:
        """Sell so many of a product."""
        with self.ledger.lock:
            items = (Item(product_id, Decimal(quantity), self.ledger.products[product_id].price),)
            fields: dict[str, Any] = {
                "items": items,
                "total": exact_total(items, self.decimals),
                "notes": notes,
                "warehouse_id": self.warehouse_id,
            }
            self.ledger.add_invoice(fields, by=OTHER_TILL)

    def set(self, product_id: int, quantity: int, *, warehouse_id: int = 1) -> None:
        """Set a level."""
        self.ledger.set_level(
            (product_id, warehouse_id), Decimal(quantity), notes="", by=OTHER_TILL
        )

    @contextmanager
    def busy(self, seed: int, *, sets: bool = False, every_s: float = 0.002) -> Iterator[None]:
        """Sell at random meanwhile, and set levels too if wanted."""
        done = Event()

        def trade() -> None:
            random = Random(seed)
            while not done.wait(random.uniform(0, 2 * every_s)):
                with self.ledger.lock:
                    product = random.choice(list(self.ledger.products))
                    if sets and random.random() < 0.3:
                        self.set(product, random.randint(0, 200))
                    else:
                        self.sell(product, random.randint(1, 3))

        thread = Thread(target=trade, name="fake-other-till")
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
