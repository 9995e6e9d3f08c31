"""The held sales, to take one up again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.text import isolate
from app.services.held_sales import HeldSale
from app.ui import figure
from app.ui.listed import Listed
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.two_lines import HEIGHT, TwoLineDelegate, TwoLines
from app.ui.widgets.uniform_view import UniformView

SHOWN = 6


class HeldDialog(Dialog):
    """The newest stands first; Enter or a tap takes a sale up."""

    recalled = Signal(int)

    def __init__(self, parent: QWidget, local: Callable[[datetime], datetime]) -> None:
        """`local` brings a time into the shop's own zone."""
        super().__init__("held", parent, width=USUAL)
        self._local = local
        self._is_waiting = self._is_tapped = False
        self._early: list[QKeyEvent] = []
        self.rows: Listed[HeldSale] = Listed(lambda sale: self._said(sale).first)
        self.view = UniformView("held_list", height=HEIGHT)
        self.view.setItemDelegate(TwoLineDelegate(self.view, self._said))
        self.view.setModel(self.rows)
        self.body.setContentsMargins(1, 0, 1, 0)
        self.body.addWidget(self.view)
        self.view.clicked.connect(self._take)
        self.view.entered_by_key.connect(self._take)
        self.primary.clicked.connect(self._tap)
        self.view.installEventFilter(self)
        self.retranslate()

    def wait(self) -> None:
        """Show nothing until the sales are here; what is pressed before is for them."""
        self._early.clear()
        self._is_tapped = False
        self.show_sales([])
        self._is_waiting = True

    def show_sales(self, sales: Sequence[HeldSale]) -> None:
        """Show these sales."""
        self._is_waiting = False
        self.rows.show(sales)
        self.view.make_current(0)
        self.view.setFixedHeight(HEIGHT * min(SHOWN, max(1, len(sales))))
        early, self._early = self._early, []
        for event in early:
            QCoreApplication.sendEvent(self.view, event)
        if self._is_tapped:
            self._is_tapped = False
            self._take(self.view.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        waits = self._is_waiting and watched is self.view
        if (
            waits
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() != Qt.Key.Key_Escape
        ):
            self._early.append(event.clone())
            return True
        return super().eventFilter(watched, event)

    def first_field(self) -> QWidget:
        return self.view

    def retranslate(self) -> None:
        self.title.setText(self.tr("Held sales"))
        self.primary.label(self.tr("Recall"))
        self.view.setAccessibleName(self.tr("Held sales"))

    def _said(self, sale: HeldSale) -> TwoLines:
        at = figure.number(f"{self._local(sale.at):%H:%M}")
        names = [figure.names(each.name, each.name_ar)[0] for each in sale.first_lines]
        told = " · ".join(isolate(name) for name in names)
        count = self.tr("%n line(s)", "", sale.lines)
        first = isolate(sale.name or sale.customer) if sale.name or sale.customer else at
        second = f"{at} · {count} · {told}" if first != at else f"{count} · {told}"
        total = figure.plain(sale.total) if sale.total else ""
        return TwoLines(first, second, total, "stack-2")

    def _tap(self) -> None:
        if self._is_waiting:
            self._is_tapped = True
        else:
            self._take(self.view.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        if self.isVisible() and index.isValid():
            self.recalled.emit(self.rows.row(index.row()).id)
