"""Language: which one is on, its translations and its direction."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLibraryInfo, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app import resource

ENGLISH, ARABIC = "en", "ar"

_state = {"code": ENGLISH}
_installed: list[QTranslator] = []


def code() -> str:
    """The language that is on."""
    return _state["code"]


def is_arabic() -> bool:
    """Whether Arabic is on."""
    return code() == ARABIC


def of_system() -> str:
    """Arabic where the system speaks it, else English."""
    # Its lists of languages, countries and scripts cost the start more than all texts do.
    from PySide6.QtCore import QLocale

    arabic = QLocale.system().language() == QLocale.Language.Arabic
    return ARABIC if arabic else ENGLISH


def apply_preferred(app: QApplication, preferred: str) -> None:
    """Turn the preferred language on, that of the system for empty text; nothing if it is on."""
    wanted = preferred or of_system()
    if wanted != code():
        apply(app, wanted)


def apply(app: QApplication, wanted: str) -> None:
    """Turn a language on; every widget hears of it as a change of language and of direction."""
    _state["code"] = wanted
    while _installed:
        app.removeTranslator(_installed.pop())
    own = str(resource.translation(f"sanduq_{wanted}.qm"))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath) + f"/qtbase_{wanted}.qm"
    for file in (qt, own):
        translator = QTranslator()
        # A source tree that was not compiled yet has none; the texts are English then.
        if translator.load(file):
            app.installTranslator(translator)
            _installed.append(translator)
    # Without any translation Qt would not tell, but figures and names change all the same.
    QApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))
    rtl = wanted == ARABIC
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
