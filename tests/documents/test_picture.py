"""Pictures come from the PDF itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from PIL import Image

from app.documents import picture
from app.documents.page import page
from app.documents.slip import slip
from tests.documents import samples


def test_a_picture_of_the_slip_has_the_dots_of_the_printer() -> None:
    assert picture.image(slip(samples.saudi_receipt(), 80)).width == 640
    assert picture.image(slip(samples.saudi_receipt(), 58)).width == 464


def test_the_png_is_the_picture() -> None:
    pdf = slip(samples.saudi_receipt())
    with Image.open(BytesIO(picture.png(pdf))) as image:
        assert image.mode == "L"
        assert image.tobytes() == picture.image(pdf).tobytes()


def test_each_page_has_its_own_picture() -> None:
    pdf = page(samples.long_receipt(40))
    assert picture.pages(pdf) == 3
    pictures = [picture.png(pdf, 100, number) for number in range(3)]
    assert len(set(pictures)) == 3
    assert Image.open(BytesIO(pictures[2])).size == (827, 1169)


def test_several_threads_may_ask_for_pictures_at_once() -> None:
    pdfs = [slip(samples.saudi_receipt()), slip(samples.emirates_receipt())] * 4
    expected = [picture.png(pdf) for pdf in pdfs]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(picture.png, pdfs)) == expected
