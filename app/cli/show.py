"""Answers as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_COLUMNS = {
    "search": ("barcode", "price", "stock", "name", "name_ar"),
    "list_invoices": ("number", "issued_at", "total", "status", "sync", "customer"),
    "backend.kinds_known": ("kind", "name", "url"),
    "backend.product": ("id", "sku", "barcode", "price", "stock", "name"),
    "backend.every": (
        *("name", "kind", "waiting", "unknown", "refused", "problem", "url", "sandbox"),
    ),
    "customers.every": ("id", "name", "phone", "invoices", "sync"),
    "hub.key_list": ("id", "name", "warehouse", "created_at", "revoked_at"),
    "latest": ("number", "issued_at", "total", "status", "sync"),
    "orders.every": ("id", "number", "status", "payment", "total", "customer"),
    "outbox.show": ("id", "kind", "state", "number", "reference", "attempts", "message"),
    "webhook.log": ("received_at", "backend", "event", "object_id", "done_at"),
    "sync.run": (
        *("backend", "pulled", "pushed", "waiting", "unknown", "refused", "message", "sandbox"),
        "reviews",
    ),
    "levels": ("sku", "warehouse", "quantity", "name"),
    "moves": ("at", "warehouse", "quantity", "reason", "number", "actor", "note"),
    "lines": ("quantity", "unit_price", "gross", "name"),
    "refused": ("row", "reason"),
    "jobs": ("id", "number", "printer", "form", "copy", "state", "attempts", "message"),
    "taxes": ("rate", "base", "amount"),
}


def show(action: str, answer: Any) -> None:
    """Print an answer."""
    if isinstance(answer, list):
        _table(answer, _COLUMNS[action])
    elif "text" in answer:
        print(answer["text"])
    elif action == "verify":
        print("\n".join(answer["findings"]) or "All is well.")
    else:
        _record(answer, "")


def _record(answer: dict[str, Any], indent: str) -> None:
    for key, value in answer.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            print(f"{indent}{key}:")
            wanted = _COLUMNS.get(key, tuple(value[0]))
            _table(value, [each for each in wanted if each in value[0]], indent + "  ")
        elif isinstance(value, dict):
            print(f"{indent}{key}:")
            _record(value, indent + "  ")
        elif value not in (None, "", []):
            print(f"{indent}{key}: {_word(value, key)}")


def _table(rows: Sequence[dict[str, Any]], columns: Sequence[str], indent: str = "") -> None:
    cells = [columns, *([_word(row.get(column), column) for column in columns] for row in rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(columns))]
    for row in cells:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(f"{indent}{line.rstrip()}")


def _word(value: Any, name: str = "") -> str:
    if value is None:
        return "–"
    if name == "sandbox" and value:
        return "yes, nothing there is real"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_word, value))
    return str(value)
