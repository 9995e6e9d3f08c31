"""Where to save a file: the platform's own dialog, which nothing waits for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def ask(parent: QWidget, title: str, name: str, chosen: Callable[[Path], None]) -> None:
    """Ask where to save the file that is to have this name; whoever leaves it is not called."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(documents)
    suffix = Path(name).suffix
    kinds = f"{suffix.removeprefix('.').upper()} (*{suffix})"
    dialog = QFileDialog(parent, title, str(Path(folder) / name), kinds)
    dialog.setObjectName("save_file")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
