"""Adjusting: a figure and a reason become one move of a product's stock. No widgets."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject

from app.domain import stock as rules
from app.domain.catalog import Product
from app.domain.errors import Refusal, SanduqError
from app.domain.figure import MINUS
from app.domain.number import ZERO, number, plain
from app.domain.stock import Level, Reason, Warehouse
from app.domain.text import digits, isolate
from app.services import stock
from app.services.changes import Changes
from app.services.stock import Adjustment, Count
from app.services.unit import Unit
from app.ui import figure, sentence
from app.ui.desk import Desk
from app.ui.stock import words
from app.ui.stock.adjust_view import AdjustState, AdjustView


class AdjustPresenter(QObject):
    """Adjusts one product's stock in one warehouse at a time."""

    def __init__(self, view: AdjustView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self._product: Product | None = None
        self._place: Warehouse | None = None
        self._seen = ZERO
        self._counting = self._busy = False
        self._text = self._reason = self._warning = self._problem = ""
        view.typed.connect(self.type_figure)
        view.stepped.connect(self.step)
        view.mode_chosen.connect(self.choose_mode)
        view.reason_chosen.connect(self.choose_reason)
        view.saved.connect(self.save)
        desk.settled.connect(self._show)

    def open(self, product_id: int, place: Warehouse) -> None:
        """Ask for a change of this product's stock, from what it is now."""
        catalog = self._desk.counter.catalog

        def read(unit: Unit) -> tuple[Product, Decimal]:
            (product,) = catalog(unit).products([product_id])
            return product, _level(unit, product_id, place)

        self._desk.lanes.read(read, partial(self._opened, place))

    def choose_mode(self, counting: bool) -> None:
        """Give the difference, or what was counted."""
        self._counting, self._text, self._warning, self._problem = counting, "", "", ""
        if counting:
            self._reason = self._reason or Reason.COUNTED
        elif self._reason == Reason.COUNTED:
            self._reason = ""
        self._view.set_figure("")
        self._show()

    def type_figure(self, text: str) -> None:
        """What stands in the field."""
        self._text, self._problem = text, ""
        self._show()

    def step(self, by: int) -> None:
        """One more or less; a count begins with what there should be."""
        value = self._value()
        if value is None:
            value = self._seen if self._counting else ZERO
        value += by
        if self._counting and value < ZERO:
            return
        self._text, self._problem = plain(value).replace("-", MINUS), ""
        self._view.set_figure(self._text)
        self._show()

    def choose_reason(self, at: int) -> None:
        """Why it is done."""
        self._reason, self._problem = words.REASONS[at], ""
        self._show()

    def save(self) -> None:
        """Change the stock, if it still is what was seen; asked again meanwhile, nothing more."""
        if self._product is None or self._place is None or self._busy:
            return
        try:
            given = self._given()
        except SanduqError as error:
            self._refuse(sentence.of(error))
            return
        if given is None:
            self._refuse(
                self.tr("Give the counted quantity.")
                if self._counting
                else self.tr("Give how much to add or to take away.")
            )
            return
        if not self._reason:
            self._refuse(self.tr("Choose a reason."))
            self._view.to_reasons()
            return
        self._busy, self._warning, self._problem = True, "", ""
        self._show()
        self._write(self._product, self._place, given)

    def _opened(self, place: Warehouse, found: tuple[Product, Decimal]) -> None:
        product, level = found
        if self._view.isVisible():
            return
        if not product.tracked:
            message = f"No stock is kept of {product.name}."
            self._desk.fail(Refusal("not_tracked", message))
            self._desk.sound("refused")
            return
        self._counting = False
        self._text = self._reason = self._warning = self._problem = ""
        self._product, self._place, self._seen = product, place, level
        name, _ = figure.names(product.name, product.name_ar)
        self._view.set_figure("")
        self._view.ask(name, words.warehouse(place), self._desk.counter.cashier)
        self._show()

    def _value(self) -> Decimal | None:
        """The figure in the field; None while there is none yet."""
        text = digits(self._text).replace(MINUS, "-").strip()
        return number(text, "figure") if text.strip("-.") else None

    def _given(self) -> Decimal | None:
        """The figure as the rules allow it."""
        value = self._value()
        if value is None or (not self._counting and value == ZERO):
            return None
        return rules.counted(value) if self._counting else rules.delta(value)

    def _write(self, product: Product, place: Warehouse, given: Decimal) -> None:
        counter, seen, reason = self._desk.counter, self._seen, self._reason
        note = self._view.note.text()
        counting = self._counting

        def change(unit: Unit) -> tuple[Level, Changes]:
            if counting:
                count = Count(product, place, given, seen, reason, note)
                return stock.count(unit, count, counter)
            adjustment = Adjustment(product, place, given, reason, note, seen)
            return stock.adjust(unit, adjustment, counter)

        self._desk.lanes.write(change, partial(self._saved, product, seen), self._failed)

    def _saved(self, product: Product, before: Decimal, level: Level) -> None:
        self._busy, self._product = False, None
        self._view.close_card()
        name, _ = figure.names(product.name, product.name_ar)
        said = self.tr("Stock of {name}: {before} → {after}")
        self._desk.tell(
            said.format(
                name=isolate(name),
                before=figure.quantity(before, product.unit),
                after=figure.quantity(level.quantity, product.unit),
            )
        )

    def _failed(self, error: Exception) -> None:
        self._busy = False
        product, place = self._product, self._place
        if not self._view.isVisible() or product is None or place is None:
            self._desk.fail(error)
        elif isinstance(error, Refusal) and error.code == "stock_changed":
            self._desk.lanes.read(lambda unit: _level(unit, product.id, place), self._changed)
        else:
            self._refuse(sentence.of(error))

    def _changed(self, level: Decimal) -> None:
        """The stock is no longer what was seen: show what it is, and let Save be pressed again."""
        product = self._product
        if product is None:
            return
        said = self.tr(
            "The stock has changed meanwhile: {before} → {after}. Save again if it fits."
        )
        self._warning = said.format(
            before=figure.quantity(self._seen, product.unit),
            after=figure.quantity(level, product.unit),
        )
        self._seen = level
        self._desk.sound("attention")
        self._show()

    def _refuse(self, problem: str) -> None:
        self._problem = problem
        self._show()
        self._desk.sound("refused")

    def _after(self) -> Decimal:
        value = self._value()
        if self._counting:
            return self._seen if value is None else value
        return self._seen + (value or ZERO)

    def _show(self) -> None:
        product = self._product
        if product is None:
            return
        try:
            after = figure.quantity(self._after(), product.unit)
        except SanduqError as error:
            after, self._problem = "–", sentence.of(error)
        self._view.show_state(
            AdjustState(
                counting=self._counting,
                before=figure.quantity(self._seen, product.unit),
                after=after,
                reason=self._reason,
                warning=self._warning,
                problem=self._problem,
                busy=self._busy,
            )
        )


def _level(unit: Unit, product_id: int, place: Warehouse) -> Decimal:
    """How much of a product a warehouse holds now."""
    levels = stock.levels_of(unit, product_id)
    return next((each.on_hand for each in levels if each.warehouse.id == place.id), ZERO)
