"""Data: products from a file, lists into files, and a copy of everything."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.ui.settings.file_job import FileJob
from app.ui.settings.found_panel import Found, FoundPanel
from app.ui.settings.section import Section
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tag import Look

EXPORTS = ("products", "invoices", "stock", "customers")


class DataForm(Section):
    """Three jobs of which one is done at a time; `news` is a part that wants to be in sight."""

    news = Signal(QWidget)
    import_asked = Signal()
    forget_asked = Signal()
    kind_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("data")
        self.bring_in = FileJob("import", saving=False, kinds="*.csv")
        self.export = FileJob("export", saving=True, kinds="*.csv")
        self.backup = FileJob("backup", saving=True, kinds="*.db")
        self.kind = Segmented("export_kind", [(f"export_{kind}", "") for kind in EXPORTS])
        self.found: FoundPanel | None = None
        self._had_focus = False
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addStretch()
        self.export.above.addLayout(row)
        for job in self.jobs():
            self.column.addWidget(job)
        self.column.addStretch()
        self.kind.chosen.connect(lambda at: self.kind_chosen.emit(EXPORTS[at]))
        self.retranslate()

    def jobs(self) -> tuple[FileJob, ...]:
        """All three."""
        return (self.bring_in, self.export, self.backup)

    def begin(self, job: FileJob, words: str) -> None:
        """Say what is being done; nothing else can be begun meanwhile."""
        self._had_focus = self._has_focus()
        job.show_busy(words)
        if self._had_focus:
            job.progress.cancel.setFocus()
        self._set_free(free=False)
        self.news.emit(job.progress)

    def end(self, job: FileJob, words: str, look: Look) -> None:
        """Say what came of it; the focus goes back to where it was begun."""
        job.show_over(words, look)
        self._set_free(free=True)
        if self._had_focus and self.isVisible():
            job.begin.setFocus()
        self.news.emit(job.remark)

    def show_found(self, found: Found) -> None:
        """Show what an import would do."""
        if self.found is None:
            self.found = FoundPanel()
            self.found.go.clicked.connect(self.import_asked)
            self.found.away.clicked.connect(self.forget_asked)
            self.bring_in.between.addWidget(self.found)
        self.found.show_found(found)
        if self._has_focus():
            self.found.first().setFocus()
        self.news.emit(self.found)

    def hide_found(self) -> None:
        """Nothing is to be imported."""
        if self.found is not None:
            self.found.hide()

    def _set_free(self, *, free: bool) -> None:
        for job in self.jobs():
            job.set_free(free)
        self.kind.setEnabled(free)
        if self.found is not None:
            self.found.setEnabled(free)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def retranslate(self) -> None:
        self.bring_in.label(
            self.tr("Import products"),
            self.tr("From a CSV file as a spreadsheet saves it. You see first what would change."),
        )
        self.bring_in.begin.label(self.tr("Check the file"))
        self.export.label(
            self.tr("Export a list"), self.tr("Into a CSV file that every spreadsheet opens.")
        )
        self.export.begin.label(self.tr("Export"))
        self.backup.label(
            self.tr("Backup"),
            self.tr("A checked copy of the whole shop. Selling goes on meanwhile."),
        )
        self.backup.begin.label(self.tr("Back up"))
        words = {
            "products": self.tr("Products"),
            "invoices": self.tr("Invoices"),
            "stock": self.tr("Stock"),
            "customers": self.tr("Customers"),
        }
        self.kind.label([words[kind] for kind in EXPORTS])
