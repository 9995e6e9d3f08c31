"""The window: Qt Widgets."""

from __future__ import annotations

from app.ui import immortal, plain_import

immortal.keep_constants()
plain_import.restore()
