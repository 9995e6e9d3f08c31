"""An online order as a cart, so that it can be paid at the counter: to the halala what is due."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.domain.cart import Cart, CartLine, Pricing
from app.domain.catalog import Product
from app.domain.customer import Customer
from app.domain.discount import spread
from app.domain.errors import Refusal
from app.domain.number import EXACT, SCALE, ZERO
from app.domain.order import Order, OrderLine
from app.domain.tax import TaxRate, TaxRounding

DELIVERY, DELIVERY_AR = "Delivery", "التوصيل"
_FINEST = Decimal(1).scaleb(-SCALE)


def cart_of(
    order: Order, products: Mapping[int, Product], *, standard: TaxRate, rounding: TaxRounding
) -> Cart:
    """The order's lines at what the customer pays for them, tax included.

    What the online shop adds to its lines or takes off them is spread over them by their amounts;
    delivery is a line of its own. Raises Refusal no_total, not_exact.
    """
    total = order.total
    if total is None or not order.lines:
        raise Refusal("no_total", "The online shop does not say what this order comes to.")
    currency = total.currency
    delivery = order.shipping.amount if order.shipping else ZERO
    goods = total.amount - delivery
    amounts = [_amount(line) for line in order.lines]
    if not sum(amounts, ZERO):
        amounts = [line.quantity for line in order.lines]
    shares = spread(goods, amounts, currency.step)
    lines = [
        _line(line, share, products.get(line.product_id or 0), standard)
        for line, share in zip(order.lines, shares, strict=True)
    ]
    if delivery:
        lines.append(CartLine(DELIVERY, DELIVERY_AR, delivery, standard))
    cart = Cart(
        Pricing(currency, prices_include_tax=True, rounding=rounding),
        tuple(lines),
        customer=_customer(order),
        notes=f"Order {order.number}",
    )
    if goods < ZERO or cart.totals().taxed.gross != total:
        raise Refusal("not_exact", f"The lines of this order do not come to {total}.")
    return cart


def _amount(line: OrderLine) -> Decimal:
    if line.total is not None:
        return line.total.amount
    return EXACT.multiply(line.price, line.quantity) if line.price is not None else ZERO


def _line(line: OrderLine, share: Decimal, product: Product | None, standard: TaxRate) -> CartLine:
    price = EXACT.divide(share, line.quantity).quantize(_FINEST)
    if product is None:
        return CartLine(line.name, "", price, standard, line.quantity)
    return CartLine(
        name=product.name,
        name_ar=product.name_ar,
        unit_price=price,
        tax=product.tax,
        quantity=line.quantity,
        unit=product.unit,
        product_id=product.id,
        sku=product.sku,
        barcode=product.barcode,
        tracked=product.tracked,
    )


def _customer(order: Order) -> Customer | None:
    buyer = order.buyer
    if not buyer.name:
        return None
    return Customer(None, buyer.name, buyer.phone, buyer.email, buyer.address)
