"""The invoices: found, shown, printed again, saved; what happens meanwhile is seen."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.errors import Trouble
from app.services import invoices, printing, table_file
from app.services.changes import Changes
from app.services.invoices import InvoiceRow, Wanted
from app.storage.opening import open_store
from app.ui.invoices.presenter import InvoicesPresenter
from app.ui.invoices.view import InvoicesView
from app.ui.rows import ROW
from app.ui.till import Till
from app.ui.widgets.toast import Toast
from tests.documents import reading
from tests.invoices import fill
from tests.shop import BREAD, DATES, sell
from tests.ui import keys
from tests.ui.conftest import find

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
COUNT = 120


@pytest.fixture(scope="module")
def filled(demo_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with documents of six days, some of them of today; no test may write to it."""
    folder = shutil.copytree(demo_shop, tmp_path_factory.mktemp("filled") / "shop")
    store = open_store(folder)
    fill(store, COUNT, 6)
    store.close()
    return folder


@pytest.fixture
def shop(filled: Path, tmp_path: Path) -> Path:
    """A filled shop of one's own."""
    return shutil.copytree(filled, tmp_path / "shop")


@pytest.fixture
def page(till: Till, qtbot: QtBot) -> InvoicesPresenter:
    """The page, with its list and the receipt of the first."""
    shown = enter(till, qtbot)
    qtbot.waitUntil(shown._view.panel.paper.has_picture)
    return shown


def enter(till: Till, qtbot: QtBot) -> InvoicesPresenter:
    """Go to the page and wait for its list."""
    till._build("invoices")
    shown = till.screens["invoices"]
    assert isinstance(shown, InvoicesPresenter)
    with qtbot.waitSignal(shown.listed):
        till.go("invoices")
    return shown


def view(till: Till) -> InvoicesView:
    shown = till.window.page()
    assert isinstance(shown, InvoicesView)
    return shown


def plain(words: str) -> str:
    """Without the marks of direction."""
    return words.translate({ord(mark): None for mark in "\u2066\u2068\u2069"})


def text(till: Till, name: str) -> str:
    """What a label, button or field says."""
    found = find(till, name)
    assert isinstance(found, QLabel | QAbstractButton | QLineEdit)
    return plain(found.text())


def click(till: Till, name: str) -> None:
    QTest.mouseClick(find(till, name), LEFT)


def numbers(page: InvoicesPresenter) -> list[str]:
    """The numbers of the rows that are known."""
    rows = [page.rows.row(at) for at in range(len(page.rows.ids()))]
    return [row.number for row in rows if row]


def expected(till: Till, wanted: Wanted) -> list[InvoiceRow]:
    """What the store holds."""
    with till._shop.store.read() as unit:
        ids = invoices.ids(unit, till.desk.counter.shop, wanted)
        return invoices.rows_of(unit, ids)


def today(till: Till, **further: str) -> Wanted:
    day = till.desk.now().date()
    return Wanted(day, day, **further)


def wait_for(page: InvoicesPresenter, qtbot: QtBot, rows: Sequence[InvoiceRow]) -> None:
    """Wait until exactly these are listed."""
    qtbot.waitUntil(lambda: list(page.rows.ids()) == [row.id for row in rows])


def say(till: Till) -> list[str]:
    return [plain(words) for words in till.window.toasts.texts()]


def save_as(till: Till, path: Path) -> None:
    """Answer the dialog that asks where to save."""
    dialog = till.window.findChild(QFileDialog, "save_file")
    assert dialog is not None
    dialog.selectFile(str(path))
    dialog.accept()


def with_printer(till: Till) -> None:
    till.desk.settle(shop=replace(till.desk.counter.shop, printer="Roll"))


def copies(till: Till) -> list[tuple[str, bool]]:
    with till._shop.store.read() as unit:
        return [(job.number, job.copy) for job in printing.unfinished(unit)]


# The list


def test_todays_invoices_are_listed_and_the_newest_is_shown(
    till: Till, page: InvoicesPresenter
) -> None:
    rows = expected(till, today(till))
    assert 5 < len(rows) < COUNT
    assert numbers(page) == [row.number for row in rows]
    assert text(till, "invoice_number") == "A1-000120"
    assert text(till, "invoice_total") == f"{rows[0].total:,.2f}"
    assert find(till, "invoice_search").hasFocus()


def test_foot_counts_and_sums_what_is_listed(till: Till, page: InvoicesPresenter) -> None:
    rows = expected(till, today(till))
    owed = sum(row.payable - row.paid for row in rows)
    assert owed > 0
    assert text(till, "invoice_count").split()[0] == str(len(rows))
    assert text(till, "invoice_sales") == f"{sum(row.total for row in rows):,.2f}"
    assert text(till, "invoice_owed") == f"{owed:,.2f}"
    assert find(till, "invoice_owed").isVisible()


def test_what_is_owed_is_hidden_where_all_is_paid(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    click(till, "status_paid")
    wait_for(page, qtbot, expected(till, today(till, status="paid")))
    qtbot.waitUntil(lambda: not find(till, "invoice_owed").isVisible())


def test_typing_filters_at_once_and_the_newest_text_wins(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    QTest.keyClicks(find(till, "invoice_search"), "sara", NONE, 40)
    rows = expected(till, today(till, text="sara"))
    assert rows
    wait_for(page, qtbot, rows)
    assert {row.customer for row in rows} == {"Sara Mahmoud"}


def test_text_that_finds_nothing_says_so_and_looks_in_all_days_when_asked(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    QTest.keyClicks(find(till, "invoice_search"), "000003", NONE, 40)
    qtbot.waitUntil(lambda: "000003" in text(till, "no_invoices_words"))
    assert find(till, "no_invoices").isVisible()
    assert find(till, "no_invoice_chosen").isVisible()
    assert not find(till, "export_invoices").isEnabled()
    click(till, "no_invoices_action")
    qtbot.waitUntil(lambda: numbers(page) == ["A1-000003"])
    qtbot.waitUntil(lambda: text(till, "invoice_number") == "A1-000003")
    assert find(till, "invoice_list").isVisible()


@pytest.mark.parametrize(("name", "days"), [("days_yesterday", (1, 1)), ("days_week", (6, 0))])
def test_days_are_the_shops_own(
    till: Till, page: InvoicesPresenter, qtbot: QtBot, name: str, days: tuple[int, int]
) -> None:
    click(till, name)
    first, last = (till.desk.now().date() - timedelta(days=back) for back in days)
    rows = expected(till, Wanted(first, last))
    assert rows
    wait_for(page, qtbot, rows)


def test_statuses_are_counted_and_choose(till: Till, page: InvoicesPresenter, qtbot: QtBot) -> None:
    click(till, "days_week")
    click(till, "status_partial")
    now = till.desk.now().date()
    every = expected(till, Wanted(now - timedelta(days=6), now))
    partial = [row for row in every if row.status == "partial"]
    assert partial
    wait_for(page, qtbot, partial)
    said = plain(find(till, "status_partial").accessibleName())
    qtbot.waitUntil(
        lambda: plain(find(till, "status_all").accessibleName()) == f"All, {len(every)}"
    )
    assert said == f"Partial, {len(partial)}"


def test_statuses_that_nothing_has_are_hidden(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    QTest.keyClicks(find(till, "invoice_search"), "A1-000120", NONE, 40)
    qtbot.waitUntil(lambda: numbers(page) == ["A1-000120"])
    qtbot.waitUntil(lambda: not find(till, "status_partial").isVisible())
    assert not find(till, "status_unpaid").isVisible()
    assert find(till, "status_paid").isVisible()


def test_row_says_all_of_an_invoice(till: Till, page: InvoicesPresenter) -> None:
    for at, row in enumerate(expected(till, today(till))):
        index = page.rows.index(at)
        tip = plain(str(index.data(Qt.ItemDataRole.ToolTipRole)))
        assert tip == plain(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        assert tip.startswith(f"{row.number} · ")
        assert (row.customer or "Walk-in") in tip
    tips = {plain(str(page.rows.index(at).data(Qt.ItemDataRole.ToolTipRole))) for at in range(12)}
    for words in ("Waiting to be sent", "Sent", "No answer yet", "Needs attention", "Card", "Paid"):
        assert any(words in tip for tip in tips), words


def test_other_days_are_told_by_day_and_clock(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    click(till, "days_yesterday")
    qtbot.waitUntil(lambda: "28 Feb 23:" in plain(str(page.rows.index(0).data())))


def test_model_obeys_qt(till: Till, page: InvoicesPresenter, qtbot: QtBot) -> None:
    tester = QAbstractItemModelTester(
        page.rows, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    click(till, "days_week")
    qtbot.waitUntil(lambda: len(page.rows.ids()) > 50)
    view(till).choose(len(page.rows.ids()) - 1)
    qtbot.waitUntil(lambda: page.rows.index(len(page.rows.ids()) - 1).data(ROW) is not None)
    page.search("zzq")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 0)
    assert tester.model() is page.rows


def test_list_is_painted_in_both_directions(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    click(till, "days_week")
    qtbot.waitUntil(lambda: len(page.rows.ids()) > 50)
    english = view(till).table.grab().toImage()
    till.switch_language()
    qtbot.waitUntil(lambda: view(till).layoutDirection() == Qt.LayoutDirection.RightToLeft)
    assert view(till).table.grab().toImage() != english


# The days


def test_dates_are_typed(till: Till, page: InvoicesPresenter, qtbot: QtBot) -> None:
    click(till, "days")
    for name, day in (("first_day", "٢٠٢٦-٠٢-٢٦"), ("last_day", "2026-02-27")):
        field = find(till, name)
        assert isinstance(field, QLineEdit)
        field.selectAll()
        field.insert(day)
    QTest.keyClick(find(till, "last_day"), Qt.Key.Key_Return)
    wait_for(page, qtbot, expected(till, Wanted(date(2026, 2, 26), date(2026, 2, 27))))
    assert not find(till, "dates").isVisible()
    assert text(till, "days") == "2026-02-26 – 2026-02-27"


def test_arrows_walk_through_the_days(till: Till, page: InvoicesPresenter, qtbot: QtBot) -> None:
    click(till, "days")
    assert text(till, "first_day") == "2026-03-01"
    click(till, "first_day_back")
    QTest.keyClick(find(till, "first_day"), Qt.Key.Key_Down)
    assert text(till, "first_day") == "2026-02-27"
    QTest.keyClick(find(till, "first_day"), Qt.Key.Key_Up)
    click(till, "first_day_on")
    assert text(till, "first_day") == "2026-03-01"
    click(till, "all_days")
    assert (text(till, "first_day"), text(till, "last_day")) == ("", "")
    click(till, "last_day_on")
    assert text(till, "last_day") == "2026-03-01"
    click(till, "last_month")
    assert (text(till, "first_day"), text(till, "last_day")) == ("2026-02-01", "2026-02-28")
    click(till, "all_days")
    click(till, "dates_primary")
    qtbot.waitUntil(lambda: len(page.rows.ids()) == COUNT)


def test_what_is_no_day_is_refused_in_words(till: Till, page: InvoicesPresenter) -> None:
    click(till, "days")
    for first, last, wrong in (
        ("2026-02-30", "", "first_day"),
        ("", "yesterday", "last_day"),
        ("0001-01-01", "", "first_day"),
        ("2026-03-01", "2026-02-01", "last_day"),
    ):
        view(till).dates.retranslate()
        before = text(till, f"{wrong}_below")
        for name, day in (("first_day", first), ("last_day", last)):
            field = find(till, name)
            assert isinstance(field, QLineEdit)
            field.setText(day)
        click(till, "dates_primary")
        assert find(till, "dates").isVisible()
        assert text(till, f"{wrong}_below") != before
        assert find(till, wrong).hasFocus()


def test_leaving_the_dates_leaves_the_list(till: Till, page: InvoicesPresenter) -> None:
    click(till, "days")
    QTest.keyClick(find(till, "first_day"), Qt.Key.Key_Escape)
    assert not find(till, "dates").isVisible()
    assert view(till).filters.period.current() == 0
    assert find(till, "invoice_search").hasFocus()


# One of them


def test_arrows_move_the_preview_once_they_rest(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    drawn: list[int] = []
    page.preview.drawn.connect(lambda: drawn.append(1))
    QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_Down)
    timer = page.preview._timer
    qtbot.waitUntil(lambda: timer.remainingTime() < 60)
    QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_Up)
    assert timer.remainingTime() > 60
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(find(till, "invoice_search"), key)
    assert text(till, "invoice_number") == "A1-000120"
    with qtbot.waitSignal(page.preview.drawn):
        qtbot.waitUntil(lambda: text(till, "invoice_number") == "A1-000118")
    assert len(drawn) == 1


def test_tap_shows_an_invoice(till: Till, page: InvoicesPresenter, qtbot: QtBot) -> None:
    rows = view(till).table.view
    place = rows.visualRect(page.rows.index(4)).center()
    QTest.mouseClick(rows.viewport(), LEFT, NONE, place)
    qtbot.waitUntil(lambda: text(till, "invoice_number") == "A1-000116")
    assert find(till, "invoice_search").hasFocus()


def test_reprint_queues_a_copy(till: Till, page: InvoicesPresenter, qtbot: QtBot) -> None:
    with_printer(till)
    QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: say(till) == ["A copy of A1-000120 goes to the printer."])
    assert copies(till) == [("A1-000120", True)]


def test_what_is_chosen_is_printed_though_another_is_shown_yet(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    with_printer(till)
    QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_Down)
    QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_F9)
    assert text(till, "invoice_number") == "A1-000120"
    qtbot.waitUntil(lambda: copies(till) == [("A1-000119", True)])


def test_shop_without_a_printer_offers_a_pdf(
    till: Till, page: InvoicesPresenter, qtbot: QtBot, tmp_path: Path
) -> None:
    click(till, "invoice_reprint")
    assert say(till) == ["No printer is chosen."]
    assert copies(till) == []
    toast = till.window.findChild(Toast, "toast")
    assert toast is not None
    QTest.mouseClick(toast.button, LEFT)
    save_as(till, tmp_path / "first.pdf")
    qtbot.waitUntil(lambda: any("first.pdf is saved" in words for words in say(till)))
    assert (tmp_path / "first.pdf").read_bytes().startswith(b"%PDF")


def test_pdf_is_marked_as_a_copy(
    till: Till, page: InvoicesPresenter, qtbot: QtBot, tmp_path: Path
) -> None:
    click(till, "invoice_pdf")
    save_as(till, tmp_path / "copy")
    saved = tmp_path / "copy.pdf"
    qtbot.waitUntil(saved.exists)
    assert {"COPY", "A1-000120"} <= reading.words(saved.read_bytes())


def test_pdf_that_can_not_be_written_is_said(
    till: Till, page: InvoicesPresenter, qtbot: QtBot, tmp_path: Path
) -> None:
    page.preview._write("A1-000120", tmp_path / "nowhere" / "a.pdf")
    qtbot.waitUntil(lambda: len(say(till)) == 1)
    assert "There is no folder" in say(till)[0]


def test_export_writes_what_is_listed(
    till: Till, page: InvoicesPresenter, qtbot: QtBot, tmp_path: Path
) -> None:
    click(till, "status_partial")
    rows = expected(till, today(till, status="partial"))
    wait_for(page, qtbot, rows)
    click(till, "export_invoices")
    save_as(till, tmp_path / "list.csv")
    qtbot.waitUntil(lambda: any("list.csv" in words for words in say(till)))
    with table_file.reading(tmp_path / "list.csv") as (_, found):
        assert [cells["number"] for _, cells in found] == [row.number for row in rows]
    assert find(till, "export_invoices").isEnabled()


def test_export_that_fails_is_said_and_can_be_tried_again(
    till: Till, page: InvoicesPresenter, qtbot: QtBot, tmp_path: Path
) -> None:
    page._export(Wanted(), tmp_path / "nowhere" / "list.csv")
    assert not find(till, "export_invoices").isEnabled()
    qtbot.waitUntil(find(till, "export_invoices").isEnabled)
    assert len(say(till)) == 1


# Scans


def test_scanned_number_chooses_its_invoice(
    till: Till, page: InvoicesPresenter, app: QApplication, qtbot: QtBot
) -> None:
    keys.scan(app, "A1-000115")
    qtbot.waitUntil(lambda: text(till, "invoice_number") == "A1-000115")
    assert text(till, "invoice_search") == ""


def test_scanned_number_is_found_whatever_is_listed(
    till: Till, page: InvoicesPresenter, app: QApplication, qtbot: QtBot
) -> None:
    QTest.keyClicks(find(till, "invoice_search"), "sara", NONE, 40)
    click(till, "status_paid")
    keys.scan(app, "A1-000001")
    qtbot.waitUntil(lambda: text(till, "invoice_number") == "A1-000001")
    assert text(till, "invoice_search") == ""
    assert text(till, "days") == "2026-02-23"
    qtbot.waitUntil(lambda: view(till).table.view.currentIndex().row() == len(page.rows.ids()) - 1)


def test_unknown_number_is_said_and_the_page_stays(
    till: Till, page: InvoicesPresenter, app: QApplication, qtbot: QtBot
) -> None:
    keys.scan(app, "A1-009999")
    qtbot.waitUntil(lambda: say(till) == ["There is no invoice A1-009999."])
    assert till.window.page_name() == "invoices"


def test_product_goes_to_the_sale(
    till: Till, page: InvoicesPresenter, app: QApplication, qtbot: QtBot
) -> None:
    keys.scan(app, DATES)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    assert till.window.page_name() == "sell"


def test_product_whose_code_looks_like_a_number_goes_to_the_sale(
    till: Till, page: InvoicesPresenter, app: QApplication, qtbot: QtBot
) -> None:
    with till._shop.store.write() as unit:
        unit.sql("UPDATE product SET sku = 'AB-123456' WHERE id = 2")
        unit.commit()
    keys.scan(app, "AB-123456")
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    assert till.window.page_name() == "sell"


# What happens meanwhile


def test_new_invoice_appears_and_the_chosen_one_stays(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    view(till).choose(3)
    chosen = page.rows.ids()[3]
    sale = sell(till._shop.store, BREAD)
    till.desk.announce(Changes(invoices=frozenset({sale.number})))
    qtbot.waitUntil(lambda: numbers(page)[0] == sale.number)
    rows = view(till).table.view
    assert page.rows.ids()[rows.currentIndex().row()] == chosen
    qtbot.waitUntil(lambda: text(till, "invoice_number") == "A1-000117")


def test_sending_is_seen_in_list_and_preview(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    assert text(till, "invoice_sync") == "Waiting to be sent"
    with till._shop.store.write() as unit:
        unit.sql("UPDATE outbox SET state = 'ACKED'")
        unit.commit()
    till.desk.announce(Changes(outbox=True))
    qtbot.waitUntil(lambda: text(till, "invoice_sync") == "Sent")
    qtbot.waitUntil(lambda: plain(str(page.rows.index(0).data())).endswith("· Sent"))


def test_hidden_page_reads_nothing_and_is_up_to_date_when_shown(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    till.go("sell")
    before = list(page.rows.ids())
    sale = sell(till._shop.store, BREAD)
    till.desk.announce(Changes(invoices=frozenset({sale.number})))
    assert till.lanes.under_way()["read"] == 0
    assert list(page.rows.ids()) == before
    with qtbot.waitSignal(page.listed):
        till.go("invoices")
    assert numbers(page)[0] == sale.number


def test_failing_store_is_said_and_tried_again(
    till: Till, page: InvoicesPresenter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise Trouble("disk_error", "The disk does not answer.")

    monkeypatch.setattr(invoices, "ids", broken)
    click(till, "days_week")
    qtbot.waitUntil(lambda: text(till, "no_invoices_words") == "The disk does not answer.")
    monkeypatch.undo()
    click(till, "no_invoices_action")
    qtbot.waitUntil(find(till, "invoice_list").isVisible)


def test_slow_store_says_that_it_is_loading_and_stalls_nothing(
    till: Till, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, ids = Event(), invoices.ids

    def stuck(*args: object) -> object:
        assert gate.wait(30)
        return ids(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(invoices, "ids", stuck)
    till.go("invoices")
    qtbot.waitUntil(lambda: find(till, "no_invoices").isVisible())
    assert text(till, "no_invoices_words") == "Loading invoices…"
    gate.set()
    qtbot.waitUntil(find(till, "invoice_list").isVisible)


def test_preview_that_waits_leaves_no_timer(till: Till, page: InvoicesPresenter) -> None:
    QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_Down)
    assert page.preview._timer.isActive()


# Keys and room


def test_escape_clears_the_search_then_goes_back(
    till: Till, page: InvoicesPresenter, qtbot: QtBot
) -> None:
    QTest.keyClicks(find(till, "invoice_search"), "sara", NONE, 40)
    QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_Escape)
    assert text(till, "invoice_search") == ""
    wait_for(page, qtbot, expected(till, today(till)))
    QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_Escape)
    assert till.window.page_name() == "sell"


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Slash])
def test_key_in_the_list_goes_to_the_search(
    till: Till, page: InvoicesPresenter, key: Qt.Key
) -> None:
    find(till, "invoice_list").setFocus()
    QTest.keyClick(find(till, "invoice_list"), key)
    assert find(till, "invoice_search").hasFocus()


def test_letters_in_the_list_move_nothing(till: Till, page: InvoicesPresenter) -> None:
    find(till, "invoice_list").setFocus()
    QTest.keyClicks(find(till, "invoice_list"), "A1-00011", NONE, 40)
    assert view(till).table.view.currentIndex().row() == 0


def test_narrow_window_shows_one_of_both(till: Till, page: InvoicesPresenter, qtbot: QtBot) -> None:
    till.window.resize(910, 512)
    qtbot.waitUntil(lambda: not find(till, "invoice_panel").isVisible())
    QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_Down)
    QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_Return)
    assert find(till, "invoice_panel").isVisible()
    assert not find(till, "invoice_list").isVisible()
    qtbot.waitUntil(lambda: text(till, "invoice_number") == "A1-000119")
    assert find(till, "invoice_back").hasFocus()
    QTest.keyClick(find(till, "invoice_back"), Qt.Key.Key_Escape)
    assert find(till, "invoice_list").isVisible()
    assert find(till, "invoice_search").hasFocus()
    rows = view(till).table.view
    QTest.mouseClick(rows.viewport(), LEFT, NONE, rows.visualRect(page.rows.index(2)).center())
    assert find(till, "invoice_panel").isVisible()
    click(till, "invoice_back")
    assert find(till, "invoice_list").isVisible()
    till.window.resize(1366, 768)
    qtbot.waitUntil(find(till, "invoice_panel").isVisible)


def cut_off(till: Till) -> list[str]:
    """The parts of the page that have less room than they need, or stand beyond its edge."""
    shown = view(till)
    parts = [
        *(find(till, name) for name in ("export_invoices", "days", "invoice_sales")),
        *shown.filters.chips.chips(),
        shown.filters.chips,
        shown.filters.period,
    ]
    return [
        part.objectName()
        for part in parts
        if part.width() < part.minimumSizeHint().width()
        or not shown.rect().contains(part.mapTo(shown, part.rect().bottomRight()))
        or part.visibleRegion().boundingRect() != part.rect()
    ]


def test_nothing_is_cut_off(till: Till, page: InvoicesPresenter, qtbot: QtBot) -> None:
    page.choose_dates(None, None)
    qtbot.waitUntil(lambda: len(page.rows.ids()) == COUNT)
    for size in ((1366, 768), (1280, 800), (1100, 720), (910, 512)):
        till.window.resize(*size)
        qtbot.waitUntil(find(till, "status_unpaid").isVisible)
        qtbot.waitUntil(lambda: cut_off(till) == [])
        columns = view(till).table.columns
        assert sum(each.width for each in columns) <= view(till).table.view.viewport().width()


def test_finger_moves_the_receipt(till: Till, page: InvoicesPresenter) -> None:
    paper = view(till).panel.paper
    before = paper.mapTo(till.window, QPoint(0, 0)).y()
    QTest.mousePress(paper, LEFT, NONE, QPoint(100, 300))
    QTest.mouseMove(paper, QPoint(100, 220))
    QTest.mouseRelease(paper, LEFT, NONE, QPoint(100, 220))
    assert paper.mapTo(till.window, QPoint(0, 0)).y() < before


def test_every_button_has_a_name_and_room_for_a_finger(till: Till, page: InvoicesPresenter) -> None:
    click(till, "days")
    for button in till.window.page().findChildren(QAbstractButton) + find(
        till, "dates"
    ).findChildren(QAbstractButton):
        if button.isVisible():
            assert button.accessibleName(), button.objectName()
            least = 42 if button.parentWidget() is view(till).filters.period else 44
            assert min(button.width(), button.height()) >= least, button.objectName()


# The last receipt


def test_ctrl_p_prints_the_last_receipt_again(till: Till, qtbot: QtBot) -> None:
    with_printer(till)
    QTest.keyClick(find(till, "search"), Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: say(till) == ["A copy of A1-000120 goes to the printer."])
    assert copies(till) == [("A1-000120", True)]


def test_ctrl_p_without_a_printer_says_so(till: Till, qtbot: QtBot) -> None:
    QTest.keyClick(find(till, "search"), Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: say(till) == ["This shop has no printer set."])


class TestEmptyShop:
    """Before the first sale."""

    @pytest.fixture
    def shop(self, demo_shop: Path, tmp_path: Path) -> Path:
        return shutil.copytree(demo_shop, tmp_path / "shop")

    def test_there_are_no_invoices_yet(self, till: Till, qtbot: QtBot) -> None:
        enter(till, qtbot)
        assert text(till, "no_invoices_words") == "No invoices yet"
        assert not find(till, "no_invoices_action").isVisible()
        assert find(till, "no_invoice_chosen").isVisible()
        QTest.keyClick(find(till, "invoice_search"), Qt.Key.Key_F9)
        assert say(till) == []

    def test_ctrl_p_says_that_there_is_no_invoice(self, till: Till, qtbot: QtBot) -> None:
        QTest.keyClick(find(till, "search"), Qt.Key.Key_P, CONTROL)
        qtbot.waitUntil(lambda: say(till) == ["This register has made no invoice yet."])
