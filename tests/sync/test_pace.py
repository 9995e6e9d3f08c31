"""Who writes beside a counter that sells takes small steps and rests between them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from app.storage.opening import open_store
from app.storage.store import Store
from app.sync.pace import BUSY_SECONDS, LONGEST_REST, RESTS, SMALL_STEP, Pace
from tests.shop import demo_shop, sell, shop
from tests.sync.till import Clock

__all__ = ["demo_shop", "shop"]

USUAL = 500


def write(store: Store, pace: Pace, clock: Clock, seconds: float) -> None:
    with store.write() as unit:
        pace.begin(unit)
        clock.advance(seconds)
        unit.commit()
    pace.end()


@pytest.fixture
def rests() -> list[float]:
    """How long it rested, each time."""
    return []


def test_nobody_else_at_work_is_full_speed(shop: Path, clock: Clock, rests: list[float]) -> None:
    pace = Pace(rests.append, clock.steady)
    with closing(open_store(shop)) as store:
        for _ in range(3):
            write(store, pace, clock, 0.01)
    assert rests == []
    assert pace.step(USUAL) == USUAL


def test_a_sale_beside_it_makes_steps_small_and_rests_long(
    shop: Path, clock: Clock, rests: list[float]
) -> None:
    pace = Pace(rests.append, clock.steady)
    with closing(open_store(shop)) as store, closing(open_store(shop)) as counter:
        write(store, pace, clock, 0.01)
        sell(counter)
        write(store, pace, clock, 0.01)
        assert rests == [pytest.approx(0.01 * RESTS)]
        assert pace.step(USUAL) == USUAL * SMALL_STEP
        write(store, pace, clock, 1.0)
        assert rests[1:] == [LONGEST_REST]
        clock.advance(BUSY_SECONDS)
        assert pace.step(USUAL) == USUAL
