"""Pictures of cells: painted once, and anew as soon as they would look otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui import language, theme
from app.ui.painted import Painted

AREA = QRect(5, 5, 40, 20)


@dataclass
class Cells:
    """Shows cells on a widget, and counts those that are painted: a bar at their left edge."""

    on: QWidget
    painted: Painted = field(default_factory=lambda: Painted("surface", pixels=2 * 40 * 20))
    count: int = 0

    def show(self, said: str, area: QRect = AREA) -> QImage:
        """The screen with this cell."""
        screen = QImage(100, 50, QImage.Format.Format_RGB32)
        screen.fill(Qt.GlobalColor.white)
        with QPainter(screen) as painter:
            self.painted.draw(painter, area, said, self._paint, on=self.on)
        return screen

    def _paint(self, painter: QPainter, area: QRect) -> None:
        self.count += 1
        painter.fillRect(area.left(), area.top(), 4, area.height(), theme.color("primary"))


@pytest.fixture
def cells(app: QApplication, qtbot: QtBot) -> Cells:
    widget = QWidget()
    qtbot.addWidget(widget)
    return Cells(widget)


def colors(screen: QImage) -> tuple[QColor, QColor]:
    """Of the bar, and of the ground beside it."""
    return screen.pixelColor(6, 10), screen.pixelColor(30, 10)


def test_what_was_painted_once_is_copied(cells: Cells) -> None:
    first = cells.show("milk")
    assert colors(first) == (theme.color("primary"), theme.color("surface"))
    assert cells.show("milk") == first
    assert cells.count == 1


def test_what_says_something_else_or_is_of_another_size_is_painted_anew(cells: Cells) -> None:
    cells.show("milk")
    cells.show("bread")
    cells.show("milk", AREA.adjusted(0, 0, 0, 1))
    assert cells.count == 3


def test_another_theme_language_or_direction_is_painted_anew(
    cells: Cells, app: QApplication
) -> None:
    cells.show("milk")
    theme.apply(app, theme.DARK)
    assert colors(cells.show("milk")) == (theme.color("primary"), theme.color("surface"))
    assert cells.count == 2
    cells.on.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    cells.show("milk")
    assert cells.count == 3
    language.apply(app, language.ARABIC)
    cells.show("milk")
    assert cells.count == 4


def test_the_oldest_pictures_go_when_there_is_no_more_room(cells: Cells) -> None:
    for said in ("milk", "bread", "milk", "dates"):
        cells.show(said)
    assert cells.count == 3
    cells.show("milk")
    assert cells.count == 3
    cells.show("bread")
    assert cells.count == 4


def test_a_picture_larger_than_all_room_is_shown(cells: Cells) -> None:
    large = QRect(0, 0, 100, 50)
    assert colors(cells.show("milk", large))[1] == theme.color("surface")
