"""The invoice on A4: the same document as the slip, with its items as a table over the pages.

The frame is bilingual: English at the left, Arabic at the right; the table runs from the right.
"""

from __future__ import annotations

from app.documents.font import ASCENT, Weight
from app.documents.item_table import grid, items
from app.documents.paper import (
    HAIR,
    INSIDE,
    LEADING,
    LEFT,
    PAD,
    PALE,
    RIGHT,
    RULE,
    SHADE,
    SMALL,
    TEXT,
    TIGHT,
    TINY,
    Paper,
)
from app.documents.piece import Piece, arabic, joined, label, latin, mixed, names, own
from app.documents.symbol import code128, qr
from app.documents.typeset import isolated, line
from app.domain.block import Amount, Code128, Field, Heading, Note, Qr, Reference, Table, Total
from app.domain.receipt import Receipt

QR_SIDE = 78.0
SUMS = 262.0  # the width of the sums at the left
BARS = 24.0


def page(receipt: Receipt) -> bytes:
    """The receipt as an A4 invoice of as many pages as it needs."""
    # Laid once to count the pages, and again to number them.
    return _laid(receipt, _laid(receipt, 1).page).sheet.pdf()


def _laid(receipt: Receipt, pages: int) -> Paper:
    paper = Paper(receipt, pages)
    columns = grid(receipt) if receipt.items else None
    amounts = columns.amounts if columns else LEFT
    _seller(paper)
    _title(paper)
    _fields(paper)
    trial = Paper(receipt, y=0)
    _closing(trial, amounts)
    if columns:
        items(paper, columns, closing=trial.y)
    if not paper.fits(trial.y):
        paper.turn()
    _closing(paper, amounts)
    paper.finish()
    return paper


def _seller(paper: Paper) -> None:
    """English at the left, Arabic at the right, the QR code between them."""
    receipt = paper.receipt
    code = next((block for block in receipt.foot if isinstance(block, Qr)), None)
    width = (INSIDE - (QR_SIDE if code else 0)) / 2 - 4 * PAD
    english: list[Piece] = []
    arabian: list[Piece] = []
    for block in receipt.seller:
        match block:
            case Heading(text=text):
                english += latin(text.en, Weight.BOLD, 14, width)
                arabian += arabic(text.ar, Weight.BOLD, 15, width)
            case Note(text=text):
                english += latin(text.en, Weight.REGULAR, TEXT, width)
                arabian += arabic(text.ar, Weight.REGULAR, TEXT, width)
            case Field(label=name, value=value):
                english += latin(f"{name.en} {value}", Weight.REGULAR, TEXT, width)
                arabian += mixed(f"{name.ar} {isolated(value)}", Weight.REGULAR, TEXT, width)
    top = paper.y
    paper.left(english)
    end, paper.y = paper.y, top
    paper.right(arabian)
    paper.y = max(end, paper.y)
    if code:
        symbol = qr(code.payload)
        module = QR_SIDE / symbol.width
        paper.sheet.symbol(symbol, (LEFT + RIGHT - QR_SIDE) / 2, top, module, module)
        paper.y = max(paper.y, top + QR_SIDE)
    paper.y += 10


def _title(paper: Paper) -> None:
    title = paper.receipt.title
    paper.rule(RULE, gray=0)
    paper.y += 4
    paper.centred(mixed(joined(title.text, " · "), Weight.BOLD, 15, INSIDE))
    if title.mark:
        paper.centred(mixed(joined(title.mark, " · "), Weight.BOLD, 11, INSIDE))
    paper.centred(latin(title.number, Weight.BOLD, 24, INSIDE))
    paper.y += 4
    paper.rule(RULE, gray=0)
    paper.y += 3


def _fields(paper: Paper) -> None:
    """Number, time, cashier and buyer: the value between its English and its Arabic label."""
    side, height = 0.27 * INSIDE, LEADING * TEXT
    for field in (*paper.receipt.identity, *paper.receipt.buyer):
        main, other = names(field.label)
        left = latin(other, Weight.REGULAR, SMALL, side)
        right = arabic(main, Weight.REGULAR, TEXT, side)
        middle = own(field.value, Weight.SEMIBOLD, TEXT, INSIDE - 2 * side - 4 * PAD)
        for row in range(max(map(len, (left, right, middle)))):
            if not paper.fits(height):
                paper.turn()
            for piece in left[row : row + 1]:
                paper.place(piece, LEFT, paper.y + (TEXT - SMALL) * ASCENT, LEADING)
            for piece in right[row : row + 1]:
                paper.place(piece, RIGHT - piece.width, paper.y, LEADING)
            for piece in middle[row : row + 1]:
                paper.place(piece, (LEFT + RIGHT - piece.width) / 2, paper.y, LEADING)
            paper.y += height
        paper.y += 1
        paper.rule()
        paper.y += 1
    paper.y += 9


def _closing(paper: Paper, amounts: float) -> None:
    """Sums at the left under the amounts, which end there; tax and payments right; the foot."""
    receipt = paper.receipt
    top = paper.y = paper.y + 10
    figures = [_figure(block) for block in receipt.sums if isinstance(block, Amount)]
    amounts = max([amounts, *(LEFT + PAD + figure.width for figure in figures)])
    for block in receipt.sums:
        if isinstance(block, Amount):
            _amount(paper, block, LEFT + SUMS - PAD, amounts)
        elif isinstance(block, Total):
            _total(paper, block, amounts)
    end, paper.y = paper.y, top
    for block in receipt.sums:
        if isinstance(block, Table):
            _table(paper, block)
    for payment in receipt.payments:
        _amount(paper, payment, RIGHT - PAD, LEFT + SUMS + 110)
    paper.y = max(end, paper.y) + 14
    _foot(paper)


def _figure(block: Amount) -> Piece:
    weight = Weight.BOLD if block.strong else Weight.REGULAR
    return Piece(line(block.value, weight, rtl=False), TEXT)


def _amount(paper: Paper, block: Amount, right: float, amounts: float) -> None:
    """A label that ends at `right` and its amount that ends at `amounts`."""
    figure = _figure(block)
    paper.place(figure, amounts - figure.width, paper.y, LEADING)
    weight = Weight.SEMIBOLD if block.strong else Weight.REGULAR
    paper.rows(label(block.label, weight, TEXT, SMALL, right - amounts - 2 * PAD), right)


def _total(paper: Paper, block: Total, amounts: float) -> None:
    figure = Piece(line(block.value, Weight.BOLD, rtl=False), 14)
    main, other = names(block.label)
    text = " ".join(isolated(part) for part in (main, other, block.currency) if part)
    words = mixed(text, Weight.SEMIBOLD, TEXT, max(80, SUMS - figure.width - 4 * PAD))
    height = max(24, len(words) * TIGHT * TEXT + 2 * PAD)
    top = paper.y = paper.y + 2
    paper.sheet.box(LEFT, top, SUMS, height)
    y = top + (height - len(words) * TIGHT * TEXT) / 2
    for piece in words:
        paper.place(piece, LEFT + SUMS - PAD - piece.width, y, white=True)
        y += TIGHT * TEXT
    x = max(LEFT + PAD, amounts - figure.width)
    paper.place(figure, x, top + (height - TIGHT * figure.size) / 2, white=True)
    paper.y = top + height + 2


def _table(paper: Paper, block: Table) -> None:
    left = LEFT + SUMS + 20
    width = (RIGHT - left) / len(block.head)
    for number, cells in enumerate([block.head, *block.rows]):
        weight = Weight.REGULAR if number else Weight.SEMIBOLD
        columns = [mixed(joined(cell), weight, TEXT, width - PAD) for cell in cells]
        height = max(map(len, columns)) * LEADING * TEXT + 2
        if not number:
            paper.sheet.box(left, paper.y, RIGHT - left, height, gray=SHADE)
        right = RIGHT
        for column in columns:
            for row, piece in enumerate(column):
                y = paper.y + 1 + row * LEADING * TEXT
                paper.place(piece, right - (width + piece.width) / 2, y, LEADING)
            right -= width
        paper.y += height
        paper.sheet.box(left, paper.y, RIGHT - left, HAIR, gray=PALE)
    paper.y += 6


def _foot(paper: Paper) -> None:
    for block in paper.receipt.foot:
        match block:
            case Note():
                weight = Weight.SEMIBOLD if block.strong else Weight.REGULAR
                paper.centred(mixed(joined(block.text, " · "), weight, TEXT, INSIDE))
            case Field():
                said = f"{joined(block.label, ' · ')} {isolated(block.value)}"
                paper.centred(mixed(said, Weight.REGULAR, TEXT, INSIDE))
            case Code128():
                symbol = code128(block.text)
                paper.y += 6
                if symbol:
                    module = min(1.0, INSIDE / (symbol.width + 2 * symbol.quiet))
                    x = (LEFT + RIGHT - symbol.width * module) / 2
                    paper.sheet.symbol(symbol, x, paper.y, module, BARS)
                    paper.y += BARS
                paper.centred(latin(block.text, Weight.MEDIUM, SMALL, INSIDE))
            case Reference():
                paper.centred(latin(block.text, Weight.REGULAR, TINY, INSIDE))
            case Qr():
                pass  # it stands above, beside the seller
