"""Slips of online orders for the tests of documents, made of domain objects alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from app.domain.currency import currency
from app.domain.money import Money, money
from app.domain.order import Buyer, Order, OrderLine, Paid
from app.domain.order_flow import Stage
from app.domain.order_slip import order_slip
from app.domain.receipt import Receipt
from tests.documents.samples import SAUDI, UNTAXED

ORDERED_AT = datetime(2025, 11, 20, 11, 6, 58, tzinfo=UTC)
PICKED_UP_AT = datetime(2025, 11, 20, 15, 30, tzinfo=UTC)
NAMES = {
    1: ("Sukkari Dates 500 g", "تمر سكري 500 غ"),
    2: ("Spanish Latte", "لاتيه إسباني"),
    3: ("Karak Tea", "شاي كرك"),
}


def sar(text: str) -> Money:
    """So many riyals."""
    return money(text, currency("SAR"))


PAID = Order(
    id=17,
    backend="salon",
    kind="apexloge",
    remote_id="order-17",
    number="O-2296",
    status="paid",
    stage=Stage.NEW,
    payment=Paid.PAID,
    lines=(
        OrderLine("dates", Decimal(2), 1, "p-1", Decimal("24.50"), sar("49.00")),
        OrderLine("latte", Decimal(1), 2, "p-2", Decimal("19.00"), sar("19.00")),
    ),
    total=sar("68.00"),
    tax=None,
    shipping=None,
    buyer=Buyer("لمى الدوسري", "055 000 1203"),
    notes="تغليف هدية من فضلكم، والاتصال قبل الوصول بـ 10 دقائق",
    tracking_number="",
    reference="",
    created_at=ORDERED_AT,
    changed_at=ORDERED_AT,
)
DUE = replace(
    PAID,
    backend="web",
    kind="salloq",
    number="SQ-7741",
    status="processing",
    stage=Stage.READY,
    payment=Paid.DUE,
    lines=(
        OrderLine("tea", Decimal(12), 3, "7", Decimal("6.00"), sar("72.00")),
        OrderLine("Dallah Coffee Pot, brushed steel, one litre", Decimal(1)),
        OrderLine("فناجين قهوة، ستة", Decimal("1.5")),
    ),
    total=sar("1234.50"),
    tax=sar("13.20"),
    shipping=sar("10.00"),
    buyer=Buyer(
        "Yousef Al-Amri", "+966 56 000 7710", "yousef@example.com", "Olaya Street 12, Riyadh 12244"
    ),
    notes="Please ring twice, the bell is broken.",
)
COLLECTED = replace(
    DUE,
    status="delivered",
    stage=Stage.DONE,
    payment=Paid.PAID,
    changed_at=PICKED_UP_AT,
    sale_number="A1-000012",
)
UNKNOWN = replace(
    PAID,
    number="00c1f2aa-5b1d-4c11-9be2-7f0a52d9c1e4",
    payment=Paid.UNKNOWN,
    total=None,
    tracking_number="JT000123456789SA",
    buyer=Buyer(),
    notes="",
)

UNPRICED = replace(DUE, total=None, tax=None, shipping=None)

SLIPS: dict[str, Receipt] = {
    "paid": order_slip(PAID, SAUDI, NAMES, online_shop="Apexloge"),
    "due": order_slip(DUE, SAUDI, NAMES, online_shop="Salloq · web"),
    "collected": order_slip(
        COLLECTED, SAUDI, NAMES, online_shop="Salloq · web", handed_over_at=PICKED_UP_AT
    ),
    "unknown": order_slip(UNKNOWN, UNTAXED, {}, online_shop="متجر النخيل", copy=True),
    "unpriced": order_slip(UNPRICED, SAUDI, NAMES, online_shop="Salloq"),
    "cancelled": order_slip(
        replace(PAID, stage=Stage.OFF, status="cancelled"), SAUDI, NAMES, online_shop="Apexloge"
    ),
}
