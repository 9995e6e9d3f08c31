"""Lines of bilingual text: what can be drawn, in the order in which it is seen, and wrapped.

ReportLab can't order Arabic by itself. The order comes from the Unicode bidirectional algorithm
(UAX #9, by python-bidi), the joined forms from HarfBuzz; both are done here for every document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from bidi import get_display

from app.documents.font import UNITS_PER_EM, Glyph, Mark, Run, Weight, characters, shape

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"
_OPENERS, _CONTROLS = "\u2066\u2067\u2068", "\u200e\u200f\u061c\u2066-\u2069"
_JOINERS = "\u200c\u200d"
_LONG = 100  # characters; more are not worth a try to fit them into one line whole
# A new currency sign that the font does not have yet.
_SPELT_OUT = {"\u20c1": "SAR"}


class Line(NamedTuple):
    """A line ready to be drawn, its glyphs from left to right and the first one at `lead`.

    Lengths are in thousandths of an em.
    """

    lead: int
    glyphs: tuple[Glyph, ...]
    marks: tuple[Mark, ...]
    length: int
    weight: Weight

    def width(self, size: float) -> float:
        """Its width at a font size."""
        return self.length * size / UNITS_PER_EM


def isolated(text: str) -> str:
    """The text for use within other text: its order neither disturbs nor is disturbed.

    Numbers with their sign and unit run from left to right.
    """
    return f"{FSI}{text}{PDI}" if _has_letters(text) else f"{LRI}{text}{PDI}"


def has_rtl(text: str) -> bool:
    """Whether any of its letters belongs to a script that runs from right to left."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


@lru_cache(maxsize=2_048)
def line(text: str, weight: Weight, *, rtl: bool) -> Line:
    """The text as one line within a paragraph of that direction."""
    lead, x = 0, 0
    glyphs: list[Glyph] = []
    marks: list[Mark] = []
    for run in _runs(clean(text), weight, rtl=rtl):
        if glyphs:
            glyphs[-1] = glyphs[-1]._replace(width=glyphs[-1].width + run.lead)
        else:
            lead = run.lead
        glyphs += run.glyphs
        marks += [mark._replace(x=mark.x + x) for mark in run.marks]
        x += run.width
    return Line(lead, tuple(glyphs), tuple(marks), x, weight)


def wrap(text: str, weight: Weight, size: float, width: float, *, rtl: bool) -> list[Line]:
    """The text in as many lines as it needs to stay within the width; long words are broken."""
    room = width * UNITS_PER_EM / size
    if len(text) <= _LONG and (whole := line(text, weight, rtl=rtl)).length <= room:
        return [whole]
    space = shape(" ", weight, rtl=False).width
    rows: list[str] = []
    row, used = "", 0.0
    for word, length in _words(text, weight, room, rtl=rtl):
        if row and used + space + length > room:
            rows.append(row)
            row, used = "", 0.0
        row, used = (f"{row} {word}", used + space + length) if row else (word, length)
    return [line(each, weight, rtl=rtl) for each in _balanced([*rows, row])]


@lru_cache(maxsize=2_048)
def clean(text: str) -> str:
    """The text as the font can show it.

    Pictures (emoji) go, a letter that is not in the font becomes a question mark, and so many
    marks upon one letter that they would leave the line are cut to three. Nothing but pictures
    becomes a question mark too.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    known = unicodedata.normalize("NFC", text).translate(_shown())
    shown = " ".join(_marks().sub(r"\1", known).split())
    return shown or ("?" if text.strip() else "")


class _Shown(dict[int, str]):
    def __missing__(self, code: int) -> str:
        shown = self[code] = _replacement(chr(code))
        return shown


@cache
def _shown() -> _Shown:
    return _Shown()


def _replacement(character: str) -> str:
    if character in _SPELT_OUT:
        return _SPELT_OUT[character]
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Cf":
        return character if re.match(f"[{_CONTROLS}{_JOINERS}]", character) else ""
    if category != "Cc" and ord(character) in characters():
        return character
    simpler = unicodedata.normalize("NFKC", character)
    if simpler != character and all(ord(part) in characters() for part in simpler):
        return simpler
    return "?" if category[0] in "LNP" or category in {"Sm", "Sc"} else ""


def _words(text: str, weight: Weight, room: float, *, rtl: bool) -> Iterator[tuple[str, int]]:
    for word in clean(text).split(" "):
        length = line(word, weight, rtl=rtl).length if len(word) <= _LONG else None
        if length is not None and length <= room:
            yield word, length
        else:
            yield from _pieces(word, weight, room, rtl=rtl)


def _pieces(word: str, weight: Weight, room: float, *, rtl: bool) -> Iterator[tuple[str, int]]:
    """A word that is wider than the line, in parts that fit."""
    while word:
        count = len(word[:_LONG])
        length = line(word[:count], weight, rtl=rtl).length
        while length > room and count > 1:
            count = max(1, min(count - 1, int(count * room / length)))
            length = line(word[:count], weight, rtl=rtl).length
        # A mark stays with its letter.
        while count < len(word) and unicodedata.combining(word[count]) and count > 1:
            count -= 1
        yield word[:count], line(word[:count], weight, rtl=rtl).length
        word = word[count:]


def _balanced(rows: list[str]) -> Iterator[str]:
    """The rows with each isolate closed at the end of a row and opened again in the next."""
    open_ = ""
    for row in rows:
        text = open_ + row
        open_ = ""
        for character in text:
            if character in _OPENERS:
                open_ += character
            elif character == PDI:
                open_ = open_[:-1]
        yield text + PDI * len(open_)


def _runs(text: str, weight: Weight, *, rtl: bool) -> Iterator[Run]:
    """The text shaped word by word, in the order in which it is seen from left to right."""
    patterns = _patterns()
    if text.isascii() and not rtl:
        for part in filter(None, patterns.space.split(text)):
            yield shape(part, weight, rtl=False)
        return
    lowered = "".join(map(_lowered, patterns.isolate.split(text)))
    # python-bidi reorders but does not mirror. A mark set behind each bracket tells which way the
    # bracket went: where its text runs from right to left, the mark comes out before it.
    probed = patterns.bracket.sub(rf"\1{_PROBE}", lowered)
    seen = get_display(probed, base_dir="R" if rtl else "L")
    seen = patterns.probed.sub(lambda found: found[2] or _MIRRORED[found[1]], seen)
    for word in patterns.word.finditer(seen):
        letters = patterns.control.sub("", word[0])
        if word.lastgroup == "rtl":
            yield shape(letters[::-1], weight, rtl=True)
        elif word.lastgroup == "low":
            yield shape(letters.translate(_HIGH), weight, rtl=False, arabic=True)
        elif letters:
            yield shape(letters, weight, rtl=False)


def _lowered(text: str) -> str:
    """The text with other digits in place of those that belong to Arabic letters.

    A digit belongs to the letter before it, else to the first one after it. The stand-ins are
    digits to the bidirectional algorithm too, and clean() keeps them out of any text.
    """
    patterns = _patterns()
    if not patterns.digit.search(text):
        return text
    first = patterns.letter.search(text)
    arabic = first is not None and first.lastgroup == "rtl"

    def stand_in(found: re.Match[str]) -> str:
        nonlocal arabic
        if found.lastgroup == "digits":
            return found[0].translate(_LOW) if arabic else found[0]
        arabic = found.lastgroup == "rtl"
        return found[0]

    return patterns.letter_or_digits.sub(stand_in, text)


_PROBE = "\u034f"  # combining grapheme joiner; clean() keeps it out of any text
_LOW = {ord("0") + digit: 0x1D7E2 + digit for digit in range(10)}  # sans-serif digits
_HIGH = {low: high for high, low in _LOW.items()}
# The pairs of the font's characters that Unicode mirrors (BidiMirroring.txt 15).
_PAIRS = "() <> [] {} «» ‹› ≤≥"
_MIRRORED = {pair[side]: pair[1 - side] for pair in _PAIRS.split() for side in (0, 1)}


class _Patterns(NamedTuple):
    space: re.Pattern[str]
    isolate: re.Pattern[str]
    digit: re.Pattern[str]
    letter: re.Pattern[str]
    letter_or_digits: re.Pattern[str]
    bracket: re.Pattern[str]
    probed: re.Pattern[str]
    word: re.Pattern[str]
    control: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    bracket = f"([{re.escape(''.join(_MIRRORED))}])"
    rtl = _class_of("R", "AL")
    marks = _class_of("NSM") + _JOINERS
    low = "".join(map(chr, _HIGH))
    letter = rf"(?P<rtl>[{rtl}])|(?P<ltr>[^\W\d_])"
    return _Patterns(
        space=re.compile("( )"),
        isolate=re.compile("([\u2066-\u2069])"),
        digit=re.compile("[0-9]"),
        letter=re.compile(letter),
        letter_or_digits=re.compile(rf"{letter}|(?P<digits>[0-9]+)"),
        bracket=re.compile(bracket),
        probed=re.compile(f"{_PROBE}{bracket}|{bracket}{_PROBE}"),
        word=re.compile(
            f"(?P<rtl>[{marks}]*[{rtl}][{rtl}{marks}]*)|(?P<low>[{low}]+)| |[^ {rtl}{low}]+"
        ),
        control=re.compile(f"[{_CONTROLS}]"),
    )


@cache
def _marks() -> re.Pattern[str]:
    marks = _class_of("NSM")
    return re.compile(f"([{marks}]{{3}})[{marks}]+")


def _class_of(*directions: str) -> str:
    """The font's characters of these bidirectional classes, for use within [ ]."""
    codes = sorted(c for c in characters() if unicodedata.bidirectional(chr(c)) in directions)
    return re.escape("".join(map(chr, codes)))


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)
