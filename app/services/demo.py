"""The demo shop: believable products of a Gulf grocery and café, the same for the same seed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import islice, product
from math import gcd
from typing import Any, NamedTuple

from app import resource
from app.domain.barcode import check_digit, ean13
from app.domain.catalog import PIECE
from app.domain.errors import Refusal

MAX_PRODUCTS = 1_000_000
WAREHOUSES = ("main", "store-room")

_HUNDREDTH = Decimal("0.01")
_ONE = Decimal(1)
_CARTONS = (6, 12, 24)
_WEIGHED = frozenset({"kg", "g"})
_HOUSE = "62810000"  # the shop's own GS1 company, 628 being Saudi Arabia
_CARTON_ITEM = 5000  # a carton's item number is its piece's plus this
_FIRST_LOOSE = 101  # the house's item numbers below are those of the first products
_COUNTRIES = ("628", "628", "628", "628", "628", "629", "629", "622", "608", "625")
_BRANDS_AT_ONCE = 4  # a small shop holds much of few brands; further ones come as it grows
_LOOSE_EVERY = 3  # until all are there, every third product of a category is unbranded

# Price endings by size of the price: the table says to which ending any hundredths move.
_ENDINGS = tuple(
    tuple(min(allowed, key=lambda end, at=at: abs(end - at)) for at in range(100))
    for allowed in ((0, 25, 50, 75, 95, 100), (0, 50, 95, 100), (0, 100))
)


@dataclass(frozen=True, slots=True)
class DemoCategory:
    """A category of the demo shop; `prefix` begins its SKUs, `tint` is a colour of the design."""

    key: str
    name: str
    name_ar: str
    prefix: str
    tint: str
    tax_rate: str


@dataclass(frozen=True, slots=True)
class DemoBarcode:
    """A code and the quantity of the product's unit it stands for."""

    code: str
    unit: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class DemoProduct:
    """A product of the demo shop.

    `price` (tax included) and `cost` are per `unit`, in a currency of two decimals. `stock` names
    each warehouse with its level; it is empty for what is made to order and never counted.
    """

    sku: str
    name: str
    name_ar: str
    category: str
    barcodes: tuple[DemoBarcode, ...]
    unit: str
    price: Decimal
    cost: Decimal
    tax_rate: str
    picture: str | None
    stock: tuple[tuple[str, Decimal], ...]
    reorder_level: Decimal | None
    active: bool = True


class _Brand(NamedTuple):
    name: str
    name_ar: str
    company: str
    level: int  # percent of the usual price


class _Item(NamedTuple):
    """What is sold, before its brand: `number` is its item number at the maker."""

    number: int
    name: str
    name_ar: str
    size_ar: str
    cents: int
    unit: str
    picture: str | None


class _Shelf(NamedTuple):
    category: DemoCategory
    share: int  # products of this category in each hundred
    brands: tuple[_Brand, ...]
    packed: tuple[_Item, ...]
    loose: tuple[_Item, ...]


def categories() -> tuple[DemoCategory, ...]:
    """The demo shop's categories, in the order of its tabs."""
    return tuple(shelf.category for shelf in _shelves())


def products(count: int, seed: int = 1) -> Iterator[DemoProduct]:
    """The first `count` products, made one by one; a longer run begins with the same ones."""
    if not 0 <= count <= MAX_PRODUCTS:
        raise Refusal(
            "bad_count", f"The demo shop can have 0 to {MAX_PRODUCTS:,} products, not {count:,}."
        )
    return islice(_endless(seed), count)


def _endless(seed: int) -> Iterator[DemoProduct]:
    shelves = _shelves()
    serials = {shelf.category.key: 0 for shelf in shelves}
    for first in _first():
        serials[first.category] += 1
        yield first
    picks = [_picks(shelf, _mix(seed, place)) for place, shelf in enumerate(shelves)]
    order = _order(shelves, seed)
    number = 0
    while True:
        for place in order:
            shelf = shelves[place]
            item, brand = next(picks[place])
            serials[shelf.category.key] += 1
            number += 1
            yield _product(
                shelf.category, serials[shelf.category.key], item, brand, _mix(seed, number)
            )


def _picks(shelf: _Shelf, seed: int) -> Iterator[tuple[_Item, _Brand | None]]:
    """Everything this shelf can hold, each once, the house's own among the first."""
    loose = (shelf.loose[at] for at in _walk(len(shelf.loose), seed))
    packed = (
        (shelf.packed[at // _BRANDS_AT_ONCE], shelf.brands[known + at % _BRANDS_AT_ONCE])
        for known in range(0, len(shelf.brands) - _BRANDS_AT_ONCE + 1, _BRANDS_AT_ONCE)
        for at in _walk(len(shelf.packed) * _BRANDS_AT_ONCE, seed + known)
    )
    for turn, pick in enumerate(packed):
        if turn % (_LOOSE_EVERY - 1) == 0 and (own := next(loose, None)) is not None:
            yield own, None
        yield pick


def _walk(size: int, seed: int) -> Iterator[int]:
    """The numbers below `size`, each once, neighbours far apart (steps of the golden section)."""
    if size == 0:
        return
    step = size * 618 // 1000 + seed % 5
    while gcd(step, size) > 1:
        step += 1
    at = seed % size
    for _ in range(size):
        yield at
        at = (at + step) % size


def _order(shelves: tuple[_Shelf, ...], seed: int) -> list[int]:
    """Which shelf each of a hundred products comes from, every shelf spread over them all."""
    places = (
        ((turn * 1000 + _mix(seed, place * 1000 + turn) % 1000) // shelf.share, place)
        for place, shelf in enumerate(shelves)
        for turn in range(shelf.share)
    )
    return [place for _, place in sorted(places)]


def _product(
    category: DemoCategory, serial: int, item: _Item, brand: _Brand | None, chance: int
) -> DemoProduct:
    unit = item.unit
    if brand is None:
        name, name_ar = item.name, item.name_ar + item.size_ar
        cents = _shelf_price(item.cents, unit)
    else:
        name, name_ar = f"{brand.name} {item.name}", f"{item.name_ar} {brand.name_ar}{item.size_ar}"
        cents = _shelf_price(item.cents * brand.level // 100, unit)
    sku, piece = _coded(category, serial, item.number, unit, brand.company if brand else _HOUSE)
    carton = _carton(brand.company, item.number, chance >> 8) if brand else ()
    stock, reorder_level = _stock(_usual(cents, unit, brand is None), unit, chance >> 24)
    return DemoProduct(
        sku,
        name,
        name_ar,
        category.key,
        (piece, *carton),
        unit,
        cents * _HUNDREDTH,
        -(-cents * (55 + chance % 26) // 100) * _HUNDREDTH,
        category.tax_rate,
        item.picture,
        stock,
        reorder_level,
    )


def _coded(
    category: DemoCategory, serial: int, number: int, unit: str, company: str
) -> tuple[str, DemoBarcode]:
    """SKU and first code: an EAN-13, or the five digits that a scale knows weighed goods by."""
    if unit in _WEIGHED:
        code = f"1{number:04d}"
        return f"PLU-{code}", DemoBarcode(code, unit, _ONE)
    code = ean13(f"{company}{number:04d}")
    return f"{category.prefix}-{serial:05d}", DemoBarcode(code, unit, _ONE)


def _carton(company: str, number: int, chance: int) -> tuple[DemoBarcode, ...]:
    """In one case of four the carton's code, its piece's number as ITF-14 or its own EAN-13."""
    kind = chance % 8
    if kind > 1:
        return ()
    own = f"{company}{number + _CARTON_ITEM:04d}"
    code = ean13(own) if kind else _itf14(f"{company}{number:04d}")
    return (DemoBarcode(code, "carton", Decimal(_CARTONS[(chance >> 8) % 3])),)


def _itf14(payload: str) -> str:
    """The carton's number made of its piece's, packaging level 1."""
    return f"1{payload}{check_digit('1' + payload)}"


def _shelf_price(cents: int, unit: str) -> int:
    """The nearest price that a shop would write on the shelf, in hundredths."""
    endings = _ENDINGS[2 if cents >= 10_000 or unit == "cup" else 1 if cents >= 2_000 else 0]
    return max(50, cents - cents % 100 + endings[cents % 100])


def _usual(cents: int, unit: str, own: bool) -> int:
    """How much of it a shop usually holds; 0 for what is made to order."""
    if unit == "cup":
        return 0
    if unit == "kg":
        return 40 if cents < 3_000 else 16
    if own and unit == PIECE:
        return 24 if cents < 2_000 else 6
    return 160 if cents < 500 else 90 if cents < 2_000 else 36 if cents < 10_000 else 10


def _stock(
    usual: int, unit: str, chance: int
) -> tuple[tuple[tuple[str, Decimal], ...], Decimal | None]:
    """Levels of both warehouses and the reorder level: a few are low, a few are out."""
    if usual == 0:
        return (), None
    least = usual // 8 + 2
    fate, share, spare = chance % 100, (chance >> 8) % 10_000, (chance >> 24) % 10_000
    if fate < 9:
        main, room = 0 if fate < 3 else 1 + share % (least - 1), 0
    else:
        main, room = least + share % usual, spare % (2 * usual) // 6 * 6 * (spare % 5 > 1)
    if unit == "kg" and main:
        return _levels(main + share % 20 * 5 * _HUNDREDTH, Decimal(room)), Decimal(least)
    return _levels(Decimal(main), Decimal(room)), Decimal(least)


def _levels(main: Decimal, room: Decimal) -> tuple[tuple[str, Decimal], ...]:
    return (WAREHOUSES[0], main), (WAREHOUSES[1], room)


def _mix(seed: int, number: int) -> int:
    """64 well mixed bits of two numbers: SplitMix64 (Steele, Lea, Flood 2014), stable for ever."""
    bits = (seed * 0xD1342543DE82EF95 + number * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return bits ^ (bits >> 31)


@cache
def _catalogue() -> dict[str, Any]:
    text = resource.path("demo/catalogue.json").read_text(encoding="utf-8")
    catalogue: dict[str, Any] = json.loads(text)
    return catalogue


@cache
def _first() -> tuple[DemoProduct, ...]:
    """The products that every demo shop begins with."""
    by_key = {category.key: category for category in categories()}
    made: list[DemoProduct] = []
    for number, raw in enumerate(_catalogue()["first"], start=1):
        category, unit, counted = by_key[raw["category"]], raw.get("unit", PIECE), "stock" in raw
        serial = 1 + sum(earlier.category == category.key for earlier in made)
        sku, piece = _coded(category, serial, number, unit, _HOUSE)
        barcodes = [piece]
        if "carton" in raw:
            code = _itf14(f"{_HOUSE}{number:04d}")
            barcodes.append(DemoBarcode(code, "carton", Decimal(raw["carton"])))
        made.append(
            DemoProduct(
                sku=sku,
                name=raw["name"],
                name_ar=raw["name_ar"],
                category=category.key,
                barcodes=tuple(barcodes),
                unit=unit,
                price=Decimal(raw["price"]),
                cost=Decimal(raw["cost"]),
                tax_rate=category.tax_rate,
                picture=raw.get("picture"),
                stock=_levels(*map(Decimal, raw["stock"])) if counted else (),
                reorder_level=Decimal(raw["reorder_level"]) if counted else None,
            )
        )
    return tuple(made)


@cache
def _shelves() -> tuple[_Shelf, ...]:
    raw = _catalogue()
    shelves = []
    loose_number = _FIRST_LOOSE
    for place, entry in enumerate(raw["categories"]):
        fields = ("key", "name", "name_ar", "prefix", "tint", "tax_rate")
        category = DemoCategory(**{field: entry[field] for field in fields})
        loose = _items(entry["loose"], raw, loose_number)
        loose_number += len(loose)
        brands = _brands(entry["brands"], raw["brand_names"], place)
        shelf = _Shelf(category, entry["share"], brands, _items(entry["packed"], raw, 1), loose)
        shelves.append(shelf)
    return tuple(shelves)


def _brands(patterns: list[list[str]], names: list[list[str]], place: int) -> tuple[_Brand, ...]:
    """Every pattern with every name; each pair comes once as 3 and 50 share no divisor."""
    made = []
    for at in range(len(patterns) * len(names)):
        pattern, pattern_ar = patterns[at % len(patterns)]
        name, name_ar = names[(at * 7 + place * 11) % len(names)]
        number = place * 200 + at
        company = f"{_COUNTRIES[_mix(0, number) % 10]}{10_001 + number * 29}"
        level = 82 + _mix(1, number) % 40
        made.append(_Brand(pattern.format(name), pattern_ar.format(name_ar), company, level))
    return tuple(made)


def _items(kinds: list[dict[str, Any]], raw: dict[str, Any], number: int) -> tuple[_Item, ...]:
    """Each kind in all its varieties and sizes."""
    made: list[_Item] = []
    for kind in kinds:
        lists = [raw["varieties"][key] for key in kind["varieties"]]
        cents = int(Decimal(kind["price"]) * 100)
        sizes = raw["sizes"][kind["sizes"]].items()
        for chosen, (size, percent) in product(product(*lists), sizes):
            name, name_ar, worth = kind["name"], kind["name_ar"], cents * percent // 100
            for variety in chosen:
                *words, extra = variety if isinstance(variety[-1], int) else (*variety, 100)
                name = _described(name, words[0])
                name_ar = _described(name_ar, words[-1 if kind["gender"] == "f" else 1])
                worth = worth * extra // 100
            made.append(
                _Item(
                    number + len(made),
                    f"{name} {size}".rstrip(),
                    name_ar,
                    _size_ar(size, raw),
                    worth,
                    kind.get("unit", PIECE),
                    kind.get("picture"),
                )
            )
    return tuple(made)


def _described(kind: str, variety: str) -> str:
    """The kind with its variety, which stands behind it unless a * says where the kind stands."""
    return variety.replace("*", kind) if "*" in variety else f"{kind} {variety}".rstrip()


def _size_ar(size: str, raw: dict[str, Any]) -> str:
    """A size like "500 g ×6" in Arabic behind a space, the word as its number wants it."""
    if not size:
        return ""
    if size in raw["labels"]:
        return f" {raw['labels'][size]}"
    figure, unit, *pack = size.split(" ")
    word = raw["units"][unit]
    if not isinstance(word, str):
        rest = int(figure) % 100
        word = word[0 if 3 <= rest <= 10 else 1 if rest > 10 else 2]
    return " ".join(["", figure, word, *pack])
