"""Reads a PDF back, with PDFium: which characters stand where."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw


class Glyph(NamedTuple):
    """A character with its box in points; y runs upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


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
        Glyph(chr(raw.FPDFText_GetUnicode(text, index)), *text.get_charbox(index))
        for index in range(text.count_chars())
        if not raw.FPDFText_IsGenerated(text, index)
    ]
    return Sheet(*page.get_size(), glyphs, text.get_text_range())
