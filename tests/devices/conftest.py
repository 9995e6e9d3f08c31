"""Printers as this platform has them."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Windows has no CUPS.
collect_ignore = ["test_cups.py"] if sys.platform == "win32" else []
