"""Pieces of text to be placed on paper: each language in its own direction, and both together."""

from __future__ import annotations

from typing import NamedTuple

from app.documents.font import Weight
from app.documents.typeset import Line, has_rtl, isolated, wrap
from app.domain.country import Bilingual
from app.domain.text import is_rtl


class Piece(NamedTuple):
    """A line at its size."""

    line: Line
    size: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.line.width(self.size)


class Row(NamedTuple):
    """Pieces beside each other on one baseline, from the right."""

    pieces: tuple[Piece, ...]
    gap: float = 0

    @property
    def width(self) -> float:
        """How wide it is with its gaps."""
        return sum(piece.width for piece in self.pieces) + self.gap * (len(self.pieces) - 1)

    @property
    def size(self) -> float:
        """The size of its largest piece."""
        return max(piece.size for piece in self.pieces)


def arabic(text: str, weight: Weight, size: float, width: float) -> list[Piece]:
    """An Arabic text, or what stands in its place, in as many pieces as it needs; none if empty."""
    return _pieces(text, weight, size, width, rtl=has_rtl(text))


def latin(text: str, weight: Weight, size: float, width: float) -> list[Piece]:
    """A text that is read from left to right, in as many pieces as it needs; none if empty."""
    return _pieces(text, weight, size, width, rtl=False)


def own(text: str, weight: Weight, size: float, width: float) -> list[Piece]:
    """A text that a person typed, in the direction of its first letter; none if empty."""
    return _pieces(text, weight, size, width, rtl=is_rtl(text))


def mixed(text: str, weight: Weight, size: float, width: float) -> list[Piece]:
    """A text of parts in both languages, which stand one after the other from the right."""
    return _pieces(text, weight, size, width, rtl=True)


def names(text: Bilingual) -> tuple[str, str]:
    """The Arabic and the English, or the only one there is and nothing."""
    if not text.ar.strip():
        return text.en, ""
    return text.ar, text.en if text.en != text.ar else ""


def joined(text: Bilingual, between: str = " ") -> str:
    """Both languages as one mixed text."""
    return between.join(isolated(part) for part in names(text) if part)


def label(text: Bilingual, weight: Weight, size: float, small: float, width: float) -> list[Row]:
    """Arabic, and the smaller English beside it where there is room, else beneath."""
    main, other = names(text)
    first = arabic(main, weight, size, width)
    return beside(first, latin(other, Weight.MEDIUM, small, width), width, 0.25 * size)


def beside(first: list[Piece], then: list[Piece], width: float, gap: float) -> list[Row]:
    """Two texts in rows: the second goes on in the last row of the first if it fits there whole."""
    if first and len(then) == 1:
        together = Row((first[-1], then[0]), gap)
        if together.width <= width:
            return [*(Row((piece,)) for piece in first[:-1]), together]
    return [Row((piece,)) for piece in (*first, *then)]


def _pieces(text: str, weight: Weight, size: float, width: float, *, rtl: bool) -> list[Piece]:
    if not text.strip():
        return []
    return [Piece(line, size) for line in wrap(text, weight, size, width, rtl=rtl)]
