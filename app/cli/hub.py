"""The commands of the hub: serve it, and who may call it."""

from __future__ import annotations

import importlib.util
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from app import settings
from app.cli.answer import Answer
from app.domain.errors import Refusal

if TYPE_CHECKING:
    from app.hub.database import Database
    from app.hub.server import Tls

FILE_NAME = "hub.db"
_LIBRARIES = ("fastapi", "uvicorn", "psycopg")


def serve(wanted: Namespace) -> Iterator[Answer]:
    """Serve the hub until it is told to end; says where it listens as soon as it does."""
    _need_libraries()
    from app.hub import server

    tls = _tls(wanted)
    if not (tls or wanted.insecure or server.is_loopback(wanted.host)):
        raise Refusal(
            "no_tls",
            f"Keys would cross the network to {wanted.host} unprotected: give --tls-cert and"
            " --tls-key, or --insecure where the network itself is safe.",
        )
    with _database(wanted, business=wanted.business, currency=wanted.currency) as database:
        bound = server.listener(wanted.host, wanted.port)
        url = server.address(bound, tls)
        service = server.Service(limit=wanted.limit, tls=tls)
        server.serve(database, bound, service, ready=lambda: _listening(url, wanted))
    return iter(())


def _listening(url: str, wanted: Namespace) -> None:
    from app.cli.answer import as_json

    print(as_json({"url": url}) if wanted.as_json else f"The hub listens at {url}", flush=True)


def _tls(wanted: Namespace) -> Tls | None:
    from app.hub import server

    if not wanted.tls_cert and not wanted.tls_key:
        return None
    if not (wanted.tls_cert and wanted.tls_key):
        raise Refusal("bad_certificate", "--tls-cert and --tls-key belong together.")
    tls = server.Tls(wanted.tls_cert, wanted.tls_key)
    server.check(tls)
    return tls


def key_add(wanted: Namespace) -> Answer:
    """Make a key; it is shown this once."""
    _need_libraries()
    from app.hub import key, moment

    with _database(wanted) as database:
        return asdict(key.add(database, wanted.name, place=wanted.warehouse, at=moment.utc_now()))


def key_list(wanted: Namespace) -> list[Answer]:
    """All keys, without their texts, which nobody knows."""
    _need_libraries()
    from app.hub import key

    with _database(wanted, make=False) as database:
        return [asdict(row) for row in key.rows(database)]


def key_revoke(wanted: Namespace) -> Answer:
    """Let a key in no more."""
    _need_libraries()
    from app.hub import key, moment

    with _database(wanted, make=False) as database:
        key.revoke(database, wanted.id, at=moment.utc_now())
    return {"revoked": wanted.id}


@contextmanager
def _database(
    wanted: Namespace, *, business: str = "", currency: str = "", make: bool = True
) -> Iterator[Database]:
    from app.hub.database import open_database

    url = wanted.db or str(settings.data_folder(wanted.data) / FILE_NAME)
    database = open_database(url, business=business, currency_code=currency, make=make)
    try:
        yield database
    finally:
        database.close()


def _need_libraries() -> None:
    if not all(map(importlib.util.find_spec, _LIBRARIES)):
        raise Refusal(
            "no_hub", "The hub's libraries are missing; install them with: pip install sanduq[hub]."
        )
