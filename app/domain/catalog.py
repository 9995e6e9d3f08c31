"""What the shop sells: products, their barcodes and categories."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain.money import Money
from app.domain.tax import TaxRate

PIECE = "piece"


@dataclass(frozen=True, slots=True)
class Category:
    """A group of products; `tint` names a colour of the design (c1 … c8)."""

    id: int
    name: str
    name_ar: str
    tint: str


@dataclass(frozen=True, slots=True)
class ProductBarcode:
    """A printed code of a product: what it stands for is `quantity` of the product's unit."""

    code: str
    unit: str = PIECE
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Product:
    """A product as it is sold; `price` is per `unit`, with or without tax as the shop decides."""

    id: int
    sku: str
    name: str
    name_ar: str
    category: str
    unit: str
    price: Money
    cost: Money | None
    tax: TaxRate
    active: bool
    barcodes: tuple[ProductBarcode, ...]
    tracked: bool
    stock: Decimal
    tint: str = ""
    picture: str = ""
    reorder_level: Decimal | None = None
    remote_ids: tuple[tuple[str, str], ...] = ()

    @property
    def barcode(self) -> str:
        """The first barcode, the one that is shown."""
        return self.barcodes[0].code if self.barcodes else ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a scanned or typed code led to: the product, and how much of it the code stands for."""

    product: Product
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as it is to be stored, new or changed; `sku` tells which product it is."""

    sku: str
    name: str
    name_ar: str
    price: Decimal
    tax: TaxRate
    category: str = ""
    unit: str = PIECE
    cost: Decimal | None = None
    barcodes: tuple[ProductBarcode, ...] = ()
    active: bool = True
    tracked: bool = True
    picture: str = ""
    reorder_level: Decimal | None = None


def draft_of(product: Product) -> ProductDraft:
    """A product as it would be stored again."""
    return ProductDraft(
        sku=product.sku,
        name=product.name,
        name_ar=product.name_ar,
        price=product.price.amount,
        tax=product.tax,
        category=product.category,
        unit=product.unit,
        cost=None if product.cost is None else product.cost.amount,
        barcodes=product.barcodes,
        active=product.active,
        tracked=product.tracked,
        picture=product.picture,
        reorder_level=product.reorder_level,
    )
