"""Opening a hub's database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.currency import currency
from app.domain.errors import Refusal, SanduqError, Trouble
from app.hub import server, table
from app.hub.database import SQLITE, About, Database, open_database
from tests.hub.till import Till, item, key_of


def about(url: str, *, business: str = "", currency_code: str = "") -> About:
    database = open_database(url, business=business, currency_code=currency_code)
    database.close()
    return database.about


def refusal(deed: Callable[[], object]) -> str:
    with pytest.raises(SanduqError) as caught:
        deed()
    assert caught.value.message.endswith(".")
    return caught.value.code


def change(url: str, statement: sa.Executable) -> None:
    database = open_database(url)
    database.write(lambda connection: connection.execute(statement))
    database.close()


def test_new_hub_has_a_name_a_currency_and_a_warehouse(database_url: str) -> None:
    assert about(database_url) == About("Sanduq hub", currency("SAR"))
    with server.running(database_url) as url, Till(url, key_of(database_url)) as till:
        till.product()
        assert till.levels() == {(1, 1): 0}


def test_name_and_currency_are_kept_and_stay_once_there_are_invoices(database_url: str) -> None:
    shop = About("متجر", currency("KWD"))
    assert about(database_url, business="متجر", currency_code="KWD") == shop
    assert about(database_url) == shop
    assert about(database_url, business="Other", currency_code="SAR").business == "Other"
    about(database_url, business="متجر", currency_code="KWD")
    with server.running(database_url) as url, Till(url, key_of(database_url)) as till:
        till.product()
        till.post("/invoices", {"items": [item(1)]})
    assert about(database_url, business="متجر", currency_code="KWD") == shop
    assert refusal(lambda: about(database_url, business="Other")) == "hub_in_use"
    assert refusal(lambda: about(database_url, currency_code="SAR")) == "hub_in_use"
    assert refusal(lambda: about(database_url, currency_code="XXX")) == "unknown_currency"


def test_hubs_that_start_at_once_make_one_hub(database_url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(lambda _: about(database_url, business="One"), range(6)))
    assert found == {About("One", currency("SAR"))}


def test_hub_of_a_newer_program_is_refused(database_url: str) -> None:
    change(database_url, sa.update(table.hub).values(revision=table.REVISION + 1))
    assert refusal(lambda: open_database(database_url)) == "newer_database"


def test_database_of_another_program_is_left_alone(database_url: str) -> None:
    database = open_database(database_url)
    database.write(table.metadata.drop_all)
    database.write(lambda each: each.exec_driver_sql("CREATE TABLE product (id INTEGER)"))
    database.close()
    assert refusal(lambda: open_database(database_url)) == "not_a_hub"


def test_hub_that_must_be_there_is_not_made(database_url: str, tmp_path: Path) -> None:
    assert refusal(lambda: open_database(database_url, make=False)) == "no_hub_yet"
    assert not list(tmp_path.iterdir())


def test_postgresql_has_several_names(cluster: str, tmp_path: Path) -> None:
    # Nobody listens in that folder: how the URL was understood is all that counts.
    for name in ("postgres", "postgresql", "postgresql+psycopg"):
        with pytest.raises(Trouble) as caught:
            open_database(f"{name}://user:secret@/x?host={tmp_path}")
        assert caught.value.code == "no_database"
        assert "secret" not in str(caught.value)


def test_file_is_made_in_a_new_folder_with_any_name(tmp_path: Path) -> None:
    path = tmp_path / "متجر ?#%" / "hub.db"
    open_database(str(path)).close()
    assert path.exists()


WRONG_URLS = {
    "sqlite://": "no_file",
    "sqlite:///:memory:": "no_file",
    "mysql://localhost/x": "unknown_database",
    "://": "bad_url",
}


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    for url, code in WRONG_URLS.items():
        assert refusal(partial(open_database, url)) == code, url
    text = tmp_path / "text.db"
    text.write_text("not a database, but long enough to be read as one\n" * 100)
    assert refusal(lambda: open_database(str(text))) == "no_database"
    assert refusal(lambda: open_database(str(tmp_path))) == "no_database"
    assert refusal(lambda: open_database(str(text / "hub.db"))) in {"no_access", "no_database"}


def test_locked_database_is_told_to_the_caller_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.hub.database.BUSY_SECONDS", 0.05)
    path = tmp_path / "hub.db"
    with server.running(str(path)) as url, Till(url, key_of(str(path))) as till:
        till.product()
        other = SQLITE.connect(path)
        other.execute("BEGIN IMMEDIATE")
        found = till.refused("POST", "/invoices", json={"items": [item(1)]})
        assert found == (503, "no_database")
        assert till.get("/products")["total"] == 1
        other.close()
        till.post("/invoices", {"items": [item(1)]})


def test_work_is_done_again_when_postgresql_asks_for_it(cluster: str, database_url: str) -> None:
    if not database_url.startswith("postgresql"):
        return
    database = open_database(database_url)
    attempts = 0

    def work(connection: sa.Connection) -> int:
        nonlocal attempts
        attempts += 1
        connection.execute(sa.insert(table.warehouse).values(name="Branch"))
        if attempts < 3:
            raise_deadlock(connection)
        return attempts

    assert database.write(work) == 3
    assert warehouses(database) == ["Branch", "Main"]
    database.close()


def raise_deadlock(connection: sa.Connection) -> None:
    connection.exec_driver_sql(
        "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40P01'; END $$"
    )


def warehouses(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(connection.scalars(sa.select(table.warehouse.c.name)))


def test_refused_key_makes_no_warehouse(database_url: str) -> None:
    with pytest.raises(Refusal):
        key_of(database_url, "9")
    database = open_database(database_url)
    assert warehouses(database) == ["Main"]
    database.close()
