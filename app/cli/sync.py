"""`sync`: rounds of sync without a window."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

from app import bootstrap_sync
from app.cli.answer import Answer
from app.cli.answer import time as moment
from app.cli.session import opened
from app.demo_hub import DemoHub
from app.domain.errors import Refusal
from app.services.backends import is_sandbox
from app.services.changes import Changes
from app.storage import backend as backends
from app.storage import review
from app.storage.store import Store, Unit
from app.sync import engine
from app.sync.engine import Report
from app.sync.link import Link
from app.sync.news import News
from app.sync.worker import Worker
from app.sync_process import line_of
from app.till_receiver import TillReceiver

BUSY_SECONDS = 60.0  # to wait for another process that syncs
CLOSING_SECONDS = 5.0
SHORTEST_NAP, LONGEST_NAP = 0.05, 5.0
MOST = 20  # things to look at that are told


def run(wanted: Namespace) -> list[Answer] | Iterator[Answer]:
    """One round of every back end, or rounds until nothing moves for so many seconds."""
    if wanted.follow:
        return _follow(wanted)
    with opened(wanted) as store:
        links = bootstrap_sync.Links(store)
        try:
            found = links(wanted.backend)
            _refuse_none(store, wanted.backend)
            with engine.only_one(store, BUSY_SECONDS):
                reports = [engine.run(link, forced=True) for link in found]
                if wanted.until_quiet is not None:
                    reports = _until_quiet(found, reports, wanted.until_quiet)
        finally:
            links.close()
        reports += _without_key(store, found, wanted.backend)
        with store.read() as unit:
            return [_answer(unit, each) for each in reports]


def _follow(wanted: Namespace) -> Iterator[Answer]:
    """Sync for a till that is open, until stdin ends: a line out for all that changed."""
    with opened(wanted) as store:
        worker, hub = Worker(store, bootstrap_sync.utc_now), DemoHub(store)
        links = bootstrap_sync.Links(store, _say, worker.stopping, worker.pause)
        receiver = TillReceiver(store, bootstrap_sync.utc_now, worker.wake)

        def served() -> list[Link]:
            if receiver.follow():
                _say(News(outbox=True))
            hub.start()
            return links()

        worker.start(served)
        for line in sys.stdin:
            word = line.strip()
            if word == "cancel":
                worker.cancel()
            else:
                worker.wake(forced=word == "force")
        worker.stop()
        worker.join(CLOSING_SECONDS)
        receiver.stop()
        links.close()
        hub.stop()
    return iter(())


def _say(news: News) -> None:
    found = Changes(
        products=news.products,
        stock=news.stock,
        invoices=news.invoices,
        customers=news.customers,
        outbox=news.outbox,
        sync=news.state,
        orders=news.orders,
    )
    sys.stdout.write(f"{line_of(found)}\n")  # in one piece: each back end has a thread
    sys.stdout.flush()


def _until_quiet(links: list[Link], total: list[Report], seconds: float) -> list[Report]:
    quiet_since = time.monotonic()
    while (left := quiet_since + seconds - time.monotonic()) > 0:
        _nap(total, left)
        reports = [engine.run(link) for link in links]
        if any(each.pulled or each.pushed for each in reports) or _differs(total, reports):
            quiet_since = time.monotonic()
        total = [_sum(*pair) for pair in zip(total, reports, strict=True)]
    return total


def _refuse_none(store: Store, name: str) -> None:
    with store.read() as unit:
        if not name and not backends.every(unit):
            raise Refusal("no_backend", "This shop has no back end; add one with “backend add”.")


def _without_key(store: Store, found: list[Link], name: str) -> list[Report]:
    """What stands of those that could not be asked, as their key is not here."""
    with store.read() as unit:
        every = [backends.get(unit, name)] if name else backends.every(unit)
        known = {link.name for link in found}
        return [engine.report(unit, each.name) for each in every if each.name not in known]


def _nap(reports: list[Report], left: float) -> None:
    """Until something is due, though never long."""
    now = bootstrap_sync.utc_now()
    moments = [each.next_try_at for each in reports if each.next_try_at is not None]
    due = min(((each - now).total_seconds() for each in moments), default=LONGEST_NAP)
    time.sleep(min(LONGEST_NAP, max(SHORTEST_NAP, due), left))


def _differs(before: list[Report], after: list[Report]) -> bool:
    def figures(each: Report) -> tuple[int, ...]:
        return each.waiting, each.unknown, each.refused

    return [figures(each) for each in before] != [figures(each) for each in after]


def _sum(before: Report, after: Report) -> Report:
    return replace(after, pulled=before.pulled + after.pulled, pushed=before.pushed + after.pushed)


def _answer(unit: Unit, report: Report) -> Answer:
    name, next_try_at = report.backend, report.next_try_at
    return {
        "backend": name,
        "sandbox": is_sandbox(backends.capabilities(unit, name)),
        "pulled": report.pulled,
        "pushed": report.pushed,
        "waiting": report.waiting,
        "unknown": report.unknown,
        "refused": report.refused,
        "next_try_at": None if next_try_at is None else moment(next_try_at),
        "problem": report.problem or None,
        "message": report.message or None,
        "reviews": [each.message for each in review.open_ones(unit) if each.backend == name][:MOST],
    }
