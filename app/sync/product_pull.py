"""All products of a back end, taken into the shop.

A full scan first: what changed waits in a staging file until the scan has ended without
contradicting itself. Then it is stored a hundred at a time, so that no sale ever waits for a
catalogue; a stop in between leaves whole products only, and the next scan goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from app.domain.backend import PRICES_IN, PRICES_WITHOUT_TAX
from app.domain.country import country
from app.domain.currency import currency
from app.domain.tax import tax_rate
from app.domain.text import one_line
from app.storage import backend as backends
from app.storage import catalog, outbox, remote, review, setting
from app.storage.catalog import Rows
from app.storage.store import Unit
from app.sync.contract import Answer, Capability, RemoteProduct
from app.sync.link import Link
from app.sync.news import News
from app.sync.problem import Transient
from app.sync.product_batch import KIND, Context, Prepared, basis, decides, prepare
from app.sync.product_draft import MAX_CODE, Rules
from app.sync.staging import Staged, Staging, fingerprint

BATCH = 500
TELL = timedelta(seconds=1)
TRIES = 3  # to prepare a batch while somebody changes products
FULL = "list_full"


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
        _warn_of_currency(unit, link)
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


def _warn_of_tax(unit: Unit, link: Link) -> None:
    """Where its prices are without tax and the shop's are with it, sales here lack the tax."""
    excludes = link.backend.kind in PRICES_WITHOUT_TAX and decides(unit, link)
    if not excludes or not setting.load_shop(unit).prices_include_tax:
        review.settle(unit, link.name, ["prices"], at=link.now())
        return
    said = f"The prices of {link.name} are without tax, and this shop's include it."
    review.add(unit, link.name, "prices_exclude_tax", subject="prices", message=said, at=link.now())


def _warn_of_currency(unit: Unit, link: Link) -> None:
    """Where its prices are in a currency of their own, and nobody has said that they are ours."""
    theirs, own = PRICES_IN.get(link.backend.kind), setting.currency_code(unit)
    if theirs in {None, own} or not decides(unit, link) or link.backend.settings.currency:
        review.settle(unit, link.name, ["currency"], at=link.now())
        return
    said = f"{link.name} names prices in {theirs}, and this shop's are in {own}."
    review.add(unit, link.name, "prices_in_other", subject="currency", message=said, at=link.now())


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
        is_new = decides(unit, link) and not theirs <= known.keys()
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


def _hide(unit: Unit, link: Link, missing: Sequence[str]) -> News:
    """Take products off sale that two scans in a row did not see; they are never deleted."""
    linked = remote.local_ids_of(unit, link.name, KIND, missing)
    if not decides(unit, link):
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


def _take(link: Link, staged: Sequence[Staged], rules: Rules, names: Mapping[str, str]) -> News:
    batch = [each for each, _ in staged]
    groups = _groups(link, batch, names)
    for turn in range(TRIES):
        with link.store.read() as unit:
            context = Context(unit, link, batch)
        prepared = prepare(context, batch, rules)
        prepared.hashes = {each.id: now for each, now in staged}
        new = catalog.rows(prepared.new, groups)
        changed = catalog.rows(prepared.changed, groups)
        with link.store.write() as unit:
            link.pace.begin(unit)
            if basis(unit, link, batch) != context.basis and turn < TRIES - 1:
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
        if not decides(unit, link):
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


def _store(unit: Unit, link: Link, prepared: Prepared, new: Rows, changed: Rows) -> None:
    catalog.insert_rows(unit, new)
    catalog.update_rows(unit, changed)
    remote.link_many(unit, link.name, KIND, prepared.pairs)
    outbox.let_go(unit, link.name, KIND, [local for local, _ in prepared.pairs], at=link.now())
    remote.remember(unit, link.name, KIND, prepared.hashes)
    remote.keep_prices(unit, link.name, prepared.prices)
    wrong = {subject for _, subject, _ in prepared.problems}
    well = {f"product {each}" for each in prepared.hashes} - wrong
    review.settle(unit, link.name, well, at=link.now())
    for code, subject, message in prepared.problems:
        review.add(unit, link.name, code, subject=subject, message=message, at=link.now())
