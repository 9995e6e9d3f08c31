"""What webhooks spoke of, read anew: they are a hint that something changed, and never the truth.

An order or a product is read by its id. For anything else the lists are due: they alone tell what
is gone, and an event of the inventory names a row there, of which the till knows nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.webhook import Event
from app.storage import backend as backends
from app.storage import webhook
from app.sync import order_pull, product_pull
from app.sync.link import Link
from app.sync.problem import Transient, Unserved

MOST = 50  # records that are read by themselves; more of them are a list


def reread(link: Link) -> bool:
    """Read what is still to be read; whether all lists are due because of it.

    Raises what stops all.
    """
    with link.store.read() as unit:
        waiting = webhook.open_ones(unit, link.name)
    if not waiting:
        return False
    wanted = dict.fromkeys((each.event.object_kind, each.event.object_id) for each in waiting)
    are_due = len(wanted) > MOST or not all(_names_one(each.event) for each in waiting)
    if not are_due:
        for kind, object_id in wanted:
            if link.stopping():
                return False
            are_due |= not _is_read(link, kind, object_id)
    with link.store.write() as unit:
        webhook.done(unit, [each.id for each in waiting], link.now())
        if are_due:
            backends.note(unit, link.name, scanned_at=None)
        unit.commit()
    return are_due


def _order(link: Link, order_id: str) -> bool:
    # One that is not there is none of the lists either.
    order_pull.read_again(link, order_id)
    return True


_READERS: Mapping[str, Callable[[Link, str], bool]] = {
    "order": _order,
    "product": product_pull.take_one,
}


def _names_one(event: Event) -> bool:
    """Whether it speaks of one record that can be read by itself, and may be there still."""
    is_gone = event.name.endswith(".deleted")
    return event.object_kind in _READERS and bool(event.object_id) and not is_gone


def _is_read(link: Link, kind: str, object_id: str) -> bool:
    """Read one record; where that fails the lists tell of it."""
    try:
        return _READERS[kind](link, object_id)
    except (Transient, Unserved) as problem:
        if problem.stops_all:
            raise
        return False
