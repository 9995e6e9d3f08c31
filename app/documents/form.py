"""The forms that a shop prints its receipts in: slip80, slip58, a4."""

from __future__ import annotations

from app.domain.receipt import Receipt


def pdf(document: Receipt, form: str) -> bytes:
    """A receipt as a PDF in this form."""
    if form == "a4":
        from app.documents import page

        return page.page(document)
    from app.documents import slip

    return slip.slip(document, int(form.removeprefix("slip")))
