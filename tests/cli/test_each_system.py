"""What the command line asks of one system: a product by its slug, the proofs of a sandbox."""

from __future__ import annotations

import pytest

from tests.connectors.salloq_shop import IRIS
from tests.connectors.stacknex_shop import COFFEE, SHOP, TABLES
from tests.fakes import salloq, stacknex
from tests.fakes.salloq import SalloqServer
from tests.fakes.server import FakeServer
from tests.fakes.stacknex import StackNexServer
from tests.sanduq import Sanduq


def add(sanduq: Sanduq, kind: str, server: FakeServer, key: str, *more: str) -> None:
    """The server becomes the shop's back end."""
    file = sanduq.folder / "key.txt"
    file.write_text(f"{key}\n")
    usual = ("--name", "web", "--url", server.url, "--key-file", file, "--key-store", "file")
    assert sanduq("backend", "add", kind, *usual, *more).code == 0


def test_a_product_of_salloq_is_found_by_its_id_and_by_its_slug(sanduq: Sanduq) -> None:
    with SalloqServer(products=[IRIS]) as server:
        add(sanduq, "salloq", server, salloq.KEY)
        for wanted in ("163", "iris-elysee"):
            (found,) = sanduq("backend", "product", "web", wanted).json
            assert (found["id"], found["name"]) == ("163", "Iris Élysée")
            assert (found["price"], found["stock"]) == ("145.00", str(IRIS.stock))
        assert sanduq("backend", "product", "web", "rose").refusal == "unknown_product"


@pytest.mark.parametrize(("code", "price"), [("BHD", "145.000"), ("JPY", "145")])
def test_amounts_of_a_product_have_the_decimals_of_their_currency(
    sanduq: Sanduq, code: str, price: str
) -> None:
    with SalloqServer(products=[IRIS]) as server:
        add(sanduq, "salloq", server, salloq.KEY, "--set", f"currency={code}")
        (found,) = sanduq("backend", "product", "web", "163").json
        assert (found["price"], found["cost"]) == (price, None)


def test_the_stock_of_a_product_is_that_of_all_places(sanduq: Sanduq) -> None:
    with StackNexServer(tables=TABLES) as server:
        add(sanduq, "stacknex", server, stacknex.KEY)
        (found,) = sanduq("backend", "product", "web", COFFEE).json
        assert (found["price"], found["cost"], found["stock"]) == ("4.99", "1.20", "12")
        server.knobs.lacks = {"inventory", "inventory/"}
        (found,) = sanduq("backend", "product", "web", COFFEE).json
        assert (found["price"], found["stock"]) == ("4.99", None)


def test_it_is_told_whether_a_key_is_one_of_the_sandbox(sanduq: Sanduq) -> None:
    with StackNexServer(tables=TABLES) as server:
        add(sanduq, "stacknex", server, stacknex.KEY)
        for command in (("list",), ("check", "web"), ("set", "web", "--set", "trust_unproven=yes")):
            assert is_sandbox(sanduq, "backend", *command)
            assert "yes, nothing there is real" in sanduq.plain("backend", *command).out
        assert is_sandbox(sanduq, "sync")
        assert "yes, nothing there is real" in sanduq.plain("sync").out
        server.knobs.keys.clear()
        assert is_sandbox(sanduq, "backend", "check", "web")
        server.knobs.keys.add(stacknex.LIVE_KEY)
        file = sanduq.folder / "key.txt"
        file.write_text(stacknex.LIVE_KEY)
        assert not is_sandbox(sanduq, "backend", "set", "web", "--key-file", file)
        for command in (("list",), ("check", "web")):
            assert not is_sandbox(sanduq, "backend", *command)
            assert "nothing there is real" not in sanduq.plain("backend", *command).out
        assert not is_sandbox(sanduq, "sync")


def test_a_system_without_a_sandbox_is_none(sanduq: Sanduq) -> None:
    with SalloqServer(products=[IRIS]) as server:
        add(sanduq, "salloq", server, salloq.KEY)
        for command in (("backend", "list"), ("backend", "check", "web"), ("sync",)):
            assert not is_sandbox(sanduq, *command)


def is_sandbox(sanduq: Sanduq, *command: object) -> bool:
    """What a command says of the one back end."""
    found = sanduq(*command).json
    told = found[0] if isinstance(found, list) else found
    assert isinstance(told["sandbox"], bool)
    return told["sandbox"]


def test_a_sandbox_proves_what_the_document_leaves_open(sanduq: Sanduq) -> None:
    with StackNexServer(tables=TABLES) as server:
        add(sanduq, "stacknex", server, stacknex.KEY, "--set", f"location_id={SHOP}")
        found = sanduq("backend", "prove", "web").json
        assert {each["answer"] for each in found.values()} == {"yes"}
        (card,) = sanduq("backend", "list").json
        assert card["capabilities"]["update_product"]["answer"] == "yes"


def test_nothing_is_tried_out_on_live_books(sanduq: Sanduq) -> None:
    with StackNexServer(tables=TABLES) as server:
        add(sanduq, "stacknex", server, stacknex.LIVE_KEY)
        assert sanduq("backend", "prove", "web").refusal == "no_sandbox"
        assert server.deeds == []
