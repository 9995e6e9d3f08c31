#!/usr/bin/env python3
"""Sets the project up and runs its commands; needs nothing but Python 3.11 or newer.

python3 dev.py run [ARGS]       open the till; without a display, play it offscreen
python3 dev.py test [ARGS]      check, then the tests; ARGS go to pytest alone
python3 dev.py check            format, lint, import rules, types
python3 dev.py bench [ARGS]     the benchmarks
python3 dev.py shots [ARGS]     pictures of every screen and state
python3 dev.py sanduq -- ARGS   the command line
python3 dev.py lock [ARGS]      pin the dependencies anew; --upgrade takes newer ones
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "packaging" / "lock.txt"
TRANSLATIONS = ROOT / "translations"
VENV = ROOT / ".venv"
STAMP = VENV / "sanduq-stamp"
GATE = VENV / "sanduq-gate"
WINDOWS = sys.platform == "win32"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
SUFFIX = ".exe" if WINDOWS else ""
PYTHON = BIN / f"python{SUFFIX}"

# What Qt's widgets, its offscreen and its xcb plugin load on Linux: library, Debian's package.
# Libraries that the packages of these depend on are not named.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# A real window, with keys pressed and keyboards changed from outside.
TEST_LIBRARIES = {"libXtst.so.6": "libxtst6"}
TEST_PROGRAMS = {"Xvfb": "xvfb", "initdb": "postgresql", "setxkbmap": "x11-xkb-utils"}
# Where Debian keeps the programs of PostgreSQL's server, outside PATH.
OTHER_PLACES = "usr/lib/postgresql/*/bin"


# The system


def packages_for(command: str, *, build: bool) -> set[str]:
    """Debian's names of what the system lacks for a command; probes only, installs nothing."""
    found: set[str] = set()
    if not sys.platform.startswith("linux"):
        return found
    if build and importlib.util.find_spec("ensurepip") is None:
        found.add(f"python3.{sys.version_info.minor}-venv")
    if command in {"run", "test", "bench", "shots"}:
        found |= lacking(LIBRARIES, has_library)
    if command == "test":
        found |= lacking(TEST_LIBRARIES, has_library) | lacking(TEST_PROGRAMS, has_program)
    return found


def lacking(needs: Mapping[str, str], has: Callable[[str], bool]) -> set[str]:
    """The packages of those needs that are not there."""
    return {package for name, package in needs.items() if not has(name)}


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_program(name: str) -> bool:
    return shutil.which(name) is not None or any(Path("/").glob(f"{OTHER_PLACES}/{name}"))


def install_command(packages: Iterable[str]) -> list[str]:
    """The one apt-get call that brings the packages."""
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    return ["apt-get", *wait, "install", "-y", "--no-install-recommends", *sorted(packages)]


def remedy(packages: Iterable[str], *, apt: bool) -> str:
    """The one line that tells a person how to bring the packages."""
    if apt:
        return f"sudo apt-get update && sudo {shlex.join(install_command(packages))}"
    names = " ".join(sorted(packages))
    return f"Install with this system's package manager what Debian calls: {names}"


def install(packages: set[str]) -> None:
    """Brings missing system packages; only root on Debian or Ubuntu can, others are told how."""
    apt = has_program("apt-get")
    if not apt or sys.platform == "win32" or os.geteuid() != 0:
        fail(f"The system lacks some packages. Run this once:\n{remedy(packages, apt=apt)}")
    step("system: package lists", ["apt-get", "-o", "DPkg::Lock::Timeout=300", "update"])
    step(f"system: packages ({len(packages)})", install_command(packages))


# The environment


def stamp(lock: bytes, project: str, machine: str) -> str:
    """What an environment was made from; another stamp asks for another environment."""
    import tomllib  # here, so that an older Python can still say that it is too old

    table = tomllib.loads(project)
    ours = table["project"]
    wishes = [ours.get("dependencies"), ours.get("optional-dependencies")]
    wishes.append(table.get("dependency-groups"))
    parts = (lock, json.dumps(wishes).encode(), machine.encode())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def wanted_stamp() -> str:
    machine = f"{sys.implementation.cache_tag} {platform.machine()} {ROOT}"
    return stamp(LOCK.read_bytes(), PROJECT.read_text(encoding="utf-8"), machine)


def is_ready(wanted: str, stamp_file: Path = STAMP, python: Path = PYTHON) -> bool:
    """True only for an environment that was finished and is still what is wanted."""
    try:
        return stamp_file.read_text(encoding="utf-8") == wanted and python.exists()
    except (OSError, ValueError):
        return False


def set_up(command: str) -> None:
    """Makes whatever the command needs and is not there; costs milliseconds when all is."""
    wanted = wanted_stamp()
    if command == "lock" and (BIN / f"uv{SUFFIX}").exists():
        return
    if is_ready(wanted) and not packages_for(command, build=False):
        return
    with one_at_a_time():
        build = not is_ready(wanted)
        if packages := packages_for(command, build=build):
            install(packages)
        if build:
            make_environment()
            STAMP.write_text(wanted, encoding="utf-8")


def make_environment() -> None:
    """Makes .venv from nothing out of the lock file; the caller writes the stamp, last of all."""
    STAMP.unlink(missing_ok=True)
    for item in VENV.iterdir():
        if item == GATE:
            continue
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item)
        else:
            item.unlink()
    # Started from inside .venv, this process's own interpreter was removed just now.
    python = getattr(sys, "_base_executable", sys.executable)
    step("environment", [python, "-m", "venv", str(VENV)])
    pins = sum("==" in line for line in LOCK.read_text(encoding="utf-8").splitlines())
    pip = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    strict = ["--no-deps", "--require-hashes", "--only-binary=:all:"]
    step(f"{pins} pinned packages", [*pip, *strict, "-r", str(LOCK)])
    link_project()


def link_project() -> None:
    """Makes the tree importable and `sanduq` a command of the environment, without a build."""
    answer = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    link = Path(answer.stdout.strip()) / "sanduq-tree.pth"
    # The interpreter reads .pth files in the locale's encoding.
    link.write_text(f"{ROOT}\n", encoding="locale")
    if WINDOWS:
        (BIN / "sanduq.cmd").write_text('@"%~dp0python.exe" -m app %*\n', encoding="ascii")
        return
    script = BIN / "sanduq"
    script.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m app "$@"\n', encoding="ascii")
    script.chmod(0o755)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Lets one set-up in; the system itself opens the gate again when that one dies."""
    VENV.mkdir(exist_ok=True)
    with GATE.open("a+b") as gate:
        # Children hold the gate too: a pip that outlives its killed parent is waited for.
        os.set_inheritable(gate.fileno(), True)
        if not close_gate(gate.fileno()):
            say("set-up: waiting for another one to end")
            while not close_gate(gate.fileno()):
                time.sleep(0.2)
        yield


if sys.platform == "win32":
    import msvcrt

    def close_gate(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def close_gate(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def compile_translations() -> None:
    """Makes each .qm that is missing or older than its .ts."""
    for source in sorted(TRANSLATIONS.glob("*.ts")):
        made = source.with_suffix(".qm")
        if made.exists() and made.stat().st_mtime >= source.stat().st_mtime:
            continue
        half = source.with_suffix(".qm-half")
        tool = str(BIN / f"pyside6-lrelease{SUFFIX}")
        step(f"translation {source.name}", [tool, "-silent", str(source), "-qm", str(half)])
        half.replace(made)


# The commands


def run(args: list[str]) -> int:
    compile_translations()
    if has_display(os.environ, sys.platform):
        return become("-m", "app", *args)
    return become("-m", "app", "tour", *args, QT_QPA_PLATFORM="offscreen")


def has_display(environ: Mapping[str, str], system: str) -> bool:
    """Whether a window can be seen by somebody."""
    if environ.get("CI"):
        return False
    if not system.startswith("linux"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def test(args: list[str]) -> int:
    compile_translations()
    if check([]) != 0:
        return 1
    os.chdir(ROOT)
    # Half of the time a test of the window waits for a timer or a thread: two share a core well.
    workers = ["-n", str(2 * (os.cpu_count() or 1)), "--dist", "loadgroup"]
    return become("-m", "pytest", *workers, *args, QT_QPA_PLATFORM="offscreen")


def check(args: list[str]) -> int:
    """Runs all checks side by side; a line each, and the whole output of one that failed."""
    if args:
        fail("check takes no arguments.", code=2)
    checks = {
        "format": [str(BIN / f"ruff{SUFFIX}"), "format", "--check"],
        "lint": [str(BIN / f"ruff{SUFFIX}"), "check"],
        "imports": [str(BIN / f"lint-imports{SUFFIX}")],
        "types": [str(PYTHON), "-m", "mypy"],
    }
    failed = False
    with ThreadPoolExecutor(len(checks)) as pool:
        runs = {pool.submit(captured, command): name for name, command in checks.items()}
        for done in as_completed(runs):
            code, output, seconds = done.result()
            failed = failed or code != 0
            word = "ok" if code == 0 else "FAILED"
            print(f"check: {runs[done]:<37} {seconds:6.1f} s  {word}", flush=True)
            if code != 0:
                print(output, flush=True)
    return 1 if failed else 0


def bench(args: list[str]) -> int:
    return become("-m", "benchmarks", *args, QT_QPA_PLATFORM="offscreen")


def shots(args: list[str]) -> int:
    compile_translations()
    return become("-m", "tests.pictures", *args, QT_QPA_PLATFORM="offscreen")


def sanduq(args: list[str]) -> int:
    return become("-m", "app", *(args[1:] if args[:1] == ["--"] else args))


def lock(args: list[str]) -> int:
    """Writes the lock file for all systems at once; pins that still fit stay as they are."""
    command = [str(BIN / f"uv{SUFFIX}"), "pip", "compile", "--quiet", "--universal"]
    command += ["--python-version", "3.11", "--group", "dev", "--extra", "hub"]
    command += ["--generate-hashes"]
    command += ["--no-emit-index-url", "--custom-compile-command", "python3 dev.py lock"]
    command += ["--output-file", "packaging/lock.txt", *args, "pyproject.toml"]
    step("packaging/lock.txt", command)
    return 0


# How things are run and said


def say(text: str, *, end: str = "\n") -> None:
    """Set-up talks on stderr: stdout belongs to the command."""
    print(text, end=end, file=sys.stderr, flush=True)


def fail(text: str, *, code: int = 1) -> NoReturn:
    say(text)
    sys.exit(code)


def step(name: str, command: list[str]) -> None:
    """Runs one step of the set-up on one line; a failed one shows its output and ends all."""
    say(f"set-up: {name:<36} ", end="")
    code, output, seconds = captured(command, keep_gate=True)
    if code != 0:
        fail(f" FAILED\n{output}\nThis did not work: {shlex.join(command)}")
    say(f"{seconds:6.1f} s")


def captured(command: list[str], *, keep_gate: bool = False) -> tuple[int, str, float]:
    """Exit code, whole output and seconds of a command."""
    start = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=not keep_gate,
        check=False,
    )
    return done.returncode, done.stdout, time.monotonic() - start


def become(*args: str, **environ: str) -> int:
    """Lets the environment's Python take this process's place: its exit code, its output."""
    command, variables = [str(PYTHON), *args], {**os.environ, **environ}
    if not WINDOWS:  # where exec would return to the shell at once
        os.execve(command[0], command, variables)  # noqa: S606
    return subprocess.call(command, env=variables)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "shots": shots,
    "sanduq": sanduq,
    "lock": lock,
}


def main(argv: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - an older one must hear it from here
        fail("Sanduq needs Python 3.11 or newer.")
    name, args = (argv[0], argv[1:]) if argv else ("--help", [])
    if name in {"-h", "--help"}:
        print(__doc__)
        return 0
    if name not in COMMANDS:
        fail(f"There is no command {name!r}.\n{__doc__}", code=2)
    set_up(name)
    return COMMANDS[name](args)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
