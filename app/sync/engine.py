"""The engine: one round after the other for one back end, whatever the network does.

A round recovers what a crash left, asks whether the back end is there, reads its products, sends
what is ready, looks for what is in doubt, and reads stock and customers. Only one process does so
at a time; a problem ends the round, is written down, and costs no sale anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from filelock import FileLock, Timeout

from app.domain.errors import Refusal
from app.storage import backend as backends
from app.storage import order_scan, outbox, setting
from app.storage.backend import Known
from app.storage.store import Store, Unit
from app.sync import (
    allocation,
    customer_pull,
    order_pull,
    permission,
    product_pull,
    reconcile,
    recovery,
    reread,
    sending,
    stock_pull,
)
from app.sync.contract import Answer, Capability, Health
from app.sync.limit import LONGEST_WAIT, rest
from app.sync.link import Link
from app.sync.news import News
from app.sync.problem import SyncProblem, Transient, Unserved

SWEEP_EVERY = timedelta(hours=6)
SWEEP_DAYS = 3
SCAN_AGAIN = timedelta(seconds=60)  # a catalogue that could not be read to its end
PROBE_PAUSED = timedelta(minutes=5)  # a key may have been mended at the server
WORST_SKEW = 5 * 60_000  # ms


@dataclass(frozen=True, slots=True)
class Report:
    """How a round ended for one back end; `problem` is a code, empty when all went well."""

    backend: str
    pulled: int
    pushed: int
    waiting: int
    unknown: int
    refused: int
    next_try_at: datetime | None
    problem: str = ""
    message: str = ""


@contextmanager
def only_one(store: Store, seconds: float) -> Iterator[None]:
    """Be the only process that sends for this shop; raises Refusal sync_busy after so long.

    The system frees the lock of a process that was killed.
    """
    lock = FileLock(store.path.with_name("sync.lock"))
    try:
        with lock.acquire(timeout=seconds):
            yield
    except Timeout as error:
        raise Refusal("sync_busy", "Another Sanduq syncs this shop just now.") from error


def run(link: Link, *, forced: bool = False) -> Report:
    """One round. Without `forced` it leaves a back end alone that asked for it, or that rests."""
    news = _Sum(link.tell)
    link = replace(link, tell=news.add, facts={})
    recovery.recover(link)
    if _may_try(link, forced=forced):
        try:
            _served(link, _round(link, forced=forced))
        except SyncProblem as problem:
            _note(link, problem)
    link.tell(News(state=True))
    with link.store.read() as unit:
        return report(unit, link.name, news.total)


def send_now(link: Link) -> None:
    """Send what is ready, and read nothing: somebody waits for it."""
    recovery.recover(link)
    if not _may_try(link, forced=True):
        return
    try:
        _greet(link)
        sending.send_due(link)
        _served(link, None)
    except SyncProblem as problem:
        _note(link, problem)


def _round(link: Link, *, forced: bool) -> SyncProblem | None:
    """Everything that is due; a list that can't be read stops nothing else."""
    _greet(link)
    with link.store.read() as unit:
        only_offers = backends.offers(unit, link.backend)
        has = {what for what in Capability if link.can(unit, what) is not Answer.NO}
    due = reread.reread(link) or forced or _is_due(link)
    if due:
        with link.store.write() as unit:
            backends.note(unit, link.name, scanned_at=link.now())
            unit.commit()
    try:
        unread = [_read(link, product_pull.pull) if due else None]
    finally:
        _finish_reading(link)
    orders_unread = _read_orders(link, due=due) if Capability.PULL_ORDERS in has else None
    unread += [orders_unread]
    sending.send_due(link)
    if reconcile.settle_due(link, products_known=lambda: _products_known(link)):
        sending.send_due(link)
    if due:
        if Capability.PULL_STOCK in has:
            unread += [_read(link, allocation.look if only_offers else stock_pull.pull)]
        if Capability.PULL_CUSTOMERS in has and not only_offers:
            unread += [_read(link, customer_pull.pull)]
        if _push_all(link):
            sending.send_due(link)
    # Changes of stock want the warehouses known, which the levels tell.
    sending.send_due(link)
    if only_offers:
        if Capability.PULL_ORDERS in has and orders_unread is None and allocation.raises(link):
            # Bought since the orders were read, it is gone from the shop's figures; it must be
            # in ours too before they are raised.
            orders_unread = _read(link, order_pull.look_again)
            unread += [orders_unread]
        allocation.publish(link, may_raise=not isinstance(orders_unread, Transient))
    _sweep(link)
    return next((problem for problem in unread if problem), None)


def _read(link: Link, pull: Callable[[Link], object]) -> SyncProblem | None:
    """Why a list could not be read, if so; raises it when the server asks for a rest."""
    try:
        pull(link)
    except (Transient, Unserved) as problem:
        if problem.stops_all:
            raise
        return problem
    return None


def _read_orders(link: Link, *, due: bool) -> SyncProblem | None:
    with link.store.read() as unit:
        read_at = order_scan.read_at(unit, link.name)
    every = timedelta(seconds=float(link.backend.settings.orders_every_seconds))
    if not due and read_at and timedelta(0) <= link.clock.now() - read_at < every:
        return None
    return _read(link, order_pull.pull)


def _greet(link: Link) -> None:
    """Ask whether the back end is there, and see to it that it is still the same one."""
    health = link.connector.check()
    link.clock.tell(health.server_time)
    with link.store.write() as unit:
        known = backends.get(unit, link.name)
        if known.business and health.business and known.business != health.business:
            raise Unserved(
                "other_business",
                f"These are the books of “{health.business}”, not of “{known.business}”.",
            )
        _refuse_currency(unit, link, health)
        if health.business and not known.business:
            backends.bind(unit, link.name, health.business)
        found = {
            str(what): Known(finding.answer, finding.evidence)
            for what, finding in link.connector.capabilities().items()
        }
        found |= {str(what): Known("yes", "the server says so") for what in health.capabilities}
        found |= permission.from_sandbox(unit, link, found)
        learned = backends.capabilities(unit, link.name)
        news = {
            what: each
            for what, each in found.items()
            if what not in learned
            or (learned[what].answer == "unknown" != each.answer)
            or (what == Capability.SANDBOX and learned[what].answer != each.answer)
        }
        if news:
            backends.learn(unit, link.name, news, at=link.now())
            link.facts.clear()
        skew = link.clock.skew()
        backends.note(unit, link.name, clock_skew=skew)
        unit.commit()


def _refuse_currency(unit: Unit, link: Link, health: Health) -> None:
    own = setting.currency_code(unit)
    theirs = health.currency or link.backend.settings.currency or own
    if theirs != own:
        raise Unserved("other_currency", f"This back end books {theirs}, the shop sells in {own}.")


def _may_try(link: Link, *, forced: bool) -> bool:
    with link.store.read() as unit:
        state = backends.state(unit, link.name)
    wait = state.next_try_at
    if wait is None:
        return True
    longest = timedelta(seconds=LONGEST_WAIT)
    if not link.now() < wait <= link.now() + longest:
        return True  # past, or so far off that a clock was set wrong
    return forced and state.problem not in {"throttled", "own_limit"}


def _finish_reading(link: Link) -> None:
    with link.store.write() as unit:
        if backends.state(unit, link.name).reading is not None:
            backends.note(unit, link.name, reading=None)
            unit.commit()


def _is_due(link: Link) -> bool:
    with link.store.read() as unit:
        state = backends.state(unit, link.name)
    if state.scanned_at is None:
        return True
    every = timedelta(seconds=float(link.backend.settings.pull_every_seconds))
    if state.pulled_at is None or state.pulled_at < state.scanned_at:
        every = min(every, SCAN_AGAIN)
    return not timedelta(0) <= link.now() - state.scanned_at < every


def _products_known(link: Link) -> bool:
    return _read(link, product_pull.pull) is None


def _push_all(link: Link) -> bool:
    """Where the manager wants it, queue every product that the back end does not have."""
    if link.backend.settings.push_products != "all":
        return False
    with link.store.write() as unit:
        rows = unit.sql(
            "SELECT p.id, p.sku FROM product p WHERE p.active = 1 AND NOT EXISTS "
            "(SELECT 1 FROM remote_id r WHERE r.kind = 'product' AND r.local_id = p.id "
            "AND r.backend = ?) AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'product' "
            "AND o.record_id = p.id AND o.backend = ?) ORDER BY p.id",
            (link.name, link.name),
        ).fetchall()
        for product_id, sku in rows:
            told = outbox.Outgoing("product", product_id, number=sku)
            outbox.put(unit, told, at=link.now(), backend=link.name)
        unit.commit()
    return bool(rows)


def _sweep(link: Link) -> None:
    with link.store.read() as unit:
        state = backends.state(unit, link.name)
        can_look = link.can(unit, Capability.LOOKUP_BY_REF) == "yes"
    swept = state.swept_at
    if not can_look or (swept and timedelta(0) <= link.now() - swept < SWEEP_EVERY):
        return
    reconcile.sweep(link, SWEEP_DAYS)
    with link.store.write() as unit:
        backends.note(unit, link.name, swept_at=link.now())
        unit.commit()


def _served(link: Link, scan: SyncProblem | None) -> None:
    skew = link.clock.skew()
    problem, message = (scan.code, scan.message) if scan else ("", "")
    if not scan and abs(skew) > WORST_SKEW:
        minutes = abs(skew) // 60_000
        problem = "clock"
        message = f"This computer's clock is {minutes} minutes off the server's; please set it."
    with link.store.write() as unit:
        backends.note(
            unit,
            link.name,
            paused=False,
            problem=problem,
            message=message,
            failures=0,
            next_try_at=None,
            served_at=link.now(),
        )
        unit.commit()


def _note(link: Link, problem: SyncProblem) -> None:
    with link.store.write() as unit:
        failures = backends.state(unit, link.name).failures + 1
        if isinstance(problem, Unserved):
            wait = PROBE_PAUSED.total_seconds()
        elif isinstance(problem, Transient) and problem.retry_after is not None:
            wait = min(problem.retry_after, LONGEST_WAIT)
        else:
            wait = rest(failures)
        throttled = isinstance(problem, Transient) and problem.throttled
        backends.note(
            unit,
            link.name,
            paused=isinstance(problem, Unserved),
            problem="throttled" if throttled else problem.code,
            message=problem.message,
            failures=failures,
            next_try_at=link.now() + timedelta(seconds=wait),
        )
        unit.commit()


def report(unit: Unit, name: str, news: News | None = None) -> Report:
    """How a back end stands now, after a round that told this."""
    state = backends.state(unit, name)
    found = outbox.counts(unit, name)
    due = outbox.next_due(unit, name)
    unknown = found.get(outbox.UNKNOWN, 0) + found.get(outbox.RECONCILING, 0)
    refused = sum(found.get(each, 0) for each in outbox.NEEDS_MANAGER)
    moments = [each for each in (state.next_try_at, due) if each is not None]
    return Report(
        backend=name,
        pulled=news.pulled if news else 0,
        pushed=news.pushed if news else 0,
        waiting=sum(found.get(each, 0) for each in outbox.WAITING),
        unknown=unknown,
        refused=refused,
        next_try_at=min(moments, default=None),
        problem=state.problem,
        message=state.message,
    )


class _Sum:
    """Adds up what a round told."""

    def __init__(self, tell: Callable[[News], None]) -> None:
        self._tell = tell
        self.total = News()

    def add(self, news: News) -> None:
        """One more piece of news."""
        self.total |= news
        self._tell(news)
