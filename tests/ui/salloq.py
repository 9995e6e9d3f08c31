"""A till with an online shop at Salloq, which a test lets sync by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from app import bootstrap_sync
from app.connectors.salloq import CAPABILITIES
from app.domain.backend import Backend, BackendSettings
from app.domain.errors import Trouble
from app.services.changes import Changes
from app.services.unit import Store
from app.storage import backend as backends
from app.storage import remote
from app.storage.backend import Known
from app.sync import engine
from app.sync.membership import Membership
from app.sync.problem import SyncProblem
from app.ui.till import Till
from tests.connectors.salloq_shop import IRIS, JANE, JOHN
from tests.fakes.salloq import KEY, SalloqServer
from tests.shop import DATES, NOON, TEA, counter_of
from tests.ui.syncing import Idle

Result = TypeVar("Result")

WEB = "web"
COUNTER = "2187"  # John's id, who stands for buyers without a name
# What the shop has there: our dates, and our tea.
THERE = (
    replace(IRIS, id=163, name="Dates", slug="dates", price=Decimal("24.50"), stock=9),
    replace(IRIS, id=164, name="Tea", slug="tea", price=Decimal("3.00"), stock=1),
)
SETTINGS = BackendSettings(
    role="shop", customer_id=COUNTER, deadline_seconds=Decimal(3), settle_seconds=Decimal(0)
)


def server_of_salloq() -> SalloqServer:
    """The online shop; start it."""
    return SalloqServer(products=THERE, customers=[JANE, JOHN], first_order=307)


def connect(store: Store, url: str, settings: BackendSettings = SETTINGS) -> None:
    """Give the shop an online shop at Salloq, which has two of its products."""
    with store.write() as unit:
        counter = counter_of(unit)
        backends.add(unit, Backend(0, WEB, "salloq", url, "env", settings), at=NOON)
        found = {str(what): Known(each.answer, "said") for what, each in CAPABILITIES.items()}
        backends.learn(unit, WEB, found, at=NOON)
        for code, remote_id in ((DATES, "163"), (TEA, "164")):
            known = counter.catalog(unit).find(code)
            assert known is not None
            remote.link(unit, WEB, "product", known.product.id, remote_id)
        unit.commit()


@dataclass(slots=True)
class Asking(Idle):
    """Asks the server about customers, as a till does, whatever its key store has."""

    url: str = ""

    def ask(self, name: str, question: Callable[[Membership], Result]) -> Result:
        self.asked.append(name)
        backend = Backend(0, WEB, "salloq", self.url, "env", SETTINGS)
        connector = bootstrap_sync.connector(backend, KEY)
        try:
            return question(connector)  # type: ignore[arg-type]
        except SyncProblem as problem:
            raise Trouble(problem.code, problem.message) from problem
        finally:
            connector.close()


def sync(till: Till) -> None:
    """Let what waits be sent, and the till hear of it."""
    store = till.desk.shop.store
    with store.read() as unit:
        backend = backends.get(unit, WEB)
    link = bootstrap_sync.link(store, backend, KEY)
    try:
        engine.send_now(link)
    finally:
        link.connector.close()
    with store.read() as unit:
        ids = [row[0] for row in unit.raw("SELECT id FROM online_order")]
    till.desk.announce(Changes(orders=frozenset(ids), outbox=True, sync=True))


@contextmanager
def running() -> Iterator[SalloqServer]:
    """The online shop, which complains of what its document does not name."""
    with server_of_salloq() as server:
        yield server
    assert server.complaints == []
