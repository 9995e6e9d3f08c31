"""A4 paper: pages with margins that are turned when they are full. Measured in points."""

from __future__ import annotations

from collections.abc import Iterable

from app.documents.font import ASCENT, DESCENT, Weight
from app.documents.piece import Piece, Row, arabic, joined, latin, mixed
from app.documents.sheet import Sheet
from app.documents.typeset import line
from app.domain.block import Heading
from app.domain.receipt import Receipt

WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT, TOP, BOTTOM = 36.0, WIDTH - 36, 36.0, HEIGHT - 54
INSIDE = RIGHT - LEFT

LEADING = ASCENT + DESCENT
TIGHT = 1.3
TEXT, SMALL, TINY = 9.0, 7.5, 7.0
PAD = 4.0
HAIR, RULE = 0.5, 1.2
PALE, SHADE = 0.75, 0.94  # of grey; 0 is black


class Paper:
    """The page in hand, and how far down it is (`y`)."""

    def __init__(self, receipt: Receipt, pages: int = 1, y: float = TOP) -> None:
        title = receipt.title.text
        self.receipt = receipt
        self.sheet = Sheet(
            unit=1,
            title=f"{title.en} {receipt.number}",
            author=receipt.seller_name,
            subject=title.ar,
        )
        self.page = 1
        self.y = y
        self._pages = pages

    def place(
        self, piece: Piece, x: float, y: float, leading: float = TIGHT, *, white: bool = False
    ) -> None:
        """Draw a piece whose line has its upper left corner there."""
        baseline = y + ((leading - LEADING) / 2 + ASCENT) * piece.size
        self.sheet.text(piece.line, x, baseline, piece.size, white=white)

    def left(self, pieces: Iterable[Piece]) -> None:
        """Draw pieces from the left edge and move down."""
        for piece in pieces:
            self.place(piece, LEFT, self.y)
            self.y += TIGHT * piece.size

    def right(self, pieces: Iterable[Piece], right: float = RIGHT) -> None:
        """Draw pieces that end at `right` and move down."""
        for piece in pieces:
            self.place(piece, right - piece.width, self.y)
            self.y += TIGHT * piece.size

    def centred(self, pieces: Iterable[Piece]) -> None:
        """Draw pieces in the middle and move down."""
        for piece in pieces:
            self.place(piece, (LEFT + RIGHT - piece.width) / 2, self.y)
            self.y += TIGHT * piece.size

    def rows(self, rows: Iterable[Row], right: float) -> None:
        """Draw rows that end at `right`, widely, and move down."""
        for row in rows:
            x = right
            for piece in row.pieces:
                x -= piece.width
                self.place(piece, x, self.y + (row.size - piece.size) * ASCENT, LEADING)
                x -= row.gap
            self.y += LEADING * row.size

    def rule(self, thick: float = HAIR, gray: float = PALE) -> None:
        """Draw a line across and move below it."""
        self.sheet.box(LEFT, self.y, INSIDE, thick, gray=gray)
        self.y += thick

    def fits(self, height: float) -> bool:
        """Whether so much is left of the page."""
        return self.y + height <= BOTTOM

    def turn(self) -> None:
        """Finish the page and begin the next one under a short head."""
        self.finish()
        self.page += 1
        self.y = TOP
        third = INSIDE / 3 - PAD
        names = next(block.text for block in self.receipt.seller if isinstance(block, Heading))
        title = joined(self.receipt.title.text, " · ")
        self.left(latin(names.en, Weight.SEMIBOLD, SMALL, third)[:1])
        self.y = TOP
        self.centred(mixed(title, Weight.SEMIBOLD, SMALL, third)[:1])
        self.y = TOP
        self.right(arabic(names.ar, Weight.SEMIBOLD, SMALL, third)[:1])
        self.y = TOP + TIGHT * SMALL + 3
        self.rule(RULE, gray=0)
        self.y += 6

    def finish(self) -> None:
        """Finish the page with its number."""
        self.y = BOTTOM + 12
        self.rule()
        top = self.y = self.y + 4
        texts = (
            (f"Page {self.page} of {self._pages}", self.left),
            (self.receipt.number, self.centred),
            (f"صفحة {self.page} من {self._pages}", self.right),
        )
        for text, draw in texts:
            self.y = top
            rtl = draw == self.right
            draw([Piece(line(text, Weight.REGULAR, rtl=rtl), SMALL)])
        self.sheet.end_page(WIDTH, HEIGHT)
