"""The rules that every screen keeps; each tells what breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QWidget

from app.ui.orders.reason import Reasons
from app.ui.rail import Rail
from app.ui.settings.section_list import SectionList
from app.ui.stock.adjust_view import Stepper
from app.ui.strip import HEIGHT, Strip
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.uniform_view import UniformView
from tests.pictures.seen import (
    Seen,
    floats,
    is_inside_list,
    name,
    scroller,
    spread,
    target,
)

# Their parts stand in one frame or one bar.
JOINT = (Segmented, Strip, SectionList, Stepper, Reasons)
_STEPPER = {"line_minus", "line_quantity", "line_plus"}

TOUCH, GAP = 44, 8
CONTRAST = 4.5
SLACK = 1  # px that a rounded measure may be off
TOUCHING = 2  # px that strokes may share: an accent above a descender


@dataclass(frozen=True, slots=True)
class Finding:
    """What breaks a rule: the widget's name, and what is wrong with it."""

    rule: str
    widget: str
    said: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.widget}: {self.said}"


Box = tuple[QWidget, QRect, str]
Rule = Callable[[Seen], Iterator[Finding]]


def whole(seen: Seen) -> Iterator[Finding]:
    """Labels, captions and placeholders have room for all they say."""
    for label in seen.labels:
        if label in seen.painters:
            continue  # what it paints itself is looked at as ink
        room, wanted = label.contentsRect(), spread(label)
        flow = label.fontMetrics().horizontalAdvance
        wide = max(map(flow, label.text().splitlines())) if not label.wordWrap() else wanted.width()
        lacks = wide > room.width() + SLACK
        if lacks or wanted.height() > label.height() + SLACK:
            wants = f"{wide}×{wanted.height()}"
            has = f"{room.width()}×{label.height()}"
            yield _finding("whole", label, f"wants {wants}, has {has}: {_short(label.text())}")
    for edit in seen.controls:
        if isinstance(edit, QLineEdit) and edit.placeholderText() and not edit.text():
            wide = edit.fontMetrics().horizontalAdvance(edit.placeholderText())
            if wide > edit.width() - 2:
                said = f"wants {wide}, has {edit.width()}: {_short(edit.placeholderText())}"
                yield _finding("whole", edit, said)


def uncut(seen: Seen) -> Iterator[Finding]:
    """Painted words are not shortened, but for names and texts that somebody typed."""
    for each in seen.inks:
        if each.is_cut() and not seen.typed.has(each.words):
            yield _finding("uncut", each.widget, f"“{_short(each.words)}” became “{each.shown}”")
            continue
        strokes, area = each.strokes(), each.widget.rect()
        if is_inside_list(each.widget):
            strokes.setTop(max(strokes.top(), area.top()))
            strokes.setBottom(min(strokes.bottom(), area.bottom()))
        if not strokes.isEmpty() and not _grown(area, SLACK).contains(strokes):
            yield _finding("uncut", each.widget, f"“{_short(each.words)}” leaves its widget")


def apart(seen: Seen) -> Iterator[Finding]:
    """Texts and controls do not lie over each other."""
    boxes = [(each.widget, each.strokes, _short(each.words)) for each in seen.texts]
    for control in seen.controls:
        if not isinstance(control, QAbstractItemView):
            aim = target(control)
            boxes.append((aim, seen.place(aim, aim.rect()), "control"))
    boxes = [each for each in boxes if not floats(each[0])]
    for (one, first, said), (other, second, told) in _touching(boxes):
        common = first & second
        if common.width() <= TOUCHING or common.height() <= TOUCHING:
            continue
        if one is not other and (_holds(one, other, said) or _holds(other, one, told)):
            continue
        if one is other and "control" in {said, told}:
            continue
        beside = f"“{said}” and “{told}” of {name(other)}"
        yield _finding("apart", one, f"{beside} share {_size(common)}")


def inside(seen: Seen) -> Iterator[Finding]:
    """Nothing sticks out of what holds it; in scroll areas it may do so where one can scroll."""
    solid = [each for each in seen.controls if not isinstance(each, QAbstractItemView)]
    for widget in [*seen.labels, *solid]:
        full, part = seen.whole(widget), seen.place(widget, widget.rect())
        area = scroller(widget)
        if area is not None:
            can = area.verticalScrollBar().maximum() > 0
            held = seen.whole(area.viewport())
            sideways = full.left() < held.left() or full.right() > held.right()
            if can and not sideways:
                continue
        if full != part:
            lost = f"{_size(full)} at {full.left()},{full.top()}, seen {_size(part)}"
            yield _finding("inside", widget, lost)


def translated(seen: Seen) -> Iterator[Finding]:
    """In Arabic there are no English words but names, codes and what somebody typed."""
    if not seen.is_arabic:
        return
    for widget, text in _said(seen):
        if not seen.typed.is_all_of(text):
            yield _finding("translated", widget, _short(text))


def large(seen: Seen) -> Iterator[Finding]:
    """What is touched is 44 high and wide at least."""
    for control in seen.controls:
        aim = target(control)
        if isinstance(control, QAbstractItemView):
            yield from _rows(control)
            continue
        # The strip is 36 high by design; the frame around segments makes them whole.
        least = HEIGHT - 1 if _within(aim, Strip) else TOUCH
        least -= 2 if _within(aim, Segmented) else 0
        if aim.width() < TOUCH - SLACK or aim.height() < least:
            yield _finding("large", control, f"{aim.width()}×{aim.height()}")


def spaced(seen: Seen) -> Iterator[Finding]:
    """Between separate targets there are 8 px."""
    aims = {target(each): each for each in seen.controls}
    free = [each for each in aims if not isinstance(each, QAbstractItemView) and not floats(each)]
    places = {each: seen.place(each, each.rect()) for each in free}
    for one, other in combinations(free, 2):
        if _are_joined(one, other) or one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        first, second = places[one], places[other]
        if first.isEmpty() or second.isEmpty():
            continue
        across = max(first.left(), second.left()) - min(first.right(), second.right()) - 1
        down = max(first.top(), second.top()) - min(first.bottom(), second.bottom()) - 1
        gap = max(across, down)
        if 0 <= gap < GAP:
            yield _finding("spaced", one, f"{gap} px from {name(other)}")


def named(seen: Seen) -> Iterator[Finding]:
    """A screen reader can say what each control is."""
    for control in seen.controls:
        found = QAccessible.queryAccessibleInterface(control)
        if found is None or not found.text(QAccessible.Text.Name).strip():
            yield _finding("named", control, "has no accessible name")


def readable(seen: Seen) -> Iterator[Finding]:
    """Ink stands out from its ground as the design promises."""
    for each in seen.texts:
        if not each.widget.isEnabled() or each.opacity < 1 or seen.is_covered(each):
            continue
        ground = seen.ground(each.strokes.adjusted(-2, -2, 2, 2), each.colour)
        ratio = contrast(each.colour, ground)
        if ratio < CONTRAST:
            pair = f"{each.colour.name()} on {ground.name()}"
            yield _finding("readable", each.widget, f"{ratio:.2f} ({pair}): {_short(each.words)}")


RULES: tuple[Rule, ...] = (
    whole,
    uncut,
    apart,
    inside,
    translated,
    large,
    spaced,
    named,
    readable,
)


def findings(seen: Seen, rules: tuple[Rule, ...] = RULES) -> list[Finding]:
    """What breaks these rules in what is seen; each once."""
    return list(dict.fromkeys(found for rule in rules for found in rule(seen)))


def luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _said(seen: Seen) -> Iterator[tuple[QWidget, str]]:
    for each in seen.texts:
        yield each.widget, each.words
    for widget in seen.widgets:
        yield widget, widget.toolTip()
    for control in seen.controls:
        found = QAccessible.queryAccessibleInterface(control)
        if found is not None and not isinstance(control, QAbstractItemView):
            yield control, found.text(QAccessible.Text.Name)
            yield control, found.text(QAccessible.Text.Description)
        if isinstance(control, QLineEdit):
            yield control, control.placeholderText()


def _rows(view: QAbstractItemView) -> Iterator[Finding]:
    model = view.model()
    if model is not None and model.rowCount():
        at = view.shown().start if isinstance(view, UniformView) else 0
        row = view.visualRect(model.index(at, 0))
        if row.isValid() and (row.height() < TOUCH or row.width() < TOUCH):
            yield _finding("large", view, f"rows of {row.width()}×{row.height()}")


def _are_joined(one: QWidget, other: QWidget) -> bool:
    """Whether the design puts them into one frame or one bar; the rail keeps its gaps inside."""
    if _within(one, Rail) or _within(other, Rail):
        return True
    parent = one.parentWidget()
    is_joint = isinstance(parent, JOINT) or {one.objectName(), other.objectName()} <= _STEPPER
    return is_joint and parent is other.parentWidget()


def _touching(boxes: list[Box]) -> Iterator[tuple[Box, Box]]:
    """Those pairs that have height in common; a window has too many to look at all."""
    boxes = sorted(boxes, key=lambda each: each[1].top())
    for at, one in enumerate(boxes):
        bottom = one[1].bottom()
        for other in boxes[at + 1 :]:
            if other[1].top() > bottom:
                break
            yield one, other


def _holds(holder: QWidget, held: QWidget, said: str) -> bool:
    """Whether one is a control with the other in it."""
    if not holder.isAncestorOf(held):
        return False
    return said == "control" or isinstance(holder, (QAbstractButton, QLabel))


def _within(widget: QWidget, kind: type[QWidget]) -> bool:
    at: QWidget | None = widget
    while at is not None and not isinstance(at, kind):
        at = at.parentWidget()
    return at is not None


def _finding(rule: str, widget: QWidget, said: str) -> Finding:
    return Finding(rule, name(widget), said)


def _grown(rect: QRect, by: int) -> QRect:
    return rect.adjusted(-by, -by, by, by)


def _size(rect: QRect) -> str:
    return f"{rect.width()}×{rect.height()}"


def _short(text: str) -> str:
    plain = re.sub("[\u2066-\u2069\u200e\u200f]", "", text)
    return plain if len(plain) <= 60 else f"{plain[:60]}…"
