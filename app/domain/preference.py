"""Preferences: how this till's window looks and sounds, and where it hears of webhooks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.payment import refuse_card_number

LANGUAGES = ("", "ar", "en")  # empty: as the system speaks
THEMES = ("light", "dark", "system")
SCALES = (100, 125, 150, 175, 200)
PRODUCT_VIEWS = ("grid", "list")
SOUNDS = ("scan", "refused", "attention", "complete", "order")
MAX_CASHIER = 80
MAX_PORT = 65_535

_HOST = re.compile(r"[0-9A-Za-z:._-]{1,253}")


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose for this till; `muted` names sounds that are never heard.

    Webhooks are taken at `webhook_host` and `webhook_port`; port 0: they are not.
    """

    language: str = ""
    theme: str = THEMES[0]
    scale: int = SCALES[0]
    reduce_motion: bool = False
    sounds: bool = True
    volume: int = 70
    muted: frozenset[str] = frozenset()
    cashier: str = ""
    product_view: str = PRODUCT_VIEWS[0]
    webhook_port: int = 0
    webhook_host: str = "127.0.0.1"

    def __post_init__(self) -> None:
        possible = (
            self.language in LANGUAGES
            and self.theme in THEMES
            and type(self.scale) is int
            and self.scale in SCALES
            and type(self.reduce_motion) is bool
            and type(self.sounds) is bool
            and type(self.volume) is int
            and 0 <= self.volume <= 100
            and self.muted <= set(SOUNDS)
            and self.product_view in PRODUCT_VIEWS
            and type(self.webhook_port) is int
            and 0 <= self.webhook_port <= MAX_PORT
        )
        if not possible:
            raise Refusal("bad_preference", "This choice is not possible.")
        if len(self.cashier) > MAX_CASHIER or not self.cashier.isprintable():
            raise Refusal("too_long", f"A cashier's name has at most {MAX_CASHIER} characters.")
        refuse_card_number(self.cashier, "cashier's name")
        if not _HOST.fullmatch(self.webhook_host):
            raise Refusal("bad_host", "This is no address to listen at, such as 127.0.0.1.")

    def is_heard(self, sound: str) -> bool:
        """Whether this sound is to be played at all."""
        return self.sounds and self.volume > 0 and sound not in self.muted
