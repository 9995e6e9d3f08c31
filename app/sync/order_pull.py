"""Online orders of a back end, taken into the shop; whoever has picked one up has moved its stock.

An order is never thrown away: one that the list does not show any more is asked for by its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast

from app.domain import order_flow
from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.money import Money
from app.domain.number import SCALE, ZERO, decimals, plain
from app.domain.order import Buyer, OrderLine, Paid
from app.domain.order_flow import Stage
from app.domain.reference import is_of_sale
from app.domain.stock import MAX_DELTA, Reason
from app.domain.text import one_line
from app.storage import backend as backends
from app.storage import order as orders
from app.storage import order_scan, outbox, register, remote, review, setting, stock
from app.storage.order import Facts, Known
from app.storage.store import Unit
from app.sync.contract import Answer, Capability, RemoteOrder, RemoteOrderLine
from app.sync.link import Link
from app.sync.membership import Membership
from app.sync.news import News
from app.sync.problem import Transient, Unserved

FIRST = timedelta(days=30)  # how far back the first reading goes
OVERLAP = timedelta(days=1)  # of two readings: clocks differ, and orders commit late
FULL = "list_full"
MOST_MISSING = 5  # open orders that no list shows, asked for one by one at a time
AT_ONCE = 50  # orders that are stored together: whoever pays waits that long
MOST_UNREAD = 5  # orders that can't be read, until it must be the server
MAX_TEXT = 250


def pull(link: Link) -> News:
    """Read the orders and store what changed; raises what the connector raises."""
    with link.store.read() as unit:
        last = order_scan.read_at(unit, link.name)
        missing = order_scan.open_remote_ids(unit, link.name)
    unread: list[Transient | Unserved] = []
    began = link.clock.now()
    news, listed = _lists(link, last - OVERLAP if last else began - FIRST, unread)
    for order_id in [each for each in missing if each not in listed][:MOST_MISSING]:
        if link.stopping():
            return news
        with _noted(unread):
            news |= _seek(link, order_id)
        with link.store.write() as unit:
            order_scan.note_asked(unit, link.name, order_id, at=link.now())
            unit.commit()
    with link.store.write() as unit:
        order_scan.note_read(unit, link.name, at=began)
        unit.commit()
    if unread:
        raise unread[0]
    return news


def look_again(link: Link) -> News:
    """Read the lists once more, for what was ordered meanwhile; raises as `pull` does."""
    unread: list[Transient | Unserved] = []
    news, _ = _lists(link, link.clock.now() - OVERLAP, unread)
    if unread:
        raise unread[0]
    return news


def _lists(
    link: Link, since: datetime, unread: list[Transient | Unserved]
) -> tuple[News, set[str]]:
    news, listed = News(), set[str]()
    try:
        for page in link.connector.orders(since):
            listed |= {each.id for each in page}
            news |= _store(link, _whole(link, page, unread))
            if link.stopping():
                break
    except Transient as problem:
        if problem.code != FULL:
            raise
        _warn(link, problem)
    return news, listed


def _seek(link: Link, remote_id: str) -> News:
    """Ask for an order that no list shows any more; one that is gone is nobody's to prepare."""
    found = link.connector.order(remote_id)
    if found is not None:
        return _store(link, [found])
    with link.store.write() as unit:
        order_id = orders.vanish(unit, link.name, remote_id)
        unit.commit()
    news = News(orders=frozenset({order_id}))
    link.tell(news)
    return news


@contextmanager
def _noted(unread: list[Transient | Unserved]) -> Iterator[None]:
    """One order that can't be read holds up none of the others; it is tried again."""
    try:
        yield
    except (Transient, Unserved) as problem:
        if problem.stops_all or len(unread) >= MOST_UNREAD:
            raise
        unread.append(problem)


def _whole(
    link: Link, page: Sequence[RemoteOrder], unread: list[Transient | Unserved]
) -> list[RemoteOrder]:
    """The orders with all that is said of them: a list may show less than the order itself.

    Those are read that are new here or have just been picked up.
    """
    with link.store.read() as unit:
        known = {each.id: orders.known(unit, link.name, each.id) for each in page}
        sales = outbox.linked_ids(unit, link.name, known)
    found = []
    for each in page:
        last = known[each.id]
        stage = order_flow.stage(link.backend.kind, each.status)
        is_open = stage in {Stage.NEW, Stage.READY}
        if last is None or not last.has_lines:
            is_due = is_open
        else:
            is_due = stage is Stage.DONE and last.stage is not Stage.DONE
        if not is_due or each.id in sales or _is_sale(each):
            found.append(each)
            continue
        with _noted(unread):
            found.append(_named(link, link.connector.order(each.id) or each))
    return found


def _named(link: Link, order: RemoteOrder) -> RemoteOrder:
    """The order with its buyer's name, where the shop keeps that beside its orders."""
    with link.store.read() as unit:
        has_members = link.can(unit, Capability.MEMBERSHIP) is Answer.YES
    if order.customer_name or not order.customer_id or not has_members:
        return order
    members = cast("Membership", link.connector)
    try:
        member = members.member(order.customer_id)
    except (Transient, Unserved):  # it is only a name; the key may be for orders alone
        return order
    if member is None:
        return order
    name = f"{member.first_name} {member.last_name}".strip() or member.email
    return replace(order, customer_name=name, phone=member.phone, email=member.email)


def read_again(link: Link, remote_id: str) -> News:
    """Read one order now, and store it."""
    found = link.connector.order(remote_id)
    return _store(link, [found]) if found else News()


def _store(link: Link, page: Sequence[RemoteOrder]) -> News:
    news = News()
    for start in range(0, len(page), AT_ONCE):
        with link.store.write() as unit:
            for each in page[start : start + AT_ONCE]:
                news |= take(unit, link, each)
            unit.commit()
    if news.orders or news.stock or news.outbox:
        link.tell(news)
    return news


def take(unit: Unit, link: Link, theirs: RemoteOrder) -> News:
    """Keep what a back end says of one order, in the caller's transaction; what changed."""
    known = orders.known(unit, link.name, theirs.id) or orders.placed(
        unit, link.name, theirs.reference
    )
    is_collected = known is not None and known.is_collected
    if not is_collected and (_is_sale(theirs) or outbox.linked_ids(unit, link.name, [theirs.id])):
        # A sale of a counter, this one or another, which is an order there.
        orders.call_off(unit, link.name, theirs.id)
        is_news = known is not None and known.stage is not Stage.OFF
        return News(orders=frozenset({known.id})) if known and is_news else News()
    facts = _facts(unit, link, theirs, known)
    at = link.now()
    if known is None:
        order_id = orders.insert(
            unit, link.name, facts, at=at, is_seen=facts.stage is not Stage.NEW
        )
        is_news = True
    else:
        order_id = known.id
        is_news = orders.update(unit, order_id, facts, at=at)
    moved = _move(unit, link, order_id, facts, known)
    if not is_news:
        return moved
    return moved | News(orders=frozenset({order_id}), pulled=1)


def _is_sale(theirs: RemoteOrder) -> bool:
    # A customer may write one of their receipts' references somewhere in a note.
    return is_of_sale(theirs.reference) and theirs.notes.startswith(theirs.reference)


def bring(unit: Unit, link: Link, order_id: int, status: str) -> News:
    """The back end said that the order has this status now, and not more."""
    stage = order_flow.stage(link.backend.kind, status)
    orders.set_status(unit, order_id, status, stage, at=link.now())
    news = News(orders=frozenset({order_id}))
    return news | _take_stock(unit, link, order_id) if stage is Stage.DONE else news


def _move(unit: Unit, link: Link, order_id: int, facts: Facts, known: Known | None) -> News:
    """Take what the customer has out of the stock, once.

    What was picked up before the back end was set up here is in what was counted since.
    """
    if facts.stage is not Stage.DONE:
        return News()
    if known is None and facts.changed_at < backends.added_at(unit, link.name):
        orders.set_moved(unit, order_id)
        return News()
    return _take_stock(unit, link, order_id)


def _take_stock(unit: Unit, link: Link, order_id: int) -> News:
    # Where the back end counts the stock itself, its figures hold the order already; they still do
    # when another one counts it later.
    if not orders.set_moved(unit, order_id) or not backends.offers(unit, link.backend):
        return News()
    place = register.register(unit)
    # The list may show less of it than was read before.
    products = orders.quantities(unit, order_id)
    tracked = stock.tracked(unit, products)
    at = link.now()
    order = orders.get(unit, order_id)
    note = f"{link.name} {order.number if order else order_id}"
    moves = [
        stock.NewMove(product_id, place.warehouse_id, -products[product_id], Reason.ORDER, note)
        for product_id in tracked
    ]
    stock.append(unit, moves, actor="", at=at)
    warehouse = register.code_of(unit, place.warehouse_id)
    for product_id, sku in tracked.items():
        payload = {
            "warehouse": warehouse,
            "delta": plain(-products[product_id]),
            "reason": Reason.ORDER,
        }
        told = outbox.Outgoing("stock", product_id, number=sku, payload=payload)
        outbox.put(unit, told, at=at)
    return News(stock=frozenset(tracked), outbox=bool(tracked))


@dataclass(frozen=True, slots=True)
class _Amounts:
    """What an order comes to; None is what is not said, or said with impossible decimals."""

    total: Decimal | None
    tax: Decimal | None
    shipping: Decimal | None


def _facts(unit: Unit, link: Link, theirs: RemoteOrder, known: Known | None) -> Facts:
    code = _currency(unit, link, theirs)
    status = _text(theirs.status)
    changed_at = theirs.changed_at or _changed_at(link, theirs, known)
    step = currency(code).step
    amounts = _Amounts(
        *(_amount(each, step) for each in (theirs.total, theirs.tax, theirs.shipping))
    )
    if theirs.total is not None and amounts.total is None:
        _report(unit, link, theirs, f"Its total {theirs.total} is no amount in {code}.")
    return Facts(
        remote_id=theirs.id,
        number=_text(theirs.number) or _text(theirs.id),
        status=status,
        stage=order_flow.stage(link.backend.kind, status),
        payment=_payment(link, theirs, known),
        currency=code,
        lines=_lines(unit, link, theirs.lines, code),
        total=amounts.total,
        tax=amounts.tax,
        shipping=amounts.shipping,
        buyer=Buyer(
            *(
                _text(each)
                for each in (
                    theirs.customer_name,
                    theirs.phone,
                    theirs.email,
                    theirs.address,
                    theirs.customer_id,
                )
            )
        ),
        notes=_text(theirs.notes),
        tracking_number=_text(theirs.tracking_number),
        reference=theirs.reference,
        created_at=theirs.created_at or link.now(),
        changed_at=changed_at,
    )


def _changed_at(link: Link, theirs: RemoteOrder, known: Known | None) -> datetime:
    if known is None:
        return theirs.created_at or link.now()
    return known.changed_at if known.status == theirs.status else link.now()


def _payment(link: Link, theirs: RemoteOrder, known: Known | None) -> Paid:
    if known is not None and known.is_collected:
        return Paid.PAID
    if theirs.is_paid is not None:
        return Paid.PAID if theirs.is_paid else Paid.DUE
    flow = order_flow.FLOWS.get(link.backend.kind)
    if flow and theirs.status in flow.paid:
        return Paid.PAID
    # One that was placed at this counter is paid at this counter.
    return known.payment if known is not None else Paid.UNKNOWN


def _currency(unit: Unit, link: Link, theirs: RemoteOrder) -> str:
    own = link.backend.settings.currency or setting.load_shop(unit).currency
    try:
        return currency(theirs.currency.strip().upper()).code if theirs.currency else own
    except Refusal:
        return own


def _lines(
    unit: Unit, link: Link, theirs: Sequence[RemoteOrderLine], code: str
) -> tuple[OrderLine, ...]:
    known = remote.local_ids_of(unit, link.name, "product", {each.product_id for each in theirs})
    money, step = currency(code), currency(code).step
    found = []
    for each in theirs:
        if not ZERO < each.quantity < MAX_DELTA or decimals(each.quantity) > SCALE:
            continue
        total = _amount(each.total, step)
        found.append(
            OrderLine(
                name=_text(each.name) or f"#{_text(each.product_id)}",
                quantity=each.quantity,
                product_id=known.get(each.product_id),
                remote_product_id=each.product_id,
                price=_price(each.price),
                total=None if total is None else Money(total, money),
            )
        )
    return tuple(found)


def _price(value: Decimal | None) -> Decimal | None:
    if value is None or abs(value) >= MAX_DELTA or decimals(value) > SCALE:
        return None
    return value


def _amount(value: Decimal | None, step: Decimal) -> Decimal | None:
    if value is None or not ZERO <= value < MAX_DELTA or value % step:
        return None
    return value.quantize(step)


def _text(text: str) -> str:
    return one_line(text[:MAX_TEXT], "text", MAX_TEXT)


def _report(unit: Unit, link: Link, theirs: RemoteOrder, said: str) -> None:
    subject = f"order {theirs.id}"
    name = _text(theirs.number) or _text(theirs.id)
    review.add(
        unit,
        link.name,
        "bad_order",
        subject=subject,
        message=f"Order {name}: {said}",
        at=link.now(),
    )


def _warn(link: Link, problem: Transient) -> None:
    with link.store.write() as unit:
        review.add(unit, link.name, FULL, subject="orders", message=problem.message, at=link.now())
        unit.commit()
