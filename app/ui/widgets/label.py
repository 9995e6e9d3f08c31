"""Labels, lines and gaps, in the design's type and tokens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import font, icon, paint


class Label(QLabel):
    """A label whose text begins where reading begins in the window, whatever the text is."""

    def __init__(self) -> None:
        super().__init__()
        self._is_free = True
        self._align()

    def align(self, side: Qt.AlignmentFlag) -> None:
        """Keep the text at this side in both directions."""
        self._is_free = False
        self.setAlignment(side)

    def _align(self) -> None:
        if self._is_free:
            self.setAlignment(paint.start(paint.is_rtl(self)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()
        super().changeEvent(event)


def label(
    name: str, pixels: float, weight: QFont.Weight = font.REGULAR, tone: str = "text"
) -> Label:
    """A line of text in a token's colour."""
    made = Label()
    made.setObjectName(name)
    made.setFont(font.font(pixels, weight))
    made.setProperty("tone", tone)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def line(*, vertical: bool = False) -> QWidget:
    """A border between two parts."""
    made = QWidget()
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setProperty("fill", "border")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def filled(widget: QWidget, token: str) -> QWidget:
    """The widget on the ground of a token."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setProperty("fill", token)
    return widget


class Picture(QWidget):
    """An icon that stands alone, perhaps on a round ground."""

    def __init__(self, name: str, tone: str, size: int, *, ground: str = "", room: int = 0) -> None:
        super().__init__()
        self._name, self._tone, self._size, self._ground = name, tone, size, ground
        self.setFixedSize(QSize(max(size, room), max(size, room)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._ground:
                paint.box(painter, self.rect(), self.height() / 2, self._ground)
            rtl, ratio = paint.is_rtl(self), self.devicePixelRatioF()
            drawn = icon.pixmap(self._name, self._tone, self._size, ratio, rtl=rtl)
            at = (self.width() - self._size) // 2
            painter.drawPixmap(at, at, drawn)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.update()
        super().changeEvent(event)
