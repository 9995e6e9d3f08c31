"""A shop with a back end, and entries of its outbox in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import TypeVar

from app.domain.backend import Backend, BackendSettings
from app.domain.customer import Customer
from app.domain.sale import Sale
from app.domain.stock import Reason
from app.services import backends, checkout, customers, stock
from app.services.backends import Known
from app.services.counter import Counter
from app.services.stock import Adjustment
from app.storage import backend as storage
from app.storage import outbox, register, remote, review
from app.storage import stock as ledger
from app.storage.baseline import keep
from app.storage.store import Store, Unit
from app.ui.sync.address_field import EXAMPLE
from tests.shop import BREAD, DATES, LATTE, NOON, TEA, cart_of, counter_of, exactly
from tests.ui.syncing import KINDS, Keys

T = TypeVar("T")

NAME, ONLINE, BUSINESS = "main", "online", "Palm Grove Market"
SAID = "Customer 57 not found"
SOON, EARLIER = NOON + timedelta(minutes=7), NOON - timedelta(minutes=42)
PERSON = Customer(None, "Sara Mahmoud", "+966 55 000 0077")
OTHERS = KINDS[1:]
_SETTINGS = BackendSettings()


def connect(
    store: Store, name: str = NAME, kind: str = "apex_pos", settings: BackendSettings = _SETTINGS
) -> None:
    """Give the shop a back end."""
    url = next(each.default_url for each in KINDS if each.kind == kind) or EXAMPLE
    wanted = Backend(0, name, kind, url, "file", settings)
    add = partial(backends.add, backend=wanted, key="apx_1", secrets=lambda _: Keys())
    _do(store, lambda unit, counter: add(unit, counter=counter))
    with store.write() as unit:
        storage.bind(unit, name, BUSINESS)
        unit.commit()
    stand(store, name)


def connect_sandbox(store: Store) -> None:
    """Give the shop books that are a sandbox, and an online shop beside them."""
    connect(store, NAME, "stacknex", BackendSettings(location_id="loc_abc123"))
    connect(store, ONLINE, "apexloge", BackendSettings(role="shop", buffer=Decimal(2)))
    no = Known("no", "the document names no call for it")
    missed = ("create_invoice", "lookup_by_ref", "pull_customers", "create_customer")
    with store.write() as unit:
        sandbox = {"sandbox": Known("yes", "the key begins with nxp_test_"), "membership": no}
        storage.learn(unit, NAME, sandbox, at=NOON)
        storage.learn(unit, ONLINE, dict.fromkeys(missed, no), at=NOON)
        unit.commit()


def stand(store: Store, name: str = NAME, **state: object) -> None:
    """Let a back end stand so; well, if nothing is said."""
    usual = {"paused": False, "problem": "", "message": "", "failures": 0, "next_try_at": None}
    usual |= {"served_at": NOON - timedelta(minutes=1), "tokens": None, "tokens_at": None}
    usual["reading"] = None
    with store.write() as unit:
        storage.note(unit, name, **{**usual, **state})
        unit.commit()


def fill(store: Store) -> None:
    """Let there be entries in every state, and a thing to look at."""
    all_sent(store)
    sold = [sell(store, *codes) for codes in ((DATES,), (BREAD,), (TEA, DATES), (TEA,), (LATTE,))]
    person = _do(store, lambda unit, counter: customers.add(unit, PERSON, counter)[0].id)
    _do(store, _adjust)
    refused, lost, sent, blocked, other = (each.number for each in sold)
    _mark(store, refused, "REJECTED", verdict="http_404", message=SAID, attempts=1)
    since = {"attempts": 1, "unknown_since": EARLIER}
    _mark(store, lost, "UNKNOWN", verdict="no_answer", not_before=SOON, **since)
    _mark(store, sent, "SENDING", attempts=1)
    mismatch = "The server's total is 18.50, ours is 19.00."
    _mark(store, other, "CONFLICT", verdict="total_mismatch", message=mismatch, remote_id="1084")
    with store.write() as unit:
        waits = outbox.of(unit, NAME, "customer", person or 0)
        assert waits is not None
        nobody = "Nobody can tell whether the server has it."
        values = {"verdict": "unknown_outcome", "message": nobody, **since}
        outbox.mark(unit, waits.id, "MANAGER", at=EARLIER, **values)
        row = unit.raw("SELECT id FROM outbox WHERE number = ?", (blocked,)).fetchone()
        outbox.mark(unit, row[0], "BLOCKED", at=EARLIER, verdict="waits", waits_for=waits.id)
        _look_at(unit)
        _doubt(unit)
        unit.commit()


def all_sent(store: Store) -> None:
    """Let everything be sent, and nothing be looked at."""
    with store.write() as unit:
        for (entry_id,) in unit.raw("SELECT id FROM outbox WHERE state <> 'ACKED'").fetchall():
            outbox.mark(unit, entry_id, "ACKED", at=EARLIER, verdict="", remote_id=str(entry_id))
        unit.raw("UPDATE review SET done_at = at")
        unit.commit()


def sell(store: Store, *codes: str) -> Sale:
    """Sell these for exact cash."""

    def work(unit: Unit, counter: Counter) -> Sale:
        cart = cart_of(unit, counter, *codes)
        return checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)[0]

    return _do(store, work)


def _adjust(unit: Unit, counter: Counter) -> None:
    found = counter.catalog(unit).find(DATES)
    assert found is not None
    place = stock.warehouses(unit)[0]
    stock.adjust(unit, Adjustment(found.product, place, Decimal(24), Reason.RECEIVED), counter)


def _look_at(unit: Unit) -> None:
    told = "“Rose Water” has the barcode 628, which another product has too."
    review.add(unit, NAME, "barcode_taken", subject="product 12", message=told, at=EARLIER)


def _doubt(unit: Unit) -> None:
    """The server's figure of what was lost was read while that was in doubt."""
    place = register.register(unit).warehouse_id
    product = unit.raw("SELECT product_id FROM barcode WHERE code = ?", (BREAD,)).fetchone()[0]
    remote.link(unit, NAME, "product", product, "2")
    level = ledger.level(unit, product, place)
    keep(unit, NAME, [((product, place), level)], at=EARLIER, exact=False)


def _mark(store: Store, number: str, state: str, **values: object) -> None:
    with store.write() as unit:
        row = unit.raw("SELECT id FROM outbox WHERE number = ?", (number,)).fetchone()
        outbox.mark(unit, row[0], state, at=EARLIER, **values)
        unit.commit()


def _do(store: Store, act: Callable[[Unit, Counter], T]) -> T:
    with store.write() as unit:
        return act(unit, counter_of(unit, at=EARLIER))
