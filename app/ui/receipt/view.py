"""The completed sale: the change in the largest figures, and the receipt. Widgets only."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.money import Money
from app.domain.payment import Method
from app.domain.sale import Sale
from app.ui import figure, font, paint
from app.ui.widgets.button import OUTLINED, PRIMARY, Button
from app.ui.widgets.label import Picture, label, line
from app.ui.widgets.overlay import RADIUS, Footer, Overlay

WIDTH, HEIGHT, PAPER = 944, 560, 316
DEAF_S = 0.5


class Print(Enum):
    """How the receipt's print stands; icon and colour."""

    NONE = ("printer", "text-3")
    WAITS = ("printer", "info")
    DONE = ("printer", "success")
    FAILED = ("printer-off", "warning")


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


class Paper(QWidget):
    """The receipt's picture, as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("receipt_picture")
        self._picture = QPixmap()
        self.setFixedSize(PAPER, 100)

    def show_picture(self, picture: QImage | None) -> None:
        """Show a picture, or none yet."""
        self._picture = QPixmap()
        tall = 100
        if picture is not None and not picture.isNull():
            ratio = self.devicePixelRatioF()
            mode = Qt.TransformationMode.SmoothTransformation
            shown = picture.scaledToWidth(round(PAPER * ratio), mode)
            shown.setDevicePixelRatio(ratio)
            self._picture = QPixmap.fromImage(shown)
            tall = round(shown.height() / ratio)
        self.setFixedHeight(tall)
        self.update()

    def has_picture(self) -> bool:
        """Whether there is something to see."""
        return not self._picture.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self.has_picture():
                painter.drawPixmap(0, 0, self._picture)


class Desk(QWidget):
    """The ground that the paper lies on, with the card's corners at its end."""

    def paintEvent(self, event: QPaintEvent) -> None:
        rtl = paint.is_rtl(self)
        with QPainter(self) as painter:
            painter.setClipRect(self.rect())
            wide = self.rect().adjusted(0 if rtl else -RADIUS, 0, RADIUS if rtl else 0, 0)
            paint.box(painter, wide.adjusted(1, 1, -1, -1), RADIUS - 1, "bg")


class ReceiptView(Overlay):
    """What the cashier does: begins the next sale."""

    new_sale = Signal()
    print_asked = Signal()
    touched = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("receipt", parent)
        self._done: Done | None = None
        self._opened = 0.0
        self._print = Print.NONE
        self.again = Button("print_again", OUTLINED, icon="printer", key="F5")
        self.next = Button("new_sale", PRIMARY, icon="plus", key="Enter")
        self.paper = Paper()
        self._title = label("sale_complete", 20, font.BOLD, "success")
        self._change_title = label("change_due_title", 16, font.SEMI_BOLD, "text-2")
        self._symbol = label("change_due_currency", 24, font.SEMI_BOLD, "text-2")
        self.change = label("change_due", 88, font.BOLD)
        self._summary = label("sale_summary", 15, tone="text-2")
        self._saved = label("sale_saved", 15)
        self._number = label("sale_number", 13, tone="text-3")
        self._waits = label("sale_waits", 15)
        self._printed = label("sale_printed", 15)
        self._print_icon = Picture("printer", "info", 20, room=40)
        self._hint = label("sale_hint", 13, tone="text-3")
        self._lay_out()
        self.next.clicked.connect(self._go_on)
        self.again.clicked.connect(self.print_asked)
        self.refused.connect(self._go_on)
        self._retranslate()

    def open_sale(self, done: Done) -> None:
        """Show a sale; its receipt comes later."""
        self._done = done
        self._opened = time.monotonic()
        self.paper.show_picture(None)
        self._write()
        self.open()
        self.next.setFocus()

    def show_picture(self, picture: QImage) -> None:
        """Show the receipt."""
        self.paper.show_picture(picture)

    def show_print(self, state: Print) -> None:
        """Say how the receipt's print stands; a shop without a printer says nothing."""
        self._print = state
        words = {
            Print.NONE: "",
            Print.WAITS: self.tr("Printing the receipt"),
            Print.DONE: self.tr("Receipt printed"),
            Print.FAILED: self.tr("The receipt did not print. The sale is saved."),
        }
        self._printed.setText(words[state])
        self._print_icon.show_icon(*state.value)
        for widget in (self._printed, self._print_icon, self.again):
            widget.setVisible(state is not Print.NONE)

    def _go_on(self) -> None:
        # A second Enter or click that was meant for the payment must not hide the change.
        if time.monotonic() - self._opened >= DEAF_S:
            self.new_sale.emit()

    def _lay_out(self) -> None:
        self.card.setFixedSize(WIDTH, HEIGHT)
        desk = Desk()
        desk.setFixedWidth(PAPER + 48)
        scroll = QScrollArea()
        scroll.setObjectName("receipt_scroll")
        scroll.setWidget(self.paper)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        self.paper.setAutoFillBackground(False)
        on_desk = QVBoxLayout(desk)
        on_desk.setContentsMargins(16, 16, 16, 1)
        on_desk.addWidget(scroll)
        layout = QHBoxLayout(self.card)
        layout.setContentsMargins(1, 1, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._news(), 1)
        layout.addWidget(line(vertical=True))
        layout.addWidget(desk)

    def _news(self) -> QVBoxLayout:
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addStretch()
        title.addWidget(Picture("circle-check", "success", 32))
        title.addWidget(self._title)
        title.addStretch()
        amount = QHBoxLayout()
        amount.setSpacing(14)
        amount.addStretch()
        amount.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignBottom)
        amount.addWidget(self.change)
        amount.addStretch()
        self._symbol.setContentsMargins(0, 0, 0, 22)
        column = QVBoxLayout()
        column.setContentsMargins(0, 28, 0, 0)
        column.setSpacing(0)
        column.addLayout(title)
        column.addSpacing(18)
        column.addWidget(self._change_title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(amount)
        column.addWidget(self._summary, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        column.addWidget(line())
        column.addSpacing(8)
        saved = Picture("circle-check", "success", 20, room=40)
        waits = Picture("cloud-up", "info", 20, room=40)
        for parts in (
            (self._print_icon, self._printed),
            (saved, self._saved, self._number),
            (waits, self._waits),
        ):
            row = QHBoxLayout()
            row.setContentsMargins(28, 0, 28, 0)
            row.setSpacing(10)
            for at, part in enumerate(parts):
                row.addWidget(part, 1 if at == 1 else 0)
            column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self._foot())
        return column

    def _foot(self) -> QWidget:
        foot = Footer()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 15, 20, 15)
        row.setSpacing(12)
        row.addWidget(self.again)
        row.addWidget(self._hint, 1)
        row.addWidget(self.next)
        self.again.setFixedHeight(52)
        self.next.setFixedHeight(52)
        self.next.setMinimumWidth(176)
        self.next.face = font.font(17, font.SEMI_BOLD)
        return foot

    def _write(self) -> None:
        done = self._done
        if done is None:
            return
        self._symbol.setText(figure.symbol(done.change.currency))
        self.change.setText(figure.plain(done.change))
        size = 88
        room = WIDTH - PAPER - 48 - 120
        while font.metrics(size, font.BOLD).horizontalAdvance(self.change.text()) > room:
            size -= 4
        self.change.setFont(font.font(size, font.BOLD))
        words = {Method.CASH: self.tr("Cash"), Method.CARD: self.tr("Card")}
        words[Method.BANK] = self.tr("Bank transfer")
        parts = [self.tr("Total {amount}").format(amount=figure.plain(done.total))]
        parts += [f"{words[method]} {figure.plain(amount)}" for method, amount in done.tenders]
        self._summary.setText("  ·  ".join(parts))
        self._number.setText(figure.number(done.number))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Sale complete"))
        self._change_title.setText(self.tr("Change due"))
        self._saved.setText(self.tr("The sale is saved"))
        self._waits.setText(self.tr("Waiting to be sent"))
        self._hint.setText(self.tr("Scanning the next item starts a new sale"))
        self.next.label(self.tr("New sale"))
        self.paper.setAccessibleName(self.tr("Receipt"))
        self.again.label(self.tr("Print again"))
        self.show_print(self._print)
        self._write()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()
        if event.key() == Qt.Key.Key_F5 and self.again.isVisible():
            self.print_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        super().mousePressEvent(event)
