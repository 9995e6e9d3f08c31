"""HTTP as it goes over the wire: requests read, answers written, every number exact."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import uuid4

JSON = "application/json; charset=utf-8"
HEAD_LIMIT = 64 * 1024

# The standard writer knows no Decimal: each goes through it as a text that nobody else can have
# written, and loses its quotes afterwards.
_MARK = uuid4().hex
_MARKED = re.compile(rf'"{_MARK}([^"]*)"')


class Malformed(ValueError):
    """What arrived is no HTTP request that this server understands."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a request line asks for; the path is below the API's base where it can be.

    `raw` is what was sent, with nothing decoded.
    """

    method: str
    path: str
    query: dict[str, str]
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, read whole; names of headers are lower case."""

    target: Target
    headers: dict[str, str]
    body: bytes

    def asking(self, **query: object) -> Request:
        """The same request with other query parameters."""
        changed = self.target.query | {name: str(value) for name, value in query.items()}
        return replace(self, target=replace(self.target, query=changed))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; its length and date are added when it is sent."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": JSON})

    @property
    def value(self) -> Any:
        """The JSON of the body."""
        return read_json(self.body)

    def saying(self, value: object) -> Answer:
        """The same answer with another JSON body."""
        return replace(self, body=write_json(value))

    def head(self, date: datetime) -> bytes:
        """Status line and headers."""
        reason = HTTPStatus(self.status).phrase
        headers = {
            "Date": format_datetime(date, usegmt=True),
            "Content-Length": str(len(self.body)),
            **self.headers,
        }
        lines = [f"HTTP/1.1 {self.status} {reason}", *(f"{k}: {v}" for k, v in headers.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def answer_json(status: int, value: object, headers: dict[str, str] | None = None) -> Answer:
    """An answer with a JSON body."""
    return Answer(status, write_json(value), {"Content-Type": JSON} | (headers or {}))


def read_json(text: bytes) -> Any:
    """JSON with its numbers as int and Decimal; NaN and Infinity are no numbers."""
    return json.loads(text, parse_float=Decimal, parse_constant=_refuse)


def write_json(value: object) -> bytes:
    """JSON with its Decimals as they stand."""
    text = json.dumps(value, ensure_ascii=False, default=_marked)
    return _MARKED.sub(r"\1", text).encode()


def read_target(line: str, base: str) -> Target:
    """What a request line asks for; what was moved elsewhere is answered there too."""
    try:
        method, target, _ = line.split(" ")
    except ValueError as error:
        raise Malformed(line) from error
    parts = urlsplit(target)
    path = unquote(parts.path).removeprefix(MOVED)
    below = path.removeprefix(base) if path.startswith(f"{base}/") else path
    return Target(method, below, dict(parse_qsl(parts.query, keep_blank_values=True)), target)


def read_request(stream: BinaryIO, base: str) -> Request | None:
    """The next request; None when the client has closed before its end."""
    line = stream.readline(HEAD_LIMIT)
    if not line.endswith(b"\n"):
        return None
    target = read_target(line.decode("latin-1").rstrip("\r\n"), base)
    headers: dict[str, str] = {}
    while (line := stream.readline(HEAD_LIMIT)) not in {b"\r\n", b"\n"}:
        if not line.endswith(b"\n"):
            return None
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    if "transfer-encoding" in headers:
        raise Malformed("A body without a length.")
    length = int(headers.get("content-length", "0"))
    body = stream.read(length)
    return Request(target, headers, body) if len(body) == length else None


# Where redirects lead: whatever stands below is answered like the original, so that a client that
# follows is found out by what it did.
MOVED = "/moved"


def _marked(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value:f}"
    raise TypeError(type(value))


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number in JSON.")
