"""Backup of an open shop: whole, told, and stopped when a person wants it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import Refusal
from app.services import backup
from app.storage.opening import open_store
from app.storage.store import FILE_NAME, Store
from tests.progress import Heard
from tests.shop import findings, sell, tally


def test_a_backup_of_an_open_shop_is_a_shop(store: Store, tmp_path: Path) -> None:
    sell(store)
    heard = Heard()
    target = tmp_path / "copy" / FILE_NAME
    backup.save(store, target, heard)
    assert heard[-1][0] == heard[-1][1]
    copy = open_store(target.parent)
    assert tally(copy, "SELECT count(*) FROM invoice") == 1
    assert findings(copy) == []
    copy.close()


def test_a_stopped_backup_is_none(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        backup.save(store, tmp_path / "copy.db", lambda *_: False)
    assert caught.value.code == "cancelled"
    assert [each.name for each in tmp_path.iterdir()] == ["shop"]
