"""What back ends are told of products that were made or changed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.catalog import ProductDraft
from app.domain.number import plain
from app.domain.stock import Reason
from app.storage.outbox import Outgoing
from app.storage.stock import NewMove

Numbered = tuple[int, ProductDraft]


def fields(old: ProductDraft, new: ProductDraft) -> list[str]:
    """Which of the fields that back ends keep are different, by their names there."""
    before = _kept(old)
    return [name for name, value in _kept(new).items() if value != before[name]]


def _kept(draft: ProductDraft) -> dict[str, object]:
    return {
        "name": draft.name,
        "name_ar": draft.name_ar,
        "price": draft.price,
        "cost": draft.cost,
        "barcode": draft.barcodes[0].code if draft.barcodes else "",
        "category": draft.category,
        "tax_rate": draft.tax.percent,
    }


def changed(
    product_id: int, old: ProductDraft, new: ProductDraft, *, removable: bool
) -> Outgoing | None:
    """The news of a product that was changed; None when back ends keep nothing of that.

    `removable`: a back end takes a product off sale when the shop does.
    """
    if removable and old.active and not new.active:
        return Outgoing("product", product_id, number=new.sku, payload={"removed": True})
    names = fields(old, new)
    if not names and (old.active == new.active or not removable):
        return None
    return Outgoing("product", product_id, number=new.sku, payload={"fields": names})


def imported(
    new: Iterable[Numbered],
    changes: Iterable[tuple[int, ProductDraft, ProductDraft]],
    moves: Sequence[NewMove],
    *,
    warehouse: str,
    removable: bool,
) -> Iterator[Outgoing]:
    """The news of many products: new ones with their opening stock, changes, and counts."""
    openings: Mapping[int, str] = {
        move.product_id: plain(move.quantity) for move in moves if move.reason == Reason.OPENING
    }
    for product_id, draft in new:
        payload = {"stock": openings[product_id]} if product_id in openings else {}
        yield Outgoing("product", product_id, number=draft.sku, payload=payload)
    skus: dict[int, str] = {}
    for product_id, old, draft in changes:
        skus[product_id] = draft.sku
        news = changed(product_id, old, draft, removable=removable)
        if news:
            yield news
    for move in moves:
        if move.reason == Reason.COUNTED:
            payload = {"warehouse": warehouse, "delta": plain(move.quantity), "reason": move.reason}
            yield Outgoing("stock", move.product_id, number=skus[move.product_id], payload=payload)
