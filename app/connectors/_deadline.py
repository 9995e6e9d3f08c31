"""Connections on which no request outlasts its deadline, however slowly its answer drips in."""

from __future__ import annotations

import math
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

_SLICE = 16 * 1024


class Deadline:
    """When the request at hand has to be over; one for all connections of a connector."""

    def __init__(self) -> None:
        self._at = math.inf

    def begin(self, seconds: float) -> None:
        """A new request begins, and has so long."""
        self._at = time.monotonic() + seconds

    def cut(self, timeout: float | None, late: type[Exception]) -> float:
        """How long one step may take at most; raises `late` when nothing is left."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise late("The request's deadline has passed.")
        return left if timeout is None else min(left, timeout)


class Backend(httpcore.NetworkBackend):
    """Opens connections that keep the deadline.

    The system's own look-up of a name can't be cut short; the deadline counts right after it.
    """

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect; raises httpcore's ConnectError and ConnectTimeout."""
        timeout = self._deadline.cut(timeout, httpcore.ConnectTimeout)
        opened = self._sockets.connect_tcp(host, port, timeout, local_address, socket_options)
        return _Stream(opened, self._deadline)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.cut(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _SLICE):
            part = buffer[start : start + _SLICE]
            self._stream.write(part, self._deadline.cut(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        timeout = self._deadline.cut(timeout, httpcore.ConnectTimeout)
        secured = self._stream.start_tls(ssl_context, server_hostname, timeout)
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
