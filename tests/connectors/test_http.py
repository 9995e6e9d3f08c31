"""What goes wrong before a request is sent, and what a request never takes along."""

from __future__ import annotations

import errno
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpcore
import pytest

from app.connectors import _errors
from app.connectors._deadline import Deadline
from app.connectors.apex_pos import ApexPos
from app.sync.contract import Access
from app.sync.problem import OutcomeUnknown, SyncProblem, Transient, Unserved
from tests.connectors import socket_server
from tests.connectors.contract_suite import HASTY, HINT, PATIENT, raised, records
from tests.connectors.socket_server import CERTIFICATES, Talk, listening, secured
from tests.fakes import fault
from tests.fakes.apex import KEY, ApexServer

INVOICE = next(iter(records("1", "1", "5").values()))


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server() -> Iterator[ApexServer]:
    """A shop."""
    with ApexServer() as made:
        yield made


def _problems(url: str, deadline: float = PATIENT) -> tuple[SyncProblem, SyncProblem]:
    """What a read and a write make of it."""
    with closing(ApexPos(Access(url, KEY, deadline), lambda _: None)) as connector:
        return (
            raised(connector.check),
            raised(lambda: connector.push(INVOICE, idempotency_key=HINT)),
        )


def _assert_unsent(url: str, code: str, deadline: float = PATIENT) -> None:
    for problem in _problems(url, deadline):
        assert (type(problem), problem.code) == (Transient, code)


# TLS


def test_a_certificate_of_a_trusted_authority_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "valid.pem"))
    with listening(secured("valid")) as port:
        access = Access(f"https://127.0.0.1:{port}", KEY, PATIENT)
        with closing(ApexPos(access, lambda _: None)) as connector:
            assert connector.check().business == "My Store"


@pytest.mark.parametrize(
    ("shown", "trusted", "code"),
    [
        ("valid", "other", "tls_error"),
        ("other", "other", "tls_error"),
        ("expired", "expired", "tls_clock"),
        ("early", "early", "tls_clock"),
    ],
)
def test_a_certificate_that_can_not_be_trusted_stops_every_request(
    monkeypatch: pytest.MonkeyPatch, shown: str, trusted: str, code: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / f"{trusted}.pem"))
    with listening(secured(shown)) as port:
        _assert_unsent(f"https://127.0.0.1:{port}", code)


@pytest.mark.parametrize(
    ("talk", "code"),
    [
        (socket_server.plain, "tls_error"),
        (socket_server.silent, "timeout"),
        (socket_server.dripping, "timeout"),
    ],
)
def test_a_handshake_that_fails_has_sent_nothing(talk: Talk, code: str) -> None:
    began = time.monotonic()
    with listening(talk) as port:
        _assert_unsent(f"https://127.0.0.1:{port}", code, HASTY)

    assert time.monotonic() - began < PATIENT


# Proxies


def test_a_proxy_of_the_system_carries_requests_and_sees_no_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[bytes] = []
    inside = secured("valid")

    def tunnel(connection: socket.socket, over: threading.Event) -> None:
        seen.append(socket_server.head(connection))
        connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        inside(connection, over)

    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "valid.pem"))
    with listening(tunnel) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://till:secret@127.0.0.1:{port}")
        access = Access("https://pos.example/api", KEY, PATIENT)
        with closing(ApexPos(access, lambda _: None)) as connector:
            assert connector.check().business == "My Store"

    assert seen[0].startswith(b"CONNECT pos.example:443 HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic " in seen[0]
    assert KEY.encode() not in seen[0]


@pytest.mark.parametrize("status", [302, 403, 407, 502])
def test_a_proxy_that_refuses_has_sent_nothing(
    monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    def refuse(connection: socket.socket, _: threading.Event) -> None:
        socket_server.head(connection)
        connection.sendall(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode())

    with listening(refuse) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        _assert_unsent("https://pos.example/api", "proxy_error")


def test_a_proxy_that_says_nothing_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(socket_server.silent) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{port}")
        _assert_unsent("https://pos.example/api", "timeout", HASTY)


def test_a_proxy_that_breaks_off_after_the_tunnel_stands_may_have_sent_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inside = secured("valid", b"")

    def tunnel(connection: socket.socket, over: threading.Event) -> None:
        socket_server.head(connection)
        connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        inside(connection, over)

    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "valid.pem"))
    with listening(tunnel) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        _, problem = _problems("https://pos.example/api")

    assert (type(problem), problem.code) == (OutcomeUnknown, "no_answer")


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "gopher://x"])
def test_a_proxy_of_an_unknown_kind_is_told(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)

    _assert_unsent("https://pos.example/api", "proxy_error")


def test_a_host_that_is_exempt_needs_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://x")
    monkeypatch.setenv("NO_PROXY", "." + "a" * 64)

    _assert_unsent("https://pos." + "a" * 64, "wrong_host")


def test_this_computer_needs_no_proxy(monkeypatch: pytest.MonkeyPatch, server: ApexServer) -> None:
    monkeypatch.setenv("HTTP_PROXY", "gopher://x")
    with closing(ApexPos(Access(server.url, KEY, PATIENT), lambda _: None)) as connector:
        assert connector.check().business == "My Store"


# Addresses


def test_a_name_that_can_not_be_is_not_known() -> None:
    _assert_unsent("https://" + "a" * 64 + ".example", "wrong_host")


@pytest.mark.parametrize("url", ["https://", "ftp://pos.example", "pos.example", ""])
def test_an_address_that_is_none_needs_a_manager(url: str) -> None:
    for problem in _problems(url):
        assert (type(problem), problem.code) == (Unserved, "wrong_address")


@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "wrong_host"),
        (socket.gaierror(socket.EAI_AGAIN, "no resolver"), "no_network"),
        (OSError(errno.ENETUNREACH, "unreachable"), "no_network"),
        (OSError(errno.EHOSTUNREACH, "unreachable"), "no_network"),
        (ConnectionRefusedError(), "no_server"),
        (ConnectionResetError(), "broken_connection"),
        (TimeoutError(), "timeout"),
    ],
)
def test_why_no_connection_came_about_is_told(cause: OSError, code: str) -> None:
    error = httpcore.ConnectError("…")
    error.__cause__ = cause

    problem = _errors.unsent(error)

    assert (type(problem), problem.code) == (Transient, code)


def test_a_full_pool_has_sent_nothing() -> None:
    assert _errors.unsent(httpcore.PoolTimeout()).code == "timeout"


def test_no_step_of_a_request_may_take_longer_than_what_is_left() -> None:
    deadline = Deadline()
    deadline.begin(5)

    assert 4 < deadline.cut(10, httpcore.ReadTimeout) <= 5
    assert 4 < deadline.cut(None, httpcore.ReadTimeout) <= 5
    assert deadline.cut(1, httpcore.ReadTimeout) == 1
    deadline.begin(0)
    with pytest.raises(httpcore.WriteTimeout):
        deadline.cut(10, httpcore.WriteTimeout)


# What a request does not take along, and what comes back


def test_nothing_of_the_computers_goes_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: ApexServer
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server.fail(fault.body(lambda body: body, headers={"Set-Cookie": "a=1; Path=/"}), rate=1)
    with closing(ApexPos(Access(server.url, KEY, PATIENT), lambda _: None)) as connector:
        for _ in range(2):
            connector.check()

    for seen in server.seen():
        assert not seen.headers.keys() & {"authorization", "cookie"}


def test_a_compressed_answer_is_read(server: ApexServer) -> None:
    server.fail(fault.body(gzip.compress, headers={"Content-Encoding": "gzip"}), rate=1)
    with closing(ApexPos(Access(server.url, KEY, PATIENT), lambda _: None)) as connector:
        assert connector.check().business == "My Store"


def test_a_connection_that_the_server_has_closed_is_replaced(server: ApexServer) -> None:
    with closing(ApexPos(Access(server.url, KEY, PATIENT), lambda _: None)) as connector:
        connector.check()
        with server.offline():
            pass
        connector.check()

    assert len({seen.connection for seen in server.seen()}) == 2


def test_an_answer_that_a_script_calls_a_page_is_read_all_the_same(server: ApexServer) -> None:
    server.fail(fault.body(lambda body: body, headers={"Content-Type": "text/html"}), rate=1)
    with closing(ApexPos(Access(server.url, KEY, PATIENT), lambda _: None)) as connector:
        assert connector.check().business == "My Store"


def test_a_bom_before_the_answer_is_no_part_of_it(server: ApexServer) -> None:
    server.fail(fault.body(lambda body: b"\xef\xbb\xbf" + body), rate=1)
    with closing(ApexPos(Access(server.url, KEY, PATIENT), lambda _: None)) as connector:
        assert connector.check().business == "My Store"
