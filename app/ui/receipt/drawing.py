"""Drawing a receipt: its PDF and the picture of it, away from the GUI thread."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.domain.receipt import Receipt


class Drawing(NamedTuple):
    """A receipt as it is kept, and as it is seen."""

    pdf: bytes
    image: QImage


def load() -> None:
    """Load the drawing libraries, which takes longer than a frame."""
    for name in ("form", "picture", "slip"):
        import_module(f"app.documents.{name}")


def draw(document: Receipt, form: str = "slip80", *, width: int = 0) -> Drawing:
    """The receipt in this form, and its first page as a picture, `width` dots wide if given."""
    from app.documents import form as forms
    from app.documents import picture

    pdf = forms.pdf(document, form)
    page = picture.image(pdf)
    grey = QImage.Format.Format_Grayscale8
    # The picture must own its dots: those of the page go with it.
    image = QImage(page.tobytes(), page.width, page.height, page.width, grey).copy()
    if width:
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    return Drawing(pdf, image)


def save(document: Receipt, form: str, path: Path) -> None:
    """Write the receipt in this form as a PDF; raises what `file.write` raises."""
    from app.documents import file
    from app.documents import form as forms

    file.write(path, forms.pdf(document, form))
