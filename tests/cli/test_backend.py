"""`backend`: set up with a key that is never an argument, asked, changed and removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from tests.fakes.apex import KEY, ApexServer
from tests.sanduq import Answer, Sanduq
from tests.shop import DATES

URL = "https://pos.example.com/rest_api/v1"


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    """A computer without a keyring."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """A file whose first line is the key."""
    path = tmp_path / "key.txt"
    path.write_text(f"{KEY}\nthis is the key of the shop\n")
    return path


@pytest.fixture
def server() -> Iterator[ApexServer]:
    """A back end on this machine."""
    with ApexServer() as running:
        yield running


def add(
    sanduq: Sanduq, key_file: Path, *more: object, url: str = URL, name: str = "apex"
) -> Answer:
    usual = ("--name", name, "--url", url, "--key-file", key_file, "--key-store", "file")
    return sanduq("backend", "add", "apex_pos", *usual, *more)


def test_the_kinds_are_told(sanduq: Sanduq) -> None:
    kinds = {each["kind"]: each for each in sanduq("backend", "kinds").json}
    assert kinds["apex_pos"] == {
        "kind": "apex_pos",
        "name": "Apex POS",
        "url": "https://api.apex-pos.com/rest_api/v1",
        "keys": ["apx_"],
        "login": False,
    }
    assert list(kinds) == ["apex_pos", "apexloge", "salloq", "stacknex", "commerce"]
    assert (kinds["salloq"]["url"], kinds["salloq"]["keys"]) == ("", ["ak_live_"])
    assert kinds["stacknex"]["keys"] == ["nxp_live_", "nxp_test_"]
    assert (kinds["commerce"]["keys"], kinds["commerce"]["login"]) == ([], True)


def test_a_back_end_is_set_up_with_the_key_of_a_file(sanduq: Sanduq, key_file: Path) -> None:
    answer = add(sanduq, key_file, "--set", "settle_seconds=9", "--set", "currency=sar")
    assert KEY not in answer.out
    found = answer.json
    assert (found["name"], found["kind"], found["url"]) == ("apex", "apex_pos", URL)
    assert (found["key_store"], found["business"], found["waiting"]) == ("file", "", 0)
    assert (found["settings"]["settle_seconds"], found["settings"]["currency"]) == ("9", "SAR")
    assert (found["paused"], found["problem"], found["next_try_at"]) == (False, "", None)
    assert sanduq("backend", "list").json == [found]
    keys = sanduq.folder / "keys.json"
    assert json.loads(keys.read_text()) == {"apex": KEY}
    assert keys.stat().st_mode & 0o777 == 0o600


def test_what_a_system_says_of_its_limits_is_set_beneath_what_is_given(
    sanduq: Sanduq, tmp_path: Path
) -> None:
    (tmp_path / "key.txt").write_text("ak_live_0123")
    usual = ("backend", "add", "salloq", "--url", URL, "--key-file", tmp_path / "key.txt")
    first = sanduq(*usual, "--name", "one", "--key-store", "file").json["settings"]
    assert (first["requests_per_window"], first["window_seconds"]) == ("1000", "3600")
    wanted = ("--set", "requests_per_window=10000")
    second = sanduq(*usual, "--name", "two", "--key-store", "file", *wanted).json["settings"]
    assert (second["requests_per_window"], second["window_seconds"]) == ("10000", "3600")


def test_a_password_comes_from_a_file_beside_its_user(sanduq: Sanduq, tmp_path: Path) -> None:
    (tmp_path / "password.txt").write_text("apx_ is no key here, pässword")
    usual = ("--url", URL, "--key-file", tmp_path / "password.txt", "--key-store", "file")
    answer = sanduq("backend", "add", "commerce", "--name", "web", *usual, "--set", "user=a@b.c")
    assert answer.json["settings"]["user"] == "a@b.c"
    assert "pässword" not in answer.out
    kept = json.loads((sanduq.folder / "keys.json").read_text())
    assert kept == {"web": "apx_ is no key here, pässword"}
    assert sanduq("backend", "set", "web", "--set", "user=d@e.f").refusal == "no_key"
    (tmp_path / "password.txt").write_text("another one")
    wanted = ("--set", "user=d@e.f", "--key-file", tmp_path / "password.txt")
    assert sanduq("backend", "set", "web", *wanted).json["settings"]["user"] == "d@e.f"
    assert json.loads((sanduq.folder / "keys.json").read_text()) == {"web": "another one"}


def test_only_one_back_end_can_keep_the_books(sanduq: Sanduq, key_file: Path) -> None:
    assert add(sanduq, key_file, "--set", "role=books").code == 0
    assert add(sanduq, key_file, "--set", "role=books", name="b").refusal == "books_kept"
    assert add(sanduq, key_file, name="b").code == 0
    assert sanduq("backend", "set", "b", "--set", "role=books").refusal == "books_kept"
    assert sanduq("backend", "set", "apex", "--set", "role=shop").code == 0
    assert sanduq("backend", "set", "b", "--set", "role=books").code == 0


def test_what_was_sold_before_waits_for_the_first_back_end(sanduq: Sanduq, key_file: Path) -> None:
    cart = {"lines": [{"product": DATES}], "payments": [{"method": "cash", "amount": "50"}]}
    sanduq.cart("sell", cart)
    assert add(sanduq, key_file).json["waiting"] == 1
    assert sanduq("outbox").json[0]["backend"] == "apex"


def test_the_usual_address_is_taken_where_none_is_given(sanduq: Sanduq, key_file: Path) -> None:
    assert add(sanduq, key_file, url="").json["url"] == "https://api.apex-pos.com/rest_api/v1"


def test_a_key_comes_from_a_variable_once(sanduq: Sanduq, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APEX_KEY", KEY)
    usual = ("backend", "add", "apex_pos", "--name", "apex", "--url", URL, "--key-env", "APEX_KEY")
    assert sanduq(*usual, "--key-store", "file").code == 0
    assert json.loads((sanduq.folder / "keys.json").read_text()) == {"apex": KEY}


def test_a_key_may_stay_in_the_environment(sanduq: Sanduq, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = ("backend", "add", "apex_pos", "--name", "a-1", "--url", URL, "--key-store", "env")
    assert sanduq(*usual).refusal == "no_key"
    monkeypatch.setenv("SANDUQ_KEY_A_1", KEY)
    assert sanduq(*usual).json["key_store"] == "env"
    assert not (sanduq.folder / "keys.json").exists()


def test_without_a_keyring_the_other_stores_are_told(sanduq: Sanduq, key_file: Path) -> None:
    answer = sanduq("backend", "add", "apex_pos", "--name", "apex", "--key-file", key_file)
    assert answer.refusal == "no_keyring"
    assert "--key-store file" in answer.err
    assert sanduq("backend", "list").json == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "salesforce", "--name", "a"), "unknown_kind"),
        (("add", "apex_pos", "--name", "a b"), "bad_name"),
        (("add", "apex_pos", "--name", "a"), "no_key"),
        (("add", "apex_pos", "--name", "a", "--url", "http://example.com"), "plain_http"),
        (("add", "apex_pos", "--name", "a", "--url", "here"), "bad_url"),
        (("add", "apex_pos", "--name", "a", "--key-file", "{}/none.txt"), "unknown_file"),
        (("add", "apex_pos", "--name", "a", "--key-file", "{}/empty.txt"), "no_key"),
        (("add", "apex_pos", "--name", "a", "--key-file", "{}/other.txt"), "other_system"),
        (("add", "apex_pos", "--name", "a", "--key-file", "{}/bytes.bin"), "bad_key"),
        (("add", "apex_pos", "--name", "a", "--key-env", "NO_SUCH_VARIABLE"), "no_key"),
        (("add", "apex_pos", "--name", "a", "--set", "colour=red"), "bad_setting"),
        (("add", "apex_pos", "--name", "a", "--set", "role=boss"), "bad_setting"),
        (("add", "apexloge", "--name", "a", "--key-file", "{}/other.txt"), "other_system"),
        (("add", "salloq", "--name", "a", "--key-file", "{}/other.txt"), "no_url"),
        (("add", "commerce", "--name", "a", "--key-file", "{}/other.txt"), "no_url"),
        (
            ("add", "apex_pos", "--name", "a", "--key-file", "{}/other.txt", "--set", "user=a@b.c"),
            "no_login",
        ),
        (("add", "apex_pos", "--name", "a", "--set", "settle_seconds=soon"), "bad_number"),
        (("check", "moon"), "unknown_backend"),
        (("set", "moon"), "unknown_backend"),
        (("remove", "moon"), "unknown_backend"),
    ],
)
def test_what_can_not_be_is_refused(
    sanduq: Sanduq, tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    (tmp_path / "empty.txt").write_text("\n")
    (tmp_path / "other.txt").write_text("ak_live_0123456789")
    (tmp_path / "bytes.bin").write_bytes(b"\xff\xfe\x00apx_")
    given = [part.format(tmp_path) for part in arguments]
    stored = ("--key-store", "file") if arguments[0] == "add" else ()
    answer = sanduq("backend", *given, *stored)
    assert answer.refusal == code
    assert "ak_live_" not in answer.out + answer.err
    assert sanduq("backend", "list").json == []
    assert not (sanduq.folder / "keys.json").exists()


def test_the_same_name_again_leaves_the_first_key(sanduq: Sanduq, key_file: Path) -> None:
    add(sanduq, key_file)
    key_file.write_text("apx_another")
    assert add(sanduq, key_file).refusal == "name_taken"
    assert json.loads((sanduq.folder / "keys.json").read_text()) == {"apex": KEY}


def test_a_check_tells_whose_books_they_are(
    sanduq: Sanduq, key_file: Path, server: ApexServer
) -> None:
    add(sanduq, key_file, url=server.url)
    answer = sanduq("backend", "check", "apex")
    assert answer.code == 0
    assert (answer.json["ok"], answer.json["business"]) == (True, "My Store")
    assert abs(float(answer.json["clock_skew_seconds"])) < 5
    assert answer.json["capabilities"]["create_invoice"]["answer"] == "yes"
    assert KEY not in answer.out
    (found,) = sanduq("backend", "list").json
    assert (found["business"], found["problem"]) == ("My Store", "")
    assert found["capabilities"] == answer.json["capabilities"]
    assert found["served_at"]


def test_a_check_tells_of_a_key_that_is_refused(
    sanduq: Sanduq, key_file: Path, server: ApexServer
) -> None:
    add(sanduq, key_file, url=server.url)
    server.knobs.keys = {"apx_new_key"}
    answer = sanduq("backend", "check", "apex")
    assert (answer.code, answer.json["ok"], answer.err) == (1, False, "")
    assert answer.json["message"].endswith(".")
    assert KEY not in answer.out
    assert sanduq("backend", "list").json[0]["business"] == ""


def test_a_check_refuses_the_books_of_another_business(
    sanduq: Sanduq, key_file: Path, server: ApexServer
) -> None:
    add(sanduq, key_file, url=server.url)
    sanduq("backend", "check", "apex")
    server.knobs.business = "Another Store"
    answer = sanduq("backend", "check", "apex")
    assert (answer.code, answer.json["problem"]) == (1, "other_business")
    assert sanduq("backend", "list").json[0]["business"] == "My Store"


def test_a_check_without_the_key_says_where_it_is_missing(sanduq: Sanduq, key_file: Path) -> None:
    add(sanduq, key_file)
    (sanduq.folder / "keys.json").unlink()
    answer = sanduq("backend", "check", "apex")
    assert (answer.code, answer.json["problem"]) == (1, "no_key")


def test_a_back_end_is_changed(sanduq: Sanduq, key_file: Path) -> None:
    add(sanduq, key_file, "--set", "settle_seconds=9")
    key_file.write_text("apx_another")
    found = sanduq(
        *("backend", "set", "apex", "--url", f"{URL}/", "--set", "deducts_stock=no"),
        *("--key-file", key_file, "--cashier", "Mona"),
    ).json
    assert (found["url"], found["settings"]["deducts_stock"]) == (URL, "no")
    assert found["settings"]["settle_seconds"] == "9"
    assert json.loads((sanduq.folder / "keys.json").read_text()) == {"apex": "apx_another"}


def test_a_setting_of_yes_or_no_takes_both(sanduq: Sanduq, key_file: Path) -> None:
    add(sanduq, key_file, "--set", "trust_unproven=no")
    for given, told in (("yes", "yes"), ("no", ""), ("yes", "yes"), ("", "")):
        found = sanduq("backend", "set", "apex", "--set", f"trust_unproven={given}").json
        assert found["settings"]["trust_unproven"] == told
    assert sanduq("backend", "set", "apex", "--set", "trust_unproven=on").refusal == "bad_setting"


def test_a_key_moves_to_another_store_only_when_it_is_given(
    sanduq: Sanduq, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(sanduq, key_file)
    assert sanduq("backend", "set", "apex", "--key-store", "env").refusal == "no_key"
    monkeypatch.setenv("SANDUQ_KEY_APEX", KEY)
    assert sanduq("backend", "set", "apex", "--key-store", "env").json["key_store"] == "env"
    assert json.loads((sanduq.folder / "keys.json").read_text()) == {}


def test_a_removed_back_end_is_gone_with_its_key(sanduq: Sanduq, key_file: Path) -> None:
    add(sanduq, key_file)
    assert sanduq("backend", "remove", "apex", "--cashier", "Mona").json == {"removed": "apex"}
    assert sanduq("backend", "list").json == []
    assert json.loads((sanduq.folder / "keys.json").read_text()) == {}


def test_people_read_a_table_and_no_key(sanduq: Sanduq, key_file: Path) -> None:
    add(sanduq, key_file)
    said = sanduq.plain("backend", "list").out
    assert "apex" in said
    assert KEY not in said
