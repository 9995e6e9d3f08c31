from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.errors import Trouble
from app.domain.number import Rounding
from app.domain.preference import Preferences
from app.domain.shop import Shop
from app.domain.tax import TaxRounding
from app.domain.text import is_rtl
from app.services import settings
from app.services.new_shop import NewShop
from app.storage import setting
from app.storage.opening import open_store
from app.ui import language, theme
from app.ui.keymap import Action
from app.ui.settings.data_form import DataForm
from app.ui.settings.presenter import SettingsPresenter
from app.ui.settings.receipt_form import ReceiptForm
from app.ui.settings.view import MARKS, SettingsView
from app.ui.till import Till
from app.ui.widgets.progress import Progress
from app.ui.widgets.remark import Remark
from app.ui.widgets.slider import Slider
from tests.shop import DATES, make_shop, sell, tally
from tests.ui import keys
from tests.ui.conftest import find, opened_shop
from tests.ui.silence import Printers, Silence

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ABU_DHABI = "100000000000003"

W = TypeVar("W", bound=QWidget)


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where a person's files are, in these tests."""
    folder = tmp_path / "documents"
    folder.mkdir()
    monkeypatch.setattr("app.ui.settings.data_work.documents", lambda: folder)
    monkeypatch.setattr("app.ui.settings.file_job.documents", lambda: folder)
    return folder


def part(till: Till, name: str, kind: type[W]) -> W:
    """The widget with this name, which is of this kind."""
    found = find(till, name)
    assert isinstance(found, kind), name
    return found


def view(till: Till) -> SettingsView:
    return part(till, "settings", SettingsView)


def presenter(till: Till) -> SettingsPresenter:
    found = till.screens["settings"]
    assert isinstance(found, SettingsPresenter)
    return found


def open_section(till: Till, name: str) -> None:
    """Go to a section as a person does."""
    till.go("settings")
    press(till, f"section_{name}")
    assert view(till).current() == name


def press(till: Till, name: str) -> None:
    QTest.mouseClick(find(till, name), LEFT)


def type_into(till: Till, name: str, words: str) -> None:
    """Put words of any language in the place of what is in a field, as an input method does."""
    field = part(till, name, QLineEdit)
    field.setFocus()
    field.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def said(till: Till, name: str) -> str:
    """What a label, button or remark says, without the marks of direction."""
    found = find(till, name)
    assert isinstance(found, QLabel | QAbstractButton | Remark | QLineEdit)
    return found.text().translate({ord(mark): None for mark in "\u2066\u2068\u2069"})


def is_dirty(till: Till) -> bool:
    return find(till, "save_settings").isEnabled()


def save(till: Till, qtbot: QtBot) -> None:
    """Save, and wait until everybody knows."""
    with qtbot.waitSignal(till.desk.settled):
        QTest.keyClick(till.window.focusWidget() or till.window, Qt.Key.Key_F9)


def kept(till: Till) -> Shop:
    with till.desk.shop.store.read() as unit:
        return setting.load_shop(unit)


def journalled(till: Till) -> list[str]:
    with till.desk.shop.store.read() as unit:
        rows = unit.raw(
            "SELECT data FROM journal WHERE event = 'settings_changed' ORDER BY sequence"
        )
        return [row[0] for row in rows]


def preferred(till: Till) -> Preferences:
    with till.desk.shop.store.read() as unit:
        return settings.preferences(unit)


def toasts(till: Till) -> str:
    return " ".join(till.window.toasts.texts())


# Sections


def test_page_builds_a_section_when_it_is_first_shown(till: Till) -> None:
    till.go("settings")
    assert [name for name in MARKS if view(till).section(name)] == ["shop"]
    open_section(till, "tax")
    assert [name for name in MARKS if view(till).section(name)] == ["shop", "tax"]


def test_every_section_opens_by_arrow_keys(till: Till) -> None:
    till.go("settings")
    seen = [view(till).current()]
    offered = [name for name in MARKS if name != "webhooks"]  # no back end here sends any
    for _ in range(len(offered) - 1):
        QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Down)
        seen.append(view(till).current())
    assert seen == offered


def test_enter_on_the_section_that_is_shown_leads_to_its_first_field(till: Till) -> None:
    till.go("settings")
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Return)
    assert find(till, "shop_name").hasFocus()
    open_section(till, "window")
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Return)
    focused = till.window.focusWidget()
    assert focused is not None
    assert find(till, "window_language").isAncestorOf(focused)


def test_small_window_has_chips_in_the_place_of_the_list(till: Till, app: QApplication) -> None:
    till.window.resize(910, 512)
    till.go("settings")
    app.processEvents()
    assert not find(till, "sections").isVisible()
    chips = view(till).chips.chips()
    shown = [chip for chip in chips if not chip.isHidden()]
    assert all(chip.visibleRegion().boundingRect() == chip.rect() for chip in shown)
    QTest.mouseClick(chips[list(MARKS).index("sounds")], LEFT)
    assert view(till).current() == "sounds"


def test_sections_keep_to_the_width_that_there_is(till: Till, app: QApplication) -> None:
    till.window.resize(910, 512)
    till.go("settings")
    for name in MARKS:
        presenter(till).go(name)
        app.processEvents()
        section = view(till).section(name)
        assert section is not None
        wide = section.mapTo(till.window, QPoint(0, 0)).x() + section.width()
        assert wide <= till.window.width(), name
        assert section.width() >= section.minimumSizeHint().width(), name


def test_printer_segment_leads_to_the_printer(till: Till) -> None:
    till.window.strip.printer_asked.emit()
    assert till.window.page_name() == "settings"
    assert view(till).current() == "receipt"


# Save


def test_saved_name_is_kept_journalled_and_told_in_the_strip(till: Till, qtbot: QtBot) -> None:
    open_section(till, "shop")
    type_into(till, "shop_name", "Corner Shop")
    save(till, qtbot)
    assert kept(till).seller.name == "Corner Shop"
    assert till.desk.counter.shop.seller.name == "Corner Shop"
    assert "Corner Shop" in said(till, "shop")
    (entry,) = journalled(till)
    assert "Palm Grove Market" in entry
    assert "Corner Shop" in entry
    assert not is_dirty(till)


def test_save_waits_until_something_differs(till: Till) -> None:
    open_section(till, "shop")
    assert not is_dirty(till)
    type_into(till, "shop_name", "Corner Shop")
    assert is_dirty(till)
    type_into(till, "shop_name", "Palm Grove Market")
    assert not is_dirty(till)


def test_discard_shows_what_is_kept(till: Till) -> None:
    open_section(till, "shop")
    type_into(till, "shop_phone", "1")
    press(till, "discard_settings")
    assert said(till, "shop_phone") == "011 000 0000"
    assert not is_dirty(till)


def test_vat_number_gets_its_tick_as_it_is_typed(till: Till) -> None:
    open_section(till, "shop")
    assert find(till, "shop_vat_number_good").isVisible()
    type_into(till, "shop_vat_number", "30000")
    assert not find(till, "shop_vat_number_good").isVisible()
    type_into(till, "shop_vat_number", "٣٠٠٠٠٠٠٠٠٠٠٠٠٠٣")
    assert find(till, "shop_vat_number_good").isVisible()


def test_wrong_vat_number_is_told_beside_its_field_and_not_kept(till: Till, qtbot: QtBot) -> None:
    open_section(till, "shop")
    type_into(till, "shop_vat_number", ABU_DHABI)
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: is_dirty(till))
    assert ABU_DHABI in said(till, "shop_vat_number_below")
    assert find(till, "shop_vat_number").hasFocus()
    assert kept(till).seller.vat_number == "300000000000003"


def test_shop_without_any_name_is_refused_beside_the_name(till: Till, qtbot: QtBot) -> None:
    open_section(till, "shop")
    for name in ("shop_name", "shop_name_ar"):
        part(till, name, QLineEdit).setFocus()
        part(till, name, QLineEdit).selectAll()
        QTest.keyClick(find(till, name), Qt.Key.Key_Delete)
    press(till, "save_settings")
    qtbot.waitUntil(lambda: said(till, "shop_name_below") != "")
    assert kept(till).seller.name == "Palm Grove Market"


# Leaving


def test_leaving_with_changes_asks_and_keeps_them(till: Till) -> None:
    open_section(till, "shop")
    type_into(till, "shop_name", "Corner Shop")
    ways: list[Callable[[], object]] = [
        lambda: QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Escape),
        lambda: press(till, "go_sell"),
        lambda: press(till, "section_tax"),
        lambda: till.window.perform(Action.PAGE_1),
    ]
    for leave in ways:
        leave()
        confirm = view(till).confirm
        assert confirm.isVisible()
        QTest.mouseClick(confirm.cancel, LEFT)
        assert (till.window.page_name(), view(till).current()) == ("settings", "shop")
        assert part(till, "go_settings", QAbstractButton).isChecked()
        assert said(till, "shop_name") == "Corner Shop"


def test_discarded_changes_let_the_page_go(till: Till) -> None:
    open_section(till, "shop")
    type_into(till, "shop_name", "Corner Shop")
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Escape)
    QTest.mouseClick(view(till).confirm.primary, LEFT)
    assert till.window.page_name() == "sell"
    till.go("settings")
    assert said(till, "shop_name") == "Palm Grove Market"


def test_arrow_key_that_asks_leaves_the_focus_in_the_question(till: Till) -> None:
    open_section(till, "shop")
    type_into(till, "shop_name", "Corner Shop")
    view(till).rest_focus()
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Down)
    assert view(till).confirm.isVisible()
    assert view(till).confirm.isAncestorOf(till.window.focusWidget())


def test_scan_goes_to_the_sale_and_the_changes_wait(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    open_section(till, "shop")
    type_into(till, "shop_name", "Corner Shop")
    keys.scan(app, DATES)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    assert till.window.page_name() == "sell"
    till.go("settings")
    assert said(till, "shop_name") == "Corner Shop"
    assert is_dirty(till)


def test_language_switched_meanwhile_leaves_the_changes(till: Till) -> None:
    open_section(till, "shop")
    type_into(till, "shop_name", "Corner Shop")
    press(till, "language")
    assert language.is_arabic()
    assert said(till, "shop_name") == "Corner Shop"
    assert is_dirty(till)


# Tax and money


def test_shop_changed_elsewhere_is_shown_and_nothing_waits(till: Till) -> None:
    open_section(till, "tax")
    shop = till.desk.counter.shop
    till.desk.settle(shop=replace(shop, prices_include_tax=not shop.prices_include_tax))
    assert not is_dirty(till)
    other = "prices_without_tax" if shop.prices_include_tax else "prices_with_tax"
    assert part(till, other, QAbstractButton).isChecked()


def test_tax_settings_are_those_of_the_next_cart(till: Till, qtbot: QtBot) -> None:
    open_section(till, "tax")
    press(till, "prices_without_tax")
    press(till, "rounding_line")
    press(till, "cash_step_0.25")
    press(till, "cash_down")
    save(till, qtbot)
    shop = kept(till)
    assert not shop.prices_include_tax
    assert shop.rounding is TaxRounding.LINE
    assert (shop.cash_rounding_step, shop.cash_rounding_mode) == (Decimal("0.25"), Rounding.DOWN)
    assert till.desk.counter.shop.pricing.prices_include_tax is False


def test_cash_rounding_is_shown_by_an_example(till: Till) -> None:
    open_section(till, "tax")
    assert not find(till, "cash_rounding_mode").isVisible()
    press(till, "cash_step_0.25")
    assert find(till, "cash_rounding_mode").isVisible()
    assert "12.38" in said(till, "cash_rounding_hint")
    assert "12.50" in said(till, "cash_rounding_hint")
    press(till, "cash_down")
    assert "12.25" in said(till, "cash_rounding_hint")


def test_currency_with_prices_is_told_to_be_fixed(till: Till, qtbot: QtBot) -> None:
    open_section(till, "tax")
    qtbot.waitUntil(lambda: "SAR" in said(till, "currency_fixed"))
    qtbot.waitUntil(lambda: view_chips(till) == ["currency_SAR"])


def view_chips(till: Till) -> list[str]:
    row = find(till, "currencies")
    return [each.objectName() for each in row.findChildren(QAbstractButton) if each.isVisible()]


@pytest.fixture
def empty_till(app: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Till]:
    """The till of a shop without products."""
    folder = tmp_path / "empty"
    folder.mkdir()
    opened = Till(app, opened_shop(make_shop(folder, NewShop(name="New"))))
    opened.show()
    qtbot.waitUntil(lambda: opened.window.strip.sync.text() != "")
    yield opened
    opened.close()
    opened.window.deleteLater()
    opened.deleteLater()
    app.processEvents()


def test_currency_of_a_new_shop_brings_the_coins_of_its_decimals(
    empty_till: Till, qtbot: QtBot
) -> None:
    till = empty_till
    open_section(till, "tax")
    qtbot.waitUntil(lambda: len(view_chips(till)) > 5)
    press(till, "cash_step_0.05")
    press(till, "currency_KWD")
    press(till, "cash_step_0.005")
    save(till, qtbot)
    assert (kept(till).currency, kept(till).cash_rounding_step) == ("KWD", Decimal("0.005"))
    assert till.desk.counter.currency.digits == 3


# Receipt and printer


def receipt_form(till: Till) -> ReceiptForm:
    return part(till, "settings_receipt", ReceiptForm)


def test_printer_is_chosen_tested_and_saved(till: Till, qtbot: QtBot, printers: Printers) -> None:
    open_section(till, "receipt")
    qtbot.waitUntil(lambda: len(receipt_form(till).printers.choices()) == 3)
    assert not find(till, "print_test").isEnabled()
    press(till, "printer_1")
    press(till, "form_slip58")
    press(till, "print_test")
    qtbot.waitUntil(lambda: printers.tested == [("Office", "slip58")])
    qtbot.waitUntil(lambda: "Test sent" in said(till, "printer_remark"))
    save(till, qtbot)
    assert (kept(till).printer, kept(till).receipt_form) == ("Office", "slip58")
    assert find(till, "printer_state").isVisible()


def test_trouble_of_the_printer_is_one_line(till: Till, qtbot: QtBot, printers: Printers) -> None:
    def broken(_shop: Shop, _printer: str) -> None:
        raise Trouble("printer", "The printer Roll has no paper.")

    shop = till.desk.shop
    till.desk.shop = replace(shop, printing=replace(shop.printing, test=broken))
    open_section(till, "receipt")
    qtbot.waitUntil(lambda: len(receipt_form(till).printers.choices()) == 3)
    press(till, "printer_0")
    press(till, "print_test")
    qtbot.waitUntil(lambda: said(till, "printer_remark") == "The printer Roll has no paper.")
    assert find(till, "print_test").isEnabled()


def test_printer_that_is_gone_stays_chosen(till: Till, qtbot: QtBot, printers: Printers) -> None:
    open_section(till, "receipt")
    qtbot.waitUntil(lambda: len(receipt_form(till).printers.choices()) == 3)
    press(till, "printer_0")
    save(till, qtbot)
    printers.names.remove("Roll")
    press(till, "refresh_printers")
    form = receipt_form(till)
    qtbot.waitUntil(lambda: "Office" in form.printers.choices()[0].title())
    assert "Roll" in form.printers.choices()[form.printers.current()].title()
    assert kept(till).printer == "Roll"


def test_preview_follows_what_is_typed(till: Till, qtbot: QtBot) -> None:
    open_section(till, "receipt")
    paper = receipt_form(till).preview.paper
    qtbot.waitUntil(paper.has_picture)
    before = paper.height()
    type_into(till, "receipt_header", "Welcome to our corner")
    qtbot.waitUntil(lambda: paper.height() > before)
    with_header = paper.height()
    press(till, "show_codes")
    qtbot.waitUntil(lambda: paper.height() > with_header)
    press(till, "form_a4")
    qtbot.waitUntil(lambda: paper.height() < 1.5 * paper.width())


def test_options_of_the_receipt_are_kept(till: Till, qtbot: QtBot) -> None:
    open_section(till, "receipt")
    for name in ("print_automatically", "show_codes", "show_cashier"):
        press(till, name)
    type_into(till, "receipt_footer_ar", "شكرا")
    save(till, qtbot)
    shop = kept(till)
    assert (shop.print_automatically, shop.show_codes, shop.show_cashier) == (False, True, False)
    assert shop.footer_ar == "شكرا"


# Window and sounds


def test_language_and_theme_apply_and_are_kept_at_once(till: Till, qtbot: QtBot) -> None:
    open_section(till, "window")
    press(till, "language_ar")
    assert language.is_arabic()
    press(till, "theme_dark")
    assert theme.name() == theme.DARK
    press(till, "reduce_motion")
    qtbot.waitUntil(
        lambda: (
            (preferred(till).language, preferred(till).theme, preferred(till).reduce_motion)
            == ("ar", "dark", True)
        )
    )


def test_language_of_the_strip_is_shown_in_the_section(till: Till) -> None:
    open_section(till, "window")
    press(till, "language")
    assert part(till, "language_ar", QAbstractButton).isChecked()


def test_another_scale_offers_a_restart(till: Till, qtbot: QtBot) -> None:
    open_section(till, "window")
    assert not find(till, "restart").isVisible()
    press(till, "scale_150")
    qtbot.waitUntil(lambda: preferred(till).scale == 150)
    with qtbot.waitSignal(till.restart_asked):
        press(till, "restart")
    press(till, "scale_100")
    assert not find(till, "restart").isVisible()


def test_sounds_are_tried_muted_and_turned_down(till: Till, qtbot: QtBot, speaker: Silence) -> None:
    open_section(till, "sounds")
    press(till, "play_refused")
    assert speaker.played == [("refused", 70)]
    press(till, "sound_refused")
    slider = part(till, "volume", Slider)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: preferred(till).volume == 65)
    assert preferred(till).muted == {"refused"}
    assert not till.desk.preferences.is_heard("refused")
    press(till, "sounds")
    qtbot.waitUntil(lambda: not preferred(till).sounds)


def test_volume_is_kept_when_the_finger_lets_go(till: Till, qtbot: QtBot) -> None:
    open_section(till, "sounds")
    slider = part(till, "volume", Slider)
    middle = slider.height() // 2
    QTest.mousePress(slider, LEFT, NONE, QPoint(slider.width() // 2, middle))
    QTest.mouseMove(slider, QPoint(slider.width() - 1, middle))
    assert said(till, "volume_share") == "100%"
    assert till.desk.preferences.volume == 70
    QTest.mouseRelease(slider, LEFT, NONE, QPoint(slider.width() - 1, middle))
    assert till.desk.preferences.volume == 100


# Data

GOOD = "sku,name,price,stock\nNEW-1,First,5,3\nNEW-2,Second,7,\n"
BAD = "sku,name,price\nNEW-1,First,5\nNEW-2,Second,dear\n,,\n"


def data_form(till: Till) -> DataForm:
    return part(till, "settings_data", DataForm)


def check_file(till: Till, qtbot: QtBot, file: Path) -> None:
    """Have a file checked."""
    open_section(till, "data")
    type_into(till, "import_file", str(file))
    press(till, "import_start")
    qtbot.waitUntil(lambda: data_form(till).found is not None)
    qtbot.waitUntil(lambda: find(till, "import_found").isVisible())


def count_products(till: Till) -> int:
    with till.desk.shop.store.read() as unit:
        return int(unit.raw("SELECT count(*) FROM product").fetchone()[0])


def test_import_is_checked_first_then_done_and_told(
    till: Till, qtbot: QtBot, documents: Path
) -> None:
    file = documents / "new.csv"
    file.write_text(GOOD, encoding="utf-8")
    before = count_products(till)
    check_file(till, qtbot, file)
    assert [said(till, f"import_{name}") for name in ("read", "created", "refused")] == [
        "2",
        "2",
        "0",
    ]
    assert count_products(till) == before
    heard: list[object] = []
    till.bus.changed.connect(heard.append)
    press(till, "import_go")
    qtbot.waitUntil(lambda: "Import finished" in toasts(till))
    assert count_products(till) == before + 2
    assert heard
    assert "2 new" in said(till, "import_remark")
    assert not find(till, "import_found").isVisible()


def test_refused_lines_are_shown_with_their_reasons(
    till: Till, qtbot: QtBot, documents: Path
) -> None:
    file = documents / "bad.csv"
    file.write_text(BAD, encoding="utf-8")
    check_file(till, qtbot, file)
    found = data_form(till).found
    assert found is not None
    QAbstractItemModelTester(
        found.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, found.rows
    )
    assert found.rows.row(0).line == 3
    assert "dear" in found.rows.row(0).reason
    assert find(till, "import_refused_rows").isVisible()
    press(till, "import_away")
    assert not find(till, "import_found").isVisible()


def test_refused_lines_stand_in_the_order_of_the_file(
    till: Till, qtbot: QtBot, documents: Path
) -> None:
    file = documents / "bad.csv"
    lines = "N-1,No Price,,\nN-2,Bad Code,3,6281000000015\nN-3,No Price,,\n"
    file.write_text(f"sku,name,price,barcode\n{lines}", encoding="utf-8")
    check_file(till, qtbot, file)
    found = data_form(till).found
    assert found is not None
    assert [found.rows.row(at).line for at in range(3)] == [2, 3, 4]


def test_reasons_are_told_in_arabic_as_well(till: Till, qtbot: QtBot, documents: Path) -> None:
    file = documents / "bad.csv"
    file.write_text(BAD, encoding="utf-8")
    check_file(till, qtbot, file)
    found = data_form(till).found
    assert found is not None
    till.switch_language()
    told = found.rows.data(found.rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert is_rtl(str(told))


def test_focus_stays_with_the_import(till: Till, qtbot: QtBot, documents: Path) -> None:
    file = documents / "new.csv"
    file.write_text(GOOD, encoding="utf-8")
    open_section(till, "data")
    type_into(till, "import_file", str(file))
    QTest.keyClick(till.window.focusWidget() or till.window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find(till, "import_go").hasFocus())
    QTest.keyClick(till.window.focusWidget() or till.window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Import finished" in toasts(till))
    assert find(till, "import_start").hasFocus()


def test_what_came_of_it_is_in_sight_in_a_small_window(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    till.window.resize(910, 512)
    till.go("settings")
    press(till, "chip_data")
    app.processEvents()
    part(till, "backup_start", QAbstractButton).click()
    qtbot.waitUntil(lambda: "backup is in" in said(till, "backup_remark"))
    app.processEvents()
    remark = find(till, "backup_remark")
    assert remark.visibleRegion().boundingRect() == remark.rect()


def test_another_file_must_be_checked_anew(till: Till, qtbot: QtBot, documents: Path) -> None:
    file = documents / "new.csv"
    file.write_text(GOOD, encoding="utf-8")
    check_file(till, qtbot, file)
    type_into(till, "import_file", "other.csv")
    assert not find(till, "import_found").isVisible()


def test_file_that_is_not_there_is_told_beside_its_field(till: Till, qtbot: QtBot) -> None:
    open_section(till, "data")
    type_into(till, "import_file", "nothing.csv")
    press(till, "import_start")
    qtbot.waitUntil(lambda: "nothing.csv" in said(till, "import_file_below"))
    assert find(till, "import_start").isEnabled()


def test_import_goes_on_behind_another_page_and_can_be_stopped(
    till: Till, qtbot: QtBot, documents: Path
) -> None:
    file = documents / "many.csv"
    rows = "".join(f"MANY-{at},Thing {at},5\n" for at in range(6_000))
    file.write_text(f"sku,name,price\n{rows}", encoding="utf-8")
    before = count_products(till)
    check_file(till, qtbot, file)
    press(till, "import_go")
    till.go("sell")
    qtbot.waitUntil(lambda: count_products(till) > before)
    till.go("settings")
    assert part(till, "import_progress", Progress).isVisible()
    assert not find(till, "backup_start").isEnabled()
    press(till, "import_progress_cancel")
    qtbot.waitUntil(lambda: "Import stopped" in toasts(till))
    assert before < count_products(till) < before + 6_000
    assert find(till, "backup_start").isEnabled()


def test_till_that_closes_stops_its_import(
    till: Till, qtbot: QtBot, documents: Path, shop: Path
) -> None:
    file = documents / "many.csv"
    rows = "".join(f"MANY-{at},Thing {at},5\n" for at in range(20_000))
    file.write_text(f"sku,name,price\n{rows}", encoding="utf-8")
    before = count_products(till)
    check_file(till, qtbot, file)
    press(till, "import_go")
    qtbot.waitUntil(lambda: count_products(till) > before)
    till.close()
    store = open_store(shop)
    assert tally(store, "SELECT count(*) FROM product") < before + 20_000
    store.close()


@pytest.mark.parametrize("kind", ["products", "invoices", "stock", "customers"])
def test_list_is_exported_into_the_proposed_file(
    till: Till, qtbot: QtBot, documents: Path, kind: str
) -> None:
    sell(till.desk.shop.store)
    open_section(till, "data")
    press(till, f"export_{kind}")
    assert said(till, "export_file").startswith(str(documents / kind))
    press(till, "export_start")
    qtbot.waitUntil(lambda: "written" in said(till, "export_remark"))
    (file,) = documents.glob(f"{kind}-*.csv")
    assert file.stat().st_size > 30
    assert file.name in toasts(till)


def test_export_never_replaces_a_file(till: Till, qtbot: QtBot, documents: Path) -> None:
    (documents / "mine.csv").write_text("mine", encoding="utf-8")
    open_section(till, "data")
    type_into(till, "export_file", "mine.csv")
    QTest.keyClick(find(till, "export_file"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "mine.csv" in said(till, "export_file_below"))
    assert (documents / "mine.csv").read_text(encoding="utf-8") == "mine"


def test_backup_is_a_shop_that_opens(till: Till, qtbot: QtBot, documents: Path) -> None:
    open_section(till, "data")
    press(till, "backup_start")
    qtbot.waitUntil(lambda: "backup is in" in said(till, "backup_remark"))
    (file,) = documents.glob("sanduq-*.db")
    folder = documents / "restored"
    folder.mkdir()
    file.rename(folder / till.desk.shop.store.path.name)
    store = open_store(folder)
    with store.read() as unit:
        assert setting.load_shop(unit) == kept(till)
    store.close()


def test_file_is_chosen_in_a_dialog_that_blocks_nothing(
    till: Till, qtbot: QtBot, documents: Path
) -> None:
    file = documents / "new.csv"
    file.write_text(GOOD, encoding="utf-8")
    open_section(till, "data")
    press(till, "import_browse")
    dialog = till.window.findChild(QFileDialog, "import_dialog")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    assert said(till, "import_file") == str(file)


# Keys


def test_key_list_stands_in_the_settings_too(till: Till) -> None:
    open_section(till, "keys")
    assert "F12" in find(till, "settings_key_list").accessibleDescription()
    assert not find(till, "save_settings").isVisible()
