"""Registers and warehouses in the store."""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.sale import Register
from app.domain.stock import Warehouse
from app.storage.store import Unit

_REGISTER = "SELECT id, code, name, warehouse_id FROM register"
_WAREHOUSE = "SELECT id, code, name, name_ar FROM warehouse"


def add_warehouse(unit: Unit, code: str, name: str, name_ar: str) -> int:
    """A new warehouse; its id."""
    return int(
        unit.sql(
            "INSERT INTO warehouse (code, name, name_ar) VALUES (?, ?, ?) RETURNING id",
            (code, name, name_ar),
        ).scalar_one()
    )


def add_register(unit: Unit, code: str, name: str, warehouse_id: int) -> int:
    """A new register that sells from this warehouse; its id."""
    return int(
        unit.sql(
            "INSERT INTO register (code, name, warehouse_id, last_number) "
            "VALUES (?, ?, ?, 0) RETURNING id",
            (code, name, warehouse_id),
        ).scalar_one()
    )


def register(unit: Unit, code: str = "") -> Register:
    """The register with this code, the first one for empty text."""
    if code:
        row = unit.sql(f"{_REGISTER} WHERE code = ?", (code,)).fetchone()
    else:
        row = unit.sql(f"{_REGISTER} ORDER BY id LIMIT 1").fetchone()
    if row is None:
        known = ", ".join(each[0] for each in unit.sql("SELECT code FROM register ORDER BY id"))
        raise Refusal("unknown_register", f"There is no register “{code}”; there is {known}.")
    return Register(*row)


def take_number(unit: Unit, register_id: int) -> int:
    """The register's next document number; it is taken when the unit commits, else not."""
    row = unit.raw(
        "UPDATE register SET last_number = last_number + 1 WHERE id = ? RETURNING last_number",
        (register_id,),
    ).fetchone()
    return int(row[0])


def warehouses(unit: Unit) -> list[Warehouse]:
    """All warehouses, in the order they were made."""
    return [Warehouse(*row) for row in unit.sql(f"{_WAREHOUSE} ORDER BY id")]


def code_of(unit: Unit, warehouse_id: int) -> str:
    """The code of a warehouse."""
    row = unit.sql("SELECT code FROM warehouse WHERE id = ?", (warehouse_id,))
    return str(row.scalar_one())


def warehouse(unit: Unit, code: str) -> Warehouse:
    """The warehouse with this code, name or id."""
    row = unit.sql(
        f"{_WAREHOUSE} WHERE code = ? OR name = ? OR CAST(id AS TEXT) = ? ORDER BY code = ? DESC",
        (code, code, code, code),
    ).fetchone()
    if row is None:
        known = ", ".join(each.code for each in warehouses(unit))
        raise Refusal("unknown_warehouse", f"There is no warehouse “{code}”; there is {known}.")
    return Warehouse(*row)
