"""How a request says who sends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from app.sync.problem import Unserved

Headers = Mapping[str, str]
# The headers that let a request in; asked for each request. Raises Unserved, or what a login does.
Authorize = Callable[[], Headers]

_PRINTABLE = re.compile(r"[!-~]+")


def api_key(key: str) -> Authorize:
    """Let in by a key in `X-API-Key`."""
    return lambda: {"X-API-Key": _sendable(key)}


def bearer(token: str) -> Authorize:
    """Let in by a token in `Authorization`."""
    return lambda: {"Authorization": f"Bearer {_sendable(token)}"}


def _sendable(secret: str) -> str:
    # A library would complain of the rest, and show the key as it does.
    if not _PRINTABLE.fullmatch(secret):
        raise Unserved("wrong_key", "There is no key, or it has characters that no key has.")
    return secret
