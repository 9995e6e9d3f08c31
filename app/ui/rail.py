"""The rail: where one can go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import font, icon, paint, theme
from app.ui.widgets.button import RAIL, Button


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
        self.setFixedHeight(64)

    def paintEvent(self, event: QPaintEvent) -> None:
        kind = RAIL
        ground = "rail-active" if self.isChecked() or self.isDown() else None
        if ground is None and self.underMouse():
            ground = "rail-hover"
        ink = "rail-text-active" if self.isChecked() else kind.ink
        with QPainter(self) as painter:
            body = self.rect().adjusted(8, 0, -8, 0)
            paint.box(painter, body, 8, ground, "rail-mark" if self.hasFocus() else None, 2)
            if self.isChecked():
                bar = paint.mirrored(QRect(-4, 12, 8, 40), self.rect(), paint.is_rtl(self))
                paint.box(painter, bar, 4, "rail-mark")
            side = (self.width() - self.icon_size) // 2
            ratio, rtl = self.devicePixelRatioF(), paint.is_rtl(self)
            drawn = icon.pixmap(self.icon_name, ink, self.icon_size, ratio, rtl=rtl)
            painter.drawPixmap(side, 10, drawn)
            words = QRect(2, 38, self.width() - 4, 18)
            paint.text(painter, words, self.text(), self.face, ink, paint.CENTRE)


class Rail(QWidget):
    """The places; what does not exist yet is not here."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.sell = Place("go_sell", "cash-register")
        self.sell.setChecked(True)
        self.sell.setCheckable(True)
        # There is one place only: it stays checked.
        self.sell.toggled.connect(lambda _: self.sell.setChecked(True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 8)
        layout.setSpacing(12)
        layout.addWidget(Logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.sell)
        layout.addStretch()
        self._retranslate()

    def _retranslate(self) -> None:
        self.sell.label(self.tr("Sell"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("rail"))
