"""Stock: an append-only ledger of moves. Nobody sets a level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.errors import Refusal
from app.domain.number import ZERO, exact, plain

MAX_DELTA = Decimal(10_000_000)


class Reason(StrEnum):
    """Why stock moved; a person may also give a reason of the shop's own."""

    SALE = "sale"
    OPENING = "opening"
    RECEIVED = "received"
    COUNTED = "counted"
    DAMAGED = "damaged"
    EXPIRED = "expired"
    LOST = "lost"
    FOUND = "found"
    OWN_USE = "own_use"
    WRONG_COUNT = "wrong_count"
    SERVER = "server"
    TRANSFER = "transfer"
    ORDER = "order"


MAX_REASON = 60


class State(StrEnum):
    """Whether there is enough of a product."""

    OK = "ok"
    LOW = "low"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A place where stock is kept; tills sell from one of them."""

    id: int
    code: str
    name: str
    name_ar: str


@dataclass(frozen=True, slots=True)
class Move:
    """One change of one product's stock in one warehouse."""

    id: int
    product_id: int
    product: str
    warehouse: str
    quantity: Decimal
    reason: str
    note: str
    number: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Level:
    """How much of a product a warehouse holds."""

    product_id: int
    sku: str
    name: str
    name_ar: str
    warehouse: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class WarehouseLevel:
    """How much of a product a warehouse holds, zero included."""

    warehouse: Warehouse
    on_hand: Decimal


def state(on_hand: Decimal, reorder_level: Decimal | None) -> State:
    """Out when nothing is left, low from the reorder level down."""
    if on_hand <= ZERO:
        return State.OUT
    if reorder_level is not None and on_hand <= reorder_level:
        return State.LOW
    return State.OK


def counted(value: object) -> Decimal:
    """A quantity that a person counted: not negative, not absurd, at most six decimals."""
    result = exact(value, "count")
    if not ZERO <= result < MAX_DELTA:
        raise Refusal("bad_quantity", f"A count of {plain(result)} is not possible.")
    return result


def delta(value: object) -> Decimal:
    """A change of stock: not zero, not absurd, at most six decimals."""
    result = exact(value, "change")
    if result == ZERO or abs(result) >= MAX_DELTA:
        raise Refusal("bad_quantity", f"A change of {plain(result)} is not possible.")
    return result


def reason(text: str) -> str:
    """A reason that a person gave: one of ours or the shop's own word, but never a sale."""
    cleaned = " ".join(text.split())
    if not cleaned or len(cleaned) > MAX_REASON:
        raise Refusal("bad_reason", f"A reason has 1 to {MAX_REASON} characters.")
    if cleaned.lower() == Reason.SALE:
        raise Refusal("bad_reason", "A sale is made at the counter, not by an adjustment.")
    return cleaned
