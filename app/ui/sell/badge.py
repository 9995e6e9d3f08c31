"""Badges on a product's picture: what there is of it, and how much of it the cart holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.domain.catalog import Product
from app.domain.number import plain
from app.ui import figure, font, paint
from app.ui.painted import Painted
from app.ui.sell.model import ProductRow

HEIGHT, COUNT_HEIGHT, INSET, PADDING = 20, 22, 6, 7
PIXELS_KEPT = 200_000  # many products have as many left as others

_painted = Painted(pixels=PIXELS_KEPT)


@dataclass(frozen=True, slots=True)
class Badge:
    """Words in a pill, and its tokens."""

    words: str
    ground: str
    ink: str
    edge: str | None = None


def is_out(product: Product) -> bool:
    """Whether there is none left, by the books."""
    return product.tracked and product.stock <= 0


def stock_badge(product: Product) -> Badge | None:
    """What a product's stock is called; None where no stock is kept of it."""
    if not product.tracked:
        return None
    if is_out(product):
        words = QCoreApplication.translate("CardDelegate", "Out of stock")
        return Badge(words, "danger", "on-danger")
    count = figure.number(plain(product.stock))
    if figure.is_measure(product.unit):
        count = f"{count} {figure.unit_name(product.unit)}"
    if product.reorder_level is not None and product.stock <= product.reorder_level:
        words = QCoreApplication.translate("CardDelegate", "Low {count}").format(count=count)
        return Badge(words, "warning-soft", "on-warning-soft", "warning")
    return Badge(count, "surface", "text-2")


def width(shown: Badge) -> int:
    """How wide a badge is."""
    return font.width(shown.words, 12, font.SEMI_BOLD) + 2 * PADDING


def draw(painter: QPainter, place: QRect, shown: Badge, *, on: QWidget) -> None:
    """Paint a badge into a place of its size."""
    _painted.draw(painter, place, shown, partial(_draw, shown), on=on)


def _draw(shown: Badge, painter: QPainter, place: QRect) -> None:
    paint.box(painter, place, HEIGHT / 2, shown.ground, shown.edge)
    face = font.font(12, font.SEMI_BOLD)
    paint.word(painter, place, shown.words, face, shown.ink, paint.CENTRE)


def draw_stock(painter: QPainter, tile: QRect, row: ProductRow, *, on: QWidget) -> None:
    """Paint the stock at the end of a picture."""
    shown = stock_badge(row.product)
    if shown is not None:
        place = _stock_place(tile, row, shown)
        draw(painter, paint.mirrored(place, tile, paint.is_rtl(on)), shown, on=on)


def draw_count(painter: QPainter, tile: QRect, row: ProductRow, rtl: bool) -> None:
    """Paint what the cart holds at the start of a picture."""
    count = figure.quantity(row.in_cart, row.product.unit)
    place = QRect(tile.left() + INSET, tile.top() + INSET, _count_width(row), COUNT_HEIGHT)
    paint.bubble(painter, paint.mirrored(place, tile, rtl), count, "primary", "on-primary")


def free(tile: QRect, row: ProductRow, wide: int) -> QRect:
    """What the badges leave of a picture for a word so wide, laid out for left-to-right."""
    left = tile.adjusted(_count_width(row) + 2 * INSET, 0, 0, 0) if row.in_cart else QRect(tile)
    shown = stock_badge(row.product)
    if shown is None:
        return left
    place = _stock_place(tile, row, shown)
    if place.top() > tile.top() + INSET:
        left.setBottom(place.top() - 1)
        return left
    left.setRight(place.left() - INSET - 1)
    return left if left.width() >= wide else tile.adjusted(0, INSET + COUNT_HEIGHT, 0, 0)


def _stock_place(tile: QRect, row: ProductRow, shown: Badge) -> QRect:
    """In the first line, or in the last where the count leaves no room."""
    wide = min(width(shown), tile.width() - 2 * INSET)
    taken = _count_width(row) if row.in_cart else 0
    beside = taken + wide + 3 * INSET <= tile.width()
    top = tile.top() + INSET if beside else tile.bottom() + 1 - INSET // 2 - HEIGHT
    return QRect(tile.right() + 1 - INSET - wide, top, wide, HEIGHT)


def _count_width(row: ProductRow) -> int:
    count = figure.quantity(row.in_cart, row.product.unit)
    return max(COUNT_HEIGHT, font.width(count, 12, font.BOLD) + 12)
