"""A demo shop of today, to compare with."""

from __future__ import annotations

from tests.shop import demo_shop

__all__ = ["demo_shop"]
