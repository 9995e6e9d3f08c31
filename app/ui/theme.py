"""Theme: the design's colour tokens, and the look made of them."""

from __future__ import annotations

import json
import re
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app import resource

LIGHT, DARK = "light", "dark"

_state = {"name": LIGHT}

_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface-2",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on-primary",
    QPalette.ColorRole.PlaceholderText: "text-3",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
}

_SHEET = """
QListView, QScrollArea {{ border: 0; background: transparent; }}
QToolTip {{ color: {text}; background: {surface}; border: 1px solid {border}; padding: 4px; }}
QScrollBar {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {border}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {border-strong}; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::handle:vertical {{ min-height: 44px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: 0; width: 0; height: 0; }}
"""


def name() -> str:
    """The theme that is on."""
    return _state["name"]


def color(token: str) -> QColor:
    """The colour of a token in the theme that is on."""
    return _colors(name())[token]


def of_system() -> str:
    """Dark where the system is dark, else light."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def apply_preferred(app: QApplication, preferred: str) -> None:
    """Turn the preferred theme on, or the system's; nothing if it is on."""
    wanted = preferred if preferred in {LIGHT, DARK} else of_system()
    if wanted != name():
        apply(app, wanted)


def apply(app: QApplication, wanted: str) -> None:
    """Turn a theme on; every widget hears of it as a change of style."""
    _state["name"] = wanted
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, color(token))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        palette.setColor(disabled, role, color("text-disabled"))
    app.setPalette(palette)
    app.setStyleSheet(sheet(wanted))


@cache
def sheet(wanted: str) -> str:
    """The style sheet: scroll bars, and the properties `tone` (ink) and `fill` (ground)."""
    colors = {token: value.name() for token, value in _colors(wanted).items()}
    rules = [f'*[tone="{token}"] {{ color: {value}; }}' for token, value in colors.items()]
    rules += [f'*[fill="{token}"] {{ background: {value}; }}' for token, value in colors.items()]
    return _SHEET.format(**colors) + "\n".join(rules)


@cache
def _colors(wanted: str) -> dict[str, QColor]:
    return {token: _color(value) for token, value in _tokens()[wanted].items()}


@cache
def _tokens() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(resource.path("tokens.json").read_bytes())
    return found


def _color(value: str) -> QColor:
    if value.startswith("#"):
        return QColor(value)
    red, green, blue, alpha = re.findall(r"[\d.]+", value)
    made = QColor(int(red), int(green), int(blue))
    made.setAlphaF(float(alpha))
    return made
