"""The receipt of the counter: one narrow page, exactly as long as what it says.

Arabic leads from the right, English stands beside it, and amounts stand in a column at the left
so that their decimals line up. The total alone is white on black.
"""

from __future__ import annotations

from app.documents.font import Weight
from app.documents.piece import Piece, Row, arabic, beside, joined, label, latin, mixed, names, own
from app.documents.roll import EM, LEADING, POINTS_PER_DOT, Roll
from app.documents.sheet import Sheet
from app.documents.symbol import code128, qr
from app.documents.typeset import isolated, line
from app.domain.block import (
    Amount,
    Block,
    Code128,
    Field,
    Heading,
    Item,
    Note,
    Qr,
    Reference,
    Rule,
    Table,
    Title,
    Total,
)
from app.domain.receipt import Receipt
from app.domain.text import is_rtl

SMALL = 0.82 * EM
SECOND = 0.88 * EM
NOTE = 0.9 * EM
TINY = 0.78 * EM
LARGE = 2 * EM
FRAME = EDGE = 2  # dots, of the lines around the title and the tables
QR_LARGEST, QR_SMALLEST = 250, 192  # dots; never below 24 mm
BARS = 56  # dots, 7 mm


def slip(receipt: Receipt, width_mm: int = 80) -> bytes:
    """The receipt as a PDF for paper of 80 or 58 mm."""
    title = receipt.title.text
    sheet = Sheet(
        unit=POINTS_PER_DOT,
        title=f"{title.en} {receipt.number}",
        author=receipt.seller_name,
        subject=title.ar,
    )
    roll = Roll(sheet, width_mm)
    money = max(0.21 * roll.inside, *map(_money_width, receipt.blocks))
    for place, block in enumerate(receipt.blocks):
        _draw(roll, block, money, centred=place < len(receipt.seller))
        if roll.is_full:
            roll.end_page()
    roll.end_page()
    return sheet.pdf()


def _money_width(block: Block) -> float:
    match block:
        case Item():
            return line(_figure(block), Weight.BOLD, rtl=False).width(EM)
        case Amount(value=value):
            return line(value, Weight.BOLD, rtl=False).width(EM)
        case _:
            return 0


def _draw(roll: Roll, block: Block, money: float, *, centred: bool) -> None:  # noqa: C901, PLR0912
    match block:
        case Heading():
            _heading(roll, block)
        case Note():
            _note(roll, block)
        case Title():
            _title(roll, block)
        case Field() if centred:
            _centred_field(roll, block)
        case Field():
            _field(roll, block)
        case Amount():
            _amount(roll, block, money)
        case Item():
            _item(roll, block, money)
        case Total():
            _total(roll, block, money)
        case Table():
            _table(roll, block)
        case Rule():
            _rule(roll)
        case Qr():
            _qr(roll, block)
        case Code128():
            _code128(roll, block)
        case Reference():
            roll.skip(0.3)
            roll.centred(latin(block.text, Weight.MEDIUM, TINY, roll.inside))


def _heading(roll: Roll, block: Heading) -> None:
    main, other = names(block.text)
    roll.centred(arabic(main, Weight.BOLD, 1.5 * EM, roll.inside), leading=1.35)
    roll.centred(latin(other, Weight.SEMIBOLD, 1.1 * EM, roll.inside))


def _note(roll: Roll, block: Note) -> None:
    if block.strong:
        roll.skip(0.35)
        roll.centred(mixed(joined(block.text, " · "), Weight.BOLD, EM, roll.inside))
        return
    main, other = names(block.text)
    roll.centred(arabic(main, Weight.MEDIUM, NOTE, roll.inside))
    roll.centred(latin(other, Weight.MEDIUM, NOTE, roll.inside))


def _title(roll: Roll, block: Title) -> None:
    roll.skip(0.5)
    roll.y = top = round(roll.y)
    roll.y += FRAME
    roll.skip(0.15)
    main, other = names(block.text)
    room = roll.inside - EM
    roll.centred(arabic(main, Weight.BOLD, EM, room))
    roll.centred(latin(other, Weight.SEMIBOLD, 0.86 * EM, room))
    if block.mark:
        roll.centred(mixed(joined(block.mark, " · "), Weight.BOLD, EM, room))
    roll.centred(latin(block.number, Weight.BOLD, LARGE, room), leading=1.3)
    roll.skip(0.25)
    roll.y = round(roll.y + FRAME)
    roll.sheet.frame(roll.left, top, roll.inside, roll.y - top, FRAME)
    roll.skip(0.5)


def _centred_field(roll: Roll, block: Field) -> None:
    text = f"{joined(block.label)} {isolated(block.value)}"
    pieces = mixed(text, Weight.MEDIUM, NOTE, roll.inside)
    if len(pieces) > 1:
        parts = (*names(block.label), block.value)
        pieces = [each for part in parts for each in own(part, Weight.MEDIUM, NOTE, roll.inside)]
    roll.centred(pieces)


def _field(roll: Roll, block: Field) -> None:
    rows = label(block.label, Weight.MEDIUM, EM, SMALL, roll.inside)
    values = own(block.value, Weight.MEDIUM, EM, roll.inside)
    if len(values) == 1 and rows[-1].width + 0.6 * EM + values[0].width <= roll.inside:
        roll.rows(rows)
        roll.place(values[0], roll.left, roll.y - LEADING * EM)
        return
    roll.rows(rows)
    for value in values:
        x = roll.right - value.width if is_rtl(block.value) else roll.left
        roll.place(value, x, roll.y)
        roll.y += LEADING * EM


def _amount(roll: Roll, block: Amount, money: float, size: float = EM) -> None:
    weight = Weight.BOLD if block.strong else Weight.MEDIUM
    _money(roll, Piece(line(block.value, weight, rtl=False), size), money)
    roll.rows(label(block.label, weight, size, min(size, SMALL), roll.inside - money - 0.6 * EM))


def _money(roll: Roll, amount: Piece, money: float) -> None:
    roll.place(amount, roll.left + money - amount.width, roll.y)


def _item(roll: Roll, block: Item, money: float) -> None:
    main, other = names(block.name)
    weight = Weight.SEMIBOLD if block.unit_price else Weight.BOLD
    _money(roll, Piece(line(_figure(block), weight, rtl=False), EM), money)
    firsts = arabic(main, Weight.SEMIBOLD, EM, roll.inside - money - 0.6 * EM)
    roll.rows(Row((first,)) for first in firsts)
    counted = mixed(_count(block), Weight.MEDIUM, SECOND, roll.inside)
    others = latin(other, Weight.MEDIUM, SECOND, roll.inside)
    roll.rows(beside(counted, others, roll.inside, 0.7 * EM), leading=1.35)
    codes = latin(block.code, Weight.MEDIUM, SMALL, roll.inside)
    roll.rows(Row((code,)) for code in codes)
    notes = own(block.note, Weight.MEDIUM, SMALL, roll.inside)
    roll.rows(Row((note,)) for note in notes)
    if block.discount:
        _amount(roll, block.discount, money, SMALL)
    roll.skip(0.25)


def _figure(block: Item) -> str:
    return block.amount if block.unit_price else f"{block.quantity} ×"


def _count(block: Item) -> str:
    if not block.unit_price:
        return ""
    unit = f" {block.unit.ar}" if block.unit.ar else ""
    return f"{isolated(block.quantity)}{unit} × {isolated(block.unit_price)}"


def _total(roll: Roll, block: Total, money: float) -> None:
    side, above = 0.5 * EM, 0.2 * EM
    value = Piece(line(block.value, Weight.BOLD, rtl=False), 1.45 * EM)
    most = roll.inside - 2 * side
    if value.width > most:
        value = value._replace(size=value.size * most / value.width)
    room = max(most - value.width - side, 6 * EM)
    main, other = names(block.label)
    words = [
        *arabic(main, Weight.BOLD, EM, room),
        *latin(" · ".join(filter(None, (other, block.currency))), Weight.MEDIUM, SMALL, room),
    ]
    height = round(sum(piece.size for piece in words) * LEADING + 2 * above + 0.15 * EM)
    roll.skip(0.35)
    roll.y = top = round(roll.y)
    roll.sheet.box(roll.left, top, roll.inside, height)
    roll.y += above
    for piece in words:
        roll.place(piece, roll.right - side - piece.width, roll.y, white=True)
        roll.y += LEADING * piece.size
    # The figure keeps to the column of amounts where that leaves it inside the bar.
    x = roll.left + max(side, money - value.width)
    roll.place(value, x, top + (height - LEADING * value.size) / 2, white=True)
    roll.y = top + height
    roll.skip(0.35)


def _table(roll: Roll, block: Table) -> None:
    roll.skip(0.5)
    roll.y = top = round(roll.y)
    widths = _columns(roll, block)
    for number, cells in enumerate([block.head, *block.rows]):
        weight = Weight.MEDIUM if number else Weight.BOLD
        columns = [
            mixed(joined(cell), weight, NOTE, width - 0.3 * EM)
            for cell, width in zip(cells, widths, strict=True)
        ]
        height = round(max(map(len, columns)) * LEADING * NOTE + 0.2 * EM)
        right: float = roll.right
        for pieces, width in zip(columns, widths, strict=True):
            y = roll.y + (height + EDGE - len(pieces) * LEADING * NOTE) / 2
            for piece in pieces:
                roll.place(piece, right - (width + piece.width) / 2, y)
                y += LEADING * NOTE
            right -= width
        roll.sheet.frame(roll.left, roll.y, roll.inside, height + EDGE, EDGE)
        roll.y += height
    right = roll.right
    for width in widths[:-1]:
        right -= width
        roll.sheet.box(right, top, EDGE, roll.y - top)
    roll.y += EDGE
    roll.skip(0.5)


def _columns(roll: Roll, block: Table) -> list[int]:
    """The widths of a table's columns, from the right, by what stands in them."""
    wanted = [
        max(line(joined(cell), Weight.BOLD, rtl=True).width(NOTE) for cell in column) + EM
        for column in zip(block.head, *block.rows, strict=True)
    ]
    widths = [round(roll.inside * each / sum(wanted)) for each in wanted]
    widths[-1] = roll.inside - sum(widths[:-1])
    return widths


def _rule(roll: Roll) -> None:
    roll.skip(0.5)
    y = round(roll.y)
    dashes = range(roll.left, roll.right, 7)
    roll.sheet.boxes([(x, y, min(4, roll.right - x), EDGE) for x in dashes])
    roll.y = y + EDGE
    roll.skip(0.5)


def _qr(roll: Roll, block: Qr) -> None:
    symbol = qr(block.payload)
    room = roll.inside // (symbol.width + 2 * symbol.quiet)
    module = min(max(QR_LARGEST // symbol.width, -(-QR_SMALLEST // symbol.width)), room)
    side = symbol.width * module
    x = round((roll.left + roll.right - side) / 2)
    y = round(roll.y + symbol.quiet * module - 0.5 * EM)
    roll.sheet.symbol(symbol, x, y, module, module)
    roll.y = y + side + symbol.quiet * module


def _code128(roll: Roll, block: Code128) -> None:
    symbol = code128(block.text)
    module = roll.inside // (symbol.width + 2 * symbol.quiet) if symbol else 0
    if symbol and module >= 2:  # a bar of one dot is not sure to be read
        module = min(module, 3)
        x = round((roll.left + roll.right - symbol.width * module) / 2)
        y = round(roll.y + 0.4 * EM)
        roll.sheet.symbol(symbol, x, y, module, BARS)
        roll.y = y + BARS
    roll.centred(latin(block.text, Weight.SEMIBOLD, SECOND, roll.inside), leading=1.35)
