"""JSON as back ends write it: every number exact, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import simplejson

Fields = dict[str, Any]

# Beyond these a number is none of a shop's: it would only blow up where it is rounded.
_MOST_DIGITS = 15  # before the point
_MOST_DECIMALS = 28
_CENT = Decimal("0.01")
_TOO_LARGE = 10**_MOST_DIGITS
_LONGEST_ID = 18  # digits that every server's integers hold
_NUMBER = re.compile(rf"[+-]?[0-9]{{1,{_MOST_DIGITS}}}(\.[0-9]{{1,{_MOST_DECIMALS}}})?", re.ASCII)


class BadJson(ValueError):
    """These bytes are no JSON that can be relied on."""


def read(body: bytes) -> object:
    """The value; a field told twice, NaN, wrong UTF-8 or endless nesting is no JSON."""
    try:
        return simplejson.loads(
            body.decode(), use_decimal=True, allow_nan=False, object_pairs_hook=_fields
        )
    except (ValueError, InvalidOperation, RecursionError) as error:
        problem = str(type(error))
    # Outside: those errors hold the whole text, which may have a secret in it.
    raise BadJson(problem)


def write(value: object) -> bytes:
    """The value with each Decimal as it stands, trailing zeros too, without an exponent."""
    # The writer's own way with a Decimal would make 1E+2 of a hundred.
    text: str = simplejson.dumps(
        value, use_decimal=False, default=_digits, allow_nan=False, separators=(",", ":")
    )
    return text.encode()


def number(value: object) -> Decimal | None:
    """The number, also if it stands in quotes; None for what is none or can't be a shop's."""
    # Most of a million numbers are like 3.50 or 15.
    if type(value) is Decimal and value.same_quantum(_CENT) and 0 <= value < _TOO_LARGE:
        return value
    if type(value) is int and 0 <= value < _TOO_LARGE:
        return Decimal(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return Decimal(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    exact = Decimal(value)
    usable = exact.adjusted() < _MOST_DIGITS and _decimals(exact) <= _MOST_DECIMALS
    return exact if usable else None


def text(value: object) -> str:
    """The text, or a whole number's digits; nothing for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def identity(value: object) -> str:
    """What names a record at the back end; nothing where no record can be named by it."""
    if type(value) is int:
        return str(value)
    name = text(value)
    return name if name.strip() and name.isprintable() else ""


def time(value: object) -> datetime | None:
    """The moment that an ISO text names, as UTC if it names no zone; None for anything else."""
    try:
        at = datetime.fromisoformat(text(value))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def identifier(name: str) -> int | str:
    """A back end's id as it goes into a request: a number if it is one."""
    is_number = name.isascii() and name.isdecimal() and str(int(name[:_LONGEST_ID])) == name
    return int(name) if is_number else name


def amount(value: Decimal) -> int | Decimal:
    """A quantity as it goes into a request: a whole one without decimals."""
    return int(value) if value == value.to_integral_value() else value


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else _MOST_DECIMALS + 1


def _fields(pairs: Sequence[tuple[str, object]]) -> Fields:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise BadJson("A field is told twice.")
    return fields


def _digits(value: object) -> Any:
    if isinstance(value, Decimal):
        return simplejson.RawJSON(f"{value:f}")
    raise TypeError(type(value))
