"""What an import would do: figures, the first refused lines, and the button that does it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.product_import import RefusedRow
from app.ui import figure, font
from app.ui.listed import Listed
from app.ui.settings import refused
from app.ui.widgets.button import OUTLINED, PRIMARY, Button
from app.ui.widgets.label import label
from app.ui.widgets.table import HEAD, PLAIN_ROW, RADIUS, Table

FIGURES = ("read", "created", "updated", "refused")
SHOWN = 5  # refused lines that are seen without scrolling


@dataclass(frozen=True, slots=True)
class Found:
    """What an import would do."""

    read: int
    created: int
    updated: int
    refused: int
    reasons: tuple[RefusedRow, ...] = ()
    unknown_columns: tuple[str, ...] = ()


class FoundPanel(QWidget):
    """Hidden until a file was checked."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_found")
        self._found = Found(0, 0, 0, 0)
        self._figures = [label(f"import_{name}", 22, font.BOLD) for name in FIGURES]
        self._captions = [label(f"import_{name}_title", 13, tone="text-2") for name in FIGURES]
        self._unknown = label("import_unknown", 13, tone="text-2")
        self._unknown.setWordWrap(True)
        self.rows: Listed[RefusedRow] = Listed(refused.name)
        self.table = Table("import_refused_rows", refused.COLUMNS, refused.cell)
        self.table.view.setModel(self.rows)
        self.go = Button("import_go", PRIMARY, icon="package-import")
        self.away = Button("import_away", OUTLINED)
        self._lay_out()
        self._write()
        self.hide()

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(32)
        for number, caption in zip(self._figures, self._captions, strict=True):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(number)
            column.addWidget(caption)
            figures.addLayout(column)
        figures.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch()
        buttons.addWidget(self.away)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        column.addLayout(figures)
        column.addWidget(self._unknown)
        column.addWidget(self.table)
        column.addLayout(buttons)

    def show_found(self, found: Found) -> None:
        """Show what would be done."""
        self._found = found
        self.rows.show(found.reasons)
        self.table.setVisible(bool(found.reasons))
        # Beneath the last line there is room for the corners.
        self.table.setFixedHeight(HEAD + PLAIN_ROW * min(SHOWN, len(found.reasons)) + RADIUS)
        self.go.setEnabled(found.created + found.updated > 0)
        self._write()
        self.show()

    def first(self) -> Button:
        """The button that is most likely wanted."""
        return self.go if self.go.isEnabled() else self.away

    def _write(self) -> None:
        found = self._found
        counts = (found.read, found.created, found.updated, found.refused)
        for label_, count in zip(self._figures, counts, strict=True):
            label_.setText(figure.number(f"{count:,}"))
        captions = (self.tr("Read"), self.tr("New"), self.tr("Changed"), self.tr("Refused"))
        for label_, words in zip(self._captions, captions, strict=True):
            label_.setText(words)
        words = self.tr("Columns that are not known, and not read: {columns}")
        self._unknown.setText(words.format(columns=figure.number(", ".join(found.unknown_columns))))
        self._unknown.setVisible(bool(found.unknown_columns))
        self.table.set_titles([self.tr("Line"), self.tr("Why it is refused")])
        self.table.view.setAccessibleName(self.tr("Refused lines"))
        self.go.label(self.tr("Import %n product(s)", "", found.created + found.updated))
        self.away.label(self.tr("Leave it"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
