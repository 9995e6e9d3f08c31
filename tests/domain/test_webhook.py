"""Webhooks: only what its system signed, with the right secret and in time, is let in."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import webhook
from app.domain.errors import Refusal
from app.domain.webhook import Event, event_of, is_loopback, refuse_silent, verify

SECRET = b"whsec_0123456789"
BODY = b'{"id": "del_1", "data": {"id": "po_17"}}'
T = 1_772_366_400
NOW = datetime.fromtimestamp(T, UTC)


def hexed(signed: bytes, secret: bytes = SECRET) -> str:
    return hmac.new(secret, signed, hashlib.sha256).hexdigest()


GOOD = hexed(f"{T}.".encode() + BODY)
PLAIN = hexed(BODY)
OTHER = "0" * 64


def timed(value: str) -> dict[str, str]:
    return {"X-Apexloge-Signature": value}


def code(kind: str, headers: webhook.Headers, body: bytes = BODY, now: datetime = NOW) -> str:
    verdict = verify(kind, headers, body, SECRET, now)
    assert verdict.valid == (verdict.code == "ok")
    assert verdict.reason.endswith(".")
    return verdict.code


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (f"t={T},v1={GOOD}", "ok"),
        (f"v1={GOOD},t={T}", "ok"),
        (f"  t = {T} ,  v1 = {GOOD}  ", "ok"),
        (f"t={T},v1={GOOD.upper()}", "ok"),
        (f"t={T},v1={OTHER},v1={GOOD}", "ok"),
        (f"t={T},v0=anything,v1={GOOD}", "ok"),
        (f"t={T},v1={OTHER}", "bad_signature"),
        (f"t={T},v1={PLAIN}", "bad_signature"),
        (f"t={T + 1},v1={GOOD}", "bad_signature"),
        (f"t=0{T},v1={GOOD}", "bad_signature"),
        ("", "no_signature"),
        ("   ", "no_signature"),
        (GOOD, "not_a_signature"),
        (f"t={T}", "not_a_signature"),
        (f"v1={GOOD}", "not_a_signature"),
        (f"t={T},v0={GOOD}", "not_a_signature"),
        (f"t={T},t={T},v1={GOOD}", "not_a_signature"),
        (f"t=,v1={GOOD}", "not_a_signature"),
        (f"t=-{T},v1={GOOD}", "not_a_signature"),
        (f"t=+{T},v1={GOOD}", "not_a_signature"),
        (f"t={T}.0,v1={GOOD}", "not_a_signature"),
        (f"t=1_772_366_400,v1={GOOD}", "not_a_signature"),
        (f"t=١٧٧٢٣٦٦٤٠٠,v1={GOOD}", "not_a_signature"),
        (f"t={'9' * 5_000},v1={GOOD}", "not_a_signature"),
        (f"t={T},v1=", "not_a_signature"),
        (f"t={T},v1={GOOD[:-1]}", "not_a_signature"),
        (f"t={T},v1={GOOD}0", "not_a_signature"),
        (f"t={T},v1={GOOD[:-1]}g", "not_a_signature"),
        (f"t={T},v1={GOOD[:-1]}é", "not_a_signature"),
        (f"t={T},v1={GOOD},v1=x", "not_a_signature"),
        (f"t={T},v1={GOOD},", "not_a_signature"),
        (f"t={T},v1={GOOD},x", "not_a_signature"),
        (f"t={T};v1={GOOD}", "not_a_signature"),
        ("t=توقيع,v1=\udcff", "not_a_signature"),
    ],
)
def test_a_timed_signature_is_judged(header: str, expected: str) -> None:
    assert code("apexloge", timed(header)) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "ok"),
        (300, "ok"),
        (300.5, "too_old"),
        (301, "too_old"),
        (10**9, "too_old"),
        (-300, "ok"),
        (-300.5, "from_future"),
        (-(10**9), "from_future"),
    ],
)
def test_a_timed_signature_holds_for_five_minutes_either_way(seconds: float, expected: str) -> None:
    now = NOW + timedelta(seconds=seconds)
    assert code("apexloge", timed(f"t={T},v1={GOOD}"), now=now) == expected


def test_who_lacks_the_secret_learns_nothing_of_our_clock() -> None:
    late = NOW + timedelta(days=1)
    assert code("apexloge", timed(f"t={T},v1={OTHER}"), now=late) == "bad_signature"


def test_a_time_far_beyond_all_calendars_is_ahead_of_ours() -> None:
    far = "9" * 20
    header = f"t={far},v1={hexed(far.encode() + b'.' + BODY)}"
    assert code("apexloge", timed(header)) == "from_future"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (PLAIN, "ok"),
        (f"  {PLAIN} ", "ok"),
        (PLAIN.upper(), "ok"),
        (OTHER, "bad_signature"),
        (GOOD, "bad_signature"),
        ("", "no_signature"),
        (f"sha256={PLAIN}", "not_a_signature"),
        (PLAIN[:-2], "not_a_signature"),
        (f"{PLAIN}, {PLAIN}", "not_a_signature"),
        ("é" * 64, "not_a_signature"),
        ("٠" * 64, "not_a_signature"),
    ],
)
def test_a_plain_signature_is_judged(header: str, expected: str) -> None:
    assert code("stacknex", {"X-Webhook-Signature": header}) == expected


def test_a_plain_signature_never_grows_old() -> None:
    years = NOW + timedelta(days=9_999)
    assert code("stacknex", {"X-Webhook-Signature": PLAIN}, now=years) == "ok"


@pytest.mark.parametrize(
    "name", ["x-webhook-signature", "X-WEBHOOK-SIGNATURE", " X-Webhook-Signature "]
)
def test_header_names_are_read_in_any_case(name: str) -> None:
    assert code("stacknex", [("Host", "shop"), (name, PLAIN)]) == "ok"


def test_a_signature_that_comes_twice_is_refused() -> None:
    twice = [("X-Webhook-Signature", PLAIN), ("x-webhook-signature", PLAIN)]
    assert code("stacknex", twice) == "several_signatures"
    assert code("stacknex", dict(twice)) == "several_signatures"


def test_the_signature_of_another_system_is_none() -> None:
    assert code("stacknex", timed(f"t={T},v1={GOOD}")) == "no_signature"
    assert code("apexloge", {"X-Webhook-Signature": PLAIN}) == "no_signature"


def test_without_a_secret_nothing_is_valid() -> None:
    signed = {"X-Webhook-Signature": hexed(BODY, b"")}
    assert verify("stacknex", signed, BODY, b"", NOW).code == "no_secret"


def test_kinds_without_webhooks_are_refused() -> None:
    for kind in ("salloq", "apex_pos", "commerce", "", "moon"):
        for act in (
            lambda kind=kind: refuse_silent(kind),
            lambda kind=kind: verify(kind, {}, BODY, SECRET, NOW),
            lambda kind=kind: event_of(kind, {}, BODY),
        ):
            with pytest.raises(Refusal) as caught:
                act()
            assert caught.value.code == "no_webhooks"


@pytest.mark.parametrize("answer", [True, False])
@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("apexloge", timed(f"t={T},v1={GOOD}")),
        ("apexloge", timed(f"t={T},v1={OTHER}")),
        ("stacknex", {"X-Webhook-Signature": PLAIN}),
        ("stacknex", {"X-Webhook-Signature": OTHER}),
    ],
)
def test_the_comparison_that_takes_constant_time_decides_alone(
    monkeypatch: pytest.MonkeyPatch, kind: str, headers: dict[str, str], *, answer: bool
) -> None:
    asked: list[tuple[bytes, bytes]] = []

    def compare(first: bytes, second: bytes) -> bool:
        asked.append((first, second))
        return answer

    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert verify(kind, headers, BODY, SECRET, NOW).valid is answer
    ((first, second),) = asked
    assert (type(first), len(first)) == (type(second), len(second)) == (bytes, 32)


# Laws

bodies = st.binary(max_size=200)
secrets = st.binary(min_size=1, max_size=100)
times = st.integers(0, 10**11)


def sealed(kind: str, body: bytes, secret: bytes, at: int) -> dict[str, str]:
    if kind == "stacknex":
        return {"X-Webhook-Signature": hexed(body, secret)}
    return timed(f"t={at},v1={hexed(f'{at}.'.encode() + body, secret)}")


def moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


@given(st.sampled_from(webhook.KINDS), bodies, secrets, times)
def test_what_its_system_signed_is_valid(kind: str, body: bytes, secret: bytes, at: int) -> None:
    assert verify(kind, sealed(kind, body, secret, at), body, secret, moment(at)).valid


@given(st.sampled_from(webhook.KINDS), bodies, bodies, secrets, times)
def test_another_body_is_not_valid(
    kind: str, body: bytes, other: bytes, secret: bytes, at: int
) -> None:
    headers = sealed(kind, body, secret, at)
    assert verify(kind, headers, other, secret, moment(at)).valid == (other == body)


@given(st.sampled_from(webhook.KINDS), bodies, st.data(), secrets, times)
def test_each_changed_byte_counts(
    kind: str, body: bytes, data: st.DataObject, secret: bytes, at: int
) -> None:
    body += b"!"
    place = data.draw(st.integers(0, len(body) - 1))
    changed = bytearray(body)
    changed[place] ^= data.draw(st.integers(1, 255))
    headers = sealed(kind, body, secret, at)
    found = verify(kind, headers, bytes(changed), secret, moment(at))
    assert found.code == "bad_signature"


@given(st.sampled_from(webhook.KINDS), bodies, secrets, secrets, times)
def test_another_secret_is_not_valid(
    kind: str, body: bytes, secret: bytes, other: bytes, at: int
) -> None:
    # HMAC fills a short key up with zeros, so that those at its end tell nothing apart.
    is_same = secret.rstrip(b"\0") == other.rstrip(b"\0")
    headers = sealed(kind, body, secret, at)
    assert verify(kind, headers, body, other, moment(at)).valid == is_same


@given(bodies, secrets, times, st.integers(-(10**6), 10**6))
def test_another_time_is_not_valid(body: bytes, secret: bytes, at: int, shift: int) -> None:
    (header,) = sealed("apexloge", body, secret, at).values()
    moved = timed(header.replace(f"t={at},", f"t={at + shift},"))
    assert verify("apexloge", moved, body, secret, moment(at)).valid == (shift == 0)


anything = st.text(st.characters(), max_size=100)
header_names = st.sampled_from(
    ["X-Apexloge-Signature", "x-webhook-signature", "X-Apexloge-Event", "X-Apexloge-Delivery-Id"]
)
parts = st.one_of(
    anything,
    st.sampled_from([f"t={T}", f"v1={GOOD}", f"v1={OTHER}", "t=", "v1", "=", "", PLAIN]),
)
header_texts = st.lists(parts, max_size=4).map(",".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | anything,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["event", "type", "data", "id", "order", "order_id", "orderId", "product"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)
any_bodies = st.binary(max_size=100) | json_values.map(lambda value: json.dumps(value).encode())


@given(
    st.sampled_from(webhook.KINDS),
    st.lists(st.tuples(header_names, header_texts), max_size=4),
    any_bodies,
    st.binary(max_size=20),
    st.datetimes(timezones=st.just(UTC)),
)
def test_nothing_that_comes_in_raises(
    kind: str, headers: list[tuple[str, str]], body: bytes, secret: bytes, now: datetime
) -> None:
    verify(kind, headers, body, secret, now)
    event = event_of(kind, headers, body)
    assert event.delivery
    for text in (event.name, event.delivery, event.object_kind, event.object_id):
        assert text.isprintable()
        assert len(text) <= webhook.MAX_TEXT
        text.encode()


# What it speaks of


def of_apexloge(body: Any, name: str = "product_order.paid", delivery: str = "d-1") -> Event:
    headers = {"x-apexloge-event": name, "X-APEXLOGE-DELIVERY-ID": delivery}
    return event_of("apexloge", headers, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"data": {"id": "po_17"}}, "po_17"),
        ({"data": {"id": 17}}, "17"),
        ({"data": {"order": {"id": "po_17"}}}, "po_17"),
        ({"data": {"order_id": "po_17"}}, "po_17"),
        ({"data": {"orderId": " po_17 "}}, "po_17"),
        ({"order": {"id": "po_17"}, "id": "evt_1"}, "po_17"),
        ({"product_order": {"id": "po_17"}}, "po_17"),
        ({"order_id": "po_17", "id": "evt_1"}, "po_17"),
        ({"id": "po_17"}, "po_17"),
        ({"id": "d-1"}, ""),
        ({"data": {"id": None}, "order_id": "po_17"}, "po_17"),
        ({"data": [{"id": "po_17"}]}, ""),
        ({"data": {"id": True}}, ""),
        ({"data": {"id": 1.5}}, ""),
        ({"data": {"id": {"id": 1}}}, ""),
        ({"data": {"id": "a\nb"}}, ""),
        ({"data": {"id": "\ud800"}}, ""),
        ({"data": {"id": "x" * 255}}, ""),
        ([], ""),
        ("po_17", ""),
        (None, ""),
    ],
)
def test_the_order_of_apexloge_is_found_where_a_body_may_name_it(body: Any, found: str) -> None:
    assert of_apexloge(body) == Event("product_order.paid", "d-1", "order", found)


def test_an_event_of_something_else_names_no_object() -> None:
    assert of_apexloge({"data": {"id": 1}}, "ping") == Event("ping", "d-1", "", "")


def test_apexloge_without_its_headers_is_told_apart_by_its_body() -> None:
    body = b'{"event": "product_order.paid", "order": {"id": "po_17"}}'
    event = event_of("apexloge", {}, body)
    assert event == Event("product_order.paid", hashlib.sha256(body).hexdigest(), "order", "po_17")


def test_a_delivery_that_is_no_short_text_is_told_apart_by_its_body() -> None:
    for delivery in ("x" * 255, "a\x00b", " "):
        assert of_apexloge({}, delivery=delivery).delivery == hashlib.sha256(b"{}").hexdigest()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("order.created", "order"),
        ("order.updated", "order"),
        ("order.completed", "order"),
        ("order.cancelled", "order"),
        ("product.created", "product"),
        ("product.updated", "product"),
        ("product.deleted", "product"),
        ("customer.created", "customer"),
        ("customer.updated", "customer"),
        ("inventory.low", "inventory"),
        ("inventory.updated", "inventory"),
    ],
)
def test_every_event_of_stacknex_names_its_object(name: str, kind: str) -> None:
    body = json.dumps({"event": name, "organizationId": "org_1", "data": {"id": "x_1"}}).encode()
    expected = Event(name, hashlib.sha256(body).hexdigest(), kind, "x_1")
    assert event_of("stacknex", {}, body) == expected


def test_stock_without_an_id_of_its_own_is_that_of_its_product() -> None:
    body = b'{"event": "inventory.low", "data": {"productId": "prod_1", "quantity": 2}}'
    assert event_of("stacknex", {}, body).object_id == "prod_1"


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 5_000, b"null"])
def test_a_body_that_can_not_be_read_is_an_event_without_a_name(body: bytes) -> None:
    assert event_of("stacknex", {}, body) == Event("", hashlib.sha256(body).hexdigest(), "", "")


@pytest.mark.parametrize(
    ("host", "is_so"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - nothing is bound
        ("::", False),
        ("192.168.1.5", False),
        ("shop.example.com", False),
    ],
)
def test_a_host_that_others_can_reach_is_told(host: str, is_so: bool) -> None:
    assert is_loopback(host) is is_so


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8790/webhooks/main"),
        ("::1", "http://[::1]:8790/webhooks/main"),
    ],
)
def test_each_back_end_has_an_address_of_its_own(host: str, address: str) -> None:
    assert webhook.address(host, 8790, "main") == address
