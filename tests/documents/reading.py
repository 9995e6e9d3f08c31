"""Reads a PDF back, with PDFium: which characters stand where."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw


class Glyph(NamedTuple):
    """A character with the box of its ink in points, y running upwards.

    `end` is where the next character begins.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    end: float


class Sheet(NamedTuple):
    """A page: its size and its characters as they stand in the file."""

    width: float
    height: float
    glyphs: list[Glyph]
    text: str


def sheets(pdf: bytes) -> list[Sheet]:
    """All pages of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_sheet(page) for page in document]


def words(pdf: bytes) -> set[str]:
    """The words that a reader finds when it copies the text, as plain letters."""
    return {plain(word) for sheet in sheets(pdf) for word in sheet.text.split()}


def plain(text: str) -> str:
    """Letters for comparing: presentation forms and the order of marks make no difference."""
    return unicodedata.normalize("NFKC", text)


def from_left(sheet: Sheet) -> str:
    """The characters of a page of one line, from left to right."""
    # A ligature's letters share one box; PDFium gives them in the order of reading.
    order = sorted(
        enumerate(sheet.glyphs),
        key=lambda pair: (
            round((pair[1].left + pair[1].right) / 2, 2),
            -pair[0] if unicodedata.bidirectional(pair[1].text) == "AL" else pair[0],
        ),
    )
    return plain("".join(glyph.text for _, glyph in order))


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    text = page.get_textpage()
    glyphs = [
        _glyph(text, index)
        for index in range(text.count_chars())
        if not raw.FPDFText_IsGenerated(text, index)
    ]
    width, height = page.get_size()
    return Sheet(width, height, glyphs, text.get_text_range())


def _glyph(text: pypdfium2.PdfTextPage, index: int) -> Glyph:
    left, bottom, right, top = text.get_charbox(index)
    end = text.get_charbox(index, loose=True)[2]
    return Glyph(chr(raw.FPDFText_GetUnicode(text, index)), left, bottom, right, top, end)


def strings(value: object) -> set[str]:
    """Every word in a document's blocks."""
    if isinstance(value, str):
        return {plain(word) for word in value.split()}
    if isinstance(value, tuple):
        return set().union(*map(strings, value))
    if is_dataclass(value):
        return set().union(*(strings(getattr(value, field.name)) for field in fields(value)))
    return set()
