"""All products of a back end, taken into the shop.

A full scan first: what changed waits in a staging file until the scan has ended without
contradicting itself. Then it is stored a few hundred at a time, so that no sale ever waits for a
catalogue; a stop in between leaves whole products only, and the next scan goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from app.domain import barcode
from app.domain.catalog import Product, ProductBarcode, ProductDraft
from app.domain.country import country
from app.domain.currency import Currency, currency
from app.domain.errors import Refusal
from app.domain.money import money
from app.domain.tax import TaxRate, tax_rate
from app.domain.text import fold, one_line
from app.storage import backend as backends
from app.storage import catalog, register, remote, review, setting
from app.storage.catalog import Catalog
from app.storage.store import Unit
from app.sync.contract import RemoteProduct
from app.sync.link import Link
from app.sync.news import News
from app.sync.product_push import open_fields
from app.sync.staging import Staging

BATCH = 200
MAX_NAME, MAX_CODE = 5_000, 80
KIND = "product"


def pull(link: Link) -> News:
    """Read all products and store what changed; raises what the connector raises."""
    present: set[str] = set()
    news = News()
    with Staging(link.store.path.parent) as staging:
        for page in link.connector.products():
            _stage(link, page, staging, present)
        for batch in staging.batches(BATCH):
            if link.stopping():
                return news
            with link.store.write() as unit:
                step = _Batch(unit, link).take(batch)
                unit.commit()
            link.tell(step)
            news |= step
    with link.store.write() as unit:
        hidden = _hide(unit, link, remote.count_absences(unit, link.name, KIND, present))
        backends.note(unit, link.name, pulled_at=link.now())
        unit.commit()
    if hidden.products:
        link.tell(hidden)
    return news | hidden


def _stage(link: Link, page: Sequence[RemoteProduct], staging: Staging, present: set[str]) -> None:
    ids = [each.id for each in page]
    present.update(ids)
    with link.store.read() as unit:
        known = remote.seen(unit, link.name, KIND, ids)
        linked = remote.local_ids_of(unit, link.name, KIND, ids)
    for each in page:
        last = known.get(each.id)
        if last is None or last.hash != fingerprint(each) or last.absences > 1:
            staging.add(each)
        elif each.id not in linked:
            staging.add(each)  # what it lacked may have been mended since


def fingerprint(product: RemoteProduct) -> str:
    """A short hash of all that a back end says of a product."""
    return hashlib.blake2b(repr(product).encode(errors="replace"), digest_size=12).hexdigest()


def _hide(unit: Unit, link: Link, missing: Sequence[str]) -> News:
    """Take products off sale that two scans in a row did not see; they are never deleted."""
    linked = remote.local_ids_of(unit, link.name, KIND, missing)
    if linked:
        unit.sql(
            "UPDATE product SET active = 0 WHERE id = ?", [(local,) for local in linked.values()]
        )
    return News(products=frozenset(linked.values()), pulled=len(linked))


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a product of this shop must be like."""

    currency: Currency
    standard: TaxRate


class _Batch:
    """A few hundred products, stored within one unit of work."""

    def __init__(self, unit: Unit, link: Link) -> None:
        self._unit = unit
        self._link = link
        shop = setting.load_shop(unit)
        usual = tax_rate(country(shop.seller.country).standard_rate)
        self._rules = _Rules(currency(shop.currency), usual)
        here = register.register(unit).warehouse_id
        self._catalog = Catalog(unit, self._rules.currency, here)
        self._ours = open_fields(unit, link.name)
        self._groups = {each.name: each.id for each in catalog.categories(unit)}

    def take(self, batch: Sequence[RemoteProduct]) -> News:
        """Store the good ones; what can't be taken is put before the manager."""
        self._linked = remote.local_ids_of(
            self._unit, self._link.name, KIND, [each.id for each in batch]
        )
        self._owners = self._barcode_owners(batch)
        known = {each.id: each for each in self._catalog.products(sorted(set(self._candidates())))}
        next_id = catalog.next_id(self._unit)
        new: list[tuple[int, ProductDraft]] = []
        changed: list[tuple[int, ProductDraft]] = []
        pairs: list[tuple[int, str]] = []
        for each in batch:
            local = self._linked.get(each.id) or self._same_product(each, known)
            try:
                draft = self._draft(each, known.get(local or 0))
            except Refusal as refusal:
                self._refuse(each, refusal)
                continue
            if local is None:
                local = next_id + len(new)
                new.append((local, draft))
            elif draft != _draft_of(known[local]):
                changed.append((local, draft))
            if each.id not in self._linked:
                pairs.append((local, each.id))
                self._linked[each.id] = local
            for own in draft.barcodes:
                self._owners.setdefault(barcode.key(own.code), local)
        catalog.insert(self._unit, new, self._groups)
        catalog.update(self._unit, changed, self._groups)
        remote.link_many(self._unit, self._link.name, KIND, pairs)
        seen = {each.id: fingerprint(each) for each in batch}
        remote.remember(self._unit, self._link.name, KIND, seen)
        touched = frozenset(local for local, _ in (*new, *changed))
        return News(products=touched, pulled=len(touched))

    def _candidates(self) -> list[int]:
        return [*self._linked.values(), *self._owners.values(), *self._unsure()]

    def _barcode_owners(self, batch: Sequence[RemoteProduct]) -> dict[str, int]:
        keys = [key for each in batch for key in _keys(each.barcode)]
        return catalog.owners_by_key(self._unit, keys)

    def _unsure(self) -> list[int]:
        """New products of ours whose answer was lost: one of these may be theirs."""
        rows = self._unit.sql(
            "SELECT record_id FROM outbox WHERE backend = ? AND kind = 'product' "
            "AND state IN ('UNKNOWN', 'RECONCILING')",
            (self._link.name,),
        )
        return [row[0] for row in rows]

    def _same_product(self, each: RemoteProduct, known: dict[int, Product]) -> int | None:
        """Which product of ours it is: by its barcode; by its name if we may have sent it."""
        for key in _keys(each.barcode):
            local = self._owners.get(key)
            if local is not None and not self._is_linked(local):
                return local
        if not each.barcode:
            for local in self._unsure():
                ours = known[local]
                same = fold(ours.name) == fold(each.name) and ours.price.amount == each.price
                if same and not ours.barcodes and not self._is_linked(local):
                    return local
        return None

    def _is_linked(self, local: int) -> bool:
        if local in self._linked.values():
            return True
        return remote.remote_id(self._unit, self._link.name, KIND, local) is not None

    def _draft(self, each: RemoteProduct, old: Product | None) -> ProductDraft:
        """The product as it is to be stored: theirs, except where we have news to tell."""
        ours = self._ours.get(old.id, frozenset()) if old else frozenset[str]()
        draft = _draft_of(old) if old else self._blank(each)
        values: dict[str, Any] = {"active": self._is_active(each, old)}
        if "name" not in ours:
            values["name"] = self._name(each)
        if "name_ar" not in ours and each.name_ar is not None:
            values["name_ar"] = one_line(each.name_ar, "Arabic name", MAX_NAME)
        if "price" not in ours and each.price is not None:
            values["price"] = self._amount(each.price, "price")
        if "cost" not in ours and each.cost is not None:
            values["cost"] = self._amount(each.cost, "cost")
        if "tax_rate" not in ours and each.tax_rate is not None:
            values["tax"] = self._tax(each.tax_rate, draft.tax)
        if "category" not in ours and each.category is not None:
            values["category"] = self._category(each.category, draft.category)
        if "barcode" not in ours and each.barcode is not None:
            values["barcodes"] = self._barcodes(each, old)
        return replace(draft, **values)

    def _blank(self, each: RemoteProduct) -> ProductDraft:
        if each.price is None:
            raise Refusal("no_price", "The product has no price that can be read.")
        return ProductDraft(
            sku=self._sku(each.id), name="", name_ar="", price=each.price, tax=self._rules.standard
        )

    def _sku(self, remote_id: str) -> str:
        for sku in (f"{self._link.name}-{remote_id}", f"{self._link.name}--{remote_id}"):
            if not catalog.ids_by_sku(self._unit, [sku]):
                return sku[:MAX_CODE]
        raise Refusal("sku_taken", "Both SKUs that it could have belong to other products.")

    def _name(self, each: RemoteProduct) -> str:
        name = one_line(each.name, "name", MAX_NAME)
        name_ar = one_line(each.name_ar or "", "Arabic name", MAX_NAME)
        if not name and not name_ar:
            raise Refusal("no_name", "The product has no name.")
        return name or name_ar

    def _amount(self, value: Decimal, what: str) -> Decimal:
        amount = money(value, self._rules.currency, what).amount
        if amount < 0:
            raise Refusal("bad_price", f"The {what} is negative.")
        return amount

    def _tax(self, percent: Decimal, own: TaxRate) -> TaxRate:
        rate = tax_rate(percent)
        # Zero percent may be exempt or out of scope here; the server does not know the difference.
        return own if not rate.percent and not own.percent else rate

    def _category(self, remote_id: str, own: str) -> str:
        known = remote.local_id(self._unit, self._link.name, "category", remote_id)
        if known is None:
            name = own or f"Category {remote_id}"
            known = catalog.category_id(self._unit, name, "" if own else f"فئة {remote_id}")
            if remote.remote_id(self._unit, self._link.name, "category", known) is None:
                remote.link(self._unit, self._link.name, "category", known, remote_id)
            self._groups[name] = known
            return name
        names = {group: name for name, group in self._groups.items()}
        return names.get(known, own)

    def _barcodes(self, each: RemoteProduct, old: Product | None) -> tuple[ProductBarcode, ...]:
        kept = old.barcodes if old else ()
        code = one_line(each.barcode or "", "barcode", MAX_CODE)
        if not code:
            return kept
        key = barcode.key(code)
        owner = self._owners.get(key)
        if owner is not None and (old is None or owner != old.id):
            # It stays what it is otherwise: two products with one barcode must not stop a shop.
            subject = f"product {each.id}"
            message = f"“{each.name[:80]}” has the barcode {code}, which another product has too."
            self._report("barcode_taken", subject, message)
            return kept
        if any(barcode.key(own.code) == key for own in kept):
            return kept
        return (ProductBarcode(code), *kept[1:])

    def _is_active(self, each: RemoteProduct, old: Product | None) -> bool:
        if old is None:
            return True
        last = remote.seen(self._unit, self._link.name, KIND, [each.id]).get(each.id)
        return old.active or (last is not None and last.absences > 1)

    def _refuse(self, each: RemoteProduct, refusal: Refusal) -> None:
        name = one_line(each.name[:80], "name", 80)
        message = f"“{name}” can't be taken: {refusal.message}"
        self._report("bad_product", f"product {each.id}", message)

    def _report(self, code: str, subject: str, message: str) -> None:
        review.add(
            self._unit,
            self._link.name,
            code,
            subject=subject,
            message=message,
            at=self._link.now(),
        )


def _draft_of(product: Product) -> ProductDraft:
    return ProductDraft(
        sku=product.sku,
        name=product.name,
        name_ar=product.name_ar,
        price=product.price.amount,
        tax=product.tax,
        category=product.category,
        unit=product.unit,
        cost=None if product.cost is None else product.cost.amount,
        barcodes=product.barcodes,
        active=product.active,
        tracked=product.tracked,
        picture=product.picture,
        reorder_level=product.reorder_level,
    )


def _keys(code: str | None) -> tuple[str, ...]:
    return barcode.parse(code[:MAX_CODE]).keys[:1] if code else ()
