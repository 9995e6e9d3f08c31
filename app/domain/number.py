"""Exact numbers: reading them from people and programs, and the one rounding function."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from enum import StrEnum

from app.domain.errors import Refusal

ZERO = Decimal(0)
ONE = Decimal(1)
SCALE = 6  # decimals of a quantity or a unit price; the store keeps whole millionths
LIMIT = Decimal(10) ** 12  # every amount stays below it, so that millionths fit 64 bits

# Wide enough that the product of any two allowed numbers, and a quotient of them, is exact to
# far beyond the place that decides the rounding.
EXACT = Context(prec=60)

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


class Rounding(StrEnum):
    """How a value moves to a multiple of a step; a negative value mirrors the positive one."""

    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"


_DECIMAL_MODE = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.UP: ROUND_UP,
    Rounding.DOWN: ROUND_DOWN,
}


def rounded(value: Decimal, step: Decimal, mode: Rounding = Rounding.HALF_UP) -> Decimal:
    """The multiple of `step` that is nearest to `value`: the only rounding in the till."""
    steps = EXACT.divide(value, step).quantize(ONE, _DECIMAL_MODE[mode], EXACT)
    return EXACT.fma(steps, step, ZERO)  # the added zero makes 0 of -0


def apportioned(shares: Sequence[Decimal], total: Decimal, step: Decimal) -> list[Decimal]:
    """Round exact `shares` to multiples of `step` so that they sum to `total` exactly.

    `total` is the rounded sum of the shares. What rounding down leaves over goes to the largest
    remainders, and among equal ones to the larger share.
    """
    steps = [EXACT.divide(share, step) for share in shares]
    whole = [each.quantize(ONE, ROUND_FLOOR, EXACT) for each in steps]
    left = int(EXACT.divide(total, step) - sum(whole, ZERO))
    if left:
        order = sorted(range(len(steps)), key=lambda i: (whole[i] - steps[i], -steps[i]))
        for row in order[:left]:
            whole[row] += ONE
    return [EXACT.multiply(each, step) for each in whole]


def decimals(value: Decimal) -> int:
    """How many decimals the value really has: 1.50 has one."""
    _, digits, exponent = value.as_tuple()
    if not value or not isinstance(exponent, int):
        return 0
    zeros = next(place for place, digit in enumerate(reversed(digits)) if digit)
    return max(0, -exponent - zeros)


def number(value: object, what: str) -> Decimal:
    """A finite number from text, an int or a Decimal; refuses everything else, by name.

    A float raises TypeError: it is the developer who must keep floats out.
    """
    if isinstance(value, float):
        raise TypeError(f"{what} came as a float")
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise Refusal("bad_number", f"The {what} must be a number.")
    if isinstance(value, str):
        if len(value) > 40 or not _PLAIN.fullmatch(value.strip()):
            raise Refusal("bad_number", f"The {what} “{value[:40]}” is not a number.")
        value = value.strip()
    result = Decimal(value)
    if not result.is_finite():
        raise Refusal("bad_number", f"The {what} must be a number.")
    if result.copy_abs() >= LIMIT:
        raise Refusal("too_large", f"The {what} is too large.")
    return result or ZERO


def exact(value: object, what: str, *, digits: int = SCALE) -> Decimal:
    """A number with at most `digits` decimals; refuses float noise (0.30000000000000004)."""
    result = number(value, what)
    if decimals(result) > digits:
        given = str(value).strip()[:40]
        raise Refusal(
            "too_many_decimals",
            f"The {what} {given} has more than {digits} decimals."
            if digits
            else f"The {what} {given} must be a whole number.",
        )
    return result


def plain(value: Decimal) -> str:
    """The number as text without exponent and without needless zeros: 0.755, 2, 100."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
