"""Chips: one of several filters, perhaps with a dot, an icon or a count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from app.ui import figure, font, icon, paint
from app.ui.widgets.flow import Flow
from app.ui.widgets.one_of import ARROWS, OneOf

HEIGHT = 44
PADDING, GAP, DOT, ICON = 14, 7, 10, 18
MOST = 220  # px of words


class Chip(QAbstractButton):
    """A round button that is chosen or not."""

    def __init__(
        self, name: str, *, mark: str = "", dot: str = "", tail: str = "", low: bool = False
    ) -> None:
        """`mark` and `tail` are icons, `dot` a token; a `low` chip paints 40 px high in its 44."""
        super().__init__()
        self.setObjectName(name)
        self.setCheckable(True)
        self.mark, self.dot, self.tail = mark, dot, tail
        self.count: int | None = None
        self._inset = 2 if low else 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def label(self, text: str, count: int | None = None) -> None:
        """Set the words, shortened where they are long, and a count after them."""
        self.count = count
        face = font.metrics(14, font.SEMI_BOLD)
        self.setText(face.elidedText(text, Qt.TextElideMode.ElideRight, MOST))
        spoken = text if count is None else f"{text}, {figure.number(count)}"
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + GAP * (len(self._widths()) - 1) + 2 * PADDING, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _widths(self) -> list[int]:
        face = font.metrics(14, font.SEMI_BOLD)
        parts = [ICON] if self.mark else [DOT] if self.dot else []
        parts.append(face.horizontalAdvance(self.text()) + 2)
        if self.count is not None:
            parts.append(face.horizontalAdvance(self._counted()) + 2)
        return [*parts, ICON] if self.tail else parts

    def _counted(self) -> str:
        return figure.number(f"{self.count:,}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter on what is chosen already is meant for the dialog around it.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.isChecked():
            self.click()
        elif event.key() in ARROWS:
            event.ignore()  # a button of Qt's would move the focus; the chips' row does it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        on, rtl = self.isChecked(), paint.is_rtl(self)
        ground, edge, ink = (
            ("primary", None, "on-primary") if on else ("surface", "border", "text-2")
        )
        if not on and self.isEnabled() and (self.isDown() or self.underMouse()):
            ground = "surface-3" if self.isDown() else "surface-2"
        if not self.isEnabled():
            ink = "text-disabled"
        area = self.rect().adjusted(0, self._inset, 0, -self._inset)
        with QPainter(self) as painter:
            if self.hasFocus():
                paint.box(painter, area, area.height() / 2, None, "focus", 2)
                area = area.adjusted(4, 4, -4, -4)
            paint.box(painter, area, area.height() / 2, ground, edge)
            at = PADDING
            for part, width in zip(self._parts(), self._widths(), strict=True):
                place = QRect(at, 0, width, HEIGHT)
                self._part(painter, part, paint.mirrored(place, self.rect(), rtl), ink)
                at += width + GAP

    def _parts(self) -> list[str]:
        first = ["mark"] if self.mark else ["dot"] if self.dot else []
        last = ["count"] if self.count is not None else []
        return [*first, "text", *last, *(["tail"] if self.tail else [])]

    def _part(self, painter: QPainter, part: str, place: QRect, ink: str) -> None:
        middle = place.center()
        if part in {"mark", "tail"}:
            rtl, name = paint.is_rtl(self), self.mark if part == "mark" else self.tail
            drawn = icon.pixmap(name, ink, ICON, self.devicePixelRatioF(), rtl=rtl)
            painter.drawPixmap(place.left(), (HEIGHT - ICON) // 2, drawn)
        elif part == "dot":
            spot = QRect(place.left(), middle.y() - DOT // 2 + 1, DOT, DOT)
            paint.box(painter, spot, DOT / 2, "on-primary" if self.isChecked() else self.dot)
        else:
            words = self.text() if part == "text" else self._counted()
            bold = self.isChecked() or part == "count"
            face = font.font(14, font.SEMI_BOLD if bold else font.MEDIUM)
            paint.text(painter, place, words, face, ink, paint.CENTRE)


class Chips(OneOf):
    """A row of chips."""

    def __init__(self, name: str, *, gap: int = 8, wraps: bool = False) -> None:
        """With `wraps`, what has no room in the row begins another."""
        super().__init__(name)
        self._chips: list[Chip] = []
        self._row: Flow | QHBoxLayout = Flow(gap) if wraps else QHBoxLayout()
        self.setLayout(self._row)
        if isinstance(self._row, QHBoxLayout):
            self._row.setContentsMargins(0, 0, 0, 0)
            self._row.setSpacing(gap)
            self._row.addStretch()

    def set_chips(self, chips: Sequence[Chip], chosen: int = 0) -> None:
        """Show these chips."""
        for old in self._chips:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = list(chips)
        for at, chip in enumerate(chips):
            if isinstance(self._row, Flow):
                self._row.addWidget(chip)
            else:
                self._row.insertWidget(at, chip)
        self._offer([*chips], chosen)

    def chips(self) -> list[Chip]:
        """The chips, in their order."""
        return self._chips
