"""The receipt as plain text, in the order in which it is spoken.

English begins a line and Arabic ends it, with the figures between them: so a terminal that orders
Arabic itself and one that doesn't both leave every figure in its place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from textwrap import TextWrapper

from app.domain.block import (
    Amount,
    Block,
    Code128,
    Field,
    Heading,
    Item,
    Note,
    Qr,
    Reference,
    Rule,
    Table,
    Title,
    Total,
)
from app.domain.country import Bilingual
from app.domain.receipt import Receipt

_GAP = 2


def text(receipt: Receipt, columns: int = 48) -> str:
    """All that the receipt says, in lines of at most so many characters."""
    lines = (each for block in receipt.blocks for each in _lines(block, columns))
    return "".join(f"{each.rstrip()}\n" for each in lines)


def _lines(block: Block, columns: int) -> Iterator[str]:  # noqa: C901
    match block:
        case Heading(words) | Note(words):
            yield from _centred(_parts(words), columns)
        case Title(words, mark, number):
            yield "=" * columns
            yield from _centred(_parts(words), columns)
            yield from _centred(_parts(mark) if mark else [], columns)
            yield from _centred([number], columns)
            yield "=" * columns
        case Field(label, value) | Amount(label, value):
            yield from _line(label, value, columns)
        case Item():
            yield from _item(block, columns)
        case Total(label, currency, value):
            yield "=" * columns
            yield from _line(label, f"{currency} {value}", columns)
            yield "=" * columns
        case Table(head, rows):
            yield "-" * columns
            for row in rows:
                for name, cell in zip(head, row, strict=True):
                    yield from _line(name, " ".join(reversed(_parts(cell))), columns)
            yield "-" * columns
        case Rule():
            yield "-" * columns
        case Qr(payload):
            yield "QR"
            yield from _wrapped(payload, columns)
        case Code128(number):
            yield from _centred([f"* {number} *"], columns)
        case Reference(reference):
            yield from _centred([reference], columns)


def _item(item: Item, columns: int) -> Iterator[str]:
    if item.unit_price:
        yield from _line(item.name, "", columns)
        unit = f" {item.unit.en}" if item.unit.en else ""
        count = Bilingual("", f"  {item.quantity}{unit} × {item.unit_price}")
        yield from _line(count, item.amount, columns)
    else:
        yield from _line(item.name, f"{item.quantity} ×", columns)
    if item.discount:
        label = item.discount.label
        yield from _line(Bilingual(label.ar, f"  {label.en}"), item.discount.value, columns)
    if item.code:
        yield from _wrapped(f"  {_clean(item.code)}", columns)
    if item.note:
        yield from _wrapped(f"  {_clean(item.note)}", columns)


def _line(label: Bilingual, value: str, columns: int) -> Iterator[str]:
    """English, the value and Arabic in one line where they fit, else beneath each other."""
    indent = label.en[: len(label.en) - len(label.en.lstrip())]
    *before, english = _wrapped(indent + _clean(label.en), columns) or [""]
    yield from before
    arabic = _clean(label.ar) if label.ar != label.en else ""
    value = _clean(value)
    if value:
        # Values end in one column, five eighths across, unless the label is longer.
        end = max(columns * 5 // 8, _width(english) + _GAP + _width(value))
        if end > columns:
            yield english
            *before, english = (_ending(part, columns) for part in _wrapped(value, columns))
            yield from before
        else:
            english += _ending(value, end - _width(english))
    if not arabic:
        yield english
    elif _width(english) + _GAP + _width(arabic) <= columns:
        yield english + _ending(arabic, columns - _width(english))
    else:
        yield from filter(None, (english,))
        for part in _wrapped(arabic, columns):
            yield _ending(part, columns)


def _ending(part: str, columns: int) -> str:
    return " " * (columns - _width(part)) + part


def _centred(texts: list[str], columns: int) -> Iterator[str]:
    for each in texts:
        for part in _wrapped(_clean(each), columns):
            yield " " * ((columns - _width(part)) // 2) + part


def _parts(words: Bilingual) -> list[str]:
    """Arabic and English without an empty or a repeated one."""
    return [part for part in dict.fromkeys((words.ar, words.en)) if part]


def _wrapped(words: str, columns: int) -> list[str]:
    return TextWrapper(columns, break_on_hyphens=False).wrap(words)


def _clean(words: str) -> str:
    """On one line, and without anything that would steer a terminal or turn its order round."""
    shown = "".join(" " if each.isspace() else each for each in words)
    return " ".join("".join(each for each in shown if not _steers(each)).split())


def _steers(character: str) -> bool:
    if character in "\u200c\u200d":  # they belong to words and to emoji
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def _width(words: str) -> int:
    """How many columns a terminal takes for it."""
    return sum(
        0
        if unicodedata.category(each) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(each) in {"W", "F"}
        else 1
        for each in words
    )
