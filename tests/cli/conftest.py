"""Each test has a demo shop of its own."""

from __future__ import annotations

from tests.shop import demo_shop, shop, store

__all__ = ["demo_shop", "shop", "store"]
