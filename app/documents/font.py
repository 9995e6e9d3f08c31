"""IBM Plex Sans Arabic: shaping it with HarfBuzz, and embedding it in a PDF.

A PDF gets its own small character set: one character for each shaped glyph with its own width and
the letters it stands for. So a line is one plain string, kerning costs nothing, and whoever copies
or searches the text finds letters and not their joined forms. Marks above and below letters are
drawn as outlines, because readers take a raised mark for a new line of text.
"""

from __future__ import annotations

import struct
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from app import resource

UNITS_PER_EM = 1000
ASCENT = 1.085  # em, of all weights
DESCENT = 0.415

_TAG = "SANDUQ"  # six capitals mark a font subset
_FAMILY = "IBMPlexSansArabic"
_UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "name", "post", "OS/2", "cmap", "DSIG", "meta", "STAT")


class Weight(StrEnum):
    """The weights of the family, by the names of their files."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"


class Glyph(NamedTuple):
    """A shaped glyph with its width in thousandths of an em.

    `text` is what it stands for as seen from left to right, since that is how readers take it.
    """

    id: int
    width: int
    text: str


class Mark(NamedTuple):
    """A mark over or under a letter: its outline, and where it stands in thousandths of an em."""

    outline: str
    x: int
    y: int


class Run(NamedTuple):
    """Text of one direction, shaped: its glyphs from left to right, the first one at `lead`."""

    lead: int
    glyphs: tuple[Glyph, ...]
    marks: tuple[Mark, ...]
    width: int


@cache
def _face(weight: Weight) -> hb.Face:
    path = resource.path(f"fonts/{_FAMILY}-{weight}.ttf")
    return hb.Face(hb.Blob(path.read_bytes()))


@cache
def _font(weight: Weight) -> hb.Font:
    return hb.Font(_face(weight))


@cache
def characters() -> frozenset[int]:
    """The code points that the family can show; all weights hold the same."""
    return frozenset(_face(Weight.MEDIUM).unicodes)


@lru_cache(maxsize=8_192)
def shape(text: str, weight: Weight, *, rtl: bool, arabic: bool = False) -> Run:
    """Shape text of one direction, given in logical order.

    `arabic` shapes digits that run from left to right to stand among Arabic letters: the font has
    lower ones for them.
    """
    buffer = hb.Buffer()
    # The finest clusters: each glyph tells exactly which letters it stands for.
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script, buffer.language = ("Arab", "ar") if rtl or arabic else ("Latn", "en")
    hb.shape(_font(weight), buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    advances = [position.x_advance for position in positions]
    meanings = _meanings(text, [info.cluster for info in infos], advances)
    places: list[int] = []
    letters: list[tuple[int, str]] = []
    marks: list[Mark] = []
    x = 0
    for info, position, meaning in zip(infos, positions, meanings, strict=True):
        place = x + position.x_offset
        if position.x_advance:
            places.append(place)
            letters.append((info.codepoint, meaning[::-1] if rtl else meaning))
        else:
            marks.append(Mark(_outline(info.codepoint, weight), place, position.y_offset))
        x += position.x_advance
    # Arabic kerning moves a letter as well as its neighbour: the width reaches to the next letter.
    widths = [end - start for start, end in pairwise([*places, x])]
    glyphs = [Glyph(id_, width, seen) for (id_, seen), width in zip(letters, widths, strict=True)]
    return Run(places[0] if places else 0, tuple(glyphs), tuple(marks), x)


def _meanings(text: str, clusters: list[int], widths: list[int]) -> list[str]:
    """The letters that each glyph stands for, in logical order; a mark's go to its letter."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    meanings = [""] * len(clusters)
    letter = None
    for place in sorted(
        range(len(clusters)), key=lambda place: (clusters[place], widths[place] == 0)
    ):
        start = clusters[place]
        if widths[place]:
            letter = place
        if letter is not None:
            meanings[letter] += text[start : ends.pop(start, start)]
    return meanings


class _Pen:
    """Takes an outline down as PDF path operators."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._add(to, "m")

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._add(to, "l")

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        numbers = " ".join(f"{x:g} {y:g}" for x, y in points[:-1])
        self.operators.append(numbers)
        self._add(points[-1], "c")

    def qCurveTo(self, control: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        # PDF knows cubic curves only.
        thirds = [
            tuple(
                round(end + (middle - end) * 2 / 3, 1)
                for end, middle in zip(point, control, strict=True)
            )
            for point in (self.at, to)
        ]
        self.curveTo((thirds[0][0], thirds[0][1]), (thirds[1][0], thirds[1][1]), to)

    def closePath(self) -> None:  # noqa: N802
        self.operators.append("h")

    def _add(self, to: tuple[float, float], operator: str) -> None:
        self.at = to
        self.operators.append(f"{to[0]:g} {to[1]:g} {operator}")


@cache
def _outline(glyph: int, weight: Weight) -> str:
    pen = _Pen()
    _font(weight).draw_glyph_with_pen(glyph, pen)
    return " ".join([*pen.operators, "f"]) if pen.operators else ""


class Embedded:
    """One weight as one PDF holds it: the glyphs that were used, numbered as they came."""

    def __init__(self, weight: Weight, name: str) -> None:
        self.weight = weight
        self.name = name
        self._codes: dict[Glyph, int] = {}

    def encoded(self, glyphs: tuple[Glyph, ...]) -> str:
        """The glyphs as the hexadecimal text of a PDF string."""
        codes = self._codes
        return "".join([f"{codes.setdefault(glyph, len(codes) + 1):04x}" for glyph in glyphs])

    def addObjects(self, document: Any) -> None:  # noqa: N802
        """Write the font into the document; ReportLab calls this when it saves."""
        data, places = _subset(self.weight, [glyph.id for glyph in self._codes])
        base = pdfdoc.PDFName(f"{_TAG}+{_FAMILY}-{self.weight}")
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": base,
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray(_bounds(self.weight)),
            "ItalicAngle": 0,
            "Ascent": round(ASCENT * UNITS_PER_EM),
            "Descent": -round(DESCENT * UNITS_PER_EM),
            "CapHeight": 698,
            "StemV": 100,
            "FontFile2": _stream(document, data, Length1=len(data)),
        }
        system = {
            "Registry": pdfdoc.PDFString("Adobe"),
            "Ordering": pdfdoc.PDFString("Identity"),
            "Supplement": 0,
        }
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": base,
            "CIDSystemInfo": pdfdoc.PDFDictionary(system),
            "W": f"[1 [{' '.join(str(glyph.width) for glyph in self._codes)}]]",
            "CIDToGIDMap": _stream(document, struct.pack(f">{len(places) + 1}H", 0, *places)),
            "FontDescriptor": _reference(document, descriptor),
        }
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": base,
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([_reference(document, descendant)]),
            "ToUnicode": _stream(document, self._to_unicode().encode("ascii")),
        }
        document.idToObject[pdfdoc.BasicFonts].dict[self.name] = _reference(document, font)

    def _to_unicode(self) -> str:
        rows = [
            f"<{code:04x}> <{glyph.text.encode('utf-16-be').hex()}>"
            for glyph, code in self._codes.items()
            if glyph.text
        ]
        # A block holds at most 100 rows (Adobe Technical Note 5014).
        blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
        body = [
            line for rows in blocks for line in (f"{len(rows)} beginbfchar", *rows, "endbfchar")
        ]
        return "\n".join((*_CMAP_HEAD, *body, *_CMAP_TAIL))


_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<0000> <ffff>",
    "endcodespacerange",
)
_CMAP_TAIL = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")


def _subset(weight: Weight, glyphs: list[int]) -> tuple[bytes, list[int]]:
    """A font file with these glyphs alone, and where each of them stands in it."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(_tag(name) for name in _UNUSED_TABLES)
    plan = hb.SubsetPlan(_face(weight), wanted)
    places = plan.old_to_new_glyph_mapping
    return plan.execute().blob.data, [places[glyph] for glyph in glyphs]


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


@cache
def _bounds(weight: Weight) -> tuple[int, ...]:
    # The head table holds xMin, yMin, xMax, yMax at byte 36 (OpenType 1.9).
    return struct.unpack_from(">4h", _face(weight).reference_table("head").data, 36)


def _stream(document: Any, data: bytes, **entries: int) -> Any:
    dictionary = pdfdoc.PDFDictionary(entries)
    return document.Reference(pdfdoc.PDFStream(dictionary, data, [pdfdoc.PDFZCompress]))


def _reference(document: Any, entries: dict[str, Any]) -> Any:
    return document.Reference(pdfdoc.PDFDictionary(entries))
