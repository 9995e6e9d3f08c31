"""The demo shop is the same every time, believable, and right in both languages."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import islice, pairwise

import pytest

from app import resource
from app.domain.barcode import is_gtin
from app.domain.errors import Refusal
from app.services import demo
from app.services.demo import DemoProduct

FIRST_30 = [
    ("Sukkari Dates 500 g", "تمر سكري 500 غ", "24.50", "6281000000014"),
    ("Spanish Latte", "لاتيه إسباني", "19.00", "6281000000021"),
    ("Karak Tea", "شاي كرك", "6.00", "6281000000038"),
    ("Spring Water 600 ml", "مياه معدنية 600 مل", "1.50", "6281000000045"),
    ("Arabic Coffee 250 g", "قهوة عربية 250 غ", "32.00", "6281000000052"),
    ("Za’atar Croissant", "كرواسون زعتر", "9.00", "6281000000069"),
    ("Khubz Bread ×6", "خبز عربي ×6", "3.50", "6281000000076"),
    ("Fresh Milk 1 L", "حليب طازج 1 لتر", "6.25", "6281000000083"),
    ("Halloumi 225 g", "جبنة حلوم 225 غ", "17.75", "6281000000090"),
    ("Basmati Rice 5 kg", "أرز بسمتي 5 كغ", "58.95", "6281000000106"),
    ("Labneh 400 g", "لبنة 400 غ", "12.95", "6281000000113"),
    ("Cardamom 50 g", "هيل حب 50 غ", "21.00", "6281000000120"),
    ("Saffron 1 g", "زعفران 1 غ", "32.00", "6281000000137"),
    ("Kunafa Slice", "قطعة كنافة", "14.00", "6281000000144"),
    ("Sidr Honey 500 g", "عسل سدر 500 غ", "145.00", "6281000000151"),
    ("Pomegranate Juice", "عصير رمان 300 مل", "11.00", "6281000000168"),
    ("Olive Oil 750 ml", "زيت زيتون 750 مل", "49.00", "6281000000175"),
    ("Tahini 450 g", "طحينة 450 غ", "16.50", "6281000000182"),
    ("Mixed Nuts", "مكسرات مشكلة", "64.00", "10019"),
    ("Oud Bakhoor 40 g", "بخور عود 40 غ", "75.00", "6281000000205"),
    ("Laban 1 L", "لبن 1 لتر", "6.50", "6281000000212"),
    ("Dubai Chocolate 200 g", "شوكولاتة دبي 200 غ", "39.00", "6281000000229"),
    ("Mint Lemonade", "ليمون بالنعناع", "12.00", "6281000000236"),
    ("Luqaimat 12 pcs", "لقيمات 12 حبة", "15.00", "6281000000243"),
    ("Tissues 200 pcs", "مناديل 200 ورقة", "5.75", "6281000000250"),
    ("Turkish Labneh", "لبنة تركية", "32.00", "10406"),
    ("Brazilian Beef Cubes", "مكعبات لحم بقري برازيلية", "39.00", "10824"),
    ("Yellow Lentils", "عدس أصفر", "9.00", "10646"),
    ("Local Oranges", "برتقال محلي", "6.00", "10739"),
    (
        "Naqaa Tarneem Rose Fabric Softener 1 L",
        "منعم أقمشة برائحة الورد نقاء ترنيم 1 لتر",
        "10.75",
        "6287383001709",
    ),
]

KEYS = [
    "coffee-tea",
    "bakery",
    "dairy",
    "dates-sweets",
    "drinks",
    "pantry",
    "oud-incense",
    "fruit-vegetables",
    "meat-poultry",
    "frozen",
    "snacks",
    "household",
    "personal-care",
    "pharmacy",
    "baby",
]


@pytest.fixture(scope="module")
def many() -> list[DemoProduct]:
    return list(demo.products(20_000))


def test_the_shop_starts_with_the_products_of_the_design() -> None:
    rows = [(p.name, p.name_ar, str(p.price), p.barcodes[0].code) for p in demo.products(30)]
    assert rows == FIRST_30


def test_the_same_seed_gives_the_same_products() -> None:
    assert list(demo.products(2_000, seed=7)) == list(demo.products(2_000, seed=7))


def test_another_seed_gives_other_products_after_the_same_first_ones() -> None:
    one, two = list(demo.products(200, seed=1)), list(demo.products(200, seed=2))
    assert one[:25] == two[:25]
    assert sum(a.name == b.name for a, b in zip(one[25:], two[25:], strict=True)) < 10


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 999])
def test_a_short_run_is_the_beginning_of_a_longer_one(count: int, many: list[DemoProduct]) -> None:
    assert list(demo.products(count)) == many[:count]


@pytest.mark.parametrize("count", [-1, 1_000_001])
def test_more_products_than_the_shop_can_have_are_refused_at_once(count: int) -> None:
    with pytest.raises(Refusal, match="0 to 1,000,000 products"):
        demo.products(count)


def test_a_million_products_are_made_one_by_one() -> None:
    run = demo.products(1_000_000)
    assert [p.sku for p in islice(run, 3)] == ["DT-00001", "CF-00001", "CF-00002"]


def test_every_category_holds_enough_for_a_million_products() -> None:
    shelves = demo._shelves()
    assert sum(shelf.share for shelf in shelves) == 100
    for shelf in shelves:
        capacity = sum(1 for _ in demo._picks(shelf, seed=3))
        assert capacity >= shelf.share * demo.MAX_PRODUCTS // 100, shelf.category.key


def test_no_two_brands_share_a_name_or_a_company_number() -> None:
    brands = [brand for shelf in demo._shelves() for brand in shelf.brands]
    for field in ("name", "name_ar", "company"):
        assert len({getattr(brand, field) for brand in brands}) == len(brands), field


def test_names_skus_and_codes_are_unique(many: list[DemoProduct]) -> None:
    for values in (
        [p.name for p in many],
        [p.name_ar for p in many],
        [p.sku for p in many],
        [barcode.code for p in many for barcode in p.barcodes],
    ):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def test_the_first_code_is_the_piece_itself(many: list[DemoProduct]) -> None:
    assert all(p.barcodes[0].unit == p.unit and p.barcodes[0].quantity == 1 for p in many)


def test_weighed_goods_have_five_digits_that_are_in_their_sku(many: list[DemoProduct]) -> None:
    weighed = [p for p in many if p.unit in {"kg", "g"}]
    assert len(weighed) > 200
    for p in weighed:
        assert re.fullmatch(r"PLU-\d{5}", p.sku), p
        assert [barcode.code for barcode in p.barcodes] == [p.sku[4:]]


def test_all_other_codes_are_gtins(many: list[DemoProduct]) -> None:
    for p in many:
        if p.unit in {"kg", "g"}:
            continue
        piece, *cartons = p.barcodes
        assert len(piece.code) == 13, p
        assert all(is_gtin(barcode.code) for barcode in p.barcodes), p
        assert all(c.unit == "carton" and c.quantity in {6, 12, 24} for c in cartons), p


def test_some_products_have_a_carton_of_either_kind(many: list[DemoProduct]) -> None:
    lengths = Counter(len(p.barcodes[1].code) for p in many if len(p.barcodes) > 1)
    assert min(lengths[13], lengths[14]) > 1_000


def test_prices_have_believable_endings_and_costs_leave_a_margin(many: list[DemoProduct]) -> None:
    for p in many:
        assert str(p.price)[-3:] in {".00", ".25", ".50", ".75", ".95"}, p
        assert p.price * Decimal("0.55") <= p.cost <= p.price * Decimal("0.80"), p
        assert p.cost > 0
        assert p.cost.as_tuple().exponent == -2, p


def test_only_the_pharmacy_is_zero_rated(many: list[DemoProduct]) -> None:
    assert {(p.category == "pharmacy", p.tax_rate) for p in many} == {(True, "0"), (False, "15")}


def test_every_category_is_among_the_first_products() -> None:
    assert [category.key for category in demo.categories()] == KEYS
    assert {p.category for p in demo.products(500)} == set(KEYS)


def test_the_shelves_are_mixed() -> None:
    run = [p.category for p in demo.products(2_000)][25:]
    assert sum(a == b for a, b in pairwise(run)) < 100
    assert max(Counter(run).values()) < 300


def test_a_few_are_low_or_out_and_what_is_made_to_order_is_not_counted(
    many: list[DemoProduct],
) -> None:
    counted = [p for p in many if p.stock]
    assert {tuple(name for name, _ in p.stock) for p in counted} == {demo.WAREHOUSES}
    levels = [(p.stock[0][1], p.reorder_level or Decimal(0)) for p in counted]
    assert 0.02 < sum(level == 0 for level, _ in levels) / len(levels) < 0.05
    assert 0.03 < sum(0 < level < least for level, least in levels) / len(levels) < 0.09
    drinks = [p for p in many if p.unit == "cup"]
    assert len(drinks) > 200
    assert {(p.stock, p.reorder_level) for p in drinks} == {((), None)}


def test_only_weighed_goods_have_stock_with_decimals(many: list[DemoProduct]) -> None:
    broken = {p.unit for p in many for _, level in p.stock if level % 1}
    assert broken == {"kg"}


def test_arabic_names_are_arabic_and_english_names_are_not(many: list[DemoProduct]) -> None:
    arabic = re.compile("[\u0621-\u064a]{2}")
    for p in many:
        assert arabic.search(p.name_ar), p
        assert not re.search("[A-Za-z]", p.name_ar), p
        assert not re.search("[\u0600-\u06ff]", p.name), p
        assert p.name == " ".join(p.name.split()), p
        assert p.name_ar == " ".join(p.name_ar.split()), p


@pytest.mark.parametrize(
    ("few", "tens"),
    [("حبات", "حبة"), ("أقراص", "قرصًا"), ("لفات", "لفة"), ("أظرف", "ظرفًا")],
)
def test_arabic_counted_words_agree_with_their_number(
    few: str, tens: str, many: list[DemoProduct]
) -> None:
    names = "\n".join(p.name_ar for p in many)
    figures = {word: set(re.findall(rf"(\d+) {word}$", names, re.M)) for word in (few, tens)}
    assert figures[few]
    assert figures[tens]
    assert all(3 <= int(figure) % 100 <= 10 for figure in figures[few])
    assert all(int(figure) % 100 > 10 or int(figure) % 100 == 0 for figure in figures[tens])


def test_every_picture_is_a_drawing_and_every_drawing_is_used() -> None:
    drawings = {file.stem for file in resource.path("demo/pictures").glob("*.svg")}
    assert len(drawings) == 21
    first = [p.picture for p in demo.products(25) if p.picture]
    assert sorted(first) == sorted(drawings)
    assert {p.picture for p in demo.products(5_000) if p.picture} == drawings
