"""Stock as a back end has it: level = its figure + the moves that are not in it yet.

Nobody sets a level here either: where the sum differs, the difference becomes a move.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from app.domain.number import SCALE, ZERO, decimals
from app.domain.stock import MAX_DELTA, Reason, Warehouse
from app.domain.text import fold, one_line
from app.storage import backend as backends
from app.storage import baseline, register, remote, review, stock
from app.storage.baseline import Place
from app.storage.store import Unit
from app.storage.value import from_millionths
from app.sync.contract import RemoteLevel
from app.sync.link import Link
from app.sync.news import News

BATCH = 300
MAX_NAME = 120

Read = list[tuple[Place, Decimal]]


def pull(link: Link) -> News:
    """Read all levels and bring ours to them; a product in doubt keeps its level until it is sure.

    Nothing may be on its way meanwhile: it runs between sends, on their thread.
    """
    rows = [row for page in link.connector.levels() for row in page]
    found = _places(link, rows)
    with link.store.read() as unit:
        known = baseline.every_level(unit)
        waits, doubtful = baseline.pending(unit, link.name), baseline.in_doubt(unit, link.name)
    changed = [
        (place, quantity)
        for place, quantity in found
        if place in doubtful
        or from_millionths(known.get(place, 0)) != quantity + waits.get(place, ZERO)
    ]
    news = News()
    left = iter(changed)
    while batch := list(islice(left, link.pace.step(BATCH))):
        if link.stopping():
            return news
        step = _take(link, batch)
        link.tell(step)
        news |= step
    if _keep(link, found):
        with link.store.write() as unit:
            backends.note(unit, link.name, levels_at=link.now())
            unit.commit()
    return news


def _take(link: Link, batch: Read) -> News:
    with link.store.write() as unit:
        link.pace.begin(unit)
        waits, doubtful = baseline.pending(unit, link.name), baseline.in_doubt(unit, link.name)
        levels = baseline.levels(unit, {place[0] for place, _ in batch})
        moves = [
            stock.NewMove(*place, delta, Reason.SERVER)
            for place, quantity in batch
            if place not in doubtful
            and (delta := quantity + waits.get(place, ZERO) - levels.get(place, ZERO))
        ]
        stock.append(unit, moves, actor="", at=link.now())
        unit.commit()
    link.pace.end()
    return News(stock=frozenset(move.product_id for move in moves), pulled=len(moves))


def _keep(link: Link, found: Read) -> bool:
    """Remember what the server said, where it is new; whether that came to its end."""
    with link.store.read() as unit:
        doubtful = baseline.in_doubt(unit, link.name)
        known = baseline.every(unit, link.name)
    left = (each for each in found if known.get(each[0]) != (each[1], each[0] not in doubtful))
    while batch := list(islice(left, link.pace.step(BATCH))):
        if link.stopping():
            return False
        sure = [each for each in batch if each[0] not in doubtful]
        unsure = [each for each in batch if each[0] in doubtful]
        with link.store.write() as unit:
            link.pace.begin(unit)
            baseline.keep(unit, link.name, sure, at=link.now())
            baseline.keep(unit, link.name, unsure, at=link.now(), exact=False)
            unit.commit()
        link.pace.end()
    return True


def _places(link: Link, rows: Sequence[RemoteLevel]) -> Read:
    """The figures by our products and warehouses; what we can't place is left out."""
    with link.store.write() as unit:
        warehouses = _warehouses(unit, link, rows)
        unit.commit()
    with link.store.read() as unit:
        products = remote.local_ids(unit, link.name, "product")
        tracked = {row[0] for row in unit.sql("SELECT id FROM product WHERE tracked = 1")}
    found: dict[Place, Decimal] = {}
    bad: list[RemoteLevel] = []
    for row in rows:
        local, place = products.get(row.product_id), warehouses.get(row.warehouse_id)
        if local not in tracked or local is None or place is None:
            continue
        if decimals(row.quantity) > SCALE or abs(row.quantity) >= MAX_DELTA:
            bad.append(row)
        else:
            found[local, place] = row.quantity
    if bad:
        _report(link, bad)
    return list(found.items())


def _report(link: Link, bad: Sequence[RemoteLevel]) -> None:
    with link.store.write() as unit:
        for row in bad[: review.MOST]:
            subject = f"stock of product {row.product_id}"
            message = f"The stock of product {row.product_id} is no quantity: {row.quantity}."
            review.add(
                unit, link.name, "bad_stock", subject=subject, message=message, at=link.now()
            )
        unit.commit()


def _warehouses(unit: Unit, link: Link, rows: Sequence[RemoteLevel]) -> dict[str, int]:
    """Our warehouse of each of theirs: as set, by name, the only one, or a new one."""
    theirs = {row.warehouse_id: row.warehouse_name for row in rows}
    known = remote.local_ids(unit, link.name, "warehouse")
    selling = register.register(unit).warehouse_id
    chosen = link.backend.settings.place_id
    if chosen and known.get(chosen) != selling:
        remote.link(unit, link.name, "warehouse", selling, chosen)
        known = remote.local_ids(unit, link.name, "warehouse")
    ours = register.warehouses(unit)
    for remote_id in sorted(theirs, key=lambda each: (len(each), each)):
        if remote_id in known:
            continue
        name = one_line(theirs[remote_id][:MAX_NAME], "name", MAX_NAME) or f"Warehouse {remote_id}"
        free = [each for each in ours if each.id not in known.values()]
        local = _same_name(name, free)
        if local is None and not chosen and selling not in known.values():
            # No name of theirs is that of the one we sell from: their first one is.
            named = any(_same_name(each, free) == selling for each in theirs.values())
            local = None if named else selling
        if local is None:
            local = register.add_warehouse(unit, _code(name, ours), name, "")
            ours = register.warehouses(unit)
        remote.link(unit, link.name, "warehouse", local, remote_id)
        known[remote_id] = local
    return known


def _same_name(name: str, free: Sequence[Warehouse]) -> int | None:
    for each in free:
        if fold(name) in {fold(each.name), fold(each.name_ar), fold(each.code)}:
            return each.id
    return None


def _code(name: str, ours: Sequence[Warehouse]) -> str:
    taken = {each.code for each in ours}
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:30] or "warehouse"
    code, count = slug, 1
    while code in taken:
        count += 1
        code = f"{slug}-{count}"
    return code
