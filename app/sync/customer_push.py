"""Customers made at the till, as a back end takes them: never a second time for one phone."""

from __future__ import annotations

from app.domain.phone import phone_key
from app.domain.text import fold
from app.storage import customer, remote, setting
from app.storage.outbox import Entry
from app.storage.store import Unit
from app.sync.contract import Ack, CustomerChange, CustomerPush, RemoteCustomer
from app.sync.link import Link
from app.sync.outcome import Held

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
    """The customer that the server has with the very same phone number, if it is just one."""
    with link.store.read() as unit:
        ours = customer.get(unit, entry.record_id)
        place = setting.load_shop(unit).seller.country
        if ours is None or not phone_key(ours.phone, place):
            return None
        if remote.remote_id(unit, link.name, "customer", entry.record_id) is not None:
            return None
    same = _with_phone(link, ours.phone, place)
    if len(same) != 1:
        return None
    with link.store.read() as unit:
        taken = remote.local_id(unit, link.name, "customer", same[0].id)
    if taken is not None:
        return None
    return Ack(same[0].id, message=f"Joined with “{same[0].name}”, who has the same phone number.")


def booked(link: Link, entry: Entry) -> list[RemoteCustomer] | None:
    """Those at the server that may be this customer of ours; None when nobody could tell."""
    with link.store.read() as unit:
        ours = customer.get(unit, entry.record_id)
        place = setting.load_shop(unit).seller.country
    if ours is None:
        return None
    if phone_key(ours.phone, place):
        return _with_phone(link, ours.phone, place)
    found = _found(link, ours.name)
    return [each for each in found if fold(each.name) == fold(ours.name)]


def _with_phone(link: Link, phone: str, place: str) -> list[RemoteCustomer]:
    """Those with this phone, however it is written: its last digits are the same everywhere."""
    key = phone_key(phone, place)
    found = {each.id: each for text in (phone, key[-LAST:]) for each in _found(link, text)}
    return [each for each in found.values() if phone_key(each.phone, place) == key]


def _found(link: Link, text: str) -> list[RemoteCustomer]:
    return [each for page in link.connector.customers(text) for each in page]
