"""The cart: lines with prices, quantities and discounts, and their exact totals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain.catalog import PIECE, Found
from app.domain.currency import Currency
from app.domain.customer import Customer
from app.domain.discount import Discount, spread
from app.domain.errors import Refusal
from app.domain.money import Money, rounded_money, total
from app.domain.number import EXACT, LIMIT, ZERO, exact, plain
from app.domain.tax import Taxed, TaxRate, TaxRounding, line_taxes
from app.domain.text import one_line

MAX_QUANTITY = Decimal(1_000_000)
MAX_LINES = 5_000
MAX_NOTE = 200


@dataclass(frozen=True, slots=True)
class Pricing:
    """How the shop prices: its currency, whether prices include tax, where tax is rounded."""

    currency: Currency
    prices_include_tax: bool
    rounding: TaxRounding


@dataclass(frozen=True, slots=True)
class CartLine:
    """Something to be sold. `unit_price` is per unit and may be finer than the currency."""

    name: str
    name_ar: str
    unit_price: Decimal
    tax: TaxRate
    quantity: Decimal = Decimal(1)
    unit: str = PIECE
    discount: Discount | None = None
    product_id: int | None = None
    sku: str = ""
    barcode: str = ""
    tracked: bool = False
    list_price: Decimal | None = None
    note: str = ""

    def joins(self, other: CartLine) -> bool:
        """Whether both lines are the same thing at the same terms, so that one line will do."""
        return (
            self.product_id is not None
            and self.product_id == other.product_id
            and (self.discount is None or self.discount.amount is None)
            and replace(self, quantity=other.quantity) == other
        )


@dataclass(frozen=True, slots=True)
class LineTotal:
    """A line's amounts. `subtotal` is price × quantity; `taxed` is what is left of it after both
    discounts; net, tax and gross add up."""

    subtotal: Money
    discount: Money
    document_discount: Money
    taxed: Taxed

    @property
    def amount(self) -> Money:
        """The line as the customer reads it: before any discount of the whole sale."""
        return self.subtotal - self.discount

    @property
    def all_discounts(self) -> Money:
        """The line's own discount and its share of the document's."""
        return self.discount + self.document_discount


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """Base and tax of one rate."""

    rate: TaxRate
    base: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """The document's amounts; line nets sum to the net, rate bases and taxes to net and tax."""

    lines: tuple[LineTotal, ...]
    taxes: tuple[TaxTotal, ...]
    taxed: Taxed
    subtotal: Money
    discount: Money
    document_discount: Money

    def __post_init__(self) -> None:
        currency = self.taxed.net.currency
        nets = total((line.taxed.net for line in self.lines), currency)
        taxes = total((tax.amount for tax in self.taxes), currency)
        bases = total((tax.base for tax in self.taxes), currency)
        if (nets, bases, taxes) != (self.taxed.net, self.taxed.net, self.taxed.tax):
            raise ValueError("the totals do not sum to their header")


@dataclass(frozen=True, slots=True)
class Cart:
    """An unfinished sale. Every change returns a new cart."""

    pricing: Pricing
    lines: tuple[CartLine, ...] = ()
    discount: Discount | None = None
    customer: Customer | None = None
    notes: str = ""

    def add(self, line: CartLine) -> Cart:
        """The cart with the line, joined to an equal line where there is one."""
        for index, other in enumerate(self.lines):
            if line.joins(other):
                return self.with_quantity(index, other.quantity + line.quantity)
        if len(self.lines) >= MAX_LINES:
            raise Refusal("too_many_lines", f"A sale has at most {MAX_LINES} lines.")
        return replace(self, lines=(*self.lines, line))

    def with_line(self, index: int, line: CartLine) -> Cart:
        """The cart with the line at `index` replaced."""
        lines = list(self.lines)
        lines[index] = line
        return replace(self, lines=tuple(lines))

    def with_quantity(self, index: int, value: object) -> Cart:
        """The cart with another quantity of one line."""
        return self.with_line(index, replace(self.lines[index], quantity=quantity(value)))

    def with_price(self, index: int, value: object) -> Cart:
        """The cart with another price per unit of one line; the list price is remembered."""
        line, price = self.lines[index], unit_price(value)
        listed = line.unit_price if line.list_price is None else line.list_price
        changed = replace(line, unit_price=price, list_price=None if price == listed else listed)
        return self.with_line(index, changed)

    def with_line_discount(self, index: int, discount: Discount | None) -> Cart:
        """The cart with another discount on one line; None takes it away."""
        return self.with_line(index, replace(self.lines[index], discount=discount))

    def with_note(self, index: int, note: str) -> Cart:
        """The cart with another note on one line."""
        text = one_line(note, "note", MAX_NOTE)
        return self.with_line(index, replace(self.lines[index], note=text))

    def with_discount(self, discount: Discount | None) -> Cart:
        """The cart with another discount on the whole sale; None takes it away."""
        return replace(self, discount=discount)

    def with_customer(self, customer: Customer | None) -> Cart:
        """The cart with another customer; None is whoever walks in."""
        return replace(self, customer=customer)

    def without_line(self, index: int) -> Cart:
        """The cart without the line at `index`."""
        lines = list(self.lines)
        del lines[index]
        return replace(self, lines=tuple(lines))

    def totals(self) -> Totals:
        """All amounts of the cart, exact."""
        return totals(self)


def quantity(value: object) -> Decimal:
    """A quantity that can be sold: above zero, not absurd, at most six decimals."""
    result = exact(value, "quantity")
    if not ZERO < result < MAX_QUANTITY:
        raise Refusal(
            "bad_quantity",
            f"A quantity of {plain(result)} is not possible; it must be above 0 and below"
            f" {plain(MAX_QUANTITY)}.",
        )
    return result


def unit_price(value: object) -> Decimal:
    """A price per unit: not negative, at most six decimals."""
    result = exact(value, "unit price")
    if result < 0:
        raise Refusal("bad_price", f"A unit price of {plain(result)} is not possible.")
    return result


def line_of(found: Found) -> CartLine:
    """The cart line for a product that was found."""
    product = found.product
    return CartLine(
        name=product.name,
        name_ar=product.name_ar,
        unit_price=product.price.amount,
        tax=product.tax,
        quantity=found.quantity,
        unit=product.unit,
        product_id=product.id,
        sku=product.sku,
        barcode=product.barcode,
        tracked=product.tracked,
    )


def totals(cart: Cart) -> Totals:
    """All amounts of the cart: line discounts first, then the sale's discount, then tax."""
    currency = cart.pricing.currency
    step = currency.step
    subtotals: list[Money] = []
    discounts: list[Money] = []
    amounts: list[Decimal] = []
    for line in cart.lines:
        subtotal = rounded_money(EXACT.multiply(line.unit_price, line.quantity), currency)
        taken = line.discount.off(subtotal.amount, step) if line.discount else ZERO
        subtotals.append(subtotal)
        discounts.append(Money(taken, currency))
        amounts.append(subtotal.amount - taken)
    taken = cart.discount.off(sum(amounts, ZERO), step) if cart.discount else ZERO
    shares = _document_shares(cart, amounts, taken)
    finals = [amount - share for amount, share in zip(amounts, shares, strict=True)]
    taxed = _taxed_lines(cart, finals)
    lines = tuple(
        LineTotal(subtotal, discount, Money(share, currency), each)
        for subtotal, discount, share, each in zip(subtotals, discounts, shares, taxed, strict=True)
    )
    document_discount = Money(taken, currency)
    result = Totals(
        lines=lines,
        taxes=_tax_totals(cart, taxed),
        taxed=_sum(taxed, currency),
        subtotal=total(subtotals, currency),
        discount=total(discounts, currency) + document_discount,
        document_discount=document_discount,
    )
    if max(result.subtotal, result.taxed.gross).amount >= LIMIT:
        raise Refusal("too_large", "The total is too large.")
    return result


def _document_shares(cart: Cart, amounts: list[Decimal], taken: Decimal) -> list[Decimal]:
    # By rate, so that the same lines in another order come to the same tax.
    rows = sorted(range(len(amounts)), key=lambda row: _rate_order(cart.lines[row].tax))
    parts = spread(taken, [amounts[row] for row in rows], cart.pricing.currency.step)
    return [part for _, part in sorted(zip(rows, parts, strict=True))]


def _taxed_lines(cart: Cart, amounts: list[Decimal]) -> list[Taxed]:
    pricing = cart.pricing
    currency, included = pricing.currency, pricing.prices_include_tax
    taxes = line_taxes(
        amounts,
        [line.tax for line in cart.lines],
        currency.step,
        included=included,
        rounding=pricing.rounding,
    )
    taxed = []
    for amount, tax in zip(amounts, taxes, strict=True):
        net = amount - tax if included else amount
        taxed.append(Taxed(Money(net, currency), Money(tax, currency), Money(net + tax, currency)))
    return taxed


def _tax_totals(cart: Cart, taxed: list[Taxed]) -> tuple[TaxTotal, ...]:
    currency = cart.pricing.currency
    by_rate: dict[TaxRate, list[Taxed]] = {}
    for line, each in zip(cart.lines, taxed, strict=True):
        by_rate.setdefault(line.tax, []).append(each)
    rates = sorted(by_rate, key=_rate_order)
    sums = [(rate, _sum(by_rate[rate], currency)) for rate in rates]
    return tuple(TaxTotal(rate, each.net, each.tax) for rate, each in sums)


def _rate_order(rate: TaxRate) -> tuple[Decimal, str]:
    return -rate.percent, rate.category


def _sum(parts: list[Taxed], currency: Currency) -> Taxed:
    net = total((part.net for part in parts), currency)
    tax = total((part.tax for part in parts), currency)
    return Taxed(net, tax, net + tax)
