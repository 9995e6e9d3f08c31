"""Stock: which products are shown, the one that is chosen, and its moves. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject

from app.domain.catalog import Found
from app.domain.stock import State, Warehouse, WarehouseLevel
from app.domain.text import isolate, ltr
from app.services import stock
from app.services.changes import Changes
from app.services.stock import MoveRow, Range, StockCounts, StockFilter, StockRow
from app.services.unit import Unit
from app.ui import figure
from app.ui.desk import Desk
from app.ui.newest import Newest
from app.ui.rows import PAGE
from app.ui.stock import words
from app.ui.stock.adjust_presenter import AdjustPresenter
from app.ui.stock.model import StockRows
from app.ui.stock.panel import Held
from app.ui.stock.view import StockView
from app.ui.widgets.toast import Tone

MOVES = 50  # that are read at once
MAX_CODE = 80


@dataclass(frozen=True, slots=True)
class _Found:
    """The ids that a list shows, and the rows of the first of them."""

    ids: Sequence[int]
    first: Sequence[StockRow]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the panel shows of a product."""

    row: StockRow
    levels: Sequence[WarehouseLevel]
    moves: Sequence[MoveRow]
    sure: Range | None


class StockPresenter(QObject):
    """Keeps list and panel in step with what is typed, chosen and changed."""

    def __init__(self, view: StockView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self._wanted = StockFilter(desk.counter.register.warehouse_id)
        self._places: Sequence[Warehouse] = ()
        self._chosen: int | None = None
        self._known: _Known | None = None
        self._stale = True
        self.rows = StockRows(self._read_rows)
        self.adjust = AdjustPresenter(view.adjust, desk)
        self._lists: Newest[_Found] = Newest(desk)
        self._counts: Newest[StockCounts] = Newest(desk)
        self._panels: Newest[_Known | None] = Newest(desk)
        self._scans: Newest[Found | None] = Newest(desk)
        view.set_model(self.rows)
        view.searched.connect(self.search)
        view.state_chosen.connect(self.choose_state)
        view.place_chosen.connect(self.choose_place)
        view.row_chosen.connect(self._choose_row)
        view.acted.connect(self.act)
        view.adjust_asked.connect(self.adjust_chosen)
        view.moves.older_wanted.connect(self._read_older)
        desk.settled.connect(self._show_levels)

    def enter(self) -> None:
        """The page is shown now."""
        if self._stale:
            self._stale = False
            self._desk.lanes.read(stock.warehouses, self._show_places)
            self._refresh()

    def stop(self) -> None:
        """Nothing runs here by itself."""

    def search(self, text: str) -> None:
        """Show what a few letters or a code find."""
        self._list(replace(self._wanted, text=text))

    def choose_state(self, state: State | None) -> None:
        """Show the products of this state only, or all."""
        self._list(replace(self._wanted, state=state))

    def choose_place(self, at: int) -> None:
        """Show the stock of another warehouse."""
        self._list(replace(self._wanted, warehouse_id=self._places[at].id))
        self._count()
        self._read_panel()

    def act(self) -> None:
        """Enter: open the panel where it has no place beside the list, else adjust."""
        if self._lists.busy:
            return
        if self._view.is_narrow() and self._chosen is not None:
            self._view.open_panel()
        else:
            self.adjust_chosen()

    def adjust_chosen(self) -> None:
        """Ask for a change of the chosen product's stock."""
        place = self._place()
        if self._chosen is not None and place is not None:
            self.adjust.open(self._chosen, place)

    def scan(self, code: str) -> bool:
        """Show the product that was scanned."""
        catalog = self._desk.counter.catalog
        self._scans.read(
            lambda unit: catalog(unit).find(code), partial(self._scanned, code[:MAX_CODE])
        )
        return True

    def hear(self, changes: Changes) -> None:
        """Show what changed, as far as it is shown."""
        if not (changes.stock or changes.products or changes.settings or changes.outbox):
            return
        if not self._view.isVisible():
            self._stale = True
            return
        if changes.settings:
            self._desk.lanes.read(stock.warehouses, self._show_places)
        if changes.stock or changes.products:
            self._refresh(changes)
        elif changes.outbox:
            self._read_panel()

    def _refresh(self, changes: Changes | None = None) -> None:
        """Read anew; all, or what changed."""
        touched = changes.stock | changes.products if changes else None
        if touched is None or (changes and changes.products) or self._wanted.state is not None:
            self._list(self._wanted, again=True)
        else:
            self.rows.read_again(touched)
        self._count()
        if touched is None or self._chosen in touched:
            self._read_panel()

    def _list(self, wanted: StockFilter, *, again: bool = False) -> None:
        """Show what is wanted; `again` keeps what is chosen even if it is not in the list."""
        self._wanted = wanted
        self._view.show_state(wanted.state)

        def read(unit: Unit) -> _Found:
            ids = stock.ids(unit, wanted)
            return _Found(ids, stock.rows_of(unit, ids[:PAGE], wanted.warehouse_id))

        self._lists.read(read, partial(self._listed, wanted, again))

    def _listed(self, wanted: StockFilter, again: bool, found: _Found) -> None:
        if again and found.ids == self.rows.ids():
            self.rows.show(found.ids)
            return
        self.rows.show_found(found.ids, found.first, by_text=bool(wanted.text))
        if not found.ids:
            self._view.show_nothing_for(wanted.text.strip(), wanted.state)
        else:
            self._view.show_found()
        at = -1 if self._chosen is None else self.rows.place(self._chosen)
        if at < 0 and found.ids and not (again and self._chosen is not None):
            at = 0
        self._view.select(at)
        if at < 0 and not again:
            self._choose(None)

    def _choose_row(self, row: int) -> None:
        self._choose(self.rows.ids()[row])

    def _choose(self, product_id: int | None) -> None:
        if product_id != self._chosen:
            self._chosen = product_id
            self._read_panel()

    def _count(self) -> None:
        place = self._wanted.warehouse_id
        self._counts.read(lambda unit: stock.counts(unit, place), self._view.show_counts)

    def _read_rows(self, ids: Sequence[int], done: Callable[[Sequence[StockRow]], None]) -> None:
        place = self._wanted.warehouse_id
        self._desk.lanes.read(lambda unit: stock.rows_of(unit, ids, place), done)

    def _read_panel(self) -> None:
        chosen, place = self._chosen, self._wanted.warehouse_id

        def read(unit: Unit) -> _Known | None:
            rows = stock.rows_of(unit, [] if chosen is None else [chosen], place)
            if not rows:
                return None
            moves = stock.history(unit, rows[0].id, place, limit=MOVES)
            levels, sure = (
                stock.levels_of(unit, rows[0].id),
                stock.range_of(unit, rows[0].id, place),
            )
            return _Known(rows[0], levels, moves, sure)

        self._panels.read(read, self._show_panel)

    def _show_panel(self, known: _Known | None) -> None:
        self._known = known
        if known is None:
            self._view.panel.show_nothing()
            return
        now, full = self._desk.now(), len(known.moves) == MOVES
        self._view.moves.show(known.moves, known.row.unit, now, more=full)
        self._show_levels()

    def _show_levels(self) -> None:
        """Say how much is where, in the window's language."""
        known = self._known
        if known is None:
            return
        here = self._wanted.warehouse_id
        unit, held = known.row.unit, [Held("level_here", self.tr("On hand"), "")]
        held += self._not_sent(known)
        for level in known.levels:
            said = words.amount(figure.quantity(level.on_hand, unit), unit)
            if level.warehouse.id == here:
                held[0] = replace(held[0], figure=self._between(known) or said)
            else:
                place = level.warehouse
                held.append(Held(f"level_{place.code}", words.warehouse(place), said))
        is_sure = not self._between(known)
        self._view.panel.show_product(known.row, held, is_sure=is_sure)

    def _not_sent(self, known: _Known) -> list[Held]:
        if known.sure is None or not known.sure.pending:
            return []
        unit = known.row.unit
        said = words.amount(figure.change(known.sure.pending, unit), unit)
        return [Held("level_not_sent", self.tr("Not sent yet"), said)]

    def _between(self, known: _Known) -> str:
        """The level as a range, while a sale is in doubt; nothing while it is sure."""
        sure, unit = known.sure, known.row.unit
        if sure is None or sure.low == sure.high:
            return ""
        low, high = figure.quantity(sure.low, unit), figure.quantity(sure.high, unit)
        return words.amount(ltr(f"{low}–{high}"), unit)

    def _read_older(self, before_id: int) -> None:
        chosen, place = self._chosen, self._wanted.warehouse_id
        if chosen is None:
            return

        def done(older: list[MoveRow]) -> None:
            shown = self._view.moves.moves()
            # The list may be another product's by now, or begin anew.
            if chosen == self._chosen and shown and shown[-1].id == before_id:
                self._view.moves.add(older, more=len(older) == MOVES)

        self._desk.lanes.read(
            lambda unit: stock.history(unit, chosen, place, limit=MOVES, before_id=before_id), done
        )

    def _show_places(self, places: Sequence[Warehouse]) -> None:
        self._places = places
        ids = [each.id for each in places]
        if self._wanted.warehouse_id in ids:
            self._view.show_places(places, ids.index(self._wanted.warehouse_id))

    def _place(self) -> Warehouse | None:
        here = self._wanted.warehouse_id
        return next((each for each in self._places if each.id == here), None)

    def _scanned(self, code: str, found: Found | None) -> None:
        if found is None:
            self._refuse(self.tr("No product has code {code}.").format(code=ltr(code)))
            return
        product = found.product
        name, _ = figure.names(product.name, product.name_ar)
        if not product.active:
            self._refuse(self.tr("{name} is not sold any more.").format(name=isolate(name)))
        elif not product.tracked:
            self._refuse(self.tr("No stock is kept of {name}.").format(name=isolate(name)))
        else:
            self._desk.sound("scan")
            self._go_to(product.id)

    def _go_to(self, product_id: int) -> None:
        """Choose a product, in a list of all if need be."""
        at = -1 if self._lists.busy else self.rows.place(product_id)
        self._choose(product_id)
        if at >= 0:
            self._view.select(at)
        else:
            self._view.search.clear()
            self._list(StockFilter(self._wanted.warehouse_id))

    def _refuse(self, said: str) -> None:
        self._desk.tell(said, Tone.BAD)
        self._desk.sound("refused")
