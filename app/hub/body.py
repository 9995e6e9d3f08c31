"""What a request's body may hold, and how it is read: numbers stay exact, no float is ever made."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

import simplejson
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from app.domain.errors import Refusal
from app.domain.number import exact

MOST_ITEMS = 1_000
LARGEST_ID = 2**63 - 1
MOST_SOLD = Decimal(10) ** 9


def read(raw: bytes) -> Any:
    """The JSON value in these bytes; every number with a point is a Decimal."""
    try:
        return simplejson.loads(raw.decode(), use_decimal=True, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Refusal("bad_json", "The body is not valid JSON.") from error


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _stored(text: str) -> str:
    if "\0" in text:
        raise ValueError("must not hold the character NUL")
    return text


def _number(value: object, info: ValidationInfo) -> Decimal:
    name = (info.field_name or "number").replace("_", " ")
    if isinstance(value, str):
        raise Refusal("bad_number", f"The {name} must be a number.")
    return exact(value, name)


_Exact = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Price = Annotated[_Exact, Field(ge=0)]
Percent = Annotated[_Exact, Field(ge=0, le=100)]
Sold = Annotated[_Exact, Field(gt=0, lt=MOST_SOLD)]
Id = Annotated[int, Field(strict=True, ge=1, le=LARGEST_ID)]

_NAME = StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)
Name = Annotated[str, _NAME, AfterValidator(_stored)]
Note = Annotated[str, Field(max_length=10_000), AfterValidator(_stored)]
Short = Annotated[str, Field(max_length=200), AfterValidator(_stored)]


class NewProduct(BaseModel):
    """A product to make; `stock` is what its key's warehouse begins with."""

    name: Name
    name_ar: Note | None = None
    price: Price
    cost: Price | None = None
    barcode: Short | None = None
    category_id: Id | None = None
    tax_rate: Percent | None = None
    stock: _Exact | None = None


class ChangedProduct(NewProduct):
    """The fields of a product that change; what is not sent stays."""

    name: Name | None = None  # type: ignore[assignment]
    price: Price | None = None  # type: ignore[assignment]

    @model_validator(mode="after")
    def _needed(self) -> Self:
        for name in ("name", "price", "stock"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise Refusal("bad_field", f"The {name} can't be null.")
        return self


class Level(BaseModel):
    """A product's new stock in a warehouse, whatever it was before.

    Where `expected_quantity` is given, only if it is still that.
    """

    product_id: Id
    warehouse_id: Id
    quantity: _Exact
    expected_quantity: _Exact | None = None
    notes: Note | None = None


class Item(BaseModel):
    """A product that was sold, and for how much each."""

    product_id: Id
    quantity: Sold
    price: Price


class NewInvoice(BaseModel):
    """A sale that has happened."""

    items: Annotated[list[Item], Field(min_length=1, max_length=MOST_ITEMS)]
    customer_id: Id | None = None
    payment_method: Literal["cash", "card", "bank"] | None = None
    account_id: Id | None = None
    notes: Note | None = None


class NewCustomer(BaseModel):
    """A customer to make."""

    name: Name
    phone: Short | None = None
    email: Short | None = None
    address: Note | None = None
    credit_limit: Price | None = None
