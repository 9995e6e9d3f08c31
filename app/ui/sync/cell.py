"""The columns of the outbox, how their cells are painted, and where a row's buttons are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from app.domain.text import isolate
from app.services.outbox import Review
from app.ui import font, icon, paint
from app.ui.sync import words
from app.ui.sync.words import Act, Item, Lines
from app.ui.widgets import tag
from app.ui.widgets.button import OUTLINED, SOFT
from app.ui.widgets.table import PADDING, Column

VERDICT = Column("verdict", 186)
WHAT = Column("what", 252, stretch=1)
MESSAGE = Column("message", 250, stretch=4)
ACTION = Column("action", 390, at_end=True)
COLUMNS = (VERDICT, WHAT, MESSAGE, ACTION)
# A narrow window has room for the menu alone.
NARROW = (
    Column("verdict", 176),
    Column("what", 200, stretch=1),
    Column("message", 190, stretch=2),
    Column("action", 64, at_end=True),
)

HEIGHT, INNER, GAP, ICON, BETWEEN = 44, 12, 6, 20, 8
_MARKS = {
    Act.RETRY: "refresh",
    Act.LINK: "link",
    Act.WITHOUT_CUSTOMER: "user-off",
    Act.DISMISS: "check",
    Act.MORE: "chevron-down",
}


class Cells:
    """Paints what a row says; `held` is the row and button that a finger is on.

    `room` is how wide the cell of the buttons is: what they leave of it is the message's.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.labels: Mapping[str, str] = {}
        self.held: tuple[Item, Act] | None = None
        self.room = ACTION.width - 2 * PADDING

    def paint(self, painter: QPainter, place: QRect, column: str, item: Item) -> None:
        """Paint one cell."""
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        match column:
            case "verdict":
                said = words.verdict(item)
                top = place.top() + (place.height() - tag.HEIGHT) // 2
                spot = QRect(place.left(), top, place.width(), tag.HEIGHT)
                tag.draw(painter, spot, said.words, said.look, said.mark)
            case "what":
                _two_lines(painter, place, words.what(item, self.labels), bold=True, rtl=rtl)
            case "message":
                said_of_it = words.message(item, self._now())
                free = self._free(item)
                wide = place.adjusted(-free if rtl else 0, 0, 0 if rtl else free, 0)
                _two_lines(painter, wide, said_of_it, bold=said_of_it.urgent, rtl=rtl)
            case "action":
                self._paint_actions(painter, place, item, rtl=rtl)

    def _free(self, item: Item) -> int:
        used = [spot.width() for _, spot in spots(QRect(0, 0, self.room, 60), item, rtl=False)]
        if not used and is_checking(item):
            return 0
        return max(0, self.room - sum(each + BETWEEN for each in used) - BETWEEN)

    def _paint_actions(self, painter: QPainter, place: QRect, item: Item, *, rtl: bool) -> None:
        for act, spot in spots(place, item, rtl=rtl):
            _button(painter, spot, act, held=self.held == (item, act), rtl=rtl)
        if is_checking(item) and place.width() > HEIGHT:
            said = QCoreApplication.translate("sync", "No action needed")
            paint.text(painter, place, said, font.font(13), "text-3", paint.end(rtl))


def is_checking(item: Item) -> bool:
    """Whether it is being looked for, so that nobody may do anything with it."""
    return not isinstance(item, Review) and item.state in words.CHECKING


def spots(place: QRect, item: Item, *, rtl: bool) -> Iterator[tuple[Act, QRect]]:
    """The buttons of a row and where they are: as many as have room, at the end of its place."""
    offered = words.offered(item)
    shown: tuple[Act, ...] = offered
    room = sum(_width(each) + BETWEEN for each in shown) - BETWEEN
    if room > place.width():
        shown = (Act.MORE,)
    at = place.right() + 1
    for act in reversed(shown):
        wide = _width(act)
        at -= wide
        top = place.top() + (place.height() - HEIGHT) // 2
        yield act, paint.mirrored(QRect(at, top, wide, HEIGHT), place, rtl)
        at -= BETWEEN


def _width(act: Act) -> int:
    if act is Act.MORE:
        return HEIGHT
    face = font.metrics(14, font.SEMI_BOLD)
    return 2 * INNER + ICON + GAP + face.horizontalAdvance(words.act(act)) + 2


def _button(painter: QPainter, spot: QRect, act: Act, *, held: bool, rtl: bool) -> None:
    kind = SOFT if act is Act.LINK else OUTLINED
    paint.box(painter, spot, 8, kind.pressed if held else kind.ground, kind.border)
    inset = (HEIGHT - ICON) // 2 if act is Act.MORE else INNER
    place = QRect(spot.left() + inset, spot.top() + (HEIGHT - ICON) // 2, ICON, ICON)
    ratio = painter.device().devicePixelRatio()
    drawn = icon.pixmap(_MARKS[act], kind.ink, ICON, ratio, rtl=rtl)
    painter.drawPixmap(paint.mirrored(place, spot, rtl).topLeft(), drawn)
    if act is not Act.MORE:
        at = INNER + ICON + GAP
        text = QRect(spot.left() + at, spot.top(), spot.width() - at - INNER + 2, HEIGHT)
        text = paint.mirrored(text, spot, rtl)
        face = font.font(14, font.SEMI_BOLD)
        paint.text(painter, text, words.act(act), face, kind.ink, paint.start(rtl))


def _two_lines(painter: QPainter, place: QRect, said: Lines, *, bold: bool, rtl: bool) -> None:
    """The first line, in two where it has no room in one, and the second beneath."""
    weight = font.SEMI_BOLD if bold else font.REGULAR
    parts = _broken(said.first, font.metrics(14, weight), place.width())
    pitch, below = (22, 19) if len(parts) == 1 else (20, 16)
    tall = pitch * len(parts) + (below if said.second else 0)
    top, align = place.top() + (place.height() - tall) // 2, paint.start(rtl)
    ink = "danger" if said.urgent else "text"
    for part in parts:
        spot = QRect(place.left(), top, place.width(), pitch)
        paint.text(painter, spot, part, font.font(14, weight), ink, align)
        top += pitch
    second = QRect(place.left(), top, place.width(), below)
    paint.text(painter, second, said.second, font.font(12), "text-3", align)


def _broken(text: str, face: QFontMetrics, width: int) -> list[str]:
    """The text, broken between two words where it is wider than the width."""
    if face.horizontalAdvance(text) <= width:
        return [text]
    inner = text[1:-1]
    if text == isolate(inner) and not _is_open(text) and "\u2069" not in inner:
        return [isolate(each) for each in _broken(inner, face, width)]
    first, rest = "", text.split(" ")
    while rest and face.horizontalAdvance(f"{first} {rest[0]}".strip()) <= width:
        first = f"{first} {rest.pop(0)}".strip()
    return [first, " ".join(rest)] if first and not _is_open(first) else [text]


def _is_open(text: str) -> bool:
    """Whether it ends within an isolated part, which must not be torn."""
    opened = sum(text.count(mark) for mark in "\u2066\u2067\u2068")
    return opened != text.count("\u2069")
