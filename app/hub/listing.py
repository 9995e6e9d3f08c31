"""Lists in pages: a stable order, and the total of all pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.hub.answer import Answer

USUAL, MOST = 50, 100


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted; pages begin with 1."""

    number: int
    limit: int

    def rows(self, connection: sa.Connection, query: sa.Select[Any]) -> Sequence[Any]:
        """The rows of this page; the query says their order."""
        offset = (self.number - 1) * self.limit
        return connection.execute(query.limit(self.limit).offset(offset)).all()

    def answer(self, data: list[Answer], total: int) -> Answer:
        """The envelope of a list."""
        return {
            "success": True,
            "data": data,
            "total": total,
            "page": self.number,
            "limit": self.limit,
        }


def total(connection: sa.Connection, query: sa.Select[Any]) -> int:
    """How many rows the query has in all."""
    counting = query.order_by(None).with_only_columns(sa.func.count(), maintain_column_froms=True)
    return connection.execute(counting).scalar_one()
