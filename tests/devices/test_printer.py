"""Which printer a platform has, titles, and the painted pages of Windows (into a PDF file)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from app import bootstrap
from app.devices import printer
from app.devices.printer import CupsPrinter, PageImage, QtPrinter
from app.documents import picture
from app.domain.errors import Trouble
from app.services import printing

MM = 72 / 25.4
A4 = (210.0, 297.0)
SLIP = (80.0, 143.0)


def document(*sizes: tuple[float, float]) -> bytes:
    """A PDF with pages of these sizes in mm, each black in its upper left quarter."""
    file = BytesIO()
    canvas = Canvas(file, invariant=True)
    for width, height in sizes:
        canvas.setPageSize((width * MM, height * MM))
        canvas.rect(0, height * MM / 2, width * MM / 2, height * MM / 2, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(pdf) as found:
        return [
            (page.get_width() / MM, page.get_height() / MM)
            for page in (found[index] for index in range(len(found)))
        ]


def printed(path: Path, pdf: bytes) -> bytes:
    QtPrinter("", bootstrap.page_images, file=str(path)).send(pdf, "A1-000001")
    return path.read_bytes()


def test_windows_prints_through_qt_and_all_others_through_cups() -> None:
    def kind(platform: str) -> type:
        return type(printer.printer("Till", bootstrap.page_images, platform=platform))

    assert [kind(each) for each in ("win32", "linux", "darwin")] == [
        QtPrinter,
        CupsPrinter,
        CupsPrinter,
    ]


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("A1-000001", "A1-000001"),
        ("-o raw", "o raw"),
        ("a\nb\x00c;d`e'f\"g", "abcdefg"),
        ("نسخة", "Receipt"),
        ("", "Receipt"),
        ("x" * 500, "x" * 60),
    ],
)
def test_a_title_keeps_what_every_print_queue_takes(title: str, clean: str) -> None:
    assert printer.clean_title(title) == clean


def test_a_worker_is_not_taken_for_dead_while_its_printer_may_still_answer() -> None:
    assert timedelta(seconds=1.5 * printer.PATIENCE) < printing.CLAIM


def test_qt_prints_each_page_on_paper_of_its_own_size(qapp: Any, tmp_path: Path) -> None:
    found = sizes(printed(tmp_path / "out.pdf", document(SLIP, A4, (58, 90))))

    expected = [SLIP, A4, (58, 90)]
    assert [pytest.approx(size, abs=0.5) for size in found] == expected


def test_qt_prints_what_the_document_shows_at_its_true_size(qapp: Any, tmp_path: Path) -> None:
    pdf = document(SLIP)

    ours, theirs = (picture.image(each, 100) for each in (pdf, printed(tmp_path / "out.pdf", pdf)))

    width, height = min(ours.width, theirs.width), min(ours.height, theirs.height)
    assert (width, height) == pytest.approx((ours.width, ours.height), abs=2)
    assert (width, height) == pytest.approx((theirs.width, theirs.height), abs=2)
    differing = sum(
        abs(ours.getpixel((x, y)) - theirs.getpixel((x, y))) > 64  # type: ignore[operator]
        for x in range(width)
        for y in range(height)
    )
    assert differing < 0.02 * width * height
    assert dark(theirs) == pytest.approx(0.25, abs=0.02)


def dark(image: Image.Image) -> float:
    """How much of a picture is black."""
    return sum(image.convert("L").histogram()[:128]) / (image.width * image.height)


def test_qt_asks_for_no_finer_pictures_than_the_memory_holds(qapp: Any, tmp_path: Path) -> None:
    asked = []

    def pages(pdf: bytes, dots_per_inch: float) -> Iterator[PageImage]:
        asked.append(dots_per_inch)
        yield PageImage(3, 2, bytes(6))

    QtPrinter("", pages, file=str(tmp_path / "out.pdf")).send(b"", "A1-000001")

    assert asked == [600]


def test_an_unknown_printer_is_a_trouble_of_one_sentence(qapp: Any) -> None:
    with pytest.raises(Trouble, match=r"^There is no printer Till\.$") as caught:
        QtPrinter("Till", bootstrap.page_images).send(document(SLIP), "A1-000001")

    assert caught.value.code == "printer"


def test_after_a_page_that_can_not_be_drawn_the_next_print_works(qapp: Any, tmp_path: Path) -> None:
    def pages(pdf: bytes, dots_per_inch: float) -> Iterator[PageImage]:
        yield PageImage(3, 2, bytes(6))
        raise Trouble("render", "The page can't be drawn.")

    target = QtPrinter("", pages, file=str(tmp_path / "out.pdf"))
    with pytest.raises(Trouble, match="can't be drawn"):
        target.send(b"", "A1-000001")

    assert len(sizes(printed(tmp_path / "next.pdf", document(SLIP)))) == 1


def test_qt_lists_the_systems_printers(qapp: Any) -> None:
    assert isinstance(printer.names(platform="win32"), list)
