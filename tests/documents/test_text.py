"""The neutral document as text, held against text that people have read and found right.

To renew the golden files after a change that is meant: SANDUQ_GOLDEN=write and look at the diff.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.text import text
from app.domain.country import Bilingual
from app.domain.receipt import Receipt
from tests.documents import samples
from tests.documents.reading import strings

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.mark.parametrize("name", samples.RECEIPTS)
def test_the_document_reads_as_it_was_approved(name: str) -> None:
    file = GOLDEN / f"receipt_{name}.txt"
    if os.environ.get("SANDUQ_GOLDEN") == "write":
        file.write_text(text(samples.RECEIPTS[name]), encoding="utf-8")
    assert text(samples.RECEIPTS[name]) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("receipt", samples.RECEIPTS.values(), ids=samples.RECEIPTS)
@pytest.mark.parametrize("columns", [32, 48, 80])
def test_no_word_is_lost_and_no_line_too_long(receipt: Receipt, columns: int) -> None:
    nothing = Bilingual("", "")
    items = [
        replace(
            item,
            reduction="",
            net="",
            tax="",
            gross="",
            rate=nothing,
            unit=Bilingual("", item.unit.en),
        )
        for item in receipt.items
    ]
    blocks = [block for block in receipt.blocks if block not in receipt.items]
    shown = text(receipt, columns)
    bare = "".join(each for each in shown if not unicodedata.combining(each))
    assert all(len(line) <= columns for line in bare.splitlines())
    payloads = {word for word in strings(tuple(blocks)) if len(word) > 60}
    assert strings((*blocks, *items)) - payloads <= strings(shown)
    assert all(payload in shown.replace("\n", "") for payload in payloads)


def test_a_name_cannot_steer_the_terminal_or_begin_a_line() -> None:
    receipt = samples.long_receipt(1, name="Rice\x1b[2J\n\u202efake", name_ar="أرز")
    assert "Rice[2J fake" in text(receipt)


def test_a_figure_stands_between_its_labels() -> None:
    (line,) = (each for each in text(samples.saudi_receipt()).splitlines() if "Change" in each)
    assert line.split() == ["Change", "63.55", "الباقي"]
    assert len(line) == 48
