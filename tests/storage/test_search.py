"""Search as you type: every spelling finds the product, the best comes first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.domain import barcode
from app.domain.catalog import ProductBarcode, ProductDraft
from app.domain.tax import tax_rate
from app.domain.text import fold, words
from app.storage import catalog, search
from app.storage.store import Store, Unit

FIFTEEN = tax_rate("15")
DATA = Path(__file__).parents[1] / "data"


def draft(sku: str, name: str, name_ar: str = "", *codes: str, active: bool = True) -> ProductDraft:
    """A product of which only the texts matter."""
    barcodes = tuple(ProductBarcode(code) for code in codes)
    return ProductDraft(sku, name, name_ar, Decimal(1), FIFTEEN, barcodes=barcodes, active=active)


def fill(unit: Unit, *drafts: ProductDraft) -> dict[int, ProductDraft]:
    """Add products to the demo shop's thirty, which are set inactive; the new ones by id."""
    unit.sql("UPDATE product SET active = 0")
    first = catalog.next_id(unit)
    numbered = dict(enumerate(drafts, first))
    catalog.insert(unit, list(numbered.items()), {})
    return numbered


def skus(unit: Unit, text: str, limit: int = 50) -> list[str]:
    """The SKUs that a text finds, in order."""
    found = search.ids(unit, text, limit)
    by_id = dict(tuple(row) for row in unit.sql("SELECT id, sku FROM product"))
    return [by_id[each] for each in found]


SPELLINGS = [
    ("أرز بسمتي", "ارز", "أرز", "إرز", "آرز", "ٱرز", "اَرُزّ", "أرــز"),
    ("شوكولاتة داكنة", "شوكولاته", "شوكولاتة", "داكنه", "داكِنَة"),
    ("حلوى تركية", "حلوي", "حلوى", "حلوی", "تركيه", "تركية", "ترکيه"),
    ("مؤونة الشتاء", "موونة", "مؤونه", "مؤونة"),
    ("شاي أخضر مئة كيس", "ميه", "مئة", "مئه", "شاي اخضر", "شاى أخضر"),
    ("ماء زمزم 5 لتر", "ماء", "ما", "ما زمزم ٥", "٥ لتر", "۵ لتر", "5"),
    ("عَسَلُ السِّدْرِ", "عسل", "السدر", "عسل السدر", "عســل"),
    ("Crème Brûlée", "creme brulee", "CRÈME", "brûl"),
    ("Za’atar Mix", "za’atar", "ZA"),
]
PAIRS = [(name, query) for name, *queries in SPELLINGS for query in queries]


@pytest.mark.parametrize(("name", "query"), PAIRS)
def test_every_spelling_finds_the_product(store: Store, name: str, query: str) -> None:
    with store.write() as unit:
        fill(unit, draft("wanted", "Something", name), draft("other", "Zzz", "ظظظ"))
        assert skus(unit, query) == ["wanted"]
        assert skus(unit, name) == ["wanted"]


def spelling_cases() -> list[tuple[str, str]]:
    found = json.loads((DATA / "arabic_normalise.json").read_text(encoding="utf-8"))
    return [(case["input"], case["expect"]) for case in found["normalise"]]


@pytest.mark.parametrize(("one", "other"), spelling_cases())
def test_the_spellings_of_other_search_engines_find_each_other(
    store: Store, one: str, other: str
) -> None:
    with store.write() as unit:
        fill(unit, draft("one", "x", f"قبل {one}"), draft("other", "x", f"قبل {other}"))
        if words(fold(one)):
            assert set(skus(unit, one)) == set(skus(unit, other)) == {"one", "other"}


SHELF = (
    draft("MK-001", "Milk Fresh 1 L", "حليب طازج 1 لتر", "4006381333931"),
    draft("CH-002", "Chocolate Milk", "حليب بالشوكولاتة", "4006381339999"),
    draft("BT-003", "Buttermilk", "لبن رائب"),
    draft("MK-004", "Milkshake Mix", "خليط الحليب"),
    draft("OLD-5", "Milk, the old one", "حليب قديم", active=False),
    draft("shelf-7", "Salt", "ملح", "ABC-123"),
)


@pytest.fixture
def shelf(store: Store) -> Store:
    """A store with the products of the shelf."""
    with store.write() as unit:
        fill(unit, *SHELF)
        unit.commit()
    return store


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("milk", ["MK-001", "MK-004", "CH-002", "BT-003"]),  # name begins, word begins, inside
        ("MILK", ["MK-001", "MK-004", "CH-002", "BT-003"]),
        ("milk f", ["MK-001"]),
        ("fresh milk", ["MK-001"]),
        ("mi cho", ["CH-002"]),
        ("lk", ["MK-001", "CH-002", "BT-003", "MK-004"]),
        ("termi", ["BT-003"]),
        ("حليب", ["MK-001", "CH-002", "MK-004"]),
        ("ليب", ["MK-001", "CH-002", "MK-004"]),
        ("يب", ["MK-001", "CH-002", "MK-004", "BT-003"]),
        ("رائ لبن", ["BT-003"]),
        ("MK-001", ["MK-001"]),
        ("mk-00", ["MK-001", "MK-004"]),
        ("mk", ["MK-001", "MK-004"]),
        ("shelf-7", ["shelf-7"]),
        ("SHELF-7", ["shelf-7"]),
        ("4006381333931", ["MK-001"]),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", ["MK-001"]),
        ("400638133", ["MK-001", "CH-002"]),
        ("333931", ["MK-001"]),
        ("3931", ["MK-001"]),
        ("31", ["MK-001"]),
        ("abc-123", ["shelf-7"]),
        ("bc-12", ["shelf-7"]),
        ("nothing of the kind", []),
        ("milk zebra", []),
        ("old", []),
    ],
)
def test_a_text_finds_these_products_in_this_order(
    shelf: Store, query: str, wanted: list[str]
) -> None:
    with shelf.read() as unit:
        found = skus(unit, query)
    assert sorted(found) == sorted(wanted)
    if query.isascii() and len(query) > 2:
        assert found == wanted


def test_the_very_code_comes_before_names_that_begin_so(store: Store) -> None:
    with store.write() as unit:
        fill(
            unit,
            draft("inside", "Big700up"),
            draft("word", "Can 700"),
            draft("name", "700 Grams"),
            draft("700", "Something"),
        )
        assert skus(unit, "700") == ["700", "name", "word", "inside"]


def test_the_best_come_first_when_there_is_room_for_few(store: Store) -> None:
    with store.write() as unit:
        fill(
            unit,
            *(draft(f"inside-{row}", f"xmilk {row}") for row in range(60)),
            *(draft(f"word-{row}", f"Good milk {row}") for row in range(60)),
            *(draft(f"name-{row}", f"Milk {row}") for row in range(10)),
            draft("milk", "The very code"),
        )
        found = skus(unit, "milk", 50)
    assert found[0] == "milk"
    assert {sku[:4] for sku in found[1:11]} == {"name"}
    assert {sku[:4] for sku in found[11:]} == {"word"}
    assert len(found) == len(set(found)) == 50


def test_an_empty_text_lists_the_active_products(shelf: Store) -> None:
    with shelf.read() as unit:
        everything = [each.sku for each in SHELF if each.active]
        assert skus(unit, "") == everything
        assert skus(unit, "  \t") == everything
        assert skus(unit, "", 2) == everything[:2]


def test_a_changed_product_is_found_by_its_new_words_alone(store: Store) -> None:
    with store.write() as unit:
        ((product_id, _),) = fill(unit, draft("A-1", "Apple Juice", "عصير", "11111111")).items()
        changed = draft("B-2", "Orange Nectar", "شراب", "22222222")
        catalog.update(unit, [(product_id, changed)], {})
        for old in ("apple", "juice", "ppl", "pp", "عصير", "صي", "A-1", "11111111", "1111"):
            assert skus(unit, old) == [], old
        for new in ("orange", "nectar", "rang", "an", "شراب", "را", "B-2", "22222222", "2222"):
            assert skus(unit, new) == ["B-2"], new


def test_many_products_out_of_sale_hide_no_other(store: Store) -> None:
    with store.write() as unit:
        gone = (
            draft(f"628-{row}", f"Milk {row}", "", f"9{row:05d}", active=False)
            for row in range(200)
        )
        fill(unit, *gone, draft("999", "Milk at last", "", "9ZZ"))
        for query in ("milk", "ilk", "lk", "9", "last milk"):
            assert skus(unit, query) == ["999"], query


def test_a_product_with_many_codes_hides_no_other(store: Store) -> None:
    with store.write() as unit:
        fill(
            unit,
            draft("many", "A", "", *(f"77{row:04d}" for row in range(200))),
            draft("one", "B", "", "779999"),
        )
        assert set(skus(unit, "77")) == {"many", "one"}


STRANGE = [
    '"',
    "'",
    "*",
    "%",
    "_",
    "^a",
    "-",
    "--",
    "a OR b",
    "AND",
    "milk AND",
    "NOT milk",
    "NEAR(a b)",
    "a:b",
    "{name}:x",
    "(",
    ")",
    "a)",
    '"milk',
    'mi"lk',
    "milk*",
    "+milk",
    "mi\\lk",
    ";",
    "\x00",
    "mi\x00lk",
    "😀",
    "👨‍👩‍👧",
    "\u202emilk",
    "ﷺ",
    "ﻻ",
    "a" * 5_000,
    "ab" * 2_500,
    "a " * 2_500,
    " ".join(f"w{row}" for row in range(1_000)),
    " ".join(f"abc{row}" for row in range(700)),
    "".join(map(chr, range(0x621, 0x64B))) * 50,
    "\ud800",
    "x\udfff",
    "x\u19b0y",
    "ᦰ" * 30,
    "1e9",
    "0x10",
    "-5",
    "NULL",
    "DROP TABLE product",
    "\n",
    "\t\r\n",
    "½",
    "²",
    "Ⅷ",
    "İ",
    "ß",
    "ﬁ",
]


@pytest.mark.parametrize("text", STRANGE)
def test_no_text_breaks_the_search(shelf: Store, text: str) -> None:
    with shelf.read() as unit:
        assert len(search.ids(unit, text, 3)) <= 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=30))
def test_no_name_breaks_the_index_and_each_is_found_by_its_own_words(
    store: Store, name: str
) -> None:
    with store.write() as unit:
        fill(unit, draft("wanted", name.encode(errors="ignore").decode() or "x"))
        for word in words(fold(name)):
            assert skus(unit, word) == ["wanted"]


# A few letters that often meet, in both alphabets, with hamza, tatweel, digits and marks.
letters = st.text("abAB12é-آاأـة", min_size=1, max_size=4)
names = st.lists(letters, min_size=1, max_size=3).map(" ".join)
codes = st.text("ab12-أ", min_size=1, max_size=6)
products = st.lists(
    st.tuples(names, names, st.lists(codes, max_size=2), st.booleans()), max_size=12
)


def oracle(drafts: dict[int, ProductDraft], query: str) -> set[int]:
    """The active products that hold every word of the text somewhere."""
    parts = words(fold(query))
    found = set()
    for product_id, each in drafts.items():
        texts = (each.name, each.name_ar, each.sku, *(code.code for code in each.barcodes))
        whole = " ".join(map(fold, texts))
        if each.active and parts and all(part in whole for part in parts):
            found.add(product_id)
    return found


def shelf_of(made: Sequence[tuple[str, str, list[str], bool]]) -> list[ProductDraft]:
    """Products as generated, without codes that another has already."""
    taken: set[str] = set()
    drafts = []
    for row, (name, name_ar, own, active) in enumerate(made):
        free = {barcode.key(code): code for code in own if barcode.parse(code).keys}
        fresh = [code for key, code in free.items() if key not in taken]
        taken |= free.keys()
        drafts.append(draft(f"{row}-{name[:3]}", name, name_ar, *fresh, active=active))
    return drafts


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)
@given(products, st.lists(letters, min_size=1, max_size=3).map(" ".join))
@example([("ab", "ab", ["12"], True)], "b 2")
@example([("xxab yyab", "ا", [], True)], "b x")
def test_whatever_a_naive_search_finds_is_found(
    store: Store, made: list[tuple[str, str, list[str], bool]], query: str
) -> None:
    with store.write() as unit:
        drafts = fill(unit, *shelf_of(made))
        assert oracle(drafts, query) <= set(search.ids(unit, query, 15))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80
)
@given(products, st.lists(letters, min_size=1, max_size=3).map(" ".join))
def test_nothing_is_found_twice_or_out_of_sale(
    store: Store, made: list[tuple[str, str, list[str], bool]], query: str
) -> None:
    with store.write() as unit:
        drafts = fill(unit, *shelf_of(made))
        found = search.ids(unit, query, 5)
        assert len(found) == len(set(found)) <= 5
        assert all(drafts[each].active for each in found)


def test_each_short_piece_of_each_product_is_found_in_the_demo_shop(store: Store) -> None:
    # More words than are tried by the index: only reading all texts brings them all.
    with store.write() as unit:
        rows = unit.sql("SELECT id, name_key, name_ar_key, codes_key FROM product").fetchall()
        for length in (1, 2, 3):
            pieces = {
                word[at : at + length]
                for row in rows
                for word in words(" ".join(row[1:]))
                for at in range(len(word) - length + 1)
            }
            for piece in pieces:
                wanted = {row[0] for row in rows if piece in " ".join(row[1:])}
                assert set(search.ids(unit, piece, 100)) == wanted, piece


def test_a_limit_as_large_as_the_catalogue_finds_all_of_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "TEXTS_READ", 10)
    drafts = [draft(f"Q-{row}", f"a{row}zq{row} x") for row in range(100)]
    with store.write() as unit:
        numbered = fill(unit, *drafts)
        assert set(search.ids(unit, "zq x", 1_000)) == numbered.keys()
        assert len(search.ids(unit, "zq x", 20)) == 20
