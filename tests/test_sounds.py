"""The shipped sounds are what their script makes: short, of their pitch, soft at the edges."""

from __future__ import annotations

import itertools
import runpy
import wave
from array import array
from pathlib import Path

import pytest

from app import resource
from app.domain.preference import SOUNDS

FOLDER = resource.path("sounds")
RATE = 44_100

# The tones of each sound: from and to in milliseconds, and their pitch.
TONES = {
    "scan": [(0, 70, 1_800)],
    "refused": [(0, 75, 320), (95, 170, 320)],
    "attention": [(0, 120, 700)],
    "complete": [(0, 65, 988), (80, 175, 1_319)],
    "order": [(0, 54, 784), (62, 116, 988), (124, 178, 1_319)],
}


def samples(path: Path) -> array[int]:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


def pitch(part: array[int]) -> float:
    """How often a second the wave goes up through zero."""
    ups = [place for place, (one, two) in enumerate(itertools.pairwise(part)) if one < 0 <= two]
    return (len(ups) - 1) * RATE / (ups[-1] - ups[0])


def test_every_sound_of_the_preferences_is_shipped_and_no_other() -> None:
    assert {file.stem for file in FOLDER.glob("*.wav")} == set(SOUNDS) == set(TONES)


def test_the_shipped_files_are_what_the_script_makes(tmp_path: Path) -> None:
    runpy.run_path(str(FOLDER / "make.py"))["write"](tmp_path)
    for name in SOUNDS:
        made, shipped = samples(tmp_path / f"{name}.wav"), samples(FOLDER / f"{name}.wav")
        assert len(made) == len(shipped)
        # The last bit of a sine may differ from one machine to the next.
        assert max(abs(one - two) for one, two in zip(made, shipped, strict=True)) <= 1


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_short_and_never_clips(name: str) -> None:
    wave_form = samples(FOLDER / f"{name}.wav")
    assert 60 <= len(wave_form) * 1_000 / RATE <= 180
    assert 8_000 < max(map(abs, wave_form)) < 24_000


@pytest.mark.parametrize("name", SOUNDS)
def test_each_tone_has_its_pitch_and_soft_edges(name: str) -> None:
    wave_form = samples(FOLDER / f"{name}.wav")
    for begin_ms, end_ms, hertz in TONES[name]:
        tone = wave_form[RATE * begin_ms // 1_000 : RATE * end_ms // 1_000]
        assert pitch(tone) == pytest.approx(hertz, rel=0.02)
        edge = [abs(each) for each in (*tone[:20], *tone[-20:])]
        assert max(edge) < 0.05 * max(map(abs, tone))
