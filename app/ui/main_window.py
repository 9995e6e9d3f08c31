"""The window: rail, page, strip, and what may lie over them. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.shop import Seller
from app.ui.rail import Rail
from app.ui.receipt.view import ReceiptView
from app.ui.sell.view import SellView
from app.ui.strip import Strip
from app.ui.tender.view import TenderView
from app.ui.widgets.toast import Toast, Tone

SMALLEST = (1024, 720)
WIDE = 1800


class MainWindow(QWidget):
    """The one window of the till."""

    closing = Signal()

    def __init__(self, now: Callable[[], datetime], seller: Seller, register: str) -> None:
        super().__init__()
        self.setObjectName("till")
        self.setWindowTitle("Sanduq")
        self.setMinimumSize(*SMALLEST)
        self.rail = Rail()
        self.sell = SellView()
        self.strip = Strip(now, seller, register)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail, 0, 0)
        layout.addWidget(self.sell, 0, 1)
        layout.addWidget(self.strip, 1, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(0, 1)
        self.toast = Toast(self, self.sell)
        self.tender = TenderView(self)
        self.receipt = ReceiptView(self)
        self._shortcut("F2", self.sell.rest_focus)
        self._shortcut("F9", self.sell.pay.click)
        self._shortcut("F11", self._full_screen)

    def tell(self, text: str, tone: Tone) -> None:
        """Say what happened."""
        self.toast.tell(text, tone)

    def _shortcut(self, key: str, call: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(lambda: None if self._is_covered() else call())

    def _is_covered(self) -> bool:
        return self.tender.isVisible() or self.receipt.isVisible()

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.setFixedWidth(96 if self.width() >= WIDE else 80)
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
