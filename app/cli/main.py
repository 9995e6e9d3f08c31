"""Run one command: its answer to stdout, its refusal to stderr, its exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from app.cli import show
from app.cli.parser import parser
from app.domain.errors import SanduqError

DONE, REFUSED = 0, 1


def run(arguments: Sequence[str]) -> int:
    """Run the command; 0 done, 1 refused, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # Arabic must reach a pipe or a file on every system.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    wanted = parser().parse_args(arguments)
    try:
        if wanted.command in {None, "tour"}:
            return _window(wanted)
        return _run(wanted)
    except SanduqError as error:
        return _refuse(error.code, error.message, wanted)
    except OSError as error:
        if error.filename is not None:
            return _refuse("disk_error", f"{error.filename}: {error.strerror}.", wanted)
        # Our answer finds no room, or whoever read it has gone: nothing more to say, not even at
        # exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(f"The answer could not be written: {error.strerror}.", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return _refuse("interrupted", "Interrupted.", wanted)


def _window(wanted: Namespace) -> int:
    from app import bootstrap
    from app.settings import data_folder

    if wanted.command == "tour":
        return bootstrap.tour(data_folder(wanted.data) if wanted.data else None)
    return bootstrap.till(data_folder(wanted.data))


def _run(wanted: Namespace) -> int:
    from app.cli.answer import as_json

    # An action is a function of app.cli.command, or names its own module: backend.add.
    module, _, name = wanted.action.rpartition(".")
    answer: Any = getattr(import_module(f"app.cli.{module or 'command'}"), name)(wanted)
    if isinstance(answer, Iterator):
        for each in answer:
            print(as_json(each), flush=True)
        return DONE
    if wanted.as_json:
        print(as_json(answer))
    else:
        show.show(wanted.action, answer)
    sys.stdout.flush()
    return REFUSED if isinstance(answer, dict) and answer.get("ok") is False else DONE


def _refuse(code: str, message: str, wanted: Namespace) -> int:
    message = " ".join(message.split())  # what the user typed may have had several lines
    print(message, file=sys.stderr)
    if wanted.as_json:
        from app.cli.answer import as_json

        print(as_json({"error": {"code": code, "message": message}}))
    return REFUSED
