"""A PDF in the making: lines of text and black shapes on pages, measured from the top left."""

from __future__ import annotations

from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.documents.font import UNITS_PER_EM, Embedded, Weight
from app.documents.symbol import Symbol
from app.documents.typeset import Line

# Pages as plain compressed bytes: writing them as letters makes them larger and takes 4 ms each.
rl_config.useA85 = 0


class Sheet:
    """Draws in its own unit (a number of points); a page is laid when its length is known."""

    def __init__(self, *, unit: float, title: str, author: str, subject: str) -> None:
        self._unit = unit
        self._operators: list[str] = []
        self._fonts: dict[Weight, Embedded] = {}
        # Invariant: the same document is the same bytes on any day.
        self._canvas: Any = Canvas("", invariant=1, pageCompression=1, lang="ar")
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("Sanduq")

    def text(self, line: Line, x: float, y: float, size: float, *, white: bool = False) -> None:
        """Draw a line; x is its left end, y its baseline."""
        font = self._font(line.weight)
        colour = "1 g " if white else ""
        scale = size / UNITS_PER_EM
        self._operators.append(
            f"{colour}BT /{font.name} {size:g} Tf {x + line.lead * scale:.2f} {-y:.2f} Td"
            f" <{font.encoded(line.glyphs)}> Tj ET"
        )
        for mark in line.marks:
            left, base = x + mark.x * scale, mark.y * scale - y
            place = f"{scale:.5f} 0 0 {scale:.5f} {left:.2f} {base:.2f} cm"
            self._operators.append(f"q {place} {mark.outline} Q")
        if white:
            self._operators.append("0 g")

    def box(self, x: float, y: float, width: float, height: float, *, gray: float = 0) -> None:
        """Fill a rectangle; y is its upper edge."""
        shape = f"{x:g} {-y - height:g} {width:g} {height:g} re f"
        self._operators.append(f"{gray:g} g {shape} 0 g" if gray else shape)

    def boxes(self, boxes: list[tuple[float, float, float, float]]) -> None:
        """Fill many black rectangles (x, y, width, height) at once."""
        shapes = [f"{x:g} {-y - height:g} {width:g} {height:g} re" for x, y, width, height in boxes]
        self._operators.append(" ".join([*shapes, "f"]))

    def symbol(self, symbol: Symbol, x: float, y: float, module: float, height: float) -> None:
        """Draw a symbol for scanners, its modules of this width and height."""
        place = f"{module:g} 0 0 {height:g} {x:g} {-y:g} cm"
        self._operators.append(f"q {place} {symbol.path} f Q")

    def frame(self, x: float, y: float, width: float, height: float, line: float) -> None:
        """Draw a rectangle's edge, `line` thick, inside it."""
        self.boxes(
            [
                (x, y, width, line),
                (x, y + height - line, width, line),
                (x, y + line, line, height - 2 * line),
                (x + width - line, y + line, line, height - 2 * line),
            ]
        )

    def end_page(self, width: float, height: float) -> None:
        """Finish the page: it gets this size, and the next one begins."""
        unit = self._unit
        self._canvas.setPageSize((width * unit, height * unit))
        place = f"{unit:.6f} 0 0 {unit:.6f} 0 {height * unit:.4f} cm"
        self._canvas.addLiteral("\n".join([place, *self._operators]))
        self._canvas.showPage()
        self._operators.clear()

    def pdf(self) -> bytes:
        """The whole document."""
        data: bytes = self._canvas.getpdfdata()
        return data

    def _font(self, weight: Weight) -> Embedded:
        font = self._fonts.get(weight)
        if font is None:
            font = self._fonts[weight] = Embedded(weight, f"T{len(self._fonts) + 1}")
            # As ReportLab's own TrueType fonts do: written at the end, when all glyphs are known.
            self._canvas._doc.delayedFonts.append(font)
        return font
