"""The window: Qt Widgets."""

from __future__ import annotations

from app.ui.immortal import keep_constants

keep_constants()
