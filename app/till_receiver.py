"""Webhooks of an open till: taken as long as its settings say so, and as its port can be had."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.domain.errors import SanduqError
from app.secret_store import secret_store, webhook_secret
from app.storage import backend as backends
from app.storage import review, setting
from app.storage.store import Store
from app.sync.receiver import Receiver

CODE = "webhook_port"


class TillReceiver:
    """The receiver of one till; `follow` its settings now and then, on one thread."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], heard: Callable[[], object]
    ) -> None:
        self._store = store
        self._now = now
        self._receiver = Receiver(store, secret_of(store), now, heard)
        self._place: tuple[str, int] | None = None
        self._told: tuple[str, int] | None = None

    def follow(self) -> bool:
        """Listen where the settings say now; a port that is taken is told once and tried again.

        Whether there is something else to look at now.
        """
        try:
            wanted = self._wanted()
            return wanted != self._place and self._move(wanted)
        except SanduqError:  # the store does not serve just now: with the next round
            return False

    def stop(self) -> None:
        """Listen no more."""
        self._receiver.stop()
        self._place = None

    def _wanted(self) -> tuple[str, int] | None:
        with self._store.read() as unit:
            chosen = setting.load_preferences(unit)
        return (chosen.webhook_host, chosen.webhook_port) if chosen.webhook_port else None

    def _move(self, wanted: tuple[str, int] | None) -> bool:
        self.stop()
        message = ""
        if wanted is not None:
            try:
                self._receiver.start(*wanted)
                self._place = wanted
            except SanduqError as error:
                message = error.message
        failed = wanted if message else None
        if failed and failed == self._told:
            return False
        has_changed = self._tell(failed, message)
        self._told = failed
        return has_changed

    def _tell(self, failed: tuple[str, int] | None, message: str) -> bool:
        """Let a manager know of a port that can't be had, and of no other any more."""
        with self._store.write() as unit:
            known = [each.subject for each in review.open_ones(unit) if each.code == CODE]
            if not (known or failed):
                return False
            review.settle(unit, "", known, at=self._now())
            if failed:
                subject = f"webhook port {failed[1]}"
                review.add(unit, "", CODE, subject=subject, message=message, at=self._now())
            unit.commit()
        return True


def secret_of(store: Store) -> Callable[[str], str | None]:
    """Where the secrets of this shop's webhooks are found, by the names of their back ends."""

    def secret(name: str) -> str | None:
        with store.read() as unit:
            backend = backends.get(unit, name)
        return secret_store(store.path.parent, backend.key_store).get(webhook_secret(backend.name))

    return secret
