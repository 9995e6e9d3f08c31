"""A screen of its own for a real window, and keys pressed on it from outside, as a scanner does."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 30.0
MOMENT_S = 3.0
VIEWABLE = 2  # XWindowAttributes.map_state

KEYS = {"\n": "Return", "*": "asterisk", " ": "space", "-": "minus", "+": "plus"}


def can_be_had() -> bool:
    """Whether this machine can show windows on a screen that nobody sees."""
    return sys.platform.startswith("linux") and shutil.which("Xvfb") is not None


def wait(ready: Callable[[], bool], what: str) -> None:
    """Wait for something that another process does."""
    until = time.monotonic() + PATIENCE_S
    while not ready():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(0.02)


def comes(ready: Callable[[], bool]) -> bool:
    """Whether it comes within a moment."""
    until = time.monotonic() + MOMENT_S
    while not ready():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def wait_for(read: Callable[[], object], expected: object) -> None:
    """Wait until something that another process writes is as expected."""
    until = time.monotonic() + PATIENCE_S
    while (found := read()) != expected:
        assert time.monotonic() < until, f"waited in vain: {found} is not {expected}"
        time.sleep(0.02)


class _Attributes(ctypes.Structure):
    # XWindowAttributes of Xlib.h up to what is read here.
    _fields_ = (
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("border_width", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        ("class_", ctypes.c_int),
        ("bit_gravity", ctypes.c_int),
        ("win_gravity", ctypes.c_int),
        ("backing_store", ctypes.c_int),
        ("backing_planes", ctypes.c_ulong),
        ("backing_pixel", ctypes.c_ulong),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    )


class Screen:
    """An X screen; keys are told by what they bear on a US keyboard."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(name.encode()))
        assert self._display, f"there is no screen {name}"
        # Before another layout is on: a scanner's keys stay where they are.
        texts = [chr(code) for code in range(0x20, 0x7F)]
        self._codes = {text: self._code(KEYS.get(text, text)) for text in (*texts, "\n")}

    def scan(self, code: str) -> None:
        """Press the keys of a code and Enter, a millisecond apart."""
        for text in (*code, "\n"):
            self._press(self._codes[text])
        self._x.XFlush(self._display)

    def type(self, text: str) -> None:
        """Press keys as a person does."""
        for each in text:
            shifted = each in "*+"
            self.press("Shift_L", self._codes[each]) if shifted else self._press(self._codes[each])
            time.sleep(0.06)

    def press(self, *keys: str | int) -> None:
        """Press some keys at once, such as Control_L and q."""
        codes = [key if isinstance(key, int) else self._code(key) for key in keys]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x.XFlush(self._display)
        time.sleep(0.06)

    def use_layout(self, layout: str) -> None:
        """Let the keys bear what they do on another keyboard."""
        subprocess.run(["setxkbmap", "-display", self.name, layout], check=True)

    def focus(self, title: str) -> None:
        """Wait for the window with this title and give it the keys."""
        wait(lambda: self._window(title) is not None, f"the window {title}")
        window = self._window(title)
        self._x.XSetInputFocus(self._display, ctypes.c_ulong(window or 0), 1, 0)
        self._x.XSync(self._display, 0)

    def close(self) -> None:
        """Let go of the screen."""
        self._x.XCloseDisplay(self._display)

    def _press(self, code: int) -> None:
        # The screen itself waits a millisecond before each.
        for down in (1, 0):
            self._test.XTestFakeKeyEvent(self._display, code, down, ctypes.c_ulong(1))
        self._x.XFlush(self._display)

    def _code(self, key: str) -> int:
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        symbol = self._x.XStringToKeysym(key.encode()) or ord(key[0])
        return int(self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(symbol)))

    def _window(self, title: str) -> int | None:
        root = self._x.XDefaultRootWindow(self._display)
        parent, count = ctypes.c_ulong(), ctypes.c_uint()
        top = ctypes.c_ulong()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self._x.XQueryTree(
            self._display,
            ctypes.c_ulong(root),
            ctypes.byref(top),
            ctypes.byref(parent),
            ctypes.byref(children),
            ctypes.byref(count),
        )
        for at in range(count.value):
            window = ctypes.c_ulong(children[at])
            name, attributes = ctypes.c_char_p(), _Attributes()
            self._x.XFetchName(self._display, window, ctypes.byref(name))
            self._x.XGetWindowAttributes(self._display, window, ctypes.byref(attributes))
            if name.value == title.encode() and attributes.map_state == VIEWABLE:
                return int(window.value)
        return None


@contextmanager
def screen(size: str = "1366x768x24") -> Iterator[Screen]:
    """A screen for as long as the block takes."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as answer:
            opened = Screen(f":{answer.readline().strip()}")
        yield opened
        opened.close()
    finally:
        server.terminate()
        server.wait()


@contextmanager
def till(on: Screen, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program as a shop runs it, with its window on the screen and the keys its own."""
    usual = {name: text for name, text in os.environ.items() if name != "CI"}
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--data", str(folder)],
        env={**usual, "DISPLAY": on.name, "QT_QPA_PLATFORM": "xcb"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        on.focus("Sanduq")
        yield process
    finally:
        process.kill()
        said, _ = process.communicate()
        sys.stdout.write(f"the till ended with {process.returncode}: {said.decode()}")
