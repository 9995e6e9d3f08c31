"""Carts that outlive the program: the open one of each register, and those that were held."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.domain.cart import MAX_LINES, Cart, CartLine, Pricing, quantity, unit_price
from app.domain.currency import Currency, currency
from app.domain.customer import Customer
from app.domain.discount import Discount, amount_off, percent_off
from app.domain.errors import Refusal
from app.domain.number import exact
from app.domain.tax import TaxCategory, TaxRate, TaxRounding
from app.storage.store import Unit
from app.storage.value import moment_text


@dataclass(frozen=True, slots=True)
class KeptCart:
    """A held cart as it is stored; `text` may have been written by another program."""

    id: int
    name: str
    register: str
    cashier: str
    at: datetime
    text: str


_INSERT = (
    "INSERT INTO kept_cart (register_id, state, name, cart, cashier, at) VALUES (?, ?, ?, ?, ?, ?)"
)
_HELD = (
    "SELECT k.id, k.name, r.code, k.cashier, k.at, k.cart FROM kept_cart k "
    "JOIN register r ON r.id = k.register_id WHERE k.state = 'held'"
)


def open_text(unit: Unit, register_id: int) -> str:
    """The register's open cart as it is stored, empty when there is none."""
    row = unit.raw(
        "SELECT cart FROM kept_cart WHERE register_id = ? AND state = 'open'", (register_id,)
    ).fetchone()
    return row[0] if row else ""


def put_open(unit: Unit, register_id: int, text: str, *, cashier: str, at: datetime) -> None:
    """Store the register's open cart, instead of the one before."""
    unit.raw(
        f"{_INSERT} ON CONFLICT (register_id) WHERE state = 'open' DO UPDATE SET "
        "cart = excluded.cart, cashier = excluded.cashier, at = excluded.at",
        (register_id, "open", "", text, cashier, moment_text(at)),
    )


def drop_open(unit: Unit, register_id: int) -> None:
    """Forget the register's open cart, if there is one."""
    unit.raw("DELETE FROM kept_cart WHERE register_id = ? AND state = 'open'", (register_id,))


def put_held(
    unit: Unit, register_id: int, text: str, *, name: str, cashier: str, at: datetime
) -> int:
    """Store a held cart; its id, which no other one ever gets."""
    row = (register_id, "held", name, text, cashier, moment_text(at))
    return int(unit.raw(_INSERT, row).lastrowid)


def held(unit: Unit) -> list[KeptCart]:
    """All held carts, the newest first."""
    return [_kept(row) for row in unit.raw(f"{_HELD} ORDER BY k.id DESC")]


def held_one(unit: Unit, held_id: int) -> KeptCart | None:
    """The held cart with this id."""
    row = unit.raw(f"{_HELD} AND k.id = ?", (held_id,)).fetchone()
    return _kept(row) if row else None


def drop_held(unit: Unit, held_id: int) -> None:
    """Take a held cart away."""
    unit.raw("DELETE FROM kept_cart WHERE id = ? AND state = 'held'", (held_id,))


def _kept(row: Any) -> KeptCart:
    held_id, name, register, cashier, at, text = row
    return KeptCart(held_id, name, register, cashier, datetime.fromisoformat(at), text)


def written(cart: Cart) -> str:
    """The cart as text, exact: `read` gives the same cart."""
    pricing = cart.pricing
    values = {
        "currency": pricing.currency.code,
        "prices_include_tax": pricing.prices_include_tax,
        "rounding": pricing.rounding,
        "lines": [_line_values(line) for line in cart.lines],
        "discount": _discount_values(cart.discount),
        "customer": asdict(cart.customer) if cart.customer else None,
        "notes": cart.notes,
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Cart:
    """The cart that this text tells of; refuses what no cart can be."""
    try:
        return _cart(json.loads(text))
    except (LookupError, TypeError, ValueError, RecursionError, Refusal) as error:
        raise Refusal("bad_cart", "This kept sale can't be read.") from error


def _line_values(line: CartLine) -> dict[str, object]:
    return {
        "name": line.name,
        "name_ar": line.name_ar,
        "unit_price": _plain(line.unit_price),
        "tax": {"category": line.tax.category, "percent": _plain(line.tax.percent)},
        "quantity": _plain(line.quantity),
        "unit": line.unit,
        "discount": _discount_values(line.discount),
        "product_id": line.product_id,
        "sku": line.sku,
        "barcode": line.barcode,
        "tracked": line.tracked,
        "list_price": None if line.list_price is None else _plain(line.list_price),
        "note": line.note,
    }


def _discount_values(discount: Discount | None) -> dict[str, str] | None:
    if discount is None:
        return None
    if discount.percent is not None:
        return {"percent": _plain(discount.percent)}
    return {"amount": _plain(discount.amount or Decimal(0))}


def _plain(value: Decimal) -> str:
    return f"{value:f}"


def _cart(found: Any) -> Cart:
    unit = currency(_text(found, "currency"))
    lines = found["lines"]
    if len(lines) > MAX_LINES:
        raise ValueError("too many lines")
    return Cart(
        pricing=Pricing(unit, _flag(found, "prices_include_tax"), TaxRounding(found["rounding"])),
        lines=tuple(_line(line, unit) for line in lines),
        discount=_discount(found["discount"], unit),
        customer=_customer(found["customer"]),
        notes=_text(found, "notes"),
    )


def _line(line: Any, unit: Currency) -> CartLine:
    rate, list_price = line["tax"], line["list_price"]
    return CartLine(
        name=_text(line, "name"),
        name_ar=_text(line, "name_ar"),
        unit_price=unit_price(line["unit_price"]),
        tax=TaxRate(TaxCategory(rate["category"]), exact(rate["percent"], "tax rate")),
        quantity=quantity(line["quantity"]),
        unit=_text(line, "unit"),
        discount=_discount(line["discount"], unit),
        product_id=_id(line, "product_id"),
        sku=_text(line, "sku"),
        barcode=_text(line, "barcode"),
        tracked=_flag(line, "tracked"),
        list_price=None if list_price is None else unit_price(list_price),
        note=_text(line, "note"),
    )


def _discount(found: Any, unit: Currency) -> Discount | None:
    if found is None:
        return None
    if "percent" in found:
        return percent_off(found["percent"])
    return amount_off(found["amount"], unit)


def _customer(found: Any) -> Customer | None:
    if found is None:
        return None
    return Customer(
        id=_id(found, "id"),
        name=_text(found, "name"),
        phone=_text(found, "phone"),
        email=_text(found, "email"),
        address=_text(found, "address"),
        vat_number=_text(found, "vat_number"),
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value


def _flag(found: Mapping[str, Any], name: str) -> bool:
    value = found[name]
    if not isinstance(value, bool):
        raise TypeError(f"{name} is no flag")
    return value


def _id(found: Mapping[str, Any], name: str) -> int | None:
    value = found[name]
    if value is not None and type(value) is not int:
        raise TypeError(f"{name} is no id")
    return value
