"""The shop that a command works on."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from app import bootstrap, settings
from app.domain.catalog import Product
from app.domain.currency import Currency
from app.domain.currency import currency as currency_of
from app.domain.errors import Refusal
from app.services.counter import Counter
from app.storage import backend as backends
from app.storage import setting
from app.storage.store import Store, Unit


@contextmanager
def opened(wanted: Namespace) -> Iterator[Store]:
    """The shop's store, open for this command."""
    store = bootstrap.shop_store(settings.data_folder(wanted.data))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def reading(wanted: Namespace) -> Iterator[tuple[Unit, Counter]]:
    """The shop as it is now, and its first counter."""
    with opened(wanted) as store, store.read() as unit:
        yield unit, bootstrap.counter(unit)


@contextmanager
def writing(wanted: Namespace) -> Iterator[tuple[Unit, Counter]]:
    """A change of the shop by the cashier that the command names."""
    with opened(wanted) as store, store.write() as unit:
        yield unit, bootstrap.counter(unit, cashier=wanted.cashier)


def product(unit: Unit, counter: Counter, code: str) -> Product:
    """The product with this barcode, SKU or id; raises Refusal unknown_product."""
    found = counter.catalog(unit).find(code)
    if found is None:
        raise Refusal("unknown_product", f"No product has code {code[:80]}.")
    return found.product


def currency(unit: Unit, backend: str) -> Currency:
    """What a back end's amounts are in: its own currency, else the shop's."""
    own = [each.settings.currency for each in backends.every(unit) if each.name == backend]
    return currency_of(next(filter(None, own), None) or setting.load_shop(unit).currency)
