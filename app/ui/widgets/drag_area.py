"""A part that is longer than its place, and that a finger moves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class DragArea(QScrollArea):
    """Scrolls up and down, by wheel, bar, or finger; nothing in it takes presses of its own."""

    def __init__(self, name: str, content: QWidget) -> None:
        super().__init__()
        self.setObjectName(name)
        self._held_at = 0
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held_at = self.verticalScrollBar().value() + event.position().toPoint().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.verticalScrollBar().setValue(self._held_at - event.position().toPoint().y())
