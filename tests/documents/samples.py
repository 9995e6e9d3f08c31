"""Sales for the tests of documents, made of domain objects alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from app.domain.cart import Cart, CartLine
from app.domain.customer import Customer
from app.domain.discount import Discount
from app.domain.money import Money
from app.domain.payment import Method, Payment, settle
from app.domain.receipt import Receipt, receipt
from app.domain.sale import Sale
from app.domain.shop import Seller, Shop
from app.domain.tax import TaxRounding, tax_rate
from app.fiscal import zatca

SAUDI = Shop(
    seller=Seller(
        name="Palm Grove Market",
        name_ar="متجر النخيل",
        country="SA",
        vat_number="300000000000003",
        address="Al Yasmin, Riyadh 13322",
        address_ar="حي الياسمين، الرياض 13322",
        phone="011 000 0000",
    ),
    currency="SAR",
    time_zone="Asia/Riyadh",
    prices_include_tax=True,
    rounding=TaxRounding.DOCUMENT,
    cash_rounding_step=Decimal("0.05"),
    footer="Exchange within 7 days with this receipt",
    footer_ar="الاستبدال خلال 7 أيام مع الإيصال",
)
EMIRATES = Shop(
    seller=Seller(
        name="Corniche Grocery LLC",
        name_ar="بقالة الكورنيش ذ.م.م",
        country="AE",
        vat_number="100123456700003",
        address="Corniche Street, Abu Dhabi",
        address_ar="شارع الكورنيش، أبوظبي",
        phone="+971 2 000 0000",
    ),
    currency="AED",
    time_zone="Asia/Dubai",
    prices_include_tax=True,
    rounding=TaxRounding.LINE,
)
KUWAIT = Shop(
    seller=Seller(
        name="Dasman Traders",
        name_ar="شركة دسمان للتجارة",
        country="KW",
        vat_number="KW-554433",
        address="Salmiya, Block 4",
        address_ar="السالمية، قطعة 4",
        commercial_registration="123456",
    ),
    currency="KWD",
    time_zone="Asia/Kuwait",
    prices_include_tax=False,
    rounding=TaxRounding.DOCUMENT,
)
BAHRAIN = Shop(
    seller=Seller(
        name="Muharraq Sweets",
        name_ar="حلويات المحرق",
        country="BH",
        vat_number="200000000000002",
        address="Road 12, Muharraq",
    ),
    currency="BHD",
    time_zone="Asia/Bahrain",
    prices_include_tax=True,
    rounding=TaxRounding.LINE,
)
OMAN = Shop(
    seller=Seller(
        name="Muttrah Souq Store",
        name_ar="متجر سوق مطرح",
        country="OM",
        vat_number="OM1100000000",
        address_ar="مطرح، مسقط",
    ),
    currency="OMR",
    time_zone="Asia/Muscat",
    prices_include_tax=False,
    rounding=TaxRounding.LINE,
)
UNTAXED = Shop(
    seller=Seller(name="Corner Kiosk", name_ar="", country="SA"),
    currency="SAR",
    time_zone="Asia/Riyadh",
    prices_include_tax=True,
    rounding=TaxRounding.DOCUMENT,
)
ISSUED_AT = datetime(2025, 11, 20, 11, 6, 58, tzinfo=UTC)

DATES = CartLine("Sukkari Dates 500 g", "تمر سكري 500 غ", Decimal("24.50"), tax_rate("15"))
LATTE = CartLine("Spanish Latte", "لاتيه إسباني", Decimal("19.00"), tax_rate("15"))
RICE = CartLine(
    "Basmati Rice 5 kg",
    "أرز بسمتي 5 كغ",
    Decimal("58.95"),
    tax_rate("15"),
    discount=Discount(percent=Decimal(10)),
)
KARAK = CartLine("Karak Tea", "شاي كرك", Decimal("6.00"), tax_rate("15"), quantity=Decimal(3))
NUTS = CartLine(
    "Mixed Nuts",
    "مكسرات مشكلة",
    Decimal("64.00"),
    tax_rate("15"),
    quantity=Decimal("0.342"),
    unit="kg",
)


def sale(
    shop: Shop,
    lines: Sequence[CartLine],
    payments: Sequence[tuple[Method, str, str]] = (),
    *,
    discount: Discount | None = None,
    customer: Customer | None = None,
    cashier: str = "نورة · صندوق 1",
    notes: str = "",
    number: str = "A1-004182",
) -> Sale:
    """A completed sale; without payments it is paid by card."""
    cart = Cart(shop.pricing, tuple(lines), discount, customer, notes)
    totals = cart.totals()
    currency = shop.pricing.currency
    total = totals.taxed.gross
    paid = [
        Payment(method, Money(Decimal(amount), currency), reference)
        for method, amount, reference in payments
    ] or [Payment(Method.CARD, total)]
    seller = shop.seller
    return Sale(
        uuid="5f8b0c9e-3f0c-4f3a-9a44-5f2d3b8e7c10",
        number=number,
        reference=f"POS:{number}:7QK3M9X",
        register="A1",
        cashier=cashier,
        issued_at=ISSUED_AT,
        time_zone=shop.time_zone,
        seller=seller,
        cart=cart,
        totals=totals,
        payments=tuple(paid),
        settlement=settle(total, paid, shop.cash_rounding),
        qr=zatca.qr(seller.name_ar, seller.vat_number, ISSUED_AT, total, totals.taxed.tax)
        if seller.country == "SA" and seller.vat_number
        else "",
    )


def saudi_receipt(*, copy: bool = False) -> Receipt:
    """A simplified tax invoice: discount, weighed goods, cash rounding, two tenders, change."""
    lines = [DATES, LATTE, RICE, KARAK, NUTS]
    payments = [(Method.CARD, "100.00", "0047"), (Method.CASH, "100.00", "")]
    return receipt(sale(SAUDI, lines, payments), SAUDI, copy=copy)


def saudi_invoice() -> Receipt:
    """A full tax invoice: the buyer's VAT number is known, and the whole sale has a discount."""
    customer = Customer(
        7, "مؤسسة الواحة للضيافة", address="طريق الملك فهد، الرياض", vat_number="310122393500003"
    )
    made = sale(SAUDI, [DATES, NUTS], discount=Discount(amount=Decimal("1.00")), customer=customer)
    return receipt(made, SAUDI)


def bahrain_receipt() -> Receipt:
    """A simplified tax invoice in a currency of three decimals."""
    goods = CartLine("Halwa 500 g", "حلوى بحرينية", Decimal("4.250"), tax_rate("10"))
    return receipt(sale(BAHRAIN, [goods]), BAHRAIN)


def oman_receipt() -> Receipt:
    """A simplified tax invoice whose prices bear no tax yet."""
    goods = CartLine("Frankincense", "لبان ظفاري", Decimal("3.500"), tax_rate("5"))
    return receipt(sale(OMAN, [goods]), OMAN)


def untaxed_receipt() -> Receipt:
    """A plain receipt of a shop without a VAT number, an Arabic name or an address."""
    goods = CartLine("Newspaper", "", Decimal("2.00"), tax_rate("out_of_scope"))
    return receipt(sale(UNTAXED, [goods], cashier=""), UNTAXED)


def emirates_receipt() -> Receipt:
    """A tax invoice of the Emirates with goods of three kinds of tax."""
    lines = [
        CartLine("Karak Tea", "شاي كرك", Decimal("10.00"), tax_rate("5")),
        CartLine("Laban 1 l", "لبن 1 لتر", Decimal("15.00"), tax_rate("5")),
        CartLine("Fresh Dates", "رطب", Decimal("10.50"), tax_rate("0"), note="بدون نوى"),
        CartLine("City bus card", "بطاقة حافلة", Decimal("20.00"), tax_rate("exempt")),
    ]
    return receipt(sale(EMIRATES, lines, [(Method.CASH, "60.00", "")], cashier="Amal"), EMIRATES)


def kuwait_invoice() -> Receipt:
    """A full invoice in a currency of three decimals: customer with a VAT number, discounts."""
    lines = [
        CartLine(
            "Cardamom coffee (250 g)",
            "قهوة بالهيل (250 غ)",
            Decimal("3.125"),
            tax_rate("0"),
            quantity=Decimal(12),
            discount=Discount(amount=Decimal("1.500")),
        ),
        CartLine("Delivery", "توصيل", Decimal("1.750"), tax_rate("0")),
    ]
    customer = Customer(1, "مقهى الديرة", address="حولي، شارع تونس 12", vat_number="KW-778899")
    made = sale(
        KUWAIT,
        lines,
        [(Method.BANK, "30.000", "TRX-88"), (Method.CASH, "10.000", "")],
        discount=Discount(percent=Decimal(5)),
        customer=customer,
        notes="Deliver before noon",
    )
    return receipt(made, KUWAIT)


def long_receipt(lines: int, name: str = "", name_ar: str = "") -> Receipt:
    """A receipt of many lines, or of one with a long name."""
    goods = [
        CartLine(
            name or f"Olive oil no. {row}, extra virgin 750 ml",
            name_ar or f"زيت زيتون بكر ممتاز رقم {row} (750 مل)",
            Decimal("31.75"),
            tax_rate("15" if row % 5 else "0"),
            quantity=Decimal(1 + row % 3),
        )
        for row in range(lines)
    ]
    return receipt(sale(SAUDI, goods), SAUDI)


RECEIPTS = {
    "sa_simplified": saudi_receipt(),
    "sa_copy": saudi_receipt(copy=True),
    "sa_full": saudi_invoice(),
    "ae_tax_invoice": emirates_receipt(),
    "kw_invoice": kuwait_invoice(),
    "bh_simplified": bahrain_receipt(),
    "om_simplified": oman_receipt(),
    "untaxed": untaxed_receipt(),
}
