"""The fake runs as a program of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import httpx

from tests.fakes.talk import (
    PATIENCE_S,
    REFERENCE,
    sell,
)
from tests.fakes.wire import read_json


def test_the_program_serves_until_it_is_told_to_end_and_writes_its_books(tmp_path: Path) -> None:
    state = tmp_path / "books.json"
    command = [sys.executable, "-m", "tests.fakes.apex", "--products", "3", "--key", "apx_x"]
    with subprocess.Popen([*command, "--state", str(state)], stdout=subprocess.PIPE) as program:
        try:
            assert program.stdout
            url = json.loads(program.stdout.readline())["url"]
            with httpx.Client(
                base_url=url, headers={"X-API-Key": "apx_x"}, trust_env=False
            ) as client:
                sell(client)
                books = read_json(state.read_bytes())
        finally:
            program.send_signal(signal.SIGTERM)
        assert program.wait(PATIENCE_S) == 0
    assert books["references"] == {REFERENCE: 1}
    assert (books["total"], books["agrees"]) == (Decimal("7.00"), True)
    assert books["levels"][0] == {"product_id": 1, "warehouse_id": 1, "quantity": 98}
    assert [each["kind"] for each in books["events"]] == ["invoice", "stockchange"]
    assert read_json(state.read_bytes())["requests"] == 1
