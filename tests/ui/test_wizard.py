from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.domain.errors import Refusal, Trouble
from app.domain.shop import Shop
from app.services import new_shop
from app.services.backends import Check
from app.services.new_shop import NewShop
from app.ui import language
from app.ui.shop import OpenShop
from app.ui.sync.address_field import EXAMPLE
from app.ui.wizard import draft as drafts
from app.ui.wizard.draft import Draft
from app.ui.wizard.presenter import WizardPresenter
from app.ui.wizard.view import WizardView
from tests.shop import NOON, make_shop, tally
from tests.ui.silence import Printers
from tests.ui.syncing import GOOD, KIND, Connections

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
VAT = "300000000000003"


@dataclass
class Wizard:
    """The wizard's window as a person has it."""

    view: WizardView
    presenter: WizardPresenter
    folder: Path
    app: QApplication

    def find(self, name: str) -> QWidget:
        """The widget with this objectName."""
        found = self.view.findChild(QWidget, name)
        assert found is not None, name
        return found

    def says(self, name: str) -> str:
        """What a label, button or field says, without the marks of direction."""
        found = self.find(name)
        assert isinstance(found, QLabel | QAbstractButton | QLineEdit)
        return found.text().translate({ord(mark): None for mark in "\u2066\u2068\u2069"})

    def type(self, name: str, text: str) -> None:
        """Type into a field."""
        self.find(name).setFocus()
        self.write(text)

    def write(self, text: str) -> None:
        """Type wherever the focus is, in any script."""
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, NONE, character)
                self.app.sendEvent(self.app.focusWidget() or self.view, event)

    def press(self, key: Qt.Key) -> None:
        """Press a key wherever the focus is."""
        QTest.keyClick(self.app.focusWidget() or self.view, key)

    def tap(self, name: str) -> None:
        """Tap a button, card or chip."""
        QTest.mouseClick(self.find(name), LEFT, NONE, self.find(name).rect().center())

    def step(self) -> int:
        """Which step is asked, from 1."""
        return self.presenter.draft.step + 1

    def go_to(self, step: int) -> None:
        """Answer what must be answered and go to a step."""
        if not self.presenter.draft.name:
            self.type("setup_name", "Corner")
        while self.step() < step:
            self.presenter.next()

    def left(self, name: str) -> int:
        """Where in the window a widget begins."""
        return self.find(name).mapTo(self.view, QPoint(0, 0)).x()


def opened(
    app: QApplication,
    folder: Path,
    printers: Printers,
    qtbot: QtBot,
    connecting: Connections | None = None,
) -> Wizard:
    connecting = connecting or Connections()
    view = WizardView(connecting.kinds)
    view.resize(1366, 768)
    presenter = WizardPresenter(
        view, app, folder, printers.printing(), connecting.connecting(), now=lambda: NOON
    )
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    with qtbot.waitSignal(presenter.resumed):
        presenter.start()
    return Wizard(view, presenter, folder, app)


def closed(wizard: Wizard) -> None:
    wizard.presenter.close()
    assert [each for each in wizard.presenter.findChildren(QTimer) if each.isActive()] == []
    assert [each for each in threading.enumerate() if each.name.startswith("sanduq-")] == []
    wizard.view.close()
    wizard.view.deleteLater()
    wizard.presenter.deleteLater()
    wizard.app.processEvents()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "new" / "shop"


@pytest.fixture
def wizard(app: QApplication, folder: Path, printers: Printers, qtbot: QtBot) -> Iterator[Wizard]:
    made = opened(app, folder, printers, qtbot)
    yield made
    closed(made)


def made(wizard: Wizard) -> OpenShop:
    """The shop that was made, open."""
    return bootstrap.open_shop(wizard.folder)


def test_shop_without_a_name_is_not_passed(wizard: Wizard) -> None:
    wizard.press(ENTER)
    assert wizard.step() == 1
    assert "needs a name" in wizard.says("setup_name_below")
    assert wizard.find("setup_name").hasFocus()


@pytest.mark.parametrize("field", ["setup_name", "setup_name_ar"])
def test_one_name_in_either_language_is_enough(wizard: Wizard, field: str) -> None:
    wizard.type(field, "متجر")
    wizard.press(ENTER)
    assert wizard.step() == 2


def test_printers_that_are_found_leave_the_focus_in_their_list(wizard: Wizard) -> None:
    wizard.go_to(3)
    step = wizard.view.printer
    assert step.first_field().hasFocus()
    step.show_printers(["Office", "Kitchen"])
    assert step.first_field().hasFocus()


def test_shop_is_made_with_keys_alone(wizard: Wizard, qtbot: QtBot) -> None:
    assert wizard.find("setup_name").hasFocus()
    for text in ("Corner", "الركن", "Al Olaya 1", "011 1"):
        wizard.write(text)
        wizard.press(TAB)
    wizard.press(ENTER)
    wizard.write(VAT)
    wizard.press(ENTER)
    qtbot.waitUntil(lambda: wizard.view.findChild(QWidget, "printer_0") is not None)
    wizard.press(Qt.Key.Key_Up)
    wizard.press(ENTER)
    wizard.press(Qt.Key.Key_Right)
    with qtbot.waitSignal(wizard.presenter.made):
        wizard.press(ENTER)
    shop = made(wizard)
    seller = shop.counter.shop.seller
    assert (seller.name, seller.name_ar, seller.address) == ("Corner", "الركن", "Al Olaya 1")
    assert (seller.phone, seller.vat_number, seller.country) == ("011 1", VAT, "SA")
    assert shop.counter.shop.printer == "Office"
    assert tally(shop.store, "SELECT count(*) FROM product") == 0
    shop.store.close()


def test_shop_is_made_by_touch_alone(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.tap("setup_name")
    wizard.write("Corner")  # by the system's screen keyboard
    wizard.tap("next")
    wizard.tap("currency_KW")
    wizard.tap("without_vat")
    wizard.tap("not_registered")
    qtbot.waitUntil(lambda: wizard.view.findChild(QWidget, "printer_0") is not None)
    wizard.tap("printer_0")
    wizard.tap("paper_slip58")
    wizard.tap("next")
    wizard.tap("with_demo")
    with qtbot.waitSignal(wizard.presenter.made):
        wizard.tap("next")
    opened = made(wizard)
    shop = opened.counter.shop
    assert (shop.currency, shop.prices_include_tax) == ("KWD", False)
    assert (shop.printer, shop.receipt_form) == ("Roll", "slip58")
    assert tally(opened.store, "SELECT count(*) FROM product") == new_shop.DEMO_PRODUCTS
    opened.store.close()


def test_language_turns_the_window_at_once_and_is_the_shop_s(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.type("setup_name", "Corner")
    wizard.tap("language_ar")
    assert language.is_arabic()
    qtbot.waitUntil(lambda: wizard.left("setup_progress") > wizard.left("next"))
    assert wizard.presenter.draft.name == "Corner"
    wizard.go_to(4)
    with qtbot.waitSignal(wizard.presenter.made):
        wizard.presenter.next()
    shop = made(wizard)
    assert shop.preferences.language == "ar"
    shop.store.close()


def test_wrong_vat_number_is_said_and_not_passed(wizard: Wizard) -> None:
    wizard.go_to(2)
    wizard.type("setup_vat_number", VAT[:-1])
    assert not wizard.find("setup_vat_number_good").isVisible()
    wizard.press(ENTER)
    assert wizard.step() == 2
    assert "15 digits that begin and end with 3" in wizard.says("setup_vat_number_below")
    wizard.type("setup_vat_number", "3")
    assert wizard.find("setup_vat_number_good").isVisible()
    wizard.press(ENTER)
    assert wizard.step() == 3


def test_shop_that_is_not_registered_needs_no_number(wizard: Wizard) -> None:
    wizard.go_to(2)
    wizard.type("setup_vat_number", "12")
    wizard.tap("not_registered")
    assert wizard.step() == 3
    assert wizard.presenter.draft.vat_number == ""


def test_vat_number_in_arabic_digits_is_understood(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.go_to(2)
    wizard.type("setup_vat_number", "٣٠٠٠٠٠٠٠٠٠٠٠٠٠٣")
    wizard.go_to(4)
    with qtbot.waitSignal(wizard.presenter.made):
        wizard.presenter.next()
    shop = made(wizard)
    assert shop.counter.shop.seller.vat_number == VAT
    shop.store.close()


@pytest.mark.parametrize(
    ("country", "rate", "rule"),
    [("SA", "15%", "begin and end with 3"), ("AE", "5%", "begin with 100"), ("EG", "14%", "9 d")],
)
def test_currency_decides_the_rules(wizard: Wizard, country: str, rate: str, rule: str) -> None:
    wizard.go_to(2)
    wizard.tap(f"currency_{country}")
    assert wizard.says("setup_rate_figure") == rate
    assert rule in wizard.says("setup_vat_number_below")


def test_going_back_forgets_nothing(wizard: Wizard) -> None:
    wizard.go_to(2)
    wizard.type("setup_vat_number", "30")
    wizard.press(ESC)
    assert wizard.step() == 1
    wizard.press(ESC)
    assert wizard.step() == 1
    wizard.press(ENTER)
    assert wizard.presenter.draft.vat_number == "30"
    assert wizard.find("setup_vat_number").hasFocus()


def test_wizard_goes_on_where_it_was_left(
    app: QApplication, folder: Path, printers: Printers, qtbot: QtBot
) -> None:
    first = opened(app, folder, printers, qtbot)
    first.tap("language_ar")
    first.type("setup_name_ar", "الركن")
    first.presenter.next()
    first.tap("currency_OM")
    first.presenter.next()
    closed(first)
    language.apply(app, language.ENGLISH)
    second = opened(app, folder, printers, qtbot)
    assert second.step() == 3
    assert language.is_arabic()
    assert (second.presenter.draft.name_ar, second.presenter.draft.country) == ("الركن", "OM")
    assert second.find("step_printer").isVisible()
    closed(second)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '"name"',
        "[" * 60_000,
        '{"name": 5, "country": "XX", "step": 7, "language": null, "receipt_form": "papyrus"}',
        '{"step": 3}',
        '{"name": "A", "country": "SA", "vat_number": "1", "step": -1}',
    ],
)
def test_garbage_that_was_kept_is_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / drafts.FILE_NAME).write_text(text, encoding="utf-8")
    found = drafts.read(tmp_path, Draft(language="ar"))
    assert (found.step, found.language, found.country) == (0, "ar", "SA")


def test_sound_part_of_a_draft_survives_the_rest(tmp_path: Path) -> None:
    kept = {"name": "Corner", "name_ar": 3, "country": "AE", "vat_number": "1", "step": 2}
    (tmp_path / drafts.FILE_NAME).write_text(json.dumps(kept), encoding="utf-8")
    found = drafts.read(tmp_path, Draft())
    # A step after the VAT number can't be where the number is wrong.
    assert found == Draft(name="Corner", country="AE", vat_number="1")


def test_what_was_kept_is_removed_with_the_wizard_s_end(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.go_to(4)
    kept = wizard.folder / drafts.FILE_NAME
    qtbot.waitUntil(kept.exists)
    with qtbot.waitSignal(wizard.presenter.made):
        wizard.presenter.next()
    wizard.presenter.close()
    assert not kept.exists()
    assert [each.name for each in wizard.folder.iterdir()] == ["sanduq.db"]


def test_test_page_is_shown_and_printed(wizard: Wizard, printers: Printers, qtbot: QtBot) -> None:
    wizard.go_to(3)
    assert not wizard.find("print_test").isEnabled()
    qtbot.waitUntil(lambda: wizard.view.findChild(QWidget, "printer_1") is not None)
    qtbot.waitUntil(wizard.view.printer.preview.paper.has_picture)
    wizard.tap("printer_1")
    wizard.tap("print_test")
    qtbot.waitUntil(lambda: wizard.view.printer.remark.text().startswith("Test sent"))
    assert printers.tested == [("Office", "slip80")]
    assert wizard.says("next") == "It looks right"
    wizard.tap("paper_a4")
    assert wizard.says("next") == "Next"
    assert wizard.view.printer.remark.text() == ""


def test_printer_that_fails_is_said(
    app: QApplication, folder: Path, printers: Printers, qtbot: QtBot
) -> None:
    @dataclass
    class Broken(Printers):
        def test(self, _shop: Shop, _printer: str) -> None:
            raise Trouble("printer", "There is no paper in it.")

    broken = Broken(names=["Roll"], tested=[])
    wizard = opened(app, folder, broken, qtbot)
    wizard.go_to(3)
    qtbot.waitUntil(lambda: wizard.view.findChild(QWidget, "printer_0") is not None)
    wizard.tap("printer_0")
    wizard.tap("print_test")
    qtbot.waitUntil(lambda: wizard.view.printer.remark.text() == "There is no paper in it.")
    assert wizard.find("print_test").isEnabled()
    closed(wizard)


def test_what_the_printer_did_is_in_sight_in_a_small_window(
    wizard: Wizard, printers: Printers, qtbot: QtBot
) -> None:
    wizard.view.resize(910, 512)
    wizard.go_to(3)
    qtbot.waitUntil(lambda: wizard.view.findChild(QWidget, "printer_1") is not None)
    wizard.tap("printer_1")
    wizard.tap("print_test")
    remark = wizard.view.printer.remark
    qtbot.waitUntil(lambda: remark.text().startswith("Test sent"))
    assert remark.visibleRegion().boundingRect() == remark.rect()


def test_empty_field_begins_where_its_window_does(wizard: Wizard) -> None:
    field = wizard.view.shop.address.edit
    assert field.cursorRect().center().x() < field.width() / 2
    wizard.tap("language_ar")
    wizard.app.processEvents()
    assert field.cursorRect().center().x() > field.width() / 2


def test_printers_that_take_their_time_stop_nobody(
    app: QApplication, folder: Path, qtbot: QtBot
) -> None:
    gate = Event()

    class Slow(Printers):
        @property
        def names(self) -> list[str]:
            assert gate.wait(30)
            return ["Late"]

        @names.setter
        def names(self, _names: list[str]) -> None: ...

    wizard = opened(app, folder, Slow(), qtbot)
    wizard.go_to(4)
    with qtbot.waitSignal(wizard.presenter.made):
        wizard.presenter.next()
    gate.set()
    closed(wizard)


def test_folder_that_can_not_be_written_is_said_and_nothing_is_made(
    app: QApplication, tmp_path: Path, printers: Printers, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    wizard = opened(app, tmp_path / "file" / "shop", printers, qtbot)
    wizard.go_to(4)
    wizard.press(ENTER)
    qtbot.waitUntil(lambda: "can't be written" in wizard.view.data.remark.text())
    assert wizard.find("next").isEnabled()
    assert wizard.find("back").isEnabled()
    closed(wizard)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_shop_that_was_made_meanwhile_is_left_alone(wizard: Wizard, qtbot: QtBot) -> None:
    make_shop(wizard.folder, NewShop(name="Theirs"))
    wizard.go_to(4)
    wizard.press(ENTER)
    qtbot.waitUntil(lambda: "There is a shop" in wizard.view.data.remark.text())
    shop = made(wizard)
    assert shop.counter.shop.seller.name == "Theirs"
    shop.store.close()


def test_second_enter_makes_no_second_shop(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.go_to(4)
    with qtbot.waitSignal(wizard.presenter.made):
        wizard.press(ENTER)
        wizard.press(ENTER)
        wizard.presenter.next()
    rest: list[None] = []
    wizard.presenter._files.submit(lambda: None, rest.append)
    qtbot.waitUntil(lambda: rest == [None])
    assert wizard.presenter.is_done
    assert wizard.view.data.remark.text().startswith("The shop is being made")


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_every_button_has_a_name_and_room_for_a_finger(
    wizard: Wizard, qtbot: QtBot, step: int
) -> None:
    wizard.go_to(step)
    wizard.view.resize(910, 512)
    wizard.app.processEvents()
    seen = [each for each in wizard.view.findChildren(QAbstractButton) if each.isVisible()]
    for button in seen:
        assert button.objectName()
        assert button.accessibleName(), button.objectName()
        least = 42 if "Segment" in type(button).__name__ else 44  # its frame is the rest
        assert min(button.width(), button.height()) >= least, button.objectName()
    assert len(seen) >= 2


# A back end


@pytest.fixture
def connections() -> Connections:
    """The back ends that a first start may be connected to."""
    return Connections()


@pytest.fixture
def connecting(
    app: QApplication, folder: Path, printers: Printers, qtbot: QtBot, connections: Connections
) -> Iterator[Wizard]:
    """The wizard at its last step, where a back end is asked for."""
    made = opened(app, folder, printers, qtbot, connections)
    made.go_to(4)
    made.tap("with_backend")
    yield made
    closed(made)


def test_shop_is_connected_to_a_back_end_that_was_tried_first(
    connecting: Wizard, connections: Connections, qtbot: QtBot
) -> None:
    connecting.type("setup_key", "apx_1")
    assert connecting.says("next") == "Load products and start selling"
    with qtbot.waitSignal(connecting.presenter.made):
        connecting.press(ENTER)
    ((folder, backend, key),) = connections.made
    assert (folder, key, backend.key_store) == (connecting.folder, "apx_1", "keyring")
    assert (backend.kind, backend.url) == (KIND.kind, KIND.default_url)
    shop = made(connecting)
    assert tally(shop.store, "SELECT count(*) FROM product") == 0
    shop.store.close()


def test_no_shop_is_made_with_a_key_that_is_refused(
    connecting: Wizard, connections: Connections, qtbot: QtBot
) -> None:
    connections.answer = Check(ok=False, message="It was revoked.", problem="wrong_key")
    connecting.type("setup_key", "apx_1")
    connecting.press(ENTER)
    qtbot.waitUntil(lambda: connecting.says("setup_key_below") == "It was revoked.")
    assert connecting.find("setup_key").hasFocus()
    assert not new_shop.exists(connecting.folder)


def test_a_back_end_can_be_left_for_later(
    connecting: Wizard, connections: Connections, qtbot: QtBot
) -> None:
    connecting.press(ENTER)
    assert "skip this for now" in connecting.says("setup_key_below")
    with qtbot.waitSignal(connecting.presenter.made):
        connecting.tap("connect_later")
    assert connections.made == []
    shop = made(connecting)
    assert tally(shop.store, "SELECT count(*) FROM product") == 0
    shop.store.close()


def test_the_shop_s_own_server_is_asked_for_where_a_system_has_none(
    connecting: Wizard, connections: Connections, qtbot: QtBot
) -> None:
    connecting.tap("kind_salloq")
    assert connecting.says("setup_url") == ""
    assert "own server" in connecting.says("setup_url_below")
    assert "Begins with ak_live_." in connecting.says("setup_key_below")
    connections.answer = Refusal("no_url", "Salloq needs the address of the shop's own server.")
    connecting.type("setup_key", "ak_live_1")
    connecting.press(ENTER)
    qtbot.waitUntil(lambda: "needs the address" in connecting.says("setup_url_below"))
    assert connecting.find("setup_url").hasFocus()
    connections.answer = GOOD
    connecting.type("setup_url", "https://shop.example.com/api")
    with qtbot.waitSignal(connecting.presenter.made):
        connecting.press(ENTER)
    ((_, backend, key),) = connections.made
    assert (backend.kind, backend.url, key) == ("salloq", EXAMPLE, "ak_live_1")
    assert connections.tested[-1] == ("salloq", EXAMPLE, "ak_live_1", "")


def test_a_shop_signs_in_with_a_user_and_a_password(
    connecting: Wizard, connections: Connections, qtbot: QtBot
) -> None:
    assert not connecting.find("setup_way").isVisible()
    connecting.tap("kind_commerce")
    connecting.tap("setup_by_user")
    connecting.type("setup_url", EXAMPLE)
    connecting.press(ENTER)
    assert connecting.says("setup_user_below") == "Give the e-mail address of the user."
    connecting.type("setup_user", "till@example.com")
    connecting.press(ENTER)
    assert "skip this for now" in connecting.says("setup_key_below")
    connecting.type("setup_key", "two words")
    connections.answer = Check(ok=False, message="Unknown key.", problem="wrong_key")
    connecting.press(ENTER)
    refused = "The server does not accept this user and password."
    qtbot.waitUntil(lambda: connecting.says("setup_key_below") == refused)
    connections.answer = GOOD
    with qtbot.waitSignal(connecting.presenter.made):
        connecting.press(ENTER)
    ((_, backend, key),) = connections.made
    assert (backend.kind, backend.settings.user, key) == (
        "commerce",
        "till@example.com",
        "two words",
    )


def test_what_was_typed_for_one_system_is_not_given_to_another(connecting: Wizard) -> None:
    connecting.tap("kind_commerce")
    connecting.tap("setup_by_user")
    connecting.type("setup_user", "till@example.com")
    connecting.type("setup_key", "two words")
    connecting.tap("kind_stacknex")
    assert connecting.says("setup_key") == ""
    assert connecting.view.data.connect_fields.backend().settings.user == ""
    assert not connecting.find("setup_user").isVisible()


def test_a_computer_without_a_keyring_keeps_the_key_in_a_file_if_wanted(
    connecting: Wizard, connections: Connections, qtbot: QtBot
) -> None:
    connections.trouble = Trouble("no_keyring", "There is no keyring.")
    connecting.type("setup_key", "apx_1")
    connecting.press(ENTER)
    qtbot.waitUntil(connecting.find("setup_key_in_file").isVisible)
    assert connecting.says("setup_remark_words") == "There is no keyring."
    connecting.tap("setup_key_in_file")
    with qtbot.waitSignal(connecting.presenter.made):
        connecting.tap("next")
    assert [backend.key_store for _, backend, _ in connections.made] == ["file"]


def test_the_key_is_not_kept_with_the_answers(connecting: Wizard, qtbot: QtBot) -> None:
    connecting.type("setup_key", "apx_7Q2f")
    connecting.presenter.back()
    file = connecting.folder / drafts.FILE_NAME
    qtbot.waitUntil(file.exists)
    assert "7Q2f" not in file.read_text(encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8"))["connect"] is True
