"""The books: proof that what is stored agrees with itself."""

from __future__ import annotations

from app.storage import journal, sale, stock
from app.storage.store import Unit


def verify(unit: Unit) -> list[str]:
    """What is wrong with the store, a sentence each; an empty list when all is well."""
    findings = [
        f"The database file: {row[0]}."
        for row in unit.sql("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    orphans = unit.sql("PRAGMA foreign_key_check").fetchall()
    findings += [f"A row of {row[0]} has lost its {row[2]}." for row in orphans]
    return [*findings, *journal.faults(unit), *sale.faults(unit), *stock.faults(unit)]
