"""Sight: bringing a part of what scrolls to where it is seen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QScrollArea, QWidget

BESIDE = 16  # px around the part that are seen too


def bring(part: QWidget, area: QScrollArea) -> None:
    """Scroll to a part that may have got its words, and so its height, just now."""
    at: QWidget | None = part
    while at is not None and at is not area.viewport():
        layout = at.layout()
        if layout is not None:
            layout.activate()
        at = at.parentWidget()
    QCoreApplication.sendPostedEvents(area.viewport(), QEvent.Type.LayoutRequest.value)
    if part.isVisible():
        area.ensureWidgetVisible(part, 0, BESIDE)
