"""Speaker: short sounds through the system's own player, never in anybody's way.

A system without a player, or without a loudspeaker, is silent; that is no error.
"""

from __future__ import annotations

import shutil
import sys
import threading
import wave
from array import array
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import Protocol

PATIENCE_S = 2.0  # for a player; all sounds are far shorter
LOUDEST = 100

# What plays a WAV file, the first that is there.
_COMMANDS = {
    "darwin": (("afplay",),),
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q")),
}


class Playing(Protocol):
    """A sound that is being played."""

    def stop(self) -> None:
        """Be silent now."""


Player = Callable[[Path], Playing]


def player(*, platform: str = sys.platform) -> Player | None:
    """The system's own player of WAV files; None when it has none."""
    if platform == "win32":
        return WindowsSound
    for name, *options in _COMMANDS.get(platform, _COMMANDS["linux"]):
        found = shutil.which(name)
        if found:
            return lambda file: PlayerProcess([found, *options, str(file)])
    return None


class PlayerProcess:
    """A player that runs as a process of its own."""

    def __init__(self, command: list[str]) -> None:
        import subprocess  # most starts play nothing

        silent = subprocess.DEVNULL
        self._process = subprocess.Popen(
            command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
        )

    def wait(self) -> None:
        """Hear it to its end."""
        self._process.wait()

    def stop(self) -> None:
        """End the process, if it still runs."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self.wait()


class WindowsSound:
    """A sound that Windows plays by itself; it knows one at a time."""

    def __init__(self, file: Path) -> None:
        _windows_play(str(file))

    def stop(self) -> None:
        """Be silent now."""
        _windows_play(None)


def _windows_play(file: str | None) -> None:
    if sys.platform == "win32":
        import winsound

        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        with suppress(RuntimeError):
            winsound.PlaySound(file, flags)


class Speaker:
    """Plays the WAV files of a folder by their names; the newest sound wins."""

    def __init__(self, sounds: Path, find: Callable[[], Player | None] = player) -> None:
        """Nothing is looked for and no thread runs before the first sound."""
        self._sounds = sounds
        self._find = find
        self._wanted: SimpleQueue[tuple[str, int] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._open = True

    def play(self, name: str, volume: int = LOUDEST) -> None:
        """Play the sound at a volume of 0 to 100 and return at once."""
        if not self._open or volume <= 0:
            return
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="sanduq-speaker", daemon=True)
            self._thread.start()
        self._wanted.put((name, min(volume, LOUDEST)))

    def close(self) -> None:
        """Be silent for good."""
        self._open = False
        if self._thread is not None:
            self._wanted.put(None)
            self._thread.join()

    def _run(self) -> None:
        play = self._find()
        playing: Playing | None = None
        # A full disk makes no sound, and that is all that it does here.
        with suppress(OSError), TemporaryDirectory(prefix="sanduq-") as folder:
            while wanted := self._newest(playing):
                if playing:
                    playing.stop()
                playing = play and self._start(play, Path(folder), *wanted)
            if playing:
                playing.stop()

    def _newest(self, playing: Playing | None) -> tuple[str, int] | None:
        """What is wanted next; what plays longer than any sound is stopped meanwhile."""
        try:
            wanted = self._wanted.get(timeout=PATIENCE_S if playing else None)
        except Empty:
            if playing:
                playing.stop()
            wanted = self._wanted.get()
        while wanted and not self._wanted.empty():
            wanted = self._wanted.get()
        return wanted

    def _start(self, play: Player, folder: Path, name: str, volume: int) -> Playing | None:
        file = folder / f"{name}-{volume}.wav"
        with suppress(OSError, EOFError, wave.Error):
            if not file.exists():
                quiet(self._sounds / f"{name}.wav", file, volume)
            return play(file)
        return None


def quiet(source: Path, target: Path, volume: int) -> None:
    """Copy a WAV file of 16 bits at this volume; half the volume sounds half as loud."""
    # No player of all these systems takes a volume in the same way, so the samples do.
    factor = (volume / LOUDEST) ** 2
    with wave.open(str(source), "rb") as file:
        settings, frames = file.getparams(), file.readframes(file.getnframes())
    softer = array("h", (round(sample * factor) for sample in array("h", frames)))
    with wave.open(str(target), "wb") as file:
        file.setparams(settings)
        file.writeframes(softer.tobytes())
