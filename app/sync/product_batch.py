"""A batch of a back end's products: which of ours each is, and what becomes of it.

Made while nobody is held up, and stored only if nobody changed a product meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain import barcode
from app.domain.catalog import Product, ProductDraft, draft_of
from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.number import LIMIT, SCALE, decimals
from app.domain.text import fold, one_line
from app.storage import backend as backends
from app.storage import catalog, register, remote, setting
from app.storage.catalog import Catalog
from app.storage.store import Unit
from app.sync.contract import Answer, Capability, RemoteProduct
from app.sync.link import Link
from app.sync.product_draft import (
    MAX_CODE,
    Known,
    Rules,
    changed_draft,
    code_of,
    new_draft,
)
from app.sync.product_push import open_fields
from app.sync.staging import fingerprint

KIND = "product"

Drafts = list[tuple[int, ProductDraft]]


def decides(unit: Unit, link: Link) -> bool:
    """Whether this back end says what there is and what it costs; the others only sell it too."""
    books = backends.books(unit)
    return books is not None and books.id == link.backend.id


@dataclass(slots=True)
class Prepared:
    """A batch as it will be stored, made without holding up anybody."""

    first_id: int
    new: Drafts = field(default_factory=list)
    changed: Drafts = field(default_factory=list)
    pairs: list[tuple[int, str]] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    prices: dict[str, Decimal] = field(default_factory=dict)
    skus: set[str] = field(default_factory=set)

    def touched(self) -> frozenset[int]:
        """The products that it makes or changes."""
        return frozenset(local for local, _ in (*self.new, *self.changed))


Basis = tuple[int, dict[str, int], dict[int, frozenset[str]]]


def basis(unit: Unit, link: Link, batch: Sequence[RemoteProduct]) -> Basis:
    """What must not have changed when the batch is stored: nobody added or edited a product."""
    keys = [key for each in batch for key in _keys(each.barcode)]
    owners = catalog.owners_by_key(unit, keys)
    return catalog.next_id(unit), owners, open_fields(unit, link.name)


class Context:
    """What the shop knows of the products of a batch."""

    def __init__(self, unit: Unit, link: Link, batch: Sequence[RemoteProduct]) -> None:
        ids = [each.id for each in batch]
        self.link = link
        self.linked = remote.local_ids_of(unit, link.name, KIND, ids)
        self.seen = remote.seen(unit, link.name, KIND, ids)
        self.basis = basis(unit, link, batch)
        self.first_id, self.owners, self.ours = self.basis
        self.unsure = _unsure(unit, link)
        self.decides = decides(unit, link)
        self.keeps_prices = link.can(unit, Capability.SERVER_PRICES) is Answer.YES
        skus = {sku for each in batch for sku in (sku_of(link, each.id), own_sku(each)) if sku}
        self.skus = catalog.ids_by_sku(unit, sorted(skus))
        self.namesakes = (
            {} if self.decides else catalog.ids_by_name(unit, [each.name for each in batch])
        )
        wanted = {*self.linked.values(), *self.owners.values(), *self.unsure, *self.skus.values()}
        here = register.register(unit).warehouse_id
        money = currency(setting.load_shop(unit).currency)
        found = Catalog(unit, money, here).products(sorted(wanted)) if wanted else []
        self.products = {each.id: each for each in found}
        # Products that the server knows by another id are not these.
        self.taken = {
            each.id for each in found if any(backend == link.name for backend, _ in each.remote_ids)
        }
        self.categories = _categories(unit, link)


def prepare(
    context: Context,
    batch: Sequence[RemoteProduct],
    rules: Rules,
) -> Prepared:
    made = Prepared(context.first_id)
    owners = dict(context.owners)
    for each in batch:
        local = context.linked.get(each.id) or _same_product(context, each, owners)
        if context.keeps_prices and each.price is not None and _is_price(each.price):
            made.prices[each.id] = each.price
        if not context.decides:
            _link_only(context, made, each, local)
            continue
        try:
            old = context.products.get(local or 0)
            code = _free_code(made, each, owners, local)
            draft = _draft(context, made, each, old, rules=rules, code=code)
        except Refusal as refusal:
            _report(made, each, "bad_product", f"can't be taken: {refusal.message}")
            continue
        if local is None:
            local = made.first_id + len(made.new)
            made.new.append((local, draft))
        elif old is not None and draft != draft_of(old):
            made.changed.append((local, draft))
        if each.id not in context.linked:
            made.pairs.append((local, each.id))
            context.taken.add(local)
        for own in draft.barcodes:
            owners.setdefault(barcode.key(own.code), local)
    return made


def _is_price(value: Decimal) -> bool:
    return abs(value) < LIMIT and decimals(value) <= SCALE


def _link_only(context: Context, made: Prepared, each: RemoteProduct, local: int | None) -> None:
    """An online shop sells what this shop has: its product is one of ours, or none at all."""
    if local is None:
        _report(
            made, each, "not_linked", "is no product of this shop: no barcode, SKU or name fits."
        )
    elif each.id not in context.linked:
        made.pairs.append((local, each.id))
        context.taken.add(local)


def _draft(
    context: Context,
    made: Prepared,
    each: RemoteProduct,
    old: Product | None,
    *,
    rules: Rules,
    code: str,
) -> ProductDraft:
    last = context.seen.get(each.id)
    came_back = last is not None and last.absences > 1
    known = Known(
        ours=context.ours.get(old.id, frozenset()) if old else frozenset(),
        category=_category(context, each, old),
        code=code,
        sku=_free_sku(context, made, each),
        active=came_back or old is None or old.active,
    )
    return changed_draft(each, old, known, rules) if old else new_draft(each, known, rules)


def _category(context: Context, each: RemoteProduct, old: Product | None) -> str | None:
    if each.category is None:
        return None
    name = context.categories.get(each.category)
    # A name that the shop gave is better than a number.
    if old and old.category and (name is None or name == f"Category {each.category}"):
        return old.category
    return name


def _categories(unit: Unit, link: Link) -> dict[str, str]:
    rows = unit.sql(
        "SELECT r.remote_id, c.name FROM remote_id r JOIN category c ON c.id = r.local_id "
        "WHERE r.backend = ? AND r.kind = 'category'",
        (link.name,),
    )
    return dict(rows.fetchall())


def _unsure(unit: Unit, link: Link) -> set[int]:
    """New products of ours whose answer was lost: one of these may be theirs."""
    rows = unit.sql(
        "SELECT record_id FROM outbox WHERE backend = ? AND kind = 'product' "
        "AND state NOT IN ('ACKED', 'REJECTED') AND state IN ('UNKNOWN', 'RECONCILING')",
        (link.name,),
    )
    return {row[0] for row in rows}


def _same_product(context: Context, each: RemoteProduct, owners: dict[str, int]) -> int | None:
    """Which product of ours it is: by its barcode; by its name if we may have sent it."""
    for key in _keys(each.barcode):
        local = owners.get(key)
        if local in context.products and local not in context.taken:
            return local
    by_name = context.namesakes.get(fold(each.name))
    for local in (context.skus.get(own_sku(each)), by_name, _had_before(context, each)):
        if local is not None and local not in context.taken:
            return local
    if each.barcode:
        return None
    for local in context.unsure - context.taken:
        ours = context.products[local]
        same = fold(ours.name) == fold(each.name) and ours.price.amount == each.price
        if same and not ours.barcodes:
            return local
    return None


def _had_before(context: Context, each: RemoteProduct) -> int | None:
    """The product that got its SKU when this one came in the first time: it was removed since."""
    local = context.skus.get(sku_of(context.link, each.id))
    if local is None or fold(context.products[local].name) != fold(each.name):
        return None
    return local


def _free_code(
    made: Prepared, each: RemoteProduct, owners: dict[str, int], local: int | None
) -> str:
    """Its barcode, if no other product has it: two with one barcode must not stop a shop."""
    code = code_of(each)
    owner = owners.get(barcode.key(code)) if code else None
    if owner is None or owner == local:
        return code
    _report(made, each, "barcode_taken", f"has the barcode {code}, which another product has too.")
    return ""


def sku_of(link: Link, remote_id: str) -> str:
    """The SKU that a product of the back end gets here."""
    return f"{link.name}-{remote_id}"[:MAX_CODE]


def own_sku(each: RemoteProduct) -> str:
    """The SKU that the back end itself gives a product; empty where it gives none."""
    return one_line(each.sku, "SKU", MAX_CODE) if each.sku and len(each.sku) <= MAX_CODE else ""


def _free_sku(context: Context, made: Prepared, each: RemoteProduct) -> str:
    sku = own_sku(each)
    if sku and sku not in context.skus and sku not in made.skus:
        made.skus.add(sku)
        return sku
    sku = sku_of(context.link, each.id)
    if sku not in context.skus:
        return sku
    # Somebody's own SKU: nothing that a person would type is like this.
    return f"{sku[: MAX_CODE - 9]}:{fingerprint(each)[:8]}"


def _report(made: Prepared, each: RemoteProduct, code: str, said: str) -> None:
    name = one_line(each.name[:80], "name", 80)
    made.problems.append((code, f"product {each.id}", f"“{name}” {said}"))


def _keys(code: str | None) -> tuple[str, ...]:
    return barcode.parse(code[:MAX_CODE]).keys[:1] if code else ()
