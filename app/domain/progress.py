"""Progress: how far long work has come, and whether it shall go on."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import Refusal

# Takes what is done and the whole, and answers False to stop the work.
Progress = Callable[[int, int], bool]

PAUSE_S = 0.05  # between two reports: nobody sees more than twenty a second


def unwatched(_done: int, _total: int) -> bool:
    """Nobody looks on; the work goes on."""
    return True


def go_on(progress: Progress, done: int, total: int) -> None:
    """Tell how far the work is; raises Refusal cancelled when it shall stop."""
    if not progress(done, total):
        raise Refusal("cancelled", "The work was stopped before its end; nothing was changed.")


def paced(progress: Progress, clock: Callable[[], float]) -> Progress:
    """The same progress, told at most twenty times a second and always at the end."""
    last = clock() - PAUSE_S

    def told(done: int, total: int) -> bool:
        nonlocal last
        now = clock()
        if done < total and now - last < PAUSE_S:
            return True
        last = now
        return progress(done, total)

    return told
