"""Toasts: it happened, there is nothing to decide; perhaps one thing can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from app.ui import font, icon, paint
from app.ui.widgets.button import GHOST, Button

SHOWN_MS, SHOWN_WITH_ACTION_MS = 4_000, 8_000
HEIGHT, MARGIN, GAP, MAX_WIDTH = 56, 16, 8, 560
AT_MOST = 2


class Tone(Enum):
    """How good the news is; bar colour and icon."""

    GOOD = ("success", "circle-check")
    WARNING = ("warning", "alert-triangle")
    BAD = ("danger", "alert-triangle")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a toast says; `act` is done when its one button, named `label`, is pressed."""

    text: str
    tone: Tone = Tone.GOOD
    label: str = ""
    act: Callable[[], None] | None = None


class Toast(QWidget):
    """One notice."""

    gone = Signal()

    def __init__(self, parent: QWidget, notice: Notice) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAccessibleName(notice.text)
        self.notice = notice
        self.button = Button("toast_action", GHOST)
        self.button.setParent(self)
        self.button.label(notice.label)
        self.button.setVisible(bool(notice.label))
        self.button.clicked.connect(self._act)
        shown = SHOWN_WITH_ACTION_MS if notice.label else SHOWN_MS
        self._timer = QTimer(self, singleShot=True, interval=shown)
        self._timer.timeout.connect(self.gone)
        self._timer.start()

    def wanted_width(self) -> int:
        """How wide it would like to be."""
        words = font.metrics(15, font.MEDIUM).horizontalAdvance(self.notice.text)
        return min(MAX_WIDTH, words + 76 + self._room_for_button())

    def stop(self) -> None:
        """Leave no timer behind."""
        self._timer.stop()

    def _room_for_button(self) -> int:
        return self.button.sizeHint().width() + 6 if self.notice.label else 0

    def _act(self) -> None:
        if self.notice.act is not None:
            self.notice.act()
        self.gone.emit()

    def place(self, area: QRect) -> None:
        """Take this place."""
        self.setGeometry(area)
        self._place_button()

    def _place_button(self) -> None:
        size = self.button.sizeHint()
        spot = QRect(self.width() - size.width() - 6, 6, size.width(), HEIGHT - 12)
        self.button.setGeometry(paint.mirrored(spot, self.rect(), paint.is_rtl(self)))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place_button()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour, mark = self.notice.tone.value
        rtl, area = paint.is_rtl(self), self.rect()
        with QPainter(self) as painter:
            paint.box(painter, area, 8, "surface", "border-strong")
            bar = paint.mirrored(QRect(6, 8, 5, HEIGHT - 16), area, rtl)
            paint.box(painter, bar, 2.5, colour)
            place = paint.mirrored(QRect(22, 18, 20, 20), area, rtl)
            drawn = icon.pixmap(mark, colour, 20, self.devicePixelRatioF(), rtl=rtl)
            painter.drawPixmap(place.topLeft(), drawn)
            words = area.adjusted(54, 0, -16 - self._room_for_button(), 0)
            words = paint.mirrored(words, area, rtl)
            face = font.font(15, font.MEDIUM)
            paint.text(painter, words, self.notice.text, face, "text", paint.start(rtl))


class Toasts(QObject):
    """The toasts at the foot of a page, over whatever covers it; at most two, the newest lowest."""

    def __init__(self, window: QWidget, page: QWidget) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        self._shown: list[Toast] = []
        page.installEventFilter(self)

    def tell(self, notice: Notice) -> None:
        """Show a notice; one that says the same takes its place."""
        for old in [each for each in self._shown if each.notice.text == notice.text]:
            self._remove(old)
        while len(self._shown) >= AT_MOST:
            self._remove(self._shown[0])
        toast = Toast(self._window, notice)
        toast.gone.connect(lambda: self._remove(toast))
        self._shown.append(toast)
        self._place()
        toast.show()
        toast.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, notice.text))

    def texts(self) -> list[str]:
        """What is being said, the newest last."""
        return [each.notice.text for each in self._shown]

    def clear(self) -> None:
        """Take all away."""
        for toast in list(self._shown):
            self._remove(toast)

    def _remove(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            toast.stop()
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        page = self._page
        around = QRect(page.mapTo(self._window, page.rect().topLeft()), page.size())
        bottom = around.top() + around.height() - MARGIN
        for toast in reversed(self._shown):
            width = min(toast.wanted_width(), around.width() - 2 * MARGIN)
            spot = QRect(around.left() + MARGIN, bottom - HEIGHT, width, HEIGHT)
            toast.place(paint.mirrored(spot, around, paint.is_rtl(self._window)))
            bottom -= HEIGHT + GAP

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = {QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange}
        if event.type() in moves and watched is self._page:
            self._place()
        elif event.type() == QEvent.Type.LanguageChange and watched is self._page:
            self.clear()  # they were said in the language of before
        return False
