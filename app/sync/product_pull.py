"""All products of a back end, taken into the shop.

A full scan first: what changed waits in a staging file until the scan has ended without
contradicting itself. Then it is stored a hundred at a time, so that no sale ever waits for a
catalogue; a stop in between leaves whole products only, and the next scan goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from app.domain import barcode
from app.domain.catalog import Product, ProductDraft, draft_of
from app.domain.country import country
from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.tax import tax_rate
from app.domain.text import fold, one_line
from app.storage import backend as backends
from app.storage import catalog, register, remote, review, setting
from app.storage.catalog import Catalog, Rows
from app.storage.store import Unit
from app.sync.contract import RemoteProduct
from app.sync.link import Link
from app.sync.news import News
from app.sync.product_draft import (
    MAX_CODE,
    Known,
    Rules,
    changed_draft,
    code_of,
    new_draft,
)
from app.sync.product_push import open_fields
from app.sync.staging import Staged, Staging, values

BATCH = 500
TELL = timedelta(seconds=1)
TRIES = 3  # to prepare a batch while somebody changes products
KIND = "product"

Drafts = list[tuple[int, ProductDraft]]


def pull(link: Link) -> News:
    """Read all products and store what changed; raises what the connector raises."""
    present: set[str] = set()
    news = News()
    progress = _Progress(link)
    with Staging(link.store.path.parent, BATCH) as staging:
        for page in _ahead(link.connector.products()):
            if link.stopping():
                return news
            _stage(link, page, staging, present)
            progress.tell(len(present))
        rules = _rules(link)
        for staged in staging.batches():
            batch = staged
            while batch:
                if link.stopping():
                    return news
                size = link.pace.step(BATCH)
                step = _take(link, batch[:size], rules)
                batch = batch[size:]
                link.tell(step)
                news |= step
    with link.store.write() as unit:
        hidden = _hide(unit, link, remote.count_absences(unit, link.name, KIND, present))
        backends.note(unit, link.name, pulled_at=link.now())
        unit.commit()
    if hidden.products:
        link.tell(hidden)
    return news | hidden


class _Progress:
    """Tells how many products were read, now and then."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._next = link.clock.now() + TELL

    def tell(self, count: int) -> None:
        """So many by now."""
        now = self._link.clock.now()
        if now < self._next:
            return
        self._next = now + TELL
        with self._link.store.write() as unit:
            backends.note(unit, self._link.name, reading=count)
            unit.commit()
        self._link.tell(News(state=True))


def _ahead(pages: Iterator[Sequence[RemoteProduct]]) -> Iterator[Sequence[RemoteProduct]]:
    """The pages, each fetched while the one before it is looked at."""
    with ThreadPoolExecutor(1, "pages") as pool:
        fetched = pool.submit(next, pages, None)
        while (page := fetched.result()) is not None:
            fetched = pool.submit(next, pages, None)
            yield page


def _stage(link: Link, page: Sequence[RemoteProduct], staging: Staging, present: set[str]) -> None:
    ids = [each.id for each in page]
    present.update(ids)
    with link.store.read() as unit:
        known = remote.seen(unit, link.name, KIND, ids)
        linked = remote.local_ids_of(unit, link.name, KIND, ids)
    for each in page:
        last, now = known.get(each.id), fingerprint(each)
        is_new = last is None or last.hash != now or last.absences > 1
        # One that could not be taken is tried again: what it lacked may be there now.
        if is_new or each.id not in linked:
            staging.add(each, now)


def fingerprint(product: RemoteProduct) -> str:
    """A short hash of all that a back end says of a product."""
    text = repr(values(product)).encode(errors="replace")
    return hashlib.blake2b(text, digest_size=12).hexdigest()


def _hide(unit: Unit, link: Link, missing: Sequence[str]) -> News:
    """Take products off sale that two scans in a row did not see; they are never deleted."""
    linked = remote.local_ids_of(unit, link.name, KIND, missing)
    if linked:
        unit.sql(
            "UPDATE product SET active = 0 WHERE id = ?", [(local,) for local in linked.values()]
        )
    return News(products=frozenset(linked.values()), pulled=len(linked))


def _rules(link: Link) -> Rules:
    with link.store.read() as unit:
        shop = setting.load_shop(unit)
    standard = tax_rate(country(shop.seller.country).standard_rate)
    return Rules(currency(shop.currency), standard)


@dataclass(slots=True)
class _Prepared:
    """A batch as it will be stored, made without holding up anybody."""

    first_id: int
    new: Drafts = field(default_factory=list)
    changed: Drafts = field(default_factory=list)
    pairs: list[tuple[int, str]] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str, str]] = field(default_factory=list)

    def touched(self) -> frozenset[int]:
        """The products that it makes or changes."""
        return frozenset(local for local, _ in (*self.new, *self.changed))


def _take(link: Link, staged: Sequence[Staged], rules: Rules) -> News:
    batch = [each for each, _ in staged]
    groups = _groups(link, batch)
    for turn in range(TRIES):
        with link.store.read() as unit:
            context = _Context(unit, link, batch)
        prepared = _prepare(context, batch, rules)
        prepared.hashes = {each.id: now for each, now in staged}
        new = catalog.rows(prepared.new, groups)
        changed = catalog.rows(prepared.changed, groups)
        with link.store.write() as unit:
            link.pace.begin(unit)
            if _basis(unit, link, batch) != context.basis and turn < TRIES - 1:
                continue
            _store(unit, link, prepared, new, changed)
            unit.commit()
        link.pace.end()
        break
    touched = prepared.touched()
    return News(products=touched, pulled=len(touched))


def _groups(link: Link, batch: Sequence[RemoteProduct]) -> dict[str, int]:
    """The ids of all categories by name, with those of the batch made where they are new."""
    theirs = {each.category for each in batch if each.category is not None}
    with link.store.read() as unit:
        known = remote.local_ids_of(unit, link.name, "category", theirs)
        groups = {each.name: each.id for each in catalog.categories(unit)}
    unknown = sorted(theirs - known.keys())
    if unknown:
        with link.store.write() as unit:
            for remote_id in unknown:
                name = f"Category {remote_id}"[:MAX_CODE]
                groups[name] = catalog.category_id(unit, name, f"فئة {remote_id}"[:MAX_CODE])
                remote.link(unit, link.name, "category", groups[name], remote_id)
            unit.commit()
    return groups


def _store(unit: Unit, link: Link, prepared: _Prepared, new: Rows, changed: Rows) -> None:
    catalog.insert_rows(unit, new)
    catalog.update_rows(unit, changed)
    remote.link_many(unit, link.name, KIND, prepared.pairs)
    remote.remember(unit, link.name, KIND, prepared.hashes)
    wrong = {subject for _, subject, _ in prepared.problems}
    well = {f"product {each}" for each in prepared.hashes} - wrong
    review.settle(unit, link.name, well, at=link.now())
    for code, subject, message in prepared.problems:
        review.add(unit, link.name, code, subject=subject, message=message, at=link.now())


Basis = tuple[int, dict[str, int], dict[int, frozenset[str]]]


def _basis(unit: Unit, link: Link, batch: Sequence[RemoteProduct]) -> Basis:
    """What must not have changed when the batch is stored: nobody added or edited a product."""
    keys = [key for each in batch for key in _keys(each.barcode)]
    owners = catalog.owners_by_key(unit, keys)
    return catalog.next_id(unit), owners, open_fields(unit, link.name)


class _Context:
    """What the shop knows of the products of a batch."""

    def __init__(self, unit: Unit, link: Link, batch: Sequence[RemoteProduct]) -> None:
        ids = [each.id for each in batch]
        self.link = link
        self.linked = remote.local_ids_of(unit, link.name, KIND, ids)
        self.seen = remote.seen(unit, link.name, KIND, ids)
        self.basis = _basis(unit, link, batch)
        self.first_id, self.owners, self.ours = self.basis
        self.unsure = _unsure(unit, link)
        wanted = {*self.linked.values(), *self.owners.values(), *self.unsure}
        here = register.register(unit).warehouse_id
        money = currency(setting.load_shop(unit).currency)
        found = Catalog(unit, money, here).products(sorted(wanted)) if wanted else []
        self.products = {each.id: each for each in found}
        # Products that the server knows by another id are not these.
        self.taken = {
            each.id for each in found if any(backend == link.name for backend, _ in each.remote_ids)
        }
        self.categories = _categories(unit, link)
        self.skus = catalog.ids_by_sku(unit, [sku_of(link, each) for each in ids])


def _prepare(
    context: _Context,
    batch: Sequence[RemoteProduct],
    rules: Rules,
) -> _Prepared:
    made = _Prepared(context.first_id)
    owners = dict(context.owners)
    for each in batch:
        local = context.linked.get(each.id) or _same_product(context, each, owners)
        try:
            old = context.products.get(local or 0)
            draft = _draft(context, each, old, rules, _free_code(made, each, owners, local))
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


def _draft(
    context: _Context, each: RemoteProduct, old: Product | None, rules: Rules, code: str
) -> ProductDraft:
    last = context.seen.get(each.id)
    came_back = last is not None and last.absences > 1
    known = Known(
        ours=context.ours.get(old.id, frozenset()) if old else frozenset(),
        category=_category(context, each, old),
        code=code,
        sku=_free_sku(context, each),
        active=came_back or old is None or old.active,
    )
    return changed_draft(each, old, known, rules) if old else new_draft(each, known, rules)


def _category(context: _Context, each: RemoteProduct, old: Product | None) -> str | None:
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


def _same_product(context: _Context, each: RemoteProduct, owners: dict[str, int]) -> int | None:
    """Which product of ours it is: by its barcode; by its name if we may have sent it."""
    for key in _keys(each.barcode):
        local = owners.get(key)
        if local in context.products and local not in context.taken:
            return local
    if each.barcode:
        return None
    for local in context.unsure - context.taken:
        ours = context.products[local]
        same = fold(ours.name) == fold(each.name) and ours.price.amount == each.price
        if same and not ours.barcodes:
            return local
    return None


def _free_code(
    made: _Prepared, each: RemoteProduct, owners: dict[str, int], local: int | None
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


def _free_sku(context: _Context, each: RemoteProduct) -> str:
    sku = sku_of(context.link, each.id)
    if sku not in context.skus:
        return sku
    # Somebody's own SKU: nothing that a person would type is like this.
    return f"{sku[: MAX_CODE - 9]}:{fingerprint(each)[:8]}"


def _report(made: _Prepared, each: RemoteProduct, code: str, said: str) -> None:
    name = one_line(each.name[:80], "name", 80)
    made.problems.append((code, f"product {each.id}", f"“{name}” {said}"))


def _keys(code: str | None) -> tuple[str, ...]:
    return barcode.parse(code[:MAX_CODE]).keys[:1] if code else ()
