"""Finding an order of ours at an online shop that keeps no reference of ours.

Only what the till can't have known before counts: same customer, same goods, made since then. It
never proves that an order is ours; a manager decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain.number import ZERO
from app.storage import order as orders
from app.storage import outbox
from app.sync.contract import RemoteOrder
from app.sync.link import Link


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was sent; `items` are quantities by the shop's product ids."""

    reference: str
    customer_id: str
    items: Mapping[str, Decimal]
    since: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The order that bears the reference, or those without one that may be it."""

    exact: RemoteOrder | None
    alike: tuple[RemoteOrder, ...]


def find(link: Link, wanted: Wanted) -> Found:
    """Look through the shop's orders since then; raises what the connector raises."""
    alike: dict[str, RemoteOrder] = {}
    for page in link.connector.orders(wanted.since):
        with link.store.read() as unit:
            ours = outbox.linked_ids(unit, link.name, [each.id for each in page])
            ours |= {each.id for each in page if orders.is_of_somebody(unit, link.name, each.id)}
        for each in page:
            if each.reference and each.reference == wanted.reference:
                return Found(each, ())
            if each.id not in ours and not each.reference and _may_be(each, wanted):
                # A list may leave the goods out.
                whole = each if each.lines else link.connector.order(each.id) or each
                if _has_same_goods(whole, wanted):
                    alike[each.id] = whole
    return Found(None, tuple(alike.values()))


def _may_be(theirs: RemoteOrder, wanted: Wanted) -> bool:
    if theirs.created_at is not None and theirs.created_at < wanted.since:
        return False
    both_named = theirs.customer_id and wanted.customer_id
    return not both_named or theirs.customer_id == wanted.customer_id


def _has_same_goods(theirs: RemoteOrder, wanted: Wanted) -> bool:
    items: dict[str, Decimal] = {}
    for line in theirs.lines:
        items[line.product_id] = items.get(line.product_id, ZERO) + line.quantity
    return items == dict(wanted.items)


def sentence(found: Found) -> str:
    """What a manager should know."""
    if not found.alike:
        return "No answer came, and the online shop has no order like it."
    names = ", ".join(each.number or each.id for each in found.alike[:5])
    if len(found.alike) == 1:
        return f"No answer came. The order {names} there is like it: please link it if it is."
    return f"No answer came. These orders there are like it: {names}."
