"""A sale: the cart once it is paid, numbered and never changed again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from app.domain.cart import Cart, Totals
from app.domain.payment import Payment, Settlement
from app.domain.shop import Seller


@dataclass(frozen=True, slots=True)
class Register:
    """A till: its code begins its invoice numbers, its warehouse is the one it sells from."""

    id: int
    code: str
    name: str
    warehouse_id: int


@dataclass(frozen=True, slots=True)
class Sale:
    """A completed sale as stored; its document can be printed from this alone.

    `issued_at` is UTC. `qr` is the payload of the printed QR code, empty where none is due.
    """

    uuid: str
    number: str
    reference: str
    register: str
    cashier: str
    issued_at: datetime
    time_zone: str
    seller: Seller
    cart: Cart
    totals: Totals
    payments: tuple[Payment, ...]
    settlement: Settlement
    qr: str = ""


def number(register: str, sequence: int) -> str:
    """The document number: gap-free within its register."""
    return f"{register}-{sequence:06d}"


_NUMBER = re.compile(r"\S+-\d{6,}", re.ASCII)


def is_number(text: str) -> bool:
    """Whether a text, such as what was scanned, is built like a document number."""
    return bool(_NUMBER.fullmatch(text))
