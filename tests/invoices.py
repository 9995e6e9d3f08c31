"""A shop with many invoices: real documents of every kind, without a checkout for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from app.domain.cart import Cart, line_of
from app.domain.catalog import Found, Product
from app.domain.customer import Customer
from app.domain.discount import percent_off
from app.domain.money import Money
from app.domain.number import Rounding, rounded
from app.domain.payment import Method, Payment, settle
from app.domain.reference import reference
from app.domain.sale import Sale, number
from app.domain.stock import Reason
from app.services.counter import Counter
from app.storage import journal, outbox, register, sale, stock
from app.storage.store import Store, Unit
from tests.shop import NOON, counter_of

KINDS = 240  # different sales, which come again and again
PRODUCTS = 200  # of the catalogue are sold

BUYERS = (
    "Um Khalid Al-Qahtani",
    "مطعم النور",
    "Faisal Al-Harbi",
    "أحمد الزهراني",
    "Dar Catering",
    "Sara Mahmoud",
    "مؤسسة الأفق للتجارة والتموين المحدودة",
)
NOTES = ("birthday cake", "يوصل بعد العصر", "no bag")
CASHIERS = ("Noura A.", "Majed S.", "هند")

# How a document is sent, by the last digit of its number.
STATES = ("READY", "UNKNOWN", "MANAGER", *["ACKED"] * 7)


def fill(store: Store, count: int, days: int, *, until: datetime = NOON) -> None:
    """Add `count` documents to the shop, spread evenly over the `days` that end at `until`."""
    step = timedelta(days=days) / count
    with store.write() as unit:
        counter = counter_of(unit)
        kinds = _kinds(unit, counter)
        for left in reversed(range(count)):
            _add(unit, counter, kinds[left % KINDS], until - step * left)
        for digit, state in enumerate(STATES):
            unit.raw(
                "UPDATE outbox SET state = ? WHERE kind = 'invoice' AND record_id % 10 = ?",
                (state, digit),
            )
        unit.commit()


def _add(unit: Unit, counter: Counter, kind: Sale, at: datetime) -> None:
    sequence = register.take_number(unit, counter.register.id)
    own_number = number(counter.register.code, sequence)
    made = replace(
        kind,
        uuid=str(UUID(int=sequence)),
        number=own_number,
        reference=reference(own_number, sequence * 7919),
        issued_at=at,
    )
    invoice_id = sale.insert(unit, made, register_id=counter.register.id, sequence=sequence)
    moves = [
        stock.NewMove(
            product_id=line.product_id or 0,
            warehouse_id=counter.register.warehouse_id,
            quantity=-line.quantity,
            reason=Reason.SALE,
            invoice_id=invoice_id,
        )
        for line in made.cart.lines
        if line.tracked
    ]
    stock.append(unit, moves, actor=made.cashier, at=at)
    outgoing = outbox.Outgoing("invoice", invoice_id, made.reference, own_number)
    outbox.put(unit, outgoing, at=at)
    data: dict[str, object] = {"total": str(made.totals.taxed.gross)}
    journal.write(unit, "sale_completed", own_number, data, actor=made.cashier, at=at)


def _kinds(unit: Unit, counter: Counter) -> list[Sale]:
    chance = Random(1)
    products = counter.catalog(unit).products(range(1, PRODUCTS + 1))
    return [_kind(products, counter, chance) for _ in range(KINDS)]


def _kind(products: Sequence[Product], counter: Counter, chance: Random) -> Sale:
    cart = Cart(
        pricing=counter.shop.pricing,
        discount=percent_off(10) if chance.random() < 0.1 else None,
        customer=Customer(None, chance.choice(BUYERS)) if chance.random() < 0.4 else None,
        notes=chance.choice(NOTES) if chance.random() < 0.1 else "",
    )
    for product in chance.sample(products, min(chance.randint(1, 5), len(products))):
        cart = cart.add(line_of(Found(product, Decimal(chance.randint(1, 4)))))
    totals = cart.totals()
    due = totals.taxed.gross
    payments = _payments(due, chance)
    return Sale(
        uuid="",
        number="",
        reference="",
        register=counter.register.code,
        cashier=chance.choice(CASHIERS),
        issued_at=NOON,
        time_zone=counter.shop.time_zone,
        seller=counter.shop.seller,
        cart=cart,
        totals=totals,
        payments=payments,
        settlement=settle(due, payments, counter.shop.cash_rounding),
    )


def _payments(due: Money, chance: Random) -> tuple[Payment, ...]:
    step = due.currency.step
    half = Money(rounded(due.amount / 2, step, Rounding.UP), due.currency)
    note = Money(rounded(due.amount, Decimal(50), Rounding.UP), due.currency)
    ways: dict[tuple[Payment, ...], int] = {
        (): 2,  # on account
        (Payment(Method.BANK, half),): 2 if half < due else 0,
        (Payment(Method.CASH, note),): 30,
        (Payment(Method.CASH, due),): 20,
        (Payment(Method.CARD, due, "slip 7"),): 40,
        (Payment(Method.CARD, half), Payment(Method.CASH, note)): 6,
    }
    return chance.choices(list(ways), list(ways.values()))[0]
