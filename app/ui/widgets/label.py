"""Labels, lines and gaps, in the design's type and tokens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import font, icon, paint


class Label(QLabel):
    """A label whose text begins where reading begins in the window, whatever the text is."""

    def __init__(self) -> None:
        super().__init__()
        self._is_free = True
        self._face: QFont | None = None
        self._align()

    def align(self, side: Qt.AlignmentFlag) -> None:
        """Keep the text at this side in both directions."""
        self._is_free = False
        self.setAlignment(side)

    def set_tone(self, tone: str) -> None:
        """Write in the colour of another token."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().polish(self)
            self._keep_face()

    def _align(self) -> None:
        if self._is_free:
            self.setAlignment(paint.start(paint.is_rtl(self)))

    def _keep_face(self) -> None:
        # Qt's style sheets bring a widget's first font back whenever they look at it anew.
        if self._face is not None and self.font() != self._face:
            super().setFont(self._face)

    def setFont(self, face: QFont | str | Sequence[str]) -> None:
        super().setFont(face)
        self._face = QFont(face)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._keep_face()


class OneLine(Label):
    """A label that is shortened where it has no room, and reads as the window does."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        side, tone = paint.start(paint.is_rtl(self)), str(self.property("tone"))
        with QPainter(self) as painter:
            paint.text(painter, self.contentsRect(), self.text(), self.font(), tone, side)


def label(
    name: str,
    pixels: float,
    weight: QFont.Weight = font.REGULAR,
    tone: str = "text",
    *,
    made: Label | None = None,
) -> Label:
    """A line of text in a token's colour; `made` is a label of another kind."""
    made = made or Label()
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
