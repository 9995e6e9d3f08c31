"""What webhooks spoke of, read anew: they are a hint that something changed, and never the truth.

An order is read by its id. For anything else the lists are due: they alone tell what is gone.
"""

from __future__ import annotations

from app.storage import backend as backends
from app.storage import webhook
from app.sync import order_pull
from app.sync.link import Link
from app.sync.problem import Transient

MOST = 50  # orders that are read by themselves; more of them are a list


def reread(link: Link) -> bool:
    """Read what is still to be read; whether all lists are due because of it."""
    with link.store.read() as unit:
        waiting = webhook.open_ones(unit, link.name)
    if not waiting:
        return False
    orders = dict.fromkeys(
        each.event.object_id for each in waiting if each.event.object_kind == "order"
    )
    are_due = any(each.event.object_kind != "order" for each in waiting)
    are_due = are_due or "" in orders or len(orders) > MOST
    if not are_due:
        for order_id in orders:
            if link.stopping():
                return False
            order_pull.read_again(link, order_id)
    with link.store.write() as unit:
        webhook.done(unit, [each.id for each in waiting], link.now())
        if are_due:
            backends.note(unit, link.name, scanned_at=None)
        unit.commit()
    return are_due


def quietly(link: Link) -> bool:
    """The same, where a failure only leaves it for the next round; raises what asks for a rest."""
    try:
        return reread(link)
    except Transient as problem:
        if problem.asks_for_rest:
            raise
        return False
