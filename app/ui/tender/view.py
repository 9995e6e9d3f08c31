"""The payment dialog: methods, amount, number pad, change. Widgets and layout only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.money import Money
from app.domain.payment import Method
from app.ui import figure, font, paint
from app.ui.widgets.button import CALM, GHOST, OUTLINED, PRIMARY, Button
from app.ui.widgets.field import Edit, Field
from app.ui.widgets.label import label, line
from app.ui.widgets.overlay import Footer, Overlay

WIDTH, LEFT_WIDTH, HEAD = 944, 376, 60
PAD = ("7", "8", "9", "4", "5", "6", "1", "2", "3", "00", "0", ".")


@dataclass(frozen=True, slots=True)
class TenderState:
    """What the dialog shows."""

    method: Method
    due: Money
    quick: tuple[Money, ...]
    given: Money | None = None
    change: Money | None = None
    missing: Money | None = None
    problem: str = ""
    lines: int = 0
    can_complete: bool = False
    busy: bool = False


class AmountEdit(Edit):
    """Takes an amount; method keys pass through to the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_F5, Qt.Key.Key_F6}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ChangeBox(QWidget):
    """The change in large figures on a good ground."""

    def __init__(self) -> None:
        super().__init__()
        self._ground = "success-soft"
        self.setFixedHeight(90)
        self.title = label("change_title", 13, font.SEMI_BOLD, "on-success-soft")
        self.symbol = label("change_currency", 15, font.SEMI_BOLD, "on-success-soft")
        self.figure = label("change", 40, font.BOLD, "on-success-soft")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.figure)
        row.addStretch()
        self.symbol.setContentsMargins(0, 0, 0, 10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 2)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addLayout(row)

    def show_amount(self, title: str, amount: Money, *, good: bool) -> None:
        """Say what the amount is, and whether it is good news."""
        self._ground = "success-soft" if good else "warning-soft"
        self.title.setText(title)
        self.symbol.setText(figure.symbol(amount.currency))
        self.figure.setText(figure.plain(amount))
        for words in (self.title, self.symbol, self.figure):
            words.setProperty("tone", "on-success-soft" if good else "on-warning-soft")
            words.style().polish(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 12, self._ground)


class TenderView(Overlay):
    """What the cashier does: chooses a method, gives an amount, completes or goes back."""

    method_chosen = Signal(Method)
    amount_typed = Signal(str)
    quick_chosen = Signal(int)
    completed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("tender", parent)
        self._state: TenderState | None = None
        self.amount = AmountEdit()
        self.amount.setObjectName("amount")
        self.amount.setFont(font.font(32, font.BOLD))
        self.amount.setMaxLength(16)
        # Digits read from left to right in every language.
        self.amount.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.reference = AmountEdit()
        self.reference.setObjectName("reference")
        self.reference.setMaxLength(60)
        self.methods = {
            Method.CASH: Button("method_cash", OUTLINED, icon="cash", key="F5"),
            Method.CARD: Button("method_card", OUTLINED, icon="credit-card", key="F6"),
        }
        self.quick = [Button(f"quick_{at}") for at in range(4)]
        self.complete = Button("complete", PRIMARY, icon="check", key="Enter")
        self.back = Button("back", OUTLINED, key="Esc")
        self.away = Button("close_tender", GHOST, icon="x")
        self.erase = Button("erase", GHOST, icon="backspace")
        self._labels()
        self._lay_out()
        self._connect()
        self._retranslate()

    def show_state(self, state: TenderState) -> None:
        """Show how the payment stands."""
        self._state = state
        cash = state.method is Method.CASH
        for method, button in self.methods.items():
            button.setChecked(method is state.method)
        self._due_symbol.setText(figure.symbol(state.due.currency))
        self._due.setText(figure.plain(state.due))
        self._lines.setText(self.tr("%n line(s)", "", state.lines))
        self._problem.setText(state.problem)
        self._field.setVisible(cash)
        self._reference_field.setVisible(not cash)
        self._card_hint.setVisible(not cash)
        self._pad.setVisible(cash)
        self._hint.setText(
            self.tr("With an empty amount, Enter takes the exact sum")
            if cash
            else self.tr("Complete the sale once the terminal says approved")
        )
        self._show_quick(state, cash)
        self._show_change(state)
        self.complete.setEnabled(state.can_complete and not state.busy)
        self.back.setEnabled(not state.busy)
        self.away.setEnabled(not state.busy)

    def set_amount(self, text: str) -> None:
        """Put an amount into the field, as if typed."""
        self.amount.setText(text)

    def rest_focus(self) -> None:
        """Bring the focus to where typing belongs."""
        cash = self._state is None or self._state.method is Method.CASH
        (self.amount if cash else self.reference).setFocus()

    def _show_quick(self, state: TenderState, cash: bool) -> None:
        for at, button in enumerate(self.quick):
            button.setVisible(cash and at < len(state.quick))
            if at >= len(state.quick):
                continue
            sum_ = state.quick[at]
            whole = sum_.amount == sum_.amount.to_integral_value()
            amount = figure.number(f"{sum_.amount:,.0f}") if whole and at else figure.plain(sum_)
            exact = self.tr("Exact {amount}").format(amount=amount)
            button.label(amount if at else exact)
            button.setCheckable(True)
            button.setChecked(state.given == sum_)

    def _show_change(self, state: TenderState) -> None:
        if state.missing:
            self._change.show_amount(self.tr("Still missing"), state.missing, good=False)
        elif state.change is not None:
            self._change.show_amount(self.tr("Change due"), state.change, good=True)
        self._change.setVisible(bool(state.missing) or state.change is not None)

    def _labels(self) -> None:
        self._title = label("tender_title", 18, font.BOLD)
        self._lines = label("tender_lines", 13, tone="text-3")
        self._due_title = label("due_title", 13, font.SEMI_BOLD, "text-2")
        self._due_symbol = label("due_currency", 18, font.SEMI_BOLD, "text-2")
        self._due_symbol.setContentsMargins(0, 0, 0, 10)
        self._due = label("due", 46, font.BOLD)
        self._problem = label("tender_problem", 15, font.SEMI_BOLD, "danger")
        self._problem.setWordWrap(True)
        self._caption = label("amount_title", 15, font.SEMI_BOLD, "text-2")
        self._reference_caption = label("reference_title", 15, font.SEMI_BOLD, "text-2")
        self._card_hint = label("card_hint", 15, tone="text-2")
        self._card_hint.setWordWrap(True)
        self._hint = label("tender_hint", 13, tone="text-3")
        self._change = ChangeBox()

    def _lay_out(self) -> None:
        self.card.setFixedWidth(WIDTH)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(0)
        head.addSpacing(8)
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self._lines)
        head.addStretch()
        head.addWidget(self.away)
        top = QWidget()
        top.setFixedHeight(HEAD)
        top.setLayout(head)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._left())
        body.addWidget(line(vertical=True))
        body.addWidget(self._right(), 1)
        foot = Footer()
        actions = QHBoxLayout(foot)
        actions.setContentsMargins(20, 15, 20, 14)
        actions.setSpacing(12)
        actions.addWidget(self._hint, 1)
        actions.addWidget(self.back)
        actions.addWidget(self.complete)
        self.back.setFixedHeight(52)
        self.complete.setFixedHeight(52)
        self.complete.setMinimumWidth(210)
        self.complete.face = font.font(17, font.SEMI_BOLD)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(1, 1, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(line())
        layout.addLayout(body)
        layout.addWidget(foot)

    def _left(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(LEFT_WIDTH)
        due = QHBoxLayout()
        due.setSpacing(8)
        due.addWidget(self._due_symbol, 0, Qt.AlignmentFlag.AlignBottom)
        due.addWidget(self._due)
        due.addStretch()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(20, 18, 20, 20)
        layout.setSpacing(0)
        layout.addWidget(self._due_title)
        layout.addLayout(due)
        layout.addSpacing(12)
        layout.addWidget(self._problem)
        layout.addStretch()
        layout.addWidget(self._change)
        return side

    def _right(self) -> QWidget:
        side = QWidget()
        methods = QHBoxLayout()
        methods.setSpacing(8)
        for button in self.methods.values():
            button.setFixedHeight(66)
            button.stacked = True
            button.setCheckable(True)
            methods.addWidget(button, 1)
        self._field = _tall(Field(self.amount, caption=self._caption))
        layout_of_field = self._field.layout()
        if layout_of_field is not None:
            layout_of_field.addWidget(self.erase)
        self._reference_field = _tall(Field(self.reference, caption=self._reference_caption))
        quick = QHBoxLayout()
        quick.setSpacing(8)
        for button in self.quick:
            button.setFixedHeight(48)
            button.face = font.font(16, font.BOLD)
            quick.addWidget(button, 1)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        layout.addLayout(methods)
        layout.addWidget(self._field)
        layout.addWidget(self._reference_field)
        layout.addWidget(self._card_hint)
        layout.addLayout(quick)
        layout.addWidget(self._number_pad())
        layout.addStretch()
        side.setFixedHeight(510)
        return side

    def _number_pad(self) -> QWidget:
        self._pad = QWidget()
        self._pad.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(self._pad)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, digit in enumerate(PAD):
            key = Button(f"pad_{'point' if digit == '.' else digit}", CALM)
            key.face = font.font(24, font.SEMI_BOLD)
            key.setFixedHeight(58)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.label(digit)
            key.clicked.connect(lambda _=False, typed=digit: self._type(typed))
            grid.addWidget(key, at // 3, at % 3)
        return self._pad

    def _connect(self) -> None:
        for method, button in self.methods.items():
            button.clicked.connect(lambda _=False, chosen=method: self.method_chosen.emit(chosen))
        for at, button in enumerate(self.quick):
            button.clicked.connect(lambda _=False, chosen=at: self.quick_chosen.emit(chosen))
        self.amount.textEdited.connect(self.amount_typed)
        self.amount.returnPressed.connect(self.completed)
        self.reference.returnPressed.connect(self.completed)
        self.complete.clicked.connect(self.completed)
        self.back.clicked.connect(self.refused)
        self.away.clicked.connect(self.refused)
        self.erase.clicked.connect(self._erase)

    def _type(self, typed: str) -> None:
        self.amount.insert(typed)
        self.amount_typed.emit(self.amount.text())

    def _erase(self) -> None:
        self.amount.backspace()
        self.amount_typed.emit(self.amount.text())

    def _retranslate(self) -> None:
        self.amount.setAlignment(paint.end(paint.is_rtl(self)))
        self._title.setText(self.tr("Payment"))
        self._due_title.setText(self.tr("Amount due"))
        self._caption.setText(self.tr("Cash received"))
        self._reference_caption.setText(self.tr("Terminal reference"))
        self._card_hint.setText(self.tr("The card terminal charges the whole sum."))
        self.amount.setAccessibleName(self.tr("Cash received"))
        self.reference.setAccessibleName(self.tr("Terminal reference"))
        self.methods[Method.CASH].label(self.tr("Cash"))
        self.methods[Method.CARD].label(self.tr("Card"))
        self.complete.label(self.tr("Complete sale"))
        self.back.label(self.tr("Back to sale"))
        self.away.label("", self.tr("Back to sale"))
        self.erase.label("", self.tr("Erase"))
        if self._state:
            self.show_state(self._state)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.LayoutDirectionChange}:
            self._retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        methods = {Qt.Key.Key_F5: Method.CASH, Qt.Key.Key_F6: Method.CARD}
        chosen = methods.get(Qt.Key(event.key()))
        if chosen:
            self.method_chosen.emit(chosen)
        else:
            super().keyPressEvent(event)


def _tall(field: Field) -> Field:
    field.setFixedHeight(64)
    return field
