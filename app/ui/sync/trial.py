"""Trying a back end out: what is asked, and in plain words what came of it. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.text import isolate
from app.services import backends
from app.services.backends import Check
from app.ui import sentence
from app.ui.sync import told
from app.ui.widgets import tag
from app.ui.widgets.tag import Look

WORST_SKEW_MS = 5 * 60_000
_OF_KEY = {"bad_key", "other_system", "no_key", "wrong_key", "forbidden"}
_OF_ADDRESS = {
    *("bad_url", "plain_http", "no_url"),
    *("wrong_address", "redirected", "wrong_host", "no_server"),
}


def said(check: Check, user: str = "") -> tuple[str, Look]:
    """What a check with a key found out, or with the password of a user; and how good that is."""
    if user and check.problem == "wrong_key":
        words = QCoreApplication.translate(
            "sync", "The server does not accept this user and password."
        )
        return words, tag.BAD
    if not check.ok:
        return told.said(check.problem, check.message), tag.BAD
    warnings = list(filter(None, (_clock(check), _sandbox(check))))
    return " ".join([_works(check), *warnings]), tag.WARNING if warnings else tag.GOOD


def _works(check: Check) -> str:
    if not check.business:
        return QCoreApplication.translate("sync", "It works: the server lets this till in.")
    words = QCoreApplication.translate("sync", "Connected to “{business}”.")
    return words.format(business=isolate(check.business))


def _clock(check: Check) -> str:
    if abs(check.clock_skew) <= WORST_SKEW_MS:
        return ""
    minutes = abs(check.clock_skew) // 60_000
    return QCoreApplication.translate(
        "sync", "This computer's clock is %n minute(s) off. Please set it.", "", minutes
    )


def _sandbox(check: Check) -> str:
    if not backends.is_sandbox(check.capabilities):
        return ""
    return QCoreApplication.translate("sync", "This is a sandbox: nothing there is real.")


def failed(error: Exception) -> tuple[str, Look]:
    """Why nothing could be tried."""
    return sentence.of(error), tag.BAD


def is_about_key(code: str) -> bool:
    """Whether a problem is the key's."""
    return code in _OF_KEY


def is_about_address(code: str) -> bool:
    """Whether a problem is the address's."""
    return code in _OF_ADDRESS


def has_field(code: str) -> bool:
    """Whether a problem is to be mended in a field."""
    return is_about_key(code) or is_about_address(code)
