"""A small HTTP server that takes signed notes from strangers, and is patient with none of them."""

from __future__ import annotations

import io
import logging
import re
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.client import LineTooLong
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from typing import Any

from app.domain.errors import Refusal, SanduqError, Trouble

MOST_BODY = 1024 * 1024  # bytes
MOST_HEAD = 96 * 1024  # bytes; above the longest request line that http.server reads
MOST_CONNECTIONS = 16
ARRIVAL_SECONDS = 10.0  # for a request to arrive whole
ANSWER_SECONDS = 2.0
LINGER_SECONDS = 1.0  # so that an answer is read before the connection goes
LOOK_SECONDS = 0.1  # between two looks at whether it is to end

# Takes the headers and the body of a note; and who stands behind a path, if anybody does.
Door = Callable[[list[tuple[str, str]], bytes], HTTPStatus]
Doors = Callable[[str], Door | None]

_LENGTH = re.compile(r"[0-9]{1,15}")

log = logging.getLogger(__name__)


class Intake(ThreadingMixIn, TCPServer):
    """Serves POST alone: each request once, then the connection ends."""

    allow_reuse_address = sys.platform != "win32"  # where two programs could have one port
    request_queue_size = 64
    daemon_threads = False  # what is being kept is kept before the end

    def __init__(self, host: str, port: int, doors: Doors) -> None:
        """Listen; raises Refusal unknown_host, Trouble no_port."""
        self.doors = doors
        self.address_family, place = _place(host, port)
        self._slots = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._ends = False
        try:
            super().__init__(place, _Handler)
        except OSError as error:
            raise Trouble(
                "no_port", f"Port {port} of {host} can't be had: {error.strerror}."
            ) from error
        self._thread = threading.Thread(
            target=self.serve_forever, args=(LOOK_SECONDS,), name="webhooks", daemon=True
        )

    def begin(self) -> int:
        """Take requests on threads of its own; the port."""
        self._thread.start()
        return int(self.server_address[1])

    def end(self) -> None:
        """Take no more; what has arrived whole is kept and answered."""
        self._ends = True
        self.shutdown()
        self._thread.join()
        with self._lock:
            for each in self._open:
                _no_more(each, socket.SHUT_RD)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        # Beyond so many at once, callers wait where the system queues them.
        while not self._slots.acquire(timeout=LOOK_SECONDS):
            if self._ends:
                self.shutdown_request(request)
                return
        with self._lock:
            self._open.add(request)
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._let_go(request)
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._let_go(request)

    def handle_error(self, *_: Any) -> None:
        if isinstance(sys.exception(), OSError):  # they went away
            log.debug("a connection broke off")
        else:
            log.exception("a webhook failed")

    def _let_go(self, request: socket.socket) -> None:
        with self._lock:
            self._open.discard(request)
        self._slots.release()


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Intake
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # whatever can't be read is answered all the same
    server_version, sys_version = "Sanduq", ""
    _unread = True
    _lingers = False
    _is_expecting = False

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._arriving = _Arriving(self.connection)
        self.rfile = io.BufferedReader(self._arriving)

    def finish(self) -> None:
        super().finish()
        if self._lingers:
            self._linger()

    def do_POST(self) -> None:
        """Hand what came to whom it is for."""
        try:
            door = self.server.doors(self.path)
            self._answer(HTTPStatus.NOT_FOUND if door is None else self._taken(door))
        except SanduqError as error:  # the disk is full, the store busy, a keyring silent
            log.info("a webhook could not be kept: %s", error.code)
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE)

    def _taken(self, door: Door) -> HTTPStatus:
        refused = self._refused()
        if refused:
            return refused
        if self._is_expecting:
            super().handle_expect_100()
        length = int(self.headers["Content-Length"])
        self._arriving.room += length
        body = self.rfile.read(length)
        if len(body) < length:
            return HTTPStatus.BAD_REQUEST
        self._unread = False
        return door(list(self.headers.items()), body)

    def _refused(self) -> HTTPStatus | None:
        """Why the body is not even read."""
        lengths = self.headers.get_all("Content-Length", [])
        if not lengths or "Transfer-Encoding" in self.headers:
            return HTTPStatus.LENGTH_REQUIRED
        if len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0]):
            return HTTPStatus.BAD_REQUEST
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(lengths[0]) > MOST_BODY else None

    def _answer(self, status: HTTPStatus) -> None:
        """The status and nothing else: no stranger learns more."""
        self._lingers = self._unread
        self.connection.settimeout(ANSWER_SECONDS)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def _linger(self) -> None:
        # Bytes that nobody has read would take our answer with them.
        _no_more(self.connection, socket.SHUT_WR)
        until = min(time.monotonic() + LINGER_SECONDS, self._arriving.until)
        with suppress(OSError):
            while (left := until - time.monotonic()) > 0:
                self.connection.settimeout(left)
                if not self.connection.recv(MOST_HEAD):
                    return

    def handle_expect_100(self) -> bool:
        self._is_expecting = True  # told to go on once it is sure that we want the rest
        return True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        del message, explain
        status = HTTPStatus(code)
        unknown = status == HTTPStatus.NOT_IMPLEMENTED
        self._answer(HTTPStatus.METHOD_NOT_ALLOWED if unknown else status)

    def log_message(self, *_: Any) -> None:
        pass


class _Arriving(io.RawIOBase):
    """What a connection brings, as long as there is time and room for it."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self.until = time.monotonic() + ARRIVAL_SECONDS
        self.room = MOST_HEAD
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if self.room <= 0:
            raise LineTooLong("request")
        self._connection.settimeout(left)
        count = self._connection.recv_into(memoryview(buffer)[: self.room])
        self.room -= count
        return count


def _place(host: str, port: int) -> tuple[socket.AddressFamily, Any]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, ValueError) as error:
        raise Refusal("unknown_host", f"There is no address {host} here.") from error
    return found[0][0], found[0][4]


def _no_more(connection: socket.socket, which: int) -> None:
    with suppress(OSError):  # they were first
        connection.shutdown(which)
