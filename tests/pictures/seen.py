"""What is seen of a window: its topmost layer, with texts and controls and their places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from app.ui.widgets.field import Field
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.toast import Toast
from tests.pictures import ink
from tests.pictures.ink import Ink
from tests.pictures.words import Typed

CONTROLS = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractSlider, QAbstractItemView)

SHARE = 0.6  # of a place that strokes may fill; bold figures in a small bubble do


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is seen: its strokes in the window, and the widget that shows it."""

    widget: QWidget
    words: str
    strokes: QRect
    colour: QColor
    opacity: float = 1.0


class Seen:
    """One look at a window."""

    def __init__(self, window: QWidget, typed: Typed, *, is_arabic: bool) -> None:
        self.window, self.typed, self.is_arabic = window, typed, is_arabic
        self._parts: dict[QWidget, QRect] = {}
        covers = [each for each in window.findChildren(Overlay) if each.isVisible()]
        self.layer: QWidget = covers[-1] if covers else window
        with ink.recorded() as inks:
            self.image: QImage = window.grab().toImage()
        self.inks: list[Ink] = [each for each in inks if self._is_on_top(each.widget)]
        self.painters = {each.widget for each in self.inks}

    @cached_property
    def widgets(self) -> list[QWidget]:
        """All visible widgets of the topmost layer."""
        found = self.window.findChildren(QWidget)
        return [each for each in found if each.isVisible() and self._is_on_top(each)]

    @cached_property
    def labels(self) -> list[QLabel]:
        """Labels that say something."""
        return [each for each in self.widgets if isinstance(each, QLabel) and each.text()]

    @cached_property
    def controls(self) -> list[QWidget]:
        """What can be touched or typed into."""
        return [
            each
            for each in self.widgets
            if isinstance(each, CONTROLS)
            and not isinstance(each, QScrollBar)
            and not each.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ]

    @cached_property
    def texts(self) -> list[Text]:
        """All text that can be seen, as far as it can be seen."""
        found = [
            Text(
                each.widget,
                each.words,
                self.place(each.widget, each.strokes()),
                each.colour,
                each.opacity,
            )
            for each in self.inks
        ]
        for label in (each for each in self.labels if each not in self.painters):
            colour = label.palette().color(label.foregroundRole())
            found.append(Text(label, said(label), self.place(label, spread(label)), colour))
        return [each for each in found if not each.strokes.isEmpty()]

    @cached_property
    def toasts(self) -> list[QRect]:
        """Where toasts are."""
        return [self.whole(each) for each in self.widgets if isinstance(each, Toast)]

    def is_covered(self, text: Text) -> bool:
        """Whether a toast lies over it, for the moment."""
        is_beneath = any(each.intersects(text.strokes) for each in self.toasts)
        return is_beneath and not floats(text.widget)

    def place(self, widget: QWidget, rect: QRect) -> QRect:
        """The part of a widget's rectangle that can be seen, in the window's coordinates."""
        top = widget.mapTo(self.window, QPoint())
        return rect.translated(top) & self._part(widget)

    def whole(self, widget: QWidget) -> QRect:
        """The widget's rectangle in the window's coordinates, seen or not."""
        return QRect(widget.mapTo(self.window, QPoint()), widget.size())

    def ground(self, rect: QRect, ink: QColor) -> QColor:
        """The colour that a text stands on: the usual one around it, but for its own."""
        ratio = self.image.devicePixelRatio()
        area = QRect(rect.topLeft() * ratio, rect.size() * ratio)
        part = self.image.copy(area).convertToFormat(QImage.Format.Format_RGB32)
        dots = Counter(memoryview(part.constBits()).cast("I"))
        (usual, count), *rest = dots.most_common(2)
        if usual == ink.rgb() and rest and count < SHARE * dots.total():
            usual = rest[0][0]
        return QColor.fromRgb(usual)

    def _part(self, widget: QWidget) -> QRect:
        part = self._parts.get(widget)
        if part is None:
            part, above = self.whole(widget), widget.parentWidget()
            if widget is not self.window and above is not None:
                part &= self._part(above)
            self._parts[widget] = part
        return part

    def _is_on_top(self, widget: QWidget) -> bool:
        on_layer = widget is self.layer or self.layer.isAncestorOf(widget)
        return on_layer or floats(widget)


def said(label: QLabel) -> str:
    """What a label says, without its marks of style."""
    if label.textFormat() == Qt.TextFormat.RichText:
        return QTextDocumentFragment.fromHtml(label.text()).toPlainText()
    return label.text()


def spread(label: QLabel) -> QRect:
    """Where a label's strokes are, in its own coordinates."""
    area = label.contentsRect()
    if not label.wordWrap():
        align = label.alignment()
        if not align & Qt.AlignmentFlag.AlignAbsolute and label.isRightToLeft():
            align = _flipped(align)
        return ink.strokes(label.text(), label.font(), area, align)
    flags = label.alignment() | Qt.TextFlag.TextWordWrap
    return label.fontMetrics().boundingRect(area, flags, label.text())


def _flipped(align: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    if align & left:
        return align & ~left | right
    if align & right:
        return align & ~right | left
    return align


def target(control: QWidget) -> QWidget:
    """What a finger aims at: a field with its frame for the line in it."""
    at: QWidget | None = control
    while at is not None and isinstance(control, QLineEdit):
        if isinstance(at, Field):
            return at
        at = at.parentWidget()
    return control


def floats(widget: QWidget) -> bool:
    """Whether it is part of a toast."""
    at: QWidget | None = widget
    while at is not None and not isinstance(at, Toast):
        at = at.parentWidget()
    return at is not None


def scroller(widget: QWidget) -> QAbstractScrollArea | None:
    """The scroll area that the widget moves in."""
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QAbstractScrollArea):
            return at
        at = at.parentWidget()
    return None


def is_inside_list(widget: QWidget) -> bool:
    """Whether it is the viewport of a list, whose rows come and go at its edges."""
    return isinstance(widget.parentWidget(), QAbstractItemView)


def name(widget: QWidget) -> str:
    """What a person finds it by."""
    at: QWidget | None = widget
    kind = type(widget).__name__
    while at is not None:
        if at.objectName() and not at.objectName().startswith("qt_"):
            return at.objectName() if at is widget else f"{kind} in {at.objectName()}"
        at = at.parentWidget()
    return kind
