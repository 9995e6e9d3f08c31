"""The settings' section of back ends as tests find it, and what they do in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.backend import Backend
from app.services import backends
from app.ui.settings.backend_form import BackendForm
from app.ui.settings.presenter import SettingsPresenter
from app.ui.till import Till
from tests.pictures import linked
from tests.pictures.linked import NAME
from tests.ui.conftest import find

LEFT = Qt.MouseButton.LeftButton
MARKS = {ord(mark): None for mark in "\u2066\u2068\u2069"}


@pytest.fixture
def section(till: Till, qtbot: QtBot) -> BackendForm:
    """The section, shown and filled."""
    till.show_backend("")
    settings = till.screens["settings"]
    assert isinstance(settings, SettingsPresenter)
    form = till.window.findChild(BackendForm)
    assert form is not None
    qtbot.waitUntil(form.panel.isVisible)
    return form


@pytest.fixture
def linked_section(till: Till, qtbot: QtBot) -> BackendForm:
    """The section of a shop that has a back end."""
    linked.connect(till.desk.shop.store)
    till.show_backend(NAME)
    form = till.window.findChild(BackendForm)
    assert form is not None
    qtbot.waitUntil(form.panel.isVisible)
    return form


def said(till: Till, name: str) -> str:
    """What a label, button or field says, without the marks of direction."""
    found = find(till, name)
    assert isinstance(found, QLabel | QAbstractButton | QLineEdit)
    return found.text().translate(MARKS)


def click(till: Till, name: str) -> None:
    QTest.mouseClick(find(till, name), LEFT)


def write(till: Till, name: str, text: str) -> None:
    """Write into a field, as an input method does."""
    field = find(till, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.clear()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def kept(till: Till) -> list[Backend]:
    """The back ends of the shop."""
    with till.desk.shop.store.read() as unit:
        return [each.backend for each in backends.every(unit)]
