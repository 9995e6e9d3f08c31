"""A small HTTP server that fails as it is told: the plain part, which knows no API.

Sockets are handled by hand, since a fault has to decide what becomes of every byte.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from itertools import count
from random import Random
from typing import Any, Self

from tests.fakes import wire
from tests.fakes.wire import Answer, Request, Target

HOST = "127.0.0.1"
PATIENCE_S = 10.0  # for what a test waits for, and for threads that end
_RESET = struct.pack("ii", 1, 0)  # linger for no time at all: the connection is reset


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a request instead of an honest answer."""

    name: str
    play: Callable[[Exchange], None]
    unread: bool = False  # decided from the request line alone, before anything is taken in


HONEST = Fault("", lambda exchange: exchange.send(exchange.answer()))


@dataclass(slots=True)
class Rule:
    """When a fault applies."""

    fault: Fault
    method: str
    path: str
    query: Mapping[str, object]
    nth: int
    times: int | None
    rate: float
    random: Random
    met: int = 0
    fired: int = 0

    def fires(self, target: Target) -> bool:
        """Whether the fault applies to this request."""
        if not self._matches(target):
            return False
        self.met += 1
        if self.met < self.nth or (self.times is not None and self.fired >= self.times):
            return False
        if self.rate < 1 and self.random.random() >= self.rate:
            return False
        self.fired += 1
        return True

    def _matches(self, target: Target) -> bool:
        return (
            self.method in {"", target.method}
            and (not self.path or fnmatchcase(target.path, self.path))
            and all(target.query.get(name) == str(value) for name, value in self.query.items())
        )


@dataclass(slots=True)
class Seen:
    """A request in the log; `status` stays None when no answer was sent."""

    number: int
    connection: int
    method: str
    path: str
    query: dict[str, str]
    at: datetime
    fault: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    status: int | None = None
    ended: datetime | None = None
    raw: str = ""

    @property
    def key(self) -> str:
        """The key or token that came with it."""
        return self.headers.get("x-api-key") or self.headers.get("authorization", "")

    @property
    def idempotency_key(self) -> str:
        """The hint that came with it."""
        return self.headers.get("idempotency-key", "")

    @property
    def json(self) -> Any:
        """The JSON of its body."""
        return wire.read_json(self.body)


@dataclass(slots=True)
class Exchange:
    """One request and the connection that it came on, as a fault sees them."""

    server: FakeServer
    request: Request
    seen: Seen
    connection: socket.socket
    closed: bool = False

    def answer(self, request: Request | None = None) -> Answer:
        """Do what the request (or another) asks: commits it."""
        return self.server.respond(request or self.request)

    def send(self, answer: Answer) -> None:
        """Send an answer whole; the connection stays."""
        self.seen.status = answer.status
        self.push(answer.head(self.server.now()) + answer.body)

    def push(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.connection.sendall(data)

    def drop(self, *, reset: bool = False) -> None:
        """Close the connection; a reset also throws away what is under way."""
        self.closed = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)

    def pause(self, seconds: float) -> None:
        """Let time pass, unless the server stops."""
        self.server.wait_for(lambda: False, seconds)

    def hang(self) -> None:
        """Wait until `FakeServer.release` is called."""
        self.server.hang()

    def later(self, after: timedelta | None) -> None:
        """Have the request committed later: after a time, or when `commit_late` is called."""
        self.server.postpone(self.request, after)


class FakeServer:
    """Listens on the loopback interface from `start` to `stop`, as often as wanted; one port."""

    base = ""

    def __init__(self, *, port: int = 0, now: Callable[[], datetime] | None = None) -> None:
        self.port = port
        self.requests: list[Seen] = []
        self.skew = timedelta()  # how wrong the server's clock is
        self.hanging = 0  # requests that wait for `release`
        self._now = now or (lambda: datetime.now(UTC))
        self._news = threading.Condition(threading.RLock())
        self._rules: list[Rule] = []
        self._late: list[tuple[datetime | None, Request]] = []
        self._connections: dict[threading.Thread, socket.socket] = {}
        self._released = 0
        self._connection_numbers = count(1)
        self._running = False
        self._door: threading.Thread | None = None

    def respond(self, request: Request) -> Answer:
        """Do what is asked and answer it: what the API is."""
        raise NotImplementedError

    @property
    def url(self) -> str:
        """The address of the API, once the server has been started."""
        return f"http://{HOST}:{self.port}{self.base}"

    # Life

    def start(self) -> None:
        """Listen; a port that was given once is kept."""
        listener = socket.create_server((HOST, self.port), backlog=128)
        self.port = listener.getsockname()[1]
        self._running = True
        self._door = threading.Thread(target=self._listen, args=(listener,), name="fake-door")
        self._door.start()

    def stop(self) -> None:
        """Refuse connections and cut those that are open, hanging and dripping ones too."""
        with self._news:
            self._running = False
            self._news.notify_all()
        if self._door:
            with suppress(OSError), socket.create_connection((HOST, self.port)):
                pass  # wakes the thread that waits for connections
            self._door.join(PATIENCE_S)
        with self._news:
            open_now = dict(self._connections)
        for connection in open_now.values():
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in open_now:
            thread.join(PATIENCE_S)
        left = [each.name for each in (self._door, *open_now) if each and each.is_alive()]
        self._door = None
        assert not left, left

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @contextmanager
    def offline(self) -> Iterator[None]:
        """Nobody listens for a while: connections are refused."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    # Faults

    def fail(
        self,
        fault: Fault,
        *,
        method: str = "",
        path: str = "",
        query: Mapping[str, object] | None = None,
        nth: int = 1,
        times: int | None = None,
        rate: float | None = None,
        seed: int = 0,
    ) -> Rule:
        """Have matching requests fail: the nth (and `times` - 1 after it), or at a rate for ever.

        A path is below the API's base and may have `*`; `rate=1` means always. Of several rules
        the first that fires counts.
        """
        limit = times or (1 if rate is None else None)
        chance = 1.0 if rate is None else rate
        rule = Rule(fault, method, path, query or {}, nth, limit, chance, Random(seed))
        with self._news:
            self._rules.append(rule)
        return rule

    def heal(self) -> None:
        """Forget all faults and answer what hangs; late commits stay late."""
        with self._news:
            self._rules.clear()
        self.release()

    def release(self) -> None:
        """Let go on what hangs."""
        with self._news:
            self._released += 1
            self._news.notify_all()

    def hang(self) -> None:
        """Wait for `release`; the end of the server ends it too."""
        with self._news:
            before = self._released
            self.hanging += 1
            self._news.notify_all()
            try:
                self.wait_for(lambda: self._released != before)
            finally:
                self.hanging -= 1

    def wait_for(self, condition: Callable[[], bool], seconds: float | None = None) -> None:
        """Wait inside an exchange; raises ConnectionAbortedError when the server stops."""
        with self._news:
            self._news.wait_for(lambda: condition() or not self._running, seconds)
            if not self._running:
                raise ConnectionAbortedError

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait in a test until something has happened at the server."""
        with self._news:
            assert self._news.wait_for(condition, PATIENCE_S), "It never happened."

    # Time, and what commits late

    def now(self) -> datetime:
        """The server's clock."""
        return self._now() + self.skew

    def advance(self, time: timedelta) -> None:
        """Put the server's clock forward, and commit what is due by then."""
        with self._news:
            self.skew += time
        self._commit_due()

    @property
    def late(self) -> int:
        """How many requests will commit later."""
        return len(self._late)

    def postpone(self, request: Request, after: timedelta | None) -> None:
        """Commit a request later."""
        with self._news:
            self._late.append((None if after is None else self.now() + after, request))
            self._news.notify_all()

    def commit_late(self) -> list[Answer]:
        """Commit now what was to commit late; the answers reach nobody else."""
        with self._news:
            due, self._late = self._late, []
        return [self.respond(request) for _, request in due]

    def _commit_due(self) -> None:
        with self._news:
            now, waiting, due = self.now(), self._late, []
            self._late = []
            for at, request in waiting:
                if at is None or at > now:
                    self._late.append((at, request))
                else:
                    due.append(request)
        for request in due:
            self.respond(request)

    # Log

    def seen(self, method: str = "", path: str = "") -> list[Seen]:
        """The requests that were made, of one kind or all; a path may have `*`."""
        with self._news:
            return [
                each
                for each in self.requests
                if method in {"", each.method} and (not path or fnmatchcase(each.path, path))
            ]

    # Connections

    def _listen(self, listener: socket.socket) -> None:
        with listener:
            while True:
                connection, _ = listener.accept()
                if not self._running:
                    connection.close()
                    return
                number = next(self._connection_numbers)
                thread = threading.Thread(
                    target=self._serve, args=(connection, number), name=f"fake-connection-{number}"
                )
                with self._news:
                    self._connections[thread] = connection
                thread.start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with connection, connection.makefile("rb") as stream, suppress(OSError):
                while self._running and self._serve_one(connection, stream, number):
                    pass
        finally:
            with self._news:
                del self._connections[threading.current_thread()]
                self._news.notify_all()

    def _serve_one(self, connection: socket.socket, stream: Any, number: int) -> bool:
        line = self._peek(connection)
        if not line:
            return False
        try:
            seen, fault = self._decide(wire.read_target(line, self.base), number)
            if fault.unread:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                return False
            request = wire.read_request(stream, self.base)
        except ValueError as error:
            bad = Answer(400, str(error).encode(), {"Connection": "close"})
            connection.sendall(bad.head(self.now()) + bad.body)
            return False
        if request is None:
            return False
        seen.headers, seen.body = request.headers, request.body
        exchange = Exchange(self, request, seen, connection)
        try:
            self._commit_due()
            fault.play(exchange)
        finally:
            with self._news:
                seen.ended = self.now()
                self._news.notify_all()
        return not exchange.closed and request.headers.get("connection", "") != "close"

    def _peek(self, connection: socket.socket) -> str:
        """The request line that waits, without taking it; nothing when the client has closed."""
        while waiting := connection.recv(wire.HEAD_LIMIT, socket.MSG_PEEK):
            line, end, _ = waiting.partition(b"\r\n")
            if end or len(waiting) == wire.HEAD_LIMIT:
                return line.decode("latin-1")
            self.wait_for(lambda: False, 0.001)  # the rest of the line is on its way
        return ""

    def _decide(self, target: Target, connection: int) -> tuple[Seen, Fault]:
        with self._news:
            fault = next((rule.fault for rule in self._rules if rule.fires(target)), HONEST)
            seen = Seen(
                len(self.requests) + 1,
                connection,
                target.method,
                target.path,
                target.query,
                self.now(),
                fault.name,
                raw=target.raw,
            )
            self.requests.append(seen)
            self._news.notify_all()
        return seen, fault
