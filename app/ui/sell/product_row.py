"""A product as a row of the list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.catalog import Product
from app.ui import figure, font, paint, thumbnail
from app.ui.rows import ROW
from app.ui.sell import badge
from app.ui.sell.model import ProductRow

HEIGHT, GAP = 52, 4
CELL = HEIGHT + GAP
END = 10  # the gap between the rows and the scroll bar
RADIUS, EDGE, TILE, SPACE = 8, 6, 40, 12
BARCODE, COUNT, STOCK, PRICE = 140, 64, 104, 96
ROOM_FOR_BARCODE = 640

_State = QStyle.StateFlag


class RowDelegate(QStyledItemDelegate):
    """Paints a product in one line: picture, names, barcode, in the cart, stock, price."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(300, CELL)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: ProductRow | None = index.data(ROW)
        cell, state, rtl = option.rect, option.state, paint.is_rtl(option.widget)
        area = QRect(cell.left(), cell.top(), cell.width() - END, HEIGHT)
        area = paint.mirrored(area, cell, rtl)
        pressed, over = state & _State.State_Sunken, state & _State.State_MouseOver
        edge = "border-strong" if (pressed or over) and row else "border"
        paint.box(painter, area, RADIUS, "surface-3" if pressed else "surface", edge)
        left, end = area.left() + EDGE + TILE + SPACE, area.right() + 1 - SPACE
        tile = QRect(area.left() + EDGE, area.top() + EDGE, TILE, TILE)
        tile = paint.mirrored(tile, area, rtl)
        if row is None:
            _skeleton(painter, area, tile, left, rtl)
            return
        out = badge.is_out(row.product)
        painter.setOpacity(0.45 if out else 1.0)
        thumbnail.draw(painter, tile, row.product)
        painter.setOpacity(1.0)
        end -= _price(painter, area, end, row.product, rtl)
        end -= _stock(painter, area, end, row.product, on=option.widget)
        end -= _count(painter, area, end, row, rtl)
        if area.width() >= ROOM_FOR_BARCODE:
            place = QRect(end - BARCODE, area.top(), BARCODE, HEIGHT)
            place = paint.mirrored(place, area, rtl)
            code = figure.number(row.product.barcode) if row.product.barcode else ""
            paint.text(painter, place, code, font.font(13), "text-3", paint.start(rtl))
            end -= BARCODE + SPACE
        ink = "text-3" if out else "text"
        place = QRect(left, area.top(), end - left, HEIGHT)
        _names(painter, paint.mirrored(place, area, rtl), row.product, ink, rtl)
        if state & _State.State_HasFocus:
            paint.box(painter, area, RADIUS, None, "focus", 2)


def _names(painter: QPainter, place: QRect, product: Product, ink: str, rtl: bool) -> None:
    first, second = figure.names(product.name, product.name_ar)
    lines = [(first, 5 if second else 15, 22, font.font(15, font.SEMI_BOLD), ink)]
    if second:
        lines.append((second, 27, 20, font.font(12), "text-3"))
    for words, top, height, face, tone in lines:
        spot = QRect(place.left(), place.top() + top, place.width(), height)
        paint.text(painter, spot, figure.directed(words), face, tone, paint.start(rtl))


def _price(painter: QPainter, area: QRect, end: int, product: Product, rtl: bool) -> int:
    """The price above its unit, right-aligned in both directions; how much room both took."""
    price, unit = figure.plain(product.price), figure.symbol(product.price.currency)
    if figure.is_measure(product.unit):
        unit = f"{unit}/{figure.unit_name(product.unit)}"
    width = max(PRICE, font.metrics(16, font.BOLD).horizontalAdvance(price) + 2)
    place = paint.mirrored(QRect(end - width, area.top() + 5, width, 22), area, rtl)
    ink = "text-3" if badge.is_out(product) else "text"
    paint.word(painter, place, price, font.font(16, font.BOLD), ink, paint.RIGHT)
    below = QRect(place.left(), place.top() + 22, width, 18)
    paint.text(painter, below, unit, font.font(12, font.MEDIUM), "text-3", paint.RIGHT)
    return width + 2 * SPACE


def _stock(painter: QPainter, area: QRect, end: int, product: Product, *, on: QWidget) -> int:
    shown = badge.stock_badge(product)
    if shown is not None:
        width = badge.width(shown)
        top = area.top() + (HEIGHT - badge.HEIGHT) // 2
        place = QRect(end - width, top, width, badge.HEIGHT)
        badge.draw(painter, paint.mirrored(place, area, paint.is_rtl(on)), shown, on=on)
    return STOCK + SPACE


def _count(painter: QPainter, area: QRect, end: int, row: ProductRow, rtl: bool) -> int:
    if row.in_cart:
        top = area.top() + (HEIGHT - badge.COUNT_HEIGHT) // 2 - badge.INSET
        room = QRect(end - COUNT - badge.INSET, top, COUNT + badge.INSET, badge.COUNT_HEIGHT)
        badge.draw_count(painter, paint.mirrored(room, area, rtl), row, rtl)
    return COUNT + SPACE


def _skeleton(painter: QPainter, area: QRect, tile: QRect, left: int, rtl: bool) -> None:
    paint.box(painter, tile, 7, "surface-3")
    for top, width in ((12, area.width() // 4), (30, area.width() // 6)):
        bar = QRect(left, area.top() + top, width, 12)
        paint.box(painter, paint.mirrored(bar, area, rtl), 6, "surface-3")
