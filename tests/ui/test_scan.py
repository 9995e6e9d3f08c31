from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.scan import GAP_MS, ScanFilter, us_character
from tests.ui import keys
from tests.ui.keys import ARABIC, Clock

CODE = "6281000000014"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def scans(app: QApplication, clock: Clock) -> Iterator[list[str]]:
    heard: list[str] = []
    watching = ScanFilter(app, clock=clock)
    watching.scanned.connect(heard.append)
    yield heard
    watching.close()


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    """A window with the widget in it, which has the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(widget)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return window


def test_scan_into_a_field_leaves_the_field_as_it_was(
    app: QApplication, qtbot: QtBot, scans: list[str]
) -> None:
    edit = QLineEdit("half a name")
    window = shown(qtbot, edit)
    edit.setSelection(5, 1)
    keys.scan(app, CODE)
    assert scans == [CODE]
    assert (edit.text(), edit.selectedText()) == ("half a name", "a")
    window.close()


def test_scan_into_a_number_field_changes_no_number(
    app: QApplication, qtbot: QtBot, scans: list[str]
) -> None:
    box = QSpinBox(maximum=1_000_000)
    box.setValue(12)
    window = shown(qtbot, box)
    keys.scan(app, CODE)
    assert scans == [CODE]
    assert box.value() == 12
    window.close()


def test_scan_onto_a_button_does_not_press_it(
    app: QApplication, qtbot: QtBot, scans: list[str]
) -> None:
    button, pressed = QPushButton("Danger"), list[bool]()
    button.clicked.connect(pressed.append)
    window = shown(qtbot, button)
    keys.scan(app, "AB 12 34")
    assert scans == ["AB 12 34"]
    assert pressed == []
    window.close()


def test_scan_onto_a_list_moves_nothing(app: QApplication, qtbot: QtBot, scans: list[str]) -> None:
    rows = QListWidget()
    rows.addItems(["1 one", "2 two", "28 much"])
    rows.setCurrentRow(0)
    window = shown(qtbot, rows)
    keys.scan(app, "2812")
    assert scans == ["2812"]
    assert rows.currentRow() in {0, 1}  # the first key alone may have been a person's
    window.close()


def test_scan_ends_with_tab_as_well(app: QApplication, qtbot: QtBot, scans: list[str]) -> None:
    edit = QLineEdit()
    window = shown(qtbot, edit)
    for character in CODE:
        keys.press(app, character)
    keys.enter(app, Qt.Key.Key_Tab)
    assert scans == [CODE]
    assert edit.hasFocus()
    window.close()


def test_scan_under_an_arabic_layout_is_read_by_its_keys(
    app: QApplication, qtbot: QtBot, scans: list[str]
) -> None:
    edit = QLineEdit()
    window = shown(qtbot, edit)
    keys.scan(app, "AB-123", layout=ARABIC)
    assert scans == ["AB-123"]
    assert edit.text() == ""
    window.close()


def test_typing_of_a_person_stays_in_the_field(
    app: QApplication, qtbot: QtBot, scans: list[str], clock: Clock
) -> None:
    edit = QLineEdit()
    window = shown(qtbot, edit)
    for character in "12345":
        keys.press(app, character)
        clock.now += 0.04
    keys.enter(app)
    assert scans == []
    assert edit.text() == "12345"
    window.close()


def test_keys_that_waited_while_the_window_was_busy_belong_to_their_scan(
    app: QApplication, qtbot: QtBot, scans: list[str]
) -> None:
    edit = QLineEdit()
    window = shown(qtbot, edit)
    for character in CODE[:6]:
        keys.press(app, character)

    def rest() -> None:
        for character in CODE[6:]:
            keys.press(app, character)
        keys.enter(app)

    QTest.qSleep(2 * GAP_MS)
    QTimer.singleShot(0, rest)
    qtbot.waitUntil(lambda: bool(scans))
    assert (scans, edit.text()) == ([CODE], "")
    window.close()


def test_fast_keys_without_an_end_are_given_back(
    app: QApplication, qtbot: QtBot, scans: list[str]
) -> None:
    edit = QLineEdit()
    window = shown(qtbot, edit)
    for character in "tea and":
        keys.press(app, character)
    qtbot.waitUntil(lambda: edit.text() == "tea and")
    assert scans == []
    window.close()


def test_three_fast_keys_and_enter_are_typing(
    app: QApplication, qtbot: QtBot, scans: list[str]
) -> None:
    edit, entered = QLineEdit(), list[int]()
    edit.returnPressed.connect(lambda: entered.append(1))
    window = shown(qtbot, edit)
    for character in "tea":
        keys.press(app, character)
    keys.enter(app)
    assert scans == []
    assert (edit.text(), entered) == ("tea", [1])
    window.close()


def test_same_code_within_200_ms_counts_once(
    app: QApplication, qtbot: QtBot, scans: list[str], clock: Clock
) -> None:
    window = shown(qtbot, QLineEdit())
    keys.scan(app, CODE, clock=clock)
    clock.now += 0.15
    keys.scan(app, CODE, clock=clock)
    clock.now += 0.25
    keys.scan(app, CODE, clock=clock)
    assert scans == [CODE, CODE]
    window.close()


def test_burst_of_different_codes_loses_and_doubles_none(
    app: QApplication, qtbot: QtBot, scans: list[str], clock: Clock
) -> None:
    window = shown(qtbot, QLineEdit())
    codes = [f"{number:08d}" for number in range(500)]
    for code in codes:
        keys.scan(app, code, clock=clock)
        clock.now += 0.001
    assert scans == codes
    window.close()


@pytest.mark.parametrize(
    ("scan_code", "shift", "character"),
    [(2, False, "1"), (11, False, "0"), (30, True, "A"), (50, False, "m"), (57, False, " ")],
)
def test_scan_codes_are_those_of_the_pc_keyboard(
    scan_code: int, shift: bool, character: str
) -> None:
    assert us_character(scan_code, shift=shift, offset=0) == character
    assert us_character(scan_code + 8, shift=shift, offset=8) == character


def test_key_without_a_character_has_none() -> None:
    assert us_character(59, shift=False, offset=0) == ""
