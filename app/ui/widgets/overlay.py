"""A dialog over the window: a dimmed ground and one card; focus stays inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import keymap, paint, theme
from app.ui.after_paint import AfterPaint
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
        self._after_paint = AfterPaint(self)
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

    def open_instead(self, focus: QWidget) -> None:
        """Show it in the place of another one: first its card alone, and a moment later the rest.

        A whole window takes half a frame to paint. `focus` is where the focus goes.
        """
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        beside = list(self._under.findChildren(QWidget, options=direct))
        beside.remove(self)
        self._after_paint.call(partial(self._show_all, beside))
        for each in beside:
            each.setUpdatesEnabled(False)
        self.setMask(QRegion(self.card.geometry()))
        self.open()
        focus.setFocus()
        for each in beside:
            if isinstance(each, Overlay) and each.isVisible():
                self._back = each._back
                each.hide()

    def _show_all(self, beside: Sequence[QWidget]) -> None:
        self.clearMask()
        for each in beside:
            each.setUpdatesEnabled(True)

    def close_card(self) -> None:
        """Hide it."""
        if not self.isHidden():
            # Before it hides: Qt would look through the whole window for a new focus.
            if self._back is not None:
                self._back.setFocus()
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._under:
            self.setGeometry(self._under.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        begin: QWidget = self.focusWidget() or self
        at = begin
        # The chain leads through the whole window, and back to where it began.
        while True:
            beside = at.nextInFocusChain() if forward else at.previousInFocusChain()
            if beside is None or beside is begin:
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
