"""A dialog over the window: a dimmed ground and one card; focus stays inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import keymap, paint, theme
from app.ui.keymap import Action

RADIUS = 16


class Card(QWidget):
    """The card of a dialog; its parts must leave its corners alone."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), RADIUS, "surface", "border")


class Footer(QWidget):
    """The last part of a card, with its round corners."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setClipRect(self.rect())
            tall = self.rect().adjusted(1, -RADIUS, -1, -1)
            paint.box(painter, tall, RADIUS - 1, "surface-2")
            painter.fillRect(0, 0, self.width(), 1, theme.color("border"))


class Overlay(QWidget):
    """Covers its parent while it is shown, and gives the focus back when it goes."""

    refused = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._under = parent
        self.setObjectName(name)
        self.card = Card()
        self._back: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.addWidget(self.card, 0, Qt.AlignmentFlag.AlignCenter)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it over everything."""
        self._back = self.window().focusWidget()
        self.setGeometry(self._under.rect())
        self.show()
        self.raise_()

    def close_card(self) -> None:
        """Hide it."""
        if not self.isHidden():
            self.hide()
            if self._back is not None:
                self._back.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._under:
            self.setGeometry(self._under.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        at: QWidget = self.focusWidget() or self
        for _ in range(500):
            beside = at.nextInFocusChain() if forward else at.previousInFocusChain()
            if beside is None:
                break
            at = beside
            can = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if can and at.isEnabled() and at.isVisible() and self.isAncestorOf(at):
                at.setFocus(Qt.FocusReason.TabFocusReason)
                break
        return True

    def scan(self, code: str) -> bool:
        """Take a scan that came while the dialog is open; False refuses it."""
        return False

    def actions_by_key(self) -> Mapping[Action, Callable[[], None]]:
        """What keys do here, beside Esc."""
        return {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = keymap.action_of(event)
        known = self.actions_by_key().get(action) if action else None
        if known is not None:
            known()
        elif event.key() == Qt.Key.Key_Escape:
            self.refused.emit()
        # No key may reach the screen beneath.
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("overlay"))
