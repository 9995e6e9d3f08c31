"""Pictures of cells: what was painted once is copied when it is shown again, here or elsewhere."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.ui import language, theme


class Painted:
    """Keeps the newest pictures, of so many pixels at most, on the ground of a token or on none."""

    def __init__(self, ground: str = "", *, pixels: int) -> None:
        self._ground, self._room = ground, pixels
        self._pictures: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def draw(
        self,
        painter: QPainter,
        area: QRect,
        said: Hashable,
        paint: Callable[[QPainter, QRect], None],
        *,
        on: QWidget,
    ) -> None:
        """Show what `paint` paints into a rectangle of this size, as it is to look on the widget.

        `said` is all that it depends on beside theme, language, direction and screen.
        """
        look = (theme.name(), language.code(), on.layoutDirection(), on.devicePixelRatioF())
        key = (said, area.width(), area.height(), look)
        made = self._pictures.get(key)
        if made is None:
            made = self._made(area.size(), paint, on)
            self._keep(key, made)
        self._pictures.move_to_end(key)
        painter.drawPixmap(area.topLeft(), made)

    def _made(self, size: QSize, paint: Callable[[QPainter, QRect], None], on: QWidget) -> QPixmap:
        ratio = on.devicePixelRatioF()
        made = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        made.setDevicePixelRatio(ratio)
        # On a ground that nothing shines through, letters are as sharp as on the screen.
        made.fill(theme.color(self._ground) if self._ground else Qt.GlobalColor.transparent)
        with QPainter(made) as painter:
            painter.setLayoutDirection(on.layoutDirection())
            paint(painter, QRect(0, 0, size.width(), size.height()))
        return made

    def _keep(self, key: Hashable, made: QPixmap) -> None:
        self._pictures[key] = made
        self._room -= _pixels(made)
        while self._room < 0 and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._room += _pixels(oldest)


def _pixels(picture: QPixmap) -> int:
    return picture.width() * picture.height()
