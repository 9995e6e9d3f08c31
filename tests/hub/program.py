"""The hub as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli import hub

ROOT = Path(__file__).parents[2]


def wanted(url: str, **options: object) -> Namespace:
    """What the command line asks of `hub serve`."""
    usual = {"business": "", "currency": "", "host": "127.0.0.1", "port": 0, "limit": 6_000}
    usual |= {"tls_cert": "", "tls_key": "", "insecure": False, "as_json": True, "data": ""}
    return Namespace(db=url, **{**usual, **options})


@contextmanager
def process(url: str, *, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A hub that serves, and the URL of its API, which it says as soon as it listens."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.hub.program", url, str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            assert child.stdout is not None
            yield child, json.loads(child.stdout.readline())["url"]
        finally:
            child.kill()


if __name__ == "__main__":
    list(hub.serve(wanted(sys.argv[1], port=int(sys.argv[2]))))
