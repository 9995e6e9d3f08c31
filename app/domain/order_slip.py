"""The slip of an online order: to pick its goods by, and to go with them. It is no invoice.

It is made of the receipt's blocks, so that it is drawn, written and printed as one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.block import Amount, Code128, Field, Heading, Item, ItemHead, Qr, Title, Total
from app.domain.country import Bilingual, country
from app.domain.figure import amount
from app.domain.number import plain
from app.domain.order import Order, OrderLine, Paid
from app.domain.order_flow import Stage
from app.domain.receipt import Receipt
from app.domain.shop import Shop
from app.domain.text import is_rtl

TITLE = Bilingual("طلب إلكتروني", "Online order")
BLANK = "." * 20  # to be filled in by hand
# What Code 128 holds on paper of 58 mm in bars that are sure to be read.
MOST_IN_BARS = 11

# The names of our products by their ids, in English and in Arabic.
Names = Mapping[int, tuple[str, str]]


def order_slip(
    order: Order,
    shop: Shop,
    names: Names,
    *,
    online_shop: str,
    handed_over_at: datetime | None = None,
    copy: bool = False,
) -> Receipt:
    """The slip of an order, which was `handed_over_at` then or still waits for its customer."""
    number = order.number or order.remote_id or order.reference
    return Receipt(
        number=number,
        taxed=False,
        seller=(Heading(Bilingual(shop.seller.name_ar, shop.seller.name)),),
        title=Title(TITLE, _mark(order, copy=copy), number),
        identity=_identity(order, shop, online_shop),
        buyer=_buyer(order),
        head=ItemHead(Bilingual("الصنف", "Product"), Bilingual("الكمية", "Quantity")),
        items=tuple(_item(line, names) for line in order.lines),
        sums=_sums(order, shop),
        payments=_payments(order),
        foot=(*_code(number), *_handing_over(order, shop, handed_over_at)),
    )


def job_number(order_id: int) -> str:
    """What the print queue calls the slip of an order; no invoice is called so."""
    return f"order:{order_id}"


def order_of(number: str) -> int | None:
    """The order whose slip the print queue calls so; None when it is an invoice's number."""
    found = re.fullmatch(r"order:(\d+)", number, re.ASCII)
    return int(found[1]) if found else None


def _mark(order: Order, *, copy: bool) -> Bilingual | None:
    if order.stage is Stage.OFF:
        return Bilingual("ملغى", "CANCELLED")
    return Bilingual("نسخة", "COPY") if copy else None


def _identity(order: Order, shop: Shop, online_shop: str) -> tuple[Field, ...]:
    fields = (
        Field(Bilingual("المتجر الإلكتروني", "Online shop"), online_shop),
        Field(Bilingual("وقت الطلب", "Ordered"), _local(order.created_at, shop)),
        Field(Bilingual("رقم التتبع", "Tracking no."), order.tracking_number),
    )
    return _said(fields)


def _buyer(order: Order) -> tuple[Field, ...]:
    buyer = order.buyer
    fields = (
        Field(Bilingual("العميل", "Customer"), buyer.name),
        Field(Bilingual("هاتف", "Tel."), buyer.phone),
        Field(Bilingual("العنوان", "Address"), buyer.address),
        Field(Bilingual("ملاحظة", "Note"), order.notes),
    )
    return _said(fields)


def _said(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(each for each in fields if each.value.strip())


def _item(line: OrderLine, names: Names) -> Item:
    ours = None if line.product_id is None else names.get(line.product_id)
    name = Bilingual(ours[1], ours[0]) if ours else _alone(line.name)
    return Item(name, plain(line.quantity))


def _alone(text: str) -> Bilingual:
    """A text of one language that nobody has translated."""
    return Bilingual(text, "") if is_rtl(text) else Bilingual("", text)


def _sums(order: Order, shop: Shop) -> tuple[Amount | Total, ...]:
    blocks: list[Amount | Total] = []
    if order.shipping:
        blocks.append(Amount(Bilingual("التوصيل", "Delivery"), amount(order.shipping)))
    if order.tax:
        tax = country(shop.seller.country).tax_name
        blocks.append(Amount(tax, amount(order.tax)))
    if order.total is not None:
        label = Bilingual("الإجمالي", "Total")
        if _is_due(order):
            label = Bilingual("المطلوب", "To be paid")
        blocks.append(Total(label, order.total.currency.code, amount(order.total)))
    return tuple(blocks)


def _payments(order: Order) -> tuple[Amount, ...]:
    """How it is paid; what is still due is its total already, where that is known."""
    if order.sale_number:
        label = Bilingual("مدفوع هنا: فاتورة", "Paid here: invoice")
        return (Amount(label, order.sale_number, strong=True),)
    total = "" if order.total is None else amount(order.total)
    if order.payment is Paid.PAID:
        label = Bilingual("مدفوع عبر الإنترنت", "Paid online")
        return (Amount(label, total, strong=True),)
    if order.payment is Paid.UNKNOWN:
        return (Amount(Bilingual("الدفع غير معروف", "Paid? Not known"), "", strong=True),)
    if _is_due(order) and not total:
        return (Amount(Bilingual("المطلوب", "To be paid"), "", strong=True),)
    return ()


def _is_due(order: Order) -> bool:
    return order.payment is Paid.DUE and not order.sale_number and order.stage is not Stage.OFF


def _handing_over(order: Order, shop: Shop, at: datetime | None) -> tuple[Field, ...]:
    if order.stage is Stage.OFF:
        return ()
    return (
        Field(Bilingual("وقت التسليم", "Picked up at"), BLANK if at is None else _local(at, shop)),
        Field(Bilingual("المستلم", "Picked up by"), BLANK),
    )


def _code(number: str) -> tuple[Code128 | Qr, ...]:
    """The number for a scanner: in bars where they hold it, else as a QR code."""
    if not number:
        return ()
    has_bars = len(number) <= MOST_IN_BARS and number.isascii() and number.isprintable()
    return (Code128(number) if has_bars else Qr(number),)


def _local(at: datetime, shop: Shop) -> str:
    return f"{at.astimezone(ZoneInfo(shop.time_zone)):%Y-%m-%d %H:%M}"
