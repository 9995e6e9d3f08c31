"""Sync beside an open till: a process of its own, so that nothing it does slows down the counter.

Python runs one thread of a process at a time: a catalogue that is read in the till's own process
would make every sale wait its turn many times over. The process ends when its stdin does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.services.changes import Changes

LOG = "sync.log"
MOST_LOG = 1_000_000  # bytes
AGAIN_SECONDS = 5.0  # until a process that ended by itself is begun anew
_SETS = ("products", "stock", "invoices", "customers", "orders")


def program(*arguments: str) -> tuple[list[str], dict[str, str]]:
    """How this program is run once more: its command and its environment."""
    here = Path(__file__).parent.parent
    known = os.environ.get("PYTHONPATH")
    path = str(here) if not known else f"{here}{os.pathsep}{known}"
    return [sys.executable, "-m", *arguments], {**os.environ, "PYTHONPATH": path}


def line_of(changes: Changes) -> str:
    """What changed, as one line of text."""
    values: dict[str, Any] = {name: sorted(getattr(changes, name)) for name in _SETS}
    found = {name: value for name, value in values.items() if value}
    return json.dumps({**found, "outbox": changes.outbox, "sync": changes.sync})


def changes_of(line: str) -> Changes:
    """What changed, from a line of text."""
    found = json.loads(line)
    sets: dict[str, Any] = {name: frozenset(found.get(name, ())) for name in _SETS}
    return Changes(**sets, outbox=found["outbox"], sync=found["sync"])


class SyncProcess:
    """Keeps the process running while a till is open and has a back end."""

    def __init__(
        self, folder: Path, is_needed: Callable[[], bool], tell: Callable[[Changes], None]
    ) -> None:
        """`tell` is called on a thread of ours, with what changed."""
        self._folder = folder
        self._is_needed = is_needed
        self._tell = tell
        self._bell = threading.Event()
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._running: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._keep_running, name="sync", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self, *, forced: bool = False) -> None:
        """There may be something to do; `forced` asks every back end, also one that rests."""
        self._bell.set()
        self._say("force" if forced else "wake")

    def cancel(self) -> None:
        """End the round that runs."""
        self._say("cancel")

    def stop(self) -> None:
        """Begin nothing new."""
        self._stopped.set()
        self._bell.set()
        with self._lock:
            if self._running is not None and self._running.stdin is not None:
                with suppress(OSError):
                    self._running.stdin.close()

    def join(self, seconds: float) -> None:
        """Wait for its end, and end it if it takes longer: the next start finds out the rest."""
        if self._thread.is_alive():
            self._thread.join(seconds)
        with self._lock:
            if self._running is not None:
                self._running.kill()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _say(self, word: str) -> None:
        with self._lock:
            if self._running is not None and self._running.stdin is not None:
                with suppress(OSError, ValueError):  # it is ending, or has ended
                    self._running.stdin.write(f"{word}\n")
                    self._running.stdin.flush()

    def _keep_running(self) -> None:
        while not self._stopped.is_set():
            if self._is_needed():
                self._run()
                self._stopped.wait(AGAIN_SECONDS)
            else:
                self._bell.wait()
                self._bell.clear()

    def _run(self) -> None:
        command, environment = program("app", "--data", str(self._folder), "sync", "--follow")
        with self._log() as log:
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            process = subprocess.Popen(
                command, env=environment, encoding="utf-8", stderr=log, **pipes
            )
        with process:
            with self._lock:
                if not self._stopped.is_set():
                    self._running = process
                elif process.stdin is not None:
                    process.stdin.close()
            for line in process.stdout or ():
                self._tell(changes_of(line))
            with self._lock:
                self._running = None

    def _log(self) -> Any:
        path = self._folder / LOG
        is_long = path.exists() and path.stat().st_size > MOST_LOG
        return path.open("w" if is_long else "a", encoding="utf-8")
