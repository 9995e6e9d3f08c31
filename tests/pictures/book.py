"""The picture book: `python3 dev.py shots [--out DIR] [NAME…]`.

Draws every scene, or those whose names begin so, in both languages and themes at all sizes, and
writes an index of them with what breaks a rule.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from app.ui import language, theme
from tests.pictures.scene import Scene
from tests.pictures.scenes import ALL
from tests.pictures.stage import SIZES, Look

OUT = Path(__file__).resolve().parents[2] / "out" / "shots"

_STYLE = """
body { font: 15px sans-serif; margin: 24px; }
img { border: 1px solid #999; width: 480px; }
figure { display: inline-block; margin: 8px; }
"""


def main() -> int:
    """Draw the book; 0 when every scene could be drawn."""
    wanted = _arguments()
    scenes = [each for each in ALL if _is_wanted(each, wanted.names)]
    if not scenes:
        sys.stderr.write("There is no such scene; --list names them all.\n")
        return 2
    if wanted.list:
        sys.stdout.writelines(f"{each.name}\n" for each in scenes)
        return 0
    start = time.monotonic()
    wanted.out.mkdir(parents=True, exist_ok=True)
    for old in wanted.out.glob("*.png"):
        if not wanted.names:
            old.unlink()
    pages, errors = _drawn(scenes, wanted.out)
    (wanted.out / "index.html").write_text(_index(scenes, pages), encoding="utf-8")
    troubles = [f"{each['scene']}: {each['trouble']}" for each in pages if each["trouble"]]
    for line in (*_summed(pages), *troubles, *errors):
        sys.stdout.write(f"{line}\n")
    took = time.monotonic() - start
    drawn = sum(bool(each["file"]) for each in pages)
    sys.stdout.write(f"{drawn} pictures in {took:.0f} s: {wanted.out / 'index.html'}\n")
    return 1 if troubles or errors else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py shots", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="scenes, or how they begin")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR")
    parser.add_argument("--list", action="store_true", help="name the scenes")
    return parser.parse_args()


def _is_wanted(scene: Scene, names: Sequence[str]) -> bool:
    return not names or any(scene.name.startswith(each) for each in names)


def _runs() -> list[list[Look]]:
    """The looks that a process paints; those that take the longest come first."""
    usual = [each for each in SIZES if each[2] == 1]
    scaled = [each for each in SIZES if each[2] != 1]
    return [
        [Look(code, theme.LIGHT, *size) for size in sizes]
        for sizes in (usual, scaled)
        for code in (language.ENGLISH, language.ARABIC)
    ]


def _drawn(scenes: Sequence[Scene], out: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """All pages and what went wrong; as many processes at once as there are processors."""
    with (
        tempfile.TemporaryDirectory(prefix="sanduq-shelf-") as folder,
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        shelves = [Path(folder) / str(at) for at in range(len(_runs()))]
        done = pool.map(partial(_painted, scenes, out), _runs(), shelves)
        answers = list(done)
    return [page for pages, _ in answers for page in pages], [each for _, each in answers if each]


def _painted(
    scenes: Sequence[Scene], out: Path, looks: Sequence[Look], shelf: Path
) -> tuple[list[dict[str, Any]], str]:
    shelf.mkdir()
    wanted = {
        "scenes": [each.name for each in scenes],
        "looks": [asdict(each) for each in looks],
        "out": str(out.resolve()),
        "shelf": str(shelf),
    }
    scale = looks[0].scale
    done = subprocess.run(
        [sys.executable, "-m", "tests.pictures.painter", json.dumps(wanted)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    pages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    error = f"{looks[0].language} at {scale * 100:.0f} %: {done.stderr}" if done.returncode else ""
    return pages, error


def _summed(pages: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Each thing that was found, once, with the scenes and looks that it was found in."""
    found: dict[str, list[str]] = {}
    for page in pages:
        look = page["look"]
        for each in page["found"]:
            line = f"{each['rule']}: {each['widget']}: {each['said']}"
            where = f"{page['scene']} {look['language']} {look['width']}"
            found.setdefault(line, []).append(where)
    for line, places in sorted(found.items()):
        yield f"{line}  [{places[0]}{f' and {len(places) - 1} more' if len(places) > 1 else ''}]"
    counted = Counter(line.split(":", 1)[0] for line in found)
    yield ", ".join(f"{rule} {count}" for rule, count in sorted(counted.items())) or "no findings"


def _index(scenes: Sequence[Scene], pages: Sequence[dict[str, Any]]) -> str:
    parts = [f"<!doctype html><meta charset=utf-8><title>Sanduq</title><style>{_STYLE}</style>"]
    for scene in scenes:
        parts.append(f"<h2 id={scene.name}>{scene.name}</h2>")
        for page in (each for each in pages if each["scene"] == scene.name and each["file"]):
            file = html.escape(page["file"])
            parts.append(f"<figure><a href={file}><img loading=lazy src={file}></a>")
            parts.append(f"<figcaption>{file}</figcaption></figure>")
    return "\n".join(parts)
