"""A dialog: head, body and foot on a card over the window; a small window makes the body scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui import font
from app.ui.widgets.button import GHOST, OUTLINED, PRIMARY, Button
from app.ui.widgets.label import OneLine, label, line
from app.ui.widgets.overlay import Footer, Overlay

NARROW, USUAL, WIDE = 560, 620, 944
HEAD, EDGE = 60, 20


class Body(QScrollArea):
    """Asks for as much room as its content wants, and scrolls when it gets less."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        content = self._content.sizeHint()
        width = self.width() if self.isVisible() else content.width()
        layout = self._content.layout()
        tall = layout.heightForWidth(width) if layout and layout.hasHeightForWidth() else -1
        # What wraps has a height for this width only; its hint is that of a narrow one.
        return QSize(content.width(), tall if tall >= 0 else content.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 80)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # What wraps in another width is of another height.
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Dialog(Overlay):
    """One question; Esc and the cross leave it, Enter is its primary button.

    A dialog whose primary act destroys something has no Enter: `grave` puts the focus on the
    button that leaves.
    """

    def __init__(
        self, name: str, parent: QWidget, *, width: int = NARROW, grave: bool = False
    ) -> None:
        super().__init__(name, parent)
        self._width, self._grave = width, grave
        self.title = label(f"{name}_title", 18, font.BOLD)
        self.subtitle = label(f"{name}_subtitle", 13, tone="text-3", made=OneLine())
        self.hint = label(f"{name}_hint", 13, tone="text-3")
        self.hint.setWordWrap(True)
        self.away = Button(f"{name}_away", GHOST, icon="x")
        self.cancel = Button(f"{name}_cancel", OUTLINED)
        key = "" if grave else "Enter"
        self.primary = Button(f"{name}_primary", PRIMARY, key=key)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(EDGE, 18, EDGE, EDGE)
        self.body.setSpacing(16)
        self.foot = QHBoxLayout()
        self._lay_out()
        self.away.clicked.connect(self.refused)
        self.cancel.clicked.connect(self.refused)
        self.refused.connect(self.close_card)
        self._say()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(12)
        head.addSpacing(EDGE - 12)
        head.addWidget(self.title)
        head.addWidget(self.subtitle, 1)
        head.addWidget(self.away)
        top = QWidget()
        top.setFixedHeight(HEAD)
        top.setLayout(head)
        content = QWidget()
        content.setLayout(self.body)
        bottom = Footer()
        self.foot.setContentsMargins(EDGE, 14, EDGE, 14)
        self.foot.setSpacing(12)
        self.foot.addWidget(self.hint, 1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.primary)
        bottom.setLayout(self.foot)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(1, 1, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(line())
        self._scroll = Body(content)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(bottom)
        self.card.setFixedWidth(self._width)

    def set_width(self, width: int) -> None:
        """How wide the card is to be when it opens next."""
        self._width = width

    def open(self) -> None:
        self.card.setFixedWidth(min(self._width, self._under.width() - 16))
        super().open()
        self._scroll.verticalScrollBar().setValue(0)
        first = self.cancel if self._grave else self.first_field()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, field: QWidget) -> None:
        """Bring the focus to a field, and the field into sight."""
        field.setFocus()
        self._scroll.ensureWidgetVisible(field)

    def first_field(self) -> QWidget:
        """Where the focus goes when the dialog opens."""
        return self.primary

    def _say(self) -> None:
        self.away.label("", self.tr("Close"))
        self.cancel.label(self.tr("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Write the dialog's own words; `Close` and `Cancel` are written already."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not self._grave and self.primary.isEnabled():
            self.primary.click()
        super().keyPressEvent(event)
