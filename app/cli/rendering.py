"""`receipt`: a document as PDF, picture or text."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app import bootstrap
from app.cli.answer import Answer
from app.domain.receipt import Receipt

# The forms of a receipt by the paper that `--paper` names; without it the shop's own.
FORMS = {"80": "slip80", "58": "slip58", "a4": "a4", "": ""}


def render(document: Receipt, wanted: Namespace) -> Answer:
    """Write the files that are asked for; with none asked for, the text is the answer."""
    answer: Answer = {"number": document.number}
    if wanted.pdf or wanted.png:
        pdf = bootstrap.receipt_pdf(document, FORMS[wanted.paper])
        if wanted.pdf:
            answer["path"] = answer["pdf"] = _write(wanted.pdf, pdf)
        if wanted.png:
            from app.documents import picture

            answer["png"] = _write(wanted.png, picture.png(pdf))
            answer.setdefault("path", answer["png"])
    if wanted.text or not (wanted.pdf or wanted.png):
        from app.documents import text

        answer["text"] = text.text(document)
    return answer


def _write(name: str, content: bytes) -> str:
    from app.documents import file

    path = Path(name)
    file.write(path, content)
    return str(path.resolve())
