"""The wizard's window: progress, the step, and the way on and back. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui import figure, theme
from app.ui.shop import BackendKind
from app.ui.widgets import sight
from app.ui.widgets.button import GHOST, OUTLINED, PRIMARY, Button
from app.ui.widgets.label import filled, label
from app.ui.widgets.remark import Remark
from app.ui.wizard.data_step import DataStep
from app.ui.wizard.draft import STEPS, Draft
from app.ui.wizard.printer_step import PrinterStep
from app.ui.wizard.progress_rail import ProgressRail
from app.ui.wizard.shop_step import ShopStep
from app.ui.wizard.step import Step
from app.ui.wizard.tax_step import TaxStep

SMALLEST = (900, 500)
WIDE = 1180  # a narrower window shows its progress in figures
CONTENT, EDGE, TOP, HIGH = 832, 64, 44, 52
TIGHT_EDGE, TIGHT_TOP = 24, 10


class WizardView(QWidget):
    """Four steps; Enter goes on, Esc back."""

    next_asked = Signal()
    back_asked = Signal()
    skip_asked = Signal()
    later_asked = Signal()
    closing = Signal()

    def __init__(self, systems: Sequence[BackendKind]) -> None:
        """`systems` are those that a back end may be."""
        super().__init__()
        self.setObjectName("wizard")
        self.setWindowTitle("Sanduq")
        self.setMinimumSize(*SMALLEST)
        filled(self, "bg")
        self.shop, self.tax = ShopStep(), TaxStep()
        self.printer, self.data = PrinterStep(), DataStep(systems)
        self.steps: tuple[Step, ...] = (self.shop, self.tax, self.printer, self.data)
        self.progress = ProgressRail()
        self.back = Button("back", OUTLINED, icon="arrow-left", key="Esc")
        self.skip = Button("not_registered", GHOST)
        self.later = Button("connect_later", OUTLINED)
        self.next = Button("next", PRIMARY, key="Enter")
        self._count = label("step_count", 13, tone="text-3")
        self._pages = QStackedWidget()
        self._margins: list[QHBoxLayout] = []
        self._at = 0
        self._is_busy = self._is_tried = False
        self._lay_out()
        self.back.clicked.connect(self.back_asked)
        self.skip.clicked.connect(self.skip_asked)
        self.later.clicked.connect(self.later_asked)
        self.data.edited.connect(self._write)
        self.next.clicked.connect(self.next_asked)
        for step in (self.printer, self.data):
            step.said.connect(partial(self._reveal, step.remark))
        self._retranslate()

    def fill(self, draft: Draft) -> None:
        """Show what was answered, at the step where we were."""
        for step in self.steps:
            step.fill(draft)
        self.show_step(draft.step)

    def draft(self, draft: Draft) -> Draft:
        """The draft with all answers."""
        for step in self.steps:
            draft = step.draft(draft)
        return draft

    def show_step(self, at: int) -> None:
        """Go to a step."""
        self._at = at
        self._pages.setCurrentIndex(at)
        self.progress.show_step(at)
        self._write()
        self.rest_focus()

    def rest_focus(self) -> None:
        """Bring the focus to where answering begins."""
        self.steps[self._at].first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """While the shop is being made there is nothing to do."""
        self._is_busy = busy
        for part in (self.back, self.later, self.next, self._pages):
            part.setEnabled(not busy)
        if not busy:
            self.rest_focus()

    def set_tried(self, tried: bool) -> None:
        """Whether the test page was sent, so that somebody can say how it looks."""
        self._is_tried = tried
        self._write()

    def fill_screen(self) -> None:
        """Show it as large as the screen."""
        # The size comes first, for screens that nobody manages the windows of.
        self.setGeometry(self.screen().availableGeometry())
        self.showMaximized()
        self.activateWindow()
        self.rest_focus()

    def _lay_out(self) -> None:
        for step in self.steps:
            self._pages.addWidget(self._page(step))
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._pages, 1)
        beside.addWidget(self._foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.progress)
        row.addLayout(beside, 1)

    def _page(self, step: Step) -> QScrollArea:
        """A step at the start of its page; what has no room is scrolled to."""
        step.setMaximumWidth(CONTENT)
        content = QWidget()
        row = QHBoxLayout(content)
        row.addWidget(step, CONTENT)
        row.addStretch(1)
        self._margins.append(row)
        page = QScrollArea()
        page.setWidget(content)
        page.setWidgetResizable(True)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        return page

    def _foot(self) -> QWidget:
        foot = Foot()
        row = QHBoxLayout(foot)
        row.setSpacing(12)
        row.addWidget(self.back)
        row.addWidget(self._count)
        row.addStretch()
        row.addWidget(self.skip)
        row.addWidget(self.later)
        row.addWidget(self.next)
        for button in (self.back, self.skip, self.later, self.next):
            button.setFixedHeight(HIGH)
        self.next.setMinimumWidth(160)
        self._margins.append(row)
        return foot

    def _reveal(self, remark: Remark) -> None:
        """Bring what was said into sight."""
        page = self._pages.currentWidget()
        if isinstance(page, QScrollArea):
            sight.bring(remark, page)

    def _write(self) -> None:
        """Write what depends on the step."""
        last, tried = self._at == STEPS - 1, self._at == self.steps.index(self.printer)
        tried = tried and self._is_tried
        words = self.tr("Step {at} of {count}")
        at, count = figure.number(self._at + 1), figure.number(STEPS)
        self._count.setText(words.format(at=at, count=count))
        self.back.setVisible(self._at > 0)
        self.skip.setVisible(self.steps[self._at] is self.tax)
        connects = last and self.data.draft(Draft()).connect
        self.later.setVisible(connects)
        self.next.icon_name = "check" if last or tried else ""
        self.next.label(
            self.tr("Load products and start selling")
            if connects
            else self.tr("Make the shop and start selling")
            if last
            else self.tr("It looks right")
            if tried
            else self.tr("Next")
        )

    def _retranslate(self) -> None:
        self.back.label(self.tr("Back"))
        self.skip.label(self.tr("Not registered for VAT"))
        self.later.label(self.tr("Skip for now"))
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_busy:
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.next_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        tight = self.width() < WIDE
        self.progress.set_compact(tight)
        side, top = (TIGHT_EDGE, TIGHT_TOP) if tight else (EDGE, TOP)
        *pages, foot = self._margins
        for row in pages:
            row.setContentsMargins(side, top, side, top)
        below = 18 if self.height() > 600 else 10
        foot.setContentsMargins(side, below, side, below)
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)


class Foot(QWidget):
    """The ground of the buttons."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("surface"))
            painter.fillRect(0, 0, self.width(), 1, theme.color("border"))
