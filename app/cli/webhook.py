"""`webhook`: take what online shops tell by themselves, and find out why one is refused."""

from __future__ import annotations

import json
import logging
import math
import re
import signal
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app import bootstrap, bootstrap_sync, settings
from app.cli import answer, session
from app.cli.answer import Answer
from app.domain import webhook
from app.domain.errors import Refusal
from app.secret_store import webhook_secret
from app.services import backends
from app.storage import webhook as deliveries
from app.storage.store import Store
from app.sync.receiver import Receiver
from app.till_receiver import secret_of

MAX_FILE = 20_000_000
LOOK_SECONDS = 1.0  # between two looks at whether it is to end

_REQUEST_LINE = re.compile(r"[A-Z]+ \S+ HTTP/[0-9.]+", re.ASCII)


def listen(wanted: Namespace) -> Answer:
    """Take webhooks until it is told to end; what is heard goes to stderr as it comes."""
    arrived: list[None] = []
    with session.opened(wanted) as store, _ending() as end, _telling():
        if not webhook.is_loopback(wanted.host):
            _warn(wanted.host)
        taking = Receiver(store, secret_of(store), bootstrap.utc_now, lambda: arrived.append(None))
        port = taking.start(wanted.host, wanted.port)
        try:
            shown = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
            found = _addresses(store, f"http://{shown}:{port}")
            _tell(answer.as_json({"listening": found["url"], "addresses": found["addresses"]}))
            _wait(end, wanted.seconds)
        finally:
            taking.stop()
    return {**found, "received": len(arrived)}


def _addresses(store: Store, url: str) -> Answer:
    """Where each back end whose secret is here is to send its webhooks."""
    secret = secret_of(store)
    with store.read() as unit:
        kinds = {each.backend.name: each.backend.kind for each in backends.every(unit)}
    known = [name for name, kind in kinds.items() if kind in webhook.KINDS and secret(name)]
    return {"url": url, "addresses": {name: f"{url}{webhook.PATH}{name}" for name in known}}


def _warn(host: str) -> None:
    _tell(
        f"Warning: {host} can be reached from other computers, and nothing here encrypts what they"
        " send. Let a tunnel or relay with TLS stand before it, or listen at 127.0.0.1."
    )


@contextmanager
def _ending() -> Iterator[threading.Event]:
    """Set when somebody asks this process to end."""
    end = threading.Event()
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, lambda *_: end.set()) for each in signals]
    try:
        yield end
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


def _wait(end: threading.Event, seconds: float | None) -> None:
    until = math.inf if seconds is None else time.monotonic() + seconds
    # Windows tells of a signal only between two waits.
    while (left := until - time.monotonic()) > 0 and not end.wait(min(left, LOOK_SECONDS)):
        pass


@contextmanager
def _telling() -> Iterator[None]:
    """What the receiver writes down is seen on stderr, a line each."""
    told, said = logging.getLogger("app.sync"), logging.StreamHandler(sys.stderr)
    before = told.level
    told.addHandler(said)
    told.setLevel(logging.INFO)
    try:
        yield
    finally:
        told.removeHandler(said)
        told.setLevel(before)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def verify(wanted: Namespace) -> Answer:
    """Whether a webhook is what its system sent, and why not."""
    webhook.refuse_silent(wanted.kind)
    found = webhook.verify(
        wanted.kind,
        _headers(wanted.headers),
        _bytes(wanted.body),
        _secret(wanted.secret_file),
        _moment(wanted.at),
    )
    return {"valid": found.valid, "reason": found.reason, "code": found.code}


def secret(wanted: Namespace) -> Answer:
    """Keep the secret of a back end's webhooks, beside its key."""
    try:
        text = _secret(wanted.secret_file).decode()
    except UnicodeDecodeError as error:
        raise Refusal("bad_secret", f"{wanted.secret_file} is not UTF-8 text.") from error
    secrets = bootstrap_sync.secrets(settings.data_folder(wanted.data))
    with session.reading(wanted) as (unit, _):
        backend = backends.get(unit, wanted.name)
    # A keyring that asks its owner does so now, not later.
    secrets(backend.key_store).get(webhook_secret(backend.name))
    with session.writing(wanted) as (unit, counter):
        backends.set_webhook_secret(unit, backend.name, text, counter, secrets=secrets)
    return {
        "backend": backend.name,
        "key_store": backend.key_store,
        "path": f"{webhook.PATH}{backend.name}",
    }


def log(wanted: Namespace) -> list[Answer]:
    """The webhooks that were let in, the newest first."""
    with session.reading(wanted) as (unit, _):
        return [answer.delivery(each) for each in deliveries.latest(unit, wanted.limit)]


def _moment(text: str) -> datetime:
    if not text:
        return bootstrap.utc_now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(
            "bad_time", f"{text[:40]} is no time such as 2026-03-01T12:00:00Z."
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _secret(name: str) -> bytes:
    """A file's bytes without its final newline."""
    return _bytes(name).removeprefix(b"\xef\xbb\xbf").removesuffix(b"\n").removesuffix(b"\r")


def _headers(name: str) -> list[tuple[str, str]]:
    """The headers of a file: lines as HTTP has them, or a JSON object."""
    # Whatever else a header holds, the one that is looked for is plain.
    text = _bytes(name).decode("utf-8-sig", "surrogateescape")
    if text.lstrip().startswith("{"):
        return _headers_of_json(name, text)
    lines = re.split(r"\r?\n", text)
    if _REQUEST_LINE.fullmatch(lines[0]):
        del lines[0]
    found: list[tuple[str, str]] = []
    for line in lines:
        key, sign, value = line.partition(":")
        if not line.strip():
            break
        if line[0] in " \t" and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif sign:
            found.append((key, value))
        else:
            raise _bad_headers(name)
    return found


def _headers_of_json(name: str, text: str) -> list[tuple[str, str]]:
    pairs: Callable[[list[tuple[str, Any]]], Any] = list  # a name may come again
    try:
        read = json.loads(text, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:
        raise _bad_headers(name) from error
    found = []
    for key, value in read:
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(each, str | int) for each in values):
            raise _bad_headers(name)
        found += [(key, str(each)) for each in values]
    return found


def _bad_headers(name: str) -> Refusal:
    return Refusal(
        "bad_headers", f"{name} holds neither lines of “Name: value” nor a JSON object of texts."
    )


def _bytes(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            raw = file.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        raise Refusal("unknown_file", f"The file {name} can't be read.") from error
    if len(raw) > MAX_FILE:
        raise Refusal("too_large", f"{name} is larger than {MAX_FILE:,} bytes.")
    return raw
