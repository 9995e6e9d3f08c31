"""Changes of stock, sent as the new quantity that a server asks for.

The server's figure is read, the change added to it, read again right before and set once; then it
is read back. An old quantity is never sent again: whoever sold in between would be overwritten.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from http import HTTPStatus

from app.domain.errors import Refusal
from app.domain.number import ZERO, plain
from app.domain.stock import Reason
from app.storage import baseline, outbox, register, remote, stock
from app.storage.outbox import Entry
from app.storage.store import Unit
from app.sync import mark, permission
from app.sync.contract import Answer, Capability, RemoteLevel, StockPush
from app.sync.failure import failed, lacks_scope
from app.sync.link import Link
from app.sync.news import News
from app.sync.outcome import Held, Outcome, digest, put_off
from app.sync.problem import OutcomeUnknown, Rejected, SyncProblem, Transient, Unserved

AGAIN = timedelta(seconds=1)

Figures = dict[tuple[str, str], Decimal]  # by product and warehouse of the server


def send(link: Link, entry: Entry) -> Outcome:
    """Send one change: its turn comes when nothing of the product is on its way or in doubt."""
    target = _target(link, entry)
    if isinstance(target, Outcome):
        return target
    if isinstance(target, Held):
        return _held(link, entry, target)
    try:
        before = _figures(link, target[0])
    except (Transient, Unserved) as problem:
        return put_off(link, entry, problem)
    if entry.kind == "count":
        return _take_count(link, entry, before.get(target))
    push = _push(link, target, before.get(target), entry)
    if isinstance(push, Held):
        return _held(link, entry, push)
    return _set(link, entry, push, before)


def _push(
    link: Link, target: tuple[str, str], level: Decimal | None, entry: Entry
) -> StockPush | Held:
    if level is None:
        told = "The server keeps no stock of this product in this warehouse."
        return Held("no_stock_there", told)
    wanted = level + Decimal(entry.payload["delta"])
    with link.store.read() as unit:
        decimals = link.can(unit, Capability.DECIMAL_STOCK) is Answer.YES
        conditional = link.can(unit, Capability.CONDITIONAL_STOCK) is Answer.YES
    if wanted != wanted.to_integral_value() and not decimals:
        told = f"The server counts whole pieces; {plain(wanted)} can't be told."
        return Held("not_whole", told)
    return StockPush(*target, wanted, _notes(entry), expected=level if conditional else None)


def _set(link: Link, entry: Entry, push: StockPush, before: Figures) -> Outcome:
    target = push.product_id, push.warehouse_id
    with link.store.write() as unit:
        now = outbox.get(unit, entry.id)
        if now.state != outbox.READY:
            return Outcome.NOT_NOW
        payload = {**now.payload, "from": plain(before[target]), "to": plain(push.quantity)}
        outbox.mark(unit, entry.id, outbox.READY, at=link.now(), payload=payload)
        attempt_id = outbox.claim(
            unit, now, body_hash=digest(push), at=link.now(), server_at=link.clock.now()
        )
        unit.commit()
    mark.keep(link, [(now, attempt_id)])
    try:
        link.connector.push(push, idempotency_key=f"stock:{entry.id}:{attempt_id}")
    except OutcomeUnknown as problem:
        return _lost(link, entry, attempt_id, problem)
    except SyncProblem as problem:
        return _failed(link, entry, attempt_id, problem)
    try:
        after = _figures(link, target[0])
    except SyncProblem as problem:  # it was set, for all we know; what it reads is looked up later
        return _lost(link, entry, attempt_id, problem)
    return _judge(link, entry, attempt_id, _Change(target, before, after, push.quantity))


def settle(link: Link, entry: Entry) -> None:
    """Settle a change whose answer was lost, by reading."""
    target = _target(link, entry, settling=True)
    if isinstance(target, Held):
        _held(link, entry, target)
    if not isinstance(target, tuple):
        return
    with link.store.read() as unit:
        sold = _sold_since(unit, link, entry)
    if sold is None:
        return  # first it must be known what became of those sales
    level = _figures(link, target[0]).get(target)
    before, wanted = (Decimal(entry.payload[name]) + sold for name in ("from", "to"))
    at, settled = link.now(), {"verdict": "", "message": ""}
    with link.store.write() as unit:
        if level == wanted:
            outbox.mark(unit, entry.id, outbox.ACKED, at=at, remote_id="set", **settled)
        elif level == before and not entry.resent:
            # It never arrived; it is computed anew from what is there then.
            since = {"unknown_since": None, "not_before": None, "resent": True}
            outbox.mark(unit, entry.id, outbox.READY, at=at, **since, **settled)
        else:
            now = "nothing" if level is None else plain(level)
            told = f"It was {plain(before)}, should be {plain(wanted)}, and is {now} now."
            outbox.mark(
                unit, entry.id, outbox.MANAGER, at=link.now(), verdict="stock_unclear", message=told
            )
        unit.commit()
    link.tell(News(outbox=True))


def _sold_since(unit: Unit, link: Link, entry: Entry) -> Decimal | None:
    """What our own sales moved at the server since; None while one of them is in doubt."""
    if link.can(unit, Capability.DEDUCTS_STOCK) is Answer.NO:
        return ZERO
    place = entry.record_id, register.warehouse(unit, entry.payload["warehouse"]).id
    tried = outbox.attempts(unit, entry.id)[-1]
    return baseline.sold_since(unit, link.name, place, tried.id)


def _take_count(link: Link, entry: Entry, level: Decimal | None) -> Outcome:
    """Bring the stock to what was counted, now that the server's figure is known.

    What was sold here since the count is taken off; the rest becomes a change of its own.
    """
    at = link.now()
    counted = Decimal(entry.payload["counted"])
    with link.store.write() as unit:
        place = register.warehouse(unit, entry.payload["warehouse"])
        key = entry.record_id, place.id
        since = stock.moved_since(unit, *key, entry.created_at)
        there = level or ZERO
        delta = counted + since - there - baseline.pending(unit, link.name).get(key, ZERO)
        outbox.mark(unit, entry.id, outbox.ACKED, at=at, verdict="", message="", remote_id="set")
        if delta:
            reason = entry.payload.get("reason") or Reason.COUNTED
            move = stock.NewMove(*key, delta, reason)
            stock.append(unit, [move], actor=entry.payload.get("actor", ""), at=at)
            payload = {"warehouse": place.code, "delta": plain(delta), "reason": reason}
            told = outbox.Outgoing("stock", entry.record_id, number=entry.number, payload=payload)
            outbox.put(unit, told, at=at, backend=link.name)
        unit.commit()
    link.tell(News(outbox=True, stock=frozenset({entry.record_id})))
    return Outcome.SETTLED


class _Change:
    """A quantity that was set, and the server's figures before and after."""

    def __init__(
        self, target: tuple[str, str], before: Figures, after: Figures, wanted: Decimal
    ) -> None:
        self.target, self.before, self.after, self.wanted = target, before, after, wanted

    def is_done(self) -> bool:
        return self.after.get(self.target) == self.wanted

    def has_moved(self) -> bool:
        return self.after.get(self.target) != self.before.get(self.target)

    def hit_another(self) -> bool:
        """Whether it is this quantity that another product has now, and had not before."""
        return any(
            quantity == self.wanted and self.before.get(place) != quantity
            for place, quantity in self.after.items()
            if place != self.target
        )


def _judge(link: Link, entry: Entry, attempt_id: int, change: _Change) -> Outcome:
    at = link.now()
    with link.store.write() as unit:
        proven = link.can(unit, Capability.SET_STOCK) is Answer.YES
        sold_between = proven and change.has_moved() and not change.hit_another()
        if change.is_done() or sold_between:
            # Once it is known to work, another figure is somebody's sale in between.
            outbox.mark(
                unit, entry.id, outbox.ACKED, at=at, verdict="", message="", remote_id="set"
            )
            outcome, message = "acknowledged", ""
        else:
            now = change.after.get(change.target)
            message = f"It was set to {plain(change.wanted)} and reads {now} now."
            verdict = "wrong_product" if change.hit_another() else "not_set"
            outbox.mark(unit, entry.id, outbox.MANAGER, at=at, verdict=verdict, message=message)
            outcome = verdict
        outbox.close_attempt(unit, attempt_id, outcome, message, at=at)
        unit.commit()
    if change.is_done() and not proven:
        link.learn(Capability.SET_STOCK, Answer.YES, f"{entry.number} was set and read back")
    elif outcome == "wrong_product":
        link.learn(Capability.SET_STOCK, Answer.NO, f"setting {entry.number} changed another")
    link.tell(News(outbox=True, pushed=int(outcome == "acknowledged")))
    return Outcome.SENT if outcome == "acknowledged" else Outcome.SETTLED


def _target(
    link: Link, entry: Entry, *, settling: bool = False
) -> tuple[str, str] | Outcome | Held:
    """What the server calls the product and the warehouse, when it is this change's turn."""
    with link.store.read() as unit:
        held = _may_not(unit, link, settling=settling)
        if held:
            return held
        product = remote.remote_id(unit, link.name, "product", entry.record_id)
        if product is None:
            return Outcome.NOT_NOW  # it is told of the product first, or never
        try:
            place = register.warehouse(unit, entry.payload["warehouse"])
        except Refusal as refusal:
            return Held(refusal.code, refusal.message)
        warehouse = remote.remote_id(unit, link.name, "warehouse", place.id)
        if warehouse is None:
            told = f"The server has no warehouse “{place.name}”."
            return Held("no_warehouse", told)
        doubtful = baseline.in_doubt(unit, link.name)
        if not settling and (entry.record_id, place.id) in doubtful:
            return Outcome.NOT_NOW
    return product, warehouse


def _may_not(unit: Unit, link: Link, *, settling: bool) -> Held | None:
    if link.can(unit, Capability.SET_STOCK) is Answer.NO:
        return Held("can_not_set", "This back end does not take changes of stock.")
    return None if settling else permission.unproven(unit, link, Capability.SET_STOCK)


def _figures(link: Link, product_id: str) -> Figures:
    # Where the document is not clear, of everything: what was set may turn up in another place.
    is_sure = link.connector.capabilities()[Capability.SET_STOCK].answer is Answer.YES
    pages = [link.connector.level(product_id)] if is_sure else link.connector.levels()
    rows: list[RemoteLevel] = [row for page in pages for row in page]
    return {(row.product_id, row.warehouse_id): row.quantity for row in rows}


def _notes(entry: Entry) -> str:
    delta = Decimal(entry.payload["delta"])
    sign = "+" if delta > 0 else ""
    return f"{entry.payload.get('reason', '')} {sign}{plain(delta)}".strip()


def _held(link: Link, entry: Entry, held: Held) -> Outcome:
    link.bring(entry.id, outbox.MANAGER, verdict=held.verdict, message=held.message)
    return Outcome.SETTLED


def _lost(link: Link, entry: Entry, attempt_id: int, problem: SyncProblem) -> Outcome:
    wait = timedelta(seconds=float(link.backend.settings.settle_seconds))
    with link.store.write() as unit:
        outbox.mark(
            unit,
            entry.id,
            outbox.UNKNOWN,
            at=link.now(),
            verdict=problem.code,
            message=problem.message,
            unknown_since=link.clock.now(),
            not_before=link.now() + wait,
        )
        outbox.close_attempt(unit, attempt_id, problem.code, problem.message, at=link.now())
        unit.commit()
    link.tell(News(outbox=True))
    return Outcome.LOST


def _failed(link: Link, entry: Entry, attempt_id: int, problem: SyncProblem) -> Outcome:
    if lacks_scope(entry, problem):
        failed(link, entry, attempt_id, problem)
        return Outcome.SETTLED
    at = link.now()
    state, again = outbox.READY, None
    if isinstance(problem, Rejected):
        # Somebody sold between reading and setting: it is read anew.
        changed = problem.status == HTTPStatus.PRECONDITION_FAILED
        state, again = (outbox.READY, at + AGAIN) if changed else (outbox.REJECTED, None)
    said = {"verdict": problem.code, "message": problem.message}
    with link.store.write() as unit:
        outbox.mark(unit, entry.id, state, at=at, not_before=again, **said)
        outbox.close_attempt(unit, attempt_id, problem.code, problem.message, at=at)
        unit.commit()
    link.tell(News(outbox=True))
    if isinstance(problem, Transient | Unserved):
        raise problem
    return Outcome.SETTLED
