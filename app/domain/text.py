"""Text as people type it: folded for search, digits, words, reading direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from app.domain.errors import Refusal

_WORD = re.compile(r"[^\W_]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

# Letters that are typed for one another. Those made of a letter and a mark (أ إ آ ؤ ئ ۀ é) need
# no entry: they are taken apart and the mark is dropped.
_ALIKE = {
    char: letter
    for letter, chars in {
        "ا": "ٱٲٳ",
        "ي": "ىیےۍ",
        "ه": "ةہھەۃ",
        "ك": "کڪ",
        ".": "٫",
        "%": "٪",
        ",": "،",
        "": "ءٴـ٬ۥۦ۞۩",
        "i": "ı",
        "o": "ø",
        "l": "ł",
        "d": "đ",
        "ae": "æ",
        "oe": "œ",
    }.items()
    for char in chars
}

# Marks above and below Latin, Greek, Cyrillic, Hebrew and Arabic letters, and variation selectors.
# Marks of other scripts (Devanagari, Thai, kana) tell words apart and stay.
_MARKS = (
    (0x0300, 0x077F),
    (0x0890, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE2F),
    (0xE0100, 0xE01EF),
)


class _Table(dict[int, str]):
    """A table for str.translate that works out each character when it first turns up."""

    __slots__ = ("_rule",)

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        value = self[code] = self._rule(chr(code))
        return value


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me"} and any(
        first <= ord(char) <= last for first, last in _MARKS
    )


def _is_invisible(char: str) -> bool:
    # Lone surrogates are no text: no database and no file takes them.
    return unicodedata.category(char) in {"Cf", "Cs"}


def _latin_digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def _folded_part(char: str) -> str:
    if _is_mark(char) or _is_invisible(char) or unicodedata.category(char) == "Cc":
        return ""
    return _ALIKE.get(char, _latin_digit(char))


def _folded(char: str) -> str:
    if char.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", char)
    if char > "\ufb4f":
        # An Arabic mark in its free-standing form comes apart into a space and the mark.
        parts = parts.lstrip(" ")
    bare = "".join(part for part in parts if not _is_mark(part))
    cased = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(map(_folded_part, cased))


def _plain_digit(char: str) -> str:
    if char in "٫٬٪":
        return _ALIKE[char]
    if _is_invisible(char):
        return ""
    return " " if char.isspace() and not char.isascii() else _latin_digit(char)


_FOLDING = _Table(_folded)
_DIGITS = _Table(_plain_digit)


def fold(text: str) -> str:
    """The text as search compares it: without case, marks, hamza, tatweel and spelling variants."""
    if text.isascii() and text.isprintable():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFC", text.translate(_FOLDING))
    return " ".join(folded.split())


def digits(text: str) -> str:
    """The text with Latin digits, point and percent sign, without invisible marks."""
    return text if text.isascii() else text.translate(_DIGITS)


def one_line(text: str, what: str, most: int) -> str:
    """The text on one line, without characters that steer a device; refuses more than `most`."""
    if not text.isprintable():
        text = _CONTROL.sub(" ", text).encode(errors="ignore").decode()
    line = " ".join(text.split())
    if len(line) > most:
        raise Refusal("too_long", f"The {what} has more than {most} characters.")
    return line


def words(folded: str) -> list[str]:
    """The runs of letters and digits of a folded text, in order."""
    return _WORD.findall(folded)


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction reads from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def isolate(text: str) -> str:
    """The text wrapped so that its own direction leaves its neighbours alone."""
    return f"\u2068{text}\u2069"


def ltr(text: str) -> str:
    """The text wrapped to read from left to right within any line: codes, numbers, amounts."""
    return f"\u2066{text}\u2069"
