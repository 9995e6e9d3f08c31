"""What a round of sync changed, so that every screen hears of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class News:
    """Ids and numbers of what changed; `pulled` and `pushed` count records."""

    products: frozenset[int] = frozenset()
    stock: frozenset[int] = frozenset()
    invoices: frozenset[str] = frozenset()
    customers: frozenset[int] = frozenset()
    outbox: bool = False
    state: bool = False
    pulled: int = 0
    pushed: int = 0
    orders: frozenset[int] = frozenset()

    def __or__(self, other: News) -> News:
        return News(
            self.products | other.products,
            self.stock | other.stock,
            self.invoices | other.invoices,
            self.customers | other.customers,
            self.outbox or other.outbox,
            self.state or other.state,
            self.pulled + other.pulled,
            self.pushed + other.pushed,
            self.orders | other.orders,
        )
