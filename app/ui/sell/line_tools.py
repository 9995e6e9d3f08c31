"""The tools of the open line: one less, one more, price, discount, note, and away with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui import font, paint
from app.ui.keymap import Action
from app.ui.widgets.button import DANGER, GHOST, OUTLINED, Button

EDGE = 16
COUNT = 50  # px that a quantity may take; a longer one is written smaller


class LineTools(QWidget):
    """The buttons; the quantity between less and more is one too."""

    asked = Signal(Action)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("line_tools")
        self.minus = Button("line_minus", GHOST, icon="minus")
        self.quantity = Button("line_quantity", GHOST)
        self.plus = Button("line_plus", GHOST, icon="plus")
        self.price = Button("line_price", OUTLINED, icon="pencil")
        self.discount = Button("line_discount", OUTLINED, icon="discount")
        self.note = Button("line_note", OUTLINED, icon="notebook")
        self.remove = Button("line_remove", DANGER, icon="trash")
        self._does = {
            self.minus: Action.LESS,
            self.quantity: Action.QUANTITY,
            self.plus: Action.MORE,
            self.price: Action.PRICE,
            self.discount: Action.DISCOUNT,
            self.note: Action.NOTE,
            self.remove: Action.REMOVE,
        }
        for button, action in self._does.items():
            button.clicked.connect(lambda _=False, action=action: self.asked.emit(action))
        self.price.padding, self.price.gap = 8, 6
        self._lay_out()
        self._retranslate()

    def show_quantity(self, text: str) -> None:
        """Tell how much there is of the line."""
        self.quantity.face = font.fitting(text, 18, font.BOLD, COUNT)
        self.quantity.label(text, self.tr("Quantity {quantity}").format(quantity=text))
        self._fit()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(EDGE + 1, 0, EDGE, 10)
        layout.setSpacing(0)
        for button in (self.minus, self.plus, self.discount, self.note, self.remove):
            button.setFixedSize(44, 44)
        self.quantity.padding = 4
        for button in (self.minus, self.quantity, self.plus):
            layout.addWidget(button)
        layout.addStretch()
        for button in (self.price, self.discount, self.note, self.remove):
            layout.addSpacing(8)
            layout.addWidget(button)

    def _fit(self) -> None:
        """The price button is the one with words; it says less where there is less room."""
        words, parts = self.tr("Price"), self.layout()
        for mark, said in (("pencil", words), ("", words), ("pencil", "")):
            self.price.icon_name = mark
            self.price.label(said, words)
            if parts is None or parts.sizeHint().width() <= self.width():
                break

    def _retranslate(self) -> None:
        self.minus.label("", self.tr("One less"))
        self.plus.label("", self.tr("One more"))
        self._fit()
        self.discount.label("", self.tr("Discount on the line"))
        self.note.label("", self.tr("Note on the line"))
        self.remove.label("", self.tr("Remove the line"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        frame = self.minus.geometry().united(self.plus.geometry()).adjusted(-1, -1, 1, 1)
        with QPainter(self) as painter:
            paint.box(painter, frame, 8, "surface", "border-strong")
