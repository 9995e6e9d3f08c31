"""A product as a card of the grid."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.catalog import Product
from app.domain.number import plain
from app.domain.text import is_rtl, words
from app.ui import figure, font, icon, paint, theme
from app.ui.sell.model import ROW, ProductRow

GAP = 10
RADIUS = 10
LARGE = 200  # px of height from which names are larger


class CardDelegate(QStyledItemDelegate):
    """Paints product cards; the grid's cells are a card and the gap after it."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        return view.gridSize() if isinstance(view, QListView) else QSize(150, 148)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: ProductRow = index.data(ROW)
        rtl = paint.is_rtl(option.widget)
        cell = option.rect
        area = paint.mirrored(cell.adjusted(0, 0, -GAP, -GAP), cell, rtl)
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        paint.box(painter, area, RADIUS, "surface")
        tile = self._tile(painter, area, row, option.widget.devicePixelRatioF())
        self._words(painter, area, tile.height(), row.product, rtl)
        border = "focus" if focused else "border-strong" if hovered else "border"
        paint.box(painter, area, RADIUS, None, border, 2 if focused else 1)
        _stock_badge(painter, tile, row.product, rtl)
        if row.in_cart:
            _count_bubble(painter, tile, figure.quantity(row.in_cart, row.product.unit), rtl)
        painter.restore()

    def _tile(self, painter: QPainter, area: QRect, row: ProductRow, ratio: float) -> QRect:
        product = row.product
        tile = QRect(area.left(), area.top(), area.width(), area.height() - 80)
        tint = product.tint or "c5"
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(area, RADIUS, RADIUS)
        painter.setClipPath(shape)
        painter.fillRect(tile, theme.color(tint))
        height = tile.height() - 8 if tile.height() < 80 else tile.height() - 24
        size = QSize(height * 8 // 7, height)
        opacity = 0.45 if _is_out(product) else 1.0
        drawn = icon.drawing(f"demo/pictures/{product.picture}.svg", size, ratio, opacity)
        if product.picture and not drawn.isNull():
            left = tile.left() + (tile.width() - size.width()) // 2
            painter.drawPixmap(left, tile.top() + (tile.height() - height) // 2, drawn)
        else:
            painter.setOpacity(opacity)
            face = font.font(20 if tile.height() < 80 else 30, font.BOLD)
            paint.text(painter, tile, _initials(product), face, f"{tint}f", paint.CENTRE)
        painter.restore()
        return tile

    def _words(
        self, painter: QPainter, area: QRect, below: int, product: Product, rtl: bool
    ) -> None:
        first, second = figure.names(product.name, product.name_ar)
        align = paint.start(rtl)
        inner = area.adjusted(10, 0, -10, 0)
        more = 2 if area.height() >= LARGE else 0
        top = area.top() + below
        ink = "text-3" if _is_out(product) else "text"

        def line(y: int, height: int) -> QRect:
            return QRect(inner.left(), top + y, inner.width(), height)

        paint.text(painter, line(4, 20), first, font.font(14 + more, font.SEMI_BOLD), ink, align)
        paint.text(painter, line(24, 18), second, font.font(12 + more // 2), "text-3", align)
        price = figure.plain(product.price)
        large = font.metrics(16 + more, font.BOLD)
        wide = large.horizontalAdvance(price) + 1
        place = line(52, 22)
        amount = paint.mirrored(QRect(place.left(), place.top(), wide, 22), inner, rtl)
        paint.text(painter, amount, price, font.font(16 + more, font.BOLD), ink, paint.CENTRE)
        unit = figure.symbol(product.price.currency)
        if figure.is_measure(product.unit):
            unit = f"{unit}/{figure.unit_name(product.unit)}"
        rest = QRect(place.left() + wide + 4, place.top() + 2, place.width() - wide - 4, 20)
        small = font.font(12, font.MEDIUM)
        paint.text(painter, paint.mirrored(rest, inner, rtl), unit, small, "text-3", align)


def _is_out(product: Product) -> bool:
    return product.tracked and product.stock <= 0


def _initials(product: Product) -> str:
    first, _ = figure.names(product.name, product.name_ar)
    found = [word for word in words(first) if len(word) > 1 and word.isalpha()]
    if not found:
        return "?"
    if len(found) == 1:
        return found[0][:2].upper()
    # A space keeps Arabic letters apart, which would join otherwise.
    return (" " if is_rtl(first) else "").join(word[0] for word in found[:2]).upper()


def _stock_badge(painter: QPainter, tile: QRect, product: Product, rtl: bool) -> None:
    if not product.tracked:
        return
    count = figure.number(plain(product.stock))
    if figure.is_measure(product.unit):
        count = f"{count} {figure.unit_name(product.unit)}"
    low = product.reorder_level is not None and product.stock <= product.reorder_level
    if _is_out(product):
        said = QCoreApplication.translate("CardDelegate", "Out of stock")
        ground, ink, edge = "danger", "on-danger", None
    elif low:
        said = QCoreApplication.translate("CardDelegate", "Low {count}").format(count=count)
        ground, ink, edge = "warning-soft", "on-warning-soft", "warning"
    else:
        said, ground, ink, edge = count, "surface", "text-2", None
    face = font.font(12, font.SEMI_BOLD)
    wide = font.metrics(12, font.SEMI_BOLD).horizontalAdvance(said) + 14
    place = QRect(tile.right() - 5 - wide, tile.top() + 6, wide, 20)
    place = paint.mirrored(place, tile, rtl)
    paint.box(painter, place, 10, ground, edge)
    paint.text(painter, place, said, face, ink, paint.CENTRE)


def _count_bubble(painter: QPainter, tile: QRect, count: str, rtl: bool) -> None:
    wide = max(22, font.metrics(12, font.BOLD).horizontalAdvance(count) + 12)
    place = QRect(tile.left() + 6, tile.top() + 6, wide, 22)
    paint.bubble(painter, paint.mirrored(place, tile, rtl), count, "primary", "on-primary")
