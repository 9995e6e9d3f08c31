"""The window: language, theme, size and motion; a change is kept at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.preference import SCALES, THEMES, Preferences
from app.ui import figure
from app.ui.settings.section import PreferenceSection
from app.ui.widgets import tag
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.remark import Remark
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.toggle import Toggle

LANGUAGES = ("", "en", "ar")


class WindowForm(PreferenceSection):
    """How the window looks; a new size needs a restart of the window."""

    restart_asked = Signal()

    def __init__(self, scale: int) -> None:
        """`scale` is the one that the window has now."""
        super().__init__("window")
        self._scale = scale
        self.language = Segmented(
            "window_language", [("language_system", ""), ("language_en", ""), ("language_ar", "")]
        )
        self.theme = Segmented(
            "window_theme", [("theme_light", "sun"), ("theme_dark", "moon"), ("theme_system", "")]
        )
        self.scale = Segmented("window_scale", [(f"scale_{each}", "") for each in SCALES])
        self.motion = Toggle("reduce_motion")
        self.note = Remark("restart_note")
        self.restart = Button("restart", OUTLINED, icon="refresh")
        self._lay_out()
        for part in (self.language, self.theme, self.scale):
            part.chosen.connect(self._edit)
        self.motion.clicked.connect(self._edit)
        self.restart.clicked.connect(self.restart_asked)
        self.retranslate()

    def _lay_out(self) -> None:
        self._panels = {
            name: Panel(f"panel_{name}") for name in ("language", "theme", "scale", "motion")
        }
        again = QHBoxLayout()
        again.setSpacing(12)
        again.addWidget(self.note, 1)
        again.addWidget(self.restart)
        rows: dict[str, QWidget] = {
            "language": self.language,
            "theme": self.theme,
            "scale": self.scale,
        }
        for name, panel in self._panels.items():
            if name in rows:
                row = QHBoxLayout()
                row.addWidget(rows[name])
                row.addStretch()
                panel.column.addLayout(row)
            self.column.addWidget(panel)
        self._panels["scale"].column.addLayout(again)
        self._panels["motion"].column.addWidget(self.motion)
        self.column.addStretch()

    def fill(self, preferences: Preferences) -> None:
        self.language.choose(LANGUAGES.index(preferences.language))
        self.theme.choose(THEMES.index(preferences.theme))
        self.scale.choose(SCALES.index(preferences.scale))
        self.motion.setChecked(preferences.reduce_motion)
        self._show()

    def draft(self, preferences: Preferences) -> Preferences:
        return replace(
            preferences,
            language=LANGUAGES[self.language.current()],
            theme=THEMES[self.theme.current()],
            scale=SCALES[self.scale.current()],
            reduce_motion=self.motion.isChecked(),
        )

    def _edit(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        differs = SCALES[self.scale.current()] != self._scale
        words = self.tr("The window must start again for this. The open sale is kept.")
        self.note.say(words if differs else "", tag.INFO)
        self.restart.setVisible(differs)

    def retranslate(self) -> None:
        self._panels["language"].label(self.tr("Language"))
        self._panels["theme"].label(self.tr("Colours"))
        self._panels["scale"].label(self.tr("Size of text and buttons"))
        self._panels["motion"].label(self.tr("Motion"))
        # Each language is written in itself, so that everybody finds their own.
        self.language.label([self.tr("As the computer"), "English", "العربية"])
        self.theme.label([self.tr("Light"), self.tr("Dark"), self.tr("As the computer")])
        self.scale.label([figure.number(f"{each}%") for each in SCALES])
        self.motion.label(
            self.tr("Reduce motion"), self.tr("Nothing slides, fades or flashes on the screen.")
        )
        self.restart.label(self.tr("Restart now"))
        self._show()
