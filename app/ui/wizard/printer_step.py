"""The third step: the printer of the receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.shop import FORMS
from app.domain.text import isolate
from app.ui import figure, paint
from app.ui.widgets import tag
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.choice import Choice, Choices
from app.ui.widgets.flow import Flow
from app.ui.widgets.paper import Paper
from app.ui.widgets.remark import Remark
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tag import Look
from app.ui.wizard.draft import Draft
from app.ui.wizard.step import FIELD, Step, caption

PAPER, EDGE, BETWEEN = 256, 22, 20
WITH_PREVIEW = 640  # a narrower step has no room for the page beside its fields


class PrinterStep(Step):
    """Which printer, which paper, and the page that tries them."""

    refresh_asked = Signal()
    test_asked = Signal()
    said = Signal()

    def __init__(self) -> None:
        super().__init__("printer")
        self._names: list[str] = []
        self._printer = ""
        self._is_looking = self._is_testing = False
        self.printers = Choices("setup_printer", gap=12)
        self.form = Segmented("setup_paper", [(f"paper_{form}", "") for form in FORMS])
        self.test = Button("print_test", OUTLINED, icon="printer")
        self.refresh = Button("refresh_printers", OUTLINED, icon="refresh")
        self.remark = Remark("printer_remark")
        self.preview = Preview()
        self._paper = caption("setup_paper_caption")
        self._lay_out()
        self.printers.chosen.connect(self._choose)
        self.form.chosen.connect(lambda _: self._changed())
        self.test.clicked.connect(self.test_asked)
        self.refresh.clicked.connect(self.refresh_asked)
        self._show_printers()
        self.retranslate()

    def _lay_out(self) -> None:
        buttons = Flow(10)
        for button in (self.test, self.refresh):
            button.setFixedHeight(FIELD)
            buttons.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.printers)
        left.addSpacing(18)
        left.addWidget(self._paper)
        left.addWidget(self.form, 0, Qt.AlignmentFlag.AlignLeading)
        left.addSpacing(18)
        left.addLayout(buttons)
        left.addSpacing(12)
        left.addWidget(self.remark)
        left.addStretch()
        both = QHBoxLayout()
        both.setSpacing(BETWEEN)
        both.addLayout(left, 1)
        both.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(both)
        self.column.addStretch()

    def fill(self, draft: Draft) -> None:
        self._printer = draft.printer
        self.form.choose(FORMS.index(draft.receipt_form))
        self._show_printers()

    def draft(self, draft: Draft) -> Draft:
        form = FORMS[self.form.current()]
        return replace(draft, printer=self._printer, receipt_form=form)

    def first_field(self) -> QWidget:
        return self.printers.choices()[self.printers.current()]

    def show_printers(self, names: Sequence[str]) -> None:
        """Offer these printers; the one that was chosen stays among them."""
        had_focus = self.printers.isAncestorOf(self.window().focusWidget() or self)
        self._names = list(names)
        self._show_printers()
        if had_focus:
            self.first_field().setFocus()

    def show_looking(self, looking: bool) -> None:
        """Say that printers are being looked for."""
        self._is_looking = looking
        self._allow()
        self._write_printers()

    def show_testing(self, testing: bool) -> None:
        """Say that the test page is on its way."""
        self._is_testing = testing
        self._allow()

    def say(self, words: str, look: Look = tag.PLAIN) -> None:
        """Say how it went with the printer."""
        self.remark.say(words, look)
        self.said.emit()

    def show_picture(self, picture: QImage) -> None:
        """Show the test page."""
        self.preview.paper.show_picture(picture)

    def _allow(self) -> None:
        self.test.setEnabled(bool(self._printer) and not self._is_testing)
        self.refresh.setEnabled(not self._is_looking)

    def _offered(self) -> list[str]:
        return [name for name in dict.fromkeys((*self._names, self._printer)) if name] + [""]

    def _show_printers(self) -> None:
        offered = self._offered()
        choices = [
            Choice(
                f"printer_{at}" if name else "no_printer",
                mark="printer" if name else "printer-off",
                size=28,
                large=True,
            )
            for at, name in enumerate(offered)
        ]
        self.printers.set_choices(choices, offered.index(self._printer))
        self._write_printers()
        self._allow()

    def _write_printers(self) -> None:
        for choice, name in zip(self.printers.choices(), self._offered(), strict=True):
            if not name:
                looking = self._is_looking and not self._names
                words = self.tr("Looking for printers…") if looking else ""
                later = self.tr("Every receipt is kept and can be printed later")
                choice.label(self.tr("No printer for now"), words or later)
            elif name in self._names:
                choice.label(isolate(name), self.tr("Found on this computer"))
            else:
                choice.label(isolate(name), self.tr("Not found on this computer now"))

    def _choose(self, at: int) -> None:
        self._printer = self._offered()[at]
        self._changed()

    def _changed(self) -> None:
        self.say("")
        self._allow()
        self.edited.emit()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Try the receipt printer"))
        self.subtitle.setText(self.tr("One short page shows whether everything is right."))
        self.printers.setAccessibleName(self.tr("Printer"))
        self._paper.setText(self.tr("Paper"))
        self.form.label([figure.number("80 mm"), figure.number("58 mm"), figure.number("A4")])
        self.test.label(self.tr("Print a test"))
        self.refresh.label(self.tr("Look again"))
        self.preview.paper.setAccessibleName(self.tr("Picture of the test page"))
        self._write_printers()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.preview.setVisible(self.width() >= WITH_PREVIEW)
        super().resizeEvent(event)


class Preview(QWidget):
    """The test page on a ground of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("setup_preview")
        self.paper = Paper("test_page_picture", PAPER)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.addWidget(self.paper)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 12, "surface-3")
