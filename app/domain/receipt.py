"""The receipt as a neutral document: what it says, in which order, in both languages.

PDF, picture, plain text and printer bytes are made from its blocks, so they can't differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.domain.block import (
    Amount,
    Block,
    Code128,
    Field,
    Heading,
    Item,
    ItemHead,
    Note,
    Qr,
    Reference,
    Rule,
    Table,
    Title,
    Total,
)
from app.domain.cart import CartLine, LineTotal
from app.domain.catalog import PIECE
from app.domain.country import Bilingual, Country, country
from app.domain.discount import Discount
from app.domain.figure import UNITS, amount, signed
from app.domain.money import Money
from app.domain.number import decimals, plain
from app.domain.payment import Method
from app.domain.sale import Sale
from app.domain.shop import Shop
from app.domain.tax import TaxCategory, TaxRate

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
class Receipt:
    """The whole document in its parts; `number` names its files.

    `taxed` says whether its lines bear tax. `head` belongs to an invoice that shows its items as
    a table.
    """

    number: str
    taxed: bool
    seller: tuple[Heading | Note | Field, ...]
    title: Title
    identity: tuple[Field, ...]
    buyer: tuple[Field, ...]
    head: ItemHead
    items: tuple[Item, ...]
    sums: tuple[Amount | Total | Table, ...]
    payments: tuple[Amount, ...]
    foot: tuple[Qr | Field | Note | Code128 | Reference, ...]

    @property
    def seller_name(self) -> str:
        """Who issued it, in English where the shop has an English name."""
        names = next(block.text for block in self.seller if isinstance(block, Heading))
        return names.en or names.ar

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All that it says, from top to bottom."""
        head = (*self.seller, self.title, *self.identity, *self.buyer)
        found: tuple[Block, ...] = head
        for part in (self.items, (*self.sums, *self.payments), self.foot):
            found += (Rule(), *part) if part else ()
        return found


def receipt(sale: Sale, shop: Shop, *, copy: bool = False) -> Receipt:
    """The document of a sale; `copy` marks every print after the first."""
    rules = country(sale.seller.country)
    taxed = bool(sale.seller.vat_number) or bool(sale.totals.taxed.tax)
    return Receipt(
        number=sale.number,
        taxed=taxed,
        seller=_seller(sale, shop, rules),
        title=Title(_title(sale, rules), Bilingual("نسخة", "COPY") if copy else None),
        identity=_identity(sale, shop),
        buyer=_buyer(sale, rules),
        head=_head(sale, rules),
        items=tuple(_item(sale, shop, row) for row in range(len(sale.cart.lines))),
        sums=_sums(sale, rules, taxed=taxed),
        payments=_payments(sale),
        foot=_foot(sale, shop),
    )


def _title(sale: Sale, rules: Country) -> Bilingual:
    if not sale.seller.vat_number:
        return Bilingual("إيصال", "Receipt")
    customer = sale.cart.customer
    return rules.full_title if customer and customer.vat_number else rules.simplified_title


def _seller(sale: Sale, shop: Shop, rules: Country) -> tuple[Heading | Note | Field, ...]:
    seller = sale.seller
    blocks: list[Heading | Note | Field] = [Heading(Bilingual(seller.name_ar, seller.name))]
    if seller.address or seller.address_ar:
        blocks.append(Note(Bilingual(seller.address_ar, seller.address)))
    if seller.phone:
        blocks.append(Field(Bilingual("هاتف", "Tel."), seller.phone))
    if seller.vat_number:
        blocks.append(Field(rules.vat_label, seller.vat_number))
    if seller.commercial_registration:
        label = Bilingual("السجل التجاري", "CR")
        blocks.append(Field(label, seller.commercial_registration))
    if shop.header or shop.header_ar:
        blocks.append(Note(Bilingual(shop.header_ar, shop.header)))
    return tuple(blocks)


def _identity(sale: Sale, shop: Shop) -> tuple[Field, ...]:
    local = sale.issued_at.astimezone(ZoneInfo(sale.time_zone))
    fields = [
        Field(Bilingual("رقم الفاتورة", "Invoice"), sale.number),
        Field(Bilingual("تاريخ الإصدار", "Issue date"), f"{local:%Y-%m-%d %H:%M:%S}"),
    ]
    if sale.cashier and shop.show_cashier:
        fields.append(Field(Bilingual("الكاشير", "Cashier"), sale.cashier))
    if sale.cart.notes:
        fields.append(Field(Bilingual("ملاحظة", "Note"), sale.cart.notes))
    return tuple(fields)


def _buyer(sale: Sale, rules: Country) -> tuple[Field, ...]:
    customer = sale.cart.customer
    if customer is None:
        return ()
    fields = [Field(Bilingual("العميل", "Customer"), customer.name)]
    if customer.address:
        fields.append(Field(Bilingual("عنوان العميل", "Address"), customer.address))
    if customer.vat_number:
        own = rules.vat_label
        label = Bilingual(f"{own.ar} للعميل", f"Customer {own.en}")
        fields.append(Field(label, customer.vat_number))
    return tuple(fields)


def _head(sale: Sale, rules: Country) -> ItemHead:
    # Arabic and English as on the sample invoices of ZATCA (SDK 3.3.3, PDF-A3).
    tax = rules.tax_name
    included = sale.cart.pricing.prices_include_tax and bool(sale.totals.taxed.tax)
    price = Bilingual("سعر الوحدة", "Unit price")
    if included:
        price = Bilingual(f"{price.ar} شامل الضريبة", f"{price.en} incl. {tax.en}")
    return ItemHead(
        name=Bilingual("وصف السلعة أو الخدمة", "Product or service"),
        quantity=Bilingual("الكمية", "Quantity"),
        unit_price=price,
        reduction=Bilingual("الخصم", "Discount"),
        net=Bilingual("المبلغ الخاضع للضريبة", "Taxable amount"),
        rate=Bilingual("نسبة الضريبة", f"{tax.en} rate"),
        tax=Bilingual("مبلغ الضريبة", f"{tax.en} amount"),
        gross=Bilingual("الإجمالي شامل الضريبة", f"Total incl. {tax.en}")
        if sale.totals.taxed.tax
        else Bilingual("الإجمالي", "Total"),
    )


def _item(sale: Sale, shop: Shop, row: int) -> Item:
    line, amounts = sale.cart.lines[row], sale.totals.lines[row]
    return Item(
        name=Bilingual(line.name_ar, line.name),
        quantity=_quantity(line),
        unit=UNITS.get(line.unit, _both("" if line.unit == PIECE else line.unit)),
        unit_price=_price(line, amounts.subtotal),
        amount=amount(amounts.subtotal),
        discount=_discount(line.discount, amounts),
        reduction=amount(-amounts.all_discounts) if amounts.all_discounts else "",
        net=amount(amounts.taxed.net),
        rate=rate_label(line.tax),
        tax=amount(amounts.taxed.tax),
        gross=amount(amounts.taxed.gross),
        note=line.note,
        code=(line.barcode or line.sku) if shop.show_codes else "",
    )


def _discount(discount: Discount | None, amounts: LineTotal) -> Amount | None:
    if not amounts.discount:
        return None
    percent = f" {plain(discount.percent)}%" if discount and discount.percent is not None else ""
    return Amount(Bilingual("خصم", f"Discount{percent}"), amount(-amounts.discount))


def _sums(sale: Sale, rules: Country, *, taxed: bool) -> tuple[Amount | Total | Table, ...]:
    totals, settlement = sale.totals, sale.settlement
    blocks: list[Amount | Total | Table] = []
    if totals.discount:
        label = Bilingual("المجموع قبل الخصم", "Subtotal")
        blocks.append(Amount(label, amount(totals.subtotal)))
        blocks.append(Amount(Bilingual("الخصم", "Discount"), amount(-totals.discount)))
    label = Bilingual("الإجمالي", "Total")
    if taxed:
        name = rules.tax_name
        net = Bilingual("الإجمالي الخاضع للضريبة", "Taxable amount")
        tax = Bilingual(f"إجمالي {name.ar}", f"{name.en} total")
        blocks.append(Amount(net, amount(totals.taxed.net)))
        blocks.append(Amount(tax, amount(totals.taxed.tax)))
        label = Bilingual("الإجمالي شامل الضريبة", f"Total incl. {name.en}")
    blocks.append(Total(label, sale.cart.pricing.currency.code, amount(totals.taxed.gross)))
    if settlement.rounding_adjustment:
        rounding = Bilingual("تقريب النقد", "Cash rounding")
        blocks.append(Amount(rounding, signed(settlement.rounding_adjustment)))
        due = Bilingual("المبلغ المستحق", "Amount due")
        blocks.append(Amount(due, amount(settlement.payable), strong=True))
    if taxed:
        blocks.append(_tax_table(sale, rules))
    return tuple(blocks)


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


def _payments(sale: Sale) -> tuple[Amount, ...]:
    amounts: list[Amount] = []
    for payment in sale.payments:
        label = METHODS[payment.method]
        if payment.reference:
            label = Bilingual(label.ar, f"{label.en} ({payment.reference})")
        amounts.append(Amount(label, amount(payment.amount)))
    if sale.settlement.change:
        label = Bilingual("الباقي", "Change")
        amounts.append(Amount(label, amount(sale.settlement.change), strong=True))
    return tuple(amounts)


def _foot(sale: Sale, shop: Shop) -> tuple[Qr | Note | Code128 | Reference, ...]:
    blocks: list[Qr | Note | Code128 | Reference] = []
    if sale.qr:
        blocks.append(Qr(sale.qr))
    if shop.footer or shop.footer_ar:
        blocks.append(Note(Bilingual(shop.footer_ar, shop.footer)))
    blocks.append(Note(Bilingual("شكرًا لزيارتكم", "Thank you"), strong=True))
    blocks.append(Code128(sale.number))
    if sale.reference:
        blocks.append(Reference(sale.reference))
    return tuple(blocks)


def rate_label(rate: TaxRate) -> Bilingual:
    """A tax rate as it is read: 15%, or the word for exempt."""
    return RATES.get(rate.category) or _both(f"{plain(rate.percent)}%")


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
