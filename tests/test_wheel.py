"""The wheel works where the source tree is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
JUNK = {"__pycache__", ".mypy_cache", ".ruff_cache"}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An environment that holds the wheel alone; all other packages are lent to it."""

    python: Path
    packages: Path
    folder: Path

    def run(self, *args: str, stdin: str = "") -> str:
        """The standard output of a Python that sees neither the tree nor this environment."""
        done = subprocess.run(
            [self.python, "-I", *args],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sanduq(self, *args: str, stdin: str = "") -> Any:
        """The one JSON document that a command answers."""
        return json.loads(self.run("-m", "app", "--data", "shop", "--json", *args, stdin=stdin))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder)]
    done = subprocess.run(
        [*build, str(ROOT)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    (made,) = folder.glob("sanduq-*.whl")
    return made


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    folder = tmp_path_factory.mktemp("elsewhere")
    home = folder / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, cwd=folder)
    ask = [str(python), "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    answer = subprocess.run(ask, check=True, stdout=subprocess.PIPE, text=True)
    packages = Path(answer.stdout.strip())
    # A folder that a .pth file names is searched, but its own .pth files, such as the link
    # to this tree, are not read.
    (packages / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="locale")
    return Elsewhere(python, packages, folder)


def files_under(folder: Path) -> set[Path]:
    """The files that belong to a folder, relative to it."""
    found = {file.relative_to(folder) for file in folder.rglob("*") if file.is_file()}
    return {file for file in found if not JUNK & set(file.parts) and file.suffix != ".pyc"}


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    wanted = {f"app/{file.as_posix()}" for file in files_under(ROOT / "app")}
    assert wanted - names_in(wheel) == set()
    assert any(name.startswith("app/storage/migrations/versions/") for name in wanted)


def test_wheel_holds_resources_with_the_fonts(wheel: Path) -> None:
    files = {file.as_posix() for file in files_under(ROOT / "resources")}
    assert {f"app/_shipped/resources/{file}" for file in files} - names_in(wheel) == set()
    assert any(file.startswith("fonts/") and file.endswith(".ttf") for file in files)


def test_wheel_holds_each_translation_compiled(wheel: Path) -> None:
    sources = (ROOT / "translations").glob("*.ts")
    wanted = {f"app/_shipped/translations/{source.stem}.qm" for source in sources}
    assert wanted - names_in(wheel) == set()


def test_wheel_holds_nothing_of_tests_and_tools(wheel: Path) -> None:
    tops = {name.split("/", 1)[0] for name in names_in(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"app"}


def test_import_elsewhere_comes_from_the_wheel(elsewhere: Elsewhere) -> None:
    code = "import app, sys; print(app.__file__); print(*sys.path, sep='\\n')"
    file, *path = elsewhere.run("-c", code).splitlines()
    assert Path(file).is_relative_to(elsewhere.packages)
    assert str(ROOT) not in path


def test_installed_wheel_sells_and_renders_a_receipt(elsewhere: Elsewhere) -> None:
    made = elsewhere.sanduq("init", "--demo", "--products", "50")
    assert made["products"] == 50

    (product,) = elsewhere.sanduq("search", "", "--limit", "1")
    cart: dict[str, Any] = {"lines": [{"product": product["barcode"], "quantity": "2"}]}
    quote = elsewhere.sanduq("quote", "-", stdin=json.dumps(cart))
    cart["payments"] = [{"method": "cash", "amount": quote["payable"]}]
    sale = elsewhere.sanduq("sell", "-", stdin=json.dumps(cart))
    assert (sale["status"], sale["total"]) == ("paid", quote["total"])

    number = sale["number"]
    rendered = elsewhere.sanduq("receipt", number, "--pdf", "receipt.pdf")
    assert (elsewhere.folder / rendered["path"]).read_bytes().startswith(b"%PDF-")
    text = elsewhere.run("-m", "app", "--data", "shop", "receipt", number, "--text")
    assert number in text
    assert sale["total"] in text
