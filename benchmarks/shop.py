"""The shops that are measured: demo catalogues made once by the product, and bare connections."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.storage import driver
from app.storage.schema import REVISION
from app.storage.store import FILE_NAME
from benchmarks.measure import timed

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
SEED = 1

_LABEL = "label.json"

# A kept shop is made anew when one of these has changed.
_RECIPE = (
    "app/domain/text.py",
    "app/services/demo.py",
    "app/storage/migrations/versions/v0001_first.py",
    "app/storage/schema.py",
    "resources/demo/catalogue.json",
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many products a usual and a large shop have."""

    usual: int
    large: int


FULL = Sizes(100_000, 1_000_000)
QUICK = Sizes(10_000, 20_000)  # to try out a change; its figures are no proof


def sanduq(*arguments: str) -> list[str]:
    """The command line that runs the product as a process of its own."""
    return [sys.executable, "-m", "app", *arguments]


def run(command: list[str]) -> None:
    """Run a process to its end, as it runs at the counter: from compiled files."""
    usual = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=ROOT, env=usual, stdout=subprocess.DEVNULL, check=True)


def make(folder: Path, products: int) -> float:
    """Make a demo shop in a folder; how many milliseconds `init` took."""
    demo = ("init", "--demo", "--products", str(products), "--seed", str(SEED))
    return timed(run, sanduq("--data", str(folder), *demo))


def demo_shop(products: int) -> Path:
    """The folder of a demo shop of this size, kept from run to run; not to be changed."""
    folder = _folder(products)
    recipe = {"revision": REVISION, "seed": SEED, "made_from": _digest()}
    if _label(products).get("recipe") != recipe:
        shutil.rmtree(folder, ignore_errors=True)
        print(f"making a shop of {products:,} products …", file=sys.stderr, flush=True)
        label = {"recipe": recipe, "init_ms": make(folder, products)}
        (folder / _LABEL).write_text(json.dumps(label), "utf-8")
    return folder


def init_ms(products: int) -> float:
    """How long `init` took when the kept shop of this size was made."""
    return float(_label(products)["init_ms"])


def _folder(products: int) -> Path:
    return OUT / "shops" / str(products)


def _label(products: int) -> dict[str, Any]:
    try:
        label: dict[str, Any] = json.loads((_folder(products) / _LABEL).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return label


def _digest() -> str:
    # Before a release the schema changes without a new revision.
    digest = hashlib.sha256()
    for name in _RECIPE:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder on the disk that the shops are on."""
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=OUT, prefix="bench-") as folder:
        yield Path(folder)


def copy_of(shop: Path, folder: Path) -> Path:
    """The folder with a copy of the shop, free to be changed."""
    folder.mkdir()
    shutil.copy(shop / FILE_NAME, folder / FILE_NAME)
    return folder


@contextmanager
def bare(folder: Path, *, checkpoint_pages: int = driver.USUAL_CHECKPOINT) -> Iterator[Any]:
    """A connection to the shop's database without SQLAlchemy: same library, same pragmas."""
    connection = driver.connect(folder / FILE_NAME, checkpoint_pages=checkpoint_pages)
    try:
        yield connection
    finally:
        connection.close()
