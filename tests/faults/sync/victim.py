"""A program that forks tills, lets each sell and sync, and kills it at a step of its round.

`victim FOLDER URL FIRST STRIDE`: the first till dies at step FIRST, the next STRIDE steps further
on, until one lives through its round. Steps are SQL statements, bytes that leave or arrive, and
the writing of the mark. It prints how many died, as JSON. The tills are killed by SIGKILL.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.connectors import _deadline
from app.storage import driver
from app.sync import mark
from tests.faults.sync.test_records import add_customer, sell_to
from tests.faults.victim import fork, kill_oneself
from tests.shop import DATES, LATTE, make_shop
from tests.sync.till import Clock, Till

NOBODY = "http://127.0.0.1:9/rest_api/v1"


def main() -> None:
    """Kill and count."""
    folder, url, first, stride = Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:5])
    warm_up()
    for turn in count():
        worker = fork(partial(work, folder, url, first + turn * stride, turn))
        _, status = os.waitpid(worker, 0)
        if os.WIFEXITED(status):
            failed = os.waitstatus_to_exitcode(status)
            print(json.dumps({"kills": turn, "failed": failed}))  # noqa: T201
            return


def warm_up() -> None:
    """Import everything that the tills need; they would spend their lives on it."""
    with TemporaryDirectory() as folder:
        till = Till(make_shop(Path(folder, "shop")), NOBODY, Clock())
        till.sell(DATES)
        till.round()
        till.close()


def work(folder: Path, url: str, step: int, turn: int) -> None:
    """Sell something, then die at this step of a round; exit with 0 when it has fewer."""
    till = Till(folder, url, Clock())
    till.sell(DATES)
    if turn % 3 == 0:
        sell_to(till, add_customer(till, f"Customer {turn}", f"05000{turn:05d}"), LATTE)
    if turn % 4 == 0:
        till.adjust(DATES, 1)
    till.close()
    arm(step)
    till = Till(folder, url, Clock())
    till.round(forced=turn % 2 == 0)
    os._exit(0)


def arm(step: int) -> None:
    """Have this process die at that step."""
    ticks = count(1)

    def tick(*_: object) -> None:
        if next(ticks) == step:
            kill_oneself()

    def connect(path: Path, **options: int) -> Any:
        connection = original(path, **options)
        connection.set_trace_callback(tick)
        return connection

    original, driver.connect = driver.connect, connect
    stream = _deadline._Stream
    stream.write = before_and_after(stream.write, tick)  # type: ignore[method-assign]
    stream.read = before_and_after(stream.read, tick)  # type: ignore[method-assign]
    mark.put = before_and_after(mark.put, tick)


def before_and_after(deed: Callable[..., Any], tick: Callable[[], None]) -> Callable[..., Any]:
    """The deed with a step before and one after it."""

    def done(*arguments: Any, **options: Any) -> Any:
        tick()
        result = deed(*arguments, **options)
        tick()
        return result

    return done


if __name__ == "__main__":
    main()
