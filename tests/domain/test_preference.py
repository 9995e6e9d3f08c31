"""Preferences: only what is possible can be chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.preference import Preferences


@pytest.mark.parametrize(
    "choice",
    [
        {"language": "fr"},
        {"language": None},
        {"theme": "pink"},
        {"scale": 110},
        {"scale": "100"},
        {"scale": 100.0},
        {"reduce_motion": 1},
        {"sounds": "yes"},
        {"volume": 101},
        {"volume": -1},
        {"volume": True},
        {"muted": frozenset({"fanfare"})},
        {"product_view": "globe"},
        {"webhook_port": -1},
        {"webhook_port": 65_536},
        {"webhook_port": "8080"},
        {"webhook_port": True},
        {"webhook_host": ""},
        {"webhook_host": "a b"},
        {"webhook_host": "http://127.0.0.1"},
        {"webhook_host": "١٢٧.٠.٠.١"},
        {"webhook_host": "x" * 254},
        {"cashier": "x" * 81},
        {"cashier": "a\nb"},
        {"cashier": "4111 1111 1111 1111"},
    ],
)
def test_what_is_not_possible_is_refused(choice: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        replace(Preferences(), **choice)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "0.0.0.0", "till-1.shop.example"])  # noqa: S104
def test_webhooks_are_taken_at_any_address(host: str) -> None:
    assert replace(Preferences(), webhook_host=host, webhook_port=65_535).webhook_host == host


def test_a_sound_is_heard_unless_it_or_all_are_muted() -> None:
    chosen = Preferences(muted=frozenset({"scan"}))
    assert chosen.is_heard("refused")
    assert not chosen.is_heard("scan")
    assert not replace(chosen, volume=0).is_heard("refused")
    assert not replace(chosen, sounds=False).is_heard("refused")
