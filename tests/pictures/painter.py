"""Paints scenes in one language at sizes of one scale, in a process of its own."""

from __future__ import annotations

import json
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.ui import start, theme
from tests.pictures import rule
from tests.pictures.rule import Finding
from tests.pictures.scene import Scene
from tests.pictures.scenes import ALL
from tests.pictures.shops import Shelf
from tests.pictures.stage import Look, Stage
from tests.pictures.till_stage import TillStage
from tests.pictures.wizard_stage import WizardStage


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the book: a picture's file, or the trouble that came instead; what was found."""

    scene: str
    look: Look
    file: str = ""
    trouble: str = ""
    found: tuple[Finding, ...] = ()


def staged(
    app: QApplication, scenes: Sequence[Scene], look: Look, shelf: Shelf
) -> Iterator[tuple[Scene, Stage]]:
    """Each scene that fits the look, and a clear stage for it; those of a shop share it."""
    for shop, group in groupby(sorted(scenes, key=lambda each: each.shop), lambda each: each.shop):
        fitting = [each for each in group if each.fits(look)]
        if not fitting:
            continue
        with tempfile.TemporaryDirectory(prefix="sanduq-stage-") as folder:
            stage = _stage(app, shop, Path(folder), look, shelf)
            try:
                for scene in fitting:
                    stage.clear()
                    yield scene, stage
            finally:
                stage.close()


def paint(
    scenes: Sequence[Scene], looks: Sequence[Look], out: Path, shelf: Shelf
) -> Iterator[Page]:
    """Save pictures of each scene in both themes; `looks` differ in their size alone."""
    for scene, stage in staged(start.application(), scenes, looks[0], shelf):
        try:
            scene.play(stage)
        except AssertionError as error:
            yield Page(scene.name, stage.look, trouble=str(error))
            continue
        for name in (stage.look.theme, _other(stage.look.theme)):
            stage.turn(name)
            for look in looks:
                stage.resize(look.width, look.height)
                seen = stage.look_at()
                file = f"{scene.name}_{look.language}_{name}_{look.size}.png"
                seen.image.save(str(out / file))
                yield Page(scene.name, stage.look, file, found=tuple(rule.findings(seen)))
        stage.resize(looks[0].width, looks[0].height)


def _stage(app: QApplication, shop: str, folder: Path, look: Look, shelf: Shelf) -> Stage:
    if not shop:
        return WizardStage(app, folder, look)
    return TillStage(app, shelf.copy(shop, folder), look)


def _other(name: str) -> str:
    return theme.DARK if name == theme.LIGHT else theme.LIGHT


def main(wanted: Mapping[str, Any]) -> int:
    """Paint what the book wants: a line of JSON for each page."""
    errors: list[str] = []
    sys.excepthook = lambda *error: errors.append("".join(traceback.format_exception(*error)))
    scenes = [each for each in ALL if each.name in wanted["scenes"]]
    shelf = Shelf(Path(wanted["shelf"]))
    looks = [Look(**each) for each in wanted["looks"]]
    for page in paint(scenes, looks, Path(wanted["out"]), shelf):
        sys.stdout.write(json.dumps(asdict(page)) + "\n")
        sys.stdout.flush()
    sys.stderr.write("\n".join(errors))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
