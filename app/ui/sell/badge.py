"""Badges on a product's picture: what there is of it, and how much of it the cart holds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter

from app.domain.catalog import Product
from app.domain.number import plain
from app.ui import figure, font, paint
from app.ui.sell.model import ProductRow

HEIGHT, COUNT_HEIGHT, INSET, PADDING = 20, 22, 6, 7


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
    return font.metrics(12, font.SEMI_BOLD).horizontalAdvance(shown.words) + 2 * PADDING


def draw(painter: QPainter, place: QRect, shown: Badge) -> None:
    """Paint a badge into a place of its size."""
    paint.box(painter, place, HEIGHT / 2, shown.ground, shown.edge)
    paint.word(painter, place, shown.words, font.font(12, font.SEMI_BOLD), shown.ink, paint.CENTRE)


def draw_stock(painter: QPainter, tile: QRect, product: Product, rtl: bool) -> None:
    """Paint the stock at the end of a picture."""
    shown = stock_badge(product)
    if shown is not None:
        wide = min(width(shown), tile.width() - 2 * INSET)
        place = QRect(tile.right() + 1 - INSET - wide, tile.top() + INSET, wide, HEIGHT)
        draw(painter, paint.mirrored(place, tile, rtl), shown)


def draw_count(painter: QPainter, tile: QRect, row: ProductRow, rtl: bool) -> None:
    """Paint what the cart holds at the start of a picture."""
    count = figure.quantity(row.in_cart, row.product.unit)
    wide = max(COUNT_HEIGHT, font.metrics(12, font.BOLD).horizontalAdvance(count) + 12)
    place = QRect(tile.left() + INSET, tile.top() + INSET, wide, COUNT_HEIGHT)
    paint.bubble(painter, paint.mirrored(place, tile, rtl), count, "primary", "on-primary")
