"""The slip of a stored online order."""

from __future__ import annotations

from datetime import datetime

from app.domain.order import Order
from app.domain.order_flow import FLOWS
from app.domain.order_slip import order_slip
from app.domain.receipt import Receipt
from app.domain.shop import Shop
from app.services import orders
from app.storage import catalog, outbox
from app.storage.store import Unit


def document(unit: Unit, shop: Shop, order_id: int, *, copy: bool = False) -> Receipt:
    """The slip of an order as it stands now; raises Refusal unknown_order."""
    order = orders.get(unit, order_id)
    titles = {each.name: each.title for each in orders.shops(unit)}
    ids = [line.product_id for line in order.lines if line.product_id is not None]
    return order_slip(
        order,
        shop,
        catalog.names(unit, ids),
        online_shop=titles.get(order.backend, order.backend),
        handed_over_at=_handed_over_at(unit, order),
        copy=copy,
    )


def _handed_over_at(unit: Unit, order: Order) -> datetime | None:
    flow = FLOWS.get(order.kind)
    if flow is not None and order.status == flow.finish:
        return order.changed_at
    sending = order.sending
    if flow is not None and sending is not None and sending.status == flow.finish:
        return outbox.get(unit, sending.entry_id).created_at
    return None
