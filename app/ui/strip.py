"""The status strip: lasting conditions, the shop, language, theme and clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.shop import Seller
from app.domain.text import isolate
from app.ui import figure, font, icon, language, moment, paint, theme
from app.ui.widgets.button import GHOST, Button

if TYPE_CHECKING:
    from app.services.outbox import Status

HEIGHT = 36
OLD = timedelta(minutes=10)  # what waits longer is told how long
PLACE, CASHIER = 120, 150  # px that long names keep, where there is little room


# How the segment of sync looks: its icon, the icon's token, and its ground where it stands out.
_SYNC = {
    "none": ("screen", "text-3", ""),
    "ok": ("cloud-check", "success", ""),
    "waiting": ("cloud-up", "info", ""),
    "offline": ("cloud-off", "on-warning-soft", "warning-soft"),
    "attention": ("alert-triangle", "on-danger-soft", "danger-soft"),
}


class PrinterState(Enum):
    """How the receipts' printer is."""

    NONE = "none"
    READY = "ready"
    TROUBLE = "trouble"


class Segment(Button):
    """A part of the strip; a border follows it.

    It always has room for its words, unless `least` tells to how many px it may shrink.
    """

    def __init__(
        self,
        name: str,
        mark: str = "",
        *,
        tone: str = "text-2",
        bold: bool = False,
        least: int | None = None,
    ) -> None:
        super().__init__(name, GHOST, icon=mark)
        self._least = least
        self.setMinimumWidth(0)
        self.tone, self.mark_tone = tone, tone
        self.icon_size, self.gap, self.padding = 18, 7, 14
        self.face = font.font(13, font.BOLD if bold else font.REGULAR)
        self.setFixedHeight(HEIGHT - 1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.border_at_start = False
        self._ground = ""

    def paint_as(self, ground: str, tone: str) -> None:
        """Stand out on the ground of a token, or not any more."""
        self._ground = ground
        self.tone = self.mark_tone = tone if ground else "text-2"
        self.face = font.font(13, font.SEMI_BOLD if ground else font.REGULAR)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + 1, HEIGHT - 1)

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return wanted if self._least is None else wanted.boundedTo(QSize(self._least, HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        rtl, area = paint.is_rtl(self), self.rect()
        with QPainter(self) as painter:
            if self._ground:
                painter.fillRect(area, theme.color(self._ground))
            elif self.isEnabled() and (self.underMouse() or self.isDown()):
                painter.fillRect(area, theme.color("surface-3" if self.isDown() else "surface-2"))
            edge = QRect(0 if self.border_at_start else area.width() - 1, 0, 1, area.height())
            painter.fillRect(paint.mirrored(edge, area, rtl), theme.color("border"))
            if self.hasFocus():
                paint.box(painter, area.adjusted(2, 2, -3, -2), 6, None, "focus", 2)
            at = self.padding
            if self.icon_name:
                place = QRect(at, (area.height() - self.icon_size) // 2, self.icon_size, 18)
                place = paint.mirrored(place, area, rtl)
                ratio = self.devicePixelRatioF()
                drawn = icon.pixmap(self.icon_name, self.mark_tone, self.icon_size, ratio, rtl=rtl)
                painter.drawPixmap(place.topLeft(), drawn)
                at += self.icon_size + self.gap
            words = QRect(at, 0, area.width() - at - self.padding + 2, area.height())
            words = paint.mirrored(words, area, rtl)
            paint.text(painter, words, self.text(), self.face, self.tone, paint.start(rtl))


class Strip(QWidget):
    """The foot of the window; each segment leads to what it tells of."""

    language_asked = Signal()
    theme_asked = Signal()
    keys_asked = Signal()
    cashier_asked = Signal()
    printer_asked = Signal()
    sync_asked = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setFixedHeight(HEIGHT)
        self._now = now
        self._place: tuple[Seller, str] | None = None
        self._cashier = ""
        self._sync: tuple[Status, datetime] | None = None
        self._printer = PrinterState.NONE
        self._compact = False
        self.sync = Segment("sync_state", "cloud-up")
        self.sandbox = Segment("sandbox_state")
        self.printer = Segment("printer_state", "printer")
        self.keys = Segment("keys", "keyboard")
        self.language = Segment("language", "world")
        self.theme = Segment("theme", "moon")
        self.place = Segment("shop", "building-store", least=PLACE)
        self.cashier = Segment("cashier", "user", least=CASHIER)
        self.clock = Segment("clock", tone="text", bold=True)
        for told in (self.place, self.clock):
            told.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            told.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sync)
        layout.addWidget(self.sandbox)
        layout.addWidget(self.printer)
        layout.addStretch()
        ends = (self.keys, self.language, self.theme, self.place, self.cashier, self.clock)
        for segment in ends:
            segment.border_at_start = True
            layout.addWidget(segment)
        self.keys.clicked.connect(self.keys_asked)
        self.language.clicked.connect(self.language_asked)
        self.theme.clicked.connect(self.theme_asked)
        self.cashier.clicked.connect(self.cashier_asked)
        self.printer.clicked.connect(self.printer_asked)
        self.sync.clicked.connect(self.sync_asked)
        self.sandbox.clicked.connect(self.sync_asked)
        self.sandbox.paint_as("warning-soft", "on-warning-soft")
        self.sandbox.hide()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.tick)
        self.retranslate()

    def show_place(self, seller: Seller, register: str, cashier: str) -> None:
        """Where this till stands, and who stands at it."""
        self._place, self._cashier = (seller, register), cashier
        self.retranslate()

    def show_sync(self, status: Status, now: datetime) -> None:
        """How sync stood then; calm when well, plain when not."""
        self._sync = (status, now)
        self.sync.show()
        mark, tone, ground = _SYNC[status.worst]
        self.sync.icon_name = mark
        self.sync.paint_as(ground, tone)
        self.sync.mark_tone = tone
        said = self._state_of_sync(status, now)
        age = self._age(now - status.oldest) if status.oldest else ""
        spoken = " · ".join((said, age)) if age and status.worst not in {"none", "ok"} else said
        self.sync.label(said if self._compact else spoken, spoken)
        self.sync.setToolTip(spoken)

    def show_sandbox(self, shown: bool) -> None:
        """Say whether the books are kept where nothing is real."""
        self.sandbox.setVisible(shown)

    def is_synced(self) -> bool:
        """Whether there is a back end, and everything is sent."""
        return self._sync is not None and self._sync[0].worst == "ok"

    def _state_of_sync(self, status: Status, now: datetime) -> str:
        waiting = self.tr("%n waiting", "", status.waiting) if status.waiting else ""
        if status.worst == "none":
            return self.tr("Local only")
        if status.worst == "ok":
            if status.served_at is None:
                return self.tr("Everything is sent")
            at = moment.short(status.served_at, now)
            return self.tr("All synced · {time}").format(time=at)
        if status.worst == "waiting":
            return waiting
        if status.worst == "offline":
            return " · ".join(filter(None, (self.tr("Offline"), waiting)))
        urgent = self.tr("Sync needs attention")
        if status.needs_manager:
            urgent = self.tr("%n need attention", "", status.needs_manager)
        return " · ".join(filter(None, (waiting, urgent)))

    def _age(self, age: timedelta) -> str:
        """How old the oldest is that waits, in words; nothing while that is usual."""
        if age <= OLD:
            return ""
        minutes = int(age.total_seconds()) // 60
        if minutes < 2 * 60:
            return self.tr("oldest %n minute(s)", "", minutes)
        if minutes < 2 * 24 * 60:
            return self.tr("oldest %n hour(s)", "", minutes // 60)
        return self.tr("oldest %n day(s)", "", minutes // (24 * 60))

    def show_printer(self, state: PrinterState) -> None:
        """How the printer is; a shop without one says nothing."""
        self._printer = state
        words = {
            PrinterState.NONE: self.tr("No printer"),
            PrinterState.READY: self.tr("Printer ready"),
            PrinterState.TROUBLE: self.tr("Receipts wait for the printer"),
        }
        trouble = state is PrinterState.TROUBLE
        self.printer.icon_name = "printer-off" if trouble else "printer"
        self.printer.paint_as("warning-soft" if trouble else "", "on-warning-soft")
        self.printer.label(words[state])
        self.printer.setVisible(state is not PrinterState.NONE)

    def set_compact(self, compact: bool) -> None:
        """Say less where there is little room."""
        if compact != self._compact:
            self._compact = compact
            self.retranslate()

    def tick(self) -> None:
        """Show the time, and again when the minute is over."""
        now = self._now()
        self.clock.label(figure.number(f"{now:%H:%M}"))
        self._timer.start((60 - now.second) * 1000 - now.microsecond // 1000 + 20)

    def stop(self) -> None:
        """Leave no timer behind."""
        self._timer.stop()

    def retranslate(self) -> None:
        """Write everything anew, in the language and for the theme that are on."""
        if self._place is not None:
            seller, register = self._place
            name, _ = figure.names(seller.name, seller.name_ar)
            self.place.label(f"{isolate(name)} · {isolate(register)}")
        self.place.setVisible(self._place is not None and not self._compact)
        self.cashier.label(isolate(self._cashier) if self._cashier else self.tr("No cashier"))
        self.keys.label("" if self._compact else self.tr("Keys"), self.tr("Key list"))
        self.language.label("English" if language.is_arabic() else "العربية")
        dark = theme.name() == theme.DARK
        self.theme.icon_name = "sun" if dark else "moon"
        words = self.tr("Light") if dark else self.tr("Dark")
        self.theme.label("" if self._compact else words, words)
        self.sandbox.label(self.tr("Sandbox"), self.tr("Sandbox: no sale is booked for real"))
        self.sandbox.setToolTip(self.sandbox.accessibleName())
        # Nobody knows in the first moment of a start.
        self.sync.setVisible(self._sync is not None)
        if self._sync is not None:
            self.show_sync(*self._sync)
        self.show_printer(self._printer)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.StyleChange}:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("surface"))
            painter.fillRect(0, 0, self.width(), 1, theme.color("border"))
