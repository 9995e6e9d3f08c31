"""Online shops, and orders of theirs in every state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from app.domain import order_flow
from app.domain.currency import currency
from app.domain.discount import spread
from app.domain.money import Money
from app.domain.order import Buyer, OrderLine, Paid
from app.services import orders
from app.services.counter import Counter
from app.storage import backend as backends
from app.storage import order as storage
from app.storage import order_scan, outbox, review
from app.storage.backend import Known
from app.storage.order import Facts
from app.storage.store import Store, Unit
from app.storage.value import moment_text
from tests.pictures import linked
from tests.shop import NOON, counter_of

T = TypeVar("T")

SAR = currency("SAR")
CLICK, COURIER = "apexloge", "salloq"
SERVER_SAYS = "Order was cancelled by the customer"
REASONS_TOLD = ("Out of stock", "Call the shop, please")
PLACED = "POS:A1-000000:K7Q2M"
NO_ANSWER = "No answer came, and the order is still paid there."
FURTHER = "The order is picked_up there, and can't become ready_for_pickup."
NO_ORDER = "No answer came, and the online shop has no order like it."
STRANGE = "“Gift Box” is no product of this shop: no barcode, SKU or name fits."
NO_TOTAL = "Order SQ-12: Its total 12.345 is no amount in SAR."
ASKS = "Please ring twice, the bell is broken."


@dataclass(frozen=True, slots=True)
class Wish:
    """An order as a scene wants it: what was bought is a name and a quantity each."""

    number: str
    name: str
    phone: str
    total: str
    lines: tuple[tuple[str, str], ...]
    status: str = "paid"
    backend: str = CLICK
    minutes: int = 4
    changed: int | None = None
    payment: Paid = Paid.PAID
    is_seen: bool = True
    email: str = ""
    address: str = ""
    notes: str = ""
    shipping: str = "0"


BOARD = (
    Wish(
        "O-2296",
        "Lama Al-Dossari",
        "055 000 1203",
        "47",
        (("Spanish Latte", "2"), ("Za’atar Croissant", "1")),
        is_seen=False,
    ),
    Wish(
        "O-2295",
        "Hassan Omar",
        "050 000 8841",
        "194",
        (("Sidr Honey 500 g", "1"), ("Sukkari Dates 500 g", "2")),
        minutes=11,
        is_seen=False,
    ),
    Wish(
        "O-2293",
        "ريم صالح",
        "054 000 3317",
        "56",
        (("كنافة نابلسية", "4"),),
        minutes=38,
        is_seen=False,
    ),
    Wish(
        "SQ-7741",
        "Yousef Al-Amri",
        "056 000 7710",
        "74",
        (
            ("Arabic Coffee 250 g", "1"),
            ("Cardamom 50 g", "2"),
            ("Saffron 2 g", "1"),
            ("Rose Water 300 ml", "3"),
            ("Dallah Coffee Pot", "1"),
            ("Finjan Cups, six", "1"),
        ),
        status="processing",
        backend=COURIER,
        minutes=200,
        changed=70,
        payment=Paid.DUE,
        email="yousef@example.com",
        address="Olaya Street 12, Riyadh",
        notes=ASKS,
        shipping="10",
    ),
    Wish(
        "O-2288",
        "Mona Adel",
        "053 000 4412",
        "117",
        (("Dubai Chocolate 200 g", "3"),),
        status="ready_for_pickup",
        minutes=180,
        changed=115,
    ),
    Wish(
        "O-2285",
        "Ali Hamdan",
        "055 000 9021",
        "31",
        (("Spring Water 600 ml", "12"), ("Laban 1 L", "2")),
        status="picked_up",
        minutes=90,
        changed=73,
    ),
    Wish(
        "SQ-7730",
        "Huda Nasser",
        "050 000 1178",
        "15",
        (("Luqaimat 12 pcs", "1"),),
        status="shipped",
        backend=COURIER,
        minutes=260,
        changed=150,
    ),
    Wish(
        "O-2280",
        "Omar Fathi",
        "058 000 6004",
        "49",
        (("Olive Oil 750 ml", "1"),),
        status="cancelled",
        minutes=400,
        changed=182,
    ),
)


WALK_IN = Wish(
    *("", "Nada Saad", "050 111 2222", "88", (("Saffron 2 g", "1"),)),
    backend=COURIER,
    payment=Paid.DUE,
)


def open_shops(store: Store, *names: str) -> None:
    """Give the shop online shops, named after their systems, that were read a minute ago."""
    for name in names:
        linked.connect(store, name, name)
        with store.write() as unit:
            can = {"pull_orders": Known("yes", "tried")}
            backends.learn(unit, name, can, at=NOON)
            order_scan.note_read(unit, name, at=NOON - timedelta(minutes=1))
            unit.commit()


def put(store: Store, *wishes: Wish) -> list[int]:
    """Let these orders come in; their ids."""
    found = []
    with store.write() as unit:
        for each in wishes:
            facts, at = _facts(unit, each), NOON - timedelta(minutes=each.minutes)
            found.append(storage.insert(unit, each.backend, facts, at=at, is_seen=each.is_seen))
        unit.commit()
    return found


def fill(store: Store) -> None:
    """Two online shops in the middle of their day."""
    open_shops(store, CLICK, COURIER)
    put(store, *BOARD)


def begin_anew(store: Store) -> None:
    """Let the board be as it was, and nothing be on its way."""
    with store.write() as unit:
        for table in ("online_order_line", "online_order"):
            unit.raw(f"DELETE FROM {table}")
        unit.raw("DELETE FROM outbox WHERE kind IN ('order', 'placement', 'category')")
        unit.commit()
    put(store, *BOARD)


def id_of(store: Store, number: str) -> int:
    """The id of the order with this number."""
    with store.read() as unit:
        found = orders.find(unit, number)
    assert found is not None, number
    return found.id


def send(store: Store, number: str, status: str, reason: str = "") -> int:
    """Let a change of an order be on its way; the id of its entry."""
    order_id = id_of(store, number)

    def work(unit: Unit, counter: Counter) -> int:
        changed, _ = orders.change(unit, order_id, status, counter, reason=reason)
        assert changed.sending is not None
        return changed.sending.entry_id

    return do(store, work)


def place(store: Store, wish: Wish) -> int:
    """Let an order be placed from here; the id of its entry."""
    with store.write() as unit:
        facts = replace(_facts(unit, wish), remote_id="", number="", status="", reference=PLACED)
        order_id = storage.insert(unit, wish.backend, facts, at=NOON, is_seen=True)
        outgoing = outbox.Outgoing(storage.PLACEMENT, order_id, PLACED)
        entry_id = outbox.put(unit, outgoing, at=NOON, backend=wish.backend)
        unit.commit()
    return entry_id


def trouble(store: Store) -> None:
    """Let there be changes of orders that wait for a manager, an order that may have been placed,
    a category on its way, and orders that can't be taken as they are."""
    lost = {"verdict": "unknown_outcome", "attempts": 1, "unknown_since": NOON}
    refund = send(store, "O-2293", "cancelled", "Out of stock")
    mark(store, refund, "MANAGER", message=NO_ANSWER, **lost)
    further = send(store, "O-2295", "ready_for_pickup")
    mark(store, further, "REJECTED", verdict="no_step", message=FURTHER)
    send(store, "O-2296", "ready_for_pickup")
    mark(store, place(store, WALK_IN), "MANAGER", message=NO_ORDER, **lost)
    with store.write() as unit:
        kept = unit.raw("SELECT id FROM category ORDER BY id LIMIT 1").fetchone()
        outbox.put(unit, outbox.Outgoing("category", kept[0]), at=NOON, backend=CLICK)
        review.add(unit, CLICK, "not_linked", subject="product 31", message=STRANGE, at=NOON)
        review.add(unit, COURIER, "bad_order", subject="order 12", message=NO_TOTAL, at=NOON)
        unit.commit()


def refuse(store: Store, entry_id: int, said: str = SERVER_SAYS) -> None:
    """Let the online shop not take a change."""
    mark(store, entry_id, "REJECTED", verdict="http_409", message=said, attempts=1)


def take(store: Store, number: str, status: str) -> None:
    """Let the online shop say that an order has this status now."""
    order_id = id_of(store, number)
    with store.write() as unit:
        for (entry_id,) in unit.raw(
            "SELECT id FROM outbox WHERE kind = 'order' AND record_id = ?", (order_id,)
        ).fetchall():
            outbox.mark(unit, entry_id, "ACKED", at=NOON)
        kind = orders.get(unit, order_id).kind
        unit.raw(
            "UPDATE online_order SET status = ?, stage = ?, changed_at = ? WHERE id = ?",
            (status, str(order_flow.stage(kind, status)), moment_text(NOON), order_id),
        )
        unit.commit()


def mark(store: Store, entry_id: int, state: str, **values: object) -> None:
    """Bring an entry of the outbox into a state."""
    with store.write() as unit:
        outbox.mark(unit, entry_id, state, at=NOON, **values)
        unit.commit()


def do(store: Store, act: Callable[[Unit, Counter], T]) -> T:
    """Do something at the counter."""
    with store.write() as unit:
        return act(unit, counter_of(unit))


def _facts(unit: Unit, wish: Wish) -> Facts:
    kind = backends.get(unit, wish.backend).kind
    total, shipping = Decimal(wish.total), Decimal(wish.shipping)
    created = NOON - timedelta(minutes=wish.minutes)
    changed = created if wish.changed is None else NOON - timedelta(minutes=wish.changed)
    return Facts(
        remote_id=f"r-{wish.number}",
        number=wish.number,
        status=wish.status,
        stage=order_flow.stage(kind, wish.status),
        payment=wish.payment,
        currency="SAR",
        lines=_lines(wish.lines, total - shipping),
        total=total,
        tax=None,
        shipping=shipping or None,
        buyer=Buyer(wish.name, wish.phone, wish.email, wish.address),
        notes=wish.notes,
        tracking_number="",
        reference="",
        created_at=created,
        changed_at=changed,
    )


def _lines(wanted: Sequence[tuple[str, str]], total: Decimal) -> tuple[OrderLine, ...]:
    """Lines that come to the total."""
    shares = spread(total, [Decimal(1)] * len(wanted), SAR.step)
    return tuple(
        OrderLine(name, Decimal(quantity), total=Money(share, SAR))
        for (name, quantity), share in zip(wanted, shares, strict=True)
    )
