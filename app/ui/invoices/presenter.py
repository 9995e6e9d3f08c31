"""The invoices: which are listed, which one is chosen, and what a scan finds. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain import sale
from app.domain.shop import Shop
from app.domain.text import isolate
from app.services import invoices
from app.services.changes import Changes
from app.services.invoices import InvoiceRow, InvoiceSummary, Wanted
from app.services.unit import Unit
from app.ui import figure
from app.ui.desk import Desk
from app.ui.invoices.filter_bar import DATES, TODAY, WEEK, YESTERDAY
from app.ui.invoices.model import InvoiceList
from app.ui.invoices.preview import PreviewPresenter
from app.ui.invoices.view import InvoicesView, Nothing, Reason
from app.ui.newest import Newest
from app.ui.rows import PAGE
from app.ui.widgets import save_file
from app.ui.widgets.toast import Tone

SLOW_MS = 300  # what comes sooner needs no word about it
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found: ids, the first rows, sums; and whether the shop has `any_at_all`."""

    ids: Sequence[int]
    rows: Sequence[InvoiceRow]
    summary: InvoiceSummary
    any_at_all: bool


def _find(unit: Unit, shop: Shop, wanted: Wanted) -> _Found:
    ids = invoices.ids(unit, shop, wanted)
    rows = invoices.rows_of(unit, ids[:PAGE])
    summary = invoices.summary(unit, shop, wanted)
    any_at_all = bool(ids) or bool(invoices.ids(unit, shop, Wanted()))
    return _Found(ids, rows, summary, any_at_all)


class InvoicesPresenter(QObject):
    """Keeps the list in step with what is typed and chosen, and with what happens."""

    passed_on = Signal(str)
    listed = Signal()

    def __init__(self, view: InvoicesView, desk: Desk) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self.rows = InvoiceList(self._read_rows, desk.now)
        self.preview = PreviewPresenter(view.panel, desk)
        self._period = TODAY
        self._dates: tuple[date | None, date | None] = (None, None)
        self._status = ""
        self._text = ""
        self._shown: Wanted | None = None
        self._chosen: int | None = None
        self._is_open = True
        self._lists: Newest[_Found] = Newest(desk, self._failed)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(lambda: view.show_nothing(Nothing(Reason.LOADING)))
        view.set_model(self.rows)
        view.searched.connect(self.search)
        view.selected.connect(self._select)
        view.export_asked.connect(self._ask_where)
        view.remedy_asked.connect(self.widen)
        view.filters.period_chosen.connect(self.choose_period)
        view.filters.status_chosen.connect(self.choose_status)
        view.dates_chosen.connect(self.choose_dates)
        view.dates_left.connect(self._show_period)
        desk.settled.connect(self._settle)

    def enter(self) -> None:
        """Show how things are now: days may have passed, and sales were made."""
        self._find()
        self.preview.look_again()

    def search(self, text: str) -> None:
        """List what a few letters find; only the newest text counts."""
        self._text = text.strip()
        self._find()

    def choose_period(self, period: int) -> None:
        """List today's, yesterday's or a week's invoices, or ask for the days."""
        if period == DATES:
            self._view.dates.show_days(*self._days())
            self._view.dates.open()
        else:
            self._period = period
            self._show_period()
            self._find()

    def choose_dates(self, first: date | None, last: date | None) -> None:
        """List the invoices of these days, both included."""
        self._period, self._dates = DATES, (first, last)
        self._show_period()
        self._find()

    def choose_status(self, status: str) -> None:
        """List the invoices of this status, all for empty text."""
        self._status = status
        self._find()

    def widen(self) -> None:
        """Look in all days and at every status."""
        self._status = ""
        self._view.filters.show_status("")
        self.choose_dates(None, None)

    def scan(self, code: str) -> bool:
        """Choose the invoice whose number was scanned, whatever is listed."""
        if not sale.is_number(code):
            return False
        counter = self._desk.counter

        def look(unit: Unit) -> Callable[[], None]:
            found = invoices.id_of(unit, code)
            if found is not None:
                (row,) = invoices.rows_of(unit, [found])
                return partial(self._go_to, row)
            is_product = counter.catalog(unit).find(code) is not None
            return partial(self.passed_on.emit if is_product else self._unknown, code)

        self._desk.lanes.read(look, lambda act: act())
        return True

    def hear(self, changes: Changes) -> None:
        """Show new invoices, and how they are sent."""
        if (changes.invoices or changes.outbox) and self._view.isVisible():
            self.enter()

    def stop(self) -> None:
        """Leave no timer behind, and no long work."""
        self._is_open = False
        self._slow.stop()
        self.preview.stop()

    def _wanted(self) -> Wanted:
        first, last = self._days()
        return Wanted(first, last, self._status, self._text)

    def _days(self) -> tuple[date | None, date | None]:
        today = self._desk.now().date()
        return {
            TODAY: (today, today),
            YESTERDAY: (today - DAY, today - DAY),
            WEEK: (today - 6 * DAY, today),
            DATES: self._dates,
        }[self._period]

    def _find(self) -> None:
        shop, wanted = self._desk.counter.shop, self._wanted()
        if self._shown is None and not self._slow.isActive():
            self._slow.start()
        self._lists.read(lambda unit: _find(unit, shop, wanted), partial(self._found, wanted))

    def _found(self, wanted: Wanted, found: _Found) -> None:
        self._slow.stop()
        is_same, self._shown = wanted == self._shown, wanted
        if found.ids == self.rows.ids():
            self.rows.show(found.ids)
        else:
            self.rows.show(found.ids, found.rows)
        if not found.ids:
            self._view.show_nothing(self._reason(found), found.summary)
        else:
            self._view.show_list(found.summary, days=self._period != TODAY)
        self._choose_again(stay=is_same)
        self.listed.emit()

    def _choose_again(self, *, stay: bool) -> None:
        at = self.rows.place(self._chosen) if self._chosen is not None else -1
        if at < 0 and self.rows.ids():
            at = 0
        self._chosen = self.rows.ids()[at] if at >= 0 else None
        self._view.choose(at, stay=stay)
        self.preview.show(self._chosen)

    def _reason(self, found: _Found) -> Nothing:
        is_narrowed = self._days() != (None, None) or bool(self._status)
        if not found.any_at_all:
            return Nothing(Reason.NONE_YET)
        if self._text:
            return Nothing(Reason.NOT_FOUND, self._text, has_remedy=is_narrowed)
        reason = Reason.NO_SUCH if self._status else Reason.NOT_THESE_DAYS
        return Nothing(reason, has_remedy=True)

    def _failed(self, error: Exception) -> None:
        self._shown = None
        self._slow.stop()
        self._view.show_nothing(Nothing(Reason.FAILED, error=error, has_remedy=True))

    def _read_rows(self, ids: Sequence[int], home: Callable[[Sequence[InvoiceRow]], None]) -> None:
        self._desk.lanes.read(lambda unit: invoices.rows_of(unit, ids), home)

    def _select(self, row: int) -> None:
        self._chosen = self.rows.ids()[row]
        self.preview.show(self._chosen)

    def _go_to(self, row: InvoiceRow) -> None:
        self._desk.sound("scan")
        self._chosen = row.id
        at = self.rows.place(row.id)
        if at >= 0:
            self._view.choose(at)
        else:
            self._show_day(row.issued_at.astimezone(self._desk.now().tzinfo).date())
        self.preview.show(row.id)
        self._view.open_panel()

    def _show_day(self, day: date) -> None:
        self._text = self._status = ""
        self._view.search.clear()
        self._view.filters.show_status("")
        today = self._desk.now().date()
        near = {today: TODAY, today - DAY: YESTERDAY}
        self._period, self._dates = near.get(day, DATES), (day, day)
        self._show_period()
        self._find()

    def _unknown(self, number: str) -> None:
        words = self.tr("There is no invoice {number}.")
        self._desk.tell(words.format(number=figure.number(number)), Tone.BAD)
        self._desk.sound("refused")

    def _show_period(self) -> None:
        self._view.filters.show_period(self._period, *self._dates)

    def _settle(self) -> None:
        self.preview.forget()
        if self._view.isVisible():
            self.enter()

    def _go_on(self, _done: int, _total: int) -> bool:
        return self._is_open

    def _ask_where(self) -> None:
        wanted = self._wanted()
        days = [day.isoformat() for day in (wanted.first_day, wanted.last_day) if day]
        name = "-".join(["invoices", *dict.fromkeys(days)])
        save_file.ask(self._view, self.tr("Export"), f"{name}.csv", partial(self._export, wanted))

    def _export(self, wanted: Wanted, path: Path) -> None:
        from app.services import export

        counter = self._desk.counter
        self._view.show_exporting(exporting=True)

        def write(unit: Unit) -> int:
            return export.found_invoices(unit, counter, path, wanted, self._go_on)

        def done(count: int) -> None:
            self._view.show_exporting(exporting=False)
            words = self.tr("%n invoice(s) saved in {folder} as {file}.", "", count)
            self._desk.tell(words.format(file=isolate(path.name), folder=isolate(str(path.parent))))

        def failed(error: Exception) -> None:
            self._view.show_exporting(exporting=False)
            self._desk.fail(error)

        self._desk.lanes.read(write, done, failed)
