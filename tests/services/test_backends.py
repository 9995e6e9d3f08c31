"""Back ends: a back end and its key are there both or not at all, and every change is written."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import Refusal, SanduqError
from app.secret_store import Environment
from app.services import backends
from app.services.backends import BackendChange, Check, Known
from app.services.changes import Changes
from app.storage import backend as storage
from app.storage.store import FILE_NAME, Store, Unit
from tests.backends import KEY, URL, add_backend, draft, mark, secrets_of
from tests.shop import NOON, counter_of, findings, sell, tally


def journalled(store: Store, event: str) -> list[dict[str, object]]:
    with store.read() as unit:
        rows = unit.sql("SELECT data FROM journal WHERE event = ? ORDER BY sequence", (event,))
        return [json.loads(row[0]) for row in rows]


def events(store: Store) -> list[tuple[str, str, str]]:
    with store.read() as unit:
        rows = unit.sql("SELECT event, subject, actor FROM journal ORDER BY sequence").fetchall()
    return [(row[0], row[1], row[2]) for row in rows][1:]


def change(store: Store, wanted: BackendChange, name: str = "apex") -> Changes:
    with store.write() as unit:
        _, changes = backends.change(
            unit, name, wanted, counter_of(unit), secrets=secrets_of(store)
        )
    return changes


def remove(store: Store) -> None:
    with store.write() as unit:
        backends.remove(unit, "apex", counter_of(unit), secrets=secrets_of(store))


def key_of(store: Store, kind: str = "file") -> str | None:
    return secrets_of(store)(kind).get("apex")


def test_a_new_back_end_has_its_key_and_what_waited_is_its(store: Store) -> None:
    sell(store)
    with store.write() as unit:
        added, changes = backends.add(
            unit, draft(settle_seconds="9"), KEY, counter_of(unit), secrets=secrets_of(store)
        )
    assert changes == Changes(outbox=True, settings=True)
    assert (added.name, added.url) == ("apex", URL)
    assert added.settings.settle_seconds == 9
    assert key_of(store) == KEY
    (card,) = cards(store)
    assert (card.backend, card.waiting, card.counts, card.oldest) == (added, 1, {"READY": 1}, NOON)
    assert journalled(store, "backend_added") == [
        {"kind": "apex_pos", "url": URL, "key_store": "file", "settings.settle_seconds": "9"}
    ]
    assert findings(store) == []


def cards(store: Store) -> list[backends.BackendCard]:
    with store.read() as unit:
        return backends.every(unit)


def test_no_key_is_ever_in_the_database(store: Store) -> None:
    add_backend(store)
    change(store, BackendChange(key="apx_another_key"))
    store.checkpoint()
    files = store.path.parent.glob(f"{FILE_NAME}*")
    held = b"".join(each.read_bytes() for each in files)
    assert KEY.encode() not in held
    assert b"apx_another_key" not in held
    assert KEY not in repr(BackendChange(key=KEY))


def test_without_its_key_no_back_end_is_set_up(store: Store) -> None:
    for key, secrets, code in (
        (KEY, lambda _: Environment({}), "no_env_key"),
        ("", secrets_of(store), "no_key"),
    ):
        with store.write() as unit, pytest.raises(SanduqError) as caught:
            backends.add(unit, draft(), key, counter_of(unit), secrets=secrets)
        assert caught.value.code == code
    assert cards(store) == []
    assert events(store) == []


class LateTrouble(Unit):
    """A unit whose commit fails."""

    def commit(self) -> None:
        raise sqlite3.OperationalError("disk full")


def test_a_back_end_that_could_not_be_stored_leaves_no_key(store: Store) -> None:
    secrets = secrets_of(store)
    with store.write() as unit, pytest.raises(sqlite3.OperationalError):
        backends.add(LateTrouble(unit.connection), draft(), KEY, counter_of(unit), secrets=secrets)
    assert key_of(store) is None
    assert cards(store) == []


def test_a_change_that_could_not_be_stored_leaves_the_old_key(store: Store) -> None:
    add_backend(store)
    wanted, secrets = BackendChange(key="apx_new"), secrets_of(store)
    with store.write() as unit, pytest.raises(sqlite3.OperationalError):
        backends.change(
            LateTrouble(unit.connection), "apex", wanted, counter_of(unit), secrets=secrets
        )
    assert key_of(store) == KEY


def test_the_same_name_again_is_refused_and_the_first_key_stays(store: Store) -> None:
    add_backend(store)
    with store.write() as unit, pytest.raises(Refusal) as caught:
        backends.add(unit, draft("APEX "), "apx_x", counter_of(unit), secrets=secrets_of(store))
    assert caught.value.code == "name_taken"
    assert key_of(store) == KEY


@pytest.mark.parametrize(
    ("name", "key_store", "code"),
    [("a b", "file", "bad_name"), ("", "file", "bad_name"), ("apex", "pocket", "bad_key_store")],
)
def test_a_back_end_that_can_not_be_is_refused(
    store: Store, name: str, key_store: str, code: str
) -> None:
    asked = replace(draft(name), key_store=key_store)
    with store.write() as unit, pytest.raises(Refusal) as caught:
        backends.add(unit, asked, KEY, counter_of(unit), secrets=secrets_of(store))
    assert caught.value.code == code


def test_a_change_is_journalled_with_what_it_was_before(store: Store) -> None:
    add_backend(store, settle_seconds="9")
    asked = BackendChange("https://other.example.com", {"settle_seconds": "300", "account_id": "7"})
    assert change(store, asked) == Changes(outbox=True, settings=True)
    assert journalled(store, "backend_changed") == [
        {
            "settings.account_id": ["", "7"],
            "settings.settle_seconds": ["9", ""],
            "url": [URL, "https://other.example.com"],
        }
    ]
    assert journalled(store, "key_changed") == []
    assert key_of(store) == KEY


def test_a_new_key_is_journalled_without_it(store: Store) -> None:
    add_backend(store)
    change(store, BackendChange(key="apx_new"))
    assert key_of(store) == "apx_new"
    assert journalled(store, "key_changed") == [{"key_store": "file"}]
    assert journalled(store, "backend_changed") == []


def test_another_user_is_let_in_by_their_own_password_only(store: Store) -> None:
    add_backend(store)
    with pytest.raises(Refusal) as caught:
        change(store, BackendChange(settings={"user": "a@b.c"}))
    assert caught.value.code == "no_key"
    change(store, BackendChange(settings={"user": "a@b.c"}, key="letmein"))
    assert (key_of(store), cards(store)[0].backend.settings.user) == ("letmein", "a@b.c")


def test_only_one_back_end_keeps_the_books(store: Store) -> None:
    add_backend(store)
    add_backend(store, "web")
    assert [each.keeps_books for each in cards(store)] == [True, False]
    change(store, BackendChange(settings={"role": "books"}), "web")
    assert [each.keeps_books for each in cards(store)] == [False, True]
    with pytest.raises(Refusal) as caught:
        change(store, BackendChange(settings={"role": "books"}))
    assert caught.value.code == "books_kept"
    assert caught.value.message == "web keeps the books; make it an online shop first."


@pytest.mark.parametrize(
    ("name", "answer", "expected"),
    [
        ("apex", "yes", True),
        ("apex", "no", False),
        ("apex", "unknown", False),
        ("web", "yes", False),
    ],
)
def test_the_books_are_a_sandbox_where_nothing_of_them_is_real(
    store: Store, name: str, answer: str, expected: bool
) -> None:
    add_backend(store)
    add_backend(store, "web")
    with store.write() as unit:
        storage.learn(unit, name, {"sandbox": Known(answer, "its key")}, at=NOON)
        assert backends.in_sandbox(unit) is expected


def test_a_shop_without_a_back_end_is_in_no_sandbox(store: Store) -> None:
    with store.read() as unit:
        assert not backends.in_sandbox(unit)


def test_a_change_ends_a_pause(store: Store) -> None:
    add_backend(store)
    with store.write() as unit:
        storage.note(unit, "apex", paused=True, problem="bad_key", message="The key is wrong.")
        unit.commit()
    change(store, BackendChange(key="apx_new"))
    assert not cards(store)[0].state.paused


def test_a_change_of_nothing_writes_nothing(store: Store) -> None:
    add_backend(store)
    before = events(store)
    assert change(store, BackendChange(URL, {}, "file")) == Changes()
    assert events(store) == before


def test_a_key_moves_from_one_store_to_another(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_backend(store)
    monkeypatch.setenv("SANDUQ_KEY_APEX", "apx_env")
    with pytest.raises(Refusal) as caught:
        change(store, BackendChange(key_store="env"))
    assert caught.value.code == "no_key"
    change(store, BackendChange(key_store="env", key="apx_env"))
    assert (key_of(store), key_of(store, "env")) == (None, "apx_env")
    assert cards(store)[0].backend.key_store == "env"
    assert journalled(store, "backend_changed") == [{"key_store": ["file", "env"]}]


def test_a_removed_back_end_takes_its_key_along_and_leaves_what_was_not_sent(store: Store) -> None:
    sell(store)
    add_backend(store)
    remove(store)
    assert cards(store) == []
    assert key_of(store) is None
    assert tally(store, "SELECT count(*) FROM outbox WHERE backend = '' AND state = 'READY'") == 1
    assert events(store)[-1] == ("backend_removed", "apex", "Sara")


@pytest.mark.parametrize("state", ["SENDING", "UNKNOWN", "RECONCILING"])
def test_a_back_end_is_not_removed_while_a_sale_is_in_doubt(store: Store, state: str) -> None:
    add_backend(store)
    sell(store)
    mark(store, 1, state)
    with pytest.raises(Refusal, match="whether 1 of the records") as caught:
        remove(store)
    assert caught.value.code == "still_open"
    assert key_of(store) == KEY


def test_a_back_end_that_is_not_there_is_refused(store: Store) -> None:
    for act in (lambda: change(store, BackendChange(), "moon"), lambda: remove(store)):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code == "unknown_backend"


SIGNER = "whsec_0123456789"


def add_shop(store: Store, kind: str = "stacknex") -> None:
    with store.write() as unit:
        backends.add(
            unit,
            replace(draft("shop"), kind=kind),
            KEY,
            counter_of(unit),
            secrets=secrets_of(store),
        )


def set_secret(store: Store, secret: str = SIGNER, name: str = "shop") -> Changes:
    with store.write() as unit:
        _, changes = backends.set_webhook_secret(
            unit, name, secret, counter_of(unit), secrets=secrets_of(store)
        )
    return changes


def secret_of(store: Store, kind: str = "file") -> str | None:
    return secrets_of(store)(kind).get("shop.webhook")


def test_the_secret_of_webhooks_lies_beside_the_key_and_is_journalled_without_it(
    store: Store,
) -> None:
    add_shop(store)
    assert set_secret(store) == Changes(settings=True)
    assert secret_of(store) == SIGNER
    assert secrets_of(store)("file").get("shop") == KEY
    assert journalled(store, "webhook_secret_changed") == [{"key_store": "file"}]
    store.checkpoint()
    held = b"".join(each.read_bytes() for each in store.path.parent.glob(f"{FILE_NAME}*"))
    assert SIGNER.encode() not in held


@pytest.mark.parametrize(
    ("kind", "secret", "name", "code"),
    [
        ("apexloge", "", "shop", "no_secret"),
        ("apexloge", "a\nb", "shop", "bad_secret"),
        ("salloq", SIGNER, "shop", "no_webhooks"),
        ("apexloge", SIGNER, "moon", "unknown_backend"),
    ],
)
def test_a_webhooks_secret_that_can_not_be_is_refused(
    store: Store, kind: str, secret: str, name: str, code: str
) -> None:
    add_shop(store, kind)
    with pytest.raises(Refusal) as caught:
        set_secret(store, secret, name)
    assert caught.value.code == code
    assert SIGNER not in caught.value.message
    assert secret_of(store) is None


def test_a_webhooks_secret_that_could_not_be_journalled_leaves_the_old_one(store: Store) -> None:
    add_shop(store)
    set_secret(store, "whsec_old")
    with store.write() as unit, pytest.raises(sqlite3.OperationalError):
        backends.set_webhook_secret(
            LateTrouble(unit.connection),
            "shop",
            SIGNER,
            counter_of(unit),
            secrets=secrets_of(store),
        )
    assert secret_of(store) == "whsec_old"


def test_a_webhooks_secret_moves_with_the_key_and_goes_with_the_back_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_shop(store)
    set_secret(store)
    monkeypatch.setenv("SANDUQ_KEY_SHOP", KEY)
    with pytest.raises(SanduqError, match="SANDUQ_KEY_SHOP_WEBHOOK"):
        change(store, BackendChange(key_store="env", key=KEY), "shop")
    assert secret_of(store) == SIGNER
    monkeypatch.setenv("SANDUQ_KEY_SHOP_WEBHOOK", SIGNER)
    change(store, BackendChange(key_store="env", key=KEY), "shop")
    assert (secret_of(store), secret_of(store, "env")) == (None, SIGNER)
    change(store, BackendChange(key_store="file", key=KEY), "shop")
    assert secret_of(store) == SIGNER
    with store.write() as unit:
        backends.remove(unit, "shop", counter_of(unit), secrets=secrets_of(store))
    assert secret_of(store) is None
    assert secrets_of(store)("file").get("shop") is None


GOOD = Check(
    True,
    "It works.",
    business="My Store",
    server_time=NOON,
    clock_skew=1_500,
    capabilities={"set_stock": Known("yes", "named"), "lookup_by_ref": Known("unknown", "unsaid")},
)


def keep(store: Store, check: Check) -> Changes:
    with store.write() as unit:
        return backends.keep_check(unit, "apex", check, counter_of(unit))


def test_a_check_tells_whose_books_they_are_and_what_they_can(store: Store) -> None:
    add_backend(store)
    assert keep(store, GOOD) == Changes(settings=True)
    (card,) = cards(store)
    assert (card.backend.business, card.state.served_at) == ("My Store", NOON)
    assert card.state.clock_skew == 1_500
    assert card.capabilities["set_stock"].answer == "yes"
    keep(store, replace(GOOD, business="Another"))
    assert cards(store)[0].backend.business == "My Store"


def test_a_check_does_not_forget_what_was_proven(store: Store) -> None:
    add_backend(store)
    with store.write() as unit:
        proven = {"set_stock": Known("no", "it changed another")}
        storage.learn(unit, "apex", proven, at=NOON - timedelta(days=1))
        unit.commit()
    keep(store, GOOD)
    assert cards(store)[0].capabilities["set_stock"].answer == "no"
    keep(store, replace(GOOD, claims=frozenset({"set_stock"})))
    assert cards(store)[0].capabilities["set_stock"].answer == "yes"


def test_the_key_alone_tells_whether_it_is_a_sandbox(store: Store) -> None:
    def known() -> str:
        (card,) = cards(store)
        return card.capabilities["sandbox"].answer

    with store.write() as unit:
        wanted, counter = replace(draft(), kind="stacknex"), counter_of(unit)
        backends.add(unit, wanted, "nxp_test_1", counter, secrets=secrets_of(store))
    assert known() == "yes"
    change(store, BackendChange(settings={"location_id": "loc_1"}))
    assert known() == "yes"
    change(store, BackendChange(key="nxp_live_1"))
    assert known() == "no"
    # A key of the environment is changed without our being told.
    keep(store, replace(GOOD, capabilities={"sandbox": Known("yes", "its key")}))
    assert known() == "yes"


def test_a_check_that_failed_changes_nothing(store: Store) -> None:
    add_backend(store)
    assert keep(store, replace(GOOD, ok=False)) == Changes()
    assert cards(store)[0].capabilities == {}
