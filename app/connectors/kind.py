"""Kinds of back ends: which there are, how each is made, and what may be typed in for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType

from app.connectors import _address
from app.domain.backend import SYSTEMS
from app.domain.errors import Refusal
from app.sync.contract import Access, Connector, Gate


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of back end: its name for people, where it usually is, and how it is made.

    `keys` are how its keys begin, `settings` what its document says of its limits. `has_login`:
    a user and a password may stand for a key.
    """

    name: str
    default_url: str
    connect: Callable[[Access, Gate], Connector]
    keys: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    has_login: bool = False


def _lazily(module: str, name: str) -> Callable[[Access, Gate], Connector]:
    # Their libraries are slow to load; a window that only lists kinds does without.
    def connect(access: Access, gate: Gate) -> Connector:
        made: Connector = getattr(import_module(f"app.connectors.{module}"), name)(access, gate)
        return made

    return connect


def _requests(count: int, seconds: int) -> Mapping[str, str]:
    return MappingProxyType({"requests_per_window": str(count), "window_seconds": str(seconds)})


_HOUR = 3600

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "apex_pos": Kind(
            SYSTEMS["apex_pos"],
            "https://api.apex-pos.com/rest_api/v1",
            _lazily("apex_pos", "ApexPos"),
            keys=("apx_",),
        ),
        "apexloge": Kind(
            SYSTEMS["apexloge"],
            "https://api.apexloge.com/api/v1",
            _lazily("apexloge", "Apexloge"),
            keys=("apx_live_",),
            # The document names no limit, only that there is one.
            settings=_requests(60, 60),
        ),
        "salloq": Kind(
            SYSTEMS["salloq"],
            "",
            _lazily("salloq", "Salloq"),
            keys=("ak_live_",),
            settings=_requests(1000, _HOUR),
        ),
        "stacknex": Kind(
            SYSTEMS["stacknex"],
            "https://stacknex.io/api/v1",
            _lazily("stacknex", "StackNex"),
            keys=("nxp_live_", "nxp_test_"),
            # Its orders have no filter: all of them are read each time.
            settings={**_requests(1000, _HOUR), "orders_every_seconds": "300"},
        ),
        "commerce": Kind(
            SYSTEMS["commerce"],
            "",
            _lazily("commerce", "Commerce"),
            settings=_requests(1000, 60),
            has_login=True,
        ),
    }
)
_PRINTABLE = re.compile(r"[!-~]+")


def refuse_foreign_key(kind: str, key: str, *, user: str = "") -> None:
    """Refuse a key that can't be one of this kind: bad_key, other_system, no_login.

    With a `user` it is a password, which may be anything.
    """
    own = KINDS[kind]
    if user:
        if not own.has_login:
            raise Refusal("no_login", f"{own.name} knows keys only, no users.")
        return
    if not _PRINTABLE.fullmatch(key):
        raise Refusal("bad_key", "A key has letters, digits and signs, and no spaces.")
    system = _system_of(key)
    if system and system != kind:
        raise Refusal("other_system", f"This is a key of {KINDS[system].name}, not of {own.name}.")
    if own.keys and not system:
        raise Refusal("other_system", f"A key of {own.name} begins with {own.keys[0]}.")


def clean_url(kind: str, url: str) -> str:
    """The address as it is kept; the kind's usual one for none.

    Refuses bad_url, plain_http, and no_url where a kind has no usual one.
    """
    address = url.strip() or KINDS[kind].default_url
    if not address:
        raise Refusal("no_url", f"{KINDS[kind].name} needs the address of the shop's own server.")
    return _address.clean(address)


def _system_of(key: str) -> str:
    """The kind whose keys begin so; of two that fit, the longer beginning counts."""
    fitting = [
        (len(begin), kind)
        for kind, each in KINDS.items()
        for begin in each.keys
        if key.startswith(begin)
    ]
    return max(fitting)[1] if fitting else ""
