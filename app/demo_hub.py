"""A hub of its own for the demo shop, on the loopback interface: a new user sees sync work."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.domain.backend import Backend, backend_settings
from app.secret_store import secret_store
from app.storage import backend as backends
from app.storage import register, setting
from app.storage.store import Store
from app.sync_process import program

FOLDER, NAME = "demo-hub", "demo-hub"
_LIBRARIES = ("fastapi", "uvicorn", "psycopg")
CLOSING_SECONDS = 3.0


def wish(folder: Path) -> None:
    """Let the shop in this folder have one from its next start on, where the libraries are."""
    if all(map(importlib.util.find_spec, _LIBRARIES)):
        (folder / FOLDER).mkdir(exist_ok=True)


def is_wished(folder: Path) -> bool:
    """Whether the shop in this folder is to have one."""
    return (folder / FOLDER).is_dir()


class DemoHub:
    """The hub of a demo shop, as a process that ends with this one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = store.path.parent / FOLDER
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Serve it, where the shop has one; the first time it is made, and the shop linked to it.

        Takes a second or two: not for the window's thread.
        """
        if self._process is not None or not self._folder.is_dir():
            return
        known = self._known()
        if known is None and self._has_another():
            return
        key = None if known else self._make()
        port = urlsplit(known.url).port if known else 0
        url = self._serve(port or 0)
        if not url:
            return
        with self._store.write() as unit:
            if known is None and key is not None:
                settings = backend_settings({"push_products": "all"})
                added = Backend(0, NAME, "apex_pos", url, "file", settings)
                secret_store(self._store.path.parent, "file").put(NAME, key)
                backends.add(unit, added, at=datetime.now(UTC))
            elif known and known.url != url:
                backends.change(unit, replace(known, url=url))
            unit.commit()

    def stop(self) -> None:
        """End it; a hub whose stdin ends ends by itself."""
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(CLOSING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _known(self) -> Backend | None:
        with self._store.read() as unit:
            return next((each for each in backends.every(unit) if each.name == NAME), None)

    def _has_another(self) -> bool:
        with self._store.read() as unit:
            return bool(backends.every(unit))

    def _make(self) -> str:
        from app.hub import key
        from app.hub.database import open_database

        with self._store.read() as unit:
            shop = setting.load_shop(unit)
            place = register.warehouses(unit)[0].name
        business = shop.seller.name
        database = open_database(self._url, business=business, currency_code=shop.currency)
        try:
            made = key.add(database, "demo", place=place, at=datetime.now(UTC))
        finally:
            database.close()
        return made.key

    @property
    def _url(self) -> str:
        return f"sqlite:///{(self._folder / 'hub.db').as_posix()}"

    def _serve(self, port: int) -> str:
        command, environment = program("app.hub.demo", self._url, str(port))
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        process = subprocess.Popen(
            command, env=environment, text=True, stderr=subprocess.DEVNULL, **pipes
        )
        self._process = process
        line = process.stdout.readline() if process.stdout else ""
        return str(json.loads(line)["url"]) if line else ""
