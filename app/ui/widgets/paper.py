"""Paper: the picture of a document, as wide as the paper on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

EMPTY = 100


class Paper(QWidget):
    """Shows a picture as wide as itself, and grows as tall as it is."""

    def __init__(self, name: str, width: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self._picture = QPixmap()
        self.setFixedSize(width, EMPTY)

    def show_picture(self, picture: QImage | None) -> None:
        """Show a picture, or none yet."""
        self._picture = QPixmap()
        tall = EMPTY
        if picture is not None and not picture.isNull():
            ratio = self.devicePixelRatioF()
            mode = Qt.TransformationMode.SmoothTransformation
            shown = picture.scaledToWidth(round(self.width() * ratio), mode)
            shown.setDevicePixelRatio(ratio)
            self._picture = QPixmap.fromImage(shown)
            tall = round(shown.height() / ratio)
        self.setFixedHeight(tall)
        self.update()

    def has_picture(self) -> bool:
        """Whether there is something to see."""
        return not self._picture.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self.has_picture():
                painter.drawPixmap(0, 0, self._picture)
