"""The time, as the hub takes it and writes it."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def moment_text(value: datetime) -> str:
    """ISO 8601 in UTC with milliseconds, so that text order is time order."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
