"""Printers: the system's own queues take a PDF; `lp` on Linux and macOS, Qt on Windows.

Each raises Trouble “printer” when the system did not take the document, and “printer_silent” when
it is not known whether it did.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Protocol

from app.domain.errors import Trouble

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter

PATIENCE = 15.0  # seconds that the printing service has to answer
FINEST = 600  # dots per inch; finer pictures of a page only fill the memory
MM_PER_INCH = 25.4
_LONGEST_TITLE = 60
_LONGEST_REASON = 200


class Printer(Protocol):
    """Something that takes a PDF document to paper."""

    def send(self, pdf: bytes, title: str) -> None:
        """Hand the document over; raises Trouble when it was not taken."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: one byte of grey a dot, row by row from the top."""

    width: int
    height: int
    grey: bytes


# The pages of a PDF at so many dots per inch.
Pages = Callable[[bytes, float], Iterable[PageImage]]


def printer(name: str, pages: Pages, *, platform: str = sys.platform) -> Printer:
    """The system's printer of that name."""
    return QtPrinter(name, pages) if platform == "win32" else CupsPrinter(name)


def names(*, platform: str = sys.platform) -> list[str]:
    """The names of the system's printers."""
    if platform == "win32":
        from PySide6.QtPrintSupport import QPrinterInfo

        _application()
        return list(QPrinterInfo.availablePrinterNames())
    listed = _answer(["lpstat", "-e"], "The system's printers can't be listed")
    return [line.strip() for line in listed.splitlines() if line.strip()]


def clean_title(title: str) -> str:
    """A title that every print queue takes: ASCII letters, digits and a few signs."""
    kept = (
        letter for letter in title if letter.isascii() and (letter.isalnum() or letter in " -_.")
    )
    return "".join(kept).strip(" -.")[:_LONGEST_TITLE] or "Receipt"


class CupsPrinter:
    """A queue of CUPS, the printing service of Linux and macOS."""

    def __init__(self, name: str) -> None:
        self._name = name

    def send(self, pdf: bytes, title: str) -> None:
        """Hand the document to the queue, which keeps its own copy of it."""
        try:
            with NamedTemporaryFile(prefix="sanduq-", suffix=".pdf") as file:
                file.write(pdf)
                file.flush()
                command = ["lp", "-d", self._name, "-t", clean_title(title), file.name]
                _answer(command, f"The printer {self._name} did not take the document")
        except OSError as error:
            raise Trouble(
                "printer", f"The document can't be put on disk: {error.strerror}."
            ) from error


def _answer(command: list[str], failure: str) -> str:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C"},
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise Trouble(
            "printer", f"{failure}: this system has no printing service ({command[0]})."
        ) from error
    with process:
        try:
            answer, complaint = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired as error:
            # Its children too, or they would keep our pipes open.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise Trouble("printer_silent", f"{failure} in {PATIENCE:.0f} seconds.") from error
    if process.returncode:
        raise Trouble("printer", f"{failure}: {_reason(complaint)}.")
    return answer


def _reason(complaint: str) -> str:
    # “lp: Error - the queue is gone.” → “the queue is gone”
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    reason = lines[0] if lines else ""
    for prefix in ("lp:", "lpstat:", "Error -"):
        reason = reason.removeprefix(prefix).strip()
    reason = "".join(letter for letter in reason if letter.isprintable())
    return reason.rstrip(".")[:_LONGEST_REASON] or "no reason was given"


class QtPrinter:
    """A printer of Windows, painted through Qt at its own resolution."""

    def __init__(self, name: str, pages: Pages, *, file: str = "") -> None:
        """With a `file`, print into that PDF file instead."""
        self._name = name
        self._pages = pages
        self._file = file

    def send(self, pdf: bytes, title: str) -> None:
        """Paint the document's pages, each on paper of its own size."""
        from PySide6.QtGui import QPainter

        _application()
        device = self._device()
        device.setDocName(clean_title(title))
        device.setFullPage(True)
        dots_per_inch = min(device.resolution(), FINEST)
        painter = QPainter()
        try:
            for page in self._pages(pdf, dots_per_inch):
                self._paint(device, painter, page, dots_per_inch)
        except BaseException:
            device.abort()
            raise
        finally:
            painter.end()
        if device.printerState() in {device.PrinterState.Aborted, device.PrinterState.Error}:
            raise self._trouble()

    def _device(self) -> QPrinter:
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        fine = QPrinter.PrinterMode.HighResolution
        if self._file:
            device = QPrinter(fine)
            device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            device.setOutputFileName(self._file)
            return device
        found = QPrinterInfo.printerInfo(self._name)
        if found.isNull():
            raise Trouble("printer", f"There is no printer {self._name}.")
        return QPrinter(found, fine)

    def _paint(self, device: QPrinter, painter: Any, page: PageImage, dots_per_inch: float) -> None:
        from PySide6.QtCore import QMarginsF, QRectF, QSizeF
        from PySide6.QtGui import QPageSize

        inches = QSizeF(page.width / dots_per_inch, page.height / dots_per_inch)
        # A driver that has no paper of this size keeps its own; the page is as large all the same.
        fuzzy = QPageSize.SizeMatchPolicy.FuzzyMatch
        device.setPageSize(QPageSize(inches, QPageSize.Unit.Inch, "", fuzzy))
        device.setPageMargins(QMarginsF())
        begun = device.newPage() if painter.isActive() else painter.begin(device)
        if not begun:
            raise self._trouble()
        painter.drawImage(QRectF(0, 0, *_dots(inches, device.resolution())), _image(page))

    def _trouble(self) -> Trouble:
        return Trouble("printer", f"The printer {self._name} did not take the document.")


def _dots(inches: Any, resolution: int) -> tuple[float, float]:
    return inches.width() * resolution, inches.height() * resolution


def _image(page: PageImage) -> QImage:
    from PySide6.QtGui import QImage

    grey = QImage.Format.Format_Grayscale8
    return QImage(page.grey, page.width, page.height, page.width, grey)


@cache
def _application() -> Any:
    # Qt prints only within an application; the window has one, the command line has none.
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.instance() or QGuiApplication([])
