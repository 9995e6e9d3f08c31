"""The totals beneath the cart: each part, and the one large figure."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.cart import Totals
from app.domain.country import Bilingual
from app.domain.figure import signed
from app.domain.money import Money
from app.domain.number import plain
from app.domain.payment import Settlement
from app.ui import figure, font, language, paint
from app.ui.widgets.label import Label, filled, label


@dataclass(frozen=True, slots=True)
class Sums:
    """What the cart comes to: its totals, what is due, and how the shop names its tax."""

    totals: Totals
    settlement: Settlement
    tax_name: Bilingual
    tax_included: bool


class TotalsPanel(QWidget):
    """Shows the sums; rows of nothing are left out."""

    def __init__(self) -> None:
        super().__init__()
        filled(self, "surface-2")
        self._sums: Sums | None = None
        self._rows: list[tuple[Label, Label]] = []
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._title = label("total_title", 18, font.BOLD)
        self._symbol = label("total_currency", 15, font.SEMI_BOLD, "text-2")
        self.total = label("total", 42, font.BOLD)
        self._size = 42
        big = QHBoxLayout()
        big.setSpacing(8)
        big.addWidget(self._title)
        big.addStretch()
        big.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignBottom)
        big.addWidget(self.total)
        self._symbol.setContentsMargins(0, 0, 0, 10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 4)
        layout.setSpacing(8)
        layout.addLayout(self._grid)
        layout.addLayout(big)

    def set_size(self, pixels: int) -> None:
        """How large the total may be."""
        self._size = pixels
        self._fit()

    def show_sums(self, sums: Sums) -> None:
        """Show what the cart comes to."""
        self._sums = sums
        rows = self._texts(sums)
        while len(self._rows) < len(rows):
            self._add_row()
        for at, (words, amount) in enumerate(self._rows):
            shown = at < len(rows)
            words.setVisible(shown)
            amount.setVisible(shown)
            if shown:
                words.setText(rows[at][0])
                amount.setText(rows[at][1])
        due = sums.settlement.payable
        self._title.setText(self.tr("Total"))
        self._symbol.setText(figure.symbol(due.currency))
        spoken = f"{self.tr('Total')} {figure.money(due)}"
        if QAccessible.isActive() and self.total.accessibleName() not in {"", spoken}:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))
        self.total.setText(figure.plain(due))
        self.total.setAccessibleName(spoken)
        self._fit()

    def _add_row(self) -> None:
        at = len(self._rows)
        words = label(f"sum_{at}_title", 14, tone="text-2")
        amount = label(f"sum_{at}", 14, tone="text-2")
        amount.align(paint.RIGHT)
        for each in (words, amount):
            each.setFixedHeight(23)
        self._grid.addWidget(words, at, 0)
        self._grid.addWidget(amount, at, 1)
        self._rows.append((words, amount))

    def _texts(self, sums: Sums) -> list[tuple[str, str]]:
        totals = sums.totals
        count = self.tr("%n line(s)", "", len(totals.lines))
        rows = [(self.tr("Subtotal · {lines}").format(lines=count), figure.plain(totals.subtotal))]
        if totals.discount:
            rows.append((self.tr("Discount"), figure.plain(-totals.discount)))
        tax = sums.tax_name.ar if language.is_arabic() else sums.tax_name.en
        words = self.tr("{tax} {rate}, included") if sums.tax_included else "{tax} {rate}"
        rows += [
            (
                words.format(tax=tax, rate=figure.number(f"{plain(each.rate.percent)}%")),
                figure.plain(each.amount),
            )
            for each in totals.taxes
            if each.amount
        ]
        rounding: Money = sums.settlement.rounding_adjustment
        if rounding:
            rows.append((self.tr("Cash rounding"), figure.number(signed(rounding))))
        return rows

    def _fit(self) -> None:
        room = self.width() - 32 - self._title.sizeHint().width()
        room -= self._symbol.sizeHint().width() + 24
        size = self._size
        text = self.total.text()
        while size > 18 and font.metrics(size, font.BOLD).horizontalAdvance(text) > room > 0:
            size -= 2
        self.total.setFont(font.font(size, font.BOLD))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._sums:
            self.show_sums(self._sums)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            paint.dashed(painter, self.total.y() - 3, 16, self.width() - 16)
