"""The wizard's rail: which steps there are, which are done, and where we are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import figure, font, icon, paint, theme

WIDE, COMPACT = 340, 96
EDGE, TOP, LOGO, FIRST = 32, 36, 52, 132
ROW, CIRCLE, CHECK = 66, 32, 20


class ProgressRail(QWidget):
    """Tells, and takes no keys; a compact one shows figures only."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("setup_progress")
        self._at = 0
        self._is_compact = False
        self._names: list[str] = []
        self._retranslate()
        self.set_compact(False)

    def show_step(self, at: int) -> None:
        """We are at this step; those before it are done."""
        self._at = at
        self._retranslate()

    def set_compact(self, compact: bool) -> None:
        """Take less room."""
        self._is_compact = compact
        self.setFixedWidth(COMPACT if compact else WIDE)

    def _retranslate(self) -> None:
        self._names = [
            self.tr("Language and shop"),
            self.tr("Tax and currency"),
            self.tr("Receipt printer"),
            self.tr("Where data goes"),
        ]
        self.setAccessibleName(self._names[self._at])
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("rail"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = (COMPACT - LOGO) // 2 if self._is_compact else EDGE
            ratio = self.devicePixelRatioF()
            logo = self._place(edge, TOP, LOGO, LOGO)
            drawn = icon.drawing("logo.svg", QSize(LOGO, LOGO), ratio)
            painter.drawPixmap(logo.topLeft(), drawn)
            if not self._is_compact:
                self._paint_words(painter)
            for at, name in enumerate(self._names):
                self._paint_step(painter, at, name)

    def _place(self, left: int, top: int, width: int, height: int) -> QRect:
        return paint.mirrored(QRect(left, top, width, height), self.rect(), paint.is_rtl(self))

    def _paint_words(self, painter: QPainter) -> None:
        left = EDGE + LOGO + 14
        room, side = WIDE - left - 12, paint.start(paint.is_rtl(self))
        name, about = self._place(left, TOP, room, 30), self._place(left, TOP + 29, room, 22)
        paint.text(
            painter, name, self.tr("Sanduq"), font.font(24, font.BOLD), "rail-text-active", side
        )
        paint.text(painter, about, self.tr("Set up this till"), font.font(14), "rail-text", side)
        foot = self._place(EDGE, self.height() - 59, WIDE - EDGE - 12, 22)
        words = self.tr("You can change all of this later in Settings.")
        paint.text(painter, foot, words, font.font(13), "rail-text", side)

    def _paint_step(self, painter: QPainter, at: int, name: str) -> None:
        left = (COMPACT - CIRCLE) // 2 if self._is_compact else EDGE
        top = FIRST + at * ROW
        spot = self._place(left, top + 10, CIRCLE, CIRCLE)
        self._paint_circle(painter, at, spot)
        if at < len(self._names) - 1:
            line = self._place(left + CIRCLE // 2 - 1, top + 52, 2, 14)
            painter.fillRect(line, theme.color("rail-mark" if at < self._at else "rail-active"))
        if not self._is_compact:
            words = self._place(left + CIRCLE + 14, top, WIDE - left - CIRCLE - 26, 52)
            weight = font.BOLD if at == self._at else font.MEDIUM
            ink = "rail-text" if at > self._at else "rail-text-active"
            side = paint.start(paint.is_rtl(self))
            paint.text(painter, words, name, font.font(16, weight), ink, side)

    def _paint_circle(self, painter: QPainter, at: int, spot: QRect) -> None:
        done, here = at < self._at, at == self._at
        ground = "rail-mark" if done else "rail-text-active" if here else None
        paint.box(painter, spot, CIRCLE / 2, ground, None if ground else "rail-text", 1.5)
        if done:
            inset = (CIRCLE - CHECK) // 2
            drawn = icon.pixmap("check", "rail", CHECK, self.devicePixelRatioF())
            painter.drawPixmap(spot.topLeft().x() + inset, spot.topLeft().y() + inset, drawn)
        else:
            ink = "rail" if here else "rail-text"
            paint.text(
                painter, spot, figure.number(at + 1), font.font(16, font.BOLD), ink, paint.CENTRE
            )
