"""The days whose invoices are shown: two dates, typed or by arrows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.text import digits
from app.ui import figure
from app.ui.widgets.button import CALM, OUTLINED, Button
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.form import FormField

DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2000, 2199


class DateField(QWidget):
    """A date as 2026-01-31; arrows at its sides, and up and down, go a day back or on."""

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.form = FormField(name, figures=True)
        self.setFocusProxy(self.form)
        self.back = Button(f"{name}_back", OUTLINED, icon="arrow-left")
        self.on = Button(f"{name}_on", OUTLINED, icon="arrow-right")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(self._beside(self.back, -DAY))
        row.addWidget(self.form, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._beside(self.on, DAY))
        self.form.edit.installEventFilter(self)

    def _beside(self, button: Button, by: timedelta) -> QVBoxLayout:
        button.setAutoRepeat(True)
        button.clicked.connect(lambda: self.step(by))
        column = QVBoxLayout()
        # The field stands beneath its caption.
        column.addSpacing(self.form.caption.sizeHint().height() + 6)
        column.addWidget(button)
        column.addStretch()
        return column

    def day(self) -> date | None:
        """The date; None where nothing is written. Raises ValueError for what is none."""
        text = digits(self.form.text())
        day = date.fromisoformat(text) if text else None
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(text)
        return day

    def set_day(self, day: date | None) -> None:
        """Write a date, or nothing."""
        self.form.set_text(day.isoformat() if day else "")

    def step(self, by: timedelta) -> None:
        """Go on from the date that is written, else from today."""
        try:
            day = self.day()
            moved = day + by if day else self._today()
        except ValueError:
            moved = self._today()
        if FIRST_YEAR <= moved.year <= LAST_YEAR:
            self.set_day(moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Up: DAY, Qt.Key.Key_Down: -DAY}.get(Qt.Key(event.key()))
            if by:
                self.step(by)
                return True
        return False


class DatesDialog(Dialog):
    """From a day to a day, both shown; where one is left empty there is no end on that side."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget, today: Callable[[], date]) -> None:
        super().__init__("dates", parent, width=USUAL)
        self._today = today
        self.first = DateField("first_day", today)
        self.last = DateField("last_day", today)
        self.this_month = Button("this_month", CALM)
        self.last_month = Button("last_month", CALM)
        self.all = Button("all_days", CALM)
        fields, quick = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (fields, (self.first, self.last)),
            (quick, (self.this_month, self.last_month, self.all)),
        ):
            row.setSpacing(12)
            for part in parts:
                row.addWidget(part, 1)
        self.body.addLayout(fields)
        self.body.addLayout(quick)
        self.this_month.clicked.connect(lambda: self.show_days(self._month_begins(), self._today()))
        self.last_month.clicked.connect(self._show_last_month)
        self.all.clicked.connect(lambda: self.show_days(None, None))
        self.primary.clicked.connect(self._take)
        self.retranslate()

    def show_days(self, first: date | None, last: date | None) -> None:
        """Write these days into the fields."""
        self.first.set_day(first)
        self.last.set_day(last)

    def first_field(self) -> QWidget:
        return self.first.form.edit

    def retranslate(self) -> None:
        self.title.setText(self.tr("Days to show"))
        self.primary.label(self.tr("Show"))
        written = self.tr("For example {date}").format(date=figure.number("2026-01-31"))
        self.first.form.label(self.tr("From"), written)
        self.last.form.label(self.tr("To"), self.tr("Empty means without end"))
        for field in (self.first, self.last):
            field.back.label("", self.tr("One day earlier"))
            field.on.label("", self.tr("One day later"))
        self.this_month.label(self.tr("This month"))
        self.last_month.label(self.tr("Last month"))
        self.all.label(self.tr("All days"))

    def _month_begins(self) -> date:
        return self._today().replace(day=1)

    def _show_last_month(self) -> None:
        last = self._month_begins() - DAY
        self.show_days(last.replace(day=1), last)

    def _take(self) -> None:
        days: list[date | None] = []
        for field in (self.first, self.last):
            try:
                days.append(field.day())
            except ValueError:
                words = self.tr("Write the day as {date}.")
                field.form.refuse(words.format(date=figure.number("2026-01-31")))
                field.setFocus()
                return
        first, last = days
        if first and last and last < first:
            self.last.form.refuse(self.tr("This day is before the first one."))
            self.last.setFocus()
            return
        self.close_card()
        self.chosen.emit(first, last)
