"""The till's sounds, made of plain tones; run it to write the WAV files beside it.

Each is mono, 16 bit, 44,100 Hz, and 60 to 180 ms long. Low tones bear a third of their third
harmonic, so that the small speaker of a till can be heard; it moves no zero crossing.
"""

from __future__ import annotations

import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

RATE = 44_100
EDGE_MS = 6  # tones swell and fade that long, or they would click
FULL = 32_767


@dataclass(frozen=True)
class Tone:
    """A tone and the silence after it; `loudness` is a share of full scale."""

    hertz: int
    ms: int
    silence_ms: int = 0
    loudness: float = 0.5
    third: float = 0.0


SOUNDS = {
    "scan": (Tone(1_800, 70),),
    "refused": (Tone(320, 75, 20, 0.6, 0.33), Tone(320, 75, 0, 0.6, 0.33)),
    "attention": (Tone(700, 120, 0, 0.55, 0.2),),
    "complete": (Tone(988, 65, 15, 0.35), Tone(1_319, 95, 0, 0.35)),
    "order": (Tone(784, 54, 8), Tone(988, 54, 8), Tone(1_319, 54)),
}


def samples(tones: tuple[Tone, ...]) -> list[int]:
    """The sound as numbers of 16 bits."""
    found: list[int] = []
    for tone in tones:
        length = RATE * tone.ms // 1_000
        found += [round(FULL * tone.loudness * _at(tone, place, length)) for place in range(length)]
        found += [0] * (RATE * tone.silence_ms // 1_000)
    return found


def _at(tone: Tone, place: int, length: int) -> float:
    edge = RATE * EDGE_MS / 1_000
    swell = min(1.0, place / edge, (length - 1 - place) / edge)
    angle = 2 * math.pi * tone.hertz * place / RATE
    wave_form = (math.sin(angle) + tone.third * math.sin(3 * angle)) / (1 + tone.third)
    return wave_form * (1 - math.cos(math.pi * swell)) / 2


def write(folder: Path) -> None:
    """Write all sounds into the folder."""
    for name, tones in SOUNDS.items():
        numbers = samples(tones)
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(numbers)}h", *numbers))


if __name__ == "__main__":
    write(Path(__file__).parent)
