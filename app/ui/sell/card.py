"""A product as a card of the grid."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.catalog import Product
from app.ui import figure, font, icon, paint, theme, thumbnail
from app.ui.rows import ROW
from app.ui.sell import badge
from app.ui.sell.model import ProductRow

GAP = 10
RADIUS = 10
PADDING = 10
LARGE = 190  # px of height from which pictures and words are larger
GROUNDS_KEPT = 64

_State = QStyle.StateFlag


class CardDelegate(QStyledItemDelegate):
    """Paints product cards; the grid's cells are a card and the gap after it."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        return view.visualRect(index).size() if isinstance(view, QListView) else QSize(150, 148)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: ProductRow | None = index.data(ROW)
        cell, rtl = option.rect, paint.is_rtl(option.widget)
        area = QRect(cell.left(), cell.top(), cell.width() - GAP, cell.height() - GAP)
        area = paint.mirrored(area, cell, rtl)
        state, ratio = option.state, option.widget.devicePixelRatioF()
        if row is None:
            painter.drawPixmap(area.topLeft(), _blank(theme.name(), area.size(), ratio, rtl))
            return
        product = row.product
        tint = product.tint or "c5"
        look = "pressed" if state & _State.State_Sunken else ""
        if not look and state & _State.State_MouseOver:
            look = "hover"
        ground = _ground(theme.name(), area.size(), tint, look, ratio)
        painter.drawPixmap(area.topLeft(), ground)
        tile = _tile(area)
        _picture(painter, tile, product, ratio)
        _names(painter, area, tile.bottom() + 1, product, rtl)
        _price(painter, area, product, rtl)
        badge.draw_stock(painter, tile, product, rtl)
        if row.in_cart:
            badge.draw_count(painter, tile, row, rtl)
        if state & _State.State_HasFocus:
            paint.box(painter, area, RADIUS, None, "focus", 2)


def _tile(area: QRect) -> QRect:
    """Where the picture is: words need 80 px beneath it, with more room they get some air."""
    height = area.height()
    words = 98 if height >= LARGE else min(89, max(80, height - 58))
    return QRect(area.left() + 1, area.top() + 1, area.width() - 2, height - words)


def _picture(painter: QPainter, tile: QRect, product: Product, ratio: float) -> None:
    large = tile.height() >= 80
    height = tile.height() - (26 if large else 8)
    size = QSize(height * 58 // 50, height)
    faint = 0.45 if badge.is_out(product) else 1.0
    if product.picture:
        drawn = icon.drawing(f"demo/pictures/{product.picture}.svg", size, ratio, faint)
        if not drawn.isNull():
            left = tile.left() + (tile.width() - size.width()) // 2
            painter.drawPixmap(left, tile.top() + (tile.height() - height) // 2, drawn)
            return
    painter.setOpacity(faint)
    face = font.font(30 if large else 20, font.BOLD)
    ink = theme.color(f"{product.tint or 'c5'}f")
    paint.word(painter, tile, thumbnail.initials(product), face, ink, paint.CENTRE)
    painter.setOpacity(1.0)


def _names(painter: QPainter, area: QRect, top: int, product: Product, rtl: bool) -> None:
    first, second = figure.names(product.name, product.name_ar)
    large = area.height() >= LARGE
    left, width, align = area.left() + PADDING, area.width() - 2 * PADDING, paint.start(rtl)
    ink = "text-3" if badge.is_out(product) else "text"
    high = 22 if large else 20
    face = font.font(16 if large else 14, font.SEMI_BOLD)
    paint.text(painter, QRect(left, top + 3, width, high), figure.directed(first), face, ink, align)
    if second:
        place, small = QRect(left, top + 4 + high, width, 18), font.font(13 if large else 12)
        paint.text(painter, place, figure.directed(second), small, "text-3", align)


def _price(painter: QPainter, area: QRect, product: Product, rtl: bool) -> None:
    inner = QRect(area.left() + PADDING, area.bottom() - 30, area.width() - 2 * PADDING, 22)
    price, unit = figure.plain(product.price), figure.symbol(product.price.currency)
    # A price is never cut: a long one is smaller.
    sizes = (18, 16, 14, 12) if area.height() >= LARGE else (16, 14, 12)
    pixels = next((each for each in sizes if _width(price, each) <= inner.width()), 11)
    wide = _width(price, pixels)
    ink = "text-3" if badge.is_out(product) else "text"
    place = paint.mirrored(QRect(inner.left(), inner.top(), wide, 22), inner, rtl)
    paint.word(painter, place, price, font.font(pixels, font.BOLD), ink, paint.CENTRE)
    room = inner.width() - wide - 4
    if figure.is_measure(product.unit):
        measure = f"/{figure.unit_name(product.unit)}"
        unit = unit + measure if _width(unit + measure, 12) <= room else measure
    if _width(unit, 12) <= room:
        rest = paint.mirrored(QRect(inner.left() + wide + 4, inner.top() + 2, room, 20), inner, rtl)
        paint.word(painter, rest, unit, font.font(12, font.MEDIUM), "text-3", paint.start(rtl))


@lru_cache(maxsize=1_000)
def _width(words: str, pixels: int) -> int:
    return font.metrics(pixels, font.BOLD).horizontalAdvance(words) + 1


@lru_cache(maxsize=GROUNDS_KEPT)
def _ground(_theme: str, size: QSize, tint: str, look: str, ratio: float) -> QPixmap:
    """A card without anything on it."""
    made, area = _clear(size, ratio), QRect(0, 0, size.width(), size.height())
    with QPainter(made) as painter:
        paint.box(painter, area, RADIUS, "surface-3" if look == "pressed" else "surface")
        shape = QPainterPath()
        shape.addRoundedRect(area, RADIUS, RADIUS)
        painter.setClipPath(shape)
        painter.fillRect(_tile(area), theme.color(tint))
        painter.setClipping(False)
        paint.box(painter, area, RADIUS, None, "border-strong" if look else "border")
    return made


@lru_cache(maxsize=4)
def _blank(_theme: str, size: QSize, ratio: float, rtl: bool) -> QPixmap:
    """A card whose product is on its way."""
    made, area = _clear(size, ratio), QRect(0, 0, size.width(), size.height())
    tall, words = _tile(area).height(), size.width() - 2 * PADDING
    with QPainter(made) as painter:
        paint.box(painter, area, RADIUS, "surface", "border")
        paint.box(painter, QRect(PADDING, 10, words, tall - 10), 6, "surface-3")
        for at, width in ((10, words * 4 // 5), (32, words // 2), (54, words * 2 // 5)):
            bar = QRect(PADDING, tall + at, width, 12)
            paint.box(painter, paint.mirrored(bar, area, rtl), 6, "surface-3")
    return made


def _clear(size: QSize, ratio: float) -> QPixmap:
    made = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made
