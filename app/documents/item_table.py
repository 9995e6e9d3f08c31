"""The items of an A4 invoice: a table from the right whose head is repeated on each page."""

from __future__ import annotations

from typing import NamedTuple

from app.documents.font import Weight
from app.documents.paper import (
    BOTTOM,
    INSIDE,
    LEFT,
    PAD,
    RIGHT,
    SHADE,
    SMALL,
    TEXT,
    TIGHT,
    TINY,
    TOP,
    Paper,
)
from app.documents.piece import Piece, arabic, joined, latin, mixed, names, own
from app.documents.typeset import line
from app.domain.block import Item
from app.domain.country import Bilingual
from app.domain.receipt import Receipt

_NAME_LEAST, _NAME_ENOUGH = 120.0, 170.0


class Column(NamedTuple):
    """A column: its head, the field of an item that it shows, and where it stands."""

    head: Bilingual
    field: str
    width: float
    right: float


class Grid(NamedTuple):
    """The columns from the right, and the size of their text."""

    columns: tuple[Column, ...]
    size: float

    @property
    def amounts(self) -> float:
        """Where the amounts of the last column end."""
        return self.columns[-1].right - PAD


def grid(receipt: Receipt) -> Grid:
    """The columns of this invoice; where its amounts are very long their text is smaller."""
    heads = _heads(receipt)
    wanted = {
        field: _wanted(head, field, receipt) for field, head in heads.items() if field != "name"
    }
    whole = sum(wanted.values())
    shrunk = min(1.0, (INSIDE - _NAME_LEAST) / whole)
    # What the names don't need goes to the other columns.
    enough = _NAME_ENOUGH if "gross" in heads else INSIDE
    spare = max(0.0, INSIDE - whole - enough) / (len(wanted) - 1)
    columns: list[Column] = []
    right = RIGHT
    widths = {
        field: width * shrunk + (spare if field != "number" else 0)
        for field, width in wanted.items()
    }
    for field, head in heads.items():
        width = widths.get(field, INSIDE - sum(widths.values()))
        columns.append(Column(head, field, width, right))
        right -= width
    return Grid(tuple(columns), TEXT * shrunk)


def items(paper: Paper, grid: Grid, closing: float) -> None:
    """Draw the items; the last one stays on one page with the closing, which is so high."""
    _head(paper, grid)
    most = len(paper.receipt.items)
    for number, item in enumerate(paper.receipt.items, start=1):
        cells = [_cell(column, item, number, grid.size) for column in grid.columns]
        height = max(map(_height, cells)) + 2 * PAD + (closing if number == most else 0)
        if not paper.fits(height) and height < 0.8 * (BOTTOM - TOP):
            _turn(paper, grid)
        _row(paper, grid, cells)


def _heads(receipt: Receipt) -> dict[str, Bilingual]:
    head = receipt.head
    fields = ["name", "quantity"]
    if any(item.unit_price for item in receipt.items):
        fields.append("unit_price")
        if any(item.reduction for item in receipt.items):
            fields.append("reduction")
        if receipt.taxed:
            fields += ["net", "rate", "tax"]
        fields.append("gross")
    return {"number": Bilingual("م", "No."), **{field: getattr(head, field) for field in fields}}


def _wanted(head: Bilingual, field: str, receipt: Receipt) -> float:
    """How wide a column is that breaks neither an amount nor a word of its head."""
    words = [(word, Weight.SEMIBOLD, TINY) for word in f"{head.ar} {head.en}".split()]
    texts = [
        (text, Weight.SEMIBOLD, TEXT)
        for number, item in enumerate(receipt.items, start=1)
        for text in _texts(field, item, number)
    ]
    sizes = (line(text, weight, rtl=False).width(size) for text, weight, size in words + texts)
    return max(sizes) + 2 * PAD + 0.5


def _texts(field: str, item: Item, number: int) -> list[str]:
    match field:
        case "number":
            return [str(number)]
        case "quantity":
            return [item.quantity]
        case "rate":
            return [text for text in names(item.rate) if text]
        case _:
            return [getattr(item, field)]


def _cell(column: Column, item: Item, number: int, size: float) -> list[Piece]:
    room = column.width - 2 * PAD
    if column.field == "name":
        main, other = names(item.name)
        return [
            *arabic(main, Weight.SEMIBOLD, TEXT, room),
            *latin(other, Weight.REGULAR, SMALL + 0.5, room),
            *latin(item.code, Weight.REGULAR, SMALL, room),
            *own(item.note, Weight.REGULAR, SMALL, room),
        ]
    first, *others = _texts(column.field, item, number)
    weight = Weight.SEMIBOLD if column.field == "gross" else Weight.REGULAR
    cell = arabic(first, weight, size, room)
    if column.field == "quantity":
        cell += mixed(joined(item.unit), weight, min(size, SMALL), room)
    for other in others:
        cell += arabic(other, weight, min(size, SMALL), room)
    return cell


def _head(paper: Paper, grid: Grid) -> None:
    heads = [
        [
            *arabic(column.head.ar, Weight.SEMIBOLD, TINY, column.width - 2 * PAD),
            *latin(column.head.en, Weight.MEDIUM, TINY - 0.5, column.width - 2 * PAD),
        ]
        for column in grid.columns
    ]
    height = max(map(_height, heads)) + 2 * PAD
    paper.sheet.box(LEFT, paper.y, INSIDE, height, gray=SHADE)
    top = paper.y
    for column, head in zip(grid.columns, heads, strict=True):
        paper.y = top + (height - _height(head)) / 2
        paper.right(head, column.right - PAD)
    paper.y = top + height


def _row(paper: Paper, grid: Grid, cells: list[list[Piece]]) -> None:
    """Draw an item; only its name can be so long that it goes on over pages."""
    top = end = paper.y + PAD
    for column, cell in zip(grid.columns, cells, strict=True):
        if column.field != "name":
            paper.y = top
            paper.right(cell, column.right - PAD)
            end = max(end, paper.y)
    paper.y = top
    place = [column.field for column in grid.columns].index("name")
    for piece in cells[place]:
        if not paper.fits(TIGHT * piece.size):
            _turn(paper, grid)
            paper.y = end = paper.y + PAD
        paper.right([piece], grid.columns[place].right - PAD)
    paper.y = max(end, paper.y) + PAD
    paper.rule()


def _turn(paper: Paper, grid: Grid) -> None:
    paper.turn()
    _head(paper, grid)


def _height(pieces: list[Piece]) -> float:
    return sum(TIGHT * piece.size for piece in pieces)
