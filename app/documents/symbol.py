"""Symbols for scanners: QR codes and Code 128."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import barcode
import segno


class Symbol(NamedTuple):
    """A symbol of `width` × `height` modules, and how many modules of white belong around it.

    `path` is its dark part in PDF operators: one unit to the module, the upper left corner at 0, 0.
    """

    path: str
    width: int
    height: int
    quiet: int


@lru_cache(maxsize=64)
def qr(payload: str) -> Symbol:
    """The payload as a QR code of error level M (ISO/IEC 18004: 4 quiet modules)."""
    code = segno.make(payload, error="m", micro=False)
    side = len(code.matrix)
    return Symbol(_path([map(bool, row) for row in code.matrix]), side, side, 4)


@lru_cache(maxsize=64)
def code128(text: str) -> Symbol | None:
    """The text as Code 128 (ISO/IEC 15417: 10 quiet modules), None where it can't hold the text.

    It is one module high and to be stretched.
    """
    if not text or not text.isascii() or not text.isprintable():
        return None
    modules = "".join(barcode.get("code128", text).build())
    return Symbol(_path([(module == "1" for module in modules)]), len(modules), 1, 10)


def _path(rows: Iterable[Iterable[bool]]) -> str:
    shapes: list[str] = []
    for below, row in enumerate(rows, start=1):
        x = 0
        for dark, modules in groupby(row):
            width = len(list(modules))
            if dark:
                shapes.append(f"{x} -{below} {width} 1 re")
            x += width
    return " ".join(shapes)
