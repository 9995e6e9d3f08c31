"""Import of products: each row is taken or refused with a reason; a broken file changes nothing."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.catalog import Product, ProductBarcode, ProductDraft
from app.domain.errors import Refusal
from app.domain.tax import tax_rate
from app.services import export, product_import
from app.services.new_shop import NewShop
from app.services.product_import import ImportReport
from app.storage import catalog, search, stock
from app.storage.opening import open_store
from app.storage.store import Store
from tests.backends import add_backend
from tests.shop import BREAD, DATES, LATTE, NOON, counter_of, findings, make_shop, tally

HEAD = "sku,name,name_ar,barcode,category,price,cost,tax_rate,unit,stock,active"


def read(store: Store, path: Path, *, dry_run: bool = False) -> ImportReport:
    with store.write() as unit:
        report, _ = product_import.read(unit, path, counter_of(unit), dry_run=dry_run)
    return report


def write(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "products.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def take(store: Store, folder: Path, *lines: str) -> ImportReport:
    """Import these lines."""
    return read(store, write(folder, *lines))


def numbers(report: ImportReport) -> tuple[int, int, int, int]:
    return report.read, report.created, report.updated, report.refused_count


def reasons(report: ImportReport) -> list[tuple[int, str]]:
    """Lines that were refused, and why."""
    return [(each.line, each.reason) for each in report.refused]


def product(store: Store, code: str) -> Product:
    with store.read() as unit:
        found = counter_of(unit).catalog(unit).find(code)
    assert found, code
    return found.product


def products(store: Store) -> int:
    return tally(store, "SELECT count(*) FROM product")


def test_a_new_row_is_a_new_product(store: Store, tmp_path: Path) -> None:
    report = take(
        store,
        tmp_path,
        HEAD,
        "N-1,Noodles,شعيرية,4006381333931|box-1,Pasta,4.50,3.10,15,piece,12,yes",
    )
    assert numbers(report) == (1, 1, 0, 0)
    made = product(store, "4006381333931")
    assert (made.sku, made.name, made.name_ar) == ("N-1", "Noodles", "شعيرية")
    assert [code.code for code in made.barcodes] == ["4006381333931", "box-1"]
    assert (made.category, str(made.price), str(made.cost)) == ("Pasta", "4.50", "3.10")
    assert (made.tax, made.unit, made.active) == (tax_rate("15"), "piece", True)
    assert made.stock == 12
    with store.read() as unit:
        assert search.ids(unit, "noodles", 5) == [made.id]
        (move,) = stock.moves(unit, made.id)
    assert (move.reason, move.note, move.at) == ("opening", "import", NOON)
    assert findings(store) == []


def test_a_known_sku_is_updated_and_other_columns_stay(store: Store, tmp_path: Path) -> None:
    before = product(store, DATES)
    report = take(store, tmp_path, "sku,price", f"{before.sku},26.00")
    assert numbers(report) == (1, 0, 1, 0)
    after = product(store, DATES)
    assert str(after.price) == "26.00"
    assert (after.name, after.name_ar, after.cost) == (before.name, before.name_ar, before.cost)
    assert (after.barcodes, after.stock, after.tax) == (before.barcodes, before.stock, before.tax)
    assert (after.category, after.picture) == (before.category, before.picture)
    assert after.reorder_level == before.reorder_level


def test_without_a_sku_the_barcode_tells_which_product_is_meant(
    store: Store, tmp_path: Path
) -> None:
    report = take(store, tmp_path, "barcode,price", f"{DATES},26.00", "nobody,1.00")
    assert numbers(report) == (2, 0, 1, 1)
    assert reasons(report) == [(3, "A new product needs a name.")]
    assert report.refused[0].code == "incomplete"
    assert str(product(store, DATES).price) == "26.00"


def test_an_empty_cell_keeps_what_was_stored(store: Store, tmp_path: Path) -> None:
    before = product(store, DATES)
    take(store, tmp_path, HEAD, f"{before.sku},,,,,,,,,,")
    assert product(store, DATES) == before


def test_a_cost_of_nothing_stays_when_another_column_changes(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, "sku,name,price,cost", "F-1,Free sample,1.00,0.00")
    take(store, tmp_path, "sku,price", "F-1,2.00")
    assert str(product(store, "F-1").cost) == "0.00"


def test_a_carton_stays_a_carton_when_its_product_is_updated(store: Store, tmp_path: Path) -> None:
    codes = (ProductBarcode("one"), ProductBarcode("box", "carton", Decimal(12)))
    draft = ProductDraft("W-1", "Water", "", Decimal(1), tax_rate("15"), barcodes=codes)
    with store.write() as unit:
        catalog.insert(unit, [(catalog.next_id(unit), draft)], {})
        unit.commit()
    take(store, tmp_path, "sku,barcode", "W-1,BOX|two")
    assert product(store, "W-1").barcodes == (codes[1], ProductBarcode("two"))


def test_stock_is_what_was_counted(store: Store, tmp_path: Path) -> None:
    before = product(store, DATES).stock
    take(store, tmp_path, "sku,stock", f"DT-00001,{before - 3}")
    with store.read() as unit:
        move = stock.moves(unit, 1)[0]
    assert (move.quantity, move.reason) == (Decimal(-3), "counted")
    assert product(store, DATES).stock == before - 3
    moves = tally(store, "SELECT count(*) FROM stock_move")
    take(store, tmp_path, "sku,stock", f"DT-00001,{before - 3}")
    assert tally(store, "SELECT count(*) FROM stock_move") == moves
    assert findings(store) == []


def test_what_is_never_counted_refuses_a_count(store: Store, tmp_path: Path) -> None:
    latte = product(store, LATTE)
    report = take(store, tmp_path, "sku,stock", f"{latte.sku},5")
    assert reasons(report) == [(2, f"No stock is kept of {latte.name}.")]


def test_products_without_a_sku_get_one_that_is_free(store: Store, tmp_path: Path) -> None:
    ahead = products(store)
    report = take(
        store,
        tmp_path,
        "sku,name,price",
        ",First,1",
        ",Second,1",
        f"P-{ahead + 1:06d},Taken,1",
        f"P-{ahead + 4:06d},Taken too,1",
        ",Third,1",
    )
    assert numbers(report) == (5, 5, 0, 0)
    report = take(store, tmp_path, "name,price", "Fourth,1")
    assert numbers(report) == (1, 1, 0, 0)
    with store.read() as unit:
        skus = [row[0] for row in unit.sql("SELECT sku FROM product WHERE id > ?", (ahead,))]
    assert len(skus) == len(set(skus)) == 6


def test_a_product_that_comes_twice_is_created_and_then_updated(
    store: Store, tmp_path: Path
) -> None:
    report = take(
        store,
        tmp_path,
        "sku,name,price,barcode",
        "D-1,One,1.00,aaa",
        "D-1,One again,2.00,bbb",
        ",By barcode,3.00,bbb",
    )
    assert numbers(report) == (3, 1, 2, 0)
    made = product(store, "D-1")
    assert (made.name, str(made.price), made.barcode) == ("By barcode", "3.00", "bbb")


def test_a_product_named_in_two_ways_keeps_the_changes_of_both_rows(
    store: Store, tmp_path: Path
) -> None:
    report = take(
        store,
        tmp_path,
        "sku,barcode,price,name",
        "DT-00001,,30,",
        f",{DATES},,Renamed",
    )
    assert numbers(report) == (2, 0, 2, 0)
    after = product(store, DATES)
    assert (str(after.price), after.name) == ("30.00", "Renamed")


def test_a_barcode_of_another_product_is_refused(store: Store, tmp_path: Path) -> None:
    report = take(
        store,
        tmp_path,
        "sku,name,price,barcode",
        f"X-1,Thief,1,{DATES}",
        f"X-2,Thief,1,0{DATES}",
        "X-3,Owner,1,fresh",
        "X-4,Thief,1,FRESH",
        "X-5,Twice,1,same|SAME",
    )
    assert numbers(report) == (5, 1, 0, 4)
    assert reasons(report) == [
        (6, "The product has one barcode twice."),
        (2, f"The barcode {DATES} belongs to another product."),
        (3, f"The barcode 0{DATES} belongs to another product."),
        (5, "The barcode FRESH belongs to another product."),
    ]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("price", "free", "not a number"),
        ("price", "-1", "not possible"),
        ("price", "1.005", "more than 2 decimals"),
        ("price", "1e3", "not a number"),
        ("price", "NaN", "not a number"),
        ("price", "9999999999999", "too large"),
        ("price", '"1,50"', "not a number"),
        ("cost", "-0.01", "not possible"),
        ("tax_rate", "150", "not possible"),
        ("tax_rate", "luxury", "not a number"),
        ("stock", "many", "not a number"),
        ("stock", "99999999999", "not possible"),
        ("stock", "0.0000001", "more than 6 decimals"),
        ("active", "perhaps", "neither yes nor no"),
        ("barcode", "6281000000015", "check digit"),
        ("barcode", "x" * 81, "more than 80"),
        ("unit", "x" * 81, "more than 80"),
        ("name", "x" * 5_001, "more than 5000"),
        ("category", "x" * 5_001, "more than 5000"),
    ],
)
def test_a_bad_cell_refuses_its_row_alone(
    store: Store, tmp_path: Path, column: str, cell: str, reason: str
) -> None:
    values = {"sku": "B-1", "name": "Bad", "price": "1"} | {column: cell}
    report = take(
        store,
        tmp_path,
        ",".join(values),
        ",".join(values.values()),
        ",".join({**values, "sku": "G-1", "name": "Good", "price": "1", column: ""}.values())
        if column not in {"name", "price"}
        else ",".join({**values, "sku": "G-1", "name": "Good", "price": "1"}.values()),
    )
    assert numbers(report) == (2, 1, 0, 1)
    ((line, told),) = reasons(report)
    assert line == 2
    assert reason in told
    assert told.endswith(".")
    assert product(store, "G-1").name == "Good"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",No price,,,,", "A new product needs a price."),
        ("S-1,,,1.00,,", "A new product needs a name."),
        (f"{'x' * 81},Long,,1.00,,", "The SKU has more than 80 characters."),
        ("a,b,c,1.00,e,f,g,h", "The row has more fields than there are columns."),
    ],
)
def test_an_incomplete_row_is_refused(store: Store, tmp_path: Path, line: str, reason: str) -> None:
    report = take(store, tmp_path, "sku,name,name_ar,price,unit,stock", line)
    assert reasons(report) == [(2, reason)]
    assert products(store) == 30


def test_the_first_rows_shape_does_not_matter(store: Store, tmp_path: Path) -> None:
    report = take(
        store, tmp_path, "price,sku,name,colour", "1,S-1,Too,many,fields", "5", "1,S-2,Good"
    )
    assert numbers(report) == (3, 1, 0, 2)
    assert report.unknown_columns == ("colour",)


def test_an_arabic_name_alone_will_do(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, "sku,name_ar,price,stock,tax_rate", "A-1,تمر,١٢٫٥٠,٠٫٧٥٥,٥٪")
    made = product(store, "A-1")
    assert (made.name, made.name_ar) == ("تمر", "تمر")
    assert (str(made.price), made.stock, made.tax) == ("12.50", Decimal("0.755"), tax_rate("5"))


def test_columns_may_come_in_any_order_and_unknown_ones_are_named(
    store: Store, tmp_path: Path
) -> None:
    report = take(store, tmp_path, "Colour, PRICE ,Name,sku,size", "red,1,Ball,B-1,5")
    assert numbers(report) == (1, 1, 0, 0)
    assert report.unknown_columns == ("colour", "size")
    assert product(store, "B-1").name == "Ball"


def test_control_characters_do_not_get_into_the_store(store: Store, tmp_path: Path) -> None:
    take(
        store,
        tmp_path,
        "sku,name,price,unit",
        'C\x00-1,"Two\nlines \x1b[31m",1,k\x07g',
        "C-2,\x00,1,",
    )
    made = product(store, "C -1")
    assert (made.name, made.unit) == ("Two lines [31m", "k g")
    assert products(store) == 31


def test_a_dry_run_tells_the_same_and_stores_nothing(store: Store, tmp_path: Path) -> None:
    path = write(
        tmp_path, HEAD, "N-1,Noodles,,,New,1,,15,,5,", "DT-00001,,,,,9,,,,1,", "bad,,,,,,,,,,"
    )
    before = {
        name: tally(store, f"SELECT count(*) FROM {name}")
        for name in ("product", "stock_move", "journal", "category", "word", "barcode")
    }
    told = read(store, path, dry_run=True)
    assert numbers(told) == (3, 1, 1, 1)
    assert {name: tally(store, f"SELECT count(*) FROM {name}") for name in before} == before
    assert str(product(store, DATES).price) == "24.50"
    assert numbers(read(store, path)) == (3, 1, 1, 1)


def test_an_import_is_written_in_the_journal(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, "sku,price", "DT-00001,9", "nobody,9")
    with store.read() as unit:
        rows = unit.sql("SELECT actor, event, subject, data FROM journal ORDER BY 1 DESC")
        entry = rows.fetchone()
    assert entry is not None
    assert tuple(entry) == (
        "Sara",
        "products_imported",
        "products.csv",
        '{"created":0,"read":2,"refused":1,"updated":1}',
    )


GOOD = f"{HEAD}\r\nN-1,Noodles,,,,1,,,,,\r\n"
BROKEN = {
    "no useful column": (b"colour,size\nred,5\n", "must name the columns"),
    "nothing at all": (b"", "must name the columns"),
    "a column twice": (b"sku,name,SKU\na,b,c\n", "column sku twice"),
    "an open quote": (GOOD.encode() + b'"N-2,never closed,,,,1,,,,,\n', "line 3"),
    "text after a quote": (GOOD.encode() + b'"N-2"x,b,,,,1,,,,,\n', "line 3"),
    "UTF-16": (GOOD.encode("utf-16"), "not UTF-8"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "must name the columns"),
    "Windows Arabic": (GOOD.encode() + "N-2,شعيرية,,,,1,,,,,".encode("cp1256"), "not UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not UTF-8"),
    "a field without end": (GOOD.encode() + b"N-2," + b"x" * 100_001 + b",,,,1,,,,,\n", "field"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_changes_nothing(store: Store, tmp_path: Path, what: str) -> None:
    content, reason = BROKEN[what]
    path = tmp_path / "products.csv"
    path.write_bytes(content)
    journal = tally(store, "SELECT count(*) FROM journal")
    with pytest.raises(Refusal, match=reason) as caught:
        read(store, path)
    assert caught.value.code == "bad_csv"
    assert "\n" not in caught.value.message
    assert products(store) == 30
    assert tally(store, "SELECT count(*) FROM journal") == journal


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_dialects_of_spreadsheets_are_read(
    store: Store, tmp_path: Path, encoding: str, delimiter: str, end: str
) -> None:
    rows = (("sku", "name", "price"), ("N-1", '"Noodles, ""wide""; hot"', "4.50"), ())
    text = end.join(delimiter.join(row) for row in rows)
    path = tmp_path / "products.csv"
    path.write_bytes(text.encode(encoding))
    assert numbers(read(store, path)) == (1, 1, 0, 0)
    assert product(store, "N-1").name == 'Noodles, "wide"; hot'


def test_a_missing_file_or_a_folder_is_refused(store: Store, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(Refusal) as caught:
            read(store, path)
        assert caught.value.code == "unknown_file"


def test_thousands_of_bad_rows_are_counted_and_the_first_are_told(
    store: Store, tmp_path: Path
) -> None:
    report = take(store, tmp_path, "sku,name,price", *(f"S-{row},x,bad" for row in range(5_000)))
    assert numbers(report) == (5_000, 0, 0, 5_000)
    assert len(report.refused) == product_import.MAX_REFUSED


def test_an_export_comes_back_without_a_change(store: Store, tmp_path: Path) -> None:
    take(
        store,
        tmp_path,
        HEAD,
        "=1+1,'=cmd|' /C calc'!A0,+فاتورة,-7|@x,-Odd,0.05,0,exempt,kg,0.755,no",
        'Q-2,"Quo""ted, ; name",,,,1,,out_of_scope,,-3,yes',
    )
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    with store.read() as unit:
        counter = counter_of(unit)
        assert export.products(unit, counter, first) == 32
        everything = counter.catalog(unit).products(range(1, 33))
    moves = tally(store, "SELECT count(*) FROM stock_move")
    assert numbers(read(store, first)) == (32, 0, 32, 0)
    with store.read() as unit:
        counter = counter_of(unit)
        assert counter.catalog(unit).products(range(1, 33)) == everything
        export.products(unit, counter, second)
    assert second.read_bytes() == first.read_bytes()
    assert tally(store, "SELECT count(*) FROM stock_move") == moves
    assert findings(store) == []


def test_an_export_fills_an_empty_shop(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    with store.read() as unit:
        counter = counter_of(unit)
        export.products(unit, counter, path)
        before = {each.sku: each for each in counter.catalog(unit).products(range(1, 31))}
    empty = open_store(make_shop(tmp_path / "empty", NewShop()))
    assert numbers(read(empty, path)) == (30, 30, 0, 0)
    for code in (DATES, BREAD, LATTE):
        made, old = product(empty, code), product(store, code)
        assert (made.name, made.name_ar, made.price) == (old.name, old.name_ar, old.price)
        assert (made.stock, made.category) == (old.stock, old.category)
    assert len(before) == products(empty)
    assert findings(empty) == []
    empty.close()


cells = st.one_of(
    st.sampled_from(
        ["", "DT-00001", "N-1", "P-000031", DATES, "a|b", "b|c", "A", "0", "1.50", "-1"]
    ),
    st.sampled_from(["yes", "no", "exempt", "15%", "1,5", "٥", "=1+1", "x" * 81, "تمر", "|"]),
    st.text(max_size=4),
)
tables = st.lists(st.lists(cells, min_size=1, max_size=12), max_size=8)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80
)
@given(tables)
def test_no_rows_break_the_import(store: Store, tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", errors="ignore", newline="") as file:
        csv.writer(file).writerows([HEAD.split(","), *rows])
    with store.write() as unit:
        report, _ = product_import.read(unit, path, counter_of(unit), dry_run=True)
        assert report.created + report.updated + report.refused_count == report.read
        assert stock.faults(unit) == []


# What a back end is told


def told(store: Store) -> list[tuple[str, str, str, str]]:
    """Kind, back end, number and payload of all that is to be sent."""
    with store.read() as unit:
        rows = unit.sql("SELECT kind, backend, number, payload FROM outbox ORDER BY id").fetchall()
    return [tuple(row) for row in rows]


def test_a_back_end_is_told_of_new_products_and_of_the_fields_that_changed(
    store: Store, tmp_path: Path
) -> None:
    add_backend(store)
    report = take(
        store,
        tmp_path,
        "sku,name,price,stock,active,category",
        "N-1,New one,2.00,12,,",
        "N-2,New two,2.00,,,",
        "DT-00001,,30.00,,yes,Snacks",
        "DT-00001,,30.00,,no,Snacks",
    )
    assert told(store) == [
        ("product", "apex", "N-1", '{"stock":"12"}'),
        ("product", "apex", "N-2", "{}"),
        ("product", "apex", "DT-00001", '{"fields":["price","category"]}'),
    ]
    assert (report.queued, report.changes.outbox) == (3, True)
    assert findings(store) == []


def test_a_back_end_is_told_of_what_was_counted(store: Store, tmp_path: Path) -> None:
    add_backend(store)
    before = product(store, DATES).stock
    take(store, tmp_path, "sku,stock", f"DT-00001,{before + 5}", f"DT-00001,{before + 5}")
    assert told(store) == [
        ("stock", "apex", "DT-00001", '{"warehouse":"main","delta":"5","reason":"counted"}')
    ]


def test_nobody_is_told_of_rows_that_change_nothing(store: Store, tmp_path: Path) -> None:
    add_backend(store)
    path = tmp_path / "all.csv"
    with store.read() as unit:
        export.KINDS["products"](unit, counter_of(unit), path)
    report = read(store, path)
    assert (report.updated, report.queued, report.changes.outbox) == (30, 0, False)
    assert told(store) == []


def test_without_a_back_end_nobody_is_told(store: Store, tmp_path: Path) -> None:
    report = take(store, tmp_path, "sku,name,price", "N-1,New,2.00", "DT-00001,Dates,3.00")
    assert (report.queued, told(store)) == (0, [])
