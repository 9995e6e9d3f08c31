"""Staging: what a scan found changed, kept in a file until the scan has ended well.

A scan of a million products must not fill the memory, nor may a half one change the shop.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import simplejson

from app.sync.contract import RemoteProduct

_FIELDS = ("id", "name", "name_ar", "price", "cost", "barcode", "category", "tax_rate")


class Staging:
    """Products, written one after the other and then read in batches; gone when it is closed."""

    def __init__(self, folder: Path) -> None:
        # The file has no name from the beginning, or loses it at the end whatever happens.
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", dir=folder)  # noqa: SIM115
        self.count = 0

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, product: RemoteProduct) -> None:
        """Keep one more."""
        row = [getattr(product, name) for name in _FIELDS]
        self._file.write(f"{simplejson.dumps(row)}\n")
        self.count += 1

    def batches(self, size: int) -> Iterator[list[RemoteProduct]]:
        """All of them, in the order they came."""
        self._file.seek(0)
        batch: list[RemoteProduct] = []
        for line in self._file:
            row = simplejson.loads(line, use_decimal=True)
            batch.append(RemoteProduct(*row))
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch
