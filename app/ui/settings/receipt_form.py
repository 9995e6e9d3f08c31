"""Receipt and printer: which printer, which paper, and what stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from app.domain.shop import FORMS, Shop
from app.domain.text import isolate
from app.services import settings
from app.ui import figure, paint
from app.ui.settings.section import ShopSection, side_by_side
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.choice import Choice, Choices
from app.ui.widgets.form import FormField
from app.ui.widgets.panel import RADIUS, Panel
from app.ui.widgets.paper import Paper
from app.ui.widgets.remark import Remark
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tag import Look
from app.ui.widgets.toggle import Toggle

PAPER, EDGE = 250, 18


class ReceiptForm(ShopSection):
    """What is printed, with a picture of it at the side."""

    refresh_asked = Signal()
    test_asked = Signal()

    def __init__(self) -> None:
        super().__init__("receipt")
        self._names: list[str] = []
        self._printer = ""
        self.printers = Choices("printers")
        self.refresh = Button("refresh_printers", OUTLINED, icon="refresh")
        self.test = Button("print_test", OUTLINED, icon="printer")
        self.remark = Remark("printer_remark")
        self.form = Segmented("receipt_form", [(f"form_{form}", "") for form in FORMS])
        self.automatic = Toggle("print_automatically")
        self.codes = Toggle("show_codes")
        self.cashier = Toggle("show_cashier")
        self.header = FormField("receipt_header")
        self.header_ar = FormField("receipt_header_ar")
        self.footer = FormField("receipt_footer")
        self.footer_ar = FormField("receipt_footer_ar")
        self.preview = Preview()
        self.beside = self.preview
        self._lay_out()
        self._connect()
        self.show_printers([])
        self.retranslate()

    def _lay_out(self) -> None:
        self._panels = {name: Panel(f"panel_{name}") for name in ("printer", "paper", "words")}
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.test)
        buttons.addWidget(self.refresh)
        buttons.addStretch()
        printer = self._panels["printer"].column
        printer.addWidget(self.printers)
        printer.addLayout(buttons)
        printer.addWidget(self.remark)
        paper = self._panels["paper"].column
        row = QHBoxLayout()
        row.addWidget(self.form)
        row.addStretch()
        paper.addLayout(row)
        for toggle in (self.automatic, self.codes, self.cashier):
            paper.addWidget(toggle)
        words = side_by_side(self.header, self.header_ar, self.footer, self.footer_ar)
        self._panels["words"].column.addLayout(words)
        for panel in self._panels.values():
            self.column.addWidget(panel)
        self.column.addStretch()

    def _connect(self) -> None:
        self.printers.chosen.connect(self._choose_printer)
        self.refresh.clicked.connect(self.refresh_asked)
        self.test.clicked.connect(self.test_asked)
        self.form.chosen.connect(lambda _: self.edited.emit())
        for toggle in (self.automatic, self.codes, self.cashier):
            toggle.clicked.connect(lambda _: self.edited.emit())
        for field in (self.header, self.header_ar, self.footer, self.footer_ar):
            field.edit.setMaxLength(settings.MAX_WORDS)
            field.edit.textEdited.connect(self.edited)

    def fill(self, shop: Shop) -> None:
        self._printer = shop.printer
        self._show_printers()
        self.form.choose(FORMS.index(shop.receipt_form))
        self.automatic.setChecked(shop.print_automatically)
        self.codes.setChecked(shop.show_codes)
        self.cashier.setChecked(shop.show_cashier)
        self.header.set_text(shop.header)
        self.header_ar.set_text(shop.header_ar)
        self.footer.set_text(shop.footer)
        self.footer_ar.set_text(shop.footer_ar)

    def draft(self, shop: Shop) -> Shop:
        return replace(
            shop,
            printer=self._printer,
            receipt_form=FORMS[self.form.current()],
            print_automatically=self.automatic.isChecked(),
            show_codes=self.codes.isChecked(),
            show_cashier=self.cashier.isChecked(),
            header=self.header.text(),
            header_ar=self.header_ar.text(),
            footer=self.footer.text(),
            footer_ar=self.footer_ar.text(),
        )

    def show_printers(self, names: Sequence[str]) -> None:
        """Offer these printers; the one that was set stays among them."""
        self._names = list(names)
        self._show_printers()

    def say(self, words: str, look: Look) -> None:
        """Say how it went with the printer."""
        self.remark.say(words, look)

    def show_looking(self, looking: bool) -> None:
        """Say that printers are being looked for."""
        self.refresh.setEnabled(not looking)

    def show_testing(self, testing: bool) -> None:
        """Say that the test page is on its way."""
        self.test.setEnabled(not testing and bool(self._printer))

    def _offered(self) -> list[str]:
        return [name for name in dict.fromkeys((*self._names, self._printer)) if name] + [""]

    def _show_printers(self) -> None:
        offered = self._offered()
        choices = [
            Choice(f"printer_{at}" if name else "no_printer", mark=_mark(name), size=24)
            for at, name in enumerate(offered)
        ]
        self.printers.set_choices(choices, offered.index(self._printer))
        self._write_printers()
        self.test.setEnabled(bool(self._printer))

    def _write_printers(self) -> None:
        for choice, name in zip(self.printers.choices(), self._offered(), strict=True):
            if not name:
                choice.label(self.tr("No printer"), self.tr("Nothing is printed after a sale"))
            elif name in self._names:
                choice.label(isolate(name))
            else:
                choice.label(isolate(name), self.tr("Not found on this computer now"))

    def _choose_printer(self, at: int) -> None:
        self._printer = self._offered()[at]
        self.test.setEnabled(bool(self._printer))
        self.remark.say("")
        self.edited.emit()

    def retranslate(self) -> None:
        self._panels["printer"].label(self.tr("Printer"))
        self._panels["paper"].label(self.tr("Paper"))
        self._panels["words"].label(
            self.tr("Your words on the receipt"), self.tr("Above the title, and at the end.")
        )
        self.printers.setAccessibleName(self.tr("Printer"))
        self.refresh.label(self.tr("Look again"))
        self.test.label(self.tr("Print a test"))
        self.form.label([figure.number("80 mm"), figure.number("58 mm"), figure.number("A4")])
        self.automatic.label(self.tr("Print a receipt after each sale"))
        self.codes.label(self.tr("Show the code of each product"))
        self.cashier.label(self.tr("Show the cashier"))
        self.header.label(self.tr("At the top (English)"))
        self.header_ar.label(self.tr("At the top (Arabic)"))
        self.footer.label(self.tr("At the end (English)"))
        self.footer_ar.label(self.tr("At the end (Arabic)"))
        self.preview.paper.setAccessibleName(self.tr("Picture of the receipt"))
        self._write_printers()


class Preview(QWidget):
    """A sample receipt on a ground of its own; it scrolls by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("receipt_preview")
        self.setFixedWidth(PAPER + 2 * EDGE)
        self.paper = Paper("preview_picture", PAPER)
        scroll = QScrollArea()
        scroll.setWidget(self.paper)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        self.paper.setAutoFillBackground(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, EDGE, 0, EDGE)
        row.setSpacing(0)
        row.addSpacing(EDGE)
        row.addWidget(scroll)
        row.addSpacing(1)

    def show_picture(self, picture: QImage) -> None:
        """Show the receipt."""
        self.paper.show_picture(picture)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), RADIUS, "surface-3")


def _mark(name: str) -> str:
    return "printer" if name else "printer-off"
