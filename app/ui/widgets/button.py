"""The button of the design: icon, words and the key that does the same."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.domain.text import ltr
from app.ui import font, icon, paint
from app.ui.widgets import tag


@dataclass(frozen=True, slots=True)
class Kind:
    """Tokens of a button: ground, border and ink, and its ground under the mouse and pressed."""

    ground: str | None
    border: str | None
    ink: str
    hover: str
    pressed: str


PRIMARY = Kind("primary", None, "on-primary", "primary-hover", "primary-pressed")
OUTLINED = Kind("surface", "border-strong", "text", "surface-2", "surface-3")
CALM = Kind("surface-2", "border", "text", "surface-3", "surface-3")
GHOST = Kind(None, None, "text-2", "surface-2", "surface-3")
SOFT = Kind("primary-soft", None, "on-primary-soft", "primary-soft-hover", "primary-soft-hover")
DANGER = Kind("surface", "danger", "danger", "danger-soft", "danger-soft")
GRAVE = Kind("danger", None, "on-danger", "danger-hover", "danger-hover")
RAIL = Kind(None, None, "rail-text", "rail-hover", "rail-active")

_DISABLED = Kind("surface-3", None, "text-disabled", "surface-3", "surface-3")
_CHOSEN = Kind(
    "primary-soft", "primary", "on-primary-soft", "primary-soft-hover", "primary-soft-hover"
)


class Button(QAbstractButton):
    """A push button; with `checkable` it is one of several choices.

    `key` is the key hint at its end, `badge` a count that wants to be seen. `spread` puts the
    words at the start instead of the middle; `stacked` puts the icon above them.
    """

    def __init__(self, name: str, kind: Kind = OUTLINED, *, icon: str = "", key: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.kind = kind
        self.icon_name = icon
        self.key = key
        self.badge = ""
        self.radius = 8
        self.icon_size = 20
        self.gap = 8
        self.padding = 16
        self.spread = False
        self.stacked = False
        self.face: QFont = font.font(15, font.SEMI_BOLD)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumSize(44, 44)

    def label(self, text: str, accessible: str = "") -> None:
        """Set the words, and what a screen reader says instead where they do not suffice."""
        self.setText(text)
        self.setAccessibleName(accessible or text)
        if not text and accessible:
            self.setToolTip(accessible)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = self._words_width()
        height = max(44, self.minimumHeight())
        if self.stacked:
            return QSize(words + self.padding, height)
        parts = [
            self.icon_size if self.icon_name else 0,
            words,
            tag.width(self.badge) if self.badge else 0,
            self._key_width() if self.key else 0,
        ]
        used = [part for part in parts if part]
        width = sum(used) + self.gap * max(0, len(used) - 1) + 2 * self.padding
        return QSize(width if words or self.key or self.badge else 44, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        kind = self._look()
        ground = kind.ground
        if self.isEnabled():
            if self.isDown():
                ground = kind.pressed
            elif self.underMouse():
                ground = kind.hover
        area = self.rect()
        with QPainter(self) as painter:
            if self.hasFocus():
                paint.box(painter, area, self.radius, None, "focus", 2)
                area = area.adjusted(4, 4, -4, -4)
            radius = self.radius - (4 if self.hasFocus() else 0)
            width = 2 if self.isChecked() else 1
            paint.box(painter, area, radius, ground, kind.border, width)
            if self.stacked:
                self._paint_stacked(painter, kind)
            else:
                self._paint_row(painter, kind)

    def _look(self) -> Kind:
        if not self.isEnabled():
            return _DISABLED
        return _CHOSEN if self.isChecked() else self.kind

    def _words_width(self) -> int:
        if not self.text():
            return 0
        return QFontMetrics(self.face).horizontalAdvance(self.text()) + 2

    def _key_width(self) -> int:
        return font.metrics(11, font.SEMI_BOLD).horizontalAdvance(self.key) + 12

    def _icon(self, painter: QPainter, place: QRect, ink: str) -> None:
        drawn = icon.pixmap(
            self.icon_name,
            ink,
            self.icon_size,
            self.devicePixelRatioF(),
            rtl=paint.is_rtl(self),
        )
        painter.drawPixmap(place.topLeft(), drawn)

    def _paint_stacked(self, painter: QPainter, kind: Kind) -> None:
        words = QFontMetrics(self.face).height()
        top = (self.height() - self.icon_size - words - 1) // 2
        side = (self.width() - self.icon_size) // 2
        self._icon(painter, QRect(side, top, self.icon_size, self.icon_size), kind.ink)
        below = QRect(2, top + self.icon_size + 1, self.width() - 4, words)
        paint.text(painter, below, self.text(), self.face, kind.ink, paint.CENTRE)
        if self.key:
            wide = self._key_width()
            corner = QRect(self.width() - wide - 2, 5, wide, 16)
            place = paint.mirrored(corner, self.rect(), paint.is_rtl(self))
            small = font.font(11, font.SEMI_BOLD)
            paint.text(painter, place, ltr(self.key), small, kind.ink, paint.CENTRE)

    def _paint_row(self, painter: QPainter, kind: Kind) -> None:
        rtl, height = paint.is_rtl(self), self.height()
        words = self._words_width()
        key = self._key_width() if self.key else 0
        mark = self.icon_size if self.icon_name else 0
        badge = tag.width(self.badge) if self.badge else 0
        used = [part for part in (mark, words, badge, key) if part]
        room = sum(used) + self.gap * max(0, len(used) - 1)
        at = self.padding if self.spread else max(4, (self.width() - room) // 2)
        if mark:
            place = QRect(at, (height - mark) // 2, mark, mark)
            self._icon(painter, paint.mirrored(place, self.rect(), rtl), kind.ink)
            at += mark + self.gap
        if words:
            place = QRect(at, 0, min(words, self.width() - at - 4), height)
            place = paint.mirrored(place, self.rect(), rtl)
            paint.text(painter, place, self.text(), self.face, kind.ink, paint.CENTRE)
            at += words + self.gap
        if badge:
            place = QRect(at, (height - tag.HEIGHT) // 2, badge, tag.HEIGHT)
            painter.setLayoutDirection(self.layoutDirection())
            tag.draw(painter, paint.mirrored(place, self.rect(), rtl), self.badge, tag.WARNING)
            at += badge + self.gap
        if key:
            if self.spread:
                at = self.width() - self.padding - key
            place = QRect(at, (height - 19) // 2, key, 19)
            place = paint.mirrored(place, self.rect(), rtl)
            filled = self.kind is PRIMARY
            ink = kind.ink if filled else "text-3"
            ground = None if filled else "surface-2"
            paint.box(painter, place, 4, ground, kind.ink if filled else "border")
            small = font.font(11, font.SEMI_BOLD)
            paint.text(painter, place, ltr(self.key), small, ink, paint.CENTRE)
