"""Quick add: a product that is missing is written down at the counter and sold at once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.catalog import Found
from app.ui.till import Till
from app.ui.widgets.overlay import Overlay
from tests.shop import DATES, LATTE, tally
from tests.ui import keys
from tests.ui.conftest import find

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CODE = "4006381333931"


def text(till: Till, name: str) -> str:
    """What a label, button or field says, without the marks of direction."""
    found = find(till, name)
    assert isinstance(found, QLabel | QAbstractButton | QLineEdit)
    return found.text().translate({ord(mark): None for mark in "\u2066\u2068\u2069"})


def fill(till: Till, **texts: str) -> None:
    """Type into the form's fields."""
    for name, typed in texts.items():
        edit = find(till, f"quick_add_{name}")
        assert isinstance(edit, QLineEdit)
        edit.setText(typed)
        edit.textEdited.emit(typed)


def is_open(till: Till) -> bool:
    dialog = till.window.findChild(QWidget, "quick_add")
    return isinstance(dialog, Overlay) and dialog.isVisible()


def open_form(till: Till, qtbot: QtBot, asked: str = CODE) -> None:
    """The form, for what was asked for."""
    till.sell.adding_asked.emit(asked)
    qtbot.waitUntil(lambda: is_open(till))


def accept(till: Till) -> None:
    QTest.mouseClick(find(till, "quick_add_primary"), LEFT)


def find_product(till: Till, code: str) -> Found | None:
    with till._shop.store.read() as unit:
        return till.desk.counter.catalog(unit).find(code)


def test_unknown_scan_leads_to_a_product_that_is_sold_at_once(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    keys.scan(app, CODE)
    qtbot.waitUntil(lambda: len(till.window.toasts.texts()) == 1)
    QTest.mouseClick(find(till, "toast_action"), LEFT)
    qtbot.waitUntil(lambda: is_open(till))
    assert text(till, "quick_add_barcode") == CODE
    assert find(till, "quick_add_name").hasFocus()
    fill(till, name="Halva 200 g", price="7.5")
    QTest.keyClick(find(till, "quick_add_price"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    (line,) = till.sell.cart.lines
    assert (line.name, line.barcode, line.unit_price) == ("Halva 200 g", CODE, Decimal("7.50"))
    assert not is_open(till)
    assert "Halva 200 g" in till.window.toasts.texts()[-1]
    found = find_product(till, CODE)
    assert found is not None
    assert (str(found.product.tax), found.product.category) == ("15", "")


def test_text_that_found_nothing_is_the_name_already(till: Till, qtbot: QtBot) -> None:
    QTest.keyClicks(find(till, "search"), "zzq mint", NONE, 40)
    qtbot.waitUntil(find(till, "add_product").isVisible)
    QTest.mouseClick(find(till, "add_product"), LEFT)
    qtbot.waitUntil(lambda: is_open(till))
    assert (text(till, "quick_add_name"), text(till, "quick_add_name_ar")) == ("zzq mint", "")
    assert find(till, "quick_add_price").hasFocus()


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("حلاوة ٢٠٠", "name_ar"),
        ("Halva", "name"),
        ("7up", "name"),
        ("ABC-123", "barcode"),
        ("62810001", "barcode"),
    ],
)
def test_what_was_looked_for_goes_into_its_field(
    till: Till, qtbot: QtBot, asked: str, field: str
) -> None:
    open_form(till, qtbot, asked)
    filled = [
        name for name in ("name", "name_ar", "barcode") if text(till, f"quick_add_{name}") != ""
    ]
    assert filled == [field]


def test_arabic_name_alone_will_do(till: Till, qtbot: QtBot) -> None:
    open_form(till, qtbot, "حلاوة")
    fill(till, price="٧٫٥")
    accept(till)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    assert till.sell.cart.lines[0].name_ar == "حلاوة"
    assert till.sell.cart.lines[0].unit_price == Decimal("7.5")


def test_chosen_tax_category_and_opening_stock_are_kept(till: Till, qtbot: QtBot) -> None:
    open_form(till, qtbot)
    fill(till, name="Halva", price="7.5", stock="12")
    QTest.mouseClick(find(till, "quick_add_tax_exempt"), LEFT)
    QTest.mouseClick(find(till, "quick_add_category_2"), LEFT)
    name = text(till, "quick_add_category_2")
    accept(till)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    found = find_product(till, CODE)
    assert found is not None
    product = found.product
    assert (str(product.tax), product.category, product.stock) == ("exempt", name, Decimal(12))


def test_arrows_choose_the_tax_rate(till: Till, app: QApplication, qtbot: QtBot) -> None:
    open_form(till, qtbot)
    find(till, "quick_add_tax_15").setFocus()
    QTest.keyClick(find(till, "quick_add_tax_15"), Qt.Key.Key_Right)
    chip = find(till, "quick_add_tax_0")
    assert isinstance(chip, QAbstractButton)
    assert chip.isChecked()
    assert chip.hasFocus()


def test_category_at_hand_is_chosen_already(till: Till, qtbot: QtBot) -> None:
    till.sell.browse.choose_category(2)
    open_form(till, qtbot)
    chip = find(till, "quick_add_category_2")
    assert isinstance(chip, QAbstractButton)
    assert chip.isChecked()


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"price": "5"}, "name"),
        ({"name": "Halva"}, "price"),
        ({"name": "Halva", "price": "five"}, "price"),
        ({"name": "Halva", "price": "1.234"}, "price"),
        ({"name": "Halva", "price": "-1"}, "price"),
        ({"name": "Halva", "price": "5", "stock": "much"}, "stock"),
        ({"name": "Halva", "price": "5", "stock": "1000000000"}, "stock"),
        ({"name": "Halva", "price": "5", "barcode": "6281000000015"}, "barcode"),
        ({"name": "Halva", "price": "5", "barcode": DATES}, "barcode"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    till: Till, qtbot: QtBot, texts: dict[str, str], field: str
) -> None:
    open_form(till, qtbot)
    hint = text(till, f"quick_add_{field}_below")
    fill(till, **texts)
    accept(till)
    qtbot.waitUntil(lambda: text(till, f"quick_add_{field}_below") not in {"", hint})
    assert find(till, f"quick_add_{field}").hasFocus()
    assert is_open(till)
    assert till.sell.cart.lines == ()
    assert tally(till._shop.store, "SELECT count(*) FROM product") == 30


def test_two_enters_make_one_product(till: Till, qtbot: QtBot) -> None:
    open_form(till, qtbot, "Halva")
    fill(till, price="5")
    for _ in range(2):
        QTest.keyClick(find(till, "quick_add_price"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    qtbot.waitUntil(lambda: till.lanes.under_way()["write"] == 0)
    assert tally(till._shop.store, "SELECT count(*) FROM product") == 31
    assert till.sell.cart.lines[0].quantity == 1


def test_scan_into_the_open_form_is_the_barcode(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    open_form(till, qtbot, "Halva")
    keys.scan(app, DATES)
    assert text(till, "quick_add_barcode") == DATES
    assert text(till, "quick_add_name") == "Halva"
    assert till.sell.cart.lines == ()
    QTest.keyClick(find(till, "quick_add_name"), Qt.Key.Key_Escape)
    assert not is_open(till)
    keys.scan(app, LATTE)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)


def test_form_that_was_left_asks_anew(till: Till, qtbot: QtBot) -> None:
    open_form(till, qtbot)
    fill(till, name="Halva", price="five")
    accept(till)
    QTest.mouseClick(find(till, "quick_add_cancel"), LEFT)
    open_form(till, qtbot, "Tahini")
    assert (text(till, "quick_add_name"), text(till, "quick_add_price")) == ("Tahini", "")
