"""Sounds: all of them on or off, how loud, and each of them; a change is kept at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.preference import Preferences
from app.ui import figure, font, paint
from app.ui.settings.section import PreferenceSection
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.label import Picture, label
from app.ui.widgets.panel import Panel
from app.ui.widgets.slider import Slider
from app.ui.widgets.toggle import Toggle

# Those that something in the window makes.
HEARD = ("scan", "refused", "attention", "complete", "order")
LOUDEST, STEP = 100, 5


class SoundForm(PreferenceSection):
    """What is heard at this till."""

    play_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("sounds")
        self.all = Toggle("sounds")
        self.volume = Slider("volume", most=LOUDEST, step=STEP)
        self.each = {name: Toggle(f"sound_{name}") for name in HEARD}
        self.plays = {name: Button(f"play_{name}", OUTLINED, icon="play") for name in HEARD}
        self._caption = label("volume_caption", 15, font.MEDIUM)
        self._share = label("volume_share", 15, font.SEMI_BOLD)
        self._share.setFixedWidth(52)
        self._share.align(paint.CENTRE)
        self._lay_out()
        self.all.clicked.connect(self._edit)
        self.volume.valueChanged.connect(self._edit)
        self.volume.sliderMoved.connect(self._show_share)
        for name in HEARD:
            self.each[name].clicked.connect(self._edit)
            self.plays[name].clicked.connect(lambda _=False, name=name: self.play_asked.emit(name))
        self.retranslate()

    def _lay_out(self) -> None:
        self._general, self._single = Panel("panel_sounds"), Panel("panel_each_sound")
        loud = QHBoxLayout()
        loud.setSpacing(12)
        for part in (Picture("sound", "text-2", 20), self._caption, self.volume, self._share):
            loud.addWidget(part, 1 if part is self.volume else 0)
        self._general.column.addWidget(self.all)
        self._general.column.addLayout(loud)
        for name in HEARD:
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(self.plays[name])
            row.addWidget(self.each[name], 1)
            self._single.column.addLayout(row)
        self.column.addWidget(self._general)
        self.column.addWidget(self._single)
        self.column.addStretch()

    def fill(self, preferences: Preferences) -> None:
        self.all.setChecked(preferences.sounds)
        # Who shows a value has not chosen it.
        was_blocked = self.volume.blockSignals(True)
        self.volume.setValue(preferences.volume)
        self.volume.blockSignals(was_blocked)
        self._show_share(preferences.volume)
        for name, toggle in self.each.items():
            toggle.setChecked(name not in preferences.muted)

    def draft(self, preferences: Preferences) -> Preferences:
        muted = {name for name, toggle in self.each.items() if not toggle.isChecked()}
        return replace(
            preferences,
            sounds=self.all.isChecked(),
            volume=self.volume.value(),
            muted=frozenset((preferences.muted - set(HEARD)) | muted),
        )

    def _edit(self) -> None:
        self._show_share(self.volume.value())
        self.edited.emit()

    def _show_share(self, volume: int) -> None:
        self._share.setText(figure.number(f"{volume}%"))

    def retranslate(self) -> None:
        self._general.label(self.tr("Sounds of this till"))
        self._single.label(
            self.tr("Which sounds"), self.tr("What a sound says is always on the screen too.")
        )
        self.all.label(self.tr("Play sounds"))
        self._caption.setText(self.tr("Volume"))
        self.volume.setAccessibleName(self.tr("Volume"))
        words = {
            "scan": self.tr("Product scanned"),
            "refused": self.tr("Code not found, or refused"),
            "attention": self.tr("Something needs a look"),
            "complete": self.tr("Sale complete"),
            "order": self.tr("New online order"),
        }
        for name in HEARD:
            self.each[name].label(words[name])
            spoken = self.tr("Play: {sound}").format(sound=words[name])
            self.plays[name].label(self.tr("Play"), spoken)
