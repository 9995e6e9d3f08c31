"""The window, from a key to the painted answer; the limit is a frame at 60 Hz."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from app import bootstrap
from app.domain.cart import Cart, line_of
from app.domain.catalog import Found, Product
from app.domain.payment import Method, Payment
from app.services import checkout, export
from app.ui.invoices.presenter import InvoicesPresenter
from app.ui.stall import NOTICED_MS, StallMonitor
from app.ui.till import Till
from app.ui.widgets.uniform_view import UniformView
from benchmarks import screen, search, shop
from benchmarks.measure import Figure, Times, timed
from benchmarks.screen import FRAME_MS, Screen
from tests import invoices

SCANS, LINES = 500, 20
TEXTS = 200
SALES, SALE_LINES = 200, 10
PAGES = 300
DAYS = 365
WARM_UP = 10

W = TypeVar("W", bound=QWidget)

_TYPED = ("one letter", "inside a word", "inside an Arabic word")


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """All that a cashier waits for, in a usual and in a large catalogue."""
    for products in (sizes.usual, sizes.large):
        with shop.scratch() as scratch:
            folder = shop.copy_of(shop.demo_shop(products), scratch / "ours")
            twin = shop.copy_of(folder, scratch / "twin") if products == sizes.usual else None
            with screen.opened(folder) as opened:
                yield from _selling(opened, products)
                if twin is not None:
                    yield _paying(opened, twin, products)
    yield _invoice_list(sizes)
    yield from _import(sizes)


def _selling(opened: Screen, products: int) -> Iterator[Figure]:
    sample = _products(opened, products)
    yield _frame("scan → line painted", products, _scans(opened, sample))
    for name in _TYPED:
        texts = list(islice(dict.fromkeys(search.KINDS[name](sample)), TEXTS))
        yield _frame(f"key → results, {name}", products, _keys(opened, texts))
    grid = opened.till.window.sell.grid
    yield _frame("product grid: a page", products, _pages(opened, grid))


def _frame(action: str, products: int, found: Times) -> Figure:
    return Figure(action, products, "p99", found.p99, limit=FRAME_MS, calls=len(found.samples))


def _products(opened: Screen, products: int) -> list[Product]:
    found: list[Product] = []
    ids = Random(1).sample(range(1, products + 1), max(SCANS, TEXTS * 4) + WARM_UP)
    counter = opened.till.desk.counter
    opened.till.lanes.read(lambda unit: counter.catalog(unit).products(ids), found.extend)
    opened.until(lambda: bool(found))
    return found


def _scans(opened: Screen, products: list[Product]) -> Times:
    """From the Enter that ends the scan; the cart begins anew when it is full."""
    till = opened.till
    lines = till.window.sell.lines
    found = []
    for turn, product in enumerate([each for each in products if each.barcode][: SCANS + WARM_UP]):
        if turn % LINES == 0:
            till.sell.new_sale()
        opened.pause()
        opened.type(product.barcode)
        end = partial(opened.press, Qt.Key.Key_Return, "\r")
        has_line = partial(_has_other_cart, till, till.sell.cart)
        found.append(opened.painted(end, lines.viewport(), holds=has_line))
    till.sell.new_sale()
    opened.pause()
    return Times(found[WARM_UP:])


def _has_other_cart(till: Till, before: Cart) -> bool:
    return till.sell.cart is not before


def _keys(opened: Screen, texts: list[str]) -> Times:
    """From the last key of each text; what was typed before it is shown already."""
    till = opened.till
    sell = till.window.sell
    nothing = _child(sell, QWidget, "nothing_found")
    found = []

    def has_results() -> bool:
        return till.sell.browse.is_settled() and screen.is_filled(sell.grid)

    for text in texts[:WARM_UP] + texts:
        sell.rest_focus()
        sell.search.setText(text[:-1])
        sell.search.textEdited.emit(text[:-1])
        opened.pause()
        last = partial(opened.press, Qt.Key.Key_unknown, text[-1])
        found.append(opened.painted(last, sell.grid.viewport(), nothing, holds=has_results))
    sell.search.clear()
    sell.search.textEdited.emit("")
    opened.pause()
    return Times(found[WARM_UP:])


def _pages(opened: Screen, view: UniformView) -> Times:
    """From Page Down until every cell in sight shows its row; again from the top at the end."""
    found = []
    view.setFocus()
    for _ in range(PAGES + WARM_UP):
        if view.currentIndex().row() in {-1, view.count() - 1}:
            view.make_current(0)
        opened.pause()
        turn = partial(opened.press, Qt.Key.Key_PageDown)
        has_turned = partial(_has_turned, view, view.currentIndex().row())
        found.append(opened.painted(turn, view.viewport(), holds=has_turned))
    return Times(found[WARM_UP:])


def _has_turned(view: UniformView, before: int) -> bool:
    return view.currentIndex().row() != before and screen.is_filled(view)


def _paying(opened: Screen, twin: Path, products: int) -> Figure:
    """From the key that ends the payment until “sale complete” is painted, against the sale alone.

    The other side completes the same carts in a twin of the shop, without a window.
    """
    mine, its = [], []
    with closing(bootstrap.shop_store(twin, idle_checkpoints=True)) as store:
        with store.read() as unit:
            counter = bootstrap.counter(unit)

        def alone(cart: Cart, payment: Payment) -> None:
            with store.write() as unit:
                checkout.complete(unit, cart, [payment], counter)

        for cart in _carts(opened, products):
            due = cart.totals().taxed.gross
            its.append(timed(alone, cart, Payment(Method.CASH, due)))
            mine.append(_pay(opened, cart))
    ours, bare = Times(mine[WARM_UP:]), Times(its[WARM_UP:])
    return Figure(
        "pay → sale complete painted",
        products,
        "p99",
        ours.p99,
        bare=bare.p99,
        limit=bare.p99 + FRAME_MS,
        calls=SALES,
    )


def _carts(opened: Screen, products: int) -> Iterator[Cart]:
    found = _products(opened, products)
    chance = Random(2)
    for _ in range(SALES + WARM_UP):
        cart = Cart(opened.till.desk.counter.shop.pricing)
        for product in chance.sample(found, SALE_LINES):
            cart = cart.add(line_of(Found(product)))
        yield cart


def _pay(opened: Screen, cart: Cart) -> float:
    till = opened.till
    till.tender.open(cart)
    opened.pause()
    taken = opened.painted(
        lambda: opened.press(Qt.Key.Key_Return, "\r"),
        till.window.receipt,
        holds=till.receipt.is_open,
    )
    opened.pause()
    till.receipt.close()
    opened.pause()
    return taken


def _invoice_list(sizes: shop.Sizes) -> Figure:
    """As many invoices as a usual shop has products."""
    with shop.scratch() as scratch:
        folder = shop.copy_of(shop.demo_shop(sizes.usual), scratch / "invoices")
        with closing(bootstrap.shop_store(folder)) as store:
            invoices.fill(store, sizes.usual, DAYS)
        with screen.opened(folder) as opened:
            opened.till.go("invoices")
            presenter = opened.till.screens["invoices"]
            if isinstance(presenter, InvoicesPresenter):
                presenter.choose_dates(None, None)
            view = _child(opened.till.window, UniformView, "invoice_list")
            opened.until(lambda: view.count() == sizes.usual)
            found = _pages(opened, view)
    return _frame("invoice list: a page", sizes.usual, found)


def _child(widget: QWidget, kind: type[W], name: str) -> W:
    found = widget.findChild(kind, name)
    if found is None:
        raise AssertionError(f"there is no {name}")
    return found


def _import(sizes: shop.Sizes) -> Iterator[Figure]:
    """How long the window keeps a hand waiting while a catalogue is read into it."""
    with shop.scratch() as scratch:
        path = scratch / "products.csv"
        kept = shop.demo_shop(sizes.usual)
        with closing(bootstrap.shop_store(kept)) as store, store.read() as unit:
            export.products(unit, bootstrap.counter(unit), path)
        folder = scratch / "empty"
        shop.run(shop.sanduq("--data", str(folder), "init", "--demo", "--products", "60"))
        with screen.opened(folder) as opened:
            yield from _stalls(opened, path, sizes.usual)


def _stalls(opened: Screen, path: Path, products: int) -> Iterator[Figure]:
    """As a manager imports them: checked first, then taken in, with its progress on the screen."""
    till, monitor = opened.till, StallMonitor()
    till.go("settings")
    part = partial(_child, till.window)
    part(QAbstractButton, "section_data").click()
    part(QLineEdit, "import_file").setText(str(path))
    start = part(QAbstractButton, "import_start")
    opened.pause()
    monitor.start()
    start.click()
    opened.until(lambda: till.window.findChild(QAbstractButton, "import_go") is not None)
    take = part(QAbstractButton, "import_go")
    opened.until(take.isVisible)
    take.click()
    opened.until(lambda: not take.isVisible())
    opened.until(start.isEnabled)
    monitor.stop()
    with till.desk.shop.store.read() as unit:
        count = unit.sql("SELECT count(*) FROM product").scalar_one()
    if count < products:
        raise AssertionError(f"{count} products were imported")
    seen = monitor.seen()
    for name, value in (("longest", seen.longest), ("p99", seen.p99)):
        yield Figure(
            "stall while products are imported",
            products,
            name,
            value,
            limit=NOTICED_MS,
            calls=seen.probes,
        )
