"""The desk: what every screen works with, and where it says what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app.domain.preference import Preferences
from app.domain.shop import Shop
from app.services.changes import Changes
from app.services.counter import Counter
from app.ui.bus import Bus
from app.ui.shop import OpenShop
from app.ui.task import Lanes
from app.ui.widgets.toast import Notice, Tone


class Desk(QObject):
    """The open shop with its lanes; counter and preferences are as the settings have them now."""

    told = Signal(object)
    failed = Signal(object)
    sounded = Signal(str)
    settled = Signal()

    def __init__(self, shop: OpenShop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shop = shop
        self.counter: Counter = replace(shop.counter, cashier=shop.preferences.cashier)
        self.preferences: Preferences = shop.preferences
        self.bus = Bus(self)
        self.lanes = Lanes(shop.store, self.bus, self)
        self.lanes.failed.connect(self.failed)

    def tell(self, text: str, tone: Tone = Tone.GOOD) -> None:
        """Say what happened."""
        self.told.emit(Notice(text, tone))

    def offer(self, notice: Notice) -> None:
        """Say what happened, and what can be done about it."""
        self.told.emit(notice)

    def fail(self, error: Exception) -> None:
        """Say what went wrong."""
        self.failed.emit(error)

    def sound(self, name: str) -> None:
        """Make one of the till's sounds."""
        self.sounded.emit(name)

    def settle(self, *, shop: Shop | None = None, preferences: Preferences | None = None) -> None:
        """Work with other settings from now on; they are stored already."""
        self.preferences = preferences or self.preferences
        chosen = shop or self.counter.shop
        self.counter = replace(self.counter, shop=chosen, cashier=self.preferences.cashier)
        self.settled.emit()

    def announce(self, changes: Changes) -> None:
        """Let every screen hear of changes that no use case of its own brought."""
        self.bus.changed.emit(changes)

    def now(self) -> datetime:
        """The time at the counter, in the shop's own zone."""
        zone = ZoneInfo(self.counter.shop.time_zone)
        return self.counter.source.now().astimezone(zone)
