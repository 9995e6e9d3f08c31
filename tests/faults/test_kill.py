"""The process may be killed at any instant: the whole of a sale is there, or nothing of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults import victim

ROOT = Path(__file__).parents[2]


def killed(folder: Path, *what: str) -> dict[str, Any]:
    """What is left of the shop after all those kills."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.victim", str(folder), *what],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("deed", "kills"), [("sell", 20), ("adjust", 10), ("import", 50)])
def test_a_deed_killed_after_any_statement_is_whole_or_never_was(
    shop: Path, deed: str, kills: int
) -> None:
    report = killed(shop, deed, "1")
    assert report["findings"] == []
    assert report["kills"] >= kills
    assert report["committed"] == 1


OPEN, HELD, SOLD = [1, 0, 0], [0, 1, 0], [0, 0, 1]


@pytest.mark.parametrize(
    ("deed", "before", "places"),
    [
        ("hold", [victim.keep], [OPEN, HELD]),
        ("recall", [victim.keep, victim.hold], [HELD, OPEN]),
        ("pay", [victim.keep], [OPEN, SOLD]),
    ],
)
def test_a_cart_is_open_or_held_or_sold_whenever_the_till_is_killed(
    shop: Path, deed: str, before: list[victim.Deed], places: list[list[int]]
) -> None:
    for each in before:
        each(shop)
    report = killed(shop, deed, "1")
    assert report["findings"] == []
    assert report["kills"] >= 10
    assert report["committed"] == 1
    assert report["places"] == places


def test_an_import_in_steps_killed_anywhere_keeps_whole_steps_and_can_go_on(shop: Path) -> None:
    report = killed(shop, "steps", "9")
    assert report["findings"] == []
    assert report["kills"] >= 30
    assert report["committed"] == 40


def test_a_sale_killed_inside_a_statement_is_whole_or_never_was(shop: Path) -> None:
    report = killed(shop, "inside", "2")
    assert report["findings"] == []
    assert report["kills"] >= 50
    assert report["committed"] == 1


def test_a_shop_killed_while_it_is_made_is_whole_or_never_was(tmp_path: Path) -> None:
    report = killed(tmp_path / "shop", "init", "8")
    assert report["findings"] == []
    assert report["kills"] >= 50
    assert report["committed"] == 1


def test_two_hundred_kills_at_random_instants_lose_no_sale(shop: Path) -> None:
    report = killed(shop, "random", "220")
    assert report["findings"] == []
    assert report["kills"] == 220
    assert report["committed"] >= 110


def test_a_till_killed_beside_another_hurts_neither(shop: Path) -> None:
    report = killed(shop, "crowd", "60")
    assert report["findings"] == []
    assert report["kills"] == 60
    assert report["committed"] >= 60
