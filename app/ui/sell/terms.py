"""The terms of a line or of the sale: quantity, price, discount and note, asked in a dialog."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.cart import Cart, CartLine
from app.domain.discount import Discount, amount_off, percent_off
from app.domain.errors import SanduqError
from app.domain.number import ZERO, plain
from app.domain.text import digits
from app.ui import figure, sentence
from app.ui.desk import Desk
from app.ui.sell.figure_dialog import FigureDialog, Question
from app.ui.sell.note_dialog import NoteDialog

Change = Callable[[Cart], Cart]
PERCENT, AMOUNT = 0, 1


class Terms(QObject):
    """Asks, and gives the answer to `change`, which raises what is wrong with it."""

    def __init__(self, window: QWidget, desk: Desk, change: Callable[[Change], None]) -> None:
        super().__init__(window)
        self._window, self._desk, self._change = window, desk, change
        self._answer: Callable[[Cart, str, int], Cart] | None = None
        self._note_row = -1

    @cached_property
    def _figures(self) -> FigureDialog:
        dialog = FigureDialog(self._window)
        dialog.given.connect(self._take_figure)
        return dialog

    @cached_property
    def _notes(self) -> NoteDialog:
        dialog = NoteDialog("note", self._window)
        dialog.given.connect(self._take_note)
        return dialog

    def ask_quantity(self, row: int, line: CartLine) -> None:
        """How much of the line."""
        self._answer = lambda cart, text, _: cart.with_quantity(row, _number(text))
        unit = figure.unit_name(line.unit)
        self._ask(self.tr("Quantity"), line, unit or self.tr("Pieces"), plain(line.quantity))

    def ask_price(self, row: int, line: CartLine) -> None:
        """What one of the line costs."""
        self._answer = lambda cart, text, _: cart.with_price(row, _number(text))
        listed = line.unit_price if line.list_price is None else line.list_price
        words = self.tr("List price {price}")
        hint = words.format(price=figure.unit_price(listed, self._desk.counter.currency))
        caption = self.tr("Price per unit, {currency}")
        caption = caption.format(currency=figure.symbol(self._desk.counter.currency))
        self._ask(self.tr("Price"), line, caption, plain(line.unit_price), hint)

    def ask_discount(self, row: int, line: CartLine) -> None:
        """What comes off the line."""
        self._answer = lambda cart, text, mode: cart.with_line_discount(
            row, self._discount(text, mode)
        )
        name, _ = figure.names(line.name, line.name_ar)
        self._ask_discount(self.tr("Discount on the line"), name, line.discount)

    def ask_sale_discount(self, cart: Cart) -> None:
        """What comes off the whole sale."""
        self._answer = lambda cart, text, mode: cart.with_discount(self._discount(text, mode))
        self._ask_discount(self.tr("Discount on the sale"), "", cart.discount)

    def ask_note(self, row: int, line: CartLine) -> None:
        """What is to be remembered about the line."""
        self._note_row = row
        name, _ = figure.names(line.name, line.name_ar)
        self._notes.ask(
            self.tr("Note on the line"), name, self.tr("Note"), line.note, self.tr("Apply")
        )

    def _ask(self, title: str, line: CartLine, caption: str, value: str, hint: str = "") -> None:
        name, _ = figure.names(line.name, line.name_ar)
        self._figures.ask(Question(title, name, caption, value, hint))

    def _ask_discount(self, title: str, subject: str, now: Discount | None) -> None:
        currency = self._desk.counter.currency
        value, mode = "", PERCENT
        if now is not None:
            mode = PERCENT if now.percent is not None else AMOUNT
            value = plain(now.percent if now.percent is not None else now.amount or ZERO)
        hint = self.tr("0 takes the discount away")
        modes = (self.tr("Percent"), self.tr("Amount, {currency}"))
        modes = (modes[0], modes[1].format(currency=figure.symbol(currency)))
        quick = ("5", "10", "15", "20", "50")
        self._figures.ask(
            Question(title, subject, self.tr("Discount"), value, hint, modes, mode, quick)
        )

    def _discount(self, text: str, mode: int) -> Discount | None:
        number = _number(text) or "0"
        made = (
            percent_off(number)
            if mode == PERCENT
            else amount_off(number, self._desk.counter.currency)
        )
        return made if made.percent or made.amount else None

    def _take_figure(self, text: str, mode: int) -> None:
        answer = self._answer
        if answer is None:
            return
        try:
            self._change(lambda cart: answer(cart, text, mode))
        except SanduqError as error:
            self._desk.sound("refused")
            self._figures.refuse(sentence.of(error))
            return
        self._figures.close_card()

    def _take_note(self, text: str) -> None:
        row = self._note_row
        try:
            self._change(lambda cart: cart.with_note(row, text))
        except SanduqError as error:
            self._notes.refuse(sentence.of(error))
            return
        self._notes.close_card()


def _number(text: str) -> str:
    return digits(text).replace(",", "").strip().rstrip("%")
