"""The receiver over real sockets: what is signed is kept once, everything else learns nothing."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import SanduqError, Trouble
from app.storage import backend as backends
from app.storage import driver, webhook
from app.storage.opening import open_store
from app.storage.store import Store
from app.storage.webhook import Delivery
from app.sync import intake
from app.sync.receiver import Receiver
from tests.backends import draft
from tests.shop import NOON, demo_shop, shop, store

__all__ = ["demo_shop", "shop", "store"]

HOST = "127.0.0.1"
KEYS = {"salon": "whsec_salon", "cloud": "whsec_cloud", "books": "whsec_books", "quiet": ""}
BODY = b'{"data": {"id": "po_17", "name": "Noura"}}'
PATIENCE = 20.0

Headers = dict[str, str]


class Listening:
    """A receiver that listens, and a sender that knows the secrets."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.woken: list[int] = []
        self.secret_of: Callable[[str], str | None] = KEYS.get
        self.receiver = Receiver(store, self._secret_of, lambda: NOON, self._hear)
        self.port = self.receiver.start(HOST, 0)

    def _secret_of(self, name: str) -> str | None:
        return self.secret_of(name)

    def _hear(self) -> None:
        self.woken.append(len(self.kept()))

    def kept(self) -> list[Delivery]:
        with self.store.read() as unit:
            return webhook.latest(unit, 1_000)

    def post(
        self, path: str, body: bytes = BODY, headers: Headers | None = None, method: str = "POST"
    ) -> int:
        caller = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            caller.request(method, path, body, headers or {})
            answer = caller.getresponse()
            assert answer.read() == b""
            return answer.status
        finally:
            caller.close()

    def send(self, name: str = "salon", body: bytes = BODY, delivery: str = "d-1") -> int:
        """A webhook that its back end signed."""
        return self.post(f"/webhooks/{name}", body, signed(name, body, delivery))

    def call(self, *parts: bytes) -> socket.socket:
        """A connection that has said so much."""
        caller = socket.create_connection((HOST, self.port), PATIENCE)
        for part in parts:
            caller.sendall(part)
        return caller

    def say(self, *parts: bytes) -> bytes:
        """The whole answer to these bytes."""
        with self.call(*parts) as caller:
            return until_end(caller)


def hexed(name: str, what: bytes) -> str:
    return hmac.new(KEYS[name].encode(), what, hashlib.sha256).hexdigest()


def signed(name: str, body: bytes, delivery: str = "d-1", seconds: int = 0) -> Headers:
    if name != "salon":
        return {"X-Webhook-Signature": hexed(name, body)}
    at = int((NOON + timedelta(seconds=seconds)).timestamp())
    return {
        "X-Apexloge-Signature": f"t={at},v1={hexed(name, f'{at}.'.encode() + body)}",
        "X-Apexloge-Event": "product_order.paid",
        "X-Apexloge-Delivery-Id": delivery,
    }


def head(name: str = "salon", body: bytes = BODY, **more: str) -> bytes:
    headers = {"Host": "shop", "Content-Length": str(len(body)), **signed(name, body)}
    headers |= {key.replace("_", "-"): value for key, value in more.items()}
    lines = [f"POST /webhooks/{name} HTTP/1.1", *(f"{each}: {headers[each]}" for each in headers)]
    return "\r\n".join([*lines, "", ""]).encode()


def until_end(caller: socket.socket) -> bytes:
    said = b""
    while part := caller.recv(65_536):
        said += part
    return said


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.fixture
def known(store: Store) -> Store:
    """A shop with back ends of all kinds; only some have a secret."""
    kinds = {"books": "apex_pos", "salon": "apexloge", "cloud": "stacknex", "quiet": "stacknex"}
    with store.write() as unit:
        for name, kind in kinds.items():
            backends.add(unit, replace(draft(name), kind=kind), at=NOON)
        unit.commit()
    return store


@pytest.fixture
def listening(known: Store) -> Iterator[Listening]:
    before = set(threading.enumerate())
    made = Listening(known)
    yield made
    made.receiver.stop()
    assert set(threading.enumerate()) <= before


def test_a_signed_webhook_is_kept_before_it_is_answered_and_wakes_sync(
    listening: Listening,
) -> None:
    assert listening.send() == 200
    (row,) = listening.kept()
    assert (row.backend, row.received_at, row.done_at) == ("salon", NOON, None)
    assert (row.event.name, row.event.delivery) == ("product_order.paid", "d-1")
    assert (row.event.object_kind, row.event.object_id) == ("order", "po_17")
    assert listening.woken == [1]


def test_each_back_end_has_a_path_of_its_own(listening: Listening) -> None:
    body = b'{"event": "inventory.low", "data": {"id": "inv_1"}}'
    assert listening.send("cloud", body) == 200
    assert listening.post("/webhooks/cloud?from=relay", b"{}", signed("cloud", b"{}")) == 200
    assert listening.post("/webhooks/salon", body, signed("cloud", body)) == 401
    assert [row.event.name for row in listening.kept()] == ["", "inventory.low"]


def test_a_repeat_is_taken_without_effect(listening: Listening) -> None:
    assert [listening.send(), listening.send()] == [200, 200]
    assert [listening.send("cloud"), listening.send("cloud")] == [200, 200]
    assert len(listening.kept()) == 2
    assert listening.woken == [1, 2]


def test_repeats_at_the_same_time_are_kept_once(listening: Listening) -> None:
    together = threading.Barrier(12)

    def send(_: int) -> int:
        together.wait(PATIENCE)
        return listening.send()

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(send, range(12))) == {200}
    assert len(listening.kept()) == 1
    assert listening.woken == [1]


def test_a_hundred_at_once_are_all_kept(listening: Listening) -> None:
    with ThreadPoolExecutor(40) as pool:
        found = pool.map(lambda number: listening.send(delivery=f"d-{number}"), range(100))
        assert set(found) == {200}
    assert len(listening.kept()) == len(listening.woken) == 100


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Apexloge-Signature": "t=1,v1=x"},
        {"X-Apexloge-Signature": "توقيع".encode().decode("latin-1")},
        signed("salon", BODY + b" "),
        signed("salon", BODY, seconds=-301),
        signed("salon", BODY, seconds=301),
        signed("cloud", BODY),
    ],
)
def test_what_is_not_signed_right_now_is_refused(listening: Listening, headers: Headers) -> None:
    assert listening.post("/webhooks/salon", BODY, headers) == 401
    assert listening.kept() == []
    assert listening.woken == []


def test_two_signatures_are_one_too_many(listening: Listening) -> None:
    lines = head().splitlines(keepends=True)
    twice = b"".join([*lines[:-1], *(each for each in lines if b"Signature" in each), b"\r\n"])
    assert status(listening.say(twice, BODY)) == 401
    assert listening.kept() == []


def test_who_knows_no_back_end_with_a_secret_finds_nothing(listening: Listening) -> None:
    def answer(path: str) -> bytes:
        request = f"POST {path} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{{}}".encode()
        return re.sub(rb"Date: [^\r]*", b"", listening.say(request))

    paths = ("moon", "quiet", "books", "", "SALON", "salon/", "../webhooks/salon", "%73alon")
    answers = {answer(f"/webhooks/{name}") for name in paths}
    answers |= {answer(path) for path in ("/", "*", "/webhooks", "/salon", "http://shop/x")}
    (only,) = answers
    assert status(only) == 404
    assert b"Sanduq" in only
    assert b"Python" not in only


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"])
def test_only_post_is_served(listening: Listening, method: str) -> None:
    for path in ("/webhooks/salon", "/webhooks/moon"):
        assert listening.post(path, b"", signed("salon", b""), method) == 405
    assert listening.kept() == []


def test_a_body_has_one_megabyte_and_its_length_is_told(listening: Listening) -> None:
    largest = b"x" * 1024 * 1024
    assert listening.send("cloud", largest) == 200
    assert listening.send("cloud", largest + b"x") == 413
    assert listening.send("cloud", largest * 16) == 413
    assert len(listening.kept()) == 1


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", 411),
        ("Transfer-Encoding: chunked\r\n", 411),
        ("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", 411),
        ("Content-Length: -2\r\n", 400),
        ("Content-Length: +2\r\n", 400),
        ("Content-Length: two\r\n", 400),
        ("Content-Length: 1_0\r\n", 400),
        ("Content-Length: 2\r\nContent-Length: 2\r\n", 400),
        (f"Content-Length: {2**40}\r\n", 413),
        (f"Content-Length: {'9' * 4_000}\r\n", 400),
        ("X-Long: " + "x" * 70_000 + "\r\n", 431),
        ("X-Many: x\r\n" * 101, 431),
        (("X-Wide: " + "x" * 2_000 + "\r\n") * 60, 431),
    ],
)
def test_a_head_that_asks_for_trouble_is_refused(
    listening: Listening, lines: str, expected: int
) -> None:
    request = f"POST /webhooks/cloud HTTP/1.1\r\n{lines}\r\n".encode()
    assert status(listening.say(request, b"2\r\n{}\r\n0\r\n\r\n")) == expected
    assert listening.kept() == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"POST /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"hello\r\n\r\n", 400),
        (b"POST /webhooks/salon HTTP/9\r\n\r\n", 400),
        (b"POST /webhooks/salon HTTP/2.0\r\n\r\n", 505),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n", 400),
    ],
)
def test_what_is_no_request_is_refused(listening: Listening, said: bytes, expected: int) -> None:
    assert status(listening.say(said)) == expected


def test_who_asks_first_is_told_to_go_on_only_if_the_body_is_wanted(listening: Listening) -> None:
    with listening.call(head(Expect="100-continue")) as caller:
        assert caller.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        caller.sendall(BODY)
        assert status(until_end(caller)) == 200
    assert len(listening.kept()) == 1
    with listening.call(head(Expect="100-continue", Content_Length=str(2**30))) as caller:
        assert status(caller.recv(100)) == 413


def test_a_body_that_ends_early_is_not_kept(listening: Listening) -> None:
    with listening.call(head(), BODY[:-1]) as caller:
        caller.shutdown(socket.SHUT_WR)
        assert status(until_end(caller)) == 400
    assert listening.kept() == []


@pytest.mark.parametrize("begun", [b"", b"POST /webhooks", head(), head() + BODY[:3]])
def test_a_dripping_caller_is_let_go(
    listening: Listening, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(intake, "ARRIVAL_SECONDS", 0.5)
    began = time.monotonic()
    with listening.call(begun) as caller:
        caller.settimeout(0.05)
        assert drips_until_let_go(caller, 400)
    assert time.monotonic() - began < 5
    assert listening.kept() == []
    assert listening.send() == 200


def drips_until_let_go(caller: socket.socket, most: int) -> bool:
    """Send a byte now and then until the other side has hung up."""
    for number in range(most):
        try:
            if number % 4 == 0:
                caller.sendall(b"/")
            if caller.recv(1) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_a_request_has_ten_seconds_and_sixteen_may_come_at_once() -> None:
    assert (intake.ARRIVAL_SECONDS, intake.MOST_CONNECTIONS) == (10.0, 16)


def test_beyond_sixteen_callers_the_next_one_waits_for_a_place(listening: Listening) -> None:
    silent = [listening.call(b"POST ") for _ in range(16)]
    with listening.call(head(), BODY) as waiting:
        assert has_to_wait(waiting)
        silent.pop().close()
        assert status(until_end(waiting)) == 200
    for each in silent:
        each.close()


def has_to_wait(caller: socket.socket) -> bool:
    caller.settimeout(0.3)
    try:
        caller.recv(1)
    except TimeoutError:
        return True
    finally:
        caller.settimeout(PATIENCE)
    return False


def test_it_ends_at_once_though_callers_are_silent(known: Store) -> None:
    made = Listening(known)
    callers = [made.call(part) for part in (b"", b"POST ", head(), head() + BODY[:3])]
    callers += [made.call(b"") for _ in range(12)]
    callers.append(made.call(head(), BODY))
    assert has_to_wait(callers[-1])
    began = time.monotonic()
    made.receiver.stop()
    assert time.monotonic() - began < 5
    with pytest.raises(OSError, match="refused"):
        made.call()
    for each in callers:
        each.close()
    assert made.receiver.start(HOST, made.port) == made.port
    assert made.send() == 200
    made.receiver.stop()
    made.receiver.stop()


def test_while_the_store_is_busy_the_sender_is_asked_to_try_again(
    known: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.1)
    own = open_store(known.path.parent)
    made = Listening(own)
    with known.write():
        assert made.send() == 503
    assert (made.kept(), made.woken) == ([], [])
    assert made.send() == 200
    assert len(made.kept()) == 1
    made.receiver.stop()
    own.close()


def test_on_a_full_disk_the_sender_is_asked_to_try_again(listening: Listening) -> None:
    with listening.store.write() as unit:
        pages = unit.raw("PRAGMA page_count").fetchone()[0]
        unit.raw(f"PRAGMA max_page_count = {pages}")
    found = [listening.send(delivery=f"d-{number}") for number in range(200)]
    assert set(found) == {200, 503}
    assert len(listening.kept()) == len(listening.woken) == found.count(200)
    with listening.store.write() as unit:
        unit.raw("PRAGMA max_page_count = 1000000")
    assert listening.send(delivery=f"d-{found.index(503)}") == 200


def test_a_key_store_that_is_silent_asks_the_sender_to_try_again(listening: Listening) -> None:
    def silent(name: str) -> str | None:
        raise Trouble("no_keyring", f"No keyring answers for {name}.")

    listening.secret_of = silent
    assert listening.send() == 503


def test_neither_bodies_nor_secrets_are_written_down(
    listening: Listening, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    body = json.dumps({"data": {"id": "po_17", "phone": "0501234567"}}).encode()
    headers = signed("salon", body)
    listening.send("salon", body)
    listening.send("salon", body)
    listening.post("/webhooks/salon?token=abc", body, signed("cloud", body))
    assert [record.getMessage() for record in caplog.records] == [
        "salon: product_order.paid po_17",
        "salon: product_order.paid po_17 once more",
        "salon: a webhook was refused: There is no signature.",
    ]
    for hidden in ("0501234567", "whsec", headers["X-Apexloge-Signature"][-64:], "token"):
        assert hidden not in caplog.text


def test_a_place_that_can_not_be_had_is_told(known: Store) -> None:
    other = Receiver(known, KEYS.get, lambda: NOON, lambda: None)
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        for host, at, code in (
            (HOST, port, "no_port"),
            ("no.such.host.invalid", 0, "unknown_host"),
        ):
            with pytest.raises(SanduqError) as caught:
                other.start(host, at)
            assert caught.value.code == code
            assert caught.value.message.endswith(".")
    other.stop()
