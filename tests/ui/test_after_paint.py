"""What waits for the painting, and the panel that comes before all else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.changes import Changes
from app.ui.after_paint import AfterPaint
from app.ui.receipt import drawing
from app.ui.till import Till
from tests.shop import DATES
from tests.ui.conftest import find
from tests.ui.test_till import pay_exactly, scan


class Painting(QObject):
    """Writes down the paintings of widgets, in the order of what else is written down."""

    def __init__(self, seen: list[str], *widgets: QWidget) -> None:
        super().__init__()
        self._seen = seen
        for each in widgets:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self._seen.append(watched.objectName())
        return False


@pytest.fixture
def pay(till: Till, app: QApplication, qtbot: QtBot) -> Callable[[], None]:
    """Sells something for exact cash, up to the panel of the sale."""
    assert till.receipt is not None

    def paid() -> None:
        scan(till, app, qtbot, DATES)
        pay_exactly(till, qtbot)

    return paid


def test_calls_come_in_their_order_after_the_painting(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    strip, seen = find(till, "strip"), list[str]()
    app.processEvents()
    painting = Painting(seen, strip)
    after = AfterPaint(till)
    after.call(lambda: seen.append("first"))
    after.call(lambda: seen.append("second"))
    strip.update()
    assert len(after) == 2
    qtbot.waitUntil(lambda: "second" in seen)
    assert seen == ["strip", "first", "second"]
    assert len(after) == 0
    strip.removeEventFilter(painting)


def test_calls_that_are_dropped_are_not_made(till: Till, app: QApplication) -> None:
    after, seen = AfterPaint(till), list[str]()
    after.call(lambda: seen.append("dropped"))
    after.clear()
    app.processEvents()
    assert seen == []


def test_panel_is_painted_before_all_else_hears_of_the_sale(
    till: Till, qtbot: QtBot, pay: Callable[[], None]
) -> None:
    seen: list[str] = []

    def hear(changes: Changes) -> None:
        if changes.invoices:
            seen.append("told")

    till.window.pages.setObjectName("pages")
    painting = Painting(seen, find(till, "receipt"), till.window.pages)
    till.tender.completed.connect(lambda _: seen.clear())
    till.bus.changed.connect(hear)
    pay()
    qtbot.waitUntil(lambda: "told" in seen)
    assert seen[:2] == ["receipt", "told"]
    qtbot.waitUntil(lambda: "pages" in seen[2:])
    assert painting is not None


def test_panel_stands_before_its_receipt_is_drawn(
    till: Till, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, pay: Callable[[], None]
) -> None:
    seen: list[str] = []
    painting = Painting(seen, find(till, "receipt"))
    draw = drawing.draw

    def drawn(*args: Any, **named: Any) -> drawing.Drawing:
        seen.append("drawing")
        return draw(*args, **named)

    monkeypatch.setattr(drawing, "draw", drawn)
    with qtbot.waitSignal(till.receipt.drawn):
        pay()
    assert seen.index("receipt") < seen.index("drawing")
    assert painting is not None


def test_panel_takes_the_place_of_the_payment(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[[], None]
) -> None:
    pay()
    window, panel = till.window, till.window.receipt
    assert not window.tender.isVisible()
    assert find(till, "new_sale").hasFocus()
    qtbot.waitUntil(lambda: panel.mask().isEmpty())
    assert all(each.updatesEnabled() for each in window.findChildren(QWidget))
    till.receipt.close()
    assert find(till, "search").hasFocus()
