"""Stock for an online shop that does not count it: what may still be sold, less a buffer.

available = what the selling warehouse holds − what open online orders want − the buffer

Its orders are read first. An offer is ours alone to set, and always the newest one: what was lost
is simply told again.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal

from app.domain.number import SCALE, ZERO, decimals
from app.domain.stock import MAX_DELTA, Reason
from app.storage import allocation as storage
from app.storage import backend as backends
from app.storage import order as orders
from app.storage import register, remote, review, stock
from app.storage.store import Unit
from app.sync import permission
from app.sync.contract import Answer, Capability, RemoteLevel, StockPush
from app.sync.link import Link
from app.sync.news import News
from app.sync.problem import OutcomeUnknown, Rejected

NOTE = "Offered by the shop"
UNSURE = Decimal(-1)  # an offer whose answer was lost: no figure that is wanted is like it
BATCH = 20  # offers between two looks at what was sold meanwhile


def look(link: Link) -> None:
    """Read what the shop offers now; others may have changed it."""
    place = link.backend.settings.place_id
    rows = [row for page in link.connector.levels(place or None) for row in page]
    with link.store.read() as unit:
        ours = remote.local_ids(unit, link.name, "product")
    found = _offered(rows, ours)
    with link.store.write() as unit:
        offers = _offered([row for row in rows if row.is_adjustable], ours)
        storage.keep(unit, link.name, offers, at=link.now())
        opened = _open(unit, link, found)
        if _lacks_place(unit, link):
            said = f"{link.name} can't be told what may be sold: please set its location_id."
            review.add(
                unit, link.name, "no_location", subject="offers", message=said, at=link.now()
            )
        else:
            review.settle(unit, link.name, ["offers"], at=link.now())
        unit.commit()
    if opened:
        link.tell(News(stock=frozenset(opened)))


def _open(unit: Unit, link: Link, found: Mapping[int, Decimal]) -> list[int]:
    """Where the products come from this shop, what it has of them is what there is at first."""
    books = backends.books(unit)
    if books is None or books.id != link.backend.id:
        return []
    here = register.register(unit).warehouse_id
    known = storage.ever_stocked(unit)
    tracked = stock.tracked(unit, found)
    moves = [
        stock.NewMove(local, here, quantity, Reason.OPENING)
        for local, quantity in found.items()
        if quantity > ZERO and local in tracked and local not in known
    ]
    stock.append(unit, moves, actor="", at=link.now())
    return [move.product_id for move in moves]


def _offered(rows: list[RemoteLevel], ours: Mapping[str, int]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for row in rows:
        local = ours.get(row.product_id)
        if local is not None and abs(row.quantity) < MAX_DELTA and decimals(row.quantity) <= SCALE:
            found[local] = found.get(local, ZERO) + row.quantity
    return found


def raises(link: Link) -> bool:
    """Whether the shop is to be told that there is more of anything."""
    with link.store.read() as unit:
        if _may_not(unit, link):
            return False
        offered = storage.offered(unit, link.name)
        due = _due(unit, link, may_raise=True)
    return any(wanted > offered[local] for local, (_, wanted) in due.items())


def publish(link: Link, *, may_raise: bool = True) -> int:
    """Tell the shop of every offer that is another one now; how many were told.

    Unless it `may_raise` them only lower ones are: there may be orders that nobody could read.
    """
    told = 0
    lost: set[int] = set()
    while not link.stopping():
        with link.store.read() as unit:
            if _may_not(unit, link):
                return told
            has = {local for local, there in storage.offered(unit, link.name).items() if there > 0}
            due = [
                (local, each)
                for local, each in _due(unit, link, may_raise=may_raise).items()
                if local not in lost
            ][:BATCH]
        if not due:
            return told
        for local, (remote_id, quantity) in due:
            if link.stopping():
                return told
            if not _is_told(link, local, remote_id, quantity, reopens=local not in has):
                lost.add(local)
            told += 1
    return told


def _lacks_place(unit: Unit, link: Link) -> bool:
    needs_place = link.can(unit, Capability.NEEDS_LOCATION) is Answer.YES
    return needs_place and not link.backend.settings.place_id


def _may_not(unit: Unit, link: Link) -> bool:
    what = Capability.SET_STOCK
    if link.can(unit, what) is Answer.NO or _lacks_place(unit, link):
        return True
    return permission.unproven(unit, link, what) is not None


def _due(unit: Unit, link: Link, *, may_raise: bool) -> dict[int, tuple[str, Decimal]]:
    """Our product: its id there, and what may be sold of it; where the shop offers another."""
    here = register.register(unit).warehouse_id
    shops = [each.name for each in backends.every(unit) if backends.offers(unit, each)]
    reserved = orders.reserved(unit, shops)
    offered = storage.offered(unit, link.name)
    buffer = link.backend.settings.buffer
    due: dict[int, tuple[str, Decimal]] = {}
    for local, (remote_id, level) in storage.stocked(unit, link.name, here).items():
        if local not in offered:
            continue  # its stock can't be set there, or it was not read yet
        free = level - reserved.get(local, ZERO) - buffer
        wanted = max(ZERO, free).to_integral_value(ROUND_FLOOR)
        if wanted != offered[local] and (may_raise or wanted < offered[local]):
            due[local] = remote_id, wanted
    return due


def _is_told(link: Link, local: int, remote_id: str, quantity: Decimal, *, reopens: bool) -> bool:
    place = link.backend.settings.place_id or "main"
    push = StockPush(remote_id, place, quantity, NOTE, reopens=reopens)
    try:
        link.connector.push(push, idempotency_key=f"offer:{remote_id}:{quantity}")
    except OutcomeUnknown:
        # Either figure may stand there; the newest one is told again in the next round.
        _keep(link, local, UNSURE)
        return False
    except Rejected:
        pass  # it will be refused again: until the next reading it counts as told
    else:
        permission.prove(link, push)
    _keep(link, local, quantity)
    return True


def _keep(link: Link, local: int, quantity: Decimal) -> None:
    with link.store.write() as unit:
        storage.keep(unit, link.name, {local: quantity}, at=link.now())
        unit.commit()
