"""A till with a back end, and time that passes when a test says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app import bootstrap_sync
from app.domain.backend import Backend, BackendSettings
from app.domain.sale import Sale
from app.services import stock
from app.storage import backend as backends
from app.storage import outbox, register, review
from app.storage import stock as ledger
from app.storage.backend import BackendState
from app.storage.opening import open_store
from app.storage.outbox import Entry
from app.storage.review import Review
from app.storage.store import Store
from app.sync import engine
from app.sync.engine import Report
from app.sync.limit import Bucket
from app.sync.link import Link
from app.sync.news import News
from app.sync.server_clock import ServerClock
from tests.fakes.apex import KEY, ApexServer, Knobs
from tests.fakes.ledger import Product
from tests.shop import counter_of, findings, sell

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
QUICK = BackendSettings(deadline_seconds=Decimal("0.8"))


class Clock:
    """One time for the till and its server."""

    def __init__(self) -> None:
        self.time = MORNING
        self.passed = 0.0

    def now(self) -> datetime:
        return self.time

    def steady(self) -> float:
        return self.passed

    def advance(self, seconds: float) -> None:
        """Let time pass, for everybody."""
        self.time += timedelta(seconds=seconds)
        self.passed += seconds

    def jump(self, seconds: float) -> None:
        """Somebody sets this computer's clock."""
        self.time += timedelta(seconds=seconds)


class Till:
    """A shop's store with one back end, spoken to without threads."""

    def __init__(
        self,
        folder: Path,
        url: str,
        clock: Clock,
        settings: BackendSettings = QUICK,
        *,
        kind: str = "apex_pos",
        name: str = "apex",
        key: str = KEY,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.key = key
        self.store: Store = open_store(folder)
        self.news: list[News] = []
        with self.store.write() as unit:
            known = next((each for each in backends.every(unit) if each.name == name), None)
            wanted = Backend(0, name, kind, url, "env", settings)
            self.backend = known or backends.add(unit, wanted, at=clock.now())
            unit.commit()
        self.link = self._link()

    def _link(self) -> Link:
        bucket = Bucket(
            self.store, self.backend, self.clock.now, self.clock.advance, steady=self.clock.steady
        )
        return Link(
            store=self.store,
            backend=self.backend,
            connector=bootstrap_sync.connector(self.backend, self.key, bucket),
            now=self.clock.now,
            clock=ServerClock(self.clock.now, self.clock.steady),
            tell=self.news.append,
            stopping=lambda: False,
        )

    def close(self) -> None:
        self.link.connector.close()
        self.store.close()

    def reopen(self) -> None:
        """Close and start again, as after a restart."""
        self.close()
        self.store = open_store(self.folder)
        self.link = self._link()

    def set(self, **settings: str) -> None:
        """Set something of the back end."""
        from app.domain.backend import backend_settings

        new = backend_settings(settings, self.backend.settings)
        self.backend = replace(self.backend, settings=new)
        with self.store.write() as unit:
            backends.change(unit, self.backend)
            unit.commit()
        self.link.connector.close()
        self.link = self._link()

    def sell(self, *codes: str) -> Sale:
        return sell(self.store, *codes, at=self.clock.now())

    def round(self, *, forced: bool = True) -> Report:
        return engine.run(self.link, forced=forced)

    def adjust(self, code: str, delta: int) -> None:
        with self.store.write() as unit:
            counter = counter_of(unit, at=self.clock.now())
            found = counter.catalog(unit).find(code)
            assert found is not None
            place = register.warehouse(unit, "main")
            wanted = stock.Adjustment(found.product, place, Decimal(delta), "found")
            stock.adjust(unit, wanted, counter)

    def entries(self, kind: str = "") -> list[Entry]:
        with self.store.read() as unit:
            ids = [row.id for row in outbox.rows(unit) if kind in {"", row.kind}]
            return [outbox.get(unit, each) for each in ids]

    def states(self, kind: str = "invoice") -> list[str]:
        return [each.state for each in self.entries(kind)]

    def state(self) -> BackendState:
        with self.store.read() as unit:
            return backends.state(unit, self.backend.name)

    def reviews(self) -> list[Review]:
        with self.store.read() as unit:
            return review.open_ones(unit)

    def level(self, code: str, warehouse: str = "main") -> Decimal:
        with self.store.read() as unit:
            found = counter_of(unit).catalog(unit).find(code)
            assert found is not None
            return ledger.level(unit, found.product.id, register.warehouse(unit, warehouse).id)

    def product(self, code: str) -> Any:
        with self.store.read() as unit:
            found = counter_of(unit).catalog(unit).find(code)
            return None if found is None else found.product

    def findings(self) -> list[str]:
        return findings(self.store)


def server_product(id: int, barcode: str, price: str = "3.50", stock: int = 100) -> Product:  # noqa: A002
    """A product of the server, as many fields as the document has."""
    return Product(
        id=id,
        name=f"Product {id}",
        name_ar=f"صنف {id}",
        price=Decimal(price),
        cost=Decimal("1.20"),
        barcode=barcode,
        category_id=2,
        tax_rate=Decimal(15),
        stock=Decimal(stock),
    )


Server = Callable[..., ApexServer]

__all__ = ["Clock", "Knobs", "Server", "Till", "server_product"]
