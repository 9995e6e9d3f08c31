"""The books: what another connection wrote is no damage."""

from __future__ import annotations

from pathlib import Path

from app.services import product_import
from app.storage.store import Store
from tests.shop import counter_of, findings


def test_an_index_that_was_rewritten_since_it_was_read_is_not_called_damaged(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "products.csv"
    lines = [f"N-{row:04d},Product {row},1.00,n{row}" for row in range(2_000)]

    def take(first: int, last: int) -> None:
        path.write_text("\n".join(["sku,name,price,barcode", *lines[first:last]]))
        with store.write() as unit:
            product_import.read(unit, path, counter_of(unit))

    for first in range(0, 600, 50):
        take(first, first + 50)
    assert findings(store) == []
    for first in range(0, 2_000, 50):
        take(first, first + 50)
    assert findings(store) == []
