"""The till: screens, lanes, scanner and changes, put together for one open shop."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.domain.sale import Sale
from app.services import outbox
from app.services.changes import Changes
from app.ui import language, sentence, theme
from app.ui.bus import Bus
from app.ui.main_window import MainWindow
from app.ui.print_worker import PrintWorker
from app.ui.receipt.presenter import ReceiptPresenter
from app.ui.scan import ScanFilter
from app.ui.sell.presenter import SellPresenter
from app.ui.shop import OpenShop
from app.ui.task import Lanes
from app.ui.tender.presenter import TenderPresenter
from app.ui.widgets.toast import Tone


class Till(QObject):
    """An open till; `close` ends everything that it started."""

    def __init__(self, app: QApplication, shop: OpenShop) -> None:
        super().__init__()
        self._app = app
        self._shop = shop
        counter = shop.counter
        self._open = True
        self.bus = Bus(self)
        self.lanes = Lanes(shop.store, self.bus, self)
        self.window = MainWindow(self._now, counter.shop.seller, counter.register.name)
        self.scanner = ScanFilter(app, self)
        self.sell = SellPresenter(self.window.sell, self.lanes, counter)
        self.tender = TenderPresenter(self.window.tender, self.lanes, counter)
        self.receipt = ReceiptPresenter(self.window.receipt, self.lanes, counter)
        self.printing = PrintWorker(shop, self.lanes, self)
        self._connect()
        self.sell.start()
        self._count_waiting()
        self.window.strip.tick()

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

    def _get_ready(self) -> None:
        self.window.activateWindow()
        self.window.sell.rest_focus()

    def scan(self, code: str) -> None:
        """A scan goes to the sale, unless a payment is being taken."""
        if self.tender.is_open():
            words = self.tr("Finish or leave the payment first. The scan was not added.")
            self.window.tell(words, Tone.WARNING)
            return
        self.receipt.close()
        self.sell.scan(code)

    def switch_language(self) -> None:
        """English to Arabic, and back."""
        other = language.ENGLISH if language.is_arabic() else language.ARABIC
        language.apply(self._app, other)

    def switch_theme(self) -> None:
        """Light to dark, and back."""
        theme.apply(self._app, theme.LIGHT if theme.name() == theme.DARK else theme.DARK)

    def fail(self, error: Exception) -> None:
        """Say what went wrong."""
        self.window.tell(sentence.of(error), Tone.BAD)

    def close(self) -> None:
        """End all threads and timers, then close the store."""
        if not self._open:
            return
        self._open = False
        self.scanner.close()
        self.receipt.stop()
        self.printing.stop()
        self.window.strip.stop()
        self.window.toast.close_now()
        self.lanes.close()
        self._shop.store.close()
        self.window.close()

    def _connect(self) -> None:
        window = self.window
        window.closing.connect(self.close)
        window.strip.language_asked.connect(self.switch_language)
        window.strip.theme_asked.connect(self.switch_theme)
        self.scanner.scanned.connect(self.scan)
        self.sell.pay_asked.connect(self.tender.open)
        # While the cashier takes the money there is time to get ready for the receipt.
        self.sell.pay_asked.connect(self.receipt.prepare)
        self.sell.refused.connect(lambda words: window.tell(words, Tone.BAD))
        self.sell.failed.connect(self.fail)
        self.lanes.failed.connect(self.fail)
        self.tender.completed.connect(self._complete)
        self.tender.left.connect(window.sell.rest_focus)
        self.receipt.new_sale.connect(window.sell.rest_focus)
        self.printing.printed.connect(self.receipt.printed)
        self.printing.failed.connect(self._not_printed)
        self.bus.changed.connect(self.printing.hear)
        self.bus.changed.connect(self._hear)

    def _complete(self, sale: Sale) -> None:
        # The cart is empty already for whoever scans on.
        self.sell.new_sale()
        self.receipt.open(sale)

    def _not_printed(self, number: str) -> None:
        self.receipt.not_printed(number)
        words = self.tr("The receipt did not print. The sale is saved.")
        self.window.tell(words, Tone.WARNING)

    def _hear(self, changes: Changes) -> None:
        self.sell.hear(changes)
        if changes.outbox:
            self._count_waiting()

    def _count_waiting(self) -> None:
        self.lanes.read(outbox.waiting, self.window.strip.show_waiting)

    def _now(self) -> datetime:
        zone = ZoneInfo(self._shop.counter.shop.time_zone)
        return self._shop.counter.source.now().astimezone(zone)
