"""Carts that are kept: the open one survives a crash, a held one waits to be recalled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.cart import Cart, CartLine
from app.domain.errors import Refusal
from app.domain.money import Money
from app.domain.text import one_line
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import journal, kept_cart
from app.storage.kept_cart import KeptCart
from app.storage.store import Unit

MAX_NAME = 80
FIRST_LINES = 3


@dataclass(frozen=True, slots=True)
class HeldSale:
    """A held sale as the list shows it.

    `total` is None when it has none: the cart can't be read, or is in another currency.
    """

    id: int
    name: str
    register: str
    cashier: str
    at: datetime
    lines: int = 0
    total: Money | None = None
    customer: str = ""
    first_lines: tuple[CartLine, ...] = ()


def keep(unit: Unit, cart: Cart, counter: Counter) -> tuple[None, Changes]:
    """Store the cart as this register's open one; a cart with nothing in it removes it."""
    if cart == Cart(cart.pricing):
        kept_cart.drop_open(unit, counter.register.id)
    else:
        _put_open(unit, kept_cart.written(cart), counter)
    unit.commit()
    return None, Changes()


def open_cart(unit: Unit, counter: Counter) -> Cart | None:
    """The cart that was open at this register when the program ended, None when there is none.

    Raises Refusal bad_cart, other_currency; the till opens with an empty cart then.
    """
    text = kept_cart.open_text(unit, counter.register.id)
    return _read(text, counter) if text else None


def hold(unit: Unit, cart: Cart, name: str, counter: Counter) -> tuple[HeldSale, Changes]:
    """Put the cart aside under a name, which may be empty; the register has no open cart then.

    Raises Refusal empty_cart, too_long.
    """
    if not cart.lines:
        raise Refusal("empty_cart", "There is nothing in the cart.")
    name = one_line(name, "name", MAX_NAME)
    text, at = kept_cart.written(cart), counter.source.now()
    register, cashier = counter.register, counter.cashier
    kept_cart.drop_open(unit, register.id)
    held_id = kept_cart.put_held(unit, register.id, text, name=name, cashier=cashier, at=at)
    sale = _shown(KeptCart(held_id, name, register.code, cashier, at, text), counter)
    _note(unit, "sale_held", sale, counter)
    unit.commit()
    return sale, Changes(held=True)


def listing(unit: Unit, counter: Counter) -> list[HeldSale]:
    """The held sales of all registers, the newest first."""
    return [_shown(each, counter) for each in kept_cart.held(unit)]


def recall(unit: Unit, held_id: int, counter: Counter) -> tuple[Cart, Changes]:
    """Take a held sale from the list and make it this register's open cart.

    Raises Refusal not_held when another one was faster, cart_not_empty when the register's open
    cart has lines, bad_cart, other_currency.
    """
    kept = _held(unit, held_id)
    cart = _read(kept.text, counter)
    _refuse_loss(unit, counter)
    kept_cart.drop_held(unit, held_id)
    _put_open(unit, kept.text, counter)
    _note(unit, "held_sale_recalled", _shown(kept, counter), counter)
    unit.commit()
    return cart, Changes(held=True)


def drop(unit: Unit, held_id: int, counter: Counter) -> tuple[None, Changes]:
    """Throw a held sale away, even one that can't be read. Raises Refusal not_held."""
    kept = _held(unit, held_id)
    kept_cart.drop_held(unit, held_id)
    _note(unit, "held_sale_dropped", _shown(kept, counter), counter)
    unit.commit()
    return None, Changes(held=True)


def _put_open(unit: Unit, text: str, counter: Counter) -> None:
    at = counter.source.now()
    kept_cart.put_open(unit, counter.register.id, text, cashier=counter.cashier, at=at)


def _held(unit: Unit, held_id: int) -> KeptCart:
    kept = kept_cart.held_one(unit, held_id)
    if kept is None:
        raise Refusal("not_held", "This sale is not held any more.")
    return kept


def _read(text: str, counter: Counter) -> Cart:
    cart = kept_cart.read(text)
    if cart.pricing.currency != counter.currency:
        raise Refusal(
            "other_currency",
            f"This sale was kept in {cart.pricing.currency}, the shop sells in {counter.currency}.",
        )
    return cart


def _refuse_loss(unit: Unit, counter: Counter) -> None:
    try:
        cart = open_cart(unit, counter)
    except Refusal:
        return  # nobody could sell it: it is in nobody's way
    if cart and cart.lines:
        raise Refusal("cart_not_empty", "Finish or hold the sale at hand first.")


def _shown(kept: KeptCart, counter: Counter) -> HeldSale:
    shown = HeldSale(kept.id, kept.name, kept.register, kept.cashier, kept.at)
    try:
        cart = _read(kept.text, counter)
        total = cart.totals().taxed.gross
    except Refusal:
        return shown
    return replace(
        shown,
        lines=len(cart.lines),
        total=total,
        customer=cart.customer.name if cart.customer else "",
        first_lines=cart.lines[:FIRST_LINES],
    )


def _note(unit: Unit, event: str, sale: HeldSale, counter: Counter) -> None:
    figures: dict[str, object] = {
        "held_id": sale.id,
        "lines": sale.lines,
        "total": "" if sale.total is None else str(sale.total),
    }
    at = counter.source.now()
    journal.write(unit, event, sale.name, figures, actor=counter.cashier, at=at)
