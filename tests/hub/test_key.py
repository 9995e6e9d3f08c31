"""API keys."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pytest
import sqlalchemy as sa

from app.domain.errors import Refusal
from app.hub import key
from app.hub.database import open_database
from app.hub.table import api_key

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_only_the_hash_of_a_key_is_kept(database_url: str) -> None:
    database = open_database(database_url)
    made = key.add(database, "  Till 1 ", at=NOON)
    assert made.key.startswith("apx_")
    assert len(made.key) >= 4 + 32
    assert made.key not in repr(made)
    with database.read() as connection:
        row = connection.execute(sa.select(api_key)).one()
    assert made.key not in map(str, row)
    assert row.hash == sha256(made.key.encode()).hexdigest()
    assert key.rows(database) == [
        key.KeyRow(1, "Till 1", 1, "Main", "2026-03-01T12:00:00.000Z", None)
    ]
    assert key.find(database, made.key) == key.Caller(1, 1)
    database.close()


def test_keys_differ(database_url: str) -> None:
    database = open_database(database_url)
    assert len({key.add(database, "Till", at=NOON).key for _ in range(20)}) == 20
    database.close()


def test_warehouse_is_named_by_id_or_name_and_a_new_name_makes_one(database_url: str) -> None:
    database = open_database(database_url)
    places = ["", "1", "Main", "فرع", "فرع", "2", "٢"]
    found = [key.add(database, "Till", place=place, at=NOON).warehouse_id for place in places]
    assert found == [1, 1, 1, 2, 2, 2, 2]
    with pytest.raises(Refusal, match="no warehouse 3"):
        key.add(database, "Till", place="3", at=NOON)
    database.close()


def test_revoked_key_stays_in_the_list(database_url: str) -> None:
    database = open_database(database_url)
    made = key.add(database, "Till", at=NOON)
    key.revoke(database, made.id, at=NOON)
    key.revoke(database, made.id, at=datetime(2027, 1, 1, tzinfo=UTC))
    assert key.rows(database)[0].revoked_at == "2026-03-01T12:00:00.000Z"
    assert key.find(database, made.key) is None
    for unknown in (2, 0, -1, 2**70):
        with pytest.raises(Refusal, match="no key"):
            key.revoke(database, unknown, at=NOON)
    with pytest.raises(Refusal, match="needs a name"):
        key.add(database, " ", at=NOON)
    database.close()
