"""The pure parts of dev.py; the set-up itself is proven by every run of these tests."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import dev

PROJECT = '[project]\ndependencies = ["segno>=1.6"]\n[dependency-groups]\ndev = ["pytest"]\n'
DISPLAY = {"DISPLAY": ":0"}


def test_only_packages_of_absent_libraries_are_lacking() -> None:
    needs = {"libA.so.1": "liba1", "libB.so.2": "libb2", "libC.so.3": "libc3"}
    assert dev.lacking(needs, {"libA.so.1", "libC.so.3"}.__contains__) == {"libb2"}
    assert dev.lacking(needs, needs.__contains__) == set()


def test_libraries_are_probed_by_loading_them() -> None:
    assert not dev.has_library("libno-such-library.so.99")


def test_programs_are_also_looked_for_where_debian_hides_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "15" / "bin" / "no-such-program"
    monkeypatch.setattr(dev, "OTHER_PLACES", f"{tmp_path.relative_to(tmp_path.anchor)}/*/bin")
    assert not dev.has_program(program.name)
    program.parent.mkdir(parents=True)
    program.touch()
    assert dev.has_program(program.name)


def test_remedy_is_one_line_that_brings_all_packages_in_order() -> None:
    line = dev.remedy({"xvfb", "libegl1"}, apt=True)
    assert line.startswith("sudo apt-get update && sudo apt-get ")
    assert line.endswith("install -y --no-install-recommends libegl1 xvfb")
    assert "\n" not in line


def test_remedy_without_apt_still_names_the_packages() -> None:
    line = dev.remedy({"xvfb", "libegl1"}, apt=False)
    assert line.endswith("libegl1 xvfb")
    assert "apt" not in line


def test_stamp_follows_lock_dependencies_and_machine() -> None:
    first = dev.stamp(b"lock", PROJECT, "here")
    assert dev.stamp(b"lock", PROJECT, "here") == first
    assert dev.stamp(b"lock2", PROJECT, "here") != first
    assert dev.stamp(b"lock", PROJECT.replace("1.6", "1.7"), "here") != first
    assert dev.stamp(b"lock", PROJECT.replace("pytest", "ruff"), "here") != first
    assert dev.stamp(b"lock", PROJECT, "there") != first


def test_stamp_ignores_the_rest_of_the_project_file() -> None:
    assert dev.stamp(b"", PROJECT, "") == dev.stamp(b"", PROJECT + "[tool.ruff]\n", "")


def test_environment_is_ready_only_when_finished_and_wanted(tmp_path: Path) -> None:
    stamp, python = tmp_path / "stamp", tmp_path / "python"
    python.touch()
    assert not dev.is_ready("wanted", stamp, python)
    stamp.write_text("other", encoding="utf-8")
    assert not dev.is_ready("wanted", stamp, python)
    stamp.write_text("wanted", encoding="utf-8")
    assert dev.is_ready("wanted", stamp, python)
    python.unlink()
    assert not dev.is_ready("wanted", stamp, python)


def test_window_is_opened_only_where_somebody_sees_it() -> None:
    assert dev.has_display(DISPLAY, "linux")
    assert dev.has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert dev.has_display({}, "win32")
    assert not dev.has_display({}, "linux")
    assert not dev.has_display(DISPLAY | {"CI": "true"}, "linux")


def test_every_wish_of_the_project_file_is_pinned_with_hashes() -> None:
    table = tomllib.loads(dev.PROJECT.read_text(encoding="utf-8"))
    wishes = [*table["project"]["dependencies"], *table["dependency-groups"]["dev"]]
    names = {re.split(r"[^A-Za-z0-9-]", wish, maxsplit=1)[0] for wish in wishes}
    lock = dev.LOCK.read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9-]+)==\S+(.*)\n    --hash=sha256:", lock, re.MULTILINE)
    assert names <= {name for name, _ in pins}
    assert len(pins) == lock.count("==") - sum(rest.count("==") for _, rest in pins)


def test_lock_file_names_no_host_and_no_folder_of_its_maker() -> None:
    assert not re.search(r"https?:|file:|index-url|find-links", dev.LOCK.read_text("utf-8"))
