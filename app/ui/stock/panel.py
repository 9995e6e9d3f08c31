"""What is known of one product's stock: how much is where, and how it came to that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.text import isolate
from app.services.stock import MoveRow, StockRow
from app.ui import figure, font, icon, paint, theme, thumbnail
from app.ui.rows import ROW
from app.ui.stock import words
from app.ui.stock.model import MoveModel
from app.ui.widgets.button import GHOST, PRIMARY, Button
from app.ui.widgets.label import filled, label, line
from app.ui.widgets.table import SCROLL_BAR
from app.ui.widgets.uniform_view import UniformView

EDGE, GAP = 16, 12
PICTURE, TILE, MOVE, HEAD, MARK = 48, 59, 54, 38, 20
IN_A_ROW, ROWS_SEEN = 3, 2
FIGURE, USUAL_ROOM = 15, 84  # px; figures that want more room are written smaller


@dataclass(frozen=True, slots=True)
class Held:
    """How much one warehouse holds: its objectName, title and figure."""

    key: str
    title: str
    figure: str


class ProductHead(QWidget):
    """Picture, names and barcode."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stock_product")
        self.setFixedHeight(62)
        self._shown: StockRow | None = None

    def show_product(self, shown: StockRow) -> None:
        """Show this product."""
        self._shown = shown
        self.retranslate()

    def retranslate(self) -> None:
        """Write the names in the window's order."""
        if self._shown is not None:
            both = figure.names(self._shown.name, self._shown.name_ar)
            told = [isolate(each) for each in (*both, self._shown.barcode) if each]
            self.setAccessibleName(", ".join(told))
            self.setToolTip("\n".join(told))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        rtl, area = paint.is_rtl(self), self.rect()
        first, second = figure.names(self._shown.name, self._shown.name_ar)
        lines = [(first, 25, font.font(17, font.BOLD), "text")]
        if second:
            lines.append((second, 19, font.font(13), "text-3"))
        if self._shown.barcode:
            lines.append((figure.number(self._shown.barcode), 18, font.font(13), "text-3"))
        top = (area.height() - sum(height for _, height, _, _ in lines)) // 2
        with QPainter(self) as painter:
            place = QRect(0, (area.height() - PICTURE) // 2, PICTURE, PICTURE)
            thumbnail.draw(painter, paint.mirrored(place, area, rtl), self._shown)
            for said, height, face, ink in lines:
                spot = QRect(PICTURE + GAP, top, area.width() - PICTURE - GAP, height)
                spot = paint.mirrored(spot, area, rtl)
                paint.text(painter, spot, said, face, ink, paint.start(rtl))
                top += height


class Tile(QWidget):
    """A figure and what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(TILE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.held = Held("", "", "")

    def show_held(self, held: Held) -> None:
        """Show this figure."""
        self.held = held
        self.setObjectName(held.key)
        self.setAccessibleName(f"{held.title}, {held.figure}")
        self.setToolTip(f"{held.title}\n{held.figure}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        start, area = paint.start(paint.is_rtl(self)), self.rect().adjusted(11, 0, -11, 0)
        title = QRect(area.left(), 6, area.width(), 18)
        below = QRect(area.left(), 25, area.width(), 28)
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 8, "surface-2", "border")
            paint.text(painter, title, self.held.title, font.font(12), "text-3", start)
            face = font.fitting(self.held.figure, 20, font.BOLD, area.width())
            paint.text(painter, below, self.held.figure, face, "text", start)


class Tiles(QScrollArea):
    """Tiles in rows of three; from the third row on they scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stock_levels")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self._tiles: list[Tile] = []
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_levels(self, levels: Sequence[Held]) -> None:
        """Show a tile for each."""
        while len(self._tiles) > len(levels):
            gone = self._tiles.pop()
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._tiles) < len(levels):
            tile, at = Tile(), len(self._tiles)
            self._grid.addWidget(tile, at // IN_A_ROW, at % IN_A_ROW)
            self._tiles.append(tile)
        for tile, held in zip(self._tiles, levels, strict=True):
            tile.show_held(held)
        rows = -(-len(levels) // IN_A_ROW)
        seen = min(rows, ROWS_SEEN) * (TILE + 8) - 8
        # Half a row more says that there is more.
        self.setFixedHeight(max(0, seen + (TILE // 2 if rows > ROWS_SEEN else 0)))


class MoveDelegate(QStyledItemDelegate):
    """Paints moves: icon, what, when and who, change, and what was left."""

    def __init__(self, view: MoveList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, MOVE)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        move: MoveRow = index.data(ROW)
        view, area = self._view, option.rect
        rtl, unit = paint.is_rtl(view), view.moves.unit
        painter.save()
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(area, theme.color("surface-2" if over else "surface"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("border"))
        row = area.adjusted(EDGE, 0, SCROLL_BAR - EDGE, -1)
        row = paint.mirrored(row, area, rtl)
        spot = QRect(row.left(), row.top() + (MOVE - MARK) // 2, MARK, MARK)
        ratio = view.devicePixelRatioF()
        drawn = icon.pixmap(words.mark(move), "text-3", MARK, ratio, rtl=rtl)
        painter.drawPixmap(paint.mirrored(spot, row, rtl).topLeft(), drawn)
        change, left = view.places(row)
        ink = "success" if move.quantity > 0 else "text"
        said = figure.change(move.quantity, unit)
        face = font.fitting(said, FIGURE, font.BOLD, change.width())
        paint.text(painter, change, said, face, ink, paint.RIGHT)
        said = figure.quantity(move.left, unit)
        face = font.fitting(said, FIGURE, font.REGULAR, left.width())
        paint.text(painter, left, said, face, "text-3", paint.RIGHT)
        room = row.width() - MARK - GAP - view.room() - GAP
        at = row.left() + MARK + GAP
        for said, top, height, face, ink in (
            (words.title(move), 7, 20, font.font(14, font.MEDIUM), "text"),
            (words.details(move, view.moves.now), 28, 18, font.font(12), "text-3"),
        ):
            spot = paint.mirrored(QRect(at, row.top() + top, room, height), row, rtl)
            paint.text(painter, spot, said, face, ink, paint.start(rtl))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.box(painter, area.adjusted(2, 2, -2, -3), 6, None, "focus", 2)
        painter.restore()


class MoveList(UniformView):
    """The moves; two columns at the end are as wide as their figures and titles need."""

    def __init__(self, moves: MoveModel) -> None:
        super().__init__("stock_moves", height=MOVE)
        self.moves = moves
        self.setModel(moves)
        self._titles = ("", "")
        self._widths = (40, 28)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setItemDelegate(MoveDelegate(self))
        moves.modelReset.connect(self.measure)
        moves.rowsInserted.connect(self.measure)

    def set_titles(self, change: str, left: str) -> None:
        """Set the titles of the columns."""
        self._titles = (change, left)
        self.measure()

    def titles(self) -> tuple[str, str]:
        """The titles of the columns."""
        return self._titles

    def measure(self) -> None:
        """Make the columns as wide as what stands in them."""
        moves, unit = self.moves.moves(), self.moves.unit
        head = font.metrics(13, font.SEMI_BOLD)
        changes = _room([figure.change(each.quantity, unit) for each in moves], font.BOLD)
        lefts = _room([figure.quantity(each.left, unit) for each in moves], font.REGULAR)
        titles = [head.horizontalAdvance(each) for each in self._titles]
        self._widths = (max(40, titles[0], changes) + 2, max(28, titles[1], lefts) + 2)
        self.viewport().update()

    def room(self) -> int:
        """How wide both columns are together."""
        return sum(self._widths) + GAP

    def places(self, row: QRect) -> tuple[QRect, QRect]:
        """Where the two columns are in a row."""
        change, left = self._widths
        at = row.right() + 1 - self.room()
        rtl = paint.is_rtl(self)
        first = QRect(at, row.top(), change, row.height())
        second = QRect(row.right() + 1 - left, row.top(), left, row.height())
        return paint.mirrored(first, row, rtl), paint.mirrored(second, row, rtl)


def _room(figures: Sequence[str], weight: QFont.Weight) -> int:
    """How wide a column of these figures is."""
    usual, small = (
        max((font.metrics(size, weight).horizontalAdvance(each) for each in figures), default=0)
        for size in (FIGURE, font.SMALLEST)
    )
    return min(usual, max(USUAL_ROOM, small))


class MoveHead(QWidget):
    """The titles of the moves' columns."""

    def __init__(self, moves: MoveList) -> None:
        super().__init__()
        self._moves = moves
        self.setFixedHeight(HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        rtl, face = paint.is_rtl(self), font.font(13, font.SEMI_BOLD)
        row = self.rect().adjusted(EDGE, 0, -EDGE, -1)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("surface-2"))
            painter.fillRect(0, HEAD - 1, self.width(), 1, theme.color("border"))
            title = self.tr("Movements")
            paint.text(painter, row, title, face, "text-2", paint.start(rtl))
            pairs = zip(self._moves.places(row), self._moves.titles(), strict=True)
            for place, words_ in pairs:
                paint.text(painter, place, words_, face, "text-2", paint.RIGHT)


class StockPanel(QWidget):
    """What the cashier does here: looks, and asks to adjust; in a narrow window goes back."""

    adjust_asked = Signal()
    back_asked = Signal()

    def __init__(self, moves: MoveModel) -> None:
        super().__init__()
        self.setObjectName("stock_panel")
        filled(self, "surface")
        self.back = Button("stock_back", GHOST, icon="arrow-left")
        self.head = ProductHead()
        self.tiles = Tiles()
        self.moves = MoveList(moves)
        self.adjust = Button("stock_adjust", PRIMARY, icon="adjustments", key="F9")
        self.adjust.setFixedHeight(52)
        self._nothing = label("stock_nothing_chosen", 15, tone="text-2")
        self._doubt = label("stock_in_doubt", 12, tone="text-3")
        self._doubt.setWordWrap(True)
        self._doubt.hide()
        self._lay_out()
        self.adjust.clicked.connect(self.adjust_asked)
        self.back.clicked.connect(self.back_asked)
        self._retranslate()
        self.show_nothing()

    def show_product(
        self, shown: StockRow, levels: Sequence[Held], *, is_sure: bool = True
    ) -> None:
        """Show this product, and what the warehouses hold of it, as far as that is sure."""
        self.head.show_product(shown)
        self.tiles.show_levels(levels)
        self._doubt.setVisible(not is_sure)
        self._stack.setCurrentIndex(0)
        self.adjust.setEnabled(True)

    def show_nothing(self) -> None:
        """No product is chosen."""
        self._stack.setCurrentIndex(1)
        self.adjust.setEnabled(False)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.back)
        top.addWidget(self.head, 1)
        known = QVBoxLayout()
        known.setContentsMargins(EDGE, 8, EDGE, GAP)
        known.setSpacing(6)
        known.addLayout(top)
        known.addWidget(self.tiles)
        known.addWidget(self._doubt)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(known)
        column.addWidget(line())
        column.addWidget(MoveHead(self.moves))
        column.addWidget(self.moves, 1)
        self._nothing.align(paint.CENTRE)
        self._nothing.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(shown)
        self._stack.addWidget(self._nothing)
        foot = filled(QWidget(), "surface-2")
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(EDGE, 12, EDGE, 14)
        inside.addWidget(self.adjust)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(line())
        layout.addWidget(foot)

    def _retranslate(self) -> None:
        self.back.label("", self.tr("Back to the list"))
        self.adjust.label(self.tr("Adjust stock"))
        self.moves.setAccessibleName(self.tr("Movements"))
        self.moves.set_titles(self.tr("Change"), self.tr("Left"))
        self._nothing.setText(self.tr("Choose a product to see its movements."))
        self._doubt.setText(
            self.tr("Not sure yet: a sale of it is being looked for at the back end.")
        )
        self.head.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
