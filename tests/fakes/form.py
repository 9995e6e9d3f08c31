"""What a document says that a body and a query may hold, checked as strictly as it is written.

A kind is `string`, `number`, `integer`, `boolean`, `array` or, in queries, `date`; `*` marks what
is required.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tests.fakes.wire import Request, read_json

Kinds = Mapping[str, str]
Complain = Callable[[str], None]  # of what the document doesn't name; it is not refused

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, Decimal),
    "boolean": (bool,),
    "array": (list,),
}
_PARAMETERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "date": date.fromisoformat,
}


class Refused(Exception):
    """The API says no."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def read_query(request: Request, kinds: Kinds, complain: Complain) -> dict[str, Any]:
    """The query's parameters."""
    asked: dict[str, Any] = {}
    for name, text in request.target.query.items():
        if name not in kinds:
            complain(f"unknown parameter {name}")
            continue
        try:
            asked[name] = _PARAMETERS[kinds[name]](text)
        except ValueError as error:
            raise Refused(400, f"{name} is no {kinds[name]}") from error
    return asked


def read_body(
    request: Request, kinds: Kinds, complain: Complain, *, nullable: bool = False
) -> dict[str, Any]:
    """The fields of a JSON body."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        complain("a body that isn't called JSON")
    try:
        body = read_json(request.body)
    except ValueError as error:
        raise Refused(400, "The body is no JSON") from error
    return read_fields(body, kinds, complain, nullable=nullable)


def read_fields(
    body: object, kinds: Kinds, complain: Complain, *, nullable: bool = False
) -> dict[str, Any]:
    """The fields of an object, numbers as Decimal; null means absent unless it is `nullable`."""
    if not isinstance(body, dict):
        raise Refused(400, "An object was expected")
    for name in body.keys() - kinds.keys():
        complain(f"unknown field {name}")
    fields: dict[str, Any] = {}
    for name, kind in kinds.items():
        value = body.get(name)
        if kind.endswith("*") and value in (None, ""):
            raise Refused(422, f"{name} is required")
        if value is not None:
            fields[name] = _typed(name, value, kind.rstrip("*"))
        elif nullable and name in body:
            fields[name] = None
    return fields


def _typed(name: str, value: object, kind: str) -> Any:
    is_flag = isinstance(value, bool) and kind != "boolean"
    if is_flag or not isinstance(value, _TYPES[kind]):
        raise Refused(422, f"{name} must be of type {kind}")
    return Decimal(value) if kind == "number" and isinstance(value, int) else value
