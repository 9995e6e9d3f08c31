"""What went wrong with a request, said once for all connectors.

A read changes nothing, so almost every failure of it is Transient. A write is Transient as long as
no byte of it can have left, refused where the server says so, and unknown otherwise.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from itertools import islice

import httpcore
import httpx

from app.connectors import _json
from app.domain.text import one_line
from app.sync.problem import OutcomeUnknown, Rejected, SyncProblem, Transient, Unserved

SENTENCES = {
    # nothing has left, or nothing but a question
    "no_network": "There is no network, or it does not reach the server.",
    "wrong_host": "The server's name is not known: check the address and the network.",
    "no_server": "Nothing answers at this address: the server is off, or the address is wrong.",
    "tls_error": "The connection is not safe: the server's certificate can't be trusted.",
    "tls_clock": "The server's certificate is not valid at this computer's time: check the clock.",
    "proxy_error": "The network's proxy does not let the request through.",
    "timeout": "The server did not answer in time.",
    "broken_connection": "The connection to the server broke off.",
    "proxy_page": "A web page came instead of data: the network asks to sign in, or the address "
    "is wrong.",
    "wrong_shape": "The server's answer can't be understood.",
    "answer_too_large": "The server's answer is too large to be read.",
    "not_found": "The server does not know this address (status 404).",
    "not_allowed": "The server does not offer this call (status 405).",
    "throttled": "The server asks us to wait: there were too many requests.",
    "incomplete_scan": "The pages of the server's list contradict each other.",
    "list_full": "The server lists so many rows at most: there may be more than these.",
    # a manager must act
    "wrong_address": "There is no such back end at this address: check the address.",
    "redirected": "The server sends us elsewhere: the address is wrong, or a proxy answers.",
    "wrong_key": "The server does not know this key, or it was revoked.",
    "forbidden": "The server does not allow this with this key.",
    # a write whose outcome is unknown
    "no_answer": "It was sent, but the connection broke off before the answer; the server may "
    "have it.",
    "late_answer": "It was sent, but the server did not answer in time; it may have it.",
    "bad_answer": "It was sent, but the answer can't be understood; the server may have it.",
    "redirected_write": "It was sent, but the server sent us elsewhere; it may have it.",
    "no_id": "It was sent, but the answer does not say under which id; the server may have it.",
    "no_reason": "It was sent, and the server says that it failed but not why; it may have it.",
}

# What a request may end with at the library's side, beside an answer.
BROKEN = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    OSError,
    UnicodeError,
)

# The answers that refuse a record with words that matter.
REFUSALS: frozenset[int] = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.PRECONDITION_FAILED,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)

_READ_CODES: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "not_allowed",
    HTTPStatus.REQUEST_TIMEOUT: "timeout",
}

_NO_URL = (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol)
# The first that is among an error's causes says why nothing left.
_UNSENT: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLError, "tls_error"),
    (socket.gaierror, "wrong_host"),
    (UnicodeError, "wrong_host"),
    (ConnectionRefusedError, "no_server"),
    (ConnectionError, "broken_connection"),
    (TimeoutError, "timeout"),
    (httpcore.TimeoutException, "timeout"),
    (httpcore.ProxyError, "proxy_error"),
    (OSError, "no_network"),
)
# A certificate that is not valid yet, or not any more (OpenSSL's X509_V_ERR_…).
_OUT_OF_TIME = {9, 10}

_LONGEST_PAUSE = 3600.0  # seconds; whoever asks for more is asked again after that
_LONGEST_WORDS = 200
_MOST_DETAILS = 20
_OF_A_DETAIL = ("field", "message", "msg", "expected")
_SECONDS = re.compile(r"[0-9]{1,13}(\.[0-9]{1,6})?", re.ASCII)
# From here on a number counts from 1970, in seconds or thousandths; a smaller one is a pause.
_EPOCH = 1_000_000_000
_EPOCH_IN_MS = 100_000_000_000


class TooLarge(Exception):
    """An answer is larger than any that is read."""


def transient(code: str) -> Transient:
    """Nothing was changed; the sentence for the code."""
    return Transient(code, SENTENCES[code])


def unserved(code: str) -> Unserved:
    """A manager must act; the sentence for the code."""
    return Unserved(code, SENTENCES[code])


def unknown(code: str) -> OutcomeUnknown:
    """A write may have happened; the sentence for the code."""
    return OutcomeUnknown(code, SENTENCES[code])


@contextmanager
def at_the_right_address() -> Iterator[None]:
    """Around a call that every such back end has: without it Unserved wrong_address is raised."""
    try:
        yield
    except Transient as problem:
        if problem.code == "not_found":
            raise unserved("wrong_address") from problem
        raise


def unsent(error: Exception) -> SyncProblem:
    """Why a request did not leave: nothing has reached the server, for sure."""
    if isinstance(error, _NO_URL):
        return unserved("wrong_address")
    causes = tuple(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_code in _OUT_OF_TIME:
            return transient("tls_clock")
        if isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_AGAIN:
            return transient("no_network")
    for kind, code in _UNSENT:
        if any(isinstance(cause, kind) for cause in causes):
            return transient(code)
    return transient("broken_connection")


def unread(error: Exception) -> Transient:
    """Why a read got no answer."""
    if isinstance(error, TooLarge):
        return transient("answer_too_large")
    if isinstance(error, httpcore.TimeoutException):
        return transient("timeout")
    if isinstance(error, httpx.DecodingError):
        return transient("wrong_shape")
    return transient("broken_connection")


def unanswered(error: Exception) -> OutcomeUnknown:
    """Why it is not known what became of a write."""
    if isinstance(error, TooLarge | httpx.DecodingError):
        return unknown("bad_answer")
    if isinstance(error, httpcore.TimeoutException):
        return unknown("late_answer")
    return unknown("no_answer")


def of_read(status: int, said: str, *, wait: float | None) -> SyncProblem:
    """What the answer to a read means whose status is none of success; `said` are its words."""
    if problem := _of_either(status, wait=wait):
        return problem
    if 300 <= status < 400:
        return unserved("redirected")
    if code := _READ_CODES.get(status):
        return transient(code)
    if status >= 500:
        return Transient("server_error", f"The server failed (status {status}).", retry_after=wait)
    return refused_read(said or f"status {status}")


def of_write(
    status: int,
    said: str,
    *,
    success: object = None,
    wait: float | None = None,
    refusals: frozenset[int] = REFUSALS,
) -> SyncProblem:
    """What the answer to a write means whose status is none of success.

    A refusal counts where the API itself speaks: with words, or `success: false`. A 405 needs none:
    it says that nothing was done.
    """
    if problem := _of_either(status, wait=wait):
        return problem
    if status in refusals and status == HTTPStatus.METHOD_NOT_ALLOWED:
        return rejected(status, said or SENTENCES["not_allowed"])
    if status in refusals:
        is_refusal = success is False or (said and success is not True)
        return rejected(status, said) if is_refusal else unknown("bad_answer")
    if 300 <= status < 400:
        return unknown("redirected_write")
    return OutcomeUnknown(
        "failed_write", f"It was sent, but the server failed (status {status}); it may have it."
    )


def rejected(status: int, said: str) -> Rejected:
    """The server refuses a record, in its own words."""
    return Rejected(
        "rejected", said or "The server refused it and does not say why.", status=status
    )


def no_call(kind: str, record: object) -> LookupError:
    """A record that a capability forbids to send: nobody should have asked."""
    return LookupError(f"{kind} has no call for {type(record).__name__}")


def refused_read(said: str) -> Transient:
    """The server refuses a read, in its own words."""
    return Transient("refused", f"The server refused the request: {said.rstrip('.')}.")


def words(value: object, *secrets: str) -> str:
    """What a server says in an error, on one line and without our secrets; nothing if nothing.

    What it says of single fields follows in brackets.
    """
    said, details = _line(_said(value), secrets), _line(_details(value), secrets)
    if not said or not details or said == details:
        return said or details
    room = _LONGEST_WORDS - len(said) - len(" ()")
    return f"{said} ({details[:room].strip()})" if room > 0 else said


def _line(text: str, secrets: tuple[str, ...]) -> str:
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    return one_line(text[:1000], "answer", 1000)[:_LONGEST_WORDS].strip()


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """How many seconds the server asks us to wait, an hour at most; None if it does not say.

    `now` counts where the answer bears no date of its own.
    """
    now = moment(headers.get("date", "")) or now
    seconds = _pause(headers.get("retry-after", ""), now)
    if seconds is None:
        reset = headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or ""
        seconds = _until_reset(reset, now)
    return None if seconds is None else min(seconds, _LONGEST_PAUSE)


def moment(text: str) -> datetime | None:
    """The time of an HTTP date."""
    try:
        at = parsedate_to_datetime(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _of_either(status: int, *, wait: float | None) -> SyncProblem | None:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        sentence = SENTENCES["throttled"]
        return Transient("throttled", sentence, retry_after=wait, throttled=True)
    if status == HTTPStatus.UNAUTHORIZED:
        return unserved("wrong_key")
    if status == HTTPStatus.FORBIDDEN:
        return unserved("forbidden")
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _said(value: object, depth: int = 0) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        return _said(value[0], depth)
    if isinstance(value, dict) and depth < 4:
        for name in ("message", "error", "detail", "msg", "errors"):
            if said := _said(value.get(name), depth + 1):
                return said
    return ""


def _details(value: object) -> str:
    """What an error says of single fields, in whichever of the usual forms."""
    fields = value if isinstance(value, dict) else {}
    holders = [each for each in (fields.get("error"), fields) if isinstance(each, dict)]
    details = next((each["details"] for each in holders if each.get("details")), None)
    found = details[:_MOST_DETAILS] if isinstance(details, list) else [details]
    return "; ".join(filter(None, map(_detail, found)))


def _detail(value: object) -> str:
    """A text; or a field, what is wrong with it and what it should hold; or several by name."""
    if not isinstance(value, dict):
        return value if isinstance(value, str) else ""
    if not value.keys().isdisjoint(_OF_A_DETAIL):
        return ": ".join(filter(None, (_texts(value.get(name)) for name in _OF_A_DETAIL)))
    by_name = islice(value.items(), _MOST_DETAILS)
    return "; ".join(f"{name}: {said}" for name, each in by_name if (said := _texts(each)))


def _texts(value: object) -> str:
    several = value if isinstance(value, list) else [value]
    return ", ".join(each for each in several if each and isinstance(each, str))


def _pause(text: str, now: datetime) -> float | None:
    if _SECONDS.fullmatch(text.strip()):
        return float(text)
    at = moment(text)
    return None if at is None or at < now else (at - now).total_seconds()


def _until_reset(text: str, now: datetime) -> float | None:
    if not _SECONDS.fullmatch(text.strip()):
        at = _json.time(text.strip()) or moment(text)
        return None if at is None or at < now else (at - now).total_seconds()
    seconds = float(text)
    if seconds >= _EPOCH_IN_MS:
        seconds /= 1000
    if seconds >= _EPOCH:
        seconds -= now.timestamp()
    return seconds if seconds >= 0 else None
