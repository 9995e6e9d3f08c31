"""One record, read by its id; the server may not know it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from app.connectors import _envelope, _errors
from app.connectors._http import Http
from app.connectors._json import Fields
from app.connectors._paging import ReadRow
from app.sync.problem import Transient

_Record = TypeVar("_Record")


def get(http: Http, path: str, name: str, read_row: ReadRow[_Record]) -> _Record | None:
    """GET one record; None where the server does not know it. Raises Transient wrong_shape."""
    return read(known(http, path, name), read_row)


def known(http: Http, path: str, name: str) -> Fields | None:
    """GET the fields of one record; None where the server does not know it."""
    try:
        value, _ = http.read(path)
    except Transient as problem:
        if problem.code != "not_found":
            raise
        return None
    return _envelope.record(value, name)


def read(fields: Mapping[str, Any] | None, read_row: ReadRow[_Record]) -> _Record | None:
    """The record in these fields, if there are any; raises Transient wrong_shape."""
    if fields is None:
        return None
    found = read_row(fields)
    if found is None:
        raise _errors.transient("wrong_shape")
    return found[1]
