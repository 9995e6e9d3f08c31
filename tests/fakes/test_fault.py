"""Answers go wrong on the wire as each fault promises."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from decimal import Decimal

import httpx
import pytest

from tests.fakes import fault
from tests.fakes.apex import ApexServer, Knobs
from tests.fakes.conftest import NOW
from tests.fakes.server import Fault
from tests.fakes.talk import (
    SALE,
    client_of,
    raw,
    said,
    sell,
)
from tests.fakes.wire import write_json


@pytest.mark.parametrize("code", [400, 401, 403, 404, 408, 409, 422, 500, 502, 503, 504])
@pytest.mark.parametrize("committed", [True, False])
def test_a_status_is_told_before_or_after_the_commit(
    server: ApexServer, client: httpx.Client, code: int, committed: bool
) -> None:
    server.fail(fault.status(code, committed=committed, message="No."), method="POST")
    answer = sell(client)
    assert answer.status_code == code
    assert said(answer) == {"success": False, "message": "No."}
    assert server.ledger.count("invoice") == committed


def test_a_status_may_come_without_a_body(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.status(502, reasoned=False))
    answer = client.get("/health")
    assert (answer.status_code, answer.content) == (502, b"")


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_redirect_catches_who_follows_it(
    server: ApexServer, client: httpx.Client, code: int
) -> None:
    server.fail(fault.redirect(code), path="/invoices", times=2)
    assert sell(client).status_code == code
    assert server.ledger.count() == 0
    headers = {"Content-Type": "application/json"}
    client.post("/invoices", content=write_json(SALE), headers=headers, follow_redirects=True)
    assert server.ledger.count("invoice") == (code in {307, 308})


def test_a_redirect_keeps_the_query(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.redirect(302), path="/products")
    answer = client.get("/products", params={"limit": 2}, follow_redirects=True)
    assert len(said(answer)["data"]) == 2


def test_429_is_told_in_every_spelling(server: ApexServer, client: httpx.Client) -> None:
    told: dict[str, tuple[str | None, str | None, bool]] = {}
    for name, too_many in fault.TOO_MANY.items():
        server.fail(too_many)
        answer = client.get("/products")
        assert answer.status_code == 429
        headers = answer.headers
        told[name] = (
            headers.get("retry-after"),
            headers.get("x-ratelimit-reset"),
            bool(answer.content),
        )
    later = str(int(NOW.timestamp()) + 2)
    assert told["seconds"] == ("2", None, True)
    assert told["seconds without a body"] == ("2", None, False)
    assert told["a date"] == ("Fri, 24 Apr 2026 10:32:02 GMT", None, True)
    assert told["a date that is past"] == ("Fri, 24 Apr 2026 09:32:00 GMT", None, True)
    assert told["reset epoch"] == (None, later, True)
    assert told["nothing"] == (None, None, True)
    assert told["nothing without a body"] == (None, None, False)
    assert told["garbage"] == ("soon, God willing", None, True)
    assert told["negative"] == ("-5", None, True)
    assert told["huge"] == ("999999999999", None, True)
    assert len(set(told.values())) == len(told)


def test_success_false_may_come_without_a_reason(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.unexplained(), method="POST")
    answer = sell(client)
    assert (answer.status_code, said(answer)) == (200, {"success": False})
    assert server.ledger.count() == 0


def test_a_proxy_page_is_html_with_status_200(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.html(), method="POST")
    answer = sell(client)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html")
    assert answer.text == fault.PAGE
    server.fail(fault.html(committed=True), method="POST")
    sell(client)
    assert server.ledger.count("invoice") == 1


def test_a_cut_answer_is_no_json_although_it_is_whole_on_the_wire(
    server: ApexServer, client: httpx.Client
) -> None:
    server.fail(fault.cut(), method="POST")
    answer = sell(client)
    assert answer.status_code == 200
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        said(answer)
    assert server.ledger.count("invoice") == 1


@pytest.mark.parametrize(
    ("wrong", "answered"),
    [
        (fault.having(total=Decimal("1.00")), {"total": Decimal("1.00")}),
        (fault.having(invoice_id="1084"), {"invoice_id": "1084"}),
        (fault.having(invoice_id=None, total="seven"), {"invoice_id": None, "total": "seven"}),
        (fault.having(colour="red"), {"colour": "red"}),
    ],
)
def test_fields_can_be_made_wrong(
    server: ApexServer, client: httpx.Client, wrong: Fault, answered: dict[str, object]
) -> None:
    server.fail(wrong, method="POST")
    honest = {"success": True, "invoice_id": 1084, "total": Decimal("7.00"), "status": "paid"}
    assert said(sell(client)) == honest | answered
    assert server.ledger.total() == Decimal("7.00")


def test_fields_can_be_missing(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.lacking("invoice_id", "status"), method="POST")
    assert said(sell(client)) == {"success": True, "total": Decimal("7.00")}


def test_fields_of_rows_can_be_wrong_or_missing(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.rows_having(price="dear", colour=None), path="/products")
    assert {(each["price"], each["colour"]) for each in said(client.get("/products"))["data"]} == {
        ("dear", None)
    }
    server.fail(fault.rows_lacking("id"), path="/products")
    assert not any("id" in each for each in said(client.get("/products"))["data"])


@pytest.mark.parametrize("value", [None, [], "ok", 7, {"status": "ok"}, {"data": {}}])
def test_an_answer_can_have_another_shape(
    server: ApexServer, client: httpx.Client, value: object
) -> None:
    server.fail(fault.shape(value))
    answer = client.get("/health")
    assert (answer.status_code, said(answer)) == (200, value)


def test_nan_and_a_doubled_key_stand_in_the_text(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.having(total=fault.NAN), method="POST")
    assert '"total": NaN' in sell(client).text
    server.fail(fault.doubled("total", Decimal("1.00")), method="POST")
    text = sell(client).text
    assert text.count('"total"') == 2
    assert text.endswith(', "total": 1.00}')


def test_a_huge_answer_is_valid_json(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.huge())
    answer = client.get("/health")
    assert len(answer.content) > 20 * 1024 * 1024
    assert said(answer)["status"] == "ok"
    server.fail(fault.huge(10**6, compressed=True))
    with raw(server) as connection:
        head, _, body = connection.recv(2**16).partition(b"\r\n\r\n")
    assert b"Content-Encoding: gzip" in head
    assert len(body) < 10**5
    assert len(gzip.decompress(body)) > 10**6


def test_an_answer_can_be_encoded_wrongly(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.encoded("cp1256"))
    answer = client.get("/products")
    assert "إسبريسو".encode("cp1256") in answer.content
    with pytest.raises(UnicodeDecodeError):
        said(answer)
    server.fail(fault.not_compressed())
    with pytest.raises(httpx.DecodingError):
        client.get("/products")


def pages(client: httpx.Client, count: int, limit: int = 2) -> list[list[int]]:
    """The ids on the first pages."""
    return [
        [
            each["id"]
            for each in said(client.get("/products", params={"page": page, "limit": limit}))["data"]
        ]
        for page in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("lie", "ids"),
    [
        (fault.same_page(), [[1, 2], [1, 2], [1, 2], [1, 2]]),
        (fault.limit_ignored(3), [[1, 2, 3], [4, 5], [], []]),
        (fault.overlapping(), [[1, 2], [2, 3, 4], [4, 5], [5]]),
        (fault.empty_page(), [[], [], [], []]),
    ],
    ids=lambda each: each.name if isinstance(each, Fault) else "",
)
def test_pages_can_lie(lie: Fault, ids: list[list[int]]) -> None:
    with ApexServer(products=5) as server, client_of(server) as client:
        assert pages(client, 4) == [[1, 2], [3, 4], [5], []]
        server.fail(lie, path="/products", rate=1)
        assert pages(client, 4) == ids
        claims = said(client.get("/products", params={"page": 2, "limit": 2}))
        assert (claims["page"], claims["limit"], claims["total"]) == (2, 2, 5)


def test_totals_of_lists_can_lie(server: ApexServer, client: httpx.Client) -> None:
    def totals(lie: Fault) -> list[int]:
        server.heal()
        server.fail(lie, path="/products", rate=1)
        return [said(client.get("/products"))["total"] for _ in range(3)]

    assert totals(fault.total_off(-2)) == [1, 1, 1]
    assert totals(fault.total_off(9)) == [12, 12, 12]
    assert totals(fault.total_drifting()) == [4, 5, 6]


@pytest.mark.parametrize(
    ("deed", "products_by", "ids"),
    [
        (lambda server: server.ledger.delete_product(1), "id", [[1, 2], [4, 5], []]),
        (
            lambda server: server.ledger.add_product({"name": "A", "price": Decimal(1)}),
            "newest",
            [[5, 4], [4, 3], [2, 1]],
        ),
        (
            lambda server: server.ledger.change_product(5, name="A"),
            "name",
            [[1, 2], [2, 3], [4]],
        ),
    ],
    ids=["deleted", "added", "renamed"],
)
def test_the_order_can_shift_between_two_pages(
    deed: Callable[[ApexServer], object], products_by: str, ids: list[list[int]]
) -> None:
    knobs = Knobs(products_by=products_by)
    with ApexServer(knobs, products=5) as server, client_of(server) as client:
        server.fail(fault.around(after=lambda: deed(server)), path="/products")
        assert pages(client, 3) == ids
        assert server.ledger.differences() == {}
