"""The entry of a payment: its method, its amount, and what else belongs to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.figure import amount
from app.domain.payment import Method
from app.ui import figure, font, paint
from app.ui.tender import method as methods
from app.ui.tender.state import TenderState
from app.ui.widgets.button import GHOST, OUTLINED, Button
from app.ui.widgets.field import Edit, Field
from app.ui.widgets.label import Label, label, line
from app.ui.widgets.number_pad import NumberPad

KEYS = {
    Qt.Key.Key_F5: Method.CASH,
    Qt.Key.Key_F6: Method.CARD,
    Qt.Key.Key_F7: Method.BANK,
}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
QUICK = 4


class EntryEdit(Edit):
    """A field whose keys for methods go to the dialog; a held Enter counts once."""

    focused = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS:
            event.ignore()
        elif event.key() not in ENTER or not event.isAutoRepeat():
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class Entry(QWidget):
    """What the cashier does: chooses a method, gives an amount and a reference."""

    method_chosen = Signal(Method)
    amount_typed = Signal(str)
    reference_typed = Signal()
    quick_chosen = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: TenderState | None = None
        self._margin = 20
        self.amount, self._amount_caption = _edit("amount", 32, 16)
        self.reference, self._reference_caption = _edit("reference", 16, 60)
        self.methods = {
            each: Button(f"method_{each}", OUTLINED, icon=methods.ICONS[each], key=key)
            for key, each in zip(("F5", "F6", "F7"), Method, strict=True)
        }
        self.quick = [Button(f"quick_{at}") for at in range(QUICK)]
        self.pad = NumberPad(self.amount)
        self._erase = Button("erase", GHOST, icon="backspace")
        self._erase_reference = Button("erase_reference", GHOST, icon="backspace")
        self._lay_out()
        self._connect()
        self._write()

    def show_state(self, state: TenderState) -> None:
        """Show how the payment stands."""
        self._state = state
        for method, button in self.methods.items():
            button.setChecked(method is state.method)
        cash = state.method is Method.CASH
        self._amount_caption.setText(self._caption(state.method))
        self.amount.setAccessibleName(self._caption(state.method))
        self.amount.setPlaceholderText("" if cash else amount(state.rest))
        for edit in (self.amount, self.reference):
            edit.setReadOnly(state.busy)
        self._reference_field.setVisible(not cash)
        self._reference_caption.setText(self._reference_words(state.method))
        self.reference.setAccessibleName(self._reference_words(state.method))
        self.pad.set_whole(whole=state.rest.currency.digits == 0)
        self._show_quick(state)

    def set_amount(self, text: str) -> None:
        """Put an amount into the field; what is typed next takes its place."""
        self.amount.setText(text)
        self.amount.selectAll()

    def set_low(self, *, low: bool) -> None:
        """Take less room in a low window."""
        self._margin, gap = (12, 8) if low else (20, 12)
        self._column.setContentsMargins(*[self._margin] * 4)
        self._column.setSpacing(gap)
        for button in self.methods.values():
            button.setFixedHeight(52 if low else 66)
        self._field.setFixedHeight(52 if low else 64)
        for part in (*self.quick, self._reference_field):
            part.setFixedHeight(44 if low else 48)
        self.pad.set_small(small=low)

    def tab_order(self) -> list[QWidget]:
        """The parts in the order in which Tab visits them."""
        return [self.amount, self._erase, self.reference, self._erase_reference, *self.quick]

    def _show_quick(self, state: TenderState) -> None:
        room = (self.width() - 2 * self._margin - 8 * (QUICK - 1)) // QUICK - 12
        for at, button in enumerate(self.quick):
            button.setVisible(at < len(state.quick))
            if at >= len(state.quick):
                continue
            sum_ = state.quick[at]
            whole = sum_.amount == sum_.amount.to_integral_value()
            text = figure.number(f"{sum_.amount:,.0f}") if whole and at else figure.plain(sum_)
            words = text if at else self.tr("Exact {amount}").format(amount=text)
            fits = font.metrics(13, font.BOLD).horizontalAdvance(words) <= room
            button.label(words if fits else text, words)
            button.face = font.fitting(button.text(), 16, font.BOLD, room)
            button.setChecked(state.given == sum_)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(8)
        for button in self.methods.values():
            button.stacked = True
            button.setCheckable(True)
            button.face = font.font(14, font.SEMI_BOLD)
            across.addWidget(button, 1)
        self._field = _field(self.amount, self._amount_caption, self._erase, 2)
        self._reference_field = _field(
            self.reference, self._reference_caption, self._erase_reference, 0
        )
        quick = QHBoxLayout()
        quick.setSpacing(8)
        for button in self.quick:
            button.setCheckable(True)
            button.padding = 4
            quick.addWidget(button, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(across)
        self._column.addWidget(self._field)
        self._column.addWidget(self._reference_field)
        self._column.addLayout(quick)
        self._column.addWidget(self.pad)
        self._column.addStretch()

    def _connect(self) -> None:
        for method, button in self.methods.items():
            button.clicked.connect(lambda _=False, chosen=method: self.method_chosen.emit(chosen))
        for at, button in enumerate(self.quick):
            button.clicked.connect(lambda _=False, chosen=at: self.quick_chosen.emit(chosen))
        self.amount.textEdited.connect(self.amount_typed)
        self.reference.textEdited.connect(lambda _: self.reference_typed.emit())
        for edit, erase in (
            (self.amount, self._erase),
            (self.reference, self._erase_reference),
        ):
            edit.returnPressed.connect(self.entered)
            edit.focused.connect(lambda edit=edit: self.pad.aim(edit))
            erase.clicked.connect(lambda _=False, edit=edit: self._erase_from(edit))

    def _erase_from(self, edit: EntryEdit) -> None:
        edit.setFocus()
        self.pad.aim(edit)
        self.pad.erase()

    def _caption(self, method: Method) -> str:
        words = {
            Method.CASH: self.tr("Cash received"),
            Method.CARD: self.tr("Amount by card"),
            Method.BANK: self.tr("Amount transferred"),
        }
        return words[method]

    def _reference_words(self, method: Method) -> str:
        if method is Method.BANK:
            return self.tr("Transfer reference")
        return self.tr("Terminal reference")

    def _write(self) -> None:
        for edit in (self.amount, self.reference):
            edit.setAlignment(paint.end(paint.is_rtl(self)))
        for method, button in self.methods.items():
            button.label(methods.name(method))
        self._erase.label("", self.tr("Erase"))
        self._erase_reference.label("", self.tr("Erase"))
        if self._state is not None:
            self.show_state(self._state)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.LayoutDirectionChange}:
            self._write()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._state is not None:
            self._show_quick(self._state)


def _edit(name: str, pixels: int, most: int) -> tuple[EntryEdit, Label]:
    made = EntryEdit()
    made.setObjectName(name)
    made.setFont(font.font(pixels, font.BOLD))
    made.setMaxLength(most)
    # Digits read from left to right in every language.
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return made, label(f"{name}_title", 15, font.SEMI_BOLD, "text-2")


def _field(edit: EntryEdit, caption: Label, erase: Button, edge: int) -> Field:
    made = Field(edit, caption=caption)
    row = made.layout()
    if row is not None:
        row.setContentsMargins(13, edge, 13, edge)
        row.addWidget(line(vertical=True))
        row.addWidget(erase)
    return made
