"""Speaker: sounds reach the system's player at their volume; nobody waits, nobody complains."""

from __future__ import annotations

import sys
import threading
import wave
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import pytest

from app import resource
from app.devices import speaker
from app.devices.speaker import Player, Speaker

SOUNDS = resource.path("sounds")
PATIENCE_S = 20


@dataclass
class Tape:
    """A player that keeps what it was told to play, and what it was told to stop."""

    played: Queue[str] = field(default_factory=Queue)
    stopped: Queue[str] = field(default_factory=Queue)

    def __call__(self, file: Path) -> Mark:
        self.played.put(file.name)
        return Mark(file.name, self)


@dataclass
class Mark:
    name: str
    tape: Tape

    def stop(self) -> None:
        self.tape.stopped.put(self.name)


@pytest.fixture
def tape() -> Tape:
    return Tape()


@pytest.fixture
def speak(tape: Tape) -> Iterator[Speaker]:
    made = Speaker(SOUNDS, lambda: tape)
    yield made
    made.close()


def test_a_sound_is_played_by_its_name_at_its_volume(speak: Speaker, tape: Tape) -> None:
    speak.play("scan", 50)
    assert tape.played.get(timeout=PATIENCE_S) == "scan-50.wav"


def test_the_newest_sound_wins(speak: Speaker, tape: Tape) -> None:
    speak.play("order", 100)
    assert tape.played.get(timeout=PATIENCE_S) == "order-100.wav"
    speak.play("refused", 100)
    assert tape.stopped.get(timeout=PATIENCE_S) == "order-100.wav"
    assert tape.played.get(timeout=PATIENCE_S) == "refused-100.wav"


def test_sounds_that_wait_for_one_another_are_not_played_late() -> None:
    begun, go, played = threading.Event(), threading.Event(), Tape()

    def slow(file: Path) -> Mark:
        begun.set()
        go.wait(PATIENCE_S)
        return played(file)

    speak = Speaker(SOUNDS, lambda: slow)
    speak.play("scan")
    assert begun.wait(PATIENCE_S)
    for name in ("scan", "attention", "order", "complete"):
        speak.play(name)
    go.set()
    assert played.played.get(timeout=PATIENCE_S) == "scan-100.wav"
    assert played.played.get(timeout=PATIENCE_S) == "complete-100.wav"
    speak.close()
    assert played.played.empty()


def test_a_sound_that_never_ends_is_stopped(
    speak: Speaker, tape: Tape, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaker, "PATIENCE_S", 0.01)
    speak.play("scan")
    assert tape.stopped.get(timeout=PATIENCE_S) == "scan-100.wav"


def test_a_closed_speaker_is_silent_and_leaves_no_thread(speak: Speaker, tape: Tape) -> None:
    speak.play("scan")
    tape.played.get(timeout=PATIENCE_S)
    speak.close()
    speak.play("scan")
    assert tape.stopped.get(timeout=PATIENCE_S) == "scan-100.wav"
    assert tape.played.empty()
    assert not [each for each in threading.enumerate() if each.name == "sanduq-speaker"]


def test_silence_needs_no_thread_and_no_player() -> None:
    asked: list[str] = []

    def find() -> Player | None:
        asked.append("player")
        return None

    speak = Speaker(SOUNDS, find)
    speak.play("scan", 0)
    assert not [each for each in threading.enumerate() if each.name == "sanduq-speaker"]
    speak.close()
    assert asked == []


def broken(_file: Path) -> Mark:
    raise PermissionError


@pytest.mark.parametrize("found", [None, broken])
@pytest.mark.parametrize("sounds", [SOUNDS, Path("nowhere")])
def test_what_can_not_be_played_is_no_error(found: Player | None, sounds: Path) -> None:
    speak = Speaker(sounds, lambda: found)
    speak.play("scan")
    speak.play("unheard of")
    speak.close()


def test_a_folder_that_can_not_be_made_is_no_error(
    tape: Tape, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: str) -> None:
        raise OSError

    monkeypatch.setattr(speaker, "TemporaryDirectory", full)
    speak = Speaker(SOUNDS, lambda: tape)
    speak.play("scan")
    speak.close()
    assert tape.played.empty()


@pytest.mark.parametrize(("volume", "share"), [(100, 1.0), (50, 0.25), (10, 0.01)])
def test_volume_makes_the_samples_smaller(tmp_path: Path, volume: int, share: float) -> None:
    speaker.quiet(SOUNDS / "scan.wav", tmp_path / "soft.wav", volume)
    loud, soft = samples(SOUNDS / "scan.wav"), samples(tmp_path / "soft.wav")
    assert len(soft) == len(loud)
    assert max(soft) == pytest.approx(max(loud) * share, abs=1)


def samples(path: Path) -> array[int]:
    with wave.open(str(path), "rb") as file:
        return array("h", file.readframes(file.getnframes()))


# Writes down its arguments, and whether there was something to play.
RECORD = """
import pathlib, sys
file = pathlib.Path(sys.argv[-1])
text = " ".join([*sys.argv[1:-1], file.name, file.read_bytes()[:4].decode()])
pathlib.Path({record!r}).write_text(text)
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    monkeypatch.setenv("PATH", str(tmp_path))

    def make(name: str, code: str) -> None:
        script = tmp_path / name
        script.write_text(f"#!{sys.executable} -I\n{code}", encoding="utf-8")
        script.chmod(0o755)

    return make


needs_scripts = pytest.mark.parametrize(
    ("platform", "command", "options"),
    [
        ("linux", "pw-play", ""),
        ("linux", "paplay", ""),
        ("linux", "aplay", "-q "),
        ("darwin", "afplay", ""),
    ]
    if sys.platform != "win32"
    else [],
)


@needs_scripts
def test_the_systems_own_player_gets_the_file(
    tmp_path: Path,
    program: Callable[[str, str], None],
    platform: str,
    command: str,
    options: str,
) -> None:
    record = tmp_path / "record"
    program(command, RECORD.format(record=str(record)))
    play = speaker.player(platform=platform)
    assert play is not None
    process = play(SOUNDS / "scan.wav")
    assert isinstance(process, speaker.PlayerProcess)
    process.wait()
    assert record.read_text() == f"{options}scan.wav RIFF"
    process.stop()


def test_a_system_without_a_player_has_none(program: Callable[[str, str], None]) -> None:
    assert speaker.player(platform="linux") is None
    assert speaker.player(platform="darwin") is None


def test_windows_plays_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str | None] = []
    monkeypatch.setattr(speaker, "_windows_play", told.append)
    play = speaker.player(platform="win32")
    assert play is not None
    play(SOUNDS / "scan.wav").stop()
    assert told == [str(SOUNDS / "scan.wav"), None]
