"""Kept carts: the open one survives, a held one goes to exactly one register."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.cart import Cart
from app.domain.currency import currency
from app.domain.customer import Customer
from app.domain.discount import Discount
from app.domain.errors import Refusal
from app.domain.money import money
from app.services import checkout, held_sales
from app.services.changes import Changes
from app.services.counter import Counter
from app.services.held_sales import HeldSale
from app.storage import register
from app.storage.store import Store, Unit
from tests.shop import BREAD, DATES, LATTE, NOON, TEA, cart_of, counter_of, exactly, findings, tally

KEPT = "SELECT count(*) FROM kept_cart"


def second(unit: Unit) -> Counter:
    """Another register's counter."""
    if tally_of(unit, "SELECT count(*) FROM register") == 1:
        register.add_register(unit, "B2", "Till 2", 1)
    return replace(counter_of(unit, cashier="Omar"), register=register.register(unit, "B2"))


def tally_of(unit: Unit, sql: str) -> int:
    return int(unit.raw(sql).fetchone()[0])


def kept(store: Store, *codes: str) -> Cart:
    """A cart with these products, kept open."""
    with store.write() as unit:
        counter = counter_of(unit)
        cart = cart_of(unit, counter, *codes)
        held_sales.keep(unit, cart, counter)
    return cart


def held(store: Store, *codes: str, name: str = "") -> HeldSale:
    """A held sale of these products."""
    with store.write() as unit:
        counter = counter_of(unit)
        sale, _ = held_sales.hold(unit, cart_of(unit, counter, *codes), name, counter)
    return sale


def open_now(store: Store) -> Cart | None:
    with store.read() as unit:
        return held_sales.open_cart(unit, counter_of(unit))


def listed(store: Store) -> list[HeldSale]:
    with store.read() as unit:
        return held_sales.listing(unit, counter_of(unit))


def events(store: Store) -> list[tuple[str, ...]]:
    with store.read() as unit:
        rows = unit.raw("SELECT event, subject, actor, data FROM journal ORDER BY sequence")
        return [tuple(row) for row in rows][1:]


def spoil(store: Store, text: str = "{}") -> None:
    with store.write() as unit:
        unit.raw("UPDATE kept_cart SET cart = ?", (text,))
        unit.commit()


def test_a_new_shop_has_no_open_cart(store: Store) -> None:
    assert open_now(store) is None
    assert listed(store) == []


def test_the_open_cart_is_the_one_kept_last(store: Store) -> None:
    kept(store, DATES)
    cart = kept(store, DATES, LATTE)
    assert open_now(store) == cart
    assert tally(store, KEPT) == 1


def test_keeping_changes_nothing_that_a_screen_shows(store: Store) -> None:
    with store.write() as unit:
        counter = counter_of(unit)
        answer = held_sales.keep(unit, cart_of(unit, counter, DATES), counter)
    assert answer == (None, Changes())
    assert events(store) == []


def test_a_cart_with_nothing_in_it_is_not_kept(store: Store) -> None:
    kept(store, DATES)
    kept(store)
    assert open_now(store) is None
    assert tally(store, KEPT) == 0


@pytest.mark.parametrize(
    "changes",
    [{"notes": "gift"}, {"customer": Customer(None, "Ali")}, {"discount": Discount(Decimal(5))}],
)
def test_a_cart_without_lines_is_kept_for_what_else_it_has(
    store: Store, changes: dict[str, object]
) -> None:
    with store.write() as unit:
        counter = counter_of(unit)
        cart = replace(Cart(counter.shop.pricing), **changes)  # type: ignore[arg-type]
        held_sales.keep(unit, cart, counter)
    assert open_now(store) == cart


def test_each_register_has_its_own_open_cart(store: Store) -> None:
    cart = kept(store, DATES)
    with store.write() as unit:
        other = second(unit)
        held_sales.keep(unit, cart_of(unit, other, TEA), other)
    assert open_now(store) == cart
    with store.write() as unit:
        found = held_sales.open_cart(unit, second(unit))
    assert found
    assert [line.barcode for line in found.lines] == [TEA]


def test_holding_puts_the_open_cart_aside(store: Store) -> None:
    cart = kept(store, DATES, LATTE)
    with store.write() as unit:
        counter = counter_of(unit)
        sale, changes = held_sales.hold(unit, cart, "  Abu\nAli ", counter)
    assert changes == Changes(held=True)
    assert open_now(store) is None
    assert listed(store) == [sale]
    assert (sale.name, sale.register, sale.cashier, sale.at) == ("Abu Ali", "A1", "Sara", NOON)
    event, subject, actor, data = events(store)[-1]
    assert (event, subject, actor) == ("sale_held", "Abu Ali", "Sara")
    assert '"lines":2' in data
    assert findings(store) == []


def test_the_list_shows_what_a_held_sale_is(store: Store) -> None:
    with store.write() as unit:
        counter = counter_of(unit)
        cart = cart_of(unit, counter, DATES, LATTE, TEA, BREAD)
        cart = replace(cart, customer=Customer(None, "Oasis Trading"))
        held_sales.hold(unit, cart, "", counter)
    (sale,) = listed(store)
    assert (sale.name, sale.lines, sale.customer) == ("", 4, "Oasis Trading")
    assert sale.total == cart.totals().taxed.gross
    assert sale.first_lines == cart.lines[:3]


def test_the_newest_held_sale_of_any_register_comes_first(store: Store) -> None:
    held(store, DATES, name="first")
    with store.write() as unit:
        other = second(unit)
        held_sales.hold(unit, cart_of(unit, other, TEA), "second", other)
    assert [(each.name, each.register) for each in listed(store)] == [
        ("second", "B2"),
        ("first", "A1"),
    ]


def test_an_empty_cart_is_not_held(store: Store) -> None:
    with store.write() as unit:
        counter = counter_of(unit)
        cart = Cart(counter.shop.pricing, notes="gift")
        with pytest.raises(Refusal) as caught:
            held_sales.hold(unit, cart, "", counter)
    assert caught.value.code == "empty_cart"


def test_a_name_that_is_too_long_leaves_the_cart_open(store: Store) -> None:
    cart = kept(store, DATES)
    with store.write() as unit, pytest.raises(Refusal) as caught:
        held_sales.hold(unit, cart, "x" * 81, counter_of(unit))
    assert caught.value.code == "too_long"
    assert open_now(store) == cart


def test_a_recalled_sale_is_the_open_cart_as_it_was(store: Store) -> None:
    cart = kept(store, DATES, LATTE)
    sale = held(store, DATES, LATTE, name="Abu Ali")
    with store.write() as unit:
        found, changes = held_sales.recall(unit, sale.id, counter_of(unit, cashier="Omar"))
    assert changes == Changes(held=True)
    assert found == cart == open_now(store)
    assert listed(store) == []
    assert events(store)[-1][:3] == ("held_sale_recalled", "Abu Ali", "Omar")


def test_any_register_may_recall_a_held_sale(store: Store) -> None:
    sale = held(store, DATES)
    with store.write() as unit:
        other = second(unit)
        found, _ = held_sales.recall(unit, sale.id, other)
    with store.write() as unit:
        assert held_sales.open_cart(unit, second(unit)) == found
    assert open_now(store) is None


def test_of_two_windows_only_the_first_gets_a_held_sale(store: Store) -> None:
    sale = held(store, DATES)
    with store.write() as unit:
        held_sales.recall(unit, sale.id, counter_of(unit))
    for deed in (held_sales.recall, held_sales.drop):
        with store.write() as unit, pytest.raises(Refusal) as caught:
            deed(unit, sale.id, second(unit))
        assert caught.value.code == "not_held"


def test_an_open_cart_is_not_recalled_by_its_id(store: Store) -> None:
    kept(store, DATES)
    open_id = tally(store, "SELECT id FROM kept_cart")
    with store.write() as unit, pytest.raises(Refusal) as caught:
        held_sales.drop(unit, open_id, counter_of(unit))
    assert caught.value.code == "not_held"
    assert open_now(store) is not None


def test_the_id_of_a_held_sale_never_comes_again(store: Store) -> None:
    gone = held(store, DATES)
    with store.write() as unit:
        held_sales.drop(unit, gone.id, counter_of(unit))
    assert held(store, TEA).id > gone.id


def test_recalling_never_overwrites_the_sale_at_hand(store: Store) -> None:
    sale = held(store, DATES)
    cart = kept(store, TEA)
    with store.write() as unit, pytest.raises(Refusal) as caught:
        held_sales.recall(unit, sale.id, counter_of(unit))
    assert caught.value.code == "cart_not_empty"
    assert open_now(store) == cart
    assert len(listed(store)) == 1


def test_dropping_leaves_a_trace_of_what_was_dropped(store: Store) -> None:
    sale = held(store, DATES, name="Abu Ali")
    with store.write() as unit:
        answer = held_sales.drop(unit, sale.id, counter_of(unit, cashier="Omar"))
    assert answer == (None, Changes(held=True))
    assert listed(store) == []
    event, subject, actor, data = events(store)[-1]
    assert (event, subject, actor) == ("held_sale_dropped", "Abu Ali", "Omar")
    assert f'"total":"{sale.total}"' in data
    assert findings(store) == []


def test_an_open_cart_that_can_not_be_read_is_refused_and_in_nobodys_way(store: Store) -> None:
    sale = held(store, DATES)
    kept(store, TEA)
    with store.write() as unit:
        unit.raw("UPDATE kept_cart SET cart = '{}' WHERE state = 'open'")
        unit.commit()
    with pytest.raises(Refusal) as caught:
        open_now(store)
    assert caught.value.code == "bad_cart"
    with store.write() as unit:
        cart, _ = held_sales.recall(unit, sale.id, counter_of(unit))
    assert open_now(store) == cart
    assert kept(store, LATTE) == open_now(store)


def test_a_held_sale_that_can_not_be_read_is_listed_and_can_be_dropped(store: Store) -> None:
    sale = held(store, DATES, name="Abu Ali")
    spoil(store)
    (shown,) = listed(store)
    assert (shown.name, shown.cashier, shown.lines, shown.total) == ("Abu Ali", "Sara", 0, None)
    with store.write() as unit, pytest.raises(Refusal) as caught:
        held_sales.recall(unit, sale.id, counter_of(unit))
    assert caught.value.code == "bad_cart"
    with store.write() as unit:
        held_sales.drop(unit, sale.id, counter_of(unit))
    assert listed(store) == []


def test_a_sale_kept_in_another_currency_is_refused(store: Store) -> None:
    sale = held(store, DATES)
    kept(store, TEA)
    with store.write() as unit:
        counter = counter_of(unit)
        dinars = replace(counter, shop=replace(counter.shop, currency="KWD"))
        assert held_sales.listing(unit, dinars)[0].total is None
        for deed in (
            lambda: held_sales.open_cart(unit, dinars),
            lambda: held_sales.recall(unit, sale.id, dinars),
        ):
            with pytest.raises(Refusal) as caught:
                deed()
            assert caught.value.code == "other_currency"
            assert "in SAR, the shop sells in KWD" in caught.value.message


def test_a_sale_takes_the_open_cart_with_it(store: Store) -> None:
    cart = kept(store, DATES)
    held(store, TEA)
    cart = kept(store, DATES)
    with store.write() as unit:
        other = second(unit)
        held_sales.keep(unit, cart, other)
    with store.write() as unit:
        counter = counter_of(unit)
        checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)
    assert open_now(store) is None
    assert len(listed(store)) == 1
    assert tally(store, f"{KEPT} WHERE state = 'open'") == 1


def test_a_sale_that_is_refused_leaves_the_open_cart(store: Store) -> None:
    cart = kept(store, DATES)
    penny = exactly(money("0.01", currency("SAR")))
    with store.write() as unit, pytest.raises(Refusal):
        checkout.complete(unit, cart, [penny], counter_of(unit))
    assert open_now(store) == cart
