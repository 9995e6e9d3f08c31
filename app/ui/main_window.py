"""The window: rail, page, strip, and what may lie over them. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from app.ui import keymap, rail
from app.ui.keymap import Action
from app.ui.page import Page
from app.ui.rail import Rail
from app.ui.sell.view import SellView
from app.ui.strip import Strip
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.toast import Toasts

if TYPE_CHECKING:
    from app.ui.receipt.view import ReceiptView
    from app.ui.tender.view import TenderView

# A screen of 1366 × 768 at a scale of 150 % has this much room.
SMALLEST = (900, 500)
WIDE, NARROW = 1800, 1000


class MainWindow(QWidget):
    """The one window of the till."""

    tender: TenderView
    receipt: ReceiptView
    closing = Signal()
    asked = Signal(Action)
    page_shown = Signal(str)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("till")
        self.setWindowTitle("Sanduq")
        self.setMinimumSize(*SMALLEST)
        self.rail = Rail()
        self.pages = QStackedWidget()
        self.strip = Strip(now)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail, 0, 0)
        layout.addWidget(self.pages, 0, 1)
        layout.addWidget(self.strip, 1, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(0, 1)
        self._by_name: dict[str, Page] = {}
        self.sell = SellView(self)
        self.add_page("sell", self.sell)
        self.toasts = Toasts(self, self.pages)

    def add_page(self, name: str, page: Page) -> None:
        """Make room for a page."""
        self._by_name[name] = page
        self.pages.addWidget(page)

    def has_page(self, name: str) -> bool:
        """Whether a page is there already."""
        return name in self._by_name

    def show_page(self, name: str) -> None:
        """Go to a page."""
        page = self._by_name[name]
        self.rail.mark(name)
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)
            self.page_shown.emit(name)
        page.rest_focus()

    def page_name(self) -> str:
        """Where we are."""
        return next(name for name, page in self._by_name.items() if page is self.page())

    def page(self) -> Page:
        """The page that is shown."""
        shown = self.pages.currentWidget()
        return shown if isinstance(shown, Page) else self.sell

    def is_covered(self) -> bool:
        """Whether a dialog lies over the page."""
        return self.cover() is not None

    def cover(self) -> Overlay | None:
        """The dialog that lies over the page."""
        # They are the window's own children; looking through all its widgets takes a while.
        beneath = self.findChildren(Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return next((each for each in beneath if each.isVisible()), None)

    def perform(self, action: Action) -> None:
        """Do what a key asks for; a page that does not know it leaves it to the till."""
        known = self.page().actions_by_key().get(action)
        if known is not None:
            known()
        else:
            self.asked.emit(action)

    def full_screen(self) -> None:
        """Fill the screen, or not any more."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = keymap.action_of(event)
        if self.is_covered():
            # A click beside a dialog takes the focus from it; its keys are no longer its own.
            return
        if action is not None:
            self.perform(action)
        elif event.key() == Qt.Key.Key_Escape:
            if not self.page().go_back():
                self.page().leave(lambda: self.show_page("sell"))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide, narrow = self.width() >= WIDE, self.width() < NARROW
        room = rail.WIDE if wide else rail.COMPACT if narrow else rail.USUAL
        compact = narrow or self.height() < 480
        self.rail.set_room(room, compact=compact)
        self.strip.set_compact(self.width() < 1180)
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
