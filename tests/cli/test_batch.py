"""Batches: an answer a line, in order, whatever the lines are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.storage.store import Store
from tests.sanduq import Sanduq
from tests.shop import BREAD, DATES

ROOT = Path(__file__).parents[2]


def cart(code: str, quantity: object = "1") -> str:
    return json.dumps({"lines": [{"product": code, "quantity": quantity}]})


QUOTES = [
    cart(DATES),
    cart("nobody"),
    "no json",
    "",
    '{"lines": [{"product": "\\ud800"}]}',
    cart(BREAD, "-1"),
    cart(BREAD, "2"),
]
WANTED = ["24.50", "unknown_product", "bad_json", "bad_json", "bad_text", "bad_quantity", "7.00"]


def told(answer: dict[str, object]) -> object:
    error = answer.get("error")
    return error["code"] if isinstance(error, dict) else answer["total"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_carts_are_quoted_line_by_line_and_a_bad_one_answers_in_its_place(
    sanduq: Sanduq, tmp_path: Path, end: str, mark: str
) -> None:
    text = mark + end.join(QUOTES) + end
    path = tmp_path / "carts.jsonl"
    path.write_bytes(text.encode())
    for answer in (sanduq("quote", "--batch", path), sanduq("quote", "--batch", "-", stdin=text)):
        assert (answer.code, answer.err) == (0, "")
        assert [told(line) for line in answer.lines] == WANTED
        assert all(
            line["error"]["message"].endswith(".") for line in answer.lines if "error" in line
        )


def test_a_batch_answers_json_even_when_nobody_asked_for_it(sanduq: Sanduq) -> None:
    plain = sanduq.plain("quote", "--batch", "-", stdin="\n".join(QUOTES))
    assert plain.out == sanduq("quote", "--batch", "-", stdin="\n".join(QUOTES)).out


def test_codes_are_scanned_line_by_line(sanduq: Sanduq) -> None:
    codes = [DATES, "4006381333931", "", "٦٢٨١٠٠٠٠٠٠٠١٤", f"]E0{DATES}\r", "a\rb", "\x1d" + DATES]
    answer = sanduq("scan", "--raw", "--batch", "-", stdin="\n".join(codes))
    assert [line["found"] for line in answer.lines] == [
        True,
        False,
        False,
        True,
        True,
        False,
        True,
    ]


def test_texts_are_searched_line_by_line(sanduq: Sanduq) -> None:
    texts = ["dates", "no such thing", "تمر", '"*(', "khubz"]
    answer = sanduq("search", "--limit", "1", "--batch", "-", stdin="\n".join(texts))
    assert [[row["sku"][:2] for row in line] for line in answer.lines] == [
        ["DT"],
        [],
        ["DT"],
        [],
        ["BK"],
    ]


def test_bytes_that_are_no_text_spoil_their_own_line_only(sanduq: Sanduq) -> None:
    answer = sanduq("search", "--batch", "-", stdin=b"\xff\xfe\xc3\ndates\n")
    assert [len(line) for line in answer.lines] == [0, 1]


def test_an_empty_batch_answers_nothing(sanduq: Sanduq) -> None:
    answer = sanduq("quote", "--batch", "-", stdin="")
    assert (answer.code, answer.out) == (0, "")


def test_each_line_is_answered_at_once_and_sees_the_store_of_that_moment(
    store: Store, shop: Path
) -> None:
    command = [sys.executable, "-m", "app", "--data", str(shop), "scan", "--batch", "-"]
    scanner = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ,
    )
    with scanner:
        assert scanner.stdin
        assert scanner.stdout

        def price() -> str:
            assert scanner.stdin
            assert scanner.stdout
            scanner.stdin.write(f"{DATES}\n")
            scanner.stdin.flush()
            return str(json.loads(scanner.stdout.readline())["price"])

        assert price() == "24.50"
        with store.write() as unit:
            unit.sql("UPDATE product SET price = 25000000 WHERE id = 1")
            unit.commit()
        assert price() == "25.00"
        scanner.stdin.close()
    assert scanner.returncode == 0
