"""What stands in for loudspeaker and printer: it makes no noise and remembers what was asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from app import bootstrap
from app.domain.shop import Shop
from app.ui.shop import Printing


@dataclass(slots=True)
class Silence:
    """A speaker that keeps what it would have played: names, each with its volume."""

    played: list[tuple[str, int]] = field(default_factory=list)
    closed: bool = False

    def play(self, name: str, volume: int) -> None:
        """Remember the sound."""
        assert not self.closed
        self.played.append((name, volume))

    def close(self) -> None:
        """Be silent for good."""
        self.closed = True


@dataclass(slots=True)
class Printers:
    """The printers of a machine by their names; test pages are kept: the printer, its form."""

    names: list[str] = field(default_factory=lambda: ["Roll", "Office"])
    tested: list[tuple[str, str]] = field(default_factory=list)

    def test(self, shop: Shop, printer: str) -> None:
        """Remember the test page."""
        self.tested.append((printer, shop.receipt_form))

    def printing(self) -> Printing:
        """What a till has to do with these printers; no receipt is ever due."""
        return Printing(lambda _: None, lambda: self.names, self.test, bootstrap.test_page_pdf)
