"""Words that are seen: those that somebody typed, and those that are still English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.services.unit import Unit
from app.ui import thumbnail

_ISOLATED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
_MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")
_LATIN = re.compile(r"[A-Za-z]{2,}")

# What is written so in every language: names, codes, kinds of files and keys.
_NAMES = {
    *("Sanduq", "English", "VAT", "SKU", "PDF", "CSV", "QR", "GTIN", "EAN", "ZATCA", "kg"),
    *("SAR", "KWD", "AED", "QAR", "BHD", "OMR", "USD", "EUR", "JPY"),
    *("Apex", "POS", "API", "StackNex", "Salloq", "Apexloge", "Commerce"),
    *("AP", "SN", "SQ", "AL", "CA"),
    *("Enter", "Esc", "Del", "Ctrl", "Shift", "Alt", "Tab"),
}

_TYPED = {
    "product": ("name", "name_ar", "sku"),
    "barcode": ("code",),
    "category": ("name", "name_ar"),
    "customer": ("name", "phone", "email", "address", "vat_number"),
    "user": ("name",),
    "warehouse": ("code", "name", "name_ar"),
    "register": ("code", "name"),
    "invoice": ("number", "reference", "cashier", "notes"),
    "kept_cart": ("name", "cashier"),
    "backend": ("name", "url", "business"),
    "online_order": ("number", "customer_name", "phone", "email", "address", "notes"),
    "online_order_line": ("name",),
}
_WRITTEN = {"setting": "value", "invoice": "customer"}  # as JSON


@dataclass(frozen=True, slots=True)
class _Product:
    """What a product without a picture is drawn by."""

    name: str
    name_ar: str
    picture: str = ""
    tint: str = ""


class Typed:
    """What people of a shop have typed, and what a scene types."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = {bare(each) for each in texts if each}

    def add(self, text: str) -> None:
        """Know another text."""
        self._texts.add(bare(text))

    def is_all_of(self, text: str) -> bool:
        """Whether each line of a text is somebody's, or has no English words."""
        return all(bare(line) in self._texts or not is_foreign(line) for line in text.splitlines())

    def has(self, text: str) -> bool:
        """Whether a text is somebody's, or has somebody's words in it as the rule for names is."""
        parts = [bare(text), *(bare(part) for part in _ISOLATED.findall(text))]
        return any(part in self._texts for part in parts)


def of_shop(unit: Unit) -> Iterator[str]:
    """All texts that people have typed into the shop's store."""
    for table, columns in _TYPED.items():
        for row in unit.raw(f"SELECT DISTINCT {', '.join(columns)} FROM {table}"):
            yield from (str(each) for each in row if each)
    for name, name_ar in unit.raw("SELECT name, name_ar FROM product"):
        yield thumbnail.initials(_Product(name, name_ar))
    for table, column in _WRITTEN.items():
        for (value,) in unit.raw(f"SELECT DISTINCT {column} FROM {table}"):
            yield from _strings(json.loads(value or "null"))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def bare(text: str) -> str:
    """The text without marks of direction."""
    return _MARKS.sub("", text).strip()


def is_foreign(text: str) -> bool:
    """Whether there are English words beside the names and figures that stand apart in it."""
    found = _LATIN.findall(_ISOLATED.sub(" ", text))
    return any(word not in _NAMES for word in found)
