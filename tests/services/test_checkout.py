"""Checkout: a paid cart becomes a sale, whole, or is refused without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.cart import Cart, CartLine, line_of
from app.domain.catalog import ProductBarcode, ProductDraft
from app.domain.errors import Refusal
from app.domain.money import money
from app.domain.payment import CashRounding, Method, Payment, Status
from app.domain.reference import is_reference
from app.domain.sale import Sale
from app.domain.tax import tax_rate
from app.services import checkout, invoices
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import catalog, stock
from app.storage.store import Store, Unit
from tests.shop import (
    BREAD,
    DATES,
    LATTE,
    NOON,
    TEA,
    cart_of,
    cash,
    counter_of,
    exactly,
    findings,
    tally,
)

EVERYTHING = (
    "invoice",
    "invoice_line",
    "invoice_tax",
    "payment",
    "stock_move",
    "outbox",
    "journal",
)


def counts(store: Store) -> dict[str, int]:
    return {name: tally(store, f"SELECT count(*) FROM {name}") for name in EVERYTHING}


def paid_cart(unit: Unit, *codes: str) -> tuple[Cart, Counter, Payment]:
    counter = counter_of(unit)
    cart = cart_of(unit, counter, *codes)
    return cart, counter, exactly(cart.totals().taxed.gross)


def complete(
    store: Store, cart: Cart, payments: Sequence[Payment], **options: CashRounding
) -> tuple[Sale, Changes]:
    with store.write() as unit:
        return checkout.complete(unit, cart, payments, counter_of(unit), **options)


def carts(store: Store, *codes: str) -> Cart:
    with store.read() as unit:
        return cart_of(unit, counter_of(unit), *codes)


def pay(store: Store, amount: str) -> Payment:
    with store.read() as unit:
        return cash(amount, counter_of(unit).shop)


def test_a_sale_is_on_disk_when_it_returns(store: Store) -> None:
    cart = carts(store, DATES, BREAD)
    sale, _ = complete(store, cart, [pay(store, "50")])
    assert sale.number == "A1-000001"
    assert is_reference(sale.reference)
    assert sale.reference.startswith("POS:A1-000001:")
    assert sale.issued_at == NOON
    assert sale.cashier == "Sara"
    assert str(sale.totals.taxed.gross) == "28.00"
    assert str(sale.settlement.change) == "22.00"
    assert sale.qr
    with store.read() as unit:
        assert invoices.get(unit, sale.number) == sale
    assert findings(store) == []


def test_a_sale_tells_what_changed(store: Store) -> None:
    cart = carts(store, DATES, BREAD)
    sale, changes = complete(store, cart, [pay(store, "50")])
    ids = frozenset(line.product_id for line in cart.lines if line.product_id)
    assert changes == Changes(stock=ids, invoices=frozenset({sale.number}), outbox=True)


def test_a_sale_takes_its_goods_from_the_registers_warehouse(store: Store) -> None:
    with store.read() as unit:
        before = [stock.level(unit, 1, place) for place in (1, 2)]
    complete(store, carts(store, DATES, DATES, DATES), [pay(store, "500")])
    with store.read() as unit:
        assert [stock.level(unit, 1, place) for place in (1, 2)] == [before[0] - 3, before[1]]


def test_goods_of_which_no_stock_is_kept_do_not_move(store: Store) -> None:
    cart = carts(store, LATTE, TEA)
    assert not any(line.tracked for line in cart.lines)
    before = counts(store)["stock_move"]
    _, changes = complete(store, cart, [pay(store, "500")])
    assert changes.stock == frozenset()
    assert counts(store)["stock_move"] == before
    assert findings(store) == []


def test_a_line_without_a_product_sells_and_moves_nothing(store: Store) -> None:
    loose = CartLine("Loose dates", "تمر", Decimal("12.345"), tax_rate("15"), Decimal("0.755"))
    with store.read() as unit:
        cart = Cart(counter_of(unit).shop.pricing, (loose,))
    before = counts(store)["stock_move"]
    complete(store, cart, [pay(store, "500")])
    assert counts(store)["stock_move"] == before
    assert findings(store) == []


def test_a_carton_code_sells_its_twelve_pieces(store: Store) -> None:
    with store.write() as unit:
        water = ProductDraft(
            "WT-12",
            "Water",
            "ماء",
            Decimal("1.50"),
            tax_rate("15"),
            barcodes=(ProductBarcode("one"), ProductBarcode("box", "carton", Decimal(12))),
        )
        product_id = catalog.next_id(unit)
        catalog.insert(unit, [(product_id, water)], {})
        unit.commit()
    cart = carts(store, "box", "one")
    sale, _ = complete(store, cart, [pay(store, "19.50")])
    assert str(sale.totals.taxed.gross) == "19.50"
    with store.read() as unit:
        assert stock.level(unit, product_id, 1) == -13
    assert findings(store) == []


def test_one_sale_one_entry_in_journal_and_outbox(store: Store) -> None:
    before = counts(store)
    sale, _ = complete(store, carts(store, DATES), [pay(store, "50")])
    after = counts(store)
    assert {name: after[name] - before[name] for name in EVERYTHING} == dict.fromkeys(EVERYTHING, 1)
    with store.read() as unit:
        entry = unit.sql("SELECT actor, event, subject FROM journal ORDER BY 1 DESC").fetchone()
        (waits,) = unit.sql("SELECT kind, state, reference, number FROM outbox")
    assert entry == ("Sara", "sale_completed", sale.number)
    assert waits == ("invoice", "READY", sale.reference, sale.number)


def test_several_tenders_and_rounded_cash(store: Store) -> None:
    loose = CartLine("Nuts", "مكسرات", Decimal("10.03"), tax_rate("15"))
    with store.read() as unit:
        shop = counter_of(unit).shop
    sar = shop.pricing.currency
    card = Payment(Method.CARD, money("5.00", sar), "slip 12")
    nickel = CashRounding(Decimal("0.05"))
    sale, _ = complete(
        store,
        Cart(shop.pricing, (loose,)),
        [card, cash("10", shop)],
        cash_rounding=nickel,
    )
    assert str(sale.settlement.rounding_adjustment) == "0.02"
    assert str(sale.settlement.payable) == "10.05"
    assert str(sale.settlement.change) == "4.95"
    assert sale.settlement.status is Status.PAID
    with store.read() as unit:
        assert invoices.get(unit, sale.number) == sale
    assert findings(store) == []


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("POS:A1-000001:ABCDEFG", ""),
        ("deliver POS:A1-000009:0123456 today", "deliver today"),
        ("  two\n lines ", "two lines"),
        ("plain note", "plain note"),
    ],
)
def test_a_note_keeps_nothing_that_could_pass_for_a_reference(
    store: Store, note: str, kept: str
) -> None:
    cart = replace(carts(store, DATES), notes=note)
    sale, _ = complete(store, cart, [pay(store, "50")])
    assert sale.cart.notes == kept


CARD = "4111 1111 1111 1111"


def with_note(cart: Cart) -> Cart:
    return replace(cart, notes=f"paid by {CARD}")


def with_line_note(cart: Cart) -> Cart:
    return cart.with_line(0, replace(cart.lines[0], note=CARD))


def emptied(cart: Cart) -> Cart:
    return replace(cart, lines=())


@pytest.mark.parametrize(
    ("change", "amount", "code"),
    [
        (emptied, "50", "empty_cart"),
        (with_note, "50", "card_number"),
        (with_line_note, "50", "card_number"),
        (lambda cart: cart, "24.49", "underpaid"),
    ],
)
def test_what_is_refused_leaves_no_trace(
    store: Store, change: object, amount: str, code: str
) -> None:
    assert callable(change)
    cart = change(carts(store, DATES))
    before = counts(store)
    with pytest.raises(Refusal) as caught:
        complete(store, cart, [pay(store, amount)])
    assert caught.value.code == code
    assert counts(store) == before
    assert tally(store, "SELECT last_number FROM register") == 0


def test_a_card_that_pays_too_much_is_refused(store: Store) -> None:
    cart = carts(store, DATES)
    card = replace(pay(store, "24.51"), method=Method.CARD)
    with pytest.raises(Refusal) as caught:
        complete(store, cart, [card])
    assert caught.value.code == "overpaid"


def test_an_underpaid_sale_says_what_is_missing(store: Store) -> None:
    with pytest.raises(Refusal, match=r"20\.00 is not enough for 24\.50: 4\.50 is missing"):
        complete(store, carts(store, DATES), [pay(store, "20")])


def test_a_gift_without_price_is_sold_without_payment(store: Store) -> None:
    cart = carts(store, DATES)
    free = cart.with_line(0, replace(cart.lines[0], unit_price=Decimal(0)))
    sale, _ = complete(store, free, [])
    assert sale.settlement.status is Status.PAID
    assert findings(store) == []


def test_a_product_sold_below_zero_is_sold_all_the_same(store: Store) -> None:
    with store.read() as unit:
        level = stock.level(unit, 1, 1)
    cart = carts(store, DATES).with_quantity(0, level + 5)
    complete(store, cart, [exactly(cart.totals().taxed.gross)])
    with store.read() as unit:
        assert stock.level(unit, 1, 1) == -5
    assert findings(store) == []


def test_the_longest_cart_is_sold(store: Store) -> None:
    with store.read() as unit:
        counter = counter_of(unit)
        found = counter.catalog(unit).find(DATES)
        assert found
        line = line_of(found)
    lines = tuple(replace(line, note=str(row)) for row in range(500))
    cart = Cart(counter.shop.pricing, lines)
    complete(store, cart, [exactly(cart.totals().taxed.gross)])
    assert findings(store) == []
