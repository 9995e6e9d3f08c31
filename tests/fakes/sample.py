"""Products for a fake back end, as many as wanted and the same each time."""

from __future__ import annotations

from decimal import Decimal

from tests.fakes.ledger import Product


def sample(products: int) -> list[Product]:
    """So many different products, each with a barcode and a hundred pieces in stock."""
    return [
        Product(
            id=number,
            name=f"Product {number:06d}",
            name_ar=f"صنف {number}",
            price=_amount(number * 74 % 10_000 + 50),
            cost=_amount(number * 37 % 5_000 + 25),
            barcode=_ean(f"629{number:09d}"),
            category_id=number % 8 + 1,
            tax_rate=Decimal(15),
            stock=Decimal(100),
        )
        for number in range(1, products + 1)
    ]


def _amount(minor: int) -> Decimal:
    return Decimal(minor).scaleb(-2)


def _ean(digits: str) -> str:
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighed % 10}"
