"""Customers of a back end, taken into the shop; one phone number is one customer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.domain.text import fold, one_line
from app.storage import customer, remote, review, setting
from app.storage.store import Unit
from app.sync.contract import RemoteCustomer
from app.sync.customer_push import is_in_doubt, with_phone
from app.sync.link import Link
from app.sync.news import News

KIND = "customer"
MAX_NAME, MAX_PHONE, MAX_EMAIL = 120, 40, 254


def pull(link: Link) -> News:
    """Read all customers and store what changed."""
    news = News()
    for page in link.connector.customers():
        if link.stopping():
            break
        with link.store.write() as unit:
            step = _take(unit, link, page)
            unit.commit()
        if step.customers:
            link.tell(step)
        news |= step
    return news


def _take(unit: Unit, link: Link, page: Sequence[RemoteCustomer]) -> News:
    known = remote.seen(unit, link.name, KIND, [each.id for each in page])
    linked = remote.local_ids_of(unit, link.name, KIND, [each.id for each in page])
    unsure = _unsure(unit, link)
    changed = [
        each
        for each in page
        if (each.id not in known or known[each.id].hash != fingerprint(each))
        and (each.id in linked or fold(each.name) not in unsure)
    ]
    if not changed:
        return News()
    place = setting.load_shop(unit).seller.country
    touched: set[int] = set()
    well: list[str] = []
    left: set[str] = set()
    for each in changed:
        try:
            theirs = _customer(each)
        except Refusal as refusal:
            _report(unit, link, each, refusal.message)
            continue
        same = [] if each.id in linked else _same_person(unit, link, theirs, place)
        if len(same) > 1 and any(is_in_doubt(unit, link, ours) for ours in same):
            left.add(each.id)  # it is one of them; which one is being looked for
            continue
        if each.id in linked:
            local = linked[each.id]
            customer.correct(unit, local, theirs)
        else:
            local = same[0] if len(same) == 1 else customer.insert(unit, theirs)
        remote.link(unit, link.name, KIND, local, each.id)
        touched.add(local)
        well.append(each.id)
    taken = [each for each in changed if each.id not in left]
    remote.remember(unit, link.name, KIND, {each.id: fingerprint(each) for each in taken})
    review.settle(unit, link.name, [f"customer {each}" for each in well], at=link.now())
    return News(customers=frozenset(touched), pulled=len(touched))


def _unsure(unit: Unit, link: Link) -> set[str]:
    """Names of ours without a phone whose answer was lost: theirs may be one of these."""
    rows = unit.raw(
        "SELECT c.name_key FROM outbox o JOIN customer c ON c.id = o.record_id "
        "WHERE o.backend = ? AND o.kind = 'customer' AND c.phone = '' "
        "AND o.state IN ('UNKNOWN', 'RECONCILING')",
        (link.name,),
    )
    return {row[0] for row in rows}


def _customer(each: RemoteCustomer) -> Customer:
    name = one_line(each.name, "name", MAX_NAME)
    phone = one_line(each.phone, "phone number", MAX_PHONE)
    if not name and not phone:
        raise Refusal("no_name", "The customer has no name.")
    return Customer(None, name or phone, phone, one_line(each.email, "e-mail address", MAX_EMAIL))


def _same_person(unit: Unit, link: Link, theirs: Customer, place: str) -> list[int]:
    """The customers of ours, unknown there, with the very same phone number."""
    return [
        each
        for each in with_phone(unit, theirs.phone, place)
        if remote.remote_id(unit, link.name, KIND, each) is None
    ]


def fingerprint(each: RemoteCustomer) -> str:
    """A short hash of all that a back end says of a customer."""
    return hashlib.blake2b(repr(each).encode(errors="replace"), digest_size=12).hexdigest()


def _report(unit: Unit, link: Link, each: RemoteCustomer, message: str) -> None:
    name = one_line(each.name[:80], "name", MAX_NAME)
    told = f"“{name}” can't be taken: {message}"
    subject = f"customer {each.id}"
    review.add(unit, link.name, "bad_customer", subject=subject, message=told, at=link.now())
