"""Blocks: what a document is made of, in both languages and without any layout.

Every amount is text, ready to be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.country import Bilingual

_NOTHING = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Heading:
    """The shop's name, large."""

    text: Bilingual


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the shop."""

    text: Bilingual
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """What kind of document this is, its mark, and a number that is to be read from afar."""

    text: Bilingual
    mark: Bilingual | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value."""

    label: Bilingual
    value: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A label with an amount of money; amounts line up beneath each other."""

    label: Bilingual
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sale. Amounts are text, ready to be shown.

    `amount` is price × quantity and `discount` the line's own. A full invoice also shows
    `reduction`, which is all that came off, and what was left of it: net, tax and gross. Goods that
    are only to be picked have no price: how many there are stands in the place of the amount.
    """

    name: Bilingual
    quantity: str
    unit: Bilingual = _NOTHING
    unit_price: str = ""
    amount: str = ""
    discount: Amount | None = None
    reduction: str = ""
    net: str = ""
    rate: Bilingual = _NOTHING
    tax: str = ""
    gross: str = ""
    note: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class ItemHead:
    """The heads of an invoice's columns, named as the fields of an item."""

    name: Bilingual = _NOTHING
    quantity: Bilingual = _NOTHING
    unit_price: Bilingual = _NOTHING
    reduction: Bilingual = _NOTHING
    net: Bilingual = _NOTHING
    rate: Bilingual = _NOTHING
    tax: Bilingual = _NOTHING
    gross: Bilingual = _NOTHING


@dataclass(frozen=True, slots=True)
class Total:
    """The sum that counts, shown large."""

    label: Bilingual
    currency: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """A small table with a bilingual head."""

    head: tuple[Bilingual, ...]
    rows: tuple[tuple[Bilingual, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A dashed line across."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code with this text."""

    payload: str


@dataclass(frozen=True, slots=True)
class Code128:
    """A Code 128 barcode with its text beneath."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What the document is called between machines: the smallest line."""

    text: str


Block = (
    Heading | Note | Title | Field | Amount | Item | Total | Table | Rule | Qr | Code128 | Reference
)
