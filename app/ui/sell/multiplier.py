"""A quantity typed before what it counts: `3*`, then a scan, a name or Enter."""

from __future__ import annotations

import re
from decimal import Decimal

from app.domain.text import digits

_TYPED = re.compile(r"\s*(\d{1,6}(?:[.,٫]\d{1,6})?)\s*[*×](.*)", re.DOTALL)


def split(text: str) -> tuple[Decimal | None, str]:
    """The quantity that a text begins with, None where it has none, and the rest of it."""
    found = _TYPED.fullmatch(digits(text))
    if found is None:
        return None, text
    return Decimal(re.sub("[,٫]", ".", found[1])), found[2].strip()
