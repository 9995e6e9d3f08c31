"""Moments as lists write them: today's by the clock, others by the day."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale

from app.domain.text import isolate
from app.ui import figure, language


def short(at: datetime, now: datetime) -> str:
    """14:06 today, 19 Nov this year, 19 Nov 2025 before; in the time zone of `now`."""
    local = at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return figure.number(f"{local:%H:%M}")
    month = QLocale(language.code()).monthName(local.month, QLocale.FormatType.ShortFormat)
    year = "" if local.year == now.year else f" {local.year}"
    return isolate(f"{local.day} {month}{year}")
