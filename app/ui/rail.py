"""The rail: where one can go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import figure, font, icon, paint, theme
from app.ui.widgets.button import RAIL, Button

USUAL, WIDE, COMPACT = 80, 96, 60
BADGE, MOST = 18, 99
# Pages without a place of their own belong to another one.
_BELONGS = {"sync": "settings"}


class Logo(QWidget):
    """The mark of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(44, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(0, 0, icon.drawing("logo.svg", QSize(44, 44), ratio))


class Place(Button):
    """One place; the one where we are is marked at its start."""

    def __init__(self, name: str, mark: str) -> None:
        super().__init__(name, RAIL, icon=mark)
        self.setCheckable(True)
        self.stacked = True
        self.icon_size = 24
        self.face = font.font(12, font.SEMI_BOLD)
        self.compact = False
        self.setFixedHeight(64)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()  # a button of Qt's would move the focus; the rail does it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        kind = RAIL
        ground = "rail-active" if self.isChecked() or self.isDown() else None
        if ground is None and self.underMouse():
            ground = "rail-hover"
        ink = "rail-text-active" if self.isChecked() else kind.ink
        rtl, ratio = paint.is_rtl(self), self.devicePixelRatioF()
        with QPainter(self) as painter:
            body = self.rect().adjusted(8, 0, -8, 0)
            paint.box(painter, body, 8, ground, "rail-mark" if self.hasFocus() else None, 2)
            if self.isChecked():
                bar = paint.mirrored(QRect(-4, 12, 8, self.height() - 24), self.rect(), rtl)
                paint.box(painter, bar, 4, "rail-mark")
            side = (self.width() - self.icon_size) // 2
            top = (self.height() - self.icon_size) // 2 if self.compact else 10
            drawn = icon.pixmap(self.icon_name, ink, self.icon_size, ratio, rtl=rtl)
            painter.drawPixmap(side, top, drawn)
            if not self.compact:
                words = QRect(2, 38, self.width() - 4, 18)
                paint.text(painter, words, self.text(), self.face, ink, paint.CENTRE)
            if self.badge:
                self._paint_badge(painter, side + self.icon_size, top, rtl=rtl)

    def _paint_badge(self, painter: QPainter, at: int, top: int, *, rtl: bool) -> None:
        """A count that wants to be seen, on the icon's upper corner at its end."""
        face = font.metrics(11, font.BOLD)
        wide = max(BADGE, face.horizontalAdvance(self.badge) + 8)
        place = paint.mirrored(QRect(at - 9, top - 4, wide, BADGE), self.rect(), rtl)
        paint.box(painter, place, BADGE / 2, "rail-badge")
        said = figure.number(self.badge)
        paint.text(painter, place, said, font.font(11, font.BOLD), "on-rail-badge", paint.CENTRE)


class Rail(QWidget):
    """The places; what does not exist is not here. Arrow keys move, one Tab stop for all."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._new = 0
        self.places = {
            "sell": Place("go_sell", "cash-register"),
            "orders": Place("go_orders", "shopping-bag"),
            "invoices": Place("go_invoices", "file-invoice"),
            "stock": Place("go_stock", "packages"),
            "customers": Place("go_customers", "users"),
            "settings": Place("go_settings", "settings"),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 8)
        layout.setSpacing(4)
        layout.addWidget(Logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        for name, place in self.places.items():
            if name == "settings":
                layout.addStretch()
            layout.addWidget(place)
            place.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
        self.mark("sell")
        self.show_orders(False, 0)

    def mark(self, name: str) -> None:
        """Show where we are."""
        name = _BELONGS.get(name, name)
        for each, place in self.places.items():
            place.setChecked(each == name)
            stop = Qt.FocusPolicy.TabFocus if each == name else Qt.FocusPolicy.NoFocus
            place.setFocusPolicy(stop)

    def names(self) -> list[str]:
        """The places that are there, from top to bottom."""
        return [name for name, place in self.places.items() if not place.isHidden()]

    def show_orders(self, are_there: bool, new: int) -> None:
        """Lead to the online orders where there are any, and tell how many are new."""
        place = self.places["orders"]
        place.setVisible(are_there)
        place.badge = str(min(new, MOST)) if new else ""
        self._new = new
        self._retranslate()
        place.update()

    def set_room(self, width: int, *, compact: bool) -> None:
        """How wide the rail is; a compact one shows icons only."""
        self.setFixedWidth(width)
        for place in self.places.values():
            place.compact = compact
            place.setFixedHeight(52 if compact else 64)
            place.setToolTip(place.text() if compact else "")

    def _retranslate(self) -> None:
        self.places["sell"].label(self.tr("Sell"))
        orders = self.tr("Orders")
        new = self.tr("%n new", "", self._new) if self._new else ""
        self.places["orders"].label(orders, f"{orders}, {new}" if new else orders)
        self.places["invoices"].label(self.tr("Invoices"))
        self.places["stock"].label(self.tr("Stock"))
        self.places["customers"].label(self.tr("Customers"))
        self.places["settings"].label(self.tr("Settings"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        names = self.names()
        at = next((row for row, name in enumerate(names) if self.places[name].hasFocus()), -1)
        if step and 0 <= at + step < len(names):
            place = self.places[names[at + step]]
            place.setFocus(Qt.FocusReason.TabFocusReason)
        elif not step:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("rail"))
