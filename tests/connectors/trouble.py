"""Answers that are none, and what a connector makes of each."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fakes import fault
from tests.fakes.server import Exchange, Fault
from tests.fakes.wire import Answer

LARGE = 9 * 2**20  # more than any answer may have


def raw(data: bytes, *, head: bytes = b"HTTP/1.1 200 OK\r\n") -> Fault:
    """Answer with these bytes and close."""

    def play(exchange: Exchange) -> None:
        exchange.push(head + b"Connection: close\r\n\r\n" + data)
        exchange.drop()

    return Fault("raw", play)


def saying(status: int, body: bytes, **headers: str) -> Fault:
    """Answer with this body and nothing else."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fault("saying", lambda exchange: exchange.send(Answer(status, body, named)))


def endless(status: int) -> Fault:
    """Answer with this status and a body that never comes."""

    def play(exchange: Exchange) -> None:
        exchange.push(f"HTTP/1.1 {status} Oh\r\nContent-Length: 100\r\n\r\n".encode())
        exchange.hang()

    return Fault("endless", play)


# Every answer, or lack of one, that is none: what a read makes of it, and what a write does.
BROKEN: Mapping[str, tuple[Fault, str, str]] = {
    "reset unread": (fault.drop_unread(), "broken_connection", "no_answer"),
    "closed before commit": (fault.drop(committed=False), "broken_connection", "no_answer"),
    "closed after commit": (fault.drop(committed=True), "broken_connection", "no_answer"),
    "reset": (fault.drop(committed=True, reset=True), "broken_connection", "no_answer"),
    "no HTTP": (raw(b"", head=b"SSH-2.0-x\r\n"), "broken_connection", "no_answer"),
    "truncated": (fault.truncated(), "broken_connection", "no_answer"),
    "cut": (fault.cut(), "wrong_shape", "bad_answer"),
    "cut without a length": (raw(b'{"success": true, "da'), "wrong_shape", "bad_answer"),
    "web page": (fault.html(), "proxy_page", "bad_answer"),
    "empty": (raw(b""), "wrong_shape", "bad_answer"),
    "no content": (saying(204, b""), "wrong_shape", "bad_answer"),
    "UTF-16": (fault.encoded("utf-16"), "wrong_shape", "bad_answer"),
    "Latin-1": (saying(200, b'{"success": true, "data": "\xe9"}'), "wrong_shape", "bad_answer"),
    "called compressed": (fault.not_compressed(), "wrong_shape", "bad_answer"),
    "too large": (fault.huge(LARGE), "answer_too_large", "bad_answer"),
    "bomb": (fault.huge(LARGE, compressed=True), "answer_too_large", "bad_answer"),
    "doubled key": (
        fault.body(lambda whole: b'{"a": 1, "a": 1, ' + whole[1:]),
        "wrong_shape",
        "bad_answer",
    ),
    "NaN": (fault.having(price=fault.NAN), "wrong_shape", "bad_answer"),
    "deep": (saying(200, b"[" * 200_000), "wrong_shape", "bad_answer"),
    "long number": (saying(200, b'{"total": ' + b"9" * 5000 + b"}"), "wrong_shape", "bad_answer"),
    "wide number": (saying(200, b'{"total": 1e99999999999999999999}'), "wrong_shape", "bad_answer"),
    "null": (fault.shape(None), "wrong_shape", "bad_answer"),
    "text": (fault.shape("ok"), "wrong_shape", "bad_answer"),
    "number": (fault.shape(7), "wrong_shape", "bad_answer"),
    "500": (fault.status(500), "server_error", "failed_write"),
    "500 after commit": (fault.status(500, committed=True), "server_error", "failed_write"),
    "502 page": (saying(502, b"<html>Bad gateway</html>"), "server_error", "failed_write"),
    "503": (fault.status(503), "server_error", "failed_write"),
    "504 empty": (fault.status(504, reasoned=False), "server_error", "failed_write"),
    "408": (fault.status(408), "timeout", "failed_write"),
    "409": (fault.status(409), "refused", "failed_write"),
    "405": (fault.status(405), "not_allowed", "failed_write"),
    "418": (saying(418, b""), "refused", "failed_write"),
    "400 page": (saying(400, b"<html>Bad request</html>"), "refused", "bad_answer"),
    "422 empty": (fault.status(422, reasoned=False), "refused", "bad_answer"),
}
SLOW: Mapping[str, Fault] = {
    "hang before commit": fault.hang(committed=False),
    "hang after commit": fault.hang(committed=True),
    "drip": fault.drip(every_s=0.02),
    "drip before commit": fault.drip(committed=False, every_s=0.02),
    "drip head": fault.drip_head(every_s=0.02),
}
REFUSING: Mapping[str, tuple[Fault, str]] = {
    "401": (fault.status(401), "wrong_key"),
    "401 page": (saying(401, b"<html>"), "wrong_key"),
    "403": (fault.status(403), "forbidden"),
    "403 empty": (fault.status(403, reasoned=False), "forbidden"),
}
REDIRECTS = (301, 302, 303, 307, 308)
# What each way of “too many requests” asks for, in seconds.
PAUSES = {
    "seconds": 2,
    "seconds without a body": 2,
    "a date": 2,
    "reset epoch": 2,
    "reset seconds": 2,
    "a fraction": 1.5,
    "huge": 3600,
    "nothing": None,
    "nothing without a body": None,
    "garbage": None,
    "negative": None,
    "a date that is past": None,
    "empty": None,
    "infinite": None,
    "reset garbage": None,
    "reset past": None,
}
