"""The keyboard's rules: every control is reached by Tab, and shows that it has the focus."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.orders.card_view import CardView
from app.ui.orders.reason import Reasons
from app.ui.rail import Rail
from app.ui.sell.category_bar import CategoryBar
from app.ui.settings.section_list import SectionList
from app.ui.stock.adjust_view import FingerPad, Stepper
from app.ui.sync.kind_picker import KindPicker
from app.ui.widgets.chip import Chips
from app.ui.widgets.choice import Choices
from app.ui.widgets.number_pad import NumberPad
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.uniform_view import UniformView
from tests.pictures.rule import Finding
from tests.pictures.seen import Seen, floats, name, target

STEPS = 200
# One Tab stop for all; arrows do the rest.
GROUPS = (Rail, Chips, Choices, KindPicker, Reasons, Segmented, CategoryBar, SectionList, Stepper)
# They type into a field what the keyboard types by itself.
PADS = (NumberPad, FingerPad)


def reached(seen: Seen) -> Iterator[Finding]:
    """Tab comes by every control and ends where it began; each place on the way shows itself."""
    first = QApplication.focusWidget()
    if not any(each.isEnabled() for each in seen.controls):
        return
    if first is None:
        yield Finding("reached", name(seen.layer), "nothing has the focus")
        return
    before = {each: _look(each) for each in seen.controls}
    met: list[QWidget] = []
    for _ in range(STEPS):
        QTest.keyClick(QApplication.focusWidget() or seen.window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in met:
            break
        met.append(now)
        was = before.get(now)
        is_empty = isinstance(now, UniformView) and not now.count()
        if was is not None and now is not first and not is_empty and was == _look(now):
            yield Finding("seen", name(now), "shows no focus")
    if first not in met:
        yield Finding("reached", name(first), "Tab does not come back to where it began")
    groups = {id(each.parentWidget()) for each in met}
    for control in seen.controls:
        parent = control.parentWidget()
        is_in_group = isinstance(parent, GROUPS) and id(parent) in groups
        is_in_group = is_in_group or isinstance(parent, PADS) or _cards(control) in met
        if control not in met and control.isEnabled() and not is_in_group and not floats(control):
            yield Finding("reached", name(control), "Tab does not come by")


def _cards(control: QWidget) -> QWidget | None:
    """The cards that a button is on; those of the current card are Tab stops, arrows lead on."""
    at = control.parentWidget()
    while at is not None and not isinstance(at, CardView):
        at = at.parentWidget()
    return at


def _look(control: QWidget) -> QImage:
    return target(control).grab().toImage()
