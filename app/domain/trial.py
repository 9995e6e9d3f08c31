"""The test page of a printer: joined Arabic, figures, both edges, bars and a QR code."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.block import Amount, Code128, Field, Heading, ItemHead, Note, Qr, Title
from app.domain.country import Bilingual
from app.domain.receipt import Receipt
from app.domain.shop import Shop


def test_page(shop: Shop, at: datetime) -> Receipt:
    """A short document that shows whether a printer does its work; it is no receipt."""
    local = at.astimezone(ZoneInfo(shop.time_zone))
    digits = max(1, shop.pricing.currency.digits)
    return Receipt(
        number=f"{local:%Y%m%d-%H%M%S}",
        taxed=False,
        seller=(Heading(Bilingual(shop.seller.name_ar, shop.seller.name)),),
        title=Title(Bilingual("صفحة تجريبية", "Test page")),
        identity=(
            Field(Bilingual("الوقت", "Time"), f"{local:%Y-%m-%d %H:%M:%S}"),
            # The label stands at the right edge of the paper and the value at the left one.
            Field(Bilingual("يمين", "Right"), "Left · يسار"),
        ),
        buyer=(),
        head=ItemHead(),
        items=(),
        sums=(
            Amount(Bilingual("أرقام", "Figures"), "0,123,456,789"),
            Amount(Bilingual("أرقام", "Figures"), f"1,234.{'50'.ljust(digits, '0')[:digits]}"),
        ),
        payments=(),
        foot=(
            Note(Bilingual("أ ب ت ث ج ح خ د ذ ر ز س ش", "A B C D E F G H I J K L M")),
            Note(Bilingual("السلام عليكم ورحمة الله وبركاته", "The quick brown fox")),
            Qr(f"{shop.seller.name} {local:%Y-%m-%d %H:%M:%S}"),
            Code128(f"TEST-{local:%H%M%S}"),
        ),
    )
