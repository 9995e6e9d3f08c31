"""How the store writes figures and times: whole millionths, and ISO 8601 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from app.domain.number import SCALE

# The same few prices, quantities and rates come again and again.
FIGURES_KEPT = 16_384


@lru_cache(FIGURES_KEPT)
def to_millionths(value: Decimal) -> int:
    """A Decimal as the store keeps it; raises ValueError when it is finer than a millionth."""
    scaled = value.scaleb(SCALE)
    result = int(scaled)
    if result != scaled:
        raise ValueError(f"{value} is finer than the store keeps")
    return result


@lru_cache(FIGURES_KEPT)
def from_millionths(value: int) -> Decimal:
    """The Decimal that the store keeps as this integer."""
    return Decimal(value).scaleb(-SCALE)


def moment_text(value: datetime) -> str:
    """A UTC time as the store writes it: ISO 8601, so that text order is time order."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
