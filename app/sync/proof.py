"""Proving what a back end can do, from its own answers."""

from __future__ import annotations

from datetime import timedelta

from app.storage import backend as backends
from app.sync.contract import Answer, Capability
from app.sync.link import Link
from app.sync.problem import SyncProblem

ONE_DAY = timedelta(days=1)
TRY_AGAIN = timedelta(minutes=10)


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
