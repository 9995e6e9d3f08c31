"""Staging: what a scan found changed, kept in a file until the scan has ended well.

A scan of a million products must not fill the memory, nor may a half one change the shop.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any

from app.sync.contract import RemoteProduct

# Plain rows are written and read in a third of the time.
values = attrgetter(
    "id", "name", "name_ar", "price", "cost", "barcode", "category", "tax_rate", "sku"
)

Staged = tuple[RemoteProduct, str]  # with its fingerprint


def fingerprint(product: RemoteProduct) -> str:
    """A short hash of all that a back end says of a product."""
    text = repr(values(product)).encode(errors="replace")
    return hashlib.blake2b(text, digest_size=12).hexdigest()


class Staging:
    """Products, written one after the other and then read in batches; gone when it is closed."""

    def __init__(self, folder: Path, size: int) -> None:
        # Nobody else can write to it: it has no name, or one that only we may open.
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self._size = size
        self._batch: list[tuple[Any, ...]] = []

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, product: RemoteProduct, fingerprint: str) -> None:
        """Keep one more."""
        self._batch.append((*values(product), fingerprint))
        if len(self._batch) == self._size:
            self._flush()

    def batches(self) -> Iterator[list[Staged]]:
        """All of them, in the order they came."""
        self._flush()
        self._file.seek(0)
        while True:
            try:
                batch = pickle.load(self._file)  # noqa: S301 - our own file
            except EOFError:
                return
            yield [(RemoteProduct(*row[:-1]), row[-1]) for row in batch]

    def _flush(self) -> None:
        if self._batch:
            pickle.dump(self._batch, self._file, pickle.HIGHEST_PROTOCOL)
            self._batch = []
