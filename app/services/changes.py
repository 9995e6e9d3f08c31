"""What a use case changed, so that every screen hears of it once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids and numbers of what changed; an empty set means that nothing of the kind did."""

    products: frozenset[int] = frozenset()
    stock: frozenset[int] = frozenset()
    invoices: frozenset[str] = frozenset()
    outbox: bool = False
    print_jobs: bool = False
    settings: bool = False
    held: bool = False
    customers: frozenset[int] = frozenset()
    sync: bool = False
    orders: frozenset[int] = frozenset()

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.products | other.products,
            self.stock | other.stock,
            self.invoices | other.invoices,
            self.outbox or other.outbox,
            self.print_jobs or other.print_jobs,
            self.settings or other.settings,
            self.held or other.held,
            self.customers | other.customers,
            self.sync or other.sync,
            self.orders | other.orders,
        )
