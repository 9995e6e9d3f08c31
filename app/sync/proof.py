"""Proving what a back end can do, from its own answers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from app.domain.number import ZERO
from app.storage import backend as backends
from app.storage import outbox, told
from app.storage.backend import Known
from app.storage.outbox import Entry
from app.storage.store import Unit
from app.sync.contract import Answer, Capability, InvoicePush
from app.sync.link import Link
from app.sync.problem import SyncProblem

Figures = dict[str, Decimal]  # by product of the server, of all its warehouses

ONE_DAY = timedelta(days=1)
TRY_AGAIN = timedelta(minutes=10)


CHECK = "check"
UNCHANGED = "unchanged after "


def figures_before(link: Link, push: InvoicePush) -> Figures | None:
    """The stock of what is about to be booked, where a manager wants to know who deducts it."""
    with link.store.read() as unit:
        known = link.can(unit, Capability.DEDUCTS_STOCK) is not Answer.UNKNOWN
    if known or link.backend.settings.deducts_stock != CHECK:
        return None
    return _figures(link, push)


def prove_deduction(link: Link, push: InvoicePush, before: Figures) -> None:
    """Whether booking it took its items from the stock; no other till must have sold them."""
    after = _figures(link, push)
    if after is None:
        return
    taken = {product: before[product] - after.get(product, ZERO) for product in before}
    what = Capability.DEDUCTS_STOCK
    if taken == _sold(push):
        link.learn(what, Answer.YES, f"the stock fell by what {push.reference} sold")
    elif not any(taken.values()):
        with link.store.read() as unit:
            known = backends.capabilities(unit, link.name).get(what)
        # A server that deducts a little later must not be taken for one that never does.
        twice = known is not None and known.evidence.startswith(UNCHANGED)
        answer = Answer.NO if twice else Answer.UNKNOWN
        link.learn(what, answer, f"{UNCHANGED}{push.reference}")
        if twice and known is not None:
            _tell_the_first(link, known.evidence.removeprefix(UNCHANGED))


def _tell_the_first(link: Link, reference: str) -> None:
    """The sale that was booked before anybody knew that its stock must be told."""
    with link.store.write() as unit:
        entry = outbox.by_reference(unit, link.name, reference)
        if entry is not None:
            told.tell_sold(unit, link.backend, entry, at=link.now())
        unit.commit()


def _sold(push: InvoicePush) -> Figures:
    sold: Figures = {}
    for item in push.items:
        sold[item.product_id] = sold.get(item.product_id, ZERO) + item.quantity
    return sold


def _figures(link: Link, push: InvoicePush) -> Figures | None:
    wanted = _sold(push)
    found: Figures = {}
    try:
        for page in link.connector.levels():
            for row in page:
                if row.product_id in wanted:
                    found[row.product_id] = found.get(row.product_id, ZERO) + row.quantity
    except SyncProblem:
        return None
    return found if found.keys() == wanted.keys() else None


def prove_totals(unit: Unit, link: Link, entry: Entry, *, agree: bool, is_told: bool) -> None:
    """Whether a back end that prices sales by itself comes to our totals."""
    if entry.kind != "invoice" or not is_told:
        return
    what = Capability.TOTALS_AGREE
    prices_itself = link.can(unit, Capability.SERVER_PRICES) is Answer.YES
    answer = Answer.YES if agree else Answer.NO
    # One that differs counts for more than all that agreed: the server may add something since.
    known = link.can(unit, what)
    if not prices_itself or known in {answer, Answer.NO}:
        return
    said = f"the total of {entry.number} was {'ours' if agree else 'another'}"
    backends.learn(unit, link.name, {what: Known(answer, said)}, at=link.now())
    link.facts[what] = answer


def prove_look_up(link: Link, reference: str, remote_id: str) -> None:
    """Whether a search finds an invoice that is surely there; asked once it is booked."""
    with link.store.read() as unit:
        if link.can(unit, Capability.LOOKUP_BY_REF) is not Answer.UNKNOWN:
            return
        known = backends.capabilities(unit, link.name).get(Capability.LOOKUP_BY_REF)
    tried = known.at if known and known.evidence.startswith("tried") else None
    if tried is not None and abs(link.now() - tried) < TRY_AGAIN:
        return
    today = link.clock.now().date()
    try:
        found = link.connector.look_up(reference, today - ONE_DAY, today + ONE_DAY)
    except SyncProblem:
        return  # it was only a question; the next invoice asks again
    what = Capability.LOOKUP_BY_REF
    if any(each.reference == reference and each.id == remote_id for each in found.found):
        link.learn(what, Answer.YES, f"the list of invoices shows {reference}")
    elif found.complete and not found.shows_references:
        link.learn(what, Answer.NO, "the list of invoices shows no notes")
    else:
        link.learn(what, Answer.UNKNOWN, f"tried with {reference}, which was not in the list")
