"""The pages: which there are, and how each is put together for a till."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from app.services.changes import Changes
from app.ui.page import Page

if TYPE_CHECKING:
    from app.ui.till import Till


class Screen(Protocol):
    """The presenter of a page."""

    def enter(self) -> None:
        """The page is shown now."""

    def scan(self, code: str) -> bool:
        """Take a scan that came while the page was shown; False leaves it to the sale."""

    def hear(self, changes: Changes) -> None:
        """Something changed."""

    def stop(self) -> None:
        """The window closes: leave no timer behind."""


def _customers(till: Till) -> tuple[Page, Screen]:
    from app.ui.customers.presenter import CustomersPresenter
    from app.ui.customers.view import CustomersView

    view = CustomersView(till.window, till.desk.now)
    presenter = CustomersPresenter(view, till.desk)
    presenter.invoice_asked.connect(till.show_invoice)
    return view, presenter


def _invoices(till: Till) -> tuple[Page, Screen]:
    from app.ui.invoices.presenter import InvoicesPresenter
    from app.ui.invoices.view import InvoicesView

    view = InvoicesView(till.window, till.desk.now)
    presenter = InvoicesPresenter(view, till.desk)
    presenter.passed_on.connect(till.sell_scanned)
    return view, presenter


def _stock(till: Till) -> tuple[Page, Screen]:
    from app.ui.stock.presenter import StockPresenter
    from app.ui.stock.view import StockView

    view = StockView(till.window)
    return view, StockPresenter(view, till.desk)


def _settings(till: Till) -> tuple[Page, Screen]:
    from app.ui.settings.presenter import SettingsPresenter
    from app.ui.settings.view import SettingsView

    view = SettingsView(till.window)
    presenter = SettingsPresenter(view, till.desk)
    presenter.preferred.connect(till.prefer)
    presenter.restart_asked.connect(till.restart_asked)
    return view, presenter


def _sync(till: Till) -> tuple[Page, Screen]:
    from app.ui.sync.presenter import SyncPresenter
    from app.ui.sync.view import SyncView

    view = SyncView(till.window, till.desk.now)
    presenter = SyncPresenter(view, till.desk)
    presenter.settings_asked.connect(till.show_backend)
    return view, presenter


def _orders(till: Till) -> tuple[Page, Screen]:
    from app.ui.orders.presenter import OrdersPresenter
    from app.ui.orders.view import OrdersView

    view = OrdersView(till.window, till.desk.now)
    presenter = OrdersPresenter(view, till.desk)
    presenter.collect_asked.connect(till.collect)
    presenter.passed_on.connect(till.sell_scanned)
    presenter.problems_asked.connect(lambda: till.go("sync"))
    presenter.invoice_asked.connect(till.show_invoice)
    till.order_news.came.connect(presenter.notice)
    return view, presenter


BUILDERS: Mapping[str, Callable[[Till], tuple[Page, Screen]]] = MappingProxyType(
    {
        "invoices": _invoices,
        "settings": _settings,
        "stock": _stock,
        "sync": _sync,
        "customers": _customers,
        "orders": _orders,
    }
)
