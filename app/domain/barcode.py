"""Barcodes: what a scanner or a person typed, as a typed result with its look-up keys.

Source of the numbers: GS1 General Specifications, §7.9.1 (check digit) and the UPC-E rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.domain.errors import Refusal
from app.domain.text import digits

# A scanner may frame its text with control characters and name the symbology first, like "]E0".
_FRAME = "".join(map(chr, range(0x21))) + "\x7f"
_PREFIX = re.compile(r"(?:[\x00-\x20\x7f]|\][a-z][0-9])+", re.IGNORECASE)

# The value of each ASCII digit as a byte: every scan adds some up, and bytes add up fastest.
_VALUES = bytes((code - ord("0")) % 256 for code in range(256))


class Kind(StrEnum):
    """What a scanned text is."""

    ean13 = "ean13"
    ean8 = "ean8"
    upca = "upca"
    upce = "upce"
    itf14 = "itf14"
    code128 = "code128"
    text = "text"


_GTIN_KINDS = {8: Kind.ean8, 12: Kind.upca, 13: Kind.ean13, 14: Kind.itf14}


@dataclass(frozen=True, slots=True)
class Barcode:
    """A parsed barcode; `keys` are the look-up keys in the order to try, none for empty text."""

    kind: Kind
    text: str
    gtin: str | None
    keys: tuple[str, ...]
    problem: str | None = None


@lru_cache(16_384)  # an import asks for each of its codes again
def parse(text: str) -> Barcode:
    """The barcode in a scanned or typed text; whatever is no known number is looked up verbatim."""
    cleaned = _clean(text)
    if _is_digits(cleaned):
        return _gtin(cleaned) or _upce(cleaned) or _other_number(cleaned)
    return _verbatim(cleaned)


def key(text: str) -> str:
    """The canonical key under which a barcode is stored; Refusal when there is no text."""
    keys = parse(text).keys
    if not keys:
        raise Refusal("bad_barcode", "A barcode cannot be empty.")
    return keys[0]


def check_digit(payload: str) -> int:
    """The GS1 check digit (modulo 10, weights 3 and 1 from the right) of a number without it."""
    if not _is_digits(payload):
        raise Refusal("bad_barcode", f"“{payload}” is not a number.")
    values = payload.encode().translate(_VALUES)
    return -(3 * sum(values[::-2]) + sum(values[-2::-2])) % 10


def is_gtin(text: str) -> bool:
    """Whether the text is a GTIN of 8, 12, 13 or 14 digits with its right check digit."""
    return len(text) in _GTIN_KINDS and _checks(text)


def gtin14(text: str) -> str:
    """A GTIN of any length as 14 digits."""
    if not is_gtin(text):
        raise Refusal("bad_barcode", f"“{text}” is not a valid GTIN.")
    return text.zfill(14)


def as_gtin(text: str, length: int) -> str:
    """A GTIN as one of 8, 12, 13 or 14 digits; Refusal when it does not fit."""
    if length not in _GTIN_KINDS:
        raise ValueError(f"no GTIN has {length} digits")
    number = gtin14(text)
    if int(number[:-length] or 0):
        raise Refusal("bad_barcode", f"“{text}” does not fit into {length} digits.")
    return number[-length:]


def gtin_format(text: str) -> str:
    """The shortest format that holds a GTIN, however it was written: "GTIN-8" to "GTIN-14"."""
    number = gtin14(text)
    length = next(length for length in _GTIN_KINDS if not int(number[:-length] or 0))
    return f"GTIN-{length}"


def ean13(payload: str) -> str:
    """The EAN-13 of 12 digits, its check digit added."""
    if len(payload) != 12:
        raise Refusal("bad_barcode", f"“{payload}” does not have 12 digits.")
    return f"{payload}{check_digit(payload)}"


def upce_to_upca(text: str) -> str:
    """The UPC-A of a UPC-E of 6, 7 or 8 digits; a UPC-A stays as it is."""
    if len(text) == 12 and _checks(text):
        return text
    expanded = _expanded(text)
    if expanded is None:
        raise Refusal("bad_barcode", f"“{text}” is not a valid UPC.")
    return expanded


def upca_to_upce(text: str) -> str:
    """The UPC-E (8 digits) of a UPC-A, or of a UPC-E of any length; Refusal when it has none."""
    upca = upce_to_upca(text)
    system, maker, item, check = upca[0], upca[1:6], upca[6:11], upca[11]
    if system not in "01":
        short = None
    elif maker[2:] in {"000", "100", "200"} and item < "01000":
        short = maker[:2] + item[2:] + maker[2]
    elif maker[3:] == "00" and item < "00100":
        short = maker[:3] + item[3:] + "3"
    elif maker[4] == "0" and item < "00010":
        short = maker[:4] + item[4] + "4"
    elif "00005" <= item <= "00009":
        short = maker + item[4]
    else:
        short = None
    if short is None:
        raise Refusal("bad_barcode", f"“{text}” has no short form as UPC-E.")
    return f"{system}{short}{check}"


def _clean(text: str) -> str:
    plain = digits(text).strip(_FRAME)
    return plain[match.end() :] if (match := _PREFIX.match(plain)) else plain


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _checks(text: str) -> bool:
    return _is_digits(text) and check_digit(text[:-1]) == int(text[-1])


def _expanded(text: str) -> str | None:
    """The UPC-A of a UPC-E written as 6 digits, with number system, or with check digit too."""
    if len(text) not in {6, 7, 8} or not _is_digits(text):
        return None
    system = "0" if len(text) == 6 else text[0]
    body = text if len(text) == 6 else text[1:7]
    if system not in "01":
        return None
    last = body[5]
    if last in "012":
        payload = f"{system}{body[:2]}{last}0000{body[2:5]}"
    elif last == "3":
        payload = f"{system}{body[:3]}00000{body[3:5]}"
    elif last == "4":
        payload = f"{system}{body[:4]}00000{body[4]}"
    else:
        payload = f"{system}{body[:5]}0000{last}"
    upca = f"{payload}{check_digit(payload)}"
    return None if len(text) == 8 and text[7] != upca[11] else upca


def _gtin(text: str) -> Barcode | None:
    if not is_gtin(text):
        return None
    number = text.zfill(14)
    # Eight digits can be right both as EAN-8 and as UPC-E, and the scanner does not say which.
    twin = _expanded(text)
    keys = (number,) if twin is None else (number, twin.zfill(14))
    return Barcode(_GTIN_KINDS[len(text)], text, number, keys)


def _upce(text: str) -> Barcode | None:
    upca = _expanded(text)
    if len(text) != 8 or upca is None:
        return None
    number = upca.zfill(14)
    return Barcode(Kind.upce, text, number, (number,))


def _other_number(text: str) -> Barcode:
    # Six or seven digits are more often a shop's own code than a UPC-E without its check digit.
    upca = _expanded(text) if len(text) < 8 else None
    keys = (text,) if upca is None else (text, upca.zfill(14))
    problem = "check_digit" if len(text) in _GTIN_KINDS else None
    return Barcode(Kind.code128, text, None, keys, problem)


def _verbatim(text: str) -> Barcode:
    kind = Kind.code128 if text and text.isascii() and text.isprintable() else Kind.text
    return Barcode(kind, text, None, (text.upper(),) if text else ())
