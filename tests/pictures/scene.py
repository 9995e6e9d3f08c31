"""A scene: a state of the window that somebody wants to see, and how it comes about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.pictures.stage import Look

Play = Callable[[Any], None]  # of a till's stage, or of the wizard's

NARROW = 1100  # px of the window; below, a page shows one thing at a time


@dataclass(frozen=True, slots=True)
class Scene:
    """A name, what is done to come there, in which shop (none: the wizard makes one).

    `narrow`: only windows of little width have it, or only others; None for all.
    """

    name: str
    play: Play
    shop: str = "demo"
    narrow: bool | None = None

    def fits(self, look: Look) -> bool:
        """Whether a window of this size has such a state."""
        return self.narrow is None or self.narrow == (look.width < NARROW)


ALL: list[Scene] = []


def scene(*, shop: str = "demo", narrow: bool | None = None) -> Callable[[Play], Play]:
    """Make a function a scene of its own name."""

    def add(play: Play) -> Play:
        ALL.append(Scene(play.__name__.replace("_", "-"), play, shop, narrow))
        return play

    return add
