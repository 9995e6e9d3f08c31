"""An old backup put back: what it takes for unsent may be sent, and is looked for first."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.storage import backup
from app.storage.store import FILE_NAME
from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.faults.sync.oracle import judge, messages, rest, settled
from tests.faults.sync.test_records import add_customer, add_product, sell_to
from tests.shop import DATES, LATTE, TEA
from tests.sync.till import Clock, Till

POST: dict[str, Any] = {"method": "POST", "path": "/invoices"}
DAY = 86_400


class Vault:
    """A backup of a till, and how it is put back."""

    def __init__(self, till: Till, folder: Path) -> None:
        self.till = till
        self.copy = folder / "backup.db"
        till.store.close()
        backup.copy(till.folder / FILE_NAME, self.copy)
        till.reopen()

    def put_back(self, *, elsewhere: bool) -> None:
        """Restore it where the shop is, or onto another computer."""
        self.till.close()
        if elsewhere:
            self.till.folder = self.till.folder.with_name("other computer")
            self.till.folder.mkdir()
            shutil.copyfile(self.copy, self.till.folder / FILE_NAME)
        else:
            backup.restore(self.copy, self.till.folder)
        self.till.reopen()


@pytest.fixture
def proven(till: Till) -> Till:
    """A till that knows that a search finds invoices."""
    till.sell(TEA)
    till.round()
    return till


def ready(till: Till, _: ApexServer) -> None:
    """Nothing was sent yet."""
    till.sell(DATES)


def tried(till: Till, server: ApexServer) -> None:
    """The server asked to come back later."""
    till.sell(DATES)
    server.fail(fault.too_many("2"), **POST)
    till.round()


def unknown(till: Till, server: ApexServer) -> None:
    """The answer was lost, and nothing was booked."""
    till.sell(DATES)
    server.fail(fault.drop(committed=False), **POST)
    till.round()


def reconciling(till: Till, server: ApexServer) -> None:
    """It was looked for once."""
    unknown(till, server)
    till.clock.advance(301)
    till.round()


def acknowledged(till: Till, _: ApexServer) -> None:
    """It was booked before the backup."""
    till.sell(DATES)
    till.round()


STATES = [ready, tried, unknown, reconciling, acknowledged]


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("later", [10, 3 * DAY])
@pytest.mark.parametrize("state", STATES)
def test_a_sale_that_was_sent_after_the_backup_is_found_and_not_sent_again(
    proven: Till,
    server: ApexServer,
    clock: Clock,
    tmp_path: Path,
    state: Callable[[Till, ApexServer], None],
    later: int,
    *,
    elsewhere: bool,
) -> None:
    state(proven, server)
    vault = Vault(proven, tmp_path)
    for _ in range(4):
        clock.advance(later)
        proven.round()
    rest(proven, server)
    assert proven.states() == ["ACKED", "ACKED"]
    vault.put_back(elsewhere=elsewhere)
    proven.round()
    assert settled_again(proven, server) == ["ACKED", "ACKED"]
    assert sorted(server.ledger.references().values()) == [1, 1]


def settled_again(till: Till, server: ApexServer) -> list[str]:
    """Settled, where what the backup forgot may have been sent before."""
    server.heal()
    rest(till, server)
    return till.states()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_sale_that_was_never_sent_is_sent_after_all(
    proven: Till, server: ApexServer, tmp_path: Path, *, elsewhere: bool
) -> None:
    proven.sell(DATES)
    vault = Vault(proven, tmp_path)
    proven.sell(LATTE)  # the backup does not have it, so that nobody has it in the end
    server.fail(fault.drop(committed=False), **POST, rate=1)
    proven.round()
    server.heal()
    vault.put_back(elsewhere=elsewhere)
    assert settled(proven, server) == ["ACKED", "ACKED"]


def test_while_no_search_is_known_to_find_anything_a_manager_decides(
    till: Till, server: ApexServer, tmp_path: Path
) -> None:
    server.knobs.shows_notes = False
    till.sell(DATES)
    till.round()
    till.sell(DATES)
    vault = Vault(till, tmp_path)
    till.round()
    vault.put_back(elsewhere=False)
    assert settled(till, server) == ["ACKED", "MANAGER"]
    assert len(server.ledger.invoices) == 2


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_backup_from_before_the_first_sending_is_doubted_too(
    till: Till, server: ApexServer, tmp_path: Path, *, elsewhere: bool
) -> None:
    till.round()
    till.sell(DATES)
    vault = Vault(till, tmp_path)
    till.round()
    vault.put_back(elsewhere=elsewhere)
    rest(till, server)
    assert len(server.ledger.invoices) == 1
    assert till.states() == ["ACKED"]


def test_a_new_shop_that_sold_before_it_had_a_back_end_is_not_doubted(
    till: Till, server: ApexServer
) -> None:
    till.sell(DATES)
    till.round()
    assert till.states() == ["ACKED"]
    judge(till, server)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_customers_and_products_made_since_are_not_made_again(
    proven: Till, server: ApexServer, tmp_path: Path, *, elsewhere: bool
) -> None:
    add_product(proven, "Halwa", "h-1")
    sell_to(proven, add_customer(proven, "Noura", "0507654321"), "own-Halwa")
    vault = Vault(proven, tmp_path)
    rest(proven, server)
    counts = len(server.ledger.customers), len(server.ledger.products)
    vault.put_back(elsewhere=elsewhere)
    rest(proven, server)
    assert proven.states() == ["ACKED", "ACKED"]
    assert (len(server.ledger.customers), len(server.ledger.products)) == counts
    assert sorted(server.ledger.references().values()) == [1, 1]


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("lost", [False, True])
def test_a_change_of_stock_is_not_made_again(
    proven: Till, server: ApexServer, tmp_path: Path, *, lost: bool, elsewhere: bool
) -> None:
    proven.adjust(DATES, 20)
    if lost:
        server.fail(fault.drop(committed=False), method="PATCH", path="/inventory/*")
        proven.round()
    vault = Vault(proven, tmp_path)
    rest(proven, server)
    assert server.ledger.level(1) == 120
    vault.put_back(elsewhere=elsewhere)
    settled(proven, server)
    assert server.ledger.level(1) == 120
    assert proven.states("stock") == ["MANAGER"]
    assert "backup" in messages(proven)[0]


@pytest.mark.parametrize("spoiled", ["", "x", "-1", "99999999999999999999"])
def test_a_spoiled_mark_books_nothing_twice(proven: Till, server: ApexServer, spoiled: str) -> None:
    proven.sell(DATES)
    proven.link.mark.write_text(spoiled)
    assert settled(proven, server) == ["ACKED", "ACKED"]


def test_without_room_for_the_mark_nothing_leaves(proven: Till, server: ApexServer) -> None:
    from app.domain.errors import Trouble

    proven.sell(DATES)
    proven.link.mark.unlink()
    proven.link.mark.with_suffix(".new").mkdir()
    proven.link.mark.write_text("1")
    posts = len(server.seen("POST"))
    for _ in range(2):
        with pytest.raises(Trouble, match="written"):
            proven.round()
    assert len(server.seen("POST")) == posts
    assert proven.states() == ["ACKED", "READY"]
    proven.link.mark.with_suffix(".new").rmdir()
    assert settled(proven, server) == ["ACKED", "ACKED"]
