"""The completed sale: the change in the largest figures, and the receipt. Widgets only."""

from __future__ import annotations

import time
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QStandardPaths, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.currency import currency
from app.domain.money import Money
from app.domain.payment import Method
from app.domain.sale import Sale
from app.ui import figure, font, paint, theme
from app.ui.keymap import Action
from app.ui.page import Actions
from app.ui.receipt.fact import Fact
from app.ui.tender import method as methods
from app.ui.widgets.button import OUTLINED, PRIMARY, Button
from app.ui.widgets.label import Picture, label, line
from app.ui.widgets.overlay import RADIUS, Footer, Overlay
from app.ui.widgets.paper import Paper

NEWS, PAPER, HEIGHT = 600, 316, 560
GROUND = PAPER + 2 * 24
WIDE, LOW = 1180, 560  # windows from which on the receipt has room, and the panel all of its own
HERO, SMALL_HERO = 88, 72
DEAF_S = 0.5


class Print(Enum):
    """How the receipt's print stands; a shop without a printer has none."""

    NONE = auto()
    UNASKED = auto()
    WAITS = auto()
    DONE = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Done:
    """What the panel says about a sale."""

    number: str
    total: Money
    change: Money
    tenders: tuple[tuple[Method, Money], ...]


def done_of(sale: Sale) -> Done:
    """What the panel says about this sale."""
    tenders = tuple((payment.method, payment.amount) for payment in sale.payments)
    return Done(sale.number, sale.settlement.payable, sale.settlement.change, tenders)


class Ground(QWidget):
    """What the paper lies on, with the card's corners at its end."""

    def paintEvent(self, event: QPaintEvent) -> None:
        rtl = paint.is_rtl(self)
        with QPainter(self) as painter:
            painter.setClipRect(self.rect())
            wide = self.rect().adjusted(0 if rtl else -RADIUS, 0, RADIUS if rtl else 0, 0)
            paint.box(painter, wide.adjusted(1, 1, -1, -1), RADIUS - 1, "bg")


class Foot(Footer):
    """The foot of the news; beside the paper it has no corner at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.is_alone = True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_alone:
            corner = QRect(self.width() - RADIUS, 1, RADIUS, self.height() - 2)
            with QPainter(self) as painter:
                place = paint.mirrored(corner, self.rect(), paint.is_rtl(self))
                painter.fillRect(place, theme.color("surface-2"))


class ReceiptView(Overlay):
    """What the cashier does: prints, keeps a file, begins the next sale."""

    new_sale = Signal()
    print_asked = Signal()
    file_asked = Signal()
    file_chosen = Signal(Path)
    touched = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("receipt", parent)
        self._done: Done | None = None
        self._opened = 0.0
        self._print = Print.NONE
        self._hero = HERO
        self._files: QFileDialog | None = None
        self.again = Button("print_again", OUTLINED, icon="printer", key="F5")
        self.save = Button("save_pdf", OUTLINED, icon="download", key="F6")
        self.next = Button("new_sale", PRIMARY, icon="plus", key="Enter")
        self.paper = Paper("receipt_picture", PAPER)
        self._title = label("sale_complete", 20, font.BOLD, "success")
        self._change_title = label("change_due_title", 17, font.SEMI_BOLD, "text-2")
        self._symbol = label("change_due_currency", 24, font.SEMI_BOLD, "text-2")
        self.change = label("change_due", HERO, font.BOLD)
        self._summary = label("sale_summary", 15, tone="text-2")
        self._printed = Fact("sale_printed")
        self._saved = Fact("sale_saved", note="sale_number")
        self._waits = Fact("sale_waits")
        self._foot = Foot()
        self._hint = label("sale_hint", 13, tone="text-3")
        self._lay_out()
        self._connect()
        self._set_low(low=False)
        self._write()

    def prepare(self) -> None:
        """Lay it out and draw its figures unseen, so that the first opening takes no longer."""
        if not self.isVisible():
            some = Money(Decimal("987.43"), currency("SAR"))
            self._done = Done("A1-000000", some, some, ((Method.CASH, some),))
            self.setGeometry(self._under.rect())
            self._tell()
            self.card.grab()

    def open_sale(self, done: Done) -> None:
        """Show a sale; its receipt comes later."""
        self._done = done
        self._opened = time.monotonic()
        self.paper.show_picture(None)
        self.save.setEnabled(False)
        self._tell()
        self.open_instead(self.next)
        said = f"{self._title.text()}. {self._change_title.text()} {figure.money(done.change)}"
        self.setAccessibleName(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def rest_focus(self) -> None:
        """Bring the focus to where Enter goes on."""
        self.next.setFocus()

    def paper_width(self) -> int:
        """How many dots of the screen the receipt is wide."""
        return round(PAPER * self.devicePixelRatioF())

    def show_picture(self, picture: QImage) -> None:
        """Show the receipt, which can be kept as a file now."""
        self.paper.show_picture(picture)
        self.save.setEnabled(True)

    def show_print(self, state: Print) -> None:
        """Say how the receipt's print stands."""
        self._print = state
        says = {
            Print.NONE: ("", "printer", "text-3"),
            Print.UNASKED: (self.tr("No receipt is printed"), "printer", "text-3"),
            Print.WAITS: (self.tr("Printing the receipt"), "printer", "info"),
            Print.DONE: (self.tr("Receipt printed"), "printer", "success"),
            Print.FAILED: (
                self.tr("The receipt did not print. The sale is saved."),
                "printer-off",
                "warning",
            ),
        }
        self._printed.say(*says[state], amber=state is Print.FAILED)
        asks = {
            Print.UNASKED: self.tr("Print receipt"),
            Print.FAILED: self.tr("Print again"),
        }
        self.again.label(asks.get(state, self.tr("Reprint")))
        self.again.setVisible(state is not Print.NONE)

    def ask_file(self, name: str) -> None:
        """Ask where the receipt is to be kept; nothing waits for the answer."""
        files = QFileDialog(self.window())
        files.setObjectName("receipt_file")
        files.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        files.setNameFilter("PDF (*.pdf)")
        files.setDefaultSuffix("pdf")
        place = QStandardPaths.StandardLocation.DocumentsLocation
        files.setDirectory(QStandardPaths.writableLocation(place))
        files.selectFile(name)
        files.fileSelected.connect(lambda file: self.file_chosen.emit(Path(file)))
        files.finished.connect(self._answered)
        self._files = files
        files.open()

    def close_card(self) -> None:
        if self._files is not None:
            self._files.reject()
        super().close_card()

    def actions_by_key(self) -> Actions:
        return {Action.REPRINT: self._ask_print}

    def _answered(self) -> None:
        self._files = None
        self.touched.emit()

    def _ask_print(self) -> None:
        if self.again.isVisible():
            self.print_asked.emit()

    def _ask_file(self) -> None:
        if self.save.isEnabled() and self._files is None:
            self.file_asked.emit()

    def _go_on(self) -> None:
        # A second Enter or click that was meant for the payment must not hide the change.
        if time.monotonic() - self._opened >= DEAF_S:
            self.new_sale.emit()

    def _lay_out(self) -> None:
        around = self.layout()
        if around is not None:
            around.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setObjectName("receipt_scroll")
        scroll.setWidget(self.paper)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.verticalScrollBar().valueChanged.connect(lambda _: self.touched.emit())
        self.paper.setAutoFillBackground(False)
        ground = Ground()
        ground.setFixedWidth(GROUND)
        on_ground = QVBoxLayout(ground)
        on_ground.setContentsMargins(16, 16, 16, 1)
        on_ground.addWidget(scroll)
        self._beside = QWidget()
        beside = QHBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(line(vertical=True))
        beside.addWidget(ground)
        layout = QHBoxLayout(self.card)
        layout.setContentsMargins(1, 1, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._news(), 1)
        layout.addWidget(self._beside)

    def _news(self) -> QVBoxLayout:
        title = _centred(Picture("circle-check", "success", 32), self._title, gap=10)
        amount = _centred(self._symbol, self.change, gap=14)
        amount.setAlignment(self._symbol, Qt.AlignmentFlag.AlignBottom)
        self._summary.align(Qt.AlignmentFlag.AlignHCenter)
        self._summary.setTextFormat(Qt.TextFormat.RichText)
        self._summary.setWordWrap(True)
        facts = QVBoxLayout()
        facts.setContentsMargins(16, 8, 16, 8)
        facts.setSpacing(0)
        for fact in (self._printed, self._saved, self._waits):
            facts.addWidget(fact)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addLayout(title)
        self._column.addSpacing(10)
        self._column.addStretch(1)
        self._column.addWidget(self._change_title, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addLayout(amount)
        self._column.addWidget(self._summary)
        self._column.addSpacing(12)
        self._column.addStretch(1)
        self._column.addWidget(line())
        self._column.addLayout(facts)
        self._column.addWidget(self._footer())
        return self._column

    def _footer(self) -> QWidget:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.again)
        row.addWidget(self.save)
        row.addStretch()
        row.addWidget(self.next)
        self.next.setMinimumWidth(176)
        self.next.face = font.font(17, font.SEMI_BOLD)
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(20, 15, 20, 12)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignHCenter)
        return self._foot

    def _connect(self) -> None:
        self.next.clicked.connect(self._go_on)
        self.again.clicked.connect(self._ask_print)
        self.save.clicked.connect(self._ask_file)
        self.refused.connect(self.new_sale)

    def _set_low(self, *, low: bool) -> None:
        self._hero = SMALL_HERO if low else HERO
        self._column.setContentsMargins(0, 10 if low else 24, 0, 0)
        self._symbol.setContentsMargins(0, 0, 0, 16 if low else 22)
        for fact in (self._printed, self._saved, self._waits):
            fact.set_low(low=low)
        for button in (self.again, self.save, self.next):
            button.setFixedHeight(44 if low else 52)
        self._tell()

    def _tell(self) -> None:
        done = self._done
        if done is None:
            return
        self._symbol.setText(figure.symbol(done.change.currency))
        self.change.setText(figure.plain(done.change))
        self.change.setFont(font.fitting(self.change.text(), self._hero, font.BOLD, NEWS - 140))
        total = self.tr("Total {amount}").format(amount=f"<b>{figure.plain(done.total)}</b>")
        parts = [f"{methods.name(each)} {figure.plain(amount)}" for each, amount in done.tenders]
        self._summary.setText(" &nbsp;·&nbsp; ".join([total, *parts]))
        saved = self.tr("The sale is saved")
        self._saved.say(saved, "circle-check", "success", note=figure.number(done.number))
        self._waits.say(self.tr("Waiting to be sent"), "cloud-up", "info")

    def _write(self) -> None:
        self._title.setText(self.tr("Sale complete"))
        self._change_title.setText(self.tr("Change due"))
        self._hint.setText(self.tr("Scanning the next item starts a new sale"))
        self.next.label(self.tr("New sale"))
        self.save.label(self.tr("Save PDF"))
        self.paper.setAccessibleName(self.tr("Receipt"))
        self.show_print(self._print)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()
        key = Qt.Key(event.key())
        does = {
            Qt.Key.Key_F5: self._ask_print,
            Qt.Key.Key_F6: self._ask_file,
            Qt.Key.Key_Return: self._go_on,
            Qt.Key.Key_Enter: self._go_on,
        }
        if key in does:
            does[key]()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= WIDE
        self._beside.setVisible(wide)
        self._foot.is_alone = not wide
        self.card.setFixedWidth(NEWS + GROUND + 1 if wide else NEWS)
        self._set_low(low=self.height() < LOW)
        if wide:
            self.card.setFixedHeight(min(HEIGHT, self.height() - 16))
        else:
            self.card.setMinimumHeight(0)
            self.card.setMaximumHeight(self.height())
        super().resizeEvent(event)


def _centred(*parts: QWidget, gap: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    row.addStretch()
    for part in parts:
        row.addWidget(part)
    row.addStretch()
    return row
