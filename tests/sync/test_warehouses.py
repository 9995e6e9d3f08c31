"""Which warehouse of a back end is the one that this shop sells from."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.connectors import stacknex_shop
from tests.connectors.stacknex_shop import NOW, SHOP, STORE
from tests.fakes.stacknex import KEY
from tests.sync.till import QUICK, Clock, Till

COFFEE = "8901234567890"


@pytest.mark.parametrize(
    ("chosen", "level"),
    [
        ({"location_id": SHOP}, 10),
        ({"location_id": STORE}, 2),
        ({"warehouse_id": SHOP, "location_id": STORE}, 10),
        ({}, 2),  # by their ids the first one
    ],
)
def test_a_shop_sells_from_the_place_that_was_set(
    shop: Path, chosen: dict[str, str], level: int
) -> None:
    clock = Clock()
    clock.time = NOW
    with stacknex_shop.shop() as server:
        settings = replace(QUICK, **chosen)  # type: ignore[arg-type]
        made = Till(shop, server.url, clock, settings, kind="stacknex", name="cloud", key=KEY)
        with closing(made) as till:
            assert till.round().problem == ""
            assert till.level(COFFEE) == level
