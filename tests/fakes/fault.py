"""What can go wrong between a till and a back end, each as a `Fault` for `FakeServer.fail`.

A fault says whether what was asked is done (`committed`) before the answer goes wrong.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from email.utils import format_datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode

from tests.fakes.server import Exchange, FakeServer, Fault
from tests.fakes.wire import MOVED, Answer, Request, answer_json, write_json

PAGE = "<!doctype html><html><title>Sign in to the network</title><body>Welcome</body></html>"

# Connections


def drop_unread() -> Fault:
    """Reset the connection before a byte is taken in."""
    return Fault("drop unread", lambda _: None, unread=True)


def drop(*, committed: bool, reset: bool = False) -> Fault:
    """Read the request, then close without an answer."""

    def play(exchange: Exchange) -> None:
        if committed:
            exchange.answer()
        exchange.drop(reset=reset)

    return Fault(f"drop {_when(committed)}", play)


def hang(*, committed: bool, answers: bool = True) -> Fault:
    """Say nothing until `release`, then answer, or close: without a commit if there was none."""

    def play(exchange: Exchange) -> None:
        done = exchange.answer() if committed else None
        exchange.hang()
        if answers:
            exchange.send(done or exchange.answer())
        else:
            exchange.drop()

    return Fault(f"hang {_when(committed)}", play)


def slow(seconds: float) -> Fault:
    """Answer honestly, after a while."""

    def play(exchange: Exchange) -> None:
        exchange.pause(seconds)
        exchange.send(exchange.answer())

    return Fault("slow", play)


def drip(*, committed: bool = True, every_s: float = 1.0, times: int | None = None) -> Fault:
    """Send blanks one by one before the body, for ever or so often."""

    def play(exchange: Exchange) -> None:
        answer = exchange.answer() if committed else answer_json(200, {})
        blanks = 10**9 if times is None else times
        headers = answer.headers | {"Content-Length": str(blanks + len(answer.body))}
        exchange.push(replace(answer, headers=headers).head(exchange.server.now()))
        for _ in range(blanks):
            exchange.push(b" ")
            exchange.pause(every_s)
        exchange.push(answer.body)
        exchange.seen.status = answer.status

    return Fault(f"drip {_when(committed)}", play)


def drip_head(*, committed: bool = True, every_s: float = 1.0) -> Fault:
    """Send a header that never ends, one byte at a time."""

    def play(exchange: Exchange) -> None:
        if committed:
            exchange.answer()
        exchange.push(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        while True:
            exchange.push(b"x")
            exchange.pause(every_s)

    return Fault(f"drip head {_when(committed)}", play)


def late(after: timedelta | None = None, *, status: int | None = None) -> Fault:
    """Commit after a time on the server's clock, or when `commit_late` says so.

    The client is told this status at once; without one its connection is dropped.
    """

    def play(exchange: Exchange) -> None:
        exchange.later(after)
        if status is None:
            exchange.drop()
        else:
            exchange.send(_error(status))

    return Fault("late commit", play)


def around(
    *,
    before: Callable[[], object] = lambda: None,
    after: Callable[[], object] = lambda: None,
) -> Fault:
    """Answer honestly, and have something else happen right before it or right after it.

    `after` comes when the answer is made and not yet sent, so that a client that has its answer
    can be sure of it: between two pages, say.
    """

    def play(exchange: Exchange) -> None:
        before()
        answer = exchange.answer()
        after()
        exchange.send(answer)

    return Fault("around", play)


# Statuses


def status(
    code: int, *, committed: bool = False, message: str | None = None, reasoned: bool = True
) -> Fault:
    """Answer with an error; without a reason the body is empty."""

    def play(exchange: Exchange) -> None:
        if committed:
            exchange.answer()
        exchange.send(_error(code, message) if reasoned else Answer(code, b"", {}))

    return Fault(f"{code} {_when(committed)}", play)


def redirect(code: int) -> Fault:
    """Send the client elsewhere on this server, where the request would be done."""

    def play(exchange: Exchange) -> None:
        target = exchange.request.target
        query = f"?{urlencode(target.query)}" if target.query else ""
        elsewhere = f"{MOVED}{exchange.server.base}{target.path}{query}"
        exchange.send(Answer(code, b"", {"Location": elsewhere}))

    return Fault(f"{code} elsewhere", play)


def too_many(
    wait: str | Callable[[FakeServer], str] | None = None,
    *,
    header: str = "Retry-After",
    reasoned: bool = True,
) -> Fault:
    """429, with a header that says when to come back, or none."""

    def play(exchange: Exchange) -> None:
        said = wait(exchange.server) if callable(wait) else wait
        headers = {} if said is None else {header: said}
        if reasoned:
            refused = {"success": False, "message": "Too many requests"}
            exchange.send(answer_json(429, refused, headers))
        else:
            exchange.send(Answer(429, b"", headers))

    return Fault("429", play)


def http_date(seconds: int) -> Callable[[FakeServer], str]:
    """So far from now on the server's clock, as HTTP writes dates."""
    return lambda server: format_datetime(server.now() + timedelta(seconds=seconds), usegmt=True)


def epoch(seconds: int) -> Callable[[FakeServer], str]:
    """So far from now on the server's clock, in seconds since 1970."""
    return lambda server: str(int(server.now().timestamp()) + seconds)


# Every way to say it that was met: what comes back after two seconds, and what makes no sense.
TOO_MANY = {
    "seconds": too_many("2"),
    "seconds without a body": too_many("2", reasoned=False),
    "a date": too_many(http_date(2)),
    "reset epoch": too_many(epoch(2), header="X-RateLimit-Reset"),
    "reset seconds": too_many("2", header="X-RateLimit-Reset"),
    "nothing": too_many(),
    "nothing without a body": too_many(reasoned=False),
    "garbage": too_many("soon, God willing"),
    "negative": too_many("-5"),
    "a date that is past": too_many(http_date(-3600)),
    "a fraction": too_many("1.5"),
    "empty": too_many(""),
    "huge": too_many("999999999999"),
    "infinite": too_many("inf"),
    "reset garbage": too_many("tomorrow", header="X-RateLimit-Reset"),
    "reset past": too_many(epoch(-3600), header="X-RateLimit-Reset"),
}


# Bodies


def truncated(*, committed: bool = True) -> Fault:
    """Promise the whole answer and close after half of it."""

    def play(exchange: Exchange) -> None:
        answer = exchange.answer() if committed else answer_json(200, {"success": True})
        exchange.push(answer.head(exchange.server.now()) + answer.body[: len(answer.body) // 2])
        exchange.seen.status = answer.status
        exchange.drop()

    return Fault(f"truncated {_when(committed)}", play)


def cut(*, committed: bool = True) -> Fault:
    """Send half of the answer as if it were all."""
    return body(lambda whole: whole[: len(whole) // 2], name="cut", committed=committed)


def html(*, committed: bool = False) -> Fault:
    """A proxy's page with status 200."""

    def play(exchange: Exchange) -> None:
        if committed:
            exchange.answer()
        exchange.send(Answer(200, PAGE.encode(), {"Content-Type": "text/html"}))

    return Fault(f"html {_when(committed)}", play)


def body(
    edit: Callable[[bytes], bytes],
    *,
    name: str = "body",
    committed: bool = True,
    headers: dict[str, str] | None = None,
) -> Fault:
    """Change the bytes of the answer, and its headers."""

    def play(exchange: Exchange) -> None:
        answer = exchange.answer() if committed else answer_json(200, {"success": True})
        exchange.send(
            replace(answer, body=edit(answer.body), headers=answer.headers | (headers or {}))
        )

    return Fault(f"{name} {_when(committed)}", play)


def encoded(encoding: str) -> Fault:
    """Write the answer in another encoding than UTF-8, and don't say so."""
    return body(lambda text: text.decode().encode(encoding, "replace"), name=encoding)


def not_compressed() -> Fault:
    """Call the answer compressed although it isn't."""
    return body(lambda text: text, name="gzip", headers={"Content-Encoding": "gzip"})


def huge(size: int = 20 * 1024 * 1024, *, compressed: bool = False) -> Fault:
    """Valid JSON of this size; compressed it is small until it is opened."""

    def swell(text: bytes) -> bytes:
        swollen = text[:-1] + b', "padding": "' + b"x" * size + b'"}'
        return gzip.compress(swollen, 1) if compressed else swollen

    return body(swell, name="huge", headers={"Content-Encoding": "gzip"} if compressed else None)


def doubled(name: str, value: object) -> Fault:
    """Say a field once more, with another value."""
    added = f', "{name}": '.encode() + write_json(value) + b"}"
    return body(lambda text: text[:-1] + added, name="doubled key")


def shape(value: object) -> Fault:
    """Commit, and answer this JSON instead."""
    return changed(lambda _: value, name="other shape")


def changed(edit: Callable[[Any], Any], *, name: str = "changed") -> Fault:
    """Commit, and change the JSON of the answer."""

    def play(exchange: Exchange) -> None:
        answer = exchange.answer()
        exchange.send(answer.saying(edit(answer.value)))

    return Fault(name, play)


def having(**fields: object) -> Fault:
    """Commit, and answer with other or more fields: another business, a wrong total, a NaN."""
    return changed(lambda value: value | fields, name="other fields")


def lacking(*names: str) -> Fault:
    """Commit, and answer without these fields: an invoice without its id."""
    return changed(lambda value: _without(value, names), name="missing fields")


def rows_having(**fields: object) -> Fault:
    """Answer with other or more fields in every row of a list."""
    return rows(lambda found: [row | fields for row in found])


def rows_lacking(*names: str) -> Fault:
    """Answer without these fields in every row of a list."""
    return rows(lambda found: [_without(row, names) for row in found])


def unexplained() -> Fault:
    """Status 200, no success, no reason; nothing was done."""

    def play(exchange: Exchange) -> None:
        exchange.send(answer_json(200, {"success": False}))

    return Fault("unexplained", play)


NAN = Decimal("NaN")


# Pages that lie


def rows(edit: Callable[[list[Any]], list[Any]], *, name: str = "rows") -> Fault:
    """Change the rows of a list."""
    return changed(lambda value: value | {"data": edit(value["data"])}, name=name)


def empty_page() -> Fault:
    """No rows; give `query={"page": 2}` to have a hole in the middle."""
    return rows(lambda _: [], name="empty page")


def same_page() -> Fault:
    """The first page again, whatever is asked, and called what was asked for."""
    return _asking_else(lambda request: request.asking(page=1), name="same page")


def limit_ignored(size: int) -> Fault:
    """Pages of the server's own size, which claim to be as large as was asked."""
    return _asking_else(lambda request: request.asking(limit=size), name="limit ignored")


def overlapping(size: int = 1) -> Fault:
    """Each page begins with the last rows of the one before."""

    def play(exchange: Exchange) -> None:
        answer = exchange.answer()
        page = _page_of(exchange.request)
        if page > 1:
            before = exchange.answer(exchange.request.asking(page=page - 1)).value["data"]
            value = answer.value
            answer = answer.saying(value | {"data": before[-size:] + value["data"]})
        exchange.send(answer)

    return Fault("overlapping", play)


def total_off(by: int) -> Fault:
    """A total that is too small or too large."""
    return changed(lambda value: value | {"total": max(0, value["total"] + by)}, name="wrong total")


def total_drifting() -> Fault:
    """A total that is larger each time."""
    steps = count(1)
    return changed(lambda value: value | {"total": value["total"] + next(steps)}, name="drift")


def _asking_else(other: Callable[[Request], Request], *, name: str) -> Fault:
    def play(exchange: Exchange) -> None:
        answer = exchange.answer(other(exchange.request))
        asked = exchange.request.target.query
        claims = {
            field: int(asked[field])
            for field in ("page", "limit")
            if field in answer.value and field in asked
        }
        exchange.send(answer.saying(answer.value | claims))

    return Fault(name, play)


def _page_of(request: Request) -> int:
    return int(request.target.query.get("page", "1"))


def _without(value: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: each for name, each in value.items() if name not in names}


def _error(code: int, message: str | None = None) -> Answer:
    return answer_json(code, {"success": False, "message": message or f"Status {code}"})


def _when(committed: bool) -> str:
    return "after commit" if committed else "before commit"
