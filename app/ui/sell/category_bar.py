"""The categories as a row of chips; those without room stand in a menu under “More”."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.catalog import Category
from app.ui import figure, paint
from app.ui.widgets.chip import HEIGHT, Chip
from app.ui.widgets.menu import Menu, MenuItem

GAP = 8
ALL = -1  # the place of the chip that stands before those of the categories


class CategoryBar(QWidget):
    """One category is chosen, or all are; arrow keys move, one Tab stop for all chips."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("categories")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._categories: Sequence[Category] = ()
        self._chips: list[Chip] = []
        self._at = ALL
        self._fitting = 0
        self._menu: Menu | None = None
        self.all = self._made(Chip("category_all", mark="layout-grid"))
        self.more = self._made(Chip("category_more", tail="chevron-down"))
        self.all.clicked.connect(lambda: self._choose(ALL))
        self.more.clicked.connect(self._open)
        self._retranslate()

    def show_categories(self, categories: Sequence[Category]) -> None:
        """Show these categories; the chosen one stays so as long as it is among them."""
        chosen = self._category()
        for old in self._chips:
            old.hide()
            old.deleteLater()
        self._categories = categories
        self._chips = [
            self._made(Chip(f"category_{each.id}", dot=f"{each.tint or 'c5'}f"))
            for each in categories
        ]
        for at, chip in enumerate(self._chips):
            chip.clicked.connect(lambda _=False, at=at: self._choose(at))
            self.setTabOrder(self._chips[at - 1] if at else self.all, chip)
        self.mark(chosen)
        self._retranslate()

    def mark(self, category_id: int | None) -> None:
        """Mark a category as chosen; None for all."""
        ids = [each.id for each in self._categories]
        at = ids.index(category_id) if category_id in ids else ALL
        if at != self._at:
            self._at = at
            self._mark()

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, HEIGHT)

    def _made(self, chip: Chip) -> Chip:
        chip.setParent(self)
        return chip

    def _category(self) -> int | None:
        return None if self._at == ALL else self._categories[self._at].id

    def _choose(self, at: int) -> None:
        self._at = at
        self._mark()
        self.chosen.emit(self._category())

    def _mark(self) -> None:
        hidden = self._at >= self._fitting
        self.more.label(self._name(self._at) if hidden else self.tr("More"))
        for at, chip in enumerate((self.all, *self._chips), ALL):
            self._turn(chip, at == self._at)
        self._turn(self.more, hidden)
        self._place()

    def _turn(self, chip: Chip, on: bool) -> None:
        chip.setChecked(on)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if on else Qt.FocusPolicy.NoFocus)

    def _name(self, at: int) -> str:
        category = self._categories[at]
        return figure.names(category.name, category.name_ar)[0]

    def _fit(self) -> None:
        """Count how many categories have room; the others go under “More”."""
        widths = [each.sizeHint().width() + GAP for each in (self.all, *self._chips)]
        room = self.width() + GAP
        self._fitting = len(self._chips)
        while self._fitting and sum(widths[: self._fitting + 1]) > room:
            if self._fitting == len(self._chips):
                room -= self._more_width() + GAP
            self._fitting -= 1
        self._mark()

    def _more_width(self) -> int:
        """The room for “More”, or for the category's name that stands there once it is chosen."""
        words = [self.tr("More"), *([] if self._at == ALL else [self._name(self._at)])]
        widths = []
        for each in words:
            self.more.label(each)
            widths.append(self.more.sizeHint().width())
        return max(widths)

    def _place(self) -> None:
        left, rtl = 0, paint.is_rtl(self)
        shown = [self.all, *self._chips[: self._fitting]]
        if self._fitting < len(self._chips):
            shown.append(self.more)
        for chip in (self.all, *self._chips, self.more):
            chip.setVisible(chip in shown)
        for chip in shown:
            width = min(chip.sizeHint().width(), max(60, self.width() - left))
            place = QRect(left, 0, width, HEIGHT)
            chip.setGeometry(paint.mirrored(place, self.rect(), rtl))
            left += width + GAP

    def _open(self) -> None:
        self._mark()
        if self._menu is None:
            self._menu = Menu("category_menu", self.window())
            self._menu.chosen.connect(lambda row: self._choose(self._fitting + row))
        items = [
            MenuItem(self._name(at), f"{self._categories[at].tint or 'c5'}f", at == self._at)
            for at in range(self._fitting, len(self._categories))
        ]
        self._menu.open_at(self.more, self.tr("More categories"), items)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Categories"))
        self.all.label(self.tr("All"))
        for at, chip in enumerate(self._chips):
            chip.label(self._name(at))
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.more.hasFocus():
            self._open()
            return
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()), 0) * (-1 if paint.is_rtl(self) else 1)
        if not step:
            super().keyPressEvent(event)
            return
        shown = [chip for chip in (self.all, *self._chips, self.more) if chip.isVisible()]
        at = next((place for place, chip in enumerate(shown) if chip.hasFocus()), 0) + step
        if 0 <= at < len(shown):
            if shown[at] is not self.more:
                self._choose(at - 1)
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
