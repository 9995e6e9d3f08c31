"""The commands of the hub, and how it is served."""

from __future__ import annotations

import importlib.util
import json
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import hub
from app.domain.errors import SanduqError
from app.hub import server
from app.hub.server import Service, Tls
from tests.hub.program import process, wanted
from tests.hub.till import Till, key_of


def code_of(*arguments: Any, **options: Any) -> str:
    with pytest.raises(SanduqError) as caught:
        hub.serve(wanted(*arguments, **options))
    assert caught.value.message.endswith(".")
    return caught.value.code


@pytest.fixture
def tls(tmp_path: Path) -> Tls:
    """A certificate for 127.0.0.1 that signs itself."""
    files = Tls(f"{tmp_path}/cert.pem", f"{tmp_path}/key.pem")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    made += ["-keyout", files.key, "-out", files.certificate, "-subj", "/CN=hub"]
    made += ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(made, check=True, capture_output=True)
    return files


def test_keys_are_made_listed_and_revoked(database_url: str) -> None:
    made = hub.key_add(wanted(database_url, name="Till 1", warehouse=""))
    key = made.pop("key")
    assert made == {"id": 1, "name": "Till 1", "warehouse_id": 1, "warehouse": "Main"}
    (row,) = hub.key_list(wanted(database_url))
    assert key not in json.dumps(row)
    assert (row["id"], row["name"], row["revoked_at"]) == (1, "Till 1", None)
    assert hub.key_revoke(wanted(database_url, id=1)) == {"revoked": 1}
    assert hub.key_list(wanted(database_url))[0]["revoked_at"].endswith("Z")


def test_hub_lies_in_the_shops_folder_unless_told_otherwise(tmp_path: Path) -> None:
    hub.key_add(wanted("", data=str(tmp_path), name="Till 1", warehouse=""))
    assert (tmp_path / "hub.db").exists()
    assert len(hub.key_list(wanted("", data=str(tmp_path)))) == 1


def test_served_hub_says_where_it_listens_and_ends_cleanly(database_url: str) -> None:
    api_key = key_of(database_url)
    for each in (signal.SIGINT, signal.SIGTERM):
        with process(database_url) as (child, url):
            with Till(url, api_key) as till:
                assert till.get("/health")["status"] == "ok"
                child.send_signal(each)
                said = child.communicate(timeout=30)
            assert (child.returncode, *said) == (0, "", ""), each


def test_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert code_of(str(tmp_path / "hub.db"), port=port) == "no_port"
    assert code_of(str(tmp_path / "hub.db"), host="no.such.host.invalid") == "no_tls"
    found = code_of(str(tmp_path / "hub.db"), host="no.such.host.invalid", insecure=True)
    assert found == "unknown_host"


def test_other_machines_are_served_with_tls_or_on_demand_only(tmp_path: Path) -> None:
    path = str(tmp_path / "hub.db")
    for host in ("0.0.0.0", "::", "192.168.1.5"):  # noqa: S104 - nothing is bound
        assert code_of(path, host=host) == "no_tls"
    for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost"):
        assert server.is_loopback(host)


def test_hub_serves_tls(database_url: str, tls: Tls) -> None:
    trusting = ssl.create_default_context(cafile=tls.certificate)
    with server.running(database_url, service=Service(tls=tls)) as url:
        assert url.startswith("https://127.0.0.1:")
        with Till(url, key_of(database_url), verify=trusting) as till:
            assert till.get("/health")["status"] == "ok"


def test_certificate_that_can_not_be_used_is_refused(tmp_path: Path, tls: Tls) -> None:
    path = str(tmp_path / "hub.db")
    assert code_of(path, tls_cert=tls.certificate) == "bad_certificate"
    assert code_of(path, tls_key=tls.key) == "bad_certificate"
    assert code_of(path, tls_cert=tls.key, tls_key=tls.certificate) == "bad_certificate"
    assert code_of(path, tls_cert="none.pem", tls_key=tls.key) == "bad_certificate"
    locked = f"{tmp_path}/locked.pem"
    command = ["openssl", "rsa", "-aes256", "-passout", "pass:x", "-in", tls.key, "-out", locked]
    subprocess.run(command, check=True, capture_output=True)
    assert code_of(path, tls_cert=tls.certificate, tls_key=locked) == "bad_certificate"


def test_address_of_the_newer_protocol_is_put_in_brackets() -> None:
    if not socket.has_ipv6:
        return
    bound = server.listener("::1", 0)
    port = bound.getsockname()[1]
    assert server.address(bound, None) == f"http://[::1]:{port}/rest_api/v1"
    bound.close()


def test_hub_that_is_not_installed_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "uvicorn" else find(name)
    )
    assert code_of(str(tmp_path / "hub.db")) == "no_hub"


def test_other_commands_do_not_load_the_hub() -> None:
    code = "import sys, app.cli.hub; sys.exit('fastapi' in sys.modules or 'app.hub' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
