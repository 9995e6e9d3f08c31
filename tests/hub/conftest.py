"""Each test has a hub of its own, once in SQLite and once in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from app.hub import server
from tests.hub import postgres
from tests.hub.till import Till, key_of


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A running PostgreSQL."""
    with postgres.cluster() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/hub.db"
        return
    with postgres.database(request.getfixturevalue("cluster"), uuid4().hex) as url:
        yield url


@pytest.fixture
def hub(database_url: str) -> Iterator[str]:
    """The URL of a running hub."""
    with server.running(database_url, business="My Store") as url:
        yield url


@pytest.fixture
def new_till(hub: str, database_url: str) -> Iterator[Callable[..., Till]]:
    """Makes tills of the hub, each with a key of its own."""
    with ExitStack() as stack:

        def make(warehouse: str = "") -> Till:
            return stack.enter_context(Till(hub, key_of(database_url, warehouse)))

        yield make


@pytest.fixture
def till(new_till: Callable[..., Till]) -> Till:
    """A till of the hub."""
    return new_till()
