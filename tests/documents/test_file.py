from __future__ import annotations

from pathlib import Path

import pytest

from app.documents import file
from app.domain.errors import Refusal, Trouble


def test_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "receipt.pdf"
    for content in (b"one", b"two"):
        file.write(path, content)
    assert path.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["receipt.pdf"]


@pytest.mark.parametrize("place", ["nowhere/a.pdf", "file/a.pdf"])
def test_folder_that_is_not_there_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refusal) as caught:
        file.write(tmp_path / place, b"one")
    assert caught.value.code == "unknown_file"


def test_file_that_can_not_be_written_is_trouble_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(Trouble) as caught:
        file.write(tmp_path / "a.pdf", b"one")
    assert caught.value.code == "disk_error"
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]
