"""A segmented control: two to four choices side by side in one frame, one of them on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from app.ui import font, icon, paint, theme
from app.ui.widgets.one_of import ARROWS, OneOf

HEIGHT, PADDING, ICON, GAP, RADIUS = 44, 14, 18, 6, 8
LEAST = 72  # px of a part whose words are shortened


class _Segment(QAbstractButton):
    def __init__(self, name: str, mark: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setCheckable(True)
        self.mark = mark
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT - 2)
        self.is_first = self.is_last = False

    def _words(self) -> int:
        return font.metrics(14, font.SEMI_BOLD).horizontalAdvance(self.text()) + 2

    def sizeHint(self) -> QSize:
        wanted = self._words() + (ICON + GAP if self.mark else 0) + 2 * PADDING
        return QSize(max(HEIGHT, wanted), HEIGHT - 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST, self.sizeHint().width()), HEIGHT - 2)

    def _shape(self, rtl: bool) -> QPainterPath:
        left, right = (self.is_last, self.is_first) if rtl else (self.is_first, self.is_last)
        body = self.rect().adjusted(0 if left else -RADIUS, 0, 0 if right else RADIUS, 0)
        rounded, own = QPainterPath(), QPainterPath()
        rounded.addRoundedRect(QRectF(body), RADIUS - 1, RADIUS - 1)
        own.addRect(QRectF(self.rect()))
        return rounded.intersected(own)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()  # a button of Qt's would move the focus; the frame does it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        on, area, rtl = self.isChecked(), self.rect(), paint.is_rtl(self)
        ground = "primary" if on else "surface"
        if not on and (self.isDown() or self.underMouse()):
            ground = "surface-3" if self.isDown() else "surface-2"
        ink = "on-primary" if on else "text-2" if self.isEnabled() else "text-disabled"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(self._shape(rtl), theme.color(ground))
            mark = ICON + GAP if self.mark else 0
            room = min(self._words(), area.width() - mark - 2 * GAP)
            at = (area.width() - mark - room) // 2
            if self.mark:
                place = QRect(at, (area.height() - ICON) // 2, ICON, ICON)
                place = paint.mirrored(place, area, rtl)
                drawn = icon.pixmap(self.mark, ink, ICON, self.devicePixelRatioF(), rtl=rtl)
                painter.drawPixmap(place.topLeft(), drawn)
            words = paint.mirrored(QRect(at + mark, 0, room, area.height()), area, rtl)
            face = font.font(14, font.SEMI_BOLD if on else font.MEDIUM)
            paint.text(painter, words, self.text(), face, ink, paint.CENTRE)
            if self.hasFocus():
                paint.box(painter, area.adjusted(3, 3, -3, -3), 6, None, "focus", 2)


class Segmented(OneOf):
    """Choices in one frame."""

    def __init__(self, name: str, parts: Sequence[tuple[str, str]]) -> None:
        """`parts` are object names and icons (empty for none)."""
        super().__init__(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._parts = [_Segment(part, mark) for part, mark in parts]
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        self._parts[0].is_first = self._parts[-1].is_last = True
        for part in self._parts:
            row.addWidget(part)
        self._offer([*self._parts])

    def label(self, words: Sequence[str]) -> None:
        """Set the words of all parts."""
        for part, text in zip(self._parts, words, strict=True):
            part.setText(text)
            part.setAccessibleName(text)
            part.setToolTip(text)
            part.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), RADIUS, "border", "border-strong")
