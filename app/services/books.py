"""The books: proof that what is stored agrees with itself."""

from __future__ import annotations

from app.storage import journal, sale, stock
from app.storage.store import Unit

_READ_ANEW = (
    "SELECT rowid FROM product_word WHERE product_word MATCH 'zzz' LIMIT 1",
    "SELECT rowid FROM product_gram WHERE product_gram MATCH 'zzz' LIMIT 1",
)


def verify(unit: Unit) -> list[str]:
    """What is wrong with the store, a sentence each; an empty list when all is well."""
    # WORKAROUND(SQLite 3.53.4): the check of an FTS5 index trusts what this connection last read of
    # it, and calls an index damaged that another connection has written since. A query reads anew.
    for sql in _READ_ANEW:
        unit.raw(sql).fetchall()
    findings = [
        f"The database file: {row[0]}."
        for row in unit.sql("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    orphans = unit.sql("PRAGMA foreign_key_check").fetchall()
    findings += [f"A row of {row[0]} has lost its {row[2]}." for row in orphans]
    return [*findings, *journal.faults(unit), *sale.faults(unit), *stock.faults(unit)]
