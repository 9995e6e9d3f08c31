"""The adjustment dialog: by how much, why, and what comes of it. Widgets and layout only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.figure import MINUS
from app.domain.stock import Reason
from app.domain.text import isolate
from app.ui import font, paint
from app.ui.stock import words
from app.ui.widgets.button import CALM, GHOST, Button
from app.ui.widgets.chip import Chip, Chips
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.field import Edit
from app.ui.widgets.form import FormField
from app.ui.widgets.label import Label, Picture, label
from app.ui.widgets.number_pad import NumberPad
from app.ui.widgets.remark import Remark
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tag import BAD, WARNING

STEPPER, KEY, PAD, GAP = (200, 58), 56, 210, 20
MAX_NOTE = 200
# Digits of every script that is typed here, a sign before them and three decimals after.
_DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_FIGURE = f"[-{MINUS}]?{_DIGIT}{{0,7}}([.\u066b]{_DIGIT}{{0,3}})?"


@dataclass(frozen=True, slots=True)
class AdjustState:
    """What the dialog shows; `before` is the level that was seen, `after` what it becomes."""

    counting: bool
    before: str
    after: str
    reason: str
    warning: str = ""
    problem: str = ""
    busy: bool = False


class FigureEdit(Edit):
    """Takes a figure; plus and minus step, but for a minus that begins one."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, fresh = event.key(), self.selectedText() == self.text()
        if key == Qt.Key.Key_Minus and fresh:
            self.setText(MINUS)
            self.textEdited.emit(self.text())
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Up}:
            self.stepped.emit(1)
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Down}:
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)


class Stepper(QWidget):
    """A figure between less and more."""

    stepped = Signal(int)
    tapped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = FigureEdit()
        self.edit.setObjectName("adjust_figure")
        self.edit.setFont(font.font(26, font.BOLD))
        self.edit.setFrame(False)
        self.edit.setMaxLength(14)
        self.edit.setMinimumHeight(44)
        self.edit.setProperty("fill", "surface")
        self.edit.setValidator(QRegularExpressionValidator(QRegularExpression(_FIGURE), self.edit))
        # Digits read from left to right in every language.
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.edit.setAlignment(paint.CENTRE)
        self.edit.installEventFilter(self)
        self.less = Button("adjust_less", GHOST, icon="minus")
        self.more = Button("adjust_more", GHOST, icon="plus")
        self.setFixedSize(*STEPPER)
        self.setFocusProxy(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for button, by in ((self.less, -1), (self.more, 1)):
            button.setFixedSize(KEY, KEY)
            button.icon_size = 24
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, by=by: self.stepped.emit(by))
        row.addWidget(self.less)
        row.addWidget(self.edit, 1)
        row.addWidget(self.more)
        self.edit.stepped.connect(self.stepped)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.tapped.emit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        focused = self.edit.hasFocus()
        with QPainter(self) as painter:
            border = "focus" if focused else "border-strong"
            paint.box(painter, self.rect(), 8, "surface", border, 2 if focused else 1)


class FingerPad(QWidget):
    """Types into the stepper's figure what a keyboard types by itself."""

    def __init__(self, edit: Edit) -> None:
        super().__init__()
        self._edit = edit
        self.digits = NumberPad(edit)
        self.sign = Button("adjust_sign", CALM)
        self.erase = Button("adjust_erase", CALM, icon="backspace")
        self.setFixedWidth(PAD)
        beneath = QHBoxLayout()
        beneath.setSpacing(8)
        for key in (self.sign, self.erase):
            key.setFixedHeight(KEY)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            beneath.addWidget(key, 1)
        keys = QVBoxLayout(self)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(8)
        keys.addWidget(self.digits)
        keys.addLayout(beneath)
        keys.addStretch()
        self.erase.clicked.connect(self.digits.erase)
        self.sign.clicked.connect(self._turn_sign)
        self.hide()

    def _turn_sign(self) -> None:
        text = self._edit.text()
        self._edit.setText(text.lstrip(f"-{MINUS}") if text[:1] in {"-", MINUS} else MINUS + text)
        self._edit.textEdited.emit(self._edit.text())


class Outcome(QWidget):
    """What there is now, and after."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(80)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.titles = (
            label("now_title", 12, tone="text-3"),
            label("after_title", 12, tone="text-3"),
        )
        self.before = label("adjust_now", 28, font.BOLD, "text-2")
        self.after = label("adjust_after", 34, font.BOLD)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(self._part(self.titles[0], self.before), 1)
        row.addWidget(Picture("arrow-right", "text-3", 24))
        row.addLayout(self._part(self.titles[1], self.after), 1)

    def _part(self, title: Label, shown: Label) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch()
        for each in (title, shown):
            each.align(paint.CENTRE)
            column.addWidget(each)
        column.addStretch()
        return column

    def show_figures(self, before: str, after: str) -> None:
        """Show both; long ones are written smaller."""
        room = max(60, (self.width() - 80) // 2)
        for shown, said, size in ((self.before, before, 28), (self.after, after, 34)):
            shown.setText(said)
            shown.setFont(font.fitting(said, size, font.BOLD, room))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 12, "surface-2", "border")


class AdjustView(Dialog):
    """What the cashier does: gives a figure and a reason, saves or leaves."""

    typed = Signal(str)
    stepped = Signal(int)
    mode_chosen = Signal(bool)
    reason_chosen = Signal(int)
    saved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("adjust", parent, width=USUAL)
        self.modes = Segmented("adjust_modes", [("adjust_by", ""), ("adjust_to", "")])
        self.modes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.caption = label("adjust_caption", 13, font.SEMI_BOLD, "text-2")
        self.stepper = Stepper()
        self.figure = self.stepper.edit
        self.outcome = Outcome()
        self.reason_caption = label("adjust_reason_caption", 13, font.SEMI_BOLD, "text-2")
        self.reasons = Chips("adjust_reasons", wraps=True)
        self.note = FormField("adjust_note")
        self.note.edit.setMaxLength(MAX_NOTE)
        self.remark = Remark("adjust_remark")
        self.pad = FingerPad(self.figure)
        self._cashier = ""
        self.reasons.set_chips([Chip(f"reason_{each}") for each in words.REASONS], -1)
        self._fill()
        self._connect()
        self.retranslate()

    def ask(self, name: str, place: str, cashier: str) -> None:
        """Ask for a change of this product's stock in this place."""
        self._cashier = cashier
        self.subtitle.setText(f"{isolate(name)} · {isolate(place)}")
        self.note.set_text("")
        self._show_pad(shown=False)
        self.retranslate()
        self.open()

    def show_state(self, state: AdjustState) -> None:
        """Show how the adjustment stands."""
        self.modes.choose(int(state.counting))
        self.caption.setText(self._caption(counting=state.counting))
        self.figure.setAccessibleName(self.caption.text())
        self.pad.sign.setVisible(not state.counting)
        self.outcome.show_figures(state.before, state.after)
        chips, at = self.reasons.chips(), -1
        if state.reason in words.REASONS:
            at = words.REASONS.index(Reason(state.reason))
        for place, chip in enumerate(chips):
            chip.mark = "check" if place == at else ""
            chip.updateGeometry()
        chips[words.REASONS.index(Reason.COUNTED)].setVisible(state.counting)
        self.reasons.choose(at)
        self.remark.say(state.problem or state.warning, BAD if state.problem else WARNING)
        self.primary.setEnabled(not state.busy)

    def set_figure(self, text: str) -> None:
        """Put a figure into the field, as if typed."""
        self.figure.setText(text)
        self.figure.setFocus()

    def to_reasons(self) -> None:
        """Bring the focus to the reasons."""
        self.reasons.chips()[max(0, self.reasons.current())].setFocus(Qt.FocusReason.TabFocusReason)

    def first_field(self) -> QWidget:
        return self.figure

    def _fill(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.caption, 0, 0)
        grid.addWidget(self.stepper, 1, 0)
        grid.addWidget(self.outcome, 0, 1, 2, 1)
        why = QVBoxLayout()
        why.setSpacing(6)
        why.addWidget(self.reason_caption)
        why.addWidget(self.reasons)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(self.modes)
        column.addLayout(grid)
        column.addWidget(self.remark)
        column.addLayout(why)
        column.addWidget(self.note)
        column.addStretch()
        both = QHBoxLayout()
        both.setSpacing(GAP)
        both.addLayout(column, 1)
        both.addWidget(self.pad)
        self.body.addLayout(both)

    def _connect(self) -> None:
        self.modes.chosen.connect(lambda at: self.mode_chosen.emit(bool(at)))
        self.figure.textEdited.connect(self.typed)
        self.stepper.stepped.connect(self.stepped)
        self.stepper.tapped.connect(lambda: self._show_pad(shown=True))
        self.reasons.chosen.connect(self.reason_chosen)
        self.primary.clicked.connect(self.saved)

    def _show_pad(self, *, shown: bool) -> None:
        """Fingers get a pad beside the fields; keyboards need none."""
        self.pad.setVisible(shown)
        room = self._width + (PAD + GAP if shown else 0)
        self.card.setFixedWidth(min(room, self._under.width() - 16))

    def _caption(self, *, counting: bool) -> str:
        return self.tr("Counted quantity") if counting else self.tr("Change")

    def _name_reasons(self) -> None:
        for chip, each in zip(self.reasons.chips(), words.REASONS, strict=True):
            chip.label(words.reason(each))

    def retranslate(self) -> None:
        self.title.setText(self.tr("Adjust stock"))
        self.modes.label([self.tr("Add or take away"), self.tr("Set counted quantity")])
        self.caption.setText(self._caption(counting=self.modes.current() == 1))
        self.outcome.titles[0].setText(self.tr("Now"))
        self.outcome.titles[1].setText(self.tr("After"))
        self.stepper.less.label("", self.tr("One less"))
        self.stepper.more.label("", self.tr("One more"))
        self.reason_caption.setText(self.tr("Reason"))
        self.reasons.setAccessibleName(self.tr("Reason"))
        self.note.label(self.tr("Note (optional)"))
        self.pad.sign.label("±", self.tr("Change the sign"))
        self.pad.erase.label("", self.tr("Erase"))
        self.primary.label(self.tr("Save"))
        words_ = self.tr("Recorded under {cashier}").format(cashier=isolate(self._cashier))
        self.hint.setText(words_ if self._cashier else "")
        self._name_reasons()
