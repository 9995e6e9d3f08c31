"""Webhooks: who really sent one, and what it speaks of.

Apexloge and StackNex alone send them; how they sign is from their API documents.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from types import MappingProxyType
from typing import Any

from app.domain.errors import Refusal

MOST_SECONDS = 300  # between the time in a signature and ours, either way
MAX_TEXT = 254
PATH = "/webhooks/"  # of a receiver; each back end has its own name behind it

OK, NO_SECRET, NO_SIGNATURE = "ok", "no_secret", "no_signature"
SEVERAL_SIGNATURES, NOT_A_SIGNATURE = "several_signatures", "not_a_signature"
BAD_SIGNATURE, TOO_OLD, FROM_FUTURE = "bad_signature", "too_old", "from_future"

_REASONS = {
    OK: "The signature is right.",
    NO_SECRET: "There is no secret to check the signature with.",
    NO_SIGNATURE: "There is no signature.",
    SEVERAL_SIGNATURES: "There is more than one signature header.",
    NOT_A_SIGNATURE: "The signature header is not in its system's form.",
    BAD_SIGNATURE: "The signature is of another secret or another body.",
    TOO_OLD: f"The signature is more than {MOST_SECONDS} seconds old.",
    FROM_FUTURE: f"The signature is more than {MOST_SECONDS} seconds ahead of our clock.",
}

# As a request has them: names in any case, and a name may come again.
Headers = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a webhook is what its system sent; `reason` is a sentence, `code` stays the same."""

    valid: bool
    reason: str
    code: str


@dataclass(frozen=True, slots=True)
class Event:
    """What a webhook says: its name, its delivery's id, and the object to read anew.

    `object_kind` is order, product, customer, inventory, or empty; what can't be read is empty.
    """

    name: str
    delivery: str
    object_kind: str
    object_id: str


def verify(kind: str, headers: Headers, body: bytes, secret: bytes, now: datetime) -> Verdict:
    """Whether this kind of back end sent this very body; raises Refusal no_webhooks alone."""
    system = _system(kind)
    if not secret:
        return _verdict(NO_SECRET)
    found = list(_values(headers, system.signature))
    if len(found) > 1:
        return _verdict(SEVERAL_SIGNATURES)
    if not found or not found[0]:
        return _verdict(NO_SIGNATURE)
    return _verdict(system.judge(found[0], body, secret, now))


def event_of(kind: str, headers: Headers, body: bytes) -> Event:
    """What a webhook speaks of, as far as it can be read; raises Refusal no_webhooks alone."""
    return _system(kind).read(headers, body, _document(body))


def address(host: str, port: int, name: str) -> str:
    """Where a receiver takes the webhooks of the back end of this name."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}{PATH}{name}"


def is_loopback(host: str) -> bool:
    """Whether no other computer can reach a receiver at this host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def refuse_silent(kind: str) -> None:
    """Refuse a kind of back end that sends no webhooks: no_webhooks."""
    _system(kind)


def _verdict(code: str) -> Verdict:
    return Verdict(code == OK, _REASONS[code], code)


def _values(headers: Headers, name: str) -> Iterator[str]:
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return (value.strip() for key, value in pairs if key.strip().lower() == name)


_SECONDS = re.compile(r"[0-9]{1,20}")
_HEX = re.compile(r"[0-9A-Fa-f]{64}")


def _fits(signature: str, signed: bytes, secret: bytes) -> bool:
    right = hmac.digest(secret, signed, "sha256")
    return hmac.compare_digest(bytes.fromhex(signature), right)


def _judge_timed(header: str, body: bytes, secret: bytes, now: datetime) -> str:
    """`t=<unix time>,v1=<hex>` over `{t}.{body}`; any v1 may fit, as while a secret is changed."""
    times, signatures = [], []
    for part in header.split(","):
        key, sign, value = (each.strip() for each in part.partition("="))
        if not (key and sign):
            return NOT_A_SIGNATURE
        if key == "t":
            times.append(value)
        elif key == "v1":
            signatures.append(value)
    if len(times) != 1 or not _SECONDS.fullmatch(times[0]):
        return NOT_A_SIGNATURE
    if not signatures or not all(map(_HEX.fullmatch, signatures)):
        return NOT_A_SIGNATURE
    signed = times[0].encode() + b"." + body
    if not any(_fits(each, signed, secret) for each in signatures):
        return BAD_SIGNATURE
    age = now.timestamp() - int(times[0])
    if abs(age) <= MOST_SECONDS:
        return OK
    return TOO_OLD if age > 0 else FROM_FUTURE


def _judge_plain(header: str, body: bytes, secret: bytes, _now: datetime) -> str:
    """The hex digits alone, over the body: nothing tells when it was signed."""
    if not _HEX.fullmatch(header):
        return NOT_A_SIGNATURE
    return OK if _fits(header, body, secret) else BAD_SIGNATURE


def _read_apexloge(headers: Headers, body: bytes, document: Any) -> Event:
    """Name and delivery stand in the headers; the document shows no body."""
    told = _text(_at(document, "event")) or _text(_at(document, "type"))
    name = _text(next(_values(headers, "x-apexloge-event"), "")) or told
    delivery = _text(next(_values(headers, "x-apexloge-delivery-id"), "")) or _hash(body)
    return _event(name, delivery, document)


def _read_stacknex(_headers: Headers, body: bytes, document: Any) -> Event:
    """All stands in the body, and nothing names a delivery but its bytes."""
    return _event(_text(_at(document, "event")), _hash(body), document)


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


_OBJECT_KINDS = {
    "product_order": "order",
    "order": "order",
    "product": "product",
    "customer": "customer",
    "inventory": "inventory",
}
# Under which words a body may speak of an object.
_WORDS = {
    "order": ("order", "product_order"),
    "product": ("product",),
    "customer": ("customer",),
    "inventory": ("inventory", "product"),
    "": (),
}


def _event(name: str, delivery: str, document: Any) -> Event:
    kind = _OBJECT_KINDS.get(name.partition(".")[0], "")
    data = _at(document, "data")
    places = (
        _at(data, "id"),
        *_named(data, kind),
        *_named(document, kind),
        _at(document, "id"),
    )
    ids = (_text(each) for each in places if kind)
    # Beside the data, “id” may be the delivery's own.
    found = next((each for each in ids if each and each != delivery), "")
    return Event(name, delivery, kind, found)


def _named(node: Any, kind: str) -> Iterator[Any]:
    for word in _WORDS[kind]:
        yield _at(_at(node, word), "id")
        yield _at(node, f"{word}_id")
        yield _at(node, f"{word}Id")


def _at(node: Any, name: str) -> Any:
    return node.get(name) if isinstance(node, dict) else None


def _text(value: Any) -> str:
    """A short printable text or a whole number, as text; anything else is none."""
    text = str(value) if type(value) in {str, int} else ""
    return text.strip() if len(text) <= MAX_TEXT and text.isprintable() else ""


def _document(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class _System:
    """One system's webhooks: the header of its signature, who judges it, who reads the rest."""

    signature: str
    judge: Callable[[str, bytes, bytes, datetime], str]
    read: Callable[[Headers, bytes, Any], Event]


_SYSTEMS: Mapping[str, _System] = MappingProxyType(
    {
        "apexloge": _System("x-apexloge-signature", _judge_timed, _read_apexloge),
        "stacknex": _System("x-webhook-signature", _judge_plain, _read_stacknex),
    }
)
KINDS = tuple(_SYSTEMS)


def _system(kind: str) -> _System:
    if kind not in _SYSTEMS:
        known = ", ".join(KINDS)
        raise Refusal("no_webhooks", f"Back ends of kind “{kind}” send no webhooks; {known} do.")
    return _SYSTEMS[kind]
