"""All products of a back end, taken into the shop.

A full scan first: what changed waits in a staging file until the scan has ended without
contradicting itself. Then it is stored a hundred at a time, so that no sale ever waits for a
catalogue; a stop in between leaves whole products only, and the next scan goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from app.domain import barcode
from app.domain.backend import PRICES_WITHOUT_TAX
from app.domain.catalog import Product, ProductDraft, draft_of
from app.domain.country import country
from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.number import LIMIT, SCALE, decimals
from app.domain.tax import tax_rate
from app.domain.text import fold, one_line
from app.storage import backend as backends
from app.storage import catalog, register, remote, review, setting
from app.storage.catalog import Catalog, Rows
from app.storage.store import Unit
from app.sync.contract import Answer, Capability, RemoteProduct
from app.sync.link import Link
from app.sync.news import News
from app.sync.problem import Transient
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
FULL = "list_full"

Drafts = list[tuple[int, ProductDraft]]


def pull(link: Link) -> News:
    """Read all products and store what changed; raises what the connector raises."""
    present: set[str] = set()
    news = News()
    progress = _Progress(link)
    names = _categories_there(link)
    with Staging(link.store.path.parent, BATCH) as staging:
        is_whole = True
        try:
            for page in _ahead(link.connector.products()):
                if link.stopping():
                    return news
                _stage(link, page, staging, present)
                progress.tell(len(present))
        except Transient as problem:
            if problem.code != FULL:
                raise
            is_whole = False  # what is listed is there; what is not may be there too
            _warn(link, problem)
        rules = _rules(link)
        for staged in staging.batches():
            batch = staged
            while batch:
                if link.stopping():
                    return news
                size = link.pace.step(BATCH)
                step = _take(link, batch[:size], rules, names)
                batch = batch[size:]
                link.tell(step)
                news |= step
    with link.store.write() as unit:
        missing = remote.count_absences(unit, link.name, KIND, present) if is_whole else []
        hidden = _hide(unit, link, missing)
        backends.note(unit, link.name, pulled_at=link.now())
        _warn_of_tax(unit, link)
        unit.commit()
    if hidden.products:
        link.tell(hidden)
    return news | hidden


def take_one(link: Link, product_id: str) -> bool:
    """Read one product now and store what changed; whether the back end has it."""
    found = link.connector.product(product_id)
    if changed := list(_changed(link, found)):
        link.tell(_take(link, changed, _rules(link), _new_categories(link, found)))
    return bool(found)


def _decides(unit: Unit, link: Link) -> bool:
    """Whether this back end says what there is and what it costs; the others only sell it too."""
    books = backends.books(unit)
    return books is not None and books.id == link.backend.id


def _warn_of_tax(unit: Unit, link: Link) -> None:
    """Where its prices are without tax and the shop's are with it, sales here lack the tax."""
    excludes = link.backend.kind in PRICES_WITHOUT_TAX and _decides(unit, link)
    if not excludes or not setting.load_shop(unit).prices_include_tax:
        review.settle(unit, link.name, ["prices"], at=link.now())
        return
    said = f"The prices of {link.name} are without tax, and this shop's include it."
    review.add(unit, link.name, "prices_exclude_tax", subject="prices", message=said, at=link.now())


def _categories_there(link: Link) -> dict[str, str]:
    """The names of the back end's categories by their ids, where it lists them."""
    with link.store.read() as unit:
        if link.can(unit, Capability.PULL_CATEGORIES) is Answer.NO:
            return {}
    return {each.id: each.name for page in link.connector.categories() for each in page}


def _new_categories(link: Link, batch: Sequence[RemoteProduct]) -> dict[str, str]:
    """The same, asked for only where the batch has one that is new here."""
    theirs = {each.category for each in batch if each.category is not None}
    with link.store.read() as unit:
        known = remote.local_ids_of(unit, link.name, "category", theirs)
        is_new = _decides(unit, link) and not theirs <= known.keys()
    return _categories_there(link) if is_new else {}


def _warn(link: Link, problem: Transient) -> None:
    with link.store.write() as unit:
        said = problem.message
        review.add(unit, link.name, FULL, subject="products", message=said, at=link.now())
        unit.commit()


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
    present.update(each.id for each in page)
    for each, now in _changed(link, page):
        staging.add(each, now)


def _changed(link: Link, page: Sequence[RemoteProduct]) -> Iterator[Staged]:
    """What is new in a page, with its fingerprints."""
    ids = [each.id for each in page]
    with link.store.read() as unit:
        known = remote.seen(unit, link.name, KIND, ids)
        linked = remote.local_ids_of(unit, link.name, KIND, ids)
    for each in page:
        last, now = known.get(each.id), fingerprint(each)
        is_new = last is None or last.hash != now or last.absences > 1
        # One that could not be taken is tried again: what it lacked may be there now.
        if is_new or each.id not in linked:
            yield each, now


def fingerprint(product: RemoteProduct) -> str:
    """A short hash of all that a back end says of a product."""
    text = repr(values(product)).encode(errors="replace")
    return hashlib.blake2b(text, digest_size=12).hexdigest()


def _hide(unit: Unit, link: Link, missing: Sequence[str]) -> News:
    """Take products off sale that two scans in a row did not see; they are never deleted."""
    linked = remote.local_ids_of(unit, link.name, KIND, missing)
    if not _decides(unit, link):
        return News()
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
    prices: dict[str, Decimal] = field(default_factory=dict)
    skus: set[str] = field(default_factory=set)

    def touched(self) -> frozenset[int]:
        """The products that it makes or changes."""
        return frozenset(local for local, _ in (*self.new, *self.changed))


def _take(link: Link, staged: Sequence[Staged], rules: Rules, names: Mapping[str, str]) -> News:
    batch = [each for each, _ in staged]
    groups = _groups(link, batch, names)
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


def _groups(link: Link, batch: Sequence[RemoteProduct], names: Mapping[str, str]) -> dict[str, int]:
    """The ids of all categories by name, with those of the batch made where they are new."""
    with link.store.read() as unit:
        if not _decides(unit, link):
            return {}
    theirs = {each.category for each in batch if each.category is not None}
    with link.store.read() as unit:
        known = remote.local_ids_of(unit, link.name, "category", theirs)
        groups = {each.name: each.id for each in catalog.categories(unit)}
    unknown = sorted(theirs - known.keys())
    if unknown:
        with link.store.write() as unit:
            for remote_id in unknown:
                name, name_ar = _category_names(remote_id, names)
                groups[name] = catalog.category_id(unit, name, name_ar)
                remote.link(unit, link.name, "category", groups[name], remote_id)
            unit.commit()
    return groups


def _category_names(remote_id: str, names: Mapping[str, str]) -> tuple[str, str]:
    """What a category is called here: as they call it, else by its word or number."""
    known = names.get(remote_id, "").strip() or (
        remote_id.replace("_", " ").capitalize() if remote_id.replace("_", "").isalpha() else ""
    )
    if known:
        name = one_line(known[:MAX_CODE], "category", MAX_CODE)
        return name, name
    return f"Category {remote_id}"[:MAX_CODE], f"فئة {remote_id}"[:MAX_CODE]


def _store(unit: Unit, link: Link, prepared: _Prepared, new: Rows, changed: Rows) -> None:
    catalog.insert_rows(unit, new)
    catalog.update_rows(unit, changed)
    remote.link_many(unit, link.name, KIND, prepared.pairs)
    remote.remember(unit, link.name, KIND, prepared.hashes)
    remote.keep_prices(unit, link.name, prepared.prices)
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
        self.decides = _decides(unit, link)
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


def _prepare(
    context: _Context,
    batch: Sequence[RemoteProduct],
    rules: Rules,
) -> _Prepared:
    made = _Prepared(context.first_id)
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


def _link_only(context: _Context, made: _Prepared, each: RemoteProduct, local: int | None) -> None:
    """An online shop sells what this shop has: its product is one of ours, or none at all."""
    if local is None:
        _report(
            made, each, "not_linked", "is no product of this shop: no barcode, SKU or name fits."
        )
    elif each.id not in context.linked:
        made.pairs.append((local, each.id))
        context.taken.add(local)


def _draft(
    context: _Context,
    made: _Prepared,
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


def _had_before(context: _Context, each: RemoteProduct) -> int | None:
    """The product that got its SKU when this one came in the first time: it was removed since."""
    local = context.skus.get(sku_of(context.link, each.id))
    if local is None or fold(context.products[local].name) != fold(each.name):
        return None
    return local


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


def own_sku(each: RemoteProduct) -> str:
    """The SKU that the back end itself gives a product; empty where it gives none."""
    return one_line(each.sku, "SKU", MAX_CODE) if each.sku and len(each.sku) <= MAX_CODE else ""


def _free_sku(context: _Context, made: _Prepared, each: RemoteProduct) -> str:
    sku = own_sku(each)
    if sku and sku not in context.skus and sku not in made.skus:
        made.skus.add(sku)
        return sku
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
