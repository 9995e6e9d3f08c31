"""An order as a card: its measures, and how it is painted. Its buttons are real ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.order import Order
from app.ui import figure, font, paint, theme
from app.ui.invoices.term import Term
from app.ui.orders import model, words
from app.ui.rows import ROW
from app.ui.widgets import tag

EDGE, TOP, BOTTOM, GAP, RADIUS = 14, 11, 12, 10, 12
HEAD, BUYER, PITCH, TAGS = 22, 21, 23, 30
BUTTON, REFUSED, REFUSED_NARROW = 44, 60, 124
QUANTITY, BETWEEN = 26, 6  # px of a quantity at least; between two tags
ROOMY = 290  # px within the edges; below, a card says less
_RULE = TOP + HEAD + 2 + BUYER + 5
_PALE = 0.55


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is written."""

    pixels: int
    weight: QFont.Weight
    ink: str

    def font(self) -> QFont:
        """The face."""
        return font.font(self.pixels, self.weight)

    def width(self, said: str) -> int:
        """How wide a text is; nothing takes no room."""
        return font.metrics(self.pixels, self.weight).horizontalAdvance(said) + 2 if said else 0


NUMBER = Type(16, font.BOLD, "text")
SMALL = Type(12, font.REGULAR, "text-3")
NAME, PHONE = Type(14, font.SEMI_BOLD, "text"), Type(14, font.REGULAR, "text-3")
TOTAL = Type(15, font.BOLD, "text")
COUNT, LINE = Type(14, font.BOLD, "text"), Type(14, font.REGULAR, "text")
MORE = Type(13, font.REGULAR, "text-3")


@dataclass(frozen=True, slots=True)
class Shape:
    """Where parts of a card begin, in px from its top; `foot` is 0 where it has no buttons."""

    tags: int
    foot: int
    height: int


def is_roomy(width: int) -> bool:
    """Whether a card of this width has room for all."""
    return width - 2 * EDGE >= ROOMY


def shape(order: Order, width: int) -> Shape:
    """The measures of an order's card."""
    lines = min(len(order.lines), words.SHOWN_LINES) + bool(words.more(order))
    tags = _RULE + 6 + PITCH * lines
    at = tags + TAGS * len(_rows_of_tags(order, width - 2 * EDGE))
    if model.is_refused(order.sending):
        foot = REFUSED if is_roomy(width) else REFUSED_NARROW
    else:
        foot = BUTTON if any(acts(order)) else 0
    top = at + GAP if foot else 0
    return Shape(tags, top, (top + foot if foot else at) + BOTTOM)


def _rows_of_tags(order: Order, width: int) -> list[list[Term]]:
    """The tags of an order, as many beside each other as have room."""
    rows: list[list[Term]] = []
    room = 0
    for each in words.tags(order):
        wide = tag.width(each.words, each.mark) + BETWEEN
        if not rows or wide > room + BETWEEN:
            rows.append([])
            room = width
        rows[-1].append(each)
        room -= wide
    return rows


def acts(order: Order) -> tuple[model.Act | None, model.Act | None]:
    """What a card offers: what brings the order on, and what calls it off while it is open."""
    ends = model.call_off(order) if order.stage in model.OPEN else None
    return model.main(order), ends


class CardDelegate(QStyledItemDelegate):
    """Paints cards; `titles` are the names of the shops, `lifted` the order that is dragged."""

    def __init__(self, view: QListView, now: Callable[[], datetime]) -> None:
        super().__init__(view)
        self._view, self._now = view, now
        self.titles: Mapping[str, str] = {}
        self.lifted = -1

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, 2 * BUTTON)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        order: Order = index.data(ROW)
        area = option.rect.adjusted(0, 0, 0, -GAP)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        pressed = bool(option.state & QStyle.StateFlag.State_Sunken)
        edge = "focus" if focused else "border-strong" if over else "border"
        ground = "surface-2" if pressed else "surface"
        painter.save()
        paint.box(painter, area, RADIUS, ground, edge, 2 if focused else 1)
        pale = model.is_on_its_way(order) or order.id == self.lifted
        shop = figure.directed(self.titles.get(order.backend, order.backend))
        face = _Face(painter, area, order, rtl=paint.is_rtl(self._view))
        face.paint(words.when(order, self._now()), shop, pale=pale)
        painter.restore()


class _Face:
    """Paints what one card says; places are laid out for left-to-right, from the card's corner."""

    def __init__(self, painter: QPainter, area: QRect, order: Order, *, rtl: bool) -> None:
        self._painter, self._area, self._order, self._rtl = painter, area, order, rtl
        self._wide = area.width() - 2 * EDGE
        self._roomy = is_roomy(area.width())

    def paint(self, when: Term, shop: str, *, pale: bool) -> None:
        """Paint all of it; how old it is, is never pale."""
        free = self._wide - self._when(when) - 8
        self._painter.setOpacity(_PALE if pale else 1)
        self._head(shop, free)
        self._buyer()
        rule = QRect(self._area.left() + EDGE, self._area.top() + _RULE, self._wide, 1)
        self._painter.fillRect(rule, theme.color("border"))
        self._lines()
        self._tags()

    def _when(self, when: Term) -> int:
        """Paint how old it is at the end of the first line; how wide that is."""
        if not when.mark:
            wide = SMALL.width(when.words)
            self._write(QRect(self._wide - wide, TOP + 1, wide, HEAD), when.words, SMALL)
            return wide
        # A clock says nothing that a narrow card must have.
        mark = when.mark if self._roomy or when.mark != "clock" else ""
        wide = tag.width(when.words, mark)
        place = self._place(QRect(self._wide - wide, TOP, wide, tag.HEIGHT))
        tag.draw(self._painter, place, when.words, when.look, mark)
        return wide

    def _head(self, shop: str, free: int) -> None:
        number = words.number(self._order)
        wide = min(NUMBER.width(number), free)
        self._write(QRect(0, TOP, wide, HEAD), number, NUMBER)
        left = free - wide - 8
        if SMALL.width(shop) <= left:
            self._write(QRect(wide + 8, TOP + 1, left, HEAD), shop, SMALL)

    def _buyer(self) -> None:
        order, top = self._order, TOP + HEAD + 2
        total = figure.money(order.total) if order.total else ""
        wide = TOTAL.width(total)
        self._write(QRect(self._wide - wide, top, wide, BUYER), total, TOTAL)
        free = self._wide - wide - 6
        name, phone = words.name(order), figure.number(order.buyer.phone)
        room = min(NAME.width(name), free)
        self._write(QRect(0, top, room, BUYER), name, NAME)
        left = free - room - 6
        if order.buyer.phone and PHONE.width(phone) <= left:
            self._write(QRect(room + 6, top, left, BUYER), phone, PHONE)

    def _lines(self) -> None:
        top = _RULE + 6
        for each in self._order.lines[: words.SHOWN_LINES]:
            count, name = words.line(each)
            room = max(QUANTITY, COUNT.width(count))
            self._write(QRect(0, top, room, PITCH), count, COUNT)
            self._write(QRect(room + 6, top, self._wide - room - 6, PITCH), name, LINE)
            top += PITCH
        more = words.more(self._order)
        self._write(QRect(QUANTITY + 6, top, self._wide - QUANTITY - 6, PITCH), more, MORE)

    def _tags(self) -> None:
        top = shape(self._order, self._area.width()).tags + 5
        for row in _rows_of_tags(self._order, self._wide):
            at = 0
            for each in row:
                wide = min(tag.width(each.words, each.mark), self._wide - at)
                place = self._place(QRect(at, top, wide, tag.HEIGHT))
                tag.draw(self._painter, place, each.words, each.look, each.mark)
                at += wide + BETWEEN
            top += TAGS

    def _write(self, place: QRect, said: str, face: Type) -> None:
        side = paint.start(self._rtl)
        paint.text(self._painter, self._place(place), said, face.font(), face.ink, side)

    def _place(self, place: QRect) -> QRect:
        place = place.translated(self._area.left() + EDGE, self._area.top())
        return paint.mirrored(place, self._area, self._rtl)
