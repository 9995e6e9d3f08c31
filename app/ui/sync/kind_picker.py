"""Which system a back end is: emblems with names, of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from app.domain.text import isolate
from app.ui import font, paint
from app.ui.shop import BackendKind
from app.ui.sync.emblem import Emblem
from app.ui.widgets.flow import Flow
from app.ui.widgets.one_of import ARROWS, OneOf

HEIGHT, EMBLEM, PADDING, GAP = 52, 32, 14, 10


class KindButton(QAbstractButton):
    """A system."""

    def __init__(self, kind: BackendKind) -> None:
        super().__init__()
        self.setObjectName(f"kind_{kind.kind}")
        self.setCheckable(True)
        self.setText(isolate(kind.name))
        self.setAccessibleName(kind.name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        emblem = Emblem(EMBLEM)
        emblem.show_kind(kind.kind)
        emblem.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, 0, PADDING, 0)
        row.addWidget(emblem)
        row.addStretch()

    def sizeHint(self) -> QSize:
        words = font.metrics(15, font.SEMI_BOLD).horizontalAdvance(self.text()) + 2
        return QSize(2 * PADDING + EMBLEM + GAP + words, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter on what is chosen already is meant for the page around it.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.isChecked():
            self.click()
        elif event.key() in ARROWS:
            event.ignore()  # a button of Qt's would move the focus; the row does it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        on, area = self.isChecked(), self.rect()
        ground = "surface-3" if self.isDown() else "surface-2" if self.underMouse() else "surface"
        with QPainter(self) as painter:
            if self.hasFocus():
                paint.box(painter, area, 10, None, "focus", 2)
                area = area.adjusted(4, 4, -4, -4)
            edge = "primary" if on else "border-strong"
            paint.box(painter, area, 10 if not self.hasFocus() else 6, ground, edge, 2 if on else 1)
            at = PADDING + EMBLEM + GAP
            words = QRect(at, 0, self.width() - at - PADDING + 2, HEIGHT)
            rtl = paint.is_rtl(self)
            words = paint.mirrored(words, self.rect(), rtl)
            ink = "text" if self.isEnabled() else "text-disabled"
            face = font.font(15, font.SEMI_BOLD)
            paint.text(painter, words, self.text(), face, ink, paint.start(rtl))


class KindPicker(OneOf):
    """The systems beside each other."""

    def __init__(self, name: str, kinds: Sequence[BackendKind]) -> None:
        super().__init__(name)
        self._kinds = list(kinds)
        row = Flow(8)
        self.setLayout(row)
        buttons: list[QAbstractButton] = [KindButton(each) for each in kinds]
        for button in buttons:
            row.addWidget(button)
        self._offer(buttons)

    def kind(self) -> BackendKind:
        """The system that is chosen."""
        return self._kinds[max(0, self.current())]

    def choose_kind(self, kind: str) -> None:
        """Choose a system by its code."""
        self.choose(next((at for at, each in enumerate(self._kinds) if each.kind == kind), -1))
