"""A PostgreSQL of the tests' own: a throw-away cluster that listens in its own folder alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

OWNER = "postgres"
# The tests kill the hub, never the machine: what the disk holds of the database does not matter.
SETTINGS = {"fsync": "off", "max_connections": "200", "listen_addresses": ""}


@contextmanager
def cluster() -> Iterator[str]:
    """A running server: the URL of a database in it, but for the database's name."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="sanduq-pg-") as folder:
        data, log = f"{folder}/data", f"{folder}/log"
        if _is_root():
            shutil.chown(folder, OWNER)
        accounts = ("--username", OWNER, "--auth", "trust")
        _run(programs / "initdb", *accounts, "--encoding=UTF8", "--no-locale", "-D", data)
        settings = {**SETTINGS, "unix_socket_directories": folder}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        _run(programs / "pg_ctl", "start", "--wait", "-D", data, "-l", log, "-o", options)
        try:
            yield f"postgresql://{OWNER}@/{{name}}?host={folder}"
        finally:
            _run(programs / "pg_ctl", "stop", "--wait", "--mode=immediate", "-D", data)


@contextmanager
def database(url: str, name: str) -> Iterator[str]:
    """An empty database in a running server: its URL."""
    with psycopg.connect(url.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        yield url.format(name=name)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _programs() -> Path:
    if sys.platform == "win32":
        pytest.skip("On Windows no test installs PostgreSQL or listens in a folder.")
    # Debian keeps the server's programs outside PATH.
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb"), shutil.which("initdb")]
    for each in found:
        if each is not None:
            return Path(each).resolve().parent
    if sys.platform == "darwin":
        pytest.skip("PostgreSQL is not installed; on macOS no test installs it.")
    raise AssertionError("PostgreSQL is not installed; “python3 dev.py test” installs it.")


def _run(*command: object) -> None:
    # The server refuses to run as root.
    other: dict[str, Any] = (
        {"user": OWNER, "group": OWNER, "extra_groups": []} if _is_root() else {}
    )
    done = subprocess.run(
        [str(each) for each in command],
        cwd="/",
        stdin=subprocess.DEVNULL,
        # No pipe: the server would keep it open and we would wait for its end.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        **other,
    )
    assert done.returncode == 0, command


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
