"""The ways in which the answer to a write goes wrong; the first word tells whether it was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.fakes import fault
from tests.fakes.server import Fault

LOST: dict[str, Callable[[], Fault]] = {
    "not done: reset unread": fault.drop_unread,
    "not done: closed": lambda: fault.drop(committed=False),
    "not done: reset": lambda: fault.drop(committed=False, reset=True),
    "not done: 500": lambda: fault.status(500),
    "not done: 503 without words": lambda: fault.status(503, reasoned=False),
    "not done: 408": lambda: fault.status(408),
    "not done: a page": fault.html,
    "not done: half of it": lambda: fault.truncated(committed=False),
    "not done: 301": lambda: fault.redirect(301),
    "not done: 307": lambda: fault.redirect(307),
    "not done: nothing in 200": lambda: fault.body(lambda _: b"", committed=False),
    "not done: no success and no reason": fault.unexplained,
    "done: closed": lambda: fault.drop(committed=True),
    "done: reset": lambda: fault.drop(committed=True, reset=True),
    "done: 500": lambda: fault.status(500, committed=True),
    "done: 502 without words": lambda: fault.status(502, committed=True, reasoned=False),
    "done: 504": lambda: fault.status(504, committed=True),
    "done: 404 without words": lambda: fault.status(404, committed=True, reasoned=False),
    "done: a page": lambda: fault.html(committed=True),
    "done: half of it": fault.truncated,
    "done: cut": fault.cut,
    "done: nothing in 200": lambda: fault.body(lambda _: b""),
    "done: a list": lambda: fault.shape([]),
    "done: null": lambda: fault.shape(None),
    "done: an empty object": lambda: fault.shape({}),
    "done: a record of nothing": lambda: fault.shape({"success": True, "data": {}}),
    "done: a field told twice": lambda: fault.body(
        lambda text: text[:-1] + b', "id": "x", "id": "y"}'
    ),
    "done: UTF-16": lambda: fault.encoded("utf-16"),
    "done: not packed though it says so": fault.not_compressed,
    "done: 20 MB": fault.huge,
    "late: closed": lambda: fault.late(timedelta(seconds=200)),
    "late: 504": lambda: fault.late(timedelta(seconds=200), status=504),
}
# These take as long as the request's deadline.
SLOW: dict[str, Callable[[], Fault]] = {
    "not done: silence": lambda: fault.hang(committed=False, answers=False),
    "done: silence": lambda: fault.hang(committed=True),
    "done: a dripping head": lambda: fault.drip_head(every_s=0.05),
    "done: a dripping body": lambda: fault.drip(every_s=0.05),
}
ALL = LOST | SLOW
