"""Work with a file: which one, a button that starts it, how far it is, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from app.ui.widgets.button import OUTLINED, SOFT, Button
from app.ui.widgets.form import FormField
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import Progress
from app.ui.widgets.remark import Remark
from app.ui.widgets.tag import Look

CAPTION = 26  # the height of a field's caption and the gap beneath it


def documents() -> Path:
    """The folder where a person's files are."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))


class FileJob(Panel):
    """One job; its file is typed, or chosen in the system's own dialog."""

    started = Signal()
    cancelled = Signal()
    path_changed = Signal()

    def __init__(self, name: str, *, saving: bool, kinds: str) -> None:
        """`saving` writes a new file; `kinds` is a pattern such as *.csv."""
        super().__init__(name)
        self._saving, self._kinds = saving, kinds
        self.file = FormField(f"{name}_file", figures=True)
        self.browse = Button(f"{name}_browse", OUTLINED)
        self.begin = Button(f"{name}_start", SOFT)
        self.progress = Progress(f"{name}_progress")
        self.remark = Remark(f"{name}_remark")
        self.above = QVBoxLayout()
        self.between = QVBoxLayout()
        self._lay_out()
        self.file.edit.textChanged.connect(self._changed)
        self.file.edit.returnPressed.connect(self.begin.click)
        self.browse.clicked.connect(self._browse)
        self.begin.clicked.connect(self.started)
        self.progress.cancelled.connect(self.cancelled)
        self._changed()
        self._write()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.file, 1, Qt.AlignmentFlag.AlignTop)
        for button in (self.browse, self.begin):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addSpacing(CAPTION)
            column.addWidget(button)
            column.addStretch()
            row.addLayout(column)
        self.above.setSpacing(12)
        self.between.setSpacing(12)
        self.column.addLayout(self.above)
        self.column.addLayout(row)
        self.column.addWidget(self.progress)
        self.column.addLayout(self.between)
        self.column.addWidget(self.remark)

    def path(self) -> Path:
        """The file, in the folder of documents where no folder is named."""
        return documents() / Path(self.file.text()).expanduser()

    def set_path(self, path: Path) -> None:
        """Take this file."""
        self.file.set_text(str(path))

    def refuse(self, problem: str) -> None:
        """Say what is wrong with the file."""
        self.file.refuse(problem)

    def show_busy(self, words: str) -> None:
        """Say what is being done."""
        self.remark.say("")
        self.file.refuse("")
        self.progress.begin(words)

    def show_over(self, words: str, look: Look) -> None:
        """Say what came of it."""
        self.progress.end()
        self.remark.say(words, look)

    def set_free(self, free: bool) -> None:
        """Whether work may begin now; there is one at a time."""
        for part in (self.file.edit, self.browse):
            part.setEnabled(free)
        self.begin.setEnabled(free and bool(self.file.text()))

    def _changed(self) -> None:
        self.begin.setEnabled(bool(self.file.text()))
        self.path_changed.emit()

    def _browse(self) -> None:
        dialog = QFileDialog(self.window())
        dialog.setObjectName(f"{self.objectName()}_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(self._kinds)
        # A file that is there already is refused by the work itself.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        if self._saving:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.selectFile(str(self.path()))
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setDirectory(str(documents()))
        dialog.fileSelected.connect(lambda file: self.set_path(Path(file)))
        dialog.open()

    def _write(self) -> None:
        self.file.label(self.tr("File"))
        self.browse.label(self.tr("Choose…"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
