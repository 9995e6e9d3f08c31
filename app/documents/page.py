"""The invoice on A4: the same document as the slip, with the items as a table over the pages.

The frame is bilingual: English at the left, Arabic at the right; the table runs from the right.
Measured in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from app.documents.font import ASCENT, DESCENT, Weight
from app.documents.piece import Piece, arabic, joined, label, latin, mixed, names, own
from app.documents.sheet import Sheet
from app.documents.symbol import code128, qr
from app.documents.typeset import isolated, line
from app.domain.block import Amount, Code128, Field, Heading, Item, Note, Qr, Reference, Table, Total
from app.domain.country import Bilingual
from app.domain.receipt import Receipt

WIDTH, HEIGHT = 595.28, 841.89
EDGE = 36.0
LEFT, RIGHT, TOP, BOTTOM = EDGE, WIDTH - EDGE, EDGE, HEIGHT - 54
INSIDE = RIGHT - LEFT
LEADING = ASCENT + DESCENT
TIGHT = 1.3

TEXT, SMALL, HEAD = 9.0, 7.5, 7.0
PAD = 3.5
HAIR, RULE = 0.5, 1.2
PALE, SHADE = 0.75, 0.94
NAME_LEAST = 120.0
QR_SIDE = 78.0
SUMS = 262.0  # the width of the sums at the left


@dataclass
class _Paper:
    """The page in hand, how far down it is, and how many there will be."""

    sheet: Sheet
    receipt: Receipt
    pages: int
    page: int = 1
    y: float = TOP

    def down(self, pieces: list[Piece], right: float, leading: float = TIGHT) -> None:
        """Draw pieces beneath each other that end at `right`, and move down."""
        for piece in pieces:
            self.place(piece, right - piece.width, self.y, leading)
            self.y += leading * piece.size

    def place(
        self, piece: Piece, x: float, y: float, leading: float = TIGHT, *, white: bool = False
    ) -> None:
        """Draw a piece whose line has its upper left corner there."""
        baseline = y + ((leading - LEADING) / 2 + ASCENT) * piece.size
        self.sheet.text(piece.line, x, baseline, piece.size, white=white)

    def turn(self) -> None:
        """Finish the page and begin the next."""
        self.finish()
        self.page += 1
        self.y = TOP
        _running_head(self)

    def finish(self) -> None:
        """Finish the page with its number."""
        of = Bilingual(f"صفحة {self.page} من {self.pages}", f"Page {self.page} of {self.pages}")
        y = HEIGHT - 42
        self.sheet.box(LEFT, y, INSIDE, HAIR, gray=PALE)
        left = Piece(line(of.en, Weight.REGULAR, rtl=False), SMALL)
        right = Piece(line(of.ar, Weight.REGULAR, rtl=True), SMALL)
        middle = Piece(line(self.receipt.number, Weight.REGULAR, rtl=False), SMALL)
        self.place(left, LEFT, y + 4)
        self.place(middle, (LEFT + RIGHT - middle.width) / 2, y + 4)
        self.place(right, RIGHT - right.width, y + 4)
        self.sheet.end_page(WIDTH, HEIGHT)


def page(receipt: Receipt) -> bytes:
    """The receipt as an A4 invoice of as many pages as it needs."""
    # The first time is to count the pages.
    return _laid(receipt, _laid(receipt, 1)[1])[0]


def _laid(receipt: Receipt, pages: int) -> tuple[bytes, int]:
    title = receipt.title.text
    sheet = Sheet(
        unit=1,
        title=f"{title.en} {receipt.number}",
        author=receipt.seller_name,
        subject=title.ar,
    )
    paper = _Paper(sheet, receipt, pages)
    _seller(paper)
    _title(paper)
    _fields(paper)
    _items(paper)
    _closing(paper)
    paper.finish()
    return sheet.pdf(), paper.page
