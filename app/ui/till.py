"""The till: screens, lanes, scanner and changes, put together for one open shop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.domain.cart import Cart
from app.domain.preference import Preferences
from app.domain.sale import Sale
from app.services.changes import Changes
from app.ui import figure, language, sentence, theme
from app.ui.desk import Desk
from app.ui.keymap import PAGES, Action
from app.ui.main_window import MainWindow
from app.ui.order_news import OrderNews
from app.ui.pages import BUILDERS, Screen
from app.ui.print_worker import PrintWorker
from app.ui.scan import ScanFilter
from app.ui.sell.presenter import SellPresenter
from app.ui.shop import OpenShop
from app.ui.sync_status import SyncStatus
from app.ui.sync_worker import SyncWorker
from app.ui.widgets.toast import Notice, Tone

if TYPE_CHECKING:
    from app.ui.cashier import CashierPresenter
    from app.ui.debug_overlay import DebugOverlay
    from app.ui.keys_dialog import KeysDialog
    from app.ui.receipt.presenter import ReceiptPresenter
    from app.ui.settings.presenter import SettingsPresenter
    from app.ui.tender.presenter import TenderPresenter

PREPARE_MS = 400  # between two pages that are made ready while nobody waits


class Till(QObject):
    """An open till; `close` ends everything that it started."""

    restart_asked = Signal()

    def __init__(self, app: QApplication, shop: OpenShop) -> None:
        super().__init__()
        self._app = app
        self._shop = shop
        self._open = True
        self.desk = Desk(shop, self)
        self.lanes, self.bus = self.desk.lanes, self.desk.bus
        self.window = MainWindow(self.desk.now)
        self.scanner = ScanFilter(app, self)
        self.sell = SellPresenter(self.window.sell, self.desk)
        self.printing = PrintWorker(self.desk, self)
        self.syncing = SyncWorker(self.desk, self)
        self.sync_status = SyncStatus(self.desk, self)
        self.order_news = OrderNews(self.desk, self)
        self._debug: DebugOverlay | None = None
        self.screens: dict[str, Screen] = {}
        self._early: list[str] = []
        self._to_prepare: list[Callable[[], object]] = [
            self.look_around,
            self.syncing.start,
            partial(self._load, "app.ui.tender.view"),
            lambda: self.tender,
            lambda: self.window.tender.prepare(),  # noqa: PLW0108 - not made yet
            partial(self._load, "app.ui.receipt.view"),
            lambda: self.receipt,
            lambda: self.window.receipt.prepare(),  # noqa: PLW0108 - not made yet
            *(step for name in BUILDERS for step in self._steps_to(name)),
        ]
        self._prepare = QTimer(self, singleShot=True, interval=PREPARE_MS)
        self._prepare.timeout.connect(self._prepare_next)
        self._connect()
        self._take_place()
        self.sell.start(shop.cart)
        self.window.strip.tick()

    # What comes after a sale is made when the window stands; a start has no time for it.

    @cached_property
    def tender(self) -> TenderPresenter:
        """The payment."""
        from app.ui.tender.presenter import TenderPresenter
        from app.ui.tender.view import TenderView

        self.window.tender = TenderView(self.window)
        made = TenderPresenter(self.window.tender, self.desk)
        made.completed.connect(self._complete)
        made.collected.connect(self._show_sale)
        made.left.connect(self.sell.leave_payment)
        made.answered.connect(self._scan_on)
        return made

    @cached_property
    def receipt(self) -> ReceiptPresenter:
        """The completed sale."""
        from app.ui.receipt.presenter import ReceiptPresenter
        from app.ui.receipt.view import ReceiptView

        self.window.receipt = ReceiptView(self.window)
        made = ReceiptPresenter(self.window.receipt, self.desk)
        made.new_sale.connect(lambda: self.window.page().rest_focus())
        self.printing.printed.connect(made.printed)
        return made

    @cached_property
    def keys(self) -> KeysDialog:
        """The key list."""
        from app.ui.keys_dialog import KeysDialog

        return KeysDialog(self.window)

    @cached_property
    def cashier(self) -> CashierPresenter:
        """Who stands at the till."""
        from app.ui.cashier import CashierPresenter
        from app.ui.cashier_dialog import CashierDialog

        made = CashierPresenter(CashierDialog(self.window), self.desk)
        made.chosen.connect(self._change_cashier)
        return made

    def show(self) -> None:
        """Show the window, ready to sell."""
        self.window.show()
        self._get_ready()

    def fill_screen(self) -> None:
        """Show the window as large as the screen, ready to sell."""
        # The size comes first, for screens that nobody manages the windows of.
        self.window.setGeometry(self.window.screen().availableGeometry())
        self.window.showMaximized()
        self._get_ready()

    def look_around(self) -> None:
        """Look how sync stands and what is new of online shops; later on, changes tell."""
        self.sync_status.look()
        self.order_news.look()
        self.sell.look_for_shops()

    def _get_ready(self) -> None:
        if self._shop.trouble is not None:
            self.fail(self._shop.trouble)
        self.window.activateWindow()
        self.window.sell.rest_focus()
        self._prepare.start()

    def go(self, name: str) -> None:
        """Go to a page, made if need be, once the one that is shown lets us."""
        where = self.window.page_name()
        self.window.rail.mark(where)
        if name == where:
            self.window.page().rest_focus()
        else:
            self.window.page().leave(partial(self._go, name))

    def _go(self, name: str) -> None:
        self._build(name)
        self.window.show_page(name)

    def collect(self, order_id: int, cart: Cart) -> None:
        """Take the payment of an online order; it becomes a sale, and the order is handed over."""
        from app.services import orders

        self.tender.open(cart, partial(orders.collect, order_id=order_id))
        self.receipt.prepare()

    def show_invoice(self, number: str) -> None:
        """Go to the invoice with this number."""
        self.go("invoices")
        self.screens["invoices"].scan(number)

    def scan(self, code: str) -> None:
        """A scan goes to the sale, unless a payment is being taken or the page wants it."""
        if self._is_writing():
            # The sale at hand is done for the cashier, who scans on: it waits for the next one.
            self._early.append(code)
            return
        if self._is_made("tender") and self.tender.is_open():
            words = self.tr("Finish or leave the payment first. The scan was not added.")
            self._refuse_scan(words)
            return
        if self._is_made("receipt"):
            self.receipt.close()
        dialog = self.window.cover()
        if dialog is not None:
            if not dialog.scan(code):
                self._refuse_scan(self.tr("Finish or leave the dialog first. Nothing was scanned."))
            return
        screen = self.screens.get(self.window.page_name())
        if screen is None or not screen.scan(code):
            self.sell_scanned(code)

    def sell_scanned(self, code: str) -> None:
        """Bring a scan into the sale."""
        self.window.show_page("sell")
        self.sell.scan(code)

    def _is_writing(self) -> bool:
        return self.sell.held.is_busy() or (self._is_made("tender") and self.tender.is_busy())

    def _scan_on(self) -> None:
        early, self._early = self._early, []
        for code in early:
            self.scan(code)

    def _refuse_scan(self, words: str) -> None:
        self.desk.tell(words, Tone.WARNING)
        self.desk.sound("refused")

    def switch_language(self) -> None:
        """English to Arabic, and back."""
        other = language.ENGLISH if language.is_arabic() else language.ARABIC
        self.prefer(replace(self.desk.preferences, language=other))

    def switch_theme(self) -> None:
        """Light to dark, and back."""
        other = theme.LIGHT if theme.name() == theme.DARK else theme.DARK
        self.prefer(replace(self.desk.preferences, theme=other))

    def prefer(self, wanted: Preferences) -> None:
        """Work as is preferred from now on, and remember it."""
        from app.services import settings

        counter = self.desk.counter
        self.desk.settle(preferences=wanted)
        self.lanes.write(
            lambda unit: settings.save_preferences(unit, wanted, counter), lambda _: None
        )

    def reprint_last(self) -> None:
        """Queue a copy of the last receipt of this register."""
        from app.services import printing

        counter = self.desk.counter

        def queued(number: str) -> None:
            words = self.tr("A copy of {number} goes to the printer.")
            self.desk.tell(words.format(number=figure.number(number)))

        self.lanes.write(lambda unit: printing.queue_last(unit, counter), queued)

    def fail(self, error: Exception) -> None:
        """Say what went wrong."""
        self.window.toasts.tell(Notice(sentence.of(error), Tone.BAD))

    def close(self) -> None:
        """End all threads and timers, then close the store."""
        if not self._open:
            return
        self._open = False
        self.scanner.close()
        self._prepare.stop()
        self.sell.stop()
        if self._is_made("receipt"):
            self.receipt.stop()
        for screen in self.screens.values():
            screen.stop()
        self.printing.stop()
        self.syncing.stop()
        self.sync_status.stop()
        self.order_news.stop()
        if self._debug is not None:
            self._debug.stop()
        self.window.strip.stop()
        self.window.toasts.clear()
        self.lanes.close()
        self.window.hide()  # a request that is on its way is waited for, but by nobody
        self._shop.syncing.join()
        self._shop.speaker.close()
        self._shop.store.close()
        self.window.close()

    def _connect(self) -> None:
        window, desk = self.window, self.desk
        window.closing.connect(self.close)
        window.asked.connect(self._do)
        window.rail.chosen.connect(self.go)
        window.page_shown.connect(self._page_shown)
        window.strip.language_asked.connect(self.switch_language)
        window.strip.theme_asked.connect(self.switch_theme)
        desk.told.connect(window.toasts.tell)
        desk.failed.connect(self.fail)
        desk.settled.connect(self._settle)
        desk.sounded.connect(self._sound)
        window.strip.keys_asked.connect(partial(self._do, Action.KEYS))
        window.strip.cashier_asked.connect(partial(self._do, Action.CASHIER))
        window.strip.printer_asked.connect(self._show_printers)
        self.scanner.scanned.connect(self.scan)
        self.sell.held.answered.connect(self._scan_on)
        self.sell.pay_asked.connect(self._take_payment)
        self.sell.collect_asked.connect(self.collect)
        self.sell.problems_asked.connect(partial(self.go, "sync"))
        self.printing.failed.connect(self._not_printed)
        self.printing.state_changed.connect(window.strip.show_printer)
        window.strip.sync_asked.connect(partial(self.go, "sync"))
        self.sync_status.told.connect(window.strip.show_sync)
        self.order_news.told.connect(window.rail.show_orders)
        self.order_news.asked.connect(partial(self.go, "orders"))
        self.sync_status.sandbox_told.connect(window.strip.show_sandbox)
        self.bus.changed.connect(self.printing.hear)
        self.bus.changed.connect(self.syncing.hear)
        self.bus.changed.connect(self.sync_status.hear)
        self.bus.changed.connect(self.order_news.hear)
        self.bus.changed.connect(self._hear)

    def _is_made(self, name: str) -> bool:
        return name in vars(self)

    def _take_payment(self, cart: Cart) -> None:
        self.tender.open(cart)
        # While the cashier takes the money there is time to get ready for the receipt.
        self.receipt.prepare()

    def _do(self, action: Action) -> None:
        if action in PAGES:
            names = [*self.window.rail.names(), "sync"]
            at = PAGES.index(action)
            if at < len(names):
                self.go(names[at])
        elif action is Action.FULL_SCREEN:
            self.window.full_screen()
        elif action is Action.REPRINT:
            self.reprint_last()
        elif action is Action.KEYS:
            self.keys.open()
        elif action is Action.CASHIER:
            self.cashier.ask()
        elif action is Action.QUIT:
            self.window.close()
        elif action is Action.DEBUG:
            self._toggle_debug()

    def _change_cashier(self, name: str) -> None:
        self.prefer(replace(self.desk.preferences, cashier=name))

    def _show_printers(self) -> None:
        self._go_to_section("receipt")

    def show_backend(self, name: str) -> None:
        """Go to the settings of a back end, or to those of a new one."""
        settings = self._go_to_section("backends")
        if settings is not None:
            settings.show_backend(name)

    def _go_to_section(self, name: str) -> SettingsPresenter | None:
        from app.ui.settings.presenter import SettingsPresenter

        self.go("settings")
        screen = self.screens.get("settings")
        if isinstance(screen, SettingsPresenter) and self.window.page_name() == "settings":
            screen.go(name)
            return screen
        return None

    def _toggle_debug(self) -> None:
        if self._debug is None:
            from app.ui.debug_overlay import DebugOverlay

            self._debug = DebugOverlay(self.window, self._facts)
        self._debug.toggle()

    def _facts(self) -> dict[str, int]:
        shown = self.window.sell.grid.model().rowCount()
        return {**self.lanes.under_way(), self.tr("Products"): shown}

    def _build(self, name: str) -> None:
        if name in BUILDERS and name not in self.screens:
            page, screen = BUILDERS[name](self)
            self.window.add_page(name, page)
            self.screens[name] = screen

    def _steps_to(self, name: str) -> tuple[Callable[[], object], ...]:
        return (partial(self._load, f"app.ui.{name}.presenter"), partial(self._build, name))

    def _load(self, module: str) -> None:
        # It takes as long as making a page; here it would be felt.
        self.lanes.compute(partial(import_module, module), lambda _: None)

    def _prepare_next(self) -> None:
        if self._to_prepare:
            # Who pays or answers a question must not wait for pages.
            if not self.window.is_covered():
                self._to_prepare.pop(0)()
            self._prepare.start()

    def _page_shown(self, name: str) -> None:
        if name in self.screens:
            self.screens[name].enter()

    def _complete(self, sale: Sale) -> None:
        # The cart is empty already for whoever scans on; the focus goes with a new one.
        self._show_sale(sale, self.sell.new_sale)

    def _show_sale(self, sale: Sale, then: Callable[[], None] = lambda: None) -> None:
        self.receipt.open(sale)
        then()
        self.window.receipt.rest_focus()
        self.desk.sound("complete")

    def _not_printed(self, number: str) -> None:
        from app.domain.order_slip import order_of

        if self._is_made("receipt"):
            self.receipt.not_printed(number)
        words = self.tr("The receipt did not print. The sale is saved.")
        if order_of(number) is not None:
            words = self.tr("The order slip did not print.")
        self.desk.tell(words, Tone.WARNING)

    def _hear(self, changes: Changes) -> None:
        self.sell.hear(changes)
        for screen in self.screens.values():
            screen.hear(changes)

    def _settle(self) -> None:
        language.apply_preferred(self._app, self.desk.preferences.language)
        theme.apply_preferred(self._app, self.desk.preferences.theme)
        self._take_place()

    def _take_place(self) -> None:
        counter = self.desk.counter
        self.window.strip.show_place(counter.shop.seller, counter.register.name, counter.cashier)

    def _sound(self, name: str) -> None:
        preferences = self.desk.preferences
        if preferences.is_heard(name):
            self._shop.speaker.play(name, preferences.volume)
