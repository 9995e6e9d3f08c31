"""The five systems in the window: what each is asked for, its part, a sandbox, what it can't do."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.backend import BackendSettings
from app.domain.errors import Refusal
from app.services import backends
from app.services.backends import Check, Known
from app.services.changes import Changes
from app.storage import backend as storage
from app.ui.settings.backend_form import BackendForm
from app.ui.shop import BackendKind
from app.ui.sync import trait, trial
from app.ui.sync.address_field import EXAMPLE
from app.ui.sync.card import SystemCard
from app.ui.till import Till
from app.ui.widgets import tag
from tests.pictures import linked
from tests.pictures.linked import NAME, ONLINE
from tests.shop import NOON
from tests.ui.backend_section import click, kept, linked_section, said, section, write
from tests.ui.conftest import find
from tests.ui.syncing import GOOD, KINDS, Idle

__all__ = ["linked_section", "section"]

NO = Known("no", "the document names no call for it")


def seen(till: Till, *names: str) -> list[str]:
    """Those of the widgets that can be seen."""
    return [each for each in names if find(till, each).isVisible()]


def choose(till: Till, kind: str) -> None:
    click(till, f"kind_{kind}")


def learn(till: Till, known: Mapping[str, Known], name: str = NAME) -> None:
    """Let it be known what a back end can do, and the window hear of it."""
    with till.desk.shop.store.write() as unit:
        storage.learn(unit, name, known, at=NOON)
        unit.commit()
    till.desk.announce(Changes(settings=True, sync=True))


def settings_of(till: Till, name: str) -> BackendSettings:
    return next(each.settings for each in kept(till) if each.name == name)


# What each is asked for


@pytest.mark.parametrize("system", KINDS, ids=[each.kind for each in KINDS])
def test_each_system_begins_with_its_address_and_how_its_keys_begin(
    section: BackendForm, till: Till, system: BackendKind
) -> None:
    choose(till, system.kind)
    field = find(till, "backend_url")
    assert isinstance(field, QLineEdit)
    assert field.text() == system.default_url
    is_own = not system.default_url
    assert field.placeholderText() == (EXAMPLE if is_own else "")
    assert ("own server" in said(till, "backend_url_below")) == is_own
    begins = f"Begins with {system.key_begins}." if system.key_begins else ""
    assert said(till, "backend_key_below") == f"{begins} Never shown again".strip()
    assert find(till, "backend_way").isVisible() == system.has_login


def test_a_user_signs_in_with_a_password(
    section: BackendForm, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    choose(till, "commerce")
    click(till, "backend_by_user")
    assert said(till, "backend_key_caption") == "Password"
    write(till, "backend_url", EXAMPLE)
    click(till, "backend_test")
    assert said(till, "backend_user_below") == "Give the e-mail address of the user."
    write(till, "backend_user", "till@example.com")
    click(till, "backend_test")
    assert said(till, "backend_key_below") == "Give the password of this user."
    write(till, "backend_key", "two words")
    syncing.answer = Check(ok=False, message="Unknown key.", problem="wrong_key")
    click(till, "backend_test")
    refused = "The server does not accept this user and password."
    qtbot.waitUntil(lambda: said(till, "backend_key_below") == refused)
    assert syncing.tested == [("commerce", EXAMPLE, "two words", "till@example.com")]
    click(till, "backend_save")
    qtbot.waitUntil(lambda: bool(kept(till)))
    assert kept(till)[0].settings.user == "till@example.com"
    assert syncing.keys.kept == {"main": "two words"}


def test_a_kept_password_serves_no_other_user_and_is_no_key(
    section: BackendForm, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    linked.connect(till.desk.shop.store, "web", "commerce", BackendSettings(user="a@b.c"))
    till.show_backend("web")
    qtbot.waitUntil(lambda: said(till, "backend_user") == "a@b.c")
    assert "keep the one" in said(till, "backend_key_below")
    write(till, "backend_user", "d@e.f")
    click(till, "backend_save")
    assert said(till, "backend_key_below") == "Give the password of this user."
    click(till, "backend_by_key")
    click(till, "backend_save")
    assert said(till, "backend_key_below") == "A back end needs its key."
    write(till, "backend_key", "4f9c")
    click(till, "backend_save")
    qtbot.waitUntil(lambda: settings_of(till, "web").user == "")
    assert syncing.keys.kept == {"web": "4f9c"}


def test_an_own_server_without_an_address_is_refused_at_its_field(
    section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    choose(till, "salloq")
    write(till, "backend_key", "ak_live_1")
    click(till, "backend_save")
    qtbot.waitUntil(lambda: "needs the address" in said(till, "backend_url_below"))
    assert find(till, "backend_url").hasFocus()
    assert kept(till) == []


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("apex_pos", ["customer_id", "warehouse_id", "account_id", "deducts"]),
        ("apexloge", ["orders_every_seconds"]),
        ("salloq", ["customer_id", "orders_every_seconds"]),
        ("stacknex", ["location_id", "warehouse_id", "orders_every_seconds", "deducts", "trust"]),
        ("commerce", ["customer_id", "orders_every_seconds"]),
    ],
)
def test_a_system_is_asked_only_what_it_has_a_use_for(
    section: BackendForm, till: Till, kind: str, asked: list[str]
) -> None:
    choose(till, kind)
    assert not find(till, "backend_more").isVisible()
    click(till, "backend_advanced")
    names = ["location_id", "customer_id", "warehouse_id", "account_id", "orders_every_seconds"]
    names = [f"backend_{each}" for each in (*names, "deducts")] + ["backend_trust_unproven"]
    wanted = [f"backend_{each}".replace("_trust", "_trust_unproven") for each in asked]
    assert seen(till, *names) == wanted
    always = ["backend_role", "backend_currency", "backend_pull_every_seconds", "backend_push_all"]
    assert seen(till, *always) == always


def test_what_a_system_has_no_use_for_is_not_set(
    section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    click(till, "backend_advanced")
    write(till, "backend_account_id", "7")
    choose(till, "stacknex")
    write(till, "backend_location_id", "loc_1")
    click(till, "backend_trust_unproven")
    assert "sandbox key first" in said(till, "backend_trust_warning_words")
    write(till, "backend_orders_every_seconds", "")
    write(till, "backend_key", "nxp_test_1")
    click(till, "backend_save")
    qtbot.waitUntil(lambda: bool(kept(till)))
    expected = BackendSettings(location_id="loc_1", trust_unproven="yes")
    assert kept(till)[0].settings == expected


@pytest.mark.parametrize(
    ("field", "text"), [("currency", "XYZ"), ("pull_every_seconds", "soon"), ("buffer", "-1")]
)
def test_a_setting_that_can_not_be_is_refused_at_its_field(
    section: BackendForm, till: Till, field: str, text: str
) -> None:
    click(till, "backend_advanced")
    click(till, "role_shop")
    write(till, f"backend_{field}", text)
    click(till, "backend_advanced")
    write(till, "backend_key", "apx_1")
    click(till, "backend_save")
    assert said(till, f"backend_{field}_below") == "This is not possible here."
    assert find(till, f"backend_{field}").hasFocus()
    assert kept(till) == []


# Its part


def test_the_first_keeps_the_books_and_the_second_is_an_online_shop(
    linked_section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    click(till, "backend_cancel")
    click(till, "backend_add")
    choose(till, "salloq")
    click(till, "backend_advanced")
    assert find(till, "role_shop").property("checked") is True
    assert said(till, "backend_role_hint").endswith("only one can. Now it is Apex POS.")
    write(till, "backend_url", EXAMPLE)
    write(till, "backend_key", "ak_live_1")
    write(till, "backend_buffer", "2")
    click(till, "backend_save")
    qtbot.waitUntil(lambda: len(kept(till)) == 2)
    made = settings_of(till, "main-2")
    assert (made.role, made.buffer) == ("shop", Decimal(2))
    assert settings_of(till, NAME).role == ""
    qtbot.waitUntil(lambda: till.window.findChild(QWidget, "own_main-2_part") is not None)
    assert said(till, "own_main_part") == "Books · Palm Grove Market"
    assert said(till, "own_main-2_part") == "Online shop · keeps back 2 · main-2"


def test_the_books_stay_with_a_system_that_takes_sales(
    section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    store = till.desk.shop.store
    click(till, "backend_cancel")
    linked.connect(store, ONLINE, "apexloge")
    till.show_backend("")
    qtbot.waitUntil(lambda: "Apexloge" in said(till, "backend_role_hint"))
    assert find(till, "role_books").property("checked") is True
    choose(till, "apexloge")
    assert find(till, "role_shop").property("checked") is True


def test_books_that_another_keeps_are_refused_in_plain_words(
    section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    linked.connect(till.desk.shop.store, NAME, settings=BackendSettings(role="books"))
    linked.connect(till.desk.shop.store, ONLINE, "apexloge", BackendSettings(role="shop"))
    till.show_backend(ONLINE)
    qtbot.waitUntil(lambda: said(till, "backend_name_field") == ONLINE)
    click(till, "backend_advanced")
    click(till, "role_books")
    click(till, "backend_save")
    refused = f"{NAME} keeps the books; make it an online shop first."
    qtbot.waitUntil(lambda: said(till, "backend_remark_words") == refused)
    assert settings_of(till, ONLINE).role == "shop"


def test_a_part_that_nobody_chose_is_not_set_by_saving(
    linked_section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    write(till, "backend_url", EXAMPLE)
    click(till, "backend_save")
    qtbot.waitUntil(lambda: kept(till)[0].url == EXAMPLE)
    assert kept(till)[0].settings.role == ""


# What it can't do, and whether it is real


def test_what_a_system_can_not_do_is_told_where_it_is_changed(
    linked_section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    assert not find(till, "backend_can_not").isVisible()
    learn(till, {"create_invoice": NO, "lookup_by_ref": NO, "needs_customer": NO})
    click(till, "backend_cancel")
    till.show_backend(NAME)
    expected = "This system can't: take sales."
    qtbot.waitUntil(lambda: said(till, "backend_can_not_words") == expected)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, ""),
        ({"server_prices": NO, "needs_location": NO, "idempotency_key": NO}, ""),
        ({"pull_customers": NO}, "This system can't: list customers."),
        ({"pull_customers": Known("unknown", "not said")}, ""),
        ({"pull_orders": NO, "update_order": NO}, "This system can't: list online orders."),
        (
            {"pull_customers": NO, "create_product": NO},
            "This system can't: take new products, list customers.",
        ),
    ],
)
def test_only_what_a_shop_misses_is_told(
    section: BackendForm, till: Till, known: dict[str, Known], expected: str
) -> None:
    linked.connect(till.desk.shop.store)
    learn(till, known)
    with till.desk.shop.store.read() as unit:
        card = backends.card(unit, NAME)
    assert trait.can_not(card) == expected


def test_a_sandbox_is_marked_on_its_cards_and_in_the_strip(
    linked_section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    click(till, "backend_cancel")
    assert not find(till, "own_main_sandbox").isVisible()
    assert not find(till, "sandbox_state").isVisible()
    learn(till, {"sandbox": Known("yes", "the key begins with nxp_test_"), "set_stock": NO})
    qtbot.waitUntil(find(till, "own_main_sandbox").isVisible)
    qtbot.waitUntil(find(till, "sandbox_state").isVisible)
    assert said(till, "sandbox_state") == "Sandbox"
    till.go("sync")
    qtbot.waitUntil(lambda: bool(till.window.findChildren(SystemCard)))
    card = till.window.findChildren(SystemCard)[0]
    qtbot.waitUntil(card.sandbox.isVisible)
    assert (card.sandbox.text(), card.about.isVisible()) == ("Sandbox", True)
    assert "Sandbox" in card.accessibleName()
    assert card.toolTip() == card.accessibleDescription() == trait.can_not(shown(till))
    learn(till, {"sandbox": Known("no", "the key is a live one")})
    qtbot.waitUntil(lambda: not card.sandbox.isVisible())
    qtbot.waitUntil(lambda: not find(till, "sandbox_state").isVisible())


def test_a_sandbox_beside_the_books_is_no_matter_of_the_strip(
    linked_section: BackendForm, till: Till, qtbot: QtBot
) -> None:
    linked.connect(till.desk.shop.store, ONLINE, "stacknex", BackendSettings(role="shop"))
    till.show_backend(ONLINE)
    qtbot.waitUntil(lambda: said(till, "backend_name_field") == ONLINE)
    click(till, "backend_cancel")
    with qtbot.waitSignal(till.sync_status.sandbox_told) as told:
        learn(till, {"sandbox": Known("yes", "its key")}, ONLINE)
    assert told.args == [False]
    qtbot.waitUntil(find(till, f"own_{ONLINE}_sandbox").isVisible)
    assert not find(till, "sandbox_state").isVisible()


def shown(till: Till) -> backends.BackendCard:
    """The card of the first back end."""
    with till.desk.shop.store.read() as unit:
        return backends.card(unit, NAME)


def test_a_trial_tells_of_a_sandbox_and_of_a_server_without_a_name() -> None:
    sandbox = Check(True, "", business="Palm", capabilities={"sandbox": Known("yes", "its key")})
    words, look = trial.said(sandbox)
    assert words.endswith("This is a sandbox: nothing there is real.")
    assert look is tag.WARNING
    assert trial.said(Check(True, "")) == ("It works: the server lets this till in.", tag.GOOD)


# A new password


def test_a_new_password_is_asked_for_by_its_name(till: Till, qtbot: QtBot, syncing: Idle) -> None:
    settings = BackendSettings(user="till@example.com")
    linked.connect(till.desk.shop.store, NAME, "commerce", settings)
    linked.stand(till.desk.shop.store, NAME, paused=True, problem="wrong_key")
    till.go("sync")
    qtbot.waitUntil(lambda: bool(till.window.findChildren(SystemCard)))
    assert said(till, "backend_action") == "Enter a new password"
    click(till, "backend_action")
    assert said(till, "new_key_field_caption") == "Password of till@example.com"
    click(till, "new_key_primary")
    assert said(till, "new_key_field_below") == "Give the password."
    write(till, "new_key_field", "two words")
    syncing.answer = Refusal("no_url", "No address.")
    click(till, "new_key_test")
    qtbot.waitUntil(lambda: said(till, "new_key_field_below") == "No address.")
    syncing.answer = GOOD
    click(till, "new_key_primary")
    qtbot.waitUntil(lambda: syncing.keys.kept == {NAME: "two words"})
    assert syncing.tested[-1] == ("commerce", EXAMPLE, "two words", "till@example.com")
