"""The command line inside the test's own process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import run


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        assert self.out.count("\n") == 1, self.out
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON documents of a batch."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def refusal(self) -> str:
        """The code of a refusal, which is told in one sentence on both streams."""
        assert self.code == 1, self
        error = self.json["error"]
        assert self.err == f"{error['message']}\n"
        assert error["message"].endswith(".")
        assert "Traceback" not in self.err
        return str(error["code"])


@dataclass(frozen=True, slots=True)
class Sanduq:
    """Runs commands on a shop; each answer is JSON unless asked otherwise."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *arguments: object, stdin: str | bytes = b"") -> Answer:
        return self.plain("--json", *arguments, stdin=stdin)

    def plain(self, *arguments: object, stdin: str | bytes = b"") -> Answer:
        """The answer for people."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        self.capsys.readouterr()
        try:
            code = run(["--data", str(self.folder), *map(str, arguments)])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 2
        said = self.capsys.readouterr()
        return Answer(code, said.out, said.err)

    def cart(self, command: str, cart: object) -> Answer:
        """What `quote` or `sell` answers for a cart."""
        return self(command, "-", stdin=json.dumps(cart))


At = Callable[[Path], Sanduq]


@pytest.fixture
def sanduq_at(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> At:
    """The command line of the shop in a folder."""
    return lambda folder: Sanduq(folder, capsys, monkeypatch)


@pytest.fixture
def sanduq(shop: Path, sanduq_at: At) -> Sanduq:
    """The command line of a demo shop of one's own."""
    return sanduq_at(shop)
