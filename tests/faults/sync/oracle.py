"""What must hold once everything has healed, whatever went wrong before."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple
from decimal import Decimal

from app.storage import baseline, outbox, register, remote
from app.storage.outbox import Entry, OutboxRow
from tests.fakes.apex import ApexServer
from tests.fakes.wire import read_json
from tests.sync.till import Till

SETTLED_S = 301  # beyond the settle window and the gap between two searches
MOST_ROUNDS = 40

# Answers after which nothing can have been booked.
REFUSED = {400, 401, 403, 404, 422, 429}


def settled(till: Till, server: ApexServer) -> list[str]:
    """Heal the server, let time pass until nothing moves, judge; the states of the sales."""
    server.heal()
    rest(till, server)
    judge(till, server)
    return till.states()


def rest(till: Till, server: ApexServer) -> None:
    """Rounds, as many as it takes until three in a row change nothing."""
    seen: list[object] = []
    for _ in range(MOST_ROUNDS):
        till.round()
        seen.append(([astuple(each) for each in rows(till)], len(server.ledger.events)))
        if seen[-3:] == [seen[-1]] * 3:
            return
        till.clock.advance(SETTLED_S)
    raise AssertionError(f"It never came to rest: {rows(till)}")


def judge(till: Till, server: ApexServer, *others: Till) -> None:
    """Every sale is booked once or stands before a manager; stock and books agree."""
    faults = [
        *_sales(till, server),
        *_strangers((till, *others), server),
        *_posts(till, server),
        *_levels(till, server),
        *till.findings(),
        *(f"The server's level of {place} is wrong" for place in server.ledger.differences()),
    ]
    assert faults == [], faults


def rows(till: Till) -> list[OutboxRow]:
    """All that is or was in the outbox."""
    with till.store.read() as unit:
        return outbox.rows(unit)


def messages(till: Till) -> list[str]:
    """What stands before a manager, in words."""
    return [each.message for each in rows(till) if each.state in outbox.NEEDS_MANAGER]


def _sales(till: Till, server: ApexServer) -> list[str]:
    faults = []
    with till.store.read() as unit:
        totals = dict(unit.raw("SELECT reference, total FROM invoice").fetchall())
    told = {row.id: row for row in rows(till)}
    entries = till.entries()
    by_id = {each.id: each for each in entries}
    for entry in entries:
        row = told[entry.id]
        if entry.state == outbox.SENDING:
            faults.append(f"{row} is still on its way")
        if entry.state in outbox.NEEDS_MANAGER and not is_sentence(row.message):
            faults.append(f"{row} says nothing to the manager")
    for entry in (each for each in entries if each.kind == "invoice"):
        booked = server.ledger.invoices_by_reference(entry.reference)
        ours = Decimal(totals[entry.reference]) / 1_000_000
        row = told[entry.id]
        if entry.state == outbox.ACKED:
            if [each.total for each in booked] != [ours] or str(booked[0].id) != entry.remote_id:
                faults.append(f"{row} of {ours} is booked as {booked}")
        elif entry.state in outbox.NEEDS_MANAGER:
            if len(booked) > 1 and entry.state != outbox.DUPLICATE:
                faults.append(f"{row} is booked {len(booked)} times")
        elif not _waits_for_manager(entry, by_id):
            faults.append(f"{row} waits for nobody")
    return faults


def _waits_for_manager(entry: Entry, by_id: dict[int, Entry]) -> bool:
    on = by_id.get(entry.waits_for or 0)
    return entry.state == outbox.BLOCKED and on is not None and on.state in outbox.NEEDS_MANAGER


def _strangers(tills: tuple[Till, ...], server: ApexServer) -> list[str]:
    known = {each.reference for till in tills for each in till.entries("invoice")}
    strange = server.ledger.references().keys() - known
    return [f"{each} is nobody's" for each in sorted(strange)]


def _posts(till: Till, server: ApexServer) -> list[str]:
    """Nothing that may be booked is sent a second time unless the first was proven absent."""
    sent: Counter[str] = Counter()
    for seen in server.seen("POST", "/invoices"):
        if seen.status not in REFUSED and seen.body:
            sent[read_json(seen.body)["notes"].partition(" ")[0]] += 1
    most = {each.reference: 1 + each.resent for each in till.entries("invoice")}
    return [
        f"{reference} was sent {times} times"
        for reference, times in sent.items()
        if times > most.get(reference, times)
    ]


def _levels(till: Till, server: ApexServer) -> list[str]:
    """level = the server's + what it was not told, for all that both keep and nobody doubts."""
    faults = []
    with till.store.read() as unit:
        waits, doubtful = baseline.pending(unit, "apex"), baseline.in_doubt(unit, "apex")
        products = remote.local_ids(unit, "apex", "product")
        places = remote.local_ids(unit, "apex", "warehouse")
        ours = baseline.levels(unit, products.values())
        codes = {each.id: each.code for each in register.warehouses(unit)}
        tracked = {row[0] for row in unit.raw("SELECT id FROM product WHERE tracked = 1")}
    for (product, warehouse), quantity in server.ledger.levels().items():
        place = products.get(str(product)), places.get(str(warehouse))
        if place[0] not in tracked or place[0] is None or place[1] is None or place in doubtful:
            continue
        key = place[0], place[1]
        expected = quantity + waits.get(key, Decimal(0))
        if ours.get(key, Decimal(0)) != expected:
            where = codes[key[1]]
            faults.append(f"{product} in {where}: {ours.get(key)} here, {expected} by the server")
    return faults


def is_sentence(text: str) -> bool:
    """Whether it is something that can be shown to a person."""
    return text.strip() != "" and text.isprintable() and "Traceback" not in text
