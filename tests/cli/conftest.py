"""Each test has a demo shop of its own, and its command line."""

from __future__ import annotations

from tests.sanduq import sanduq, sanduq_at
from tests.shop import demo_shop, shop, store

__all__ = ["demo_shop", "sanduq", "sanduq_at", "shop", "store"]
