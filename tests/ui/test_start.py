from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.preference import Preferences
from app.services.new_shop import NewShop
from app.ui import language, start, theme
from app.ui.till import Till
from app.ui.wizard.draft import FILE_NAME
from tests.shop import DATES, make_shop

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, and what it saw."""

    code: int
    seen: list[dict[str, Any]]
    said: str


def started(what: str, folder: Path, **environment: str) -> Ended:
    """The program as a person starts it, with somebody who does `what`."""
    known = {name: text for name, text in os.environ.items() if name != start.SCALE}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.start_process", what, str(folder)],
        cwd=ROOT,
        env={**known, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Ended(
        done.returncode, [json.loads(row) for row in done.stdout.splitlines()], done.stderr
    )


def shop_with(folder: Path, preferences: Preferences) -> Path:
    return make_shop(folder, NewShop(demo=True, products=30, preferences=preferences))


def test_till_opens_as_it_is_preferred(tmp_path: Path) -> None:
    folder = shop_with(tmp_path, Preferences(language="ar", theme="dark", scale=150))
    ended = started("look", folder)
    (seen,) = ended.seen
    assert ended.code == 0, ended.said
    assert (seen["language"], seen["theme"], seen["ratio"]) == ("ar", "dark", 1.5)


def test_scale_of_the_environment_has_the_last_word(tmp_path: Path) -> None:
    folder = shop_with(tmp_path, Preferences(language="en", scale=200))
    (seen,) = started("look", folder, QT_SCALE_FACTOR="1.25").seen
    assert seen["ratio"] == 1.25


def test_restart_takes_the_new_scale_and_keeps_the_open_cart(tmp_path: Path) -> None:
    folder = shop_with(tmp_path, Preferences(scale=125))
    ended = started("restart", folder)
    before, after = ended.seen
    assert ended.code == 0, ended.said
    assert before["lines"] == after["lines"] == [DATES]
    assert (before["ratio"], after["ratio"]) == (1.25, 1.5)


def test_first_start_asks_what_the_shop_is_and_opens_its_till(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    ended = started("set_up", folder)
    wizard, till = ended.seen
    assert ended.code == 0, ended.said
    assert wizard == {"wizard": "en"}
    assert (till["language"], till["shop"]) == ("ar", "Corner")
    assert started("look", folder).seen[0]["language"] == "ar"


def test_wizard_that_is_closed_makes_no_shop_and_forgets_nothing(tmp_path: Path) -> None:
    ended = started("leave", tmp_path / "shop")
    assert ended.code == 0, ended.said
    (kept,) = (tmp_path / "shop").iterdir()
    assert kept.name == FILE_NAME
    assert json.loads(kept.read_text(encoding="utf-8"))["name"] == "Corner"


def test_shop_that_can_not_be_opened_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "sanduq.db").write_bytes(b"no database" * 1000)
    ended = started("look", tmp_path)
    assert (ended.code, ended.seen) == (1, [])
    assert "is not a database, or it is damaged" in ended.said


@pytest.mark.parametrize(("preferred", "arabic"), [("ar", True), ("en", False), ("", False)])
def test_application_speaks_as_is_preferred_else_as_the_system(
    app: QApplication, preferred: str, arabic: bool
) -> None:
    assert start.application(Preferences(language=preferred, theme="dark")) is app
    assert language.is_arabic() is arabic
    assert theme.name() == theme.DARK


def test_mistake_in_a_slot_is_written_down_and_said(
    till: Till, caplog: pytest.LogCaptureFixture
) -> None:
    with start.told_mistakes(till.fail):
        sys.excepthook(ZeroDivisionError, ZeroDivisionError(), None)
    assert till.window.toasts.texts() != []
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    caplog.clear()
