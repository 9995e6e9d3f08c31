"""CUPS: what `lp` is told, and what its failures become; `lp` is a small script of our own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from app.devices import printer
from app.devices.printer import CupsPrinter
from app.domain.errors import Trouble

# Writes down its arguments, its language and the file that it was given.
RECORD = """
import json, os, pathlib, sys
file = pathlib.Path(sys.argv[-1])
pathlib.Path({record!r}).write_text(json.dumps({{
    "arguments": sys.argv[1:-1], "language": os.environ["LC_ALL"], "path": str(file),
    "content": file.read_bytes().decode("latin-1"),
}}))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder: Path, name: str, code: str) -> None:
    script = folder / name
    script.write_text(f"#!{sys.executable} -I\n{code}", encoding="utf-8")
    script.chmod(0o755)


def recorded(folder: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((folder / "record").read_text())
    return answer


def complaint(folder: Path, text: str) -> str:
    """What a Trouble says when lp fails with this text."""
    program(folder, "lp", f"import sys\nsys.stderr.write({text!r})\nsys.exit(1)")
    with pytest.raises(Trouble) as caught:
        CupsPrinter("Till").send(b"%PDF", "A1-000001")
    assert caught.value.code == "printer"
    return caught.value.message


def test_the_document_reaches_the_queue_by_its_name_with_a_title(folder: Path) -> None:
    program(folder, "lp", RECORD.format(record=str(folder / "record")))

    CupsPrinter("Till 80").send(b"%PDF \x00\xff", "A1-000001")

    found = recorded(folder)
    assert found["arguments"] == ["-d", "Till 80", "-t", "A1-000001"]
    assert found["content"].encode("latin-1") == b"%PDF \x00\xff"
    assert found["language"] == "C"


def test_no_file_stays_behind(folder: Path) -> None:
    program(folder, "lp", RECORD.format(record=str(folder / "record")))

    CupsPrinter("Till").send(b"%PDF", "A1-000001")

    assert not Path(recorded(folder)["path"]).exists()


def test_names_and_titles_are_no_commands(folder: Path) -> None:
    program(folder, "lp", RECORD.format(record=str(folder / "record")))

    CupsPrinter("$(touch gone); -o raw").send(b"%PDF", "-o raw; `touch gone`\n\x1b[31mنسخة")

    assert recorded(folder)["arguments"] == [
        "-d",
        "$(touch gone); -o raw",
        "-t",
        "o raw touch gone31m",
    ]


def test_the_queues_own_words_say_why_it_failed(folder: Path) -> None:
    message = complaint(folder, "lp: Error - The printer or class does not exist.\n")

    assert message == (
        "The printer Till did not take the document: The printer or class does not exist."
    )


def test_a_failure_without_words_is_still_a_sentence(folder: Path) -> None:
    assert complaint(folder, "") == (
        "The printer Till did not take the document: no reason was given."
    )


def test_control_characters_and_floods_of_text_are_kept_out(folder: Path) -> None:
    message = complaint(folder, "lp: \x1b[31mjam" + "!" * 5_000)

    assert message.isprintable()
    assert "[31mjam!!!" in message
    assert len(message) < 300


def test_a_printer_that_does_not_answer_is_given_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its child keeps our pipes open, as a filter of a print queue does.
    hang = "import signal, subprocess, sys\n"
    if_child = "if len(sys.argv) > 2:\n  subprocess.Popen([sys.executable, __file__, 'x'])\n"
    program(folder, "lp", f"{hang}{if_child}signal.pause()")
    monkeypatch.setattr(printer, "PATIENCE", 0.5)

    with pytest.raises(Trouble, match="did not take the document in") as caught:
        CupsPrinter("Till").send(b"%PDF", "A1-000001")

    assert caught.value.code == "printer_silent"


def test_a_system_without_a_printing_service_is_named_as_such(folder: Path) -> None:
    with pytest.raises(Trouble, match="this system has no printing service") as caught:
        CupsPrinter("Till").send(b"%PDF", "A1-000001")

    assert caught.value.code == "printer"


def test_a_disk_without_room_is_a_trouble_of_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(folder / "missing"))

    with pytest.raises(Trouble, match="can't be put on disk"):
        CupsPrinter("Till").send(b"%PDF", "A1-000001")


def test_the_systems_printers_are_listed(folder: Path) -> None:
    program(folder, "lpstat", "import sys\nassert sys.argv[1:] == ['-e']\nprint('Till\\nOffice')")

    assert printer.names() == ["Till", "Office"]


def test_a_printing_service_that_does_not_run_lists_no_printers(folder: Path) -> None:
    program(folder, "lpstat", "import sys\nsys.exit('lpstat: Scheduler is not running.')")

    with pytest.raises(Trouble, match=r"can't be listed: Scheduler is not running\.$"):
        printer.names()
