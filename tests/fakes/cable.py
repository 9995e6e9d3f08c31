"""A network cable between a till and its server, which somebody pulls out now and then."""

from __future__ import annotations

import select
import socket
import threading
from random import Random
from types import TracebackType
from urllib.parse import urlsplit


class Cable:
    """Carries connections to a server; `url` is what a till is told.

    While it is out nothing gets through. Torn, it breaks what is under way after so many more
    bytes: in the middle of a request, before its answer, or in the middle of that.
    """

    def __init__(self, url: str, seed: int = 0) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "", parts.port or 0)
        self._chance = Random(seed)
        self._in = threading.Event()
        self._in.set()
        self._ends = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self._threads: list[threading.Thread] = []
        self.url = url.replace(str(parts.port), str(self._listener.getsockname()[1]))
        self._left: int | None = None  # bytes until it breaks
        self._lock = threading.Lock()

    def __enter__(self) -> Cable:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ends.set()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def pull(self) -> None:
        """Pull it out; what is under way breaks."""
        self._in.clear()

    def plug(self) -> None:
        """Plug it in for good."""
        with self._lock:
            self._left = None
        self._in.set()

    def tear(self, most: int = 4_000) -> None:
        """Break what is under way, after up to so many bytes; then it works again."""
        with self._lock:
            self._left = self._chance.randrange(most)

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._ends.is_set():
            try:
                near, _ = self._listener.accept()
            except TimeoutError:
                continue
            if self._in.is_set():
                self._start(self._carry, near)
            else:
                near.close()

    def _carry(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self._target)
        except OSError:
            near.close()
            return
        with near, far:
            others = {near: far, far: near}
            while self._in.is_set() and not self._ends.is_set():
                ready, _, _ = select.select([near, far], [], [], 0.02)
                for end in ready:
                    if not self._pass_on(end, others[end]):
                        return

    def _pass_on(self, end: socket.socket, other: socket.socket) -> bool:
        try:
            data = end.recv(512)
            if not data or self._breaks(len(data)):
                return False
            other.sendall(data)
        except OSError:
            return False
        return True

    def _breaks(self, size: int) -> bool:
        with self._lock:
            if self._left is None:
                return False
            self._left -= size
            if self._left >= 0:
                return False
            self._left = None
            return True
