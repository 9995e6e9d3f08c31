"""A slider: a track that fills from its start, and a knob that fingers find."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from app.ui import paint

HEIGHT, THICK, KNOB, RING = 44, 6, 24, 4


class Slider(QSlider):
    """A value between two ends; `valueChanged` comes when the finger lets go."""

    def __init__(self, name: str, *, most: int, step: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName(name)
        self.setRange(0, most)
        self.setSingleStep(step)
        self.setPageStep(2 * step)
        self.setTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def _groove(self) -> QRect:
        edge = KNOB // 2 + RING
        return self.rect().adjusted(edge, 0, -edge, 0)

    def _value_at(self, x: int) -> int:
        groove = self._groove()
        along = x - groove.left()
        if paint.is_rtl(self):
            along = groove.width() - along
        share = min(1.0, max(0.0, along / max(1, groove.width())))
        step = self.singleStep()
        return round(share * self.maximum() / step) * step

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setSliderPosition(self._value_at(round(event.position().x())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderPosition(self._value_at(round(event.position().x())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Who scrolls past it does not mean it.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        rtl, area, groove = paint.is_rtl(self), self.rect(), self._groove()
        done = round(groove.width() * self.sliderPosition() / max(1, self.maximum()))
        middle = (self.height() - THICK) // 2
        track = QRect(groove.left(), middle, groove.width(), THICK)
        filled = QRect(groove.left(), middle, done, THICK)
        top = (self.height() - KNOB) // 2
        knob = QRect(groove.left() + done - KNOB // 2, top, KNOB, KNOB)
        ink = "primary" if self.isEnabled() else "text-disabled"
        with QPainter(self) as painter:
            paint.box(painter, track, THICK / 2, "surface-3", "border-strong")
            paint.box(painter, paint.mirrored(filled, area, rtl), THICK / 2, ink)
            place = paint.mirrored(knob, area, rtl)
            if self.hasFocus():
                around = place.adjusted(-RING, -RING, RING, RING)
                paint.box(painter, around, around.height() / 2, "surface", "focus", 2)
            paint.box(painter, place, KNOB / 2, "surface", ink, 2)
            inner = place.adjusted(7, 7, -7, -7)
            paint.box(painter, inner, inner.height() / 2, ink)
