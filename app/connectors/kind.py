"""Kinds of back ends: which there are, how each is made, and what may be typed in for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.connectors import _address
from app.domain.errors import Refusal
from app.sync.contract import Access, Connector, Gate


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of back end: its name for people, where it usually is, and how it is made."""

    name: str
    default_url: str
    connect: Callable[[Access, Gate], Connector]


def _apex_pos(access: Access, gate: Gate) -> Connector:
    # Its libraries are slow to load; a window that only lists kinds does without.
    from app.connectors.apex_pos import ApexPos

    return ApexPos(access, gate)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {"apex_pos": Kind("Apex POS", "https://api.apex-pos.com/rest_api/v1", _apex_pos)}
)

# How the keys of each system begin; of two that fit, the longer counts.
_KEYS = {
    "apx_": "apex_pos",
    "apx_live_": "apexloge",
    "ak_live_": "salloq",
    "nxp_live_": "stacknex",
    "nxp_test_": "stacknex",
}
_SYSTEMS = {
    "apex_pos": "Apex POS",
    "apexloge": "Apexloge",
    "salloq": "Salloq",
    "stacknex": "StackNex",
}
_PRINTABLE = re.compile(r"[!-~]+")


def refuse_foreign_key(kind: str, key: str) -> None:
    """Refuse a key that can't be one of this kind: bad_key, or other_system."""
    if not _PRINTABLE.fullmatch(key):
        raise Refusal("bad_key", "A key has letters, digits and signs, and no spaces.")
    begins = [begin for begin, system in _KEYS.items() if system == kind]
    system = _system_of(key)
    if system and system != kind:
        raise Refusal(
            "other_system", f"This is a key of {_SYSTEMS[system]}, not of {_SYSTEMS[kind]}."
        )
    if begins and not system:
        raise Refusal("other_system", f"A key of {_SYSTEMS[kind]} begins with {begins[0]}.")


def clean_url(kind: str, url: str) -> str:
    """The address as it is kept; the kind's usual one for none. Refuses bad_url and plain_http."""
    return _address.clean(url.strip() or KINDS[kind].default_url)


def _system_of(key: str) -> str:
    fitting = [begin for begin in _KEYS if key.startswith(begin)]
    return _KEYS[max(fitting, key=len)] if fitting else ""
