"""A till and a server that follows the document, on one clock."""

from __future__ import annotations

from tests.sync.conftest import clock, server, till

__all__ = ["clock", "server", "till"]
