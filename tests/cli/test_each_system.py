"""What the command line asks of one system: a product by its slug, the proofs of a sandbox."""

from __future__ import annotations

from tests.connectors.salloq_shop import IRIS
from tests.connectors.stacknex_shop import SHOP, TABLES
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
            assert (found["id"], found["name"], found["price"]) == ("163", "Iris Élysée", "145")
        assert sanduq("backend", "product", "web", "rose").refusal == "unknown_product"


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
