"""The receipt as a neutral document: what it says, in which order, in both languages.

PDF, picture, plain text and printer bytes are made from these blocks, so they can't differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.domain.cart import CartLine, LineTotal
from app.domain.catalog import PIECE
from app.domain.country import Bilingual, Country, country
from app.domain.discount import Discount
from app.domain.money import Money
from app.domain.number import decimals, plain
from app.domain.payment import Method
from app.domain.sale import Sale
from app.domain.shop import Shop
from app.domain.tax import TaxCategory, TaxRate

MINUS = "\N{MINUS SIGN}"

UNITS = {
    "kg": Bilingual("كغ", "kg"),
    "g": Bilingual("غ", "g"),
    "litre": Bilingual("لتر", "l"),
    "ml": Bilingual("مل", "ml"),
    "metre": Bilingual("متر", "m"),
    "cup": Bilingual("كوب", "cup"),
    "hour": Bilingual("ساعة", "h"),
}

METHODS = {
    Method.CASH: Bilingual("نقدًا", "Cash"),
    Method.CARD: Bilingual("بطاقة", "Card"),
    Method.BANK: Bilingual("تحويل بنكي", "Bank transfer"),
}

RATES = {
    TaxCategory.EXEMPT: Bilingual("معفاة", "Exempt"),
    TaxCategory.OUT_OF_SCOPE: Bilingual("خارج النطاق", "Out of scope"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The shop's name, centred and large."""

    text: Bilingual


@dataclass(frozen=True, slots=True)
class Note:
    """Centred small text."""

    text: Bilingual
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """What kind of document this is, in a frame."""

    text: Bilingual


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value."""

    label: Bilingual
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sale. Amounts are text, ready to be shown.

    `amount` is price × quantity; net, tax and gross are after all discounts.
    """

    name: Bilingual
    quantity: str
    unit: Bilingual
    unit_price: str
    amount: str
    discount: Field | None
    rate: Bilingual
    net: str
    tax: str
    gross: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """The sum that counts, shown large."""

    label: Bilingual
    currency: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """A small table with a bilingual head."""

    head: tuple[Bilingual, ...]
    rows: tuple[tuple[Bilingual, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A dashed line across."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code with this text."""

    payload: str


@dataclass(frozen=True, slots=True)
class Code128:
    """A Code 128 barcode with its text beneath."""

    text: str


Block = Heading | Note | Title | Field | Item | Total | Table | Rule | Qr | Code128


@dataclass(frozen=True, slots=True)
class Receipt:
    """The whole document; `number` names its files."""

    number: str
    blocks: tuple[Block, ...]


def receipt(sale: Sale, shop: Shop, *, copy: bool = False) -> Receipt:
    """The document of a sale; `copy` marks every print after the first."""
    rules = country(sale.seller.country)
    blocks = (
        *_seller(sale, rules),
        *([Note(Bilingual("نسخة", "COPY"), strong=True)] if copy else []),
        Title(_title(sale, rules)),
        *_identity(sale),
        Rule(),
        *(_item(sale, row) for row in range(len(sale.cart.lines))),
        Rule(),
        *_sums(sale, rules),
        *_payments(sale),
        Rule(),
        *([Qr(sale.qr)] if sale.qr else []),
        *([Note(Bilingual(shop.footer_ar, shop.footer))] if shop.footer or shop.footer_ar else []),
        Note(Bilingual("شكرًا لزيارتكم", "Thank you"), strong=True),
        Code128(sale.number),
        Note(Bilingual("", sale.reference)),
    )
    return Receipt(sale.number, blocks)


def _title(sale: Sale, rules: Country) -> Bilingual:
    if not sale.seller.vat_number:
        return Bilingual("إيصال", "Receipt")
    customer = sale.cart.customer
    return rules.full_title if customer and customer.vat_number else rules.simplified_title


def _seller(sale: Sale, rules: Country) -> list[Block]:
    seller = sale.seller
    blocks: list[Block] = [Heading(Bilingual(seller.name_ar, seller.name))]
    if seller.address or seller.address_ar:
        blocks.append(Note(Bilingual(seller.address_ar, seller.address)))
    if seller.phone:
        blocks.append(Note(Bilingual("", seller.phone)))
    if seller.vat_number:
        blocks.append(Field(rules.vat_label, seller.vat_number))
    if seller.commercial_registration:
        label = Bilingual("السجل التجاري", "CR")
        blocks.append(Field(label, seller.commercial_registration))
    return blocks


def _identity(sale: Sale) -> list[Block]:
    local = sale.issued_at.astimezone(ZoneInfo(sale.time_zone))
    blocks: list[Block] = [
        Field(Bilingual("رقم الفاتورة", "Invoice"), sale.number),
        Field(Bilingual("تاريخ إصدار الفاتورة", "Issue date"), f"{local:%Y-%m-%d %H:%M:%S}"),
    ]
    if sale.cashier:
        blocks.append(Field(Bilingual("الكاشير", "Cashier"), sale.cashier))
    customer = sale.cart.customer
    if customer:
        blocks.append(Field(Bilingual("العميل", "Customer"), customer.name))
        if customer.address:
            blocks.append(Field(Bilingual("عنوان العميل", "Address"), customer.address))
        if customer.vat_number:
            label = Bilingual("الرقم الضريبي للعميل", "Customer VAT No.")
            blocks.append(Field(label, customer.vat_number))
    if sale.cart.notes:
        blocks.append(Field(Bilingual("ملاحظة", "Note"), sale.cart.notes))
    return blocks


def _item(sale: Sale, row: int) -> Item:
    line, amounts = sale.cart.lines[row], sale.totals.lines[row]
    return Item(
        name=Bilingual(line.name_ar, line.name),
        quantity=_quantity(line),
        unit=UNITS.get(line.unit, Bilingual("", "" if line.unit == PIECE else line.unit)),
        unit_price=_price(line, amounts.subtotal),
        amount=amount(amounts.subtotal),
        discount=_discount(line.discount, amounts),
        rate=rate_label(line.tax),
        net=amount(amounts.taxed.net),
        tax=amount(amounts.taxed.tax),
        gross=amount(amounts.taxed.gross),
        note=line.note,
    )


def _discount(discount: Discount | None, amounts: LineTotal) -> Field | None:
    if not amounts.discount:
        return None
    percent = f" {plain(discount.percent)}%" if discount and discount.percent is not None else ""
    label = Bilingual(f"خصم{percent}", f"Discount{percent}")
    return Field(label, amount(-amounts.discount))


def _sums(sale: Sale, rules: Country) -> list[Block]:
    totals, settlement = sale.totals, sale.settlement
    blocks: list[Block] = []
    if totals.discount:
        label = Bilingual("المجموع قبل الخصم", "Subtotal")
        blocks.append(Field(label, amount(totals.subtotal)))
        blocks.append(Field(Bilingual("الخصم", "Discount"), amount(-totals.discount)))
    taxed = bool(sale.seller.vat_number) or bool(totals.taxed.tax)
    if taxed:
        net = Bilingual("الإجمالي الخاضع للضريبة (غير شامل الضريبة)", "Taxable amount")
        name = rules.tax_name
        tax = Bilingual(f"إجمالي {name.ar}", f"{name.en} total")
        blocks.append(Field(net, amount(totals.taxed.net)))
        blocks.append(Field(tax, amount(totals.taxed.tax)))
        label = Bilingual("الإجمالي شامل الضريبة", f"Total incl. {name.en}")
    else:
        label = Bilingual("الإجمالي", "Total")
    blocks.append(Total(label, sale.cart.pricing.currency.code, amount(totals.taxed.gross)))
    if settlement.rounding_adjustment:
        rounding = Bilingual("تقريب النقد", "Cash rounding")
        blocks.append(Field(rounding, signed(settlement.rounding_adjustment)))
        due = Bilingual("المبلغ المستحق", "Amount due")
        blocks.append(Field(due, amount(settlement.payable), strong=True))
    if taxed:
        blocks.append(_tax_table(sale, rules))
    return blocks


def _tax_table(sale: Sale, rules: Country) -> Table:
    head = (
        Bilingual("النسبة", "Rate"),
        Bilingual("الخاضع", "Taxable"),
        Bilingual("الضريبة", rules.tax_name.en),
    )
    rows = tuple(
        (rate_label(tax.rate), _both(amount(tax.base)), _both(amount(tax.amount)))
        for tax in sale.totals.taxes
    )
    return Table(head, rows)


def _payments(sale: Sale) -> list[Block]:
    blocks: list[Block] = []
    for payment in sale.payments:
        label = METHODS[payment.method]
        if payment.reference:
            reference = f" ({payment.reference})"
            label = Bilingual(label.ar + reference, label.en + reference)
        blocks.append(Field(label, amount(payment.amount)))
    if sale.settlement.change:
        label = Bilingual("الباقي", "Change")
        blocks.append(Field(label, amount(sale.settlement.change), strong=True))
    return blocks


def rate_label(rate: TaxRate) -> Bilingual:
    """A tax rate as it is read: 15%, or the word for exempt."""
    return RATES.get(rate.category) or _both(f"{plain(rate.percent)}%")


def amount(value: Money) -> str:
    """Money as it is read: grouped, a real minus, no currency."""
    return f"{value.amount:,f}".replace("-", MINUS)


def signed(value: Money) -> str:
    """Money with its sign, for an adjustment."""
    return f"+{amount(value)}" if value.amount > 0 else amount(value)


def _price(line: CartLine, like: Money) -> str:
    digits = max(like.currency.digits, decimals(line.unit_price))
    return f"{line.unit_price:,.{digits}f}"


def _quantity(line: CartLine) -> str:
    # A weighed quantity always shows its three decimals, as the scale does.
    digits = decimals(line.quantity)
    if digits and line.unit == "kg":
        digits = max(digits, 3)
    return f"{line.quantity:,.{digits}f}"


def _both(text: str) -> Bilingual:
    return Bilingual(text, text)
