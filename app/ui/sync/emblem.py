"""The emblem of a system: its two letters on a tint of its own."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import font, paint

_KNOWN = {
    "apex_pos": ("AP", "c5"),
    "stacknex": ("SN", "c3"),
    "salloq": ("SQ", "c7"),
    "apexloge": ("AL", "c1"),
    "commerce": ("CA", "c8"),
}


class Emblem(QWidget):
    """Stands beside the name, which says the same in words."""

    def __init__(self, size: int = 36) -> None:
        super().__init__()
        self._letters, self._tint = "", "c6"
        self.setFixedSize(size, size)

    def show_kind(self, kind: str) -> None:
        """Show the emblem of this system."""
        self._letters, self._tint = _KNOWN.get(kind, (kind[:2].upper(), "c6"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 8, self._tint)
            face = font.font(13 if self.width() > 32 else 12, font.BOLD)
            paint.text(painter, self.rect(), self._letters, face, f"{self._tint}f", paint.CENTRE)
