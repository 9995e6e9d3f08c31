"""`webhook`: listen, check one by hand, keep a secret, and what was let in."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.secret_store import secret_store
from app.storage import backend as backends
from app.storage.opening import open_store
from tests.backends import draft
from tests.sanduq import Answer, Sanduq
from tests.shop import NOON

ROOT = Path(__file__).parents[2]
SIGNER = "whsec_0123456789"
BODY = b'{"data": {"id": "po_17"}}\n'
T = int(NOON.timestamp())
AT = "2026-03-01T12:00:00Z"


def hexed(signed: bytes, secret: str = SIGNER) -> str:
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


TIMED = f"t={T},v1={hexed(f'{T}.'.encode() + BODY)}"


@dataclass(frozen=True, slots=True)
class Files:
    """The three files that `webhook verify` reads."""

    secret: Path
    headers: Path
    body: Path

    def arguments(self, kind: str = "apexloge", at: str = AT) -> list[str]:
        given = ["webhook", "verify", kind, "--secret-file", str(self.secret)]
        return [*given, "--headers", str(self.headers), "--body", str(self.body), "--at", at]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A webhook that Apexloge signed."""
    made = Files(tmp_path / "secret", tmp_path / "headers", tmp_path / "body")
    made.secret.write_text(f"{SIGNER}\n")
    made.headers.write_text(f"X-Apexloge-Signature: {TIMED}\n")
    made.body.write_bytes(BODY)
    return made


@pytest.fixture
def linked(sanduq: Sanduq) -> Sanduq:
    """The command line of a shop with an online shop, and one that sends no webhooks."""
    store = open_store(sanduq.folder)
    with store.write() as unit:
        for name, kind in (("salon", "apexloge"), ("books", "apex_pos")):
            backends.add(unit, replace(draft(name), kind=kind), at=NOON)
        unit.commit()
    store.close()
    return sanduq


def test_a_webhook_is_judged(sanduq: Sanduq, files: Files) -> None:
    answer = sanduq(*files.arguments())
    assert (answer.code, answer.err) == (0, "")
    assert answer.json == {"valid": True, "reason": "The signature is right.", "code": "ok"}
    files.body.write_bytes(BODY.strip())
    answer = sanduq(*files.arguments())
    assert (answer.code, answer.json["valid"]) == (0, False)
    assert answer.json["code"] == "bad_signature"
    assert answer.json["reason"].endswith(".")
    assert SIGNER not in answer.out


def test_people_are_told_in_a_sentence(sanduq: Sanduq, files: Files) -> None:
    said = sanduq.plain(*files.arguments()).out
    assert "valid: yes" in said
    assert "The signature is right." in said


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("2026-03-01T12:05:00Z", "ok"),
        ("2026-03-01T12:05:00", "ok"),
        ("2026-03-01T15:05:00+03:00", "ok"),
        ("2026-03-01T12:05:01Z", "too_old"),
        ("2026-03-01T11:54:59Z", "from_future"),
        ("", "too_old"),
    ],
)
def test_a_webhook_is_judged_as_of_when_it_came(
    sanduq: Sanduq, files: Files, at: str, code: str
) -> None:
    assert sanduq(*files.arguments(at=at)).json["code"] == code


def test_without_a_time_it_came_now(sanduq: Sanduq, files: Files) -> None:
    now = int(datetime.now(UTC).timestamp())
    signature = hexed(f"{now}.".encode() + BODY)
    files.headers.write_text(f"X-Apexloge-Signature: t={now},v1={signature}\n")
    assert sanduq(*files.arguments()[:-2]).json["valid"]


@pytest.mark.parametrize(
    "headers",
    [
        "POST /webhooks/salon HTTP/1.1\r\nHost: shop\r\nX-Apexloge-Signature: {}\r\n\r\n",
        "host:shop\nx-apexloge-signature:{}",
        "\ufeffHost: متجر\nX-Apexloge-Signature: {}\n\nX-Apexloge-Signature: after the end\n",
        "X-Folded: a\n  b\nX-Apexloge-Signature: {}\n",
        '{{"Host": "shop", "Content-Length": 26, "X-APEXLOGE-SIGNATURE": "{}"}}',
        '\n {{"X-Apexloge-Signature": ["{}"]}}',
    ],
)
def test_headers_are_read_as_they_were_saved(sanduq: Sanduq, files: Files, headers: str) -> None:
    files.headers.write_bytes(headers.format(TIMED).encode())
    assert sanduq(*files.arguments()).json["code"] == "ok"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ("", "no_signature"),
        ("{}", "no_signature"),
        ("X-Apexloge-Signature:\n", "no_signature"),
        ('{"X-Apexloge-Signature": 17}', "not_a_signature"),
        ('{"X-Apexloge-Signature": "a", "X-Apexloge-Signature": "b"}', "several_signatures"),
        ("X-Apexloge-Signature: a\nX-Apexloge-Signature: b\n", "several_signatures"),
    ],
)
def test_odd_headers_are_judged(sanduq: Sanduq, files: Files, headers: str, code: str) -> None:
    files.headers.write_text(headers)
    answer = sanduq(*files.arguments())
    assert (answer.code, answer.json["valid"], answer.json["code"]) == (0, False, code)


def test_bytes_of_no_encoding_stand_in_nobodys_way(sanduq: Sanduq, files: Files) -> None:
    signature = hmac.new(b"\xff\xfe", b"\x80", hashlib.sha256).hexdigest()
    files.secret.write_bytes(b"\xff\xfe\r\n")
    files.body.write_bytes(b"\x80")
    files.headers.write_bytes(b"X-Name: \xe9\nX-Webhook-Signature: " + signature.encode())
    assert sanduq(*files.arguments("stacknex")).json["valid"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_secret_ends_before_its_files_last_newline(
    sanduq: Sanduq, files: Files, end: str
) -> None:
    files.secret.write_bytes(f"{SIGNER}{end}".encode())
    assert sanduq(*files.arguments()).json["valid"]
    files.secret.write_bytes(f"{SIGNER}\n{end or ' '}".encode())
    assert not sanduq(*files.arguments()).json["valid"]


def test_an_empty_secret_proves_nothing(sanduq: Sanduq, files: Files) -> None:
    files.secret.write_text("\n")
    assert sanduq(*files.arguments()).json["code"] == "no_secret"


@pytest.mark.parametrize(
    ("kind", "at", "headers", "code"),
    [
        ("salloq", AT, "", "no_webhooks"),
        ("moon", AT, "", "no_webhooks"),
        ("apexloge", "noon", "", "bad_time"),
        ("apexloge", AT, "hello\n", "bad_headers"),
        ("apexloge", AT, '{"a": ', "bad_headers"),
        ("apexloge", AT, '{"a": {"b": "c"}}', "bad_headers"),
        ("apexloge", AT, '{"a": null}', "bad_headers"),
        ("apexloge", AT, '{"a":' * 50_000, "bad_headers"),
    ],
)
def test_what_can_not_be_judged_is_refused(
    sanduq: Sanduq, files: Files, kind: str, at: str, headers: str, code: str
) -> None:
    files.headers.write_text(headers)
    assert sanduq(*files.arguments(kind, at)).refusal == code


@pytest.mark.parametrize("missing", ["secret", "headers", "body"])
def test_a_file_that_is_not_there_is_named(sanduq: Sanduq, files: Files, missing: str) -> None:
    gone: Path = getattr(files, missing)
    gone.unlink()
    answer = sanduq(*files.arguments())
    assert answer.refusal == "unknown_file"
    assert str(gone) in answer.err


def test_judging_needs_no_shop(files: Files, sanduq: Sanduq, tmp_path: Path) -> None:
    nowhere = replace(sanduq, folder=tmp_path / "nowhere")
    assert nowhere(*files.arguments()).json["valid"]
    assert not (tmp_path / "nowhere").exists()


def set_secret(sanduq: Sanduq, files: Files, name: str = "salon") -> Answer:
    return sanduq("webhook", "secret", name, "--secret-file", files.secret, "--cashier", "Mona")


def test_a_secret_is_kept_beside_the_key(linked: Sanduq, files: Files) -> None:
    answer = set_secret(linked, files, " Salon ")
    expected = {"backend": "salon", "key_store": "file", "path": "/webhooks/salon"}
    assert (answer.code, answer.json) == (0, expected)
    assert secret_store(linked.folder, "file").get("salon.webhook") == SIGNER
    store = open_store(linked.folder)
    with store.read() as unit:
        row = unit.sql("SELECT actor, subject FROM journal ORDER BY sequence DESC").fetchone()
    store.close()
    assert row == ("Mona", "salon")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("moon", b"x", "unknown_backend"),
        ("books", b"x", "no_webhooks"),
        ("salon", b"\n", "no_secret"),
        ("salon", b"two\nlines\n", "bad_secret"),
        ("salon", b"\xff", "bad_secret"),
    ],
)
def test_a_secret_that_can_not_be_is_refused(
    linked: Sanduq, files: Files, name: str, content: bytes, code: str
) -> None:
    files.secret.write_bytes(content)
    assert set_secret(linked, files, name).refusal == code
    assert not (linked.folder / "keys.json").exists()


# Listening

IS_LISTENING = '{"listening": "http://'


@contextmanager
def listening(sanduq: Sanduq, *more: str) -> Iterator[tuple[subprocess.Popen[str], Any]]:
    """A process that listens, and what it said first."""
    command = [sys.executable, "-m", "app", "--data", str(sanduq.folder), "--json"]
    command += ["webhook", "listen", "--port", "0", *more]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            assert line.startswith(IS_LISTENING), line
            yield process, json.loads(line)
        finally:
            process.kill()


def send(url: str, body: bytes = BODY, secret: str = SIGNER) -> int:
    now = int(datetime.now(UTC).timestamp())
    headers = {
        "X-Apexloge-Signature": f"t={now},v1={hexed(f'{now}.'.encode() + body, secret)}",
        "X-Apexloge-Event": "product_order.paid",
        "X-Apexloge-Delivery-Id": "d-1",
    }
    place = url.removeprefix("http://")
    host, _, path = place.partition("/")
    caller = http.client.HTTPConnection(host, timeout=20)
    try:
        caller.request("POST", f"/{path}", body, headers)
        return caller.getresponse().status
    finally:
        caller.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_listens_until_it_is_told_to_end(
    linked: Sanduq, files: Files, number: signal.Signals
) -> None:
    set_secret(linked, files)
    with listening(linked) as (process, first):
        assert list(first["addresses"]) == ["salon"]
        address = first["addresses"]["salon"]
        assert address == f"{first['listening']}/webhooks/salon"
        assert [send(address), send(address), send(address, BODY, "other")] == [200, 200, 401]
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert json.loads(out) == {
        "url": first["listening"],
        "addresses": first["addresses"],
        "received": 1,
    }
    assert err.splitlines() == [
        "salon: product_order.paid po_17",
        "salon: product_order.paid po_17 once more",
        "salon: a webhook was refused: The signature is of another secret or another body.",
    ]
    (row,) = linked("webhook", "log").json
    assert (row["backend"], row["event"], row["delivery"]) == ("salon", "product_order.paid", "d-1")
    assert (row["object_kind"], row["object_id"], row["done_at"]) == ("order", "po_17", None)
    assert row["received_at"].endswith("Z")
    said = linked.plain("webhook", "log", "--limit", "1").out
    assert "product_order.paid" in said
    assert "po_17" in said


def test_it_ends_by_itself_after_so_many_seconds(linked: Sanduq) -> None:
    threads = threading.active_count()
    handlers = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    answer = linked("webhook", "listen", "--port", "0", "--seconds", "0.2")
    assert (answer.code, answer.json["received"], answer.json["addresses"]) == (0, 0, {})
    assert json.loads(answer.err)["listening"] == answer.json["url"]
    assert threading.active_count() == threads
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == handlers


def test_a_host_that_others_can_reach_is_warned_of(linked: Sanduq) -> None:
    answer = linked("webhook", "listen", "--port", "0", "--seconds", "0", "--host", "0.0.0.0")  # noqa: S104
    assert answer.code == 0
    warning, first = answer.err.splitlines()
    assert warning.startswith("Warning: 0.0.0.0 can be reached from other computers")
    assert first.startswith(IS_LISTENING)


def test_a_port_that_is_taken_is_refused(linked: Sanduq) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert linked("webhook", "listen", "--port", port).refusal == "no_port"


def test_nothing_of_a_window_is_loaded(linked: Sanduq, files: Files) -> None:
    script = (
        "import sys; from app.cli.main import run; code = run(sys.argv[1:]);"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]; sys.exit(code)"
    )
    given = ["--data", str(linked.folder), "webhook", "listen", "--port", "0", "--seconds", "0"]
    done = subprocess.run(
        [sys.executable, "-c", script, *given],
        cwd=ROOT,
        env={**os.environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("listen",),
        ("listen", "--port", "70000"),
        ("listen", "--port", "0", "--seconds", "soon"),
        ("verify",),
        ("verify", "apexloge", "--body", "b", "--headers", "h"),
        ("secret", "salon"),
        ("secret", "salon", "--secret", "whsec"),
        ("log", "--limit", "0"),
    ],
)
def test_wrong_usage_ends_with_two(sanduq: Sanduq, arguments: tuple[str, ...]) -> None:
    answer = sanduq("webhook", *arguments)
    assert (answer.code, answer.out) == (2, "")
