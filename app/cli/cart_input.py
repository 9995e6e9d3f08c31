"""A cart as JSON: what `quote` and `sell` read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.cart import MAX_LINES, Cart, CartLine, Pricing, line_of, quantity, unit_price
from app.domain.catalog import PIECE, Found
from app.domain.country import country, vat_number
from app.domain.currency import Currency, currency
from app.domain.customer import Customer
from app.domain.discount import Discount, amount_off, percent_off
from app.domain.errors import Refusal
from app.domain.money import money
from app.domain.number import Rounding
from app.domain.payment import CashRounding, Method, Payment, cash_rounding
from app.domain.shop import Shop
from app.domain.tax import TaxRounding, tax_rate
from app.domain.text import digits
from app.services import customers
from app.services.counter import Counter
from app.storage.store import Unit

Find = Callable[[str], Found | None]
Choice = TypeVar("Choice", bound=StrEnum)

MAX_TEXT = 5_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CART = frozenset(
    {
        "prices_include_tax",
        "rounding",
        "currency",
        "lines",
        "discount",
        "cash_rounding",
        "payments",
        "customer",
        "notes",
        "register",
        "cashier",
    }
)
_LINE = frozenset(
    {
        "product",
        "name",
        "name_ar",
        "unit_price",
        "quantity",
        "tax_rate",
        "discount",
        "unit",
        "note",
    }
)
_DISCOUNT = frozenset({"percent", "amount"})
_PAYMENT = frozenset({"method", "amount", "reference"})
_CUSTOMER = frozenset({"id", "name", "phone", "email", "address", "vat_number"})
_ADDRESS = frozenset({"street", "city", "state", "zip", "country"})
_MOST_DIGITS = 18  # of an id, which the store holds
_CASH = frozenset({"step", "mode"})


@dataclass(frozen=True, slots=True)
class CartInput:
    """What a JSON document asks for."""

    cart: Cart
    payments: tuple[Payment, ...]
    cash_rounding: CashRounding | None


def document(source: str, what: str = "cart") -> Mapping[str, Any]:
    """The JSON object in the text; its numbers stay exact."""
    try:
        found = json.loads(source, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, ArithmeticError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Refusal("bad_json", f"This is not valid JSON{where}.") from error
    return _object(found, what)


def address(source: str) -> dict[str, str]:
    """The parts of an address in a JSON object, those that are told; none of no text."""
    found = document(source, "address") if source else {}
    _known(found, _ADDRESS, "address")
    return {name: text(found, name) for name in found}


def read(found: Mapping[str, Any], unit: Unit, counter: Counter) -> CartInput:
    """The cart, payments and cash rounding of a JSON object, by the shop's settings.

    Raises Refusal for everything that is missing, unknown or impossible.
    """
    _known(found, _CART, "cart")
    shop, find = counter.shop, counter.catalog(unit).find
    own = shop.pricing
    pricing = Pricing(
        currency=currency(_word(found, "currency")) if "currency" in found else own.currency,
        prices_include_tax=_flag(found, "prices_include_tax", own.prices_include_tax),
        rounding=_choice(found, "rounding", TaxRounding, "bad_rounding", own.rounding),
    )
    cart = Cart(
        pricing=pricing,
        lines=_lines(found, pricing, own, find),
        discount=_discount(found, pricing.currency),
        customer=_customer(found, unit, shop),
        notes=text(found, "notes"),
    )
    return CartInput(cart, _payments(found, pricing.currency), _cash_rounding(found, shop, pricing))


def _lines(
    found: Mapping[str, Any], pricing: Pricing, own: Pricing, find: Find
) -> tuple[CartLine, ...]:
    lines = _list(found, "lines")
    if not lines:
        raise Refusal("empty_cart", "There is nothing in the cart.")
    if len(lines) > MAX_LINES:
        raise Refusal("too_many_lines", f"A sale has at most {MAX_LINES} lines.")
    result = []
    for position, line in enumerate(lines, 1):
        try:
            result.append(_line(_object(line, "line"), pricing, own, find))
        except Refusal as refusal:
            raise Refusal(refusal.code, f"Line {position}: {refusal.message}") from refusal
    return tuple(result)


def _line(line: Mapping[str, Any], pricing: Pricing, own: Pricing, find: Find) -> CartLine:
    _known(line, _LINE, "line")
    count = quantity(_numeral(line.get("quantity", "1")))
    price = unit_price(_numeral(line["unit_price"])) if "unit_price" in line else None
    if line.get("product") is not None:
        base = _product_line(line, pricing, own, find)
        base = replace(base, quantity=quantity(base.quantity * count))
        if price is not None and price != base.unit_price:
            base = replace(base, unit_price=price, list_price=base.unit_price)
    else:
        name = text(line, "name") or text(line, "name_ar")
        if not name or price is None or "tax_rate" not in line:
            raise Refusal(
                "incomplete", "A line needs a product, or a name, a unit_price and a tax_rate."
            )
        base = CartLine(
            name=name,
            name_ar=text(line, "name_ar"),
            unit_price=price,
            tax=tax_rate(_numeral(line["tax_rate"])),
            quantity=count,
            unit=text(line, "unit") or PIECE,
        )
    if line.get("product") is not None and "tax_rate" in line:
        base = replace(base, tax=tax_rate(_numeral(line["tax_rate"])))
    return replace(base, discount=_discount(line, pricing.currency), note=text(line, "note"))


def _product_line(line: Mapping[str, Any], pricing: Pricing, own: Pricing, find: Find) -> CartLine:
    code = line["product"]
    if isinstance(code, bool) or not isinstance(code, str | int):
        raise Refusal("bad_product", "A product is named by its id, barcode or SKU.")
    found = find(str(code).strip())
    if found is None:
        raise Refusal("unknown_product", f"No product has code {str(code)[:80]}.")
    if not found.product.active:
        raise Refusal("inactive_product", f"{found.product.name} is not sold any more.")
    if pricing.currency != own.currency and "unit_price" not in line:
        raise Refusal(
            "other_currency",
            f"{found.product.name} has a price in {own.currency}, not in {pricing.currency}.",
        )
    return line_of(found)


def _payments(found: Mapping[str, Any], cart_currency: Currency) -> tuple[Payment, ...]:
    result = []
    for each in _list(found, "payments"):
        payment = _object(each, "payment")
        _known(payment, _PAYMENT, "payment")
        method = _choice(payment, "method", Method, "bad_method")
        amount = money(_numeral(payment.get("amount")), cart_currency, "payment")
        result.append(Payment(method, amount, text(payment, "reference")))
    return tuple(result)


def _discount(found: Mapping[str, Any], cart_currency: Currency) -> Discount | None:
    if found.get("discount") is None:
        return None
    discount = _object(found["discount"], "discount")
    _known(discount, _DISCOUNT, "discount")
    if len(discount) != 1:
        raise Refusal("bad_discount", "A discount is either a percent or an amount.")
    if "percent" in discount:
        return percent_off(_numeral(discount["percent"]))
    return amount_off(_numeral(discount["amount"]), cart_currency)


def _cash_rounding(found: Mapping[str, Any], shop: Shop, pricing: Pricing) -> CashRounding | None:
    if "cash_rounding" not in found:
        return shop.cash_rounding if pricing.currency == shop.pricing.currency else None
    wanted = found["cash_rounding"]
    if wanted is None:
        return None
    rule = wanted if isinstance(wanted, Mapping) else {"step": wanted}
    _known(rule, _CASH, "cash_rounding")
    mode = _choice(rule, "mode", Rounding, "bad_cash_rounding", Rounding.HALF_UP)
    return cash_rounding(_numeral(rule.get("step")), pricing.currency, mode)


def _customer(found: Mapping[str, Any], unit: Unit, shop: Shop) -> Customer | None:
    customer = found.get("customer")
    if customer is None:
        return None
    fields = {"name": customer} if isinstance(customer, str) else _object(customer, "customer")
    _known(fields, _CUSTOMER, "customer")
    if "id" in fields:
        return _customer_of_ours(fields, unit)
    name = text(fields, "name")
    if not name:
        raise Refusal("incomplete", "A customer needs a name.")
    return Customer(
        id=None,
        name=name,
        phone=text(fields, "phone"),
        email=text(fields, "email"),
        address=text(fields, "address"),
        vat_number=vat_number(text(fields, "vat_number"), country(shop.seller.country)),
    )


def _customer_of_ours(fields: Mapping[str, Any], unit: Unit) -> Customer:
    number = digits(str(fields["id"]))
    if len(fields) > 1 or isinstance(fields["id"], bool) or not number.isdecimal():
        raise Refusal("bad_customer", "A customer is told by an id alone, or by a name.")
    known = customers.get(unit, int(number)) if len(number) <= _MOST_DIGITS else None
    if known is None:
        raise Refusal("unknown_customer", f"There is no customer {number[:80]}.")
    return known


def _choice(
    found: Mapping[str, Any], name: str, kind: type[Choice], code: str, default: str = ""
) -> Choice:
    wanted = found.get(name, default)
    if not isinstance(wanted, str) or wanted not in set(kind):
        raise Refusal(code, f"The {name} is one of {', '.join(kind)}, not “{str(wanted)[:40]}”.")
    return kind(wanted)


def _known(found: Mapping[str, Any], names: Iterable[str], what: str) -> None:
    # A misspelt “discuont” must not be passed over in silence.
    unknown = sorted(found.keys() - set(names))
    if unknown:
        raise Refusal("unknown_field", f"A {what} has no field “{unknown[0][:40]}”.")


def _flag(found: Mapping[str, Any], name: str, default: bool) -> bool:
    wanted = found.get(name, default)
    if not isinstance(wanted, bool):
        raise Refusal("bad_flag", f"{name} is true or false.")
    return wanted


def _list(found: Mapping[str, Any], name: str) -> Sequence[Any]:
    wanted = found.get(name) or []
    if not isinstance(wanted, list):
        raise Refusal("bad_json", f"{name} is a list.")
    return wanted


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Refusal("bad_json", f"A {what} is a JSON object.")
    return value


def _word(found: Mapping[str, Any], name: str) -> str:
    value = found[name]
    if not isinstance(value, str):
        raise Refusal("bad_json", f"{name} is a text.")
    return value


def text(found: Mapping[str, Any], name: str) -> str:
    """The text of this name in a JSON object on one line, empty when there is none."""
    value = found.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal("bad_json", f"{name} is a text.")
    if len(value) > MAX_TEXT:
        raise Refusal("too_long", f"{name} has more than {MAX_TEXT} characters.")
    # A lone surrogate is no text that could be stored; a control character could steer a printer.
    return " ".join(_CONTROL.sub(" ", value).encode(errors="ignore").decode().split())


def _numeral(value: Any) -> Any:
    return digits(value) if isinstance(value, str) else value


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
