"""What may be typed in for a back end."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing

import pytest

from app.connectors.kind import KINDS, clean_url, refuse_foreign_key
from app.domain.backend import backend_settings
from app.domain.errors import Refusal
from app.sync.contract import Access

APEX = "apex_pos"


# A key of each system whose keys have a beginning of their own.
KEYS = {
    "apex_pos": ("apx_4f9c", "apx_live", "apx_test_key"),
    "apexloge": ("apx_live_4f9c",),
    "salloq": ("ak_live_4f9c",),
    "stacknex": ("nxp_live_4f9c", "nxp_test_4f9c"),
}
ALL_KEYS = [(kind, key) for kind, keys in KEYS.items() for key in keys]


@pytest.mark.parametrize(("kind", "key"), [*ALL_KEYS, ("commerce", "4f9c"), ("commerce", "~!")])
def test_a_key_of_its_own_is_taken(kind: str, key: str) -> None:
    refuse_foreign_key(kind, key)


@pytest.mark.parametrize(
    ("kind", "owner", "key"),
    [(kind, owner, key) for kind in KINDS for owner, key in ALL_KEYS if kind != owner],
)
def test_a_key_of_another_system_is_refused_with_its_name(kind: str, owner: str, key: str) -> None:
    with pytest.raises(Refusal) as caught:
        refuse_foreign_key(kind, key)

    assert caught.value.code == "other_system"
    told = f"This is a key of {KINDS[owner].name}, not of {KINDS[kind].name}."
    assert caught.value.message == told


@pytest.mark.parametrize("password", ["apx_live_4f9c", "two words", "كلمة السر", "nxp_test_1"])
def test_a_password_may_be_anything_where_people_sign_in(password: str) -> None:
    refuse_foreign_key("commerce", password, user="till@example.com")


@pytest.mark.parametrize("kind", [each for each in KINDS if each != "commerce"])
def test_a_user_is_refused_where_there_are_keys_only(kind: str) -> None:
    with pytest.raises(Refusal) as caught:
        refuse_foreign_key(kind, KEYS[kind][0], user="till@example.com")

    assert caught.value.code == "no_login"
    assert caught.value.message == f"{KINDS[kind].name} knows keys only, no users."


@pytest.mark.parametrize(
    ("key", "code", "sentence"),
    [
        ("apx_live_4f9c", "other_system", "This is a key of Apexloge, not of Apex POS."),
        ("ak_live_4f9c", "other_system", "This is a key of Salloq, not of Apex POS."),
        ("nxp_live_4f9c", "other_system", "This is a key of StackNex, not of Apex POS."),
        ("nxp_test_4f9c", "other_system", "This is a key of StackNex, not of Apex POS."),
        ("4f9c", "other_system", "A key of Apex POS begins with apx_."),
        ("", "bad_key", "A key has letters, digits and signs, and no spaces."),
        ("apx_4f 9c", "bad_key", "A key has letters, digits and signs, and no spaces."),
        ("apx_مفتاح", "bad_key", "A key has letters, digits and signs, and no spaces."),
        ("apx_4f9c\n", "bad_key", "A key has letters, digits and signs, and no spaces."),
    ],
)
def test_any_other_key_is_refused_when_it_is_typed_in(key: str, code: str, sentence: str) -> None:
    with pytest.raises(Refusal) as caught:
        refuse_foreign_key(APEX, key)

    assert (caught.value.code, caught.value.message) == (code, sentence)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", "https://api.apex-pos.com/rest_api/v1"),
        (" https://pos.example/rest_api/v1/ ", "https://pos.example/rest_api/v1"),
        ("https://pos.example", "https://pos.example"),
        ("https://pos.example:8443/", "https://pos.example:8443"),
        ("HTTPS://pos.example/v1", "HTTPS://pos.example/v1"),
        ("https://متجر.example/v1", "https://متجر.example/v1"),
        ("http://localhost:8000/rest_api/v1", "http://localhost:8000/rest_api/v1"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://127.8.9.1", "http://127.8.9.1"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
    ],
)
def test_an_address_is_kept_without_its_last_slash(typed: str, kept: str) -> None:
    assert clean_url(APEX, typed) == kept


@pytest.mark.parametrize("kind", ["salloq", "commerce"])
def test_the_shop_s_own_server_has_no_usual_address(kind: str) -> None:
    for typed in ("", "  "):
        with pytest.raises(Refusal) as caught:
            clean_url(kind, typed)
        assert caught.value.code == "no_url"
    assert clean_url(kind, "https://shop.example.com/api/") == "https://shop.example.com/api"


@pytest.mark.parametrize("kind", [each for each in KINDS if KINDS[each].default_url])
def test_the_usual_address_of_a_system_is_one_that_is_taken(kind: str) -> None:
    assert clean_url(kind, "") == KINDS[kind].default_url


@pytest.mark.parametrize(
    ("kind", "requests", "seconds"),
    [
        ("apex_pos", 6000, 60),
        ("apexloge", 60, 60),
        ("salloq", 1000, 3600),
        ("stacknex", 1000, 3600),
        ("commerce", 1000, 60),
    ],
)
def test_each_system_begins_with_the_limit_of_its_document(
    kind: str, requests: int, seconds: int
) -> None:
    settings = backend_settings(KINDS[kind].settings)
    assert settings.requests_per_window == requests
    assert settings.window_seconds == seconds


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("http://pos.example", "plain_http"),
        ("http://192.168.1.5:8000", "plain_http"),
        ("http://localhost.example", "plain_http"),
        ("http://0.0.0.0", "plain_http"),
        ("http://127.0.0.1.example", "plain_http"),
        ("pos.example", "bad_url"),
        ("ftp://pos.example", "bad_url"),
        ("https://", "bad_url"),
        ("https:///v1", "bad_url"),
        ("https://[::1", "bad_url"),
        ("https://pos.example:port", "bad_url"),
        ("https://pos.example:99999", "bad_url"),
        ("https://pos..example", "bad_url"),
        ("https://" + "a" * 64 + ".example", "bad_url"),
        ("https://pos example", "bad_url"),
        ("https://pos.example\\v1", "bad_url"),
        ("https://pos.example/\nv1", "bad_url"),
        ("https://till:secret@pos.example", "bad_url"),
        ("https://till@pos.example", "bad_url"),
        ("https://pos.example?key=apx_1", "bad_url"),
        ("https://pos.example/v1?", "bad_url"),
        ("https://pos.example/#top", "bad_url"),
    ],
)
def test_an_address_that_can_not_serve_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        clean_url(APEX, typed)

    assert caught.value.code == code


def test_each_kind_makes_its_connector() -> None:
    for kind, made in KINDS.items():
        access = Access(made.default_url or "https://shop.example.com/api", "apx_1")
        with closing(made.connect(access, lambda _: None)) as connector:
            assert connector.kind == kind


def test_kinds_are_listed_without_loading_a_library_for_the_network() -> None:
    script = "import sys, app.connectors.kind; sys.exit('httpx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
