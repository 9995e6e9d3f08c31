"""`orders` and `order`: what customers bought online, over HTTP against servers on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from app.storage import setting
from app.storage.store import Store
from tests.connectors.salloq_shop import IRIS, JANE, JOHN, SOAP
from tests.fakes import apexloge, fault, salloq
from tests.fakes.apexloge import ApexlogeServer, Line, Product
from tests.fakes.salloq import SalloqServer
from tests.fakes.server import FakeServer
from tests.sanduq import Answer, Sanduq
from tests.shop import findings, tally

COMB = Product(id="abc-123", name="Comb", price=Decimal("7.50"), stock_count=12)
NOW = datetime.now(UTC)
JOHN_AT_THE_SHOP = "customer_id=2187"
PNG = b"\x89PNG\r\n"


def bought(number: int, status: str = "paid") -> apexloge.Order:
    return apexloge.Order(
        id=f"order-{number}",
        number=f"AL-{number}",
        created_at=NOW - timedelta(minutes=number),
        lines=(Line("abc-123", "Comb", 2, Decimal("7.50")),),
        status=status,
    )


@pytest.fixture
def salon() -> Iterator[ApexlogeServer]:
    """A salon with two orders; nothing beyond its document is sent to it."""
    orders = [bought(1), bought(2, "ready_for_pickup")]
    with ApexlogeServer(products=[COMB], orders=orders) as running:
        yield running
    assert running.complaints == []


@pytest.fixture
def web() -> Iterator[SalloqServer]:
    """A shop at Salloq with two products."""
    known = {"products": [IRIS, SOAP], "customers": [JANE, JOHN]}
    with SalloqServer(**known, first_order=307) as running:  # type: ignore[arg-type]
        yield running
    assert running.complaints == []
    assert running.shop.differences() == {}


def add(sanduq: Sanduq, server: FakeServer, kind: str, name: str, *settings: str) -> None:
    """Set up a back end with the key in a file, and read what it has."""
    key = {"apexloge": apexloge.KEY, "salloq": salloq.KEY}[kind]
    file = sanduq.folder / "key.txt"
    file.write_text(f"{key}\n")
    more = [part for each in settings for part in ("--set", each)]
    usual = ("--name", name, "--url", server.url, "--key-file", file, "--key-store", "file")
    assert sanduq("backend", "add", kind, *usual, *more).code == 0
    (told,) = sanduq("sync", "--backend", name).json
    assert (told["problem"], told["message"]) == (None, None)


@pytest.fixture
def read(sanduq: Sanduq, salon: ApexlogeServer) -> Sanduq:
    """A till that has read the salon's orders."""
    add(sanduq, salon, "apexloge", "salon")
    return sanduq


@pytest.fixture
def placing(sanduq: Sanduq, web: SalloqServer) -> Sanduq:
    """A till that sells at Salloq too."""
    add(sanduq, web, "salloq", "web", JOHN_AT_THE_SHOP)
    return sanduq


def place(
    sanduq: Sanduq, *products: str, more: tuple[str, ...] = (), customer: object = None
) -> Answer:
    """Place an order for these products by their SKU."""
    cart = {"lines": [{"product": each} for each in products], "customer": customer}
    return sanduq("orders", "place", "-", "--backend", "web", *more, stdin=json.dumps(cart))


def statuses(sanduq: Sanduq, *wanted: str) -> dict[str, str]:
    return {each["number"]: each["status"] for each in sanduq("orders", *wanted).json}


def without_times(order: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in order.items() if not name.endswith("_at")}


# What there is


def test_orders_are_listed_the_newest_first(read: Sanduq) -> None:
    assert list(statuses(read)) == ["AL-1", "AL-2"]
    assert list(statuses(read, "--limit", "1")) == ["AL-1"]
    assert list(statuses(read, "--backend", "salon")) == ["AL-1", "AL-2"]
    assert read("orders", "--backend", "moon").refusal == "unknown_backend"


def test_orders_of_one_status_are_asked_for_by_the_shops_own_word(read: Sanduq) -> None:
    assert list(statuses(read, "--status", "ready_for_pickup")) == ["AL-2"]
    assert read("orders", "--status", "shipped").json == []


def test_a_shop_without_online_orders_lists_none(sanduq: Sanduq) -> None:
    assert sanduq("orders").json == []
    assert sanduq("order", "AL-1").refusal == "unknown_order"


def test_one_order_is_told_whole(read: Sanduq) -> None:
    found = read("order", "AL-1").json
    (line,) = found.pop("lines")
    assert without_times(found) == {
        "id": "salon:order-1",
        "backend": "salon",
        "remote_id": "order-1",
        "number": "AL-1",
        "status": "paid",
        "stage": "new",
        "payment": "paid",
        "customer": "Lina Haddad",
        "phone": "+33601020304",
        "email": "lina@example.com",
        "address": "",
        "currency": "EUR",
        "total": "15.00",
        "tax": None,
        "shipping": None,
        "notes": "",
        "tracking_number": "",
        "reference": None,
        "steps": ["ready_for_pickup", "cancelled"],
        "sale": None,
        "sending": None,
    }
    assert line.pop("product") is not None
    assert line == {
        "remote_product_id": "abc-123",
        "name": "Comb",
        "quantity": "2",
        "price": "7.50",
        "total": None,
    }


@pytest.mark.parametrize("code", ["AL-1", "order-1", "salon:order-1", " AL-1 "])
def test_an_order_is_found_by_its_number_and_by_its_ids(read: Sanduq, code: str) -> None:
    assert read("order", code).json["number"] == "AL-1"


@pytest.mark.parametrize("code", ["AL-9", "", "moon:order-1", "AL-"])
def test_an_order_that_is_not_there_is_refused(read: Sanduq, code: str) -> None:
    for more in ((), ("--hand-over",), ("--text",)):
        assert read("order", code, *more).refusal == "unknown_order"


def test_people_read_a_table_and_a_record(read: Sanduq) -> None:
    head, first, second = read.plain("orders").out.splitlines()
    assert head.split() == ["id", "number", "status", "payment", "total", "customer"]
    assert first.split() == ["salon:order-1", "AL-1", "paid", "paid", "15.00", "Lina", "Haddad"]
    assert "ready_for_pickup" in second
    said = read.plain("order", "AL-1").out
    assert "customer: Lina Haddad" in said
    assert "2         Comb" in said


# The slip


def test_the_slip_is_written_as_pdf_and_picture(read: Sanduq, tmp_path: Path) -> None:
    pdf, png = tmp_path / "slip.pdf", tmp_path / "slip.png"
    found = read("order", "AL-1", "--pdf", pdf, "--png", png).json
    assert (found["pdf"], found["png"], found["path"]) == (str(pdf), str(png), str(pdf))
    assert (found["number"], found["status"], "text" in found) == ("AL-1", "paid", False)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert png.read_bytes().startswith(PNG)
    with Image.open(png) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    assert read("order", code.text).json["id"] == found["id"]


def test_the_slip_fits_the_paper_that_is_asked_for(read: Sanduq, tmp_path: Path) -> None:
    widths = []
    for paper in ("80", "58", "a4"):
        read("order", "AL-1", "--png", tmp_path / "slip.png", "--paper", paper)
        with Image.open(tmp_path / "slip.png") as picture:
            widths.append(picture.width)
    assert widths == [640, 464, 1680]


def test_the_slip_is_told_as_text(read: Sanduq) -> None:
    said = read.plain("order", "AL-1", "--text").out
    for each in ("Online order", "طلب إلكتروني", "* AL-1 *", "Lina Haddad", "Paid online"):
        assert each in said
    assert read("order", "AL-1", "--text").json["text"] in said


def test_the_slip_has_both_names_of_a_product_of_ours(read: Sanduq, store: Store) -> None:
    with store.write() as unit:
        unit.raw("UPDATE product SET name_ar = 'مشط' WHERE name = 'Comb'")
        unit.commit()
    (line,) = (
        each for each in read.plain("order", "AL-1", "--text").out.splitlines() if "2 ×" in each
    )
    assert line.split() == ["Comb", "2", "×", "مشط"]


def test_a_slip_that_has_no_place_is_refused(read: Sanduq, tmp_path: Path) -> None:
    assert read("order", "AL-1", "--pdf", tmp_path / "none" / "a.pdf").refusal == "unknown_file"


# What is done with an order


def test_a_status_is_told_to_the_shop_at_once(read: Sanduq, salon: ApexlogeServer) -> None:
    found = read("order", "AL-1", "--set-status", "ready_for_pickup", "--cashier", "Mona").json
    assert (found["status"], found["stage"], found["sending"]) == (
        "ready_for_pickup",
        "ready",
        None,
    )
    assert salon.orders["order-1"].status == "ready_for_pickup"
    assert [each.fields for each in salon.done("order")] == [{"status": "ready_for_pickup"}]
    assert [each["state"] for each in read("outbox").json if each["kind"] == "order"] == ["ACKED"]


def test_no_order_is_called_off_without_a_reason(read: Sanduq, salon: ApexlogeServer) -> None:
    assert read("order", "AL-1", "--set-status", "cancelled").refusal == "needs_reason"
    blank = read("order", "AL-1", "--set-status", "cancelled", "--reason", "  ")
    assert blank.refusal == "needs_reason"
    assert salon.done("order") == []
    found = read("order", "AL-1", "--set-status", "cancelled", "--reason", "Out of stock").json
    assert (found["status"], found["stage"], found["steps"]) == ("cancelled", "off", [])
    assert salon.orders["order-1"].cancel_reason == "Out of stock"
    assert salon.refunds == ["order-1"]


@pytest.mark.parametrize("status", ["paid", "shipped", "lost"])
def test_a_status_that_no_step_leads_to_is_refused(
    read: Sanduq, salon: ApexlogeServer, status: str
) -> None:
    assert read("order", "AL-1", "--set-status", status).refusal == "no_step"
    assert salon.done("order") == []


def test_an_order_is_handed_over_step_by_step(
    read: Sanduq, store: Store, salon: ApexlogeServer, tmp_path: Path
) -> None:
    found = read("order", "AL-1", "--hand-over", "--text").json
    assert (found["status"], found["stage"], found["sale"]) == ("picked_up", "done", None)
    steps = ["ready_for_pickup", "picked_up"]
    assert [each.fields["status"] for each in salon.done("order")] == steps
    assert "Picked up at  20" in found["text"]
    assert read("order", "AL-1", "--hand-over").refusal == "no_step"
    assert findings(store) == []


def test_an_order_is_not_called_off_and_handed_over_in_one_breath(
    read: Sanduq, salon: ApexlogeServer
) -> None:
    cancel = ("--set-status", "cancelled", "--reason", "Out of stock")
    for given in ("--hand-over", "--paid"):
        refused = read("order", "AL-2", *cancel, given)
        assert (refused.code, refused.json["error"]["code"]) == (1, "two_ways")
    alone = read("order", "AL-2", "--hand-over", "--reason", "Out of stock")
    assert alone.json["error"]["code"] == "no_status"
    assert salon.done("order") == []


def test_a_sync_tells_what_somebody_should_look_at(read: Sanduq) -> None:
    (told,) = read("sync").json
    assert told["reviews"] == ["salon names prices in EUR, and this shop's are in SAR."]


def test_a_handed_over_order_prints_its_slip_where_the_shop_prints_by_itself(
    read: Sanduq, store: Store
) -> None:
    with store.write() as unit:
        setting.save_shop(unit, replace(setting.load_shop(unit), printer="Roll"))
        unit.commit()
    order_id = tally(store, "SELECT id FROM online_order WHERE number = 'AL-2'")
    read("order", "AL-2", "--hand-over")
    (job,) = read("printer", "show").json["jobs"]
    assert (job["number"], job["printer"], job["copy"]) == (f"order:{order_id}", "Roll", False)


def test_what_is_to_be_paid_is_not_handed_over_before(placing: Sanduq) -> None:
    found = place(placing, "soap").json
    assert (found["payment"], found["total"]) == ("due", "18.30")
    assert placing("order", found["number"], "--hand-over").refusal == "payment_due"


def test_an_order_is_collected_in_cash(
    placing: Sanduq, store: Store, web: SalloqServer, tmp_path: Path
) -> None:
    number = place(placing, "soap").json["number"]
    found = placing("order", number, "--collect", "cash", "--cashier", "Mona").json
    assert (found["status"], found["payment"], found["sale"]) == ("delivered", "paid", "A1-000001")
    (sale,) = placing("invoices").json
    assert (sale["number"], sale["total"], sale["status"]) == ("A1-000001", "18.30", "paid")
    assert web.shop.orders[307].status == "delivered"
    assert len(web.shop.orders) == 1
    assert placing("order", number, "--collect", "cash").refusal == "already_collected"
    said = placing.plain("order", number, "--text").out
    assert "Paid here: invoice   A1-000001" in said
    assert findings(store) == []


def test_what_is_paid_online_is_not_collected(read: Sanduq, store: Store) -> None:
    assert read("order", "AL-2", "--collect", "cash").refusal == "already_collected"
    assert tally(store, "SELECT count(*) FROM invoice") == 0


# Placing


def test_an_order_is_placed_and_priced_by_the_shop(placing: Sanduq, web: SalloqServer) -> None:
    found = place(placing, "iris-elysee", "soap", more=("--promo-code", "SAVE10")).json
    (booked,) = web.shop.orders.values()
    assert (found["remote_id"], found["number"], found["stage"]) == ("307", "307", "new")
    assert Decimal(found["total"]) == booked.total
    assert booked.customer_id == 2187
    assert booked.discount == Decimal("15.45")
    assert [each["name"] for each in found["lines"]] == ["Iris Élysée", "Soap"]
    assert [each["number"] for each in placing("orders").json] == ["307"]


def test_an_order_that_cannot_be_placed_says_why(placing: Sanduq, web: SalloqServer) -> None:
    assert place(placing).refusal == "empty_cart"
    assert place(placing, "6281000000014").refusal == "not_there"
    cart = json.dumps({"lines": [{"product": "soap"}]})
    elsewhere = placing("orders", "place", "-", "--backend", "moon", stdin=cart)
    assert elsewhere.refusal == "cant_place"
    assert web.shop.orders == {}


def test_an_order_is_placed_for_a_customer_of_ours(placing: Sanduq, web: SalloqServer) -> None:
    jane = placing("customers", "add", "--name", "Jane Doe").json["id"]
    assert placing("customers", "link", jane, "--backend", "web", "--remote-id", JANE.id).code == 0
    found = place(placing, "soap", customer={"id": jane}).json
    assert found["customer"] == "Jane Doe"
    assert [each.customer_id for each in web.shop.orders.values()] == [JANE.id]


def test_an_order_is_sent_to_an_address(placing: Sanduq, web: SalloqServer) -> None:
    home = {"street": "12 King Fahd Rd", "city": "Riyadh", "zip": "12211", "country": "SA"}
    place(placing, "soap", more=("--address", json.dumps(home)))
    (sent,) = web.seen("POST", "/orders")
    names = {"shipping_address": "street"}  # the others are called as here
    told = {name: text for name, text in sent.json.items() if name.startswith("shipping_")}
    assert {
        names.get(name, name.removeprefix("shipping_")): text for name, text in told.items()
    } == home


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("12 King Fahd Rd", "bad_json"),
        ("[]", "bad_json"),
        ('{"street": 12}', "bad_json"),
        ('{"planet": "Mars"}', "unknown_field"),
        (json.dumps({"city": "x" * 5_001}), "too_long"),
    ],
)
def test_what_is_no_address_is_refused(
    placing: Sanduq, web: SalloqServer, address: str, code: str
) -> None:
    assert place(placing, "soap", more=("--address", address)).refusal == code
    assert web.shop.orders == {}


# A shop that is not reached


@pytest.mark.parametrize("how", ["drop_unread", "status"])
def test_a_change_waits_for_a_shop_that_does_not_answer(
    read: Sanduq, salon: ApexlogeServer, how: str
) -> None:
    salon.fail(fault.drop_unread() if how == "drop_unread" else fault.status(503), rate=1)
    answer = read("order", "AL-1", "--hand-over")
    assert (answer.code, answer.err) == (0, "")
    found = answer.json
    assert (found["status"], found["sending"]["status"]) == ("paid", "picked_up")
    assert found["steps"] == []
    assert salon.done("order") == []
    assert read("order", "AL-1", "--hand-over").refusal == "sending"
    assert "Picked up at  20" in read("order", "AL-1", "--text").json["text"]


def test_a_change_is_told_once_the_shop_is_there_again(read: Sanduq, salon: ApexlogeServer) -> None:
    salon.fail(fault.drop_unread(), rate=1)
    entry = read("order", "AL-2", "--hand-over").json["sending"]["outbox"]
    salon.heal()
    read("outbox", "retry", entry)
    read("sync")
    assert statuses(read)["AL-2"] == "picked_up"
    assert [each.fields["status"] for each in salon.done("order")] == ["picked_up"]


def test_an_order_that_waits_for_its_shop_has_no_number_yet(
    placing: Sanduq, web: SalloqServer
) -> None:
    web.fail(fault.drop_unread(), method="POST", rate=1)
    answer = place(placing, "soap")
    assert answer.code == 0
    found = answer.json
    assert (found["number"], found["remote_id"], found["total"]) == ("", None, None)
    assert found["id"] == found["reference"]
    assert found["lines"][0]["price"] == f"{SOAP.price:.2f}"
    said = placing.plain("order", found["reference"], "--text").out
    assert found["reference"] in said
    assert web.shop.orders == {}


def test_an_order_that_was_not_sent_has_the_decimals_of_its_currency(
    placing: Sanduq, web: SalloqServer
) -> None:
    placing("backend", "set", "web", "--set", "currency=BHD")
    web.fail(fault.drop_unread(), method="POST", rate=1)
    placed = place(placing, "soap").json
    for found in (placed, *placing("orders").json, placing("order", placed["reference"]).json):
        assert (found["lines"][0]["price"], found["currency"]) == (f"{SOAP.price:.3f}", "BHD")
    placing("backend", "remove", "web")
    (found,) = placing("orders").json
    assert found["lines"][0]["price"] == f"{SOAP.price:.2f}"
