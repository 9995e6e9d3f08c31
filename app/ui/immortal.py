"""Keeps Python's constants alive under a PySide6 that was built for newer Pythons."""

from __future__ import annotations

import ctypes
import sys

_FOREVER = 1 << 60


def keep_constants() -> None:
    """Give None, True, False and NotImplemented more references than can ever be dropped.

    WORKAROUND: PySide6 6.12.0 says that it supports Python 3.10 and 3.11, but returns these
    objects without counting a reference, as is right from Python 3.12 on, where they are immortal
    (PEP 683). Each call of a method without a result then takes one reference of None away, and
    after some thousands the interpreter aborts with “deallocating None”.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for constant in (None, True, False, NotImplemented):
            # ob_refcnt is the first field of every object.
            ctypes.c_ssize_t.from_address(id(constant)).value = _FOREVER
