"""Serving the hub: its socket, TLS, patience with slow clients, and a clean end."""

from __future__ import annotations

import asyncio
import ipaddress
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.domain.errors import Refusal, Trouble
from app.hub.api import BASE
from app.hub.application import make_application
from app.hub.database import Database, open_database
from app.hub.limit import Limiter
from app.hub.moment import utc_now

LAST_ANSWERS_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Tls:
    """The files of a certificate and its key."""

    certificate: str
    key: str


@dataclass(frozen=True, slots=True)
class Service:
    """How a hub is served: requests a minute for each key, TLS, and the clock."""

    limit: int = 6_000
    tls: Tls | None = None
    now: Callable[[], datetime] = utc_now


USUAL = Service()


class Patient(H11Protocol):
    """HTTP/1.1 that gives a request so many seconds to arrive whole, head and body."""

    seconds = 30.0
    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._end = self.loop.call_later(self.seconds, transport.close)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}:
            self._hurry_no_more()
        elif self._end is None:
            self._end = self.loop.call_later(self.seconds, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._hurry_no_more()
        super().connection_lost(exc)

    def _hurry_no_more(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listener(host: str, port: int) -> socket.socket:
    """A socket bound to host and port; port 0 takes a free one."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise Refusal("unknown_host", f"There is no address {host} here.") from error
    if sys.platform != "win32":  # where it would let two programs have one port
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise Trouble(
            "no_port", f"Port {port} of {host} can't be had: {error.strerror}."
        ) from error
    return bound


def address(bound: socket.socket, tls: Tls | None) -> str:
    """The URL of the API on this socket."""
    host, port = bound.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if tls else 'http'}://{shown}:{port}{BASE}"


def check(tls: Tls) -> None:
    """Refuse a certificate that can't be served."""
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # An answer at hand, so that a protected key does not ask at the terminal.
        context.load_cert_chain(tls.certificate, tls.key, password="")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or str(error)
        raise Refusal(
            "bad_certificate", f"The certificate or its key is not usable: {reason}."
        ) from error


def serve(
    database: Database,
    bound: socket.socket,
    service: Service,
    *,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until Ctrl+C or SIGTERM; `ready` is called once requests are taken."""
    server = _server(database, service, ready)
    for each in (signal.SIGINT, signal.SIGTERM):
        # The server raises again what had ended it, when it has ended; that is no failure.
        signal.signal(each, lambda *_: None)
    server.run([bound])


def _server(database: Database, service: Service, ready: Callable[[], None]) -> _Server:
    tls = service.tls
    config = uvicorn.Config(
        make_application(database, Limiter(service.limit), now=service.now),
        http=Patient,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=LAST_ANSWERS_SECONDS,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )
    return _Server(config, ready)


@contextmanager
def running(
    database_url: str,
    *,
    business: str = "",
    currency_code: str = "",
    port: int = 0,
    service: Service = USUAL,
) -> Iterator[str]:
    """A hub on the loopback interface, served by a thread: the URL of its API."""
    database = open_database(database_url, business=business, currency_code=currency_code)
    bound = listener("127.0.0.1", port)
    started = threading.Event()
    server = _server(database, service, started.set)
    thread = threading.Thread(target=server.run, args=([bound],), name="hub")
    thread.start()
    started.wait()
    try:
        yield address(bound, service.tls)
    finally:
        server.should_exit = True
        thread.join()
        database.close()
