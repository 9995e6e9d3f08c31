"""What a list or a record is wrapped in, where a document does not show it."""

from __future__ import annotations

from typing import Any

from app.connectors import _errors
from app.connectors._json import Fields

_DEEPEST = 4


def rows(value: object, name: str) -> list[Any]:
    """The list in an answer: bare, or under `data` or its own name.

    Raises Transient wrong_shape.
    """
    for _ in range(_DEEPEST):
        if isinstance(value, list):
            return value
        fields = value if isinstance(value, dict) else {}
        value = next((fields[each] for each in ("data", name) if each in fields), None)
    raise _errors.transient("wrong_shape")


def record(value: object, name: str) -> Fields:
    """The object in an answer: bare, or under `data` or its own name.

    Raises Transient wrong_shape where the answer is no object, which one to a write always is.
    """
    if not isinstance(value, dict):
        raise _errors.transient("wrong_shape")
    for _ in range(_DEEPEST):
        inside = next((value[each] for each in ("data", name) if each in value), None)
        if "id" in value or not isinstance(inside, dict):
            break
        value = inside
    return value
