"""Progress: told often enough for people, seldom enough for the work."""

from __future__ import annotations

import pytest

from app.domain.errors import Refusal
from app.domain.progress import go_on, paced, unwatched
from tests.progress import Heard


def test_progress_is_told_twenty_times_a_second_and_at_the_end() -> None:
    heard = Heard()
    now = 0.0

    def clock() -> float:
        return now

    told = paced(heard, clock)
    for done in range(1_001):
        assert told(done, 1_000)
        now = done / 1_000
    assert heard[0] == (0, 1_000)
    assert heard[-1] == (1_000, 1_000)
    assert 19 <= len(heard) <= 22


def test_work_that_shall_stop_is_refused() -> None:
    go_on(unwatched, 1, 2)
    with pytest.raises(Refusal) as caught:
        go_on(lambda *_: False, 1, 2)
    assert caught.value.code == "cancelled"
