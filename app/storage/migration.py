"""Making a store, and bringing an older one up to date: Alembic, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from app.domain.errors import Refusal, Trouble
from app.storage import backup, driver
from app.storage.store import FILE_NAME, Store, is_there, known_troubles, transaction

FOLDER = Path(__file__).parent / "migrations"


def config(connection: sa.Connection | None = None) -> Config:
    """Alembic's settings; there is no ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    settings.attributes["connection"] = connection
    return settings


@contextmanager
def new_store(folder: Path) -> Iterator[Store]:
    """A new store to be filled; it gets its name, whole, when the block ends without an error.

    Raises Refusal shop_exists; Trouble read_only, disk_full.
    """
    path = folder / FILE_NAME
    for part in backup.PARTS:
        beside = path.with_name(path.name + part)
        if is_there(beside):
            # Even a log alone: it would be taken for the new store's.
            raise Refusal("shop_exists", f"There is a shop in {folder} already: {beside.name}.")
    with backup.draft(path) as draft:
        _migrate(draft)
        with closing(Store(draft)) as store:
            yield store
        # link, not rename: it fails when another process made the shop meanwhile.
        _publish(draft, path)


def _publish(draft: Path, path: Path) -> None:
    try:
        try:
            path.hardlink_to(draft)
        except (NotImplementedError, PermissionError):  # a file system without hard links
            draft.rename(path)
    except FileExistsError as error:
        raise Refusal("shop_exists", f"There is a shop in {path.parent} already.") from error
    except OSError as error:
        raise Trouble("read_only", f"The folder {path.parent} can't be written.") from error


def upgrade(path: Path, found: str) -> None:
    """Bring an older store up to date, after a backup beside it; a failure leaves it as it was.

    Raises Trouble damaged, disk_full, read_only, locked.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    backup.copy(path, path.with_name(f"before-upgrade-{found}-{stamp}.db"))
    try:
        _migrate(path)
    except CommandError as error:
        sentence = f"{path} has the schema {found}, which this program does not know."
        raise Trouble("damaged", sentence) from error


def _migrate(path: Path) -> None:
    with known_troubles(path), closing(driver.connect(path)) as raw, _alembic(raw) as connection:
        # Table rebuilds need foreign keys off; they are checked again before the commit.
        raw.execute("PRAGMA foreign_keys = OFF")
        with transaction(raw) as unit:
            command.upgrade(config(connection), "head")
            broken = unit.sql("PRAGMA foreign_key_check").fetchone()
            if broken:
                raise Trouble("damaged", f"{path} has rows without their parents: {broken}.")
            unit.commit()


@contextmanager
def _alembic(raw: Any) -> Iterator[sa.Connection]:
    # The connection as Alembic takes it: begun, so that it leaves the end of the transaction to
    # us, and with the driver's own errors.
    engine = sa.create_engine(
        "sqlite://",
        module=driver.dbapi,
        creator=lambda: raw,
        poolclass=StaticPool,
        isolation_level="AUTOCOMMIT",
    )
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise (error.orig or error) from error
