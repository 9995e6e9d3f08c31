"""Settings of back ends: set up, tried, changed and removed; the key is never shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.errors import Refusal, Trouble
from app.services.backends import Check
from app.storage.opening import open_store
from app.ui.settings.backend_form import BackendForm
from app.ui.sync import trial
from app.ui.till import Till
from app.ui.widgets import tag
from tests.pictures import linked
from tests.pictures.linked import NAME
from tests.shop import findings, tally
from tests.ui.backend_section import click, kept, linked_section, said, section, write
from tests.ui.conftest import find
from tests.ui.syncing import GOOD, KIND, Idle

__all__ = ["linked_section", "section"]

NO_NETWORK = "There is no network, or it does not reach the server."


def journalled(till: Till, event: str) -> int:
    store = till.desk.shop.store
    return tally(store, "SELECT count(*) FROM journal WHERE event = ?", event)


def test_a_back_end_is_set_up_with_its_key(
    section: BackendForm, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    assert find(till, "backend_key").hasFocus()
    assert said(till, "backend_url") == KIND.default_url
    write(till, "backend_key", "apx_1")
    click(till, "backend_save")
    qtbot.waitUntil(lambda: not section.panel.isVisible())
    (made,) = kept(till)
    assert (made.name, made.kind, made.url) == ("main", KIND.kind, KIND.default_url)
    assert made.key_store == "keyring"
    assert syncing.keys.kept == {"main": "apx_1"}
    assert journalled(till, "backend_added") == 1
    qtbot.waitUntil(lambda: said(till, "own_main_title") == "Apex POS")
    assert said(till, "own_main_part") == "Books · main"
    assert section.panel.key.text() == ""
    assert findings(till.desk.shop.store) == []


def test_a_key_is_hidden_while_it_is_typed_and_when_it_is_kept(
    linked_section: BackendForm, till: Till
) -> None:
    field = find(till, "backend_key")
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    write(till, "backend_key", "apx_1")
    assert "apx" not in field.displayText()
    click(till, "backend_cancel")
    assert field.text() == ""


def test_a_back_end_without_a_key_is_refused_at_its_field(section: BackendForm, till: Till) -> None:
    click(till, "backend_save")
    assert said(till, "backend_key_below") == "A back end needs its key."
    assert kept(till) == []


@pytest.mark.parametrize(
    ("name", "key", "field"),
    [("Main Shop!", "apx_1", "backend_name_field"), ("main", "nxp_live_1", "backend_key")],
)
def test_what_is_wrong_is_said_beside_its_field(
    section: BackendForm, till: Till, qtbot: QtBot, name: str, key: str, field: str
) -> None:
    write(till, "backend_name_field", name)
    write(till, "backend_key", key)
    click(till, "backend_save")
    below = find(till, f"{field}_below")
    assert isinstance(below, QLabel)
    qtbot.waitUntil(lambda: below.property("tone") == "danger")
    assert find(till, field).hasFocus()
    assert kept(till) == []
    assert section.panel.save.isEnabled()


def test_a_file_for_the_key_is_warned_of(section: BackendForm, till: Till, qtbot: QtBot) -> None:
    assert not find(till, "backend_file_warning").isVisible()
    click(till, "key_in_file")
    assert "can read the key" in said(till, "backend_file_warning_words")
    write(till, "backend_key", "apx_1")
    click(till, "backend_save")
    qtbot.waitUntil(lambda: bool(kept(till)))
    assert kept(till)[0].key_store == "file"


def test_further_settings_are_kept_and_shown_again(
    section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    click(till, "backend_advanced")
    write(till, "backend_key", "apx_1")
    write(till, "backend_warehouse_id", "7")
    write(till, "backend_account_id", "2")
    write(till, "backend_customer_id", "5")
    write(till, "backend_pull_every_seconds", "60")
    click(till, "backend_push_all")
    click(till, "deducts_no")
    click(till, "backend_save")
    qtbot.waitUntil(lambda: bool(kept(till)))
    settings = kept(till)[0].settings
    assert (settings.warehouse_id, settings.account_id, settings.customer_id) == ("7", "2", "5")
    assert settings.pull_every_seconds == Decimal(60)
    assert settings.push_products == "all"
    assert settings.deducts_stock == "no"
    qtbot.waitUntil(lambda: said(till, "own_main_title") != "")
    click(till, "own_main_change")
    assert said(till, "backend_warehouse_id") == "7"
    assert said(till, "backend_pull_every_seconds") == "60"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (GOOD, ("backend_remark_words", "Connected to “Palm Grove Market”.")),
        (Check(False, NO_NETWORK, "no_network"), ("backend_remark_words", NO_NETWORK)),
        (Check(False, "It was revoked.", "wrong_key"), ("backend_key_below", "It was revoked.")),
        (Refusal("bad_url", "No address."), ("backend_url_below", "No address.")),
        (Trouble("no_keyring", "No keyring."), ("backend_remark_words", "No keyring.")),
    ],
)
def test_a_trial_says_in_plain_words_what_came_of_it(
    section: BackendForm,
    till: Till,
    qtbot: QtBot,
    syncing: Idle,
    answer: Check | Refusal | Trouble,
    expected: tuple[str, str],
) -> None:
    syncing.answer = answer
    write(till, "backend_key", "apx_1")
    click(till, "backend_test")
    qtbot.waitUntil(lambda: said(till, expected[0]) == expected[1])
    assert syncing.tested == [(KIND.kind, KIND.default_url, "apx_1", "")]
    assert section.panel.test.isEnabled()
    assert kept(till) == []


def test_a_clock_that_is_off_is_told_of(till: Till) -> None:
    words, look = trial.said(Check(True, "", business="Palm", clock_skew=-12 * 60_000))
    assert "12 minute" in words
    assert look is tag.WARNING


def test_a_change_without_a_key_keeps_the_old_one(
    linked_section: BackendForm, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    assert not find(till, "backend_name_field").isEnabled()
    assert not find(till, "backend_kind").isEnabled()
    write(till, "backend_url", "https://shop.example/api")
    click(till, "backend_save")
    qtbot.waitUntil(lambda: not linked_section.panel.isVisible())
    assert kept(till)[0].url == "https://shop.example/api"
    assert syncing.keys.kept == {}
    assert (journalled(till, "backend_changed"), journalled(till, "key_changed")) == (1, 0)


def test_the_stored_key_is_tried_where_none_is_typed(
    linked_section: BackendForm, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    click(till, "backend_test")
    qtbot.waitUntil(lambda: bool(syncing.tested))
    assert syncing.tested == [("", NAME, "", "")]
    write(till, "backend_url", "https://elsewhere.example")
    qtbot.waitUntil(linked_section.panel.test.isEnabled)
    click(till, "backend_test")
    assert said(till, "backend_key_below") == "Give the key that is to be tried."
    assert len(syncing.tested) == 1


def test_a_back_end_is_removed_after_a_question(
    linked_section: BackendForm, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    syncing.keys.put(NAME, "apx_1")
    click(till, "backend_remove")
    assert find(till, "confirm").isVisible()
    click(till, "confirm_cancel")
    assert len(kept(till)) == 1
    click(till, "backend_remove")
    click(till, "confirm_primary")
    qtbot.waitUntil(lambda: kept(till) == [])
    qtbot.waitUntil(lambda: not linked_section.panel.isVisible())
    assert syncing.keys.kept == {}
    assert journalled(till, "backend_removed") == 1


def test_a_second_back_end_gets_a_name_of_its_own(
    linked_section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    click(till, "backend_cancel")
    click(till, "backend_add")
    assert said(till, "backend_name_field") == "main-2"


def test_how_a_back_end_stands_is_seen_in_its_row(
    linked_section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    click(till, "backend_cancel")
    linked.stand(till.desk.shop.store, NAME, paused=True, problem="wrong_key")
    till.show_backend(NAME)
    qtbot.waitUntil(lambda: said(till, "own_main_state") == "Key refused. Selling goes on.")


def test_the_store_holds_no_key(section: BackendForm, till: Till, qtbot: QtBot) -> None:
    write(till, "backend_key", "apx_secret_7Q2f")
    click(till, "backend_save")
    qtbot.waitUntil(lambda: bool(kept(till)))
    folder = till.desk.shop.store.path.parent
    till.close()
    store = open_store(folder)
    store.close()
    held = b"".join(each.read_bytes() for each in folder.iterdir() if each.is_file())
    assert b"7Q2f" not in held
