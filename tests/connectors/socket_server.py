"""A server below HTTP: TLS handshakes and proxies that go wrong before a request can be sent."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CERTIFICATES = Path(__file__).parent / "certificates"
HEALTHY = b'HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{"status": "ok", "business": "My Store"}'
PATIENCE = 10.0

# What is done with each connection; the event is set when the test is over.
Talk = Callable[[socket.socket, threading.Event], None]


@contextmanager
def listening(talk: Talk) -> Iterator[int]:
    """The port where each connection is talked to like that, one after the other."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            while not over.is_set():
                connection, _ = door.accept()
                with connection, suppress(OSError):
                    connection.settimeout(PATIENCE)
                    talk(connection, over)

        thread = threading.Thread(target=serve, name="fake-socket-server")
        thread.start()
        try:
            yield door.getsockname()[1]
        finally:
            over.set()
            with suppress(OSError), socket.create_connection(door.getsockname()):
                pass
            thread.join(PATIENCE)


def secured(certificate: str, answer: bytes = HEALTHY) -> Talk:
    """Answer over TLS, by default that all is well."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")

    def talk(connection: socket.socket, _: threading.Event) -> None:
        with context.wrap_socket(connection, server_side=True) as inside:
            head(inside)
            inside.sendall(answer)

    return talk


def silent(connection: socket.socket, over: threading.Event) -> None:
    """Say nothing."""
    over.wait(PATIENCE)


def dripping(connection: socket.socket, over: threading.Event) -> None:
    """Begin a handshake and never come to its end."""
    connection.sendall(b"\x16\x03\x03\x3f\x00")
    while not over.wait(0.02):
        connection.sendall(b"\x02")


def plain(connection: socket.socket, _: threading.Event) -> None:
    """Speak HTTP where TLS is expected."""
    connection.recv(10_000)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def head(connection: socket.socket) -> bytes:
    """The head of a request."""
    read = b""
    while b"\r\n\r\n" not in read:
        part = connection.recv(10_000)
        if not part:
            raise ConnectionError
        read += part
    return read
