"""Pictures of a PDF's pages, made from the PDF itself."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

import pypdfium2
from PIL import Image
from pypdfium2 import raw

# What printers call 203 dpi: 8 dots to the millimetre, so that 72 mm are 576 dots.
PRINTER_DPI = 203.2

_POINTS_PER_INCH = 72
_ONE_AT_A_TIME = Lock()  # PDFium is not safe to be used by several threads


def png(pdf: bytes, dots_per_inch: float = PRINTER_DPI, page: int = 0) -> bytes:
    """A page as a PNG in shades of grey."""
    file = BytesIO()
    image(pdf, dots_per_inch, page).save(file, "PNG", dpi=(dots_per_inch, dots_per_inch))
    return file.getvalue()


def image(pdf: bytes, dots_per_inch: float = PRINTER_DPI, page: int = 0) -> Image.Image:
    """A page as a picture in shades of grey, one byte per dot."""
    scale = dots_per_inch / _POINTS_PER_INCH
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        width, height = (max(1, round(side * scale)) for side in sheet.get_size())
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        raw.FPDF_RenderPageBitmap(bitmap, sheet, 0, 0, width, height, 0, 0)
        copied: Image.Image = bitmap.to_pil().copy()
        return copied


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return len(document)
