"""What a webhook speaks of is read alone where that can be; else the lists are due."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.webhook import Event
from app.storage import remote, webhook
from app.sync.reread import MOST
from tests.connectors import stacknex_shop
from tests.connectors.stacknex_shop import CAKE, COFFEE, NOW
from tests.fakes import fault
from tests.fakes.stacknex import KEY, StackNexServer
from tests.sync.till import QUICK, Clock, Till

BARCODE = "8901234567890"


@pytest.fixture
def server() -> Iterator[StackNexServer]:
    with stacknex_shop.shop() as made:
        yield made
    assert made.complaints == []


@pytest.fixture
def till(server: StackNexServer, shop: Path, clock: Clock) -> Iterator[Till]:
    """A till whose books StackNex keeps, after its first reading."""
    clock.time = NOW
    made = Till(shop, server.url, clock, QUICK, kind="stacknex", name="cloud", key=KEY)
    assert made.round().problem == ""
    server.requests.clear()
    yield made
    made.close()


def tell(till: Till, name: str, object_id: str, delivery: str = "d-1") -> None:
    """A webhook comes in."""
    with till.store.write() as unit:
        event = Event(name, delivery, name.partition(".")[0], object_id)
        webhook.keep(unit, "cloud", event, at=till.clock.now())
        unit.commit()


def asked(server: StackNexServer) -> set[str]:
    """What was read beside the greeting of the round."""
    return {seen.path for seen in server.seen("GET") if seen.query.get("limit") != "1"}


def waits(till: Till) -> bool:
    with till.store.read() as unit:
        return bool(webhook.open_ones(unit, "cloud"))


def test_a_product_that_a_webhook_names_is_read_alone(till: Till, server: StackNexServer) -> None:
    server.tables["products"][COFFEE]["price"] = Decimal("5.49")
    tell(till, "product.updated", COFFEE)

    assert till.round(forced=False).problem == ""

    coffee = till.product(BARCODE)
    assert coffee.price.amount == Decimal("5.49")
    assert asked(server) == {f"/products/{COFFEE}"}
    assert any(news.products == {coffee.id} for news in till.news)
    assert not waits(till)


def test_what_did_not_change_is_not_stored_again(till: Till, server: StackNexServer) -> None:
    till.news.clear()
    tell(till, "product.updated", COFFEE)

    till.round(forced=False)

    assert asked(server) == {f"/products/{COFFEE}"}
    assert not any(news.products for news in till.news)


def test_a_new_product_comes_with_its_category(till: Till, server: StackNexServer) -> None:
    server.tables["categories"]["cat_2"] = {"id": "cat_2", "name": "Bread"}
    server.tables["products"]["prod_3"] = {
        **server.tables["products"][CAKE],
        "id": "prod_3",
        "name": "Baguette",
        "barcode": "4006381333931",
        "categoryId": "cat_2",
    }
    tell(till, "product.created", "prod_3")

    till.round(forced=False)

    assert till.product("4006381333931").category == "Bread"
    assert asked(server) == {"/products/prod_3", "/categories"}


def test_several_webhooks_of_one_product_are_one_reading(
    till: Till, server: StackNexServer
) -> None:
    tell(till, "product.updated", COFFEE)
    tell(till, "product.updated", COFFEE, "d-2")

    till.round(forced=False)

    assert [seen.path for seen in server.seen(path="/products/*")] == [f"/products/{COFFEE}"]


def test_an_online_shop_only_links_it(server: StackNexServer, shop: Path, clock: Clock) -> None:
    clock.time = NOW
    settings = {"role": "shop", "location_id": stacknex_shop.SHOP}
    made = Till(shop, server.url, clock, QUICK, kind="stacknex", name="cloud", key=KEY)
    made.set(**settings)
    made.round()
    tell(made, "product.updated", COFFEE)
    server.tables["products"][COFFEE]["price"] = Decimal("5.49")

    made.round(forced=False)

    assert made.product(BARCODE) is None
    with made.store.read() as unit:
        assert COFFEE not in remote.local_ids(unit, "cloud", "product")
    assert f"product {COFFEE}" in {each.subject for each in made.reviews()}
    made.close()


@pytest.mark.parametrize(
    ("name", "object_id"),
    [
        ("product.deleted", COFFEE),
        ("product.updated", ""),
        ("product.updated", "prod_9"),
        ("inventory.updated", "inv_1"),
        ("customer.updated", "cust_1"),
    ],
)
def test_what_names_no_one_record_makes_the_lists_due(
    till: Till, server: StackNexServer, name: str, object_id: str
) -> None:
    tell(till, name, object_id)

    till.round(forced=False)

    assert {"/products", "/inventory", "/customers"} <= asked(server)
    assert not waits(till)


def test_too_many_products_are_a_list(till: Till, server: StackNexServer) -> None:
    for number in range(MOST + 1):
        tell(till, "product.updated", f"prod_{number}", f"d-{number}")

    till.round(forced=False)

    assert server.seen(path="/products/*") == []
    assert "/products" in asked(server)


def test_a_product_that_can_not_be_read_makes_the_lists_due(
    till: Till, server: StackNexServer
) -> None:
    server.fail(fault.shape({"data": {}}), method="GET", path=f"/products/{COFFEE}", rate=1)
    tell(till, "product.updated", COFFEE)

    till.round(forced=False)

    assert "/inventory" in asked(server)
    assert not waits(till)
