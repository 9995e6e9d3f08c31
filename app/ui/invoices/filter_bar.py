"""Which invoices are shown: of which days, and of which status. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.payment import Status
from app.ui import figure
from app.ui.invoices import term
from app.ui.widgets.chip import Chip, Chips
from app.ui.widgets.flow import Flow
from app.ui.widgets.segmented import Segmented

TODAY, YESTERDAY, WEEK, DATES = range(4)
STATUSES = ("", *Status)
GAP = 12


class FilterBar(QWidget):
    """The days, and the statuses with their counts."""

    period_chosen = Signal(int)
    status_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[date | None, date | None] = (None, None)
        self._counts: Mapping[str, int] = {}
        self.period = Segmented(
            "invoice_days",
            [("days_today", ""), ("days_yesterday", ""), ("days_week", ""), ("days", "calendar")],
        )
        self.chips = Chips("invoice_statuses")
        self.chips.set_chips([Chip(f"status_{code or 'all'}", low=True) for code in STATUSES])
        row = Flow(GAP)
        self.setLayout(row)
        row.addWidget(self.period)
        row.addWidget(self.chips)
        self.period.chosen.connect(self.period_chosen)
        self.chips.chosen.connect(lambda at: self.status_chosen.emit(STATUSES[at]))
        self._write()

    def show_period(self, at: int, first: date | None, last: date | None) -> None:
        """Show of which days invoices are shown."""
        self._days = (first, last)
        self.period.choose(at)
        self._write()

    def show_status(self, status: str) -> None:
        """Show of which status they are."""
        self.chips.choose(STATUSES.index(status))
        self._write()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many there are of each status."""
        self._counts = counts
        self._write()

    def _write(self) -> None:
        self._write_chips()
        words = [self.tr("Today"), self.tr("Yesterday"), self.tr("7 days"), self.tr("Dates")]
        self.period.label(words)
        beside = self.width() - GAP - self.chips.sizeHint().width()
        needs_row = self.period.sizeHint().width() > beside
        if self.period.current() == DATES:
            self.period.label([*words[:DATES], self._told_days()])
            # Rather a shorter word than a second row.
            if self.period.sizeHint().width() > (self.width() if needs_row else beside):
                self.period.label(words)

    def _write_chips(self) -> None:
        chosen = self.chips.current()
        for at, (status, chip) in enumerate(zip(STATUSES, self.chips.chips(), strict=True)):
            count = self._counts.get(status, 0) if status else sum(self._counts.values())
            words = term.status(status).words if status else self.tr("All")
            chip.label(words, count if self._counts else None)
            # Nothing is owed in a shop that sells for money only.
            owing = status in {Status.PARTIAL, Status.UNPAID}
            chip.setVisible(not owing or count > 0 or at == chosen)

    def _told_days(self) -> str:
        first, last = (figure.number(day.isoformat()) if day else "" for day in self._days)
        if first == last:
            return first or self.tr("All days")
        if not last:
            return self.tr("From {date}").format(date=first)
        if not first:
            return self.tr("Until {date}").format(date=last)
        return f"{first} – {last}"

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()
