"""The shops that pictures are taken in: each made once, and copied for whoever opens it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from app.domain.catalog import ProductBarcode, ProductDraft
from app.domain.country import country
from app.domain.customer import Customer
from app.domain.preference import Preferences
from app.domain.tax import tax_rate
from app.services import cashiers, customers, held_sales, products
from app.services.counter import Counter
from app.services.new_shop import NewShop
from app.storage.opening import open_store
from app.storage.store import FILE_NAME, Store, Unit
from tests import invoices
from tests.pictures import linked as links
from tests.pictures import online as orders
from tests.pictures import rewards
from tests.shop import DATES, LATTE, NOON, TEA, cart_of, counter_of, make_shop

CASHIER = "Noura A."
BUYER, TRADER = "Faisal Al-Harbi", "مؤسسة الأفق للتجارة والتموين المحدودة"

# 5,000 signs in two scripts, some of them beyond the first plane, and a word without a gap.
LONG = ("Premium hand-picked Medjool dates 🌴 تمر مجدول فاخر منتقى يدويًا " * 90)[:5_000].strip()
LONG_AR = ("تمر مجدول فاخر منتقى يدويًا 🌴 Premium hand-picked Medjool dates " * 90)[:5_000].strip()
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 4
LONG_CODE, WORD_CODE = "LONG-1", "WORD-1"
LONG_NAME = f"The {LONG_WORD} and other things that a shop may be called"[:120]
LONG_NAME_AR = ("مؤسسة عبد الرحمن بن عبد العزيز للتجارة والمقاولات " * 3)[:120].strip()

_USUAL = Preferences(cashier=CASHIER)
_PEOPLE = (
    Customer(None, BUYER, "+966 50 000 0001", email="faisal@example.com"),
    Customer(None, "Um Khalid Al-Qahtani", "+966 55 000 0002"),
    Customer(None, TRADER, "011 000 0003", vat_number="300000000000003"),
    Customer(None, "Dar Catering", "012 000 0004", vat_number="310000000000003"),
    Customer(None, "أحمد الزهراني", "+966 54 000 0005"),
)
_HELD = {"Blue shirt, back soon": (DATES, LATTE), "أم خالد": (TEA, DATES, LATTE), "": (LATTE,)}


def demo(folder: Path) -> None:
    """A grocery in the middle of its day: customers, cashiers, held sales and some invoices."""
    with _made(folder, NewShop(demo=True, preferences=_USUAL)) as store:
        for person in _PEOPLE:
            _do(store, partial(_add_customer, customer=person))
        for name in (CASHIER, "Majed S.", "هند"):
            _do(store, partial(_add_cashier, name=name))
        for at, (name, codes) in enumerate(_HELD.items()):
            _hold(store, name, codes, minutes=10 * at + 4)
        invoices.fill(store, 30, 1, until=NOON)


def dinar(folder: Path) -> None:
    """A shop whose currency has three decimals."""
    with _made(folder, NewShop(demo=True, country="KW", currency="KWD", preferences=_USUAL)):
        pass


def bare(folder: Path) -> None:
    """A shop with nothing to sell and nothing sold."""
    with _made(folder, NewShop(name="Corner Shop", name_ar="متجر الحي")):
        pass


def busy(folder: Path) -> None:
    """A shop with three thousand invoices in a month."""
    with _made(folder, NewShop(demo=True, preferences=_USUAL)) as store:
        invoices.fill(store, 3_000, 30, until=NOON)


def wordy(folder: Path) -> None:
    """A shop where every name is as long as it may be."""
    cashier = LONG_NAME[:60]
    wanted = NewShop(
        demo=True,
        products=40,
        name=LONG_NAME,
        name_ar=LONG_NAME_AR,
        preferences=Preferences(cashier=cashier),
    )
    with _made(folder, wanted) as store:
        _do(store, partial(_add_product, name=LONG, name_ar=LONG_AR, code=LONG_CODE))
        _do(store, partial(_add_product, name=LONG_WORD, name_ar="", code=WORD_CODE))
        _do(store, partial(_add_customer, customer=Customer(None, LONG_NAME, address=LONG_NAME)))
        _do(store, partial(_add_customer, customer=Customer(None, LONG_NAME_AR)))
        _do(store, partial(_add_cashier, name=cashier))
        _hold(store, LONG_NAME[:80], (LONG_CODE, WORD_CODE, DATES), minutes=4)


def linked(folder: Path) -> None:
    """A shop with a back end, and an outbox where everything happens at once."""
    with _made(folder, NewShop(demo=True, products=40, preferences=_USUAL)) as store:
        links.connect(store)
        links.fill(store)


def five(folder: Path) -> None:
    """A shop with as many back ends as there are systems."""
    with _made(folder, NewShop(demo=True, products=10, preferences=_USUAL)) as store:
        links.connect(store)
        for each in links.OTHERS:
            links.connect(store, each.kind, each.kind)


def sandboxed(folder: Path) -> None:
    """A shop whose books are a sandbox, with an online shop beside them."""
    with _made(folder, NewShop(demo=True, products=10, preferences=_USUAL)) as store:
        links.connect_sandbox(store)


def online(folder: Path) -> None:
    """A shop that sells at two online shops too."""
    with _made(folder, NewShop(demo=True, products=40, preferences=_USUAL)) as store:
        links.connect(store)
        orders.fill(store)


def lone(folder: Path) -> None:
    """A shop with one online shop, at which nobody has ordered yet."""
    with _made(folder, NewShop(demo=True, products=10, preferences=_USUAL)) as store:
        orders.open_shops(store, orders.CLICK)


def rewarding(folder: Path) -> None:
    """A shop with online shops that take its orders, one of which knows points."""
    with _made(folder, NewShop(demo=True, products=20, preferences=_USUAL)) as store:
        for person in _PEOPLE:
            _do(store, partial(_add_customer, customer=person))
        rewards.open_shops(store, (DATES, TEA))
        rewards.link(store, BUYER)


_ALL = (demo, dinar, bare, busy, wordy, linked, five, sandboxed, online, lone, rewarding)
SHOPS: dict[str, Callable[[Path], None]] = {each.__name__: each for each in _ALL}


class Shelf:
    """Keeps the made shops in a folder, and gives copies of them away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, name: str, to: Path) -> Path:
        """The folder of a shop of one's own."""
        to.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._make(name) / FILE_NAME, to / FILE_NAME)
        return to

    def _make(self, name: str) -> Path:
        made = self._folder / name
        if not made.exists():
            half = self._folder / f"{name}-half"
            shutil.rmtree(half, ignore_errors=True)
            SHOPS[name](half)
            half.rename(made)
        return made


@contextmanager
def _made(folder: Path, wanted: NewShop) -> Iterator[Store]:
    store = open_store(make_shop(folder, wanted))
    yield store
    store.close()


def _do(store: Store, act: Callable[[Unit, Counter], object]) -> None:
    with store.write() as unit:
        act(unit, counter_of(unit))


def _add_customer(unit: Unit, counter: Counter, customer: Customer) -> None:
    customers.add(unit, customer, counter)


def _add_cashier(unit: Unit, counter: Counter, name: str) -> None:
    cashiers.add(unit, name, counter)


def _add_product(unit: Unit, counter: Counter, name: str, name_ar: str, code: str) -> None:
    draft = ProductDraft(
        sku="",
        name=name,
        name_ar=name_ar,
        price=Decimal("99999.95"),
        tax=tax_rate(country("SA").standard_rate),
        category=LONG[:200],
        barcodes=(ProductBarcode(code),),
    )
    products.add(unit, draft, counter, Decimal(99_999))


def _hold(store: Store, name: str, codes: tuple[str, ...], *, minutes: int) -> None:
    at = NOON - timedelta(minutes=minutes)
    with store.write() as unit:
        counter = counter_of(unit, at=at, cashier=CASHIER)
        held_sales.hold(unit, cart_of(unit, counter, *codes), name, counter)
