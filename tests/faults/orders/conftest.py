"""A new, empty shop for each test, and a till over it for the system that the test names."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.services.new_shop import NewShop
from app.storage.store import FILE_NAME
from tests.fakes import salloq_shop
from tests.faults.orders.desk import Desk
from tests.faults.orders.system import SYSTEMS, System
from tests.shop import make_shop
from tests.sync.till import Clock


@pytest.fixture(scope="session")
def empty_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop without products that no test may write to."""
    return make_shop(tmp_path_factory.mktemp("empty-shop"), NewShop(demo=False))


@pytest.fixture
def folder(empty_shop: Path, tmp_path: Path) -> Path:
    """The folder of an empty shop of one's own."""
    made = tmp_path / "new"
    made.mkdir()
    shutil.copyfile(empty_shop / FILE_NAME, made / FILE_NAME)
    return made


@pytest.fixture
def clock() -> Clock:
    """The time of the till and the server."""
    return Clock()


@pytest.fixture
def open_system(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., System]]:
    """Starts the server of a system."""
    # So that totals agree where the server makes them.
    monkeypatch.setattr(salloq_shop, "TAX", Decimal(0))
    running: list[System] = []

    def start(name: str) -> System:
        made = SYSTEMS[name](clock.now)
        made.server.start()
        running.append(made)
        return made

    yield start
    for each in running:
        each.server.stop()


@pytest.fixture
def open_desk(
    open_system: Callable[..., System], folder: Path, clock: Clock
) -> Iterator[Callable[..., Desk]]:
    """Opens a till for a system; it has read what there is."""
    opened: list[Desk] = []

    def start(name: str) -> Desk:
        made = Desk(folder, open_system(name), clock)
        opened.append(made)
        report = made.round()
        assert (report.problem, report.message) == ("", "")
        return made

    yield start
    for each in opened:
        each.close()
