"""A product as a card of the grid."""

from __future__ import annotations

from functools import lru_cache, partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.catalog import Product
from app.domain.money import Money
from app.ui import figure, font, icon, paint, theme, thumbnail
from app.ui.painted import Painted
from app.ui.rows import ROW
from app.ui.sell import badge
from app.ui.sell.model import ProductRow

GAP = 10
RADIUS = 10
PADDING = 10
LARGE = 190  # px of height from which pictures and words are larger
GROUNDS_KEPT = 64
PIXELS_KEPT = 3_000_000  # of what many cards have in common: prices and initials

_painted = Painted(pixels=PIXELS_KEPT)

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
        if not _picture(painter, tile, product, ratio):
            _initials(painter, tile, row, on=option.widget)
        _names(painter, area, tile.bottom() + 1, product, rtl)
        place = QRect(area.left() + PADDING, area.bottom() - 30, area.width() - 2 * PADDING, 22)
        said = (product.price, product.unit, badge.is_out(product), area.height() >= LARGE)
        _painted.draw(painter, place, said, partial(_price, *said), on=option.widget)
        if row.in_cart:
            badge.draw_count(painter, tile, row, rtl)
        badge.draw_stock(painter, tile, row, on=option.widget)
        if state & _State.State_HasFocus:
            paint.box(painter, area, RADIUS, None, "focus", 2)


def _tile(area: QRect) -> QRect:
    """Where the picture is: words need 80 px beneath it, with more room they get some air."""
    height = area.height()
    words = 98 if height >= LARGE else min(89, max(80, height - 58))
    return QRect(area.left() + 1, area.top() + 1, area.width() - 2, height - words)


def _picture(painter: QPainter, tile: QRect, product: Product, ratio: float) -> bool:
    """Paint the product's drawing; False where there is none."""
    height = tile.height() - (26 if tile.height() >= 80 else 8)
    size = QSize(height * 58 // 50, height)
    faint = 0.45 if badge.is_out(product) else 1.0
    if not product.picture:
        return False
    drawn = icon.drawing(f"demo/pictures/{product.picture}.svg", size, ratio, faint)
    left = tile.left() + (tile.width() - size.width()) // 2
    painter.drawPixmap(left, tile.top() + (tile.height() - height) // 2, drawn)
    return not drawn.isNull()


def _initials(painter: QPainter, tile: QRect, row: ProductRow, *, on: QWidget) -> None:
    """Paint the first letters in the middle, or beside the badges where these would cover them."""
    product, words = row.product, thumbnail.initials(row.product)
    pixels = 30 if tile.height() >= 80 else 20
    high = font.metrics(pixels, font.BOLD).capHeight()
    spot = QRect(0, 0, font.width(words, pixels, font.BOLD) + 2, high)
    spot.moveCenter(tile.center())
    free = paint.mirrored(badge.free(tile, row, spot.width()), tile, paint.is_rtl(on))
    if not free.contains(spot):
        spot.moveCenter(free.center())
    said = (words, pixels, f"{product.tint or 'c5'}f", badge.is_out(product))
    _painted.draw(painter, spot.adjusted(0, -pixels, 0, pixels), said, partial(_word, *said), on=on)


def _word(words: str, pixels: int, ink: str, is_out: bool, painter: QPainter, place: QRect) -> None:
    painter.setOpacity(0.45 if is_out else 1.0)
    paint.word(painter, place, words, font.font(pixels, font.BOLD), ink, paint.CENTRE)


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


def _price(
    amount: Money, measure: str, is_out: bool, is_large: bool, painter: QPainter, inner: QRect
) -> None:
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    price, unit = figure.plain(amount), figure.symbol(amount.currency)
    # A price is never cut: a long one is smaller.
    sizes = (18, 16, 14, 12) if is_large else (16, 14, 12)
    pixels = next((each for each in sizes if _width(price, each) <= inner.width()), 11)
    wide = _width(price, pixels)
    ink = "text-3" if is_out else "text"
    place = paint.mirrored(QRect(inner.left(), inner.top(), wide, 22), inner, rtl)
    paint.word(painter, place, price, font.font(pixels, font.BOLD), ink, paint.CENTRE)
    room = inner.width() - wide - 4
    if figure.is_measure(measure):
        each = f"/{figure.unit_name(measure)}"
        unit = unit + each if _width(unit + each, 12) <= room else each
    if _width(unit, 12) <= room:
        rest = paint.mirrored(QRect(inner.left() + wide + 4, inner.top() + 2, room, 20), inner, rtl)
        paint.word(painter, rest, unit, font.font(12, font.MEDIUM), "text-3", paint.start(rtl))


def _width(words: str, pixels: int) -> int:
    return font.width(words, pixels, font.BOLD) + 1


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
