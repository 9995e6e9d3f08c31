"""A roll of receipt paper: rows of text from the right, one beneath the other.

Everything is measured in dots of a receipt printer (8 to the millimetre), so that rules, QR
modules and bars fall on whole dots.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.documents.font import ASCENT, DESCENT
from app.documents.piece import Piece, Row
from app.documents.sheet import Sheet

DOTS_PER_MM = 8
POINTS_PER_DOT = 72 / 25.4 / DOTS_PER_MM
# What a printer of that paper can reach, in dots.
PRINTABLE = {80: 576, 58: 384}

EM = 22.0  # dots; all sizes go with it
LEADING = ASCENT + DESCENT  # the natural distance of lines, in em of their size

_ABOVE, _BELOW = round(1.1 * EM), 1.3 * EM  # white at both ends of a page
_PADDING = {80: 0.9, 58: 0.3}  # em at either side
_LONGEST = 24_000  # dots, 3 m; PDF readers stop at 5.08 m


class Roll:
    """The paper as it fills: its sides, and how far down it is (`y`)."""

    def __init__(self, sheet: Sheet, width_mm: int) -> None:
        self.sheet = sheet
        self._width = width_mm * DOTS_PER_MM
        edge = round((self._width - PRINTABLE[width_mm]) / 2 + _PADDING[width_mm] * EM)
        self.left = edge
        self.right = self._width - edge
        self.inside = self.right - self.left
        self.y: float = _ABOVE

    @property
    def is_full(self) -> bool:
        """Whether the page must end here."""
        return self.y > _LONGEST

    def end_page(self) -> None:
        """Cut the paper here."""
        self.sheet.end_page(self._width, round(self.y + _BELOW))
        self.y = _ABOVE

    def skip(self, ems: float) -> None:
        """Leave white."""
        self.y += ems * EM

    def place(self, piece: Piece, x: float, y: float, *, white: bool = False) -> None:
        """Draw a piece whose line box has its upper left corner there."""
        self.sheet.text(piece.line, x, y + ASCENT * piece.size, piece.size, white=white)

    def row(self, row: Row, right: float, y: float, *, white: bool = False) -> None:
        """Draw a row that ends at `right`; its pieces stand on one baseline."""
        for piece in row.pieces:
            right -= piece.width
            self.place(piece, right, y + (row.size - piece.size) * ASCENT, white=white)
            right -= row.gap

    def rows(self, rows: Iterable[Row], leading: float = LEADING) -> None:
        """Draw rows from the right edge and move down."""
        for row in rows:
            self.row(row, self.right, self.y + (leading - LEADING) / 2 * row.size)
            self.y += leading * row.size

    def centred(self, pieces: Iterable[Piece], leading: float = LEADING) -> None:
        """Draw pieces in the middle and move down."""
        for piece in pieces:
            x = (self.left + self.right - piece.width) / 2
            self.place(piece, x, self.y + (leading - LEADING) / 2 * piece.size)
            self.y += leading * piece.size
