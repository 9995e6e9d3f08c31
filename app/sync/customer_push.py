"""Customers made at the till, as a back end takes them: never a second time for one phone."""

from __future__ import annotations

from app.domain.phone import phone_key
from app.domain.text import fold
from app.storage import customer, outbox, remote, setting
from app.storage.outbox import READY, RECONCILING, SENDING, UNKNOWN, Entry
from app.storage.store import Unit
from app.sync.contract import Ack, CustomerChange, CustomerPush, RemoteCustomer
from app.sync.link import Link
from app.sync.outcome import Held
from app.sync.problem import Transient

MOST = 20  # customers of ours with one phone number
LAST = 4  # digits that stand together however a phone number is written


def prepared(unit: Unit, entry: Entry, link: Link) -> CustomerPush | CustomerChange | Held | Ack:
    """What is to be sent of a customer: all of a new one, else the fields that changed."""
    known = remote.remote_id(unit, link.name, "customer", entry.record_id)
    changed = entry.payload.get("fields", ())
    if known is not None and not changed:
        return Ack(known)
    found = customer.get(unit, entry.record_id)
    if found is None:
        return Held("gone", "This customer is not here any more.")
    if known is not None:
        texts = {"name": found.name, "phone": found.phone, "email": found.email}
        return CustomerChange(
            known, {name: text for name, text in texts.items() if name in changed}
        )
    limit = customer.credit_limit(unit, entry.record_id)
    return CustomerPush(found.name, found.phone, found.email, found.address, limit)


def same_person(link: Link, entry: Entry) -> Ack | None:
    """The customer that the server has with the very same phone number, if it is just one.

    Raises Transient same_phone while that may be another one of ours, whose answer was lost.
    """
    with link.store.read() as unit:
        ours = customer.get(unit, entry.record_id)
        place = setting.load_shop(unit).seller.country
        if ours is None or not phone_key(ours.phone, place):
            return None
        if remote.remote_id(unit, link.name, "customer", entry.record_id) is not None:
            return None
        others = [each for each in with_phone(unit, ours.phone, place) if each != ours.id]
        if any(is_in_doubt(unit, link, each, before=entry.id) for each in others):
            raise Transient("same_phone", "Another customer with this phone number is on its way.")
    same = _there_with_phone(link, ours.phone, place)
    if len(same) != 1:
        return None
    with link.store.read() as unit:
        taken = remote.local_id(unit, link.name, "customer", same[0].id)
    if taken is not None:
        return None
    return Ack(same[0].id, message=f"Joined with “{same[0].name}”, who has the same phone number.")


def with_phone(unit: Unit, phone: str, place: str) -> list[int]:
    """Our customers with this very phone number, however it is written."""
    key = phone_key(phone, place)
    found = customer.search(unit, phone, MOST) if key else []
    return [each.id for each in found if each.id and phone_key(each.phone, place) == key]


def is_in_doubt(unit: Unit, link: Link, ours: int, *, before: int | None = None) -> bool:
    """Whether the server may have this customer of ours without our knowing it.

    Where keys are honoured one whose answer was lost is sent again; it matters if that is `before`
    this outbox entry.
    """
    entry = outbox.of(unit, link.name, "customer", ours)
    if entry is None or entry.state in {SENDING, UNKNOWN, RECONCILING}:
        return entry is not None
    is_before = before is None or entry.id < before
    return entry.state == READY and entry.attempts > 0 and is_before


def booked(link: Link, entry: Entry) -> list[RemoteCustomer] | None:
    """Those at the server that may be this customer of ours; None when nobody could tell.

    One with the same phone may be it though it belongs to another one of ours.
    """
    with link.store.read() as unit:
        ours = customer.get(unit, entry.record_id)
        place = setting.load_shop(unit).seller.country
    if ours is None:
        return None
    if phone_key(ours.phone, place):
        return _there_with_phone(link, ours.phone, place)
    found = [each for each in _found(link, ours.name) if fold(each.name) == fold(ours.name)]
    with link.store.read() as unit:
        taken = remote.local_ids_of(unit, link.name, "customer", [each.id for each in found])
    return [each for each in found if each.id not in taken]


def _there_with_phone(link: Link, phone: str, place: str) -> list[RemoteCustomer]:
    """Those with this phone, however it is written: its last digits are the same everywhere."""
    key = phone_key(phone, place)
    found = {each.id: each for text in (phone, key[-LAST:]) for each in _found(link, text)}
    return [each for each in found.values() if phone_key(each.phone, place) == key]


def _found(link: Link, text: str) -> list[RemoteCustomer]:
    return [each for page in link.connector.customers(text) for each in page]
