"""Ways to pay, as the window shows them."""

from __future__ import annotations

from app.domain.payment import Method
from app.domain.receipt import METHODS
from app.ui import language

ICONS = {Method.CASH: "cash", Method.CARD: "credit-card", Method.BANK: "building-bank"}


def name(method: Method) -> str:
    """What it is called, as on the receipt."""
    words = METHODS[method]
    return words.ar if language.is_arabic() else words.en
