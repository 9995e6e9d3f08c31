"""The open shop as screens hold it: its store and the unit of work that use cases take."""

from __future__ import annotations

from app.storage.store import Store, Unit

__all__ = ["Store", "Unit"]
