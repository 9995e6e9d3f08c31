"""Settings: which section is shown, what waits to be saved, and saving it. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import SanduqError
from app.domain.shop import Shop
from app.services import settings, webhooks
from app.services.changes import Changes
from app.ui import sentence
from app.ui.desk import Desk
from app.ui.receipt import drawing
from app.ui.settings.section import PreferenceSection, Section, ShopSection
from app.ui.settings.view import MARKS, SettingsView

if TYPE_CHECKING:
    from app.ui.settings.backend_work import BackendWork
    from app.ui.settings.data_work import DataWork
    from app.ui.settings.receipt_work import ReceiptWork
    from app.ui.settings.tax_form import TaxForm
    from app.ui.settings.webhook_work import WebhookWork

# Loaded beside the window, so that no section is waited for when it is first shown.
SECTIONS = (
    *("shop_form", "tax_form", "receipt_work", "backend_work", "webhook_work"),
    *("window_form", "sound_form", "data_work"),
)
SAVED = {"shop", "tax", "receipt"}


class SettingsPresenter(QObject):
    """The shop is kept by Save, preferences as soon as they are changed."""

    preferred = Signal(object)
    restart_asked = Signal()

    def __init__(self, view: SettingsView, desk: Desk) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self._shop = desk.counter.shop
        self._busy = False
        self._tax: TaxForm | None = None
        self._receipt: ReceiptWork | None = None
        self._data: DataWork | None = None
        self._backends: BackendWork | None = None
        self._webhooks: WebhookWork | None = None
        self._makers: dict[str, Callable[[], Section]] = {
            "shop": _make_shop,
            "tax": self._make_tax,
            "receipt": self._make_receipt,
            "backends": self._make_backends,
            "webhooks": self._make_webhooks,
            "window": self._make_window,
            "sounds": self._make_sounds,
            "data": self._make_data,
            "keys": _make_keys,
        }
        view.section_asked.connect(self.go)
        view.save_asked.connect(self.save)
        view.discard_asked.connect(self.discard)
        view.leave_asked.connect(self.leave)
        view.offer("webhooks", offered=False)
        desk.settled.connect(self._refresh)
        desk.lanes.compute(_load, lambda _: None)

    def enter(self) -> None:
        """The page is shown now."""
        self._show(self._view.current() or next(iter(MARKS)))
        self._look_for_senders()

    def go(self, name: str) -> None:
        """Go to a section, once what was changed in this one is saved or let go.

        Who asks for the section that is shown wants to change it.
        """
        section = self._shown()
        if name != self._view.current():
            self.leave(partial(self._show, name))
        elif section is not None:
            self._view.bring(section)

    def show_backend(self, name: str) -> None:
        """Ask about a back end, or for a new one, where its section is shown."""
        if self._backends is not None and self._view.current() == "backends":
            self._backends.go_to(name)

    def leave(self, go: Callable[[], None]) -> None:
        """Leave by `go`, once what was changed is saved or let go."""
        if not self._is_dirty():
            go()
            return
        self._view.show_where()
        self._view.ask_to_discard(partial(self._discard_and, go))

    def save(self) -> None:
        """Keep the section that is shown."""
        section = self._shown()
        if self._busy or not isinstance(section, ShopSection) or not self._is_dirty():
            return
        shop, counter = section.draft(self._desk.counter.shop), self._desk.counter
        self._busy = True
        self._look()
        self._desk.lanes.write(
            lambda unit: settings.save_shop(unit, shop, counter), self._saved, self._refused
        )

    def discard(self) -> None:
        """Show the section as it is kept."""
        section = self._shown()
        if isinstance(section, ShopSection):
            section.fill(self._desk.counter.shop)
            section.edited.emit()

    def scan(self, code: str) -> bool:
        """A scan is for the sale; what was changed here waits."""
        return False

    def hear(self, changes: Changes) -> None:
        """Something was sold or imported: the currency may be fixed now."""
        if changes.products or changes.invoices or changes.held:
            self._look_at_currency()
        if changes.settings and self._view.isVisible():
            self._look_for_senders()
        if self._backends is not None:
            self._backends.hear(changes)
        if self._webhooks is not None:
            self._webhooks.hear(changes)

    def stop(self) -> None:
        """Leave no timer and no thread behind."""
        if self._receipt is not None:
            self._receipt.stop()
        if self._data is not None:
            self._data.stop()

    def _show(self, name: str) -> None:
        is_new = self._view.section(name) is None
        section = self._view.show_section(name, self._makers[name], saved=name in SAVED)
        if is_new:
            section.edited.connect(self._look)
            self._fill(section)
        if name == "tax":
            self._look_at_currency()
        if name == "receipt" and self._receipt is not None:
            self._receipt.enter()
        if name == "data" and self._data is not None:
            self._data.enter()
        if name == "backends" and self._backends is not None:
            self._backends.enter()
        if name == "webhooks" and self._webhooks is not None:
            self._webhooks.enter()
        self._look()

    def _make_tax(self) -> Section:
        from app.ui.settings.tax_form import TaxForm

        self._tax = TaxForm()
        return self._tax

    def _make_receipt(self) -> Section:
        from app.ui.settings.receipt_form import ReceiptForm
        from app.ui.settings.receipt_work import ReceiptWork

        form = ReceiptForm()
        self._receipt = ReceiptWork(form, self._desk)
        return form

    def _make_backends(self) -> Section:
        from app.ui.settings.backend_form import BackendForm
        from app.ui.settings.backend_work import BackendWork

        form = BackendForm(self._desk.shop.syncing.kinds)
        form.news.connect(self._view.bring_into_sight)
        self._backends = BackendWork(form, self._desk, self._view.confirm)
        return form

    def _make_webhooks(self) -> Section:
        from app.ui.settings.webhook_form import WebhookForm
        from app.ui.settings.webhook_work import WebhookWork

        form = WebhookForm()
        form.edited.connect(lambda: self._prefer(form))
        self._webhooks = WebhookWork(form, self._desk)
        return form

    def _make_window(self) -> Section:
        from app.ui.settings.window_form import WindowForm

        form = WindowForm(self._desk.shop.preferences.scale)
        form.edited.connect(lambda: self._prefer(form))
        form.restart_asked.connect(self.restart_asked)
        return form

    def _make_sounds(self) -> Section:
        from app.ui.settings.sound_form import SoundForm

        form = SoundForm()
        form.edited.connect(lambda: self._prefer(form))
        form.play_asked.connect(self._play)
        return form

    def _make_data(self) -> Section:
        from app.ui.settings.data_form import DataForm
        from app.ui.settings.data_work import DataWork

        form = DataForm()
        form.news.connect(self._view.bring_into_sight)
        self._data = DataWork(form, self._desk)
        return form

    def _prefer(self, form: PreferenceSection) -> None:
        self.preferred.emit(form.draft(self._desk.preferences))

    def _play(self, name: str) -> None:
        self._desk.shop.speaker.play(name, self._desk.preferences.volume)

    def _fill(self, section: Section) -> None:
        if isinstance(section, ShopSection):
            section.fill(self._desk.counter.shop)
        elif isinstance(section, PreferenceSection):
            section.fill(self._desk.preferences)

    def _refresh(self) -> None:
        # What a person is about to change stays as it is; the fields show the shop as it was.
        kept = self._shown() if self._differs_from(self._shop) else None
        self._shop = self._desk.counter.shop
        for name in MARKS:
            section = self._view.section(name)
            if section is not None and section is not kept:
                self._fill(section)

    def _shown(self) -> Section | None:
        return self._view.section(self._view.current())

    def _is_dirty(self) -> bool:
        return self._differs_from(self._desk.counter.shop)

    def _differs_from(self, shop: Shop) -> bool:
        section = self._shown()
        return isinstance(section, ShopSection) and section.draft(shop) != shop

    def _look(self) -> None:
        self._view.show_dirty(self._is_dirty(), busy=self._busy)

    def _look_for_senders(self) -> None:
        """Offer the webhooks where a back end of the shop sends some."""
        self._desk.lanes.read(webhooks.senders, lambda found: self._offer_webhooks(bool(found)))

    def _offer_webhooks(self, offered: bool) -> None:
        self._view.offer("webhooks", offered=offered)
        if not offered and self._view.current() == "webhooks":
            self._show("backends")

    def _look_at_currency(self) -> None:
        if self._tax is not None:
            self._desk.lanes.read(settings.is_currency_fixed, self._tax.show_currency_fixed)

    def _discard_and(self, go: Callable[[], None]) -> None:
        self.discard()
        go()

    def _saved(self, shop: Shop) -> None:
        self._busy = False
        section = self._shown()
        if isinstance(section, ShopSection):
            section.fill(shop)
        self._desk.settle(shop=shop)
        self._look()
        self._desk.tell(self.tr("Saved"))

    def _refused(self, error: Exception) -> None:
        self._busy = False
        self._look()
        section = self._shown()
        if isinstance(section, ShopSection) and isinstance(error, SanduqError):
            field = section.refuse(error.code, sentence.of(error))
            if field is not None:
                self._view.bring(field)
                return
        self._desk.fail(error)


def _make_shop() -> Section:
    from app.ui.settings.shop_form import ShopForm

    return ShopForm()


def _make_keys() -> Section:
    from app.ui.settings.key_form import KeyForm

    return KeyForm()


def _load() -> None:
    for name in SECTIONS:
        import_module(f"app.ui.settings.{name}")
    drawing.load()
