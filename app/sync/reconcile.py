"""Looking for records whose answer was lost, until it is sure what became of them.

“Absent” needs a search that is proven to find what is there, and two complete ones, some time
apart, both after the request can no longer be booked; and each must have found the other sales
that are known to be there. Only then is a record sent again, and once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.domain.number import ZERO
from app.storage import outbox, remote, sale_order
from app.storage import sale as sales
from app.storage.outbox import Entry
from app.storage.store import Unit
from app.sync import (
    customer_push,
    order_match,
    order_placement,
    order_push,
    sale_finish,
    stock_push,
)
from app.sync.booking import booking
from app.sync.contract import Ack, Answer, Capability, InvoicePush, LookUp, RemoteInvoice
from app.sync.link import Link
from app.sync.news import News
from app.sync.problem import Transient, Unserved
from app.sync.sending import acknowledged

ONE_DAY = timedelta(days=1)
_SEEN = {outbox.DROPPED, outbox.LINKED}  # by a manager
GIVE_UP = timedelta(hours=1)  # of looking at lists that prove nothing


def settle_due(link: Link, *, products_known: Callable[[], bool]) -> int:
    """Look for every record in doubt that can have settled by now; how many were settled.

    `products_known` reads all products of the server, which links those that are there.
    """
    with link.store.read() as unit:
        doubtful = outbox.in_state(unit, link.name, outbox.UNKNOWN, outbox.RECONCILING)
    due = [entry for entry in doubtful if _is_due(link, entry)]
    settled = 0
    for kind in dict.fromkeys(each.kind for each in due):
        same = [each for each in due if each.kind == kind]
        try:
            settled += _settle(link, kind, same, products_known)
        except (Transient, Unserved) as problem:
            if problem.stops_all:
                raise
            for entry in same:
                _keep_looking(link, entry, problem.message)
    return settled


def _settle(link: Link, kind: str, due: list[Entry], products_known: Callable[[], bool]) -> int:
    """Those of one kind; how many invoices were settled."""
    if kind == "invoice":
        return _settle_invoices(link, due)
    if kind == "product" and not products_known():
        return 0
    settle = {
        "stock": stock_push.settle,
        "customer": _settle_customer,
        "category": _settle_category,
        "order": order_push.settle,
        "placement": order_placement.settle,
        sale_order.KIND: sale_finish.settle,
        "product": _settle_product,
    }[kind]
    for entry in due:
        if link.stopping():
            break
        settle(link, entry)
    return 0


def _is_due(link: Link, entry: Entry) -> bool:
    settings = link.backend.settings
    seconds = settings.settle_seconds if entry.absent_at is None else settings.scan_gap_seconds
    wait = timedelta(seconds=float(seconds))
    since = entry.absent_at or entry.unknown_since
    if since is None:
        _begin_to_wait(link, entry, wait)
        return False
    # The time must have passed on the server's clock and on ours: either may be set anew.
    ours = entry.not_before or link.now()
    is_past = not link.now() < ours <= link.now() + wait
    return is_past and link.clock.now() - since >= wait


def _begin_to_wait(link: Link, entry: Entry, wait: timedelta) -> None:
    """The server's time is known from now on: what is on its way gets its time to settle."""
    with link.store.write() as unit:
        since, until = link.clock.now(), link.now() + wait
        values = {"unknown_since": since, "not_before": until}
        outbox.mark(unit, entry.id, entry.state, at=link.now(), **values)
        unit.commit()


def _settle_invoices(link: Link, due: list[Entry]) -> int:
    if not due or link.stopping():
        return 0
    with link.store.read() as unit:
        can_look = link.can(unit, Capability.LOOKUP_BY_REF) is not Answer.NO
        days = [day for entry in due for day in _days(unit, link, entry)]
        witnesses = outbox.booked(unit, link.name, min(days), max(days))
        newest = outbox.last_booked(unit, link.name)
    if not can_look:
        for entry in due:
            _to_manager(link, entry, _what_is_known(link, entry))
        return len(due)
    if newest and not witnesses:
        witnesses = {newest[0]}
        days.append(newest[1])
    began = link.clock.now()
    found = link.connector.look_up("", min(days) - ONE_DAY, max(days) + ONE_DAY)
    shows_all = witnesses <= {each.reference for each in found.found}
    found = replace(found, complete=found.complete and shows_all)
    return sum(_settle_invoice(link, entry, found, began) for entry in due)


def _what_is_known(link: Link, entry: Entry) -> str:
    """What a manager should know of a sale that no search finds by its reference."""
    with link.store.read() as unit:
        has_orders = link.can(unit, Capability.PULL_ORDERS) is not Answer.NO
        booked_as = booking(unit, entry, link)
    if not has_orders or not isinstance(booked_as, InvoicePush):
        return "The list of invoices does not tell whether it is booked."
    items: dict[str, Decimal] = {}
    for item in booked_as.items:
        items[item.product_id] = items.get(item.product_id, ZERO) + item.quantity
    since = (entry.unknown_since or entry.created_at) - ONE_DAY
    wanted = order_match.Wanted(entry.reference, booked_as.customer_id or "", items, since)
    found = order_match.find(link, wanted)
    return order_match.sentence(found)


def _days(unit: Unit, link: Link, entry: Entry) -> list[date]:
    tried = [each.server_at for each in outbox.attempts(unit, entry.id)]
    if entry.verdict == outbox.BROUGHT_BACK or not tried:
        # It may have been sent on any day since it was made.
        tried += [entry.created_at, link.clock.now()]
    return [each.date() for each in tried]


def _settle_invoice(link: Link, entry: Entry, found: LookUp, began: datetime) -> bool:
    same = {each.id: each for each in found.found if each.reference == entry.reference}
    if len(same) > 1:
        _duplicate(link, entry, sorted(same))
    elif same:
        _found(link, entry, next(iter(same.values())))
    elif found.complete:
        return _absent(link, entry, began)
    else:
        _keep_looking(link, entry, "The list of invoices lacks some that are there.")
        return False
    return True


def _found(link: Link, entry: Entry, there: RemoteInvoice) -> None:
    link.learn(Capability.LOOKUP_BY_REF, Answer.YES, f"a search found {entry.reference}")
    with link.store.read() as unit:
        sale = sales.load(unit, entry.number)
    ours = None if sale is None else sale.totals.taxed.gross.amount
    push = None if ours is None else InvoicePush(entry.reference, (), ours, "", "")
    acknowledged(link, entry, Ack(there.id, total=there.total), push)


def _duplicate(link: Link, entry: Entry, ids: list[str]) -> None:
    several = ", ".join(ids)
    with link.store.write() as unit:
        outbox.mark(
            unit,
            entry.id,
            outbox.DUPLICATE,
            at=link.now(),
            verdict="duplicate",
            message=f"The server has it {len(ids)} times, as {several}; please void all but one.",
            remote_id=ids[0],
        )
        unit.commit()
    link.tell(News(outbox=True, invoices=frozenset({entry.number})))


def _absent(link: Link, entry: Entry, began: datetime) -> bool:
    """It was not there: the first time it is looked for once more, the second time it is sure."""
    with link.store.read() as unit:
        proven = link.can(unit, Capability.LOOKUP_BY_REF) is Answer.YES
    if entry.absent_at is None:
        gap = timedelta(seconds=float(link.backend.settings.scan_gap_seconds))
        link.bring(
            entry.id,
            outbox.RECONCILING,
            absent_at=began,
            not_before=link.now() + gap,
            message="It was not found; it is looked for once more.",
        )
        return False
    if not proven:
        _to_manager(link, entry, "It was not found, but no search has ever found an invoice here.")
    elif entry.resent:
        _to_manager(link, entry, "It was sent twice, and is not there.")
    else:
        _send_again(link, entry)
    return True


def _send_again(link: Link, entry: Entry) -> None:
    link.bring(
        entry.id,
        outbox.READY,
        resent=True,
        unknown_since=None,
        absent_at=None,
        not_before=None,
        verdict="absent",
        message="It is not there, for sure; it is sent once more.",
    )


def _to_manager(link: Link, entry: Entry, message: str) -> None:
    said = {"verdict": "unknown_outcome", "message": message}
    link.bring(entry.id, outbox.MANAGER, not_before=None, **said)


def _keep_looking(link: Link, entry: Entry, message: str) -> None:
    since = entry.unknown_since or link.clock.now()
    if entry.state == outbox.RECONCILING and link.clock.now() - since > GIVE_UP:
        _to_manager(link, entry, f"Nobody can tell whether the server has it: {message}")
        return
    gap = timedelta(seconds=float(link.backend.settings.scan_gap_seconds))
    link.bring(entry.id, outbox.RECONCILING, not_before=link.now() + gap, message=message)


def _settle_customer(link: Link, entry: Entry) -> None:
    found = customer_push.booked(link, entry)
    with link.store.read() as unit:
        known = remote.remote_id(unit, link.name, "customer", entry.record_id)
        free = [
            each
            for each in found or ()
            if remote.local_id(unit, link.name, "customer", each.id) is None
        ]
    names = ", ".join(each.id for each in free or found or ())
    if known is not None or len(free) == 1:
        acknowledged(link, entry, Ack(known or free[0].id), None)
    elif free:
        _to_manager(link, entry, f"The server has several that it may be: {names}.")
    elif found:
        told = f"with the same phone number ({names}), who is another customer here"
        _to_manager(link, entry, f"The server has somebody {told}.")
    elif found is None or entry.resent:
        _to_manager(link, entry, "Nobody can tell whether the server has it.")
    else:
        _send_again(link, entry)


def _settle_product(link: Link, entry: Entry) -> None:
    with link.store.read() as unit:
        known = remote.remote_id(unit, link.name, "product", entry.record_id)
    if known is not None and not entry.payload.get("fields"):
        acknowledged(link, entry, Ack(known), None)
    elif entry.payload.get("fields") or not entry.resent:
        # The same fields again change nothing more; a new product is surely not there.
        _send_again(link, entry)
    else:
        _to_manager(link, entry, "It was sent twice, and is not there.")


def _settle_category(link: Link, entry: Entry) -> None:
    """A second category of one name would do no harm, but nobody wants it."""
    with link.store.read() as unit:
        known = remote.remote_id(unit, link.name, "category", entry.record_id)
    if known is not None:
        acknowledged(link, entry, Ack(known), None)
    elif entry.resent:
        _to_manager(link, entry, "It was sent twice, and is not there.")
    else:
        _send_again(link, entry)


def sweep(link: Link, days: int) -> None:
    """Look for sales of the last days that the server has more than once, or after all."""
    today = link.clock.now().date()
    found = link.connector.look_up("", today - timedelta(days=days), today + ONE_DAY)
    booked: dict[str, dict[str, RemoteInvoice]] = {}
    for each in found.found:
        booked.setdefault(each.reference, {})[each.id] = each
    with link.store.read() as unit:
        wrong = {
            entry.reference
            for entry in outbox.in_state(unit, link.name, outbox.MANAGER, kind="invoice")
        }
    for reference, there in booked.items():
        if len(there) == 1 and reference not in wrong:
            continue
        with link.store.read() as unit:
            entry = outbox.by_reference(unit, link.name, reference)
        if entry is None or entry.state == outbox.DUPLICATE or entry.verdict in _SEEN:
            continue
        if len(there) > 1:
            _duplicate(link, entry, sorted(there))
        else:
            _found(link, entry, next(iter(there.values())))
