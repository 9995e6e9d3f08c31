"""The viewport of a list, made by us and not by Qt."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def take_own(area: QAbstractScrollArea) -> None:
    """Give the area a viewport that is as Qt's own.

    WORKAROUND: asked for a widget that Qt made by itself, PySide 6.12 builds the Python classes of
    all widgets that it knows, to find the closest one; in a start that is a frame lost.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    viewport.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    area.setViewport(viewport)
