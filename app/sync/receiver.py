"""The receiver: takes webhooks, keeps each once, and wakes sync, which reads what they name."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from http import HTTPStatus

from app.domain import webhook
from app.domain.backend import Backend
from app.storage import backend as backends
from app.storage import webhook as deliveries
from app.storage.store import Store
from app.sync.intake import Door, Intake

log = logging.getLogger(__name__)


class Receiver:
    """Takes webhooks for the back ends of one shop, each at its own path."""

    def __init__(
        self,
        store: Store,
        secret_of: Callable[[str], str | None],
        now: Callable[[], datetime],
        heard: Callable[[], object],
    ) -> None:
        """`heard` is called on a thread of ours when there is something new to be read."""
        self._store = store
        self._secret_of = secret_of
        self._now = now
        self._heard = heard
        self._intake: Intake | None = None

    def start(self, host: str, port: int) -> int:
        """Listen; the port, where 0 takes a free one. Raises Refusal unknown_host, Trouble no_port.

        The host is this computer alone (127.0.0.1) unless a relay or tunnel stands before it.
        """
        self._intake = Intake(host, port, self._door)
        return self._intake.begin()

    def stop(self) -> None:
        """Listen no more; what has come whole is kept and answered first."""
        if self._intake is not None:
            self._intake.end()
            self._intake = None

    def _door(self, path: str) -> Door | None:
        """Who takes what comes in at this path; nobody where no secret could prove it."""
        path = path.partition("?")[0]
        with self._store.read() as unit:
            known = backends.every(unit)
        backend = next((each for each in known if path == webhook.PATH + each.name), None)
        if backend is None or backend.kind not in webhook.KINDS:
            return None
        secret = self._secret_of(backend.name)
        return partial(self._take, backend, secret) if secret else None

    def _take(
        self, backend: Backend, secret: str, headers: list[tuple[str, str]], body: bytes
    ) -> HTTPStatus:
        key = secret.encode("utf-8", "surrogateescape")  # as Python reads an environment
        verdict = webhook.verify(backend.kind, headers, body, key, self._now())
        if not verdict.valid:
            log.info("%s: a webhook was refused: %s", backend.name, verdict.reason)
            return HTTPStatus.UNAUTHORIZED
        event = webhook.event_of(backend.kind, headers, body)
        with self._store.write() as unit:
            is_new = deliveries.keep(unit, backend.name, event, at=self._now())
            unit.commit()
        log.info(
            "%s: %s %s%s",
            backend.name,
            event.name or "?",
            event.object_id,
            "" if is_new else " once more",
        )
        if is_new:
            self._heard()
        return HTTPStatus.OK
