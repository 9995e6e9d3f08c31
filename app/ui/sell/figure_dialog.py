"""Asks for one figure: a quantity, a price or a discount; with a pad for fingers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui import font, paint
from app.ui.widgets.button import GHOST, OUTLINED, Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form import FormField
from app.ui.widgets.number_pad import NumberPad
from app.ui.widgets.segmented import Segmented

WIDTH, LOW = 460, 620


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `modes` are kinds of answer to choose from, `quick` likely answers."""

    title: str
    subject: str
    caption: str
    value: str = ""
    hint: str = ""
    modes: tuple[str, ...] = ()
    mode: int = 0
    quick: tuple[str, ...] = ()


class FigureDialog(Dialog):
    """One question at a time; the presenter closes it, or says what is wrong."""

    given = Signal(str, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("figure", parent, width=WIDTH)
        self.field = FormField("figure_value", figures=True)
        self.field.edit.setFont(font.font(24, font.BOLD))
        self.field.field.setFixedHeight(60)
        self.field.edit.setMaxLength(16)
        self._modes = Segmented("figure_modes", [("figure_percent", ""), ("figure_amount", "")])
        self.pad = NumberPad(self.field.edit)
        self._erase = Button("figure_erase", GHOST, icon="backspace")
        self._quick = [Button(f"figure_quick_{at}", OUTLINED) for at in range(5)]
        quick = QHBoxLayout()
        quick.setSpacing(8)
        for button in self._quick:
            quick.addWidget(button, 1)
            button.clicked.connect(lambda _=False, button=button: self._take(button.text()))
        box = self.field.field.layout()
        if box is not None:
            box.addWidget(self._erase)
        asked = QVBoxLayout()
        asked.setSpacing(12)
        asked.addWidget(self._modes, 0, Qt.AlignmentFlag.AlignLeading)
        asked.addWidget(self.field)
        asked.addLayout(quick)
        asked.addStretch()
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._parts.setSpacing(12)
        self._parts.addLayout(asked, 1)
        self._parts.addWidget(self.pad, 1)
        self.body.addLayout(self._parts)
        self._erase.clicked.connect(self.pad.erase)
        self._modes.chosen.connect(lambda _: self.field.refuse(""))
        self.primary.clicked.connect(self._give)
        self.retranslate()

    def ask(self, question: Question) -> None:
        """Ask this."""
        self.title.setText(question.title)
        self.subtitle.setText(question.subject)
        self.field.label(question.caption, question.hint)
        self.field.set_text(question.value)
        self._modes.setVisible(bool(question.modes))
        if question.modes:
            self._modes.label(question.modes)
            self._modes.choose(question.mode)
        for button, text in zip(self._quick, _filled(question.quick), strict=False):
            button.label(text)
            button.setVisible(bool(text))
        low = self.window().height() < LOW
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(across if low else down)
        self.pad.set_small(small=low)
        self.set_width(2 * WIDTH - 100 if low else WIDTH)
        self.open()
        self.field.edit.selectAll()

    def refuse(self, problem: str) -> None:
        """Say what is wrong with the answer."""
        self.field.refuse(problem)
        self.field.edit.setFocus()
        self.field.edit.selectAll()

    def first_field(self) -> QWidget:
        return self.field.edit

    def retranslate(self) -> None:
        self.primary.label(self.tr("Apply"))
        self._erase.label("", self.tr("Erase"))
        self.field.edit.setAlignment(paint.start(paint.is_rtl(self)))

    def _take(self, text: str) -> None:
        self.field.set_text(text)
        self._give()

    def _give(self) -> None:
        if self.isVisible():
            self.given.emit(self.field.text(), max(0, self._modes.current()))


def _filled(texts: Sequence[str]) -> list[str]:
    return [*texts, *[""] * 5][:5]
