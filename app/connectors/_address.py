"""Addresses of back ends: what may be typed in, and how an id becomes a part of one."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urlsplit

from app.domain.errors import Refusal


def clean(url: str) -> str:
    """The address without trailing slashes; raises Refusal bad_url or plain_http."""
    url = url.strip()
    parts = _parts(url)
    if parts.username is not None or parts.password is not None:
        raise Refusal("bad_url", "The address holds a user name; the key has its own field.")
    if parts.query or parts.fragment or url.endswith(("?", "#")):
        raise Refusal("bad_url", "The address goes on after “?” or “#”; leave that out.")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise Refusal(
            "plain_http", "The address must begin with https, or others can read the key."
        )
    return url.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether the host is this computer itself."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def segment(identity: str) -> str:
    """An id as one part of a path, whatever it may be."""
    # “.” and “..” as they stand would lead elsewhere.
    return quote(identity, safe="").replace(".", "%2E")


def _parts(url: str) -> SplitResult:
    problem = Refusal("bad_url", "This is not an address such as https://example.com/api.")
    if not url.isprintable() or " " in url or "\\" in url:
        raise problem
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - it is read only here, and raises where it is none
        (parts.hostname or "").encode("idna")
    except ValueError as error:
        raise problem from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise problem
    return parts
