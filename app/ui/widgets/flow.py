"""A layout in rows: as many widgets in each as fit, in reading direction."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from app.ui import paint


class Flow(QLayout):
    """Widgets keep their own size; what has no room in a row begins the next."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def _spots(self, width: int) -> list[QRect]:
        """Where the items are, from left to right and from 0, 0; the hidden ones nowhere."""
        spots, at, high = [], QPoint(0, 0), 0
        for item in self._items:
            if item.isEmpty():
                spots.append(QRect())
                continue
            size = item.sizeHint().boundedTo(QSize(width, item.sizeHint().height()))
            if at.x() and at.x() + size.width() > width:
                at, high = QPoint(0, at.y() + high + self._gap), 0
            spots.append(QRect(at, size))
            at = at + QPoint(size.width() + self._gap, 0)
            high = max(high, size.height())
        return spots

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((spot.bottom() + 1 for spot in self._spots(width)), default=0)

    def minimumSize(self) -> QSize:
        widest = max((item.sizeHint().width() for item in self._items), default=0)
        return QSize(widest, max((item.sizeHint().height() for item in self._items), default=0))

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        parent = self.parentWidget()
        rtl = parent is not None and paint.is_rtl(parent)
        for item, spot in zip(self._items, self._spots(rect.width()), strict=True):
            item.setGeometry(paint.mirrored(spot.translated(rect.topLeft()), rect, rtl))
