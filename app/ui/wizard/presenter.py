"""The wizard: keeps the answers, tries the printer, and makes the shop. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.domain.country import country
from app.domain.errors import Refusal, SanduqError
from app.domain.shop import Shop
from app.services import new_shop
from app.services.backends import Check
from app.ui import language, sentence
from app.ui.shop import Connecting, Printing
from app.ui.sync import trial
from app.ui.task import Lane
from app.ui.widgets import tag
from app.ui.wizard import draft as drafts
from app.ui.wizard.draft import Draft, wanted
from app.ui.wizard.view import WizardView

KEEP_MS = 300  # after the last change; a lost keystroke or two is no loss
DEVICE_LANES = 3
SHARP_DPI = {"a4": 110.0}


class WizardPresenter(QObject):
    """Asks until there is a shop in the folder; `close` ends everything that it started."""

    resumed = Signal()
    made = Signal()

    def __init__(
        self,
        view: WizardView,
        app: QApplication,
        folder: Path,
        printing: Printing,
        connecting: Connecting,
        *,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._view, self._app = view, app
        self._folder, self._printing, self._now = folder, printing, now
        self._connecting = connecting
        self.draft = Draft(language=language.code(), country=country_of_system())
        self.is_done = False
        self._is_making = self._is_made = False
        self._drawn: Shop | None = None
        # What is kept and what is made stays in order; printers may take their time beside it.
        self._files = Lane("setup", 1, self)
        self._devices = Lane("device", DEVICE_LANES, self)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self._write)
        self._connect()
        view.fill(self.draft)

    def start(self) -> None:
        """Go on where somebody has stopped."""
        folder, usual = self._folder, self.draft
        self._files.submit(lambda: drafts.read(folder, usual), self._resume)

    def next(self) -> None:
        """Go on, when what must be known is known."""
        if self._is_making:
            return
        self._read()
        at = self.draft.step
        if at == 0 and not (self.draft.name or self.draft.name_ar):
            self._view.shop.refuse()
        elif at == 1 and not self._view.tax.is_good():
            self._view.tax.refuse()
        elif at == drafts.STEPS - 1 and self.draft.connect:
            self._try_backend()
        elif at == drafts.STEPS - 1:
            self._make()
        else:
            self._go(at + 1)

    def back(self) -> None:
        """Go back; nothing is forgotten."""
        if not self._is_making and not self._is_made and self.draft.step:
            self._read()
            self._go(self.draft.step - 1)

    def skip(self) -> None:
        """Go on without a VAT number."""
        self._view.tax.forget_number()
        self.next()

    def connect_later(self) -> None:
        """Begin without a back end."""
        if not self._is_making:
            self._read()
            self.draft = replace(self.draft, connect=False)
            self._make()

    def speak(self, code: str) -> None:
        """Speak this language from now on."""
        self._read()
        language.apply_preferred(self._app, code)

    def look(self) -> None:
        """Look which printers there are; that may take seconds."""
        self._view.printer.show_looking(True)
        self._devices.submit(self._printing.names, self._found, self._not_found)

    def test(self) -> None:
        """Print the test page on the printer that is chosen."""
        step, shop, try_out = self._view.printer, self._shop(), self._printing.test
        step.show_testing(True)
        step.say(self.tr("The test page is on its way to the printer."), tag.INFO)
        self._devices.submit(
            lambda: try_out(shop, shop.printer), lambda _: self._tested(), self._not_tested
        )

    def fail(self, error: Exception) -> None:
        """Say what went wrong."""
        self._view.data.say(sentence.of(error), tag.BAD)

    def close(self) -> None:
        """Keep what was answered, and end all threads and timers."""
        if self._keep.isActive():
            self._keep.stop()
            self._write()
        self._files.close(drop=False)
        self._devices.close(drop=True)

    def _connect(self) -> None:
        view = self._view
        view.next_asked.connect(self.next)
        view.back_asked.connect(self.back)
        view.skip_asked.connect(self.skip)
        view.later_asked.connect(self.connect_later)
        view.shop.language_chosen.connect(self.speak)
        view.printer.refresh_asked.connect(self.look)
        view.printer.test_asked.connect(self.test)
        for step in view.steps:
            step.edited.connect(self._edited)
        for lane in (self._files, self._devices):
            lane.failed.connect(self.fail)

    def _resume(self, kept: Draft) -> None:
        self.draft = kept
        language.apply_preferred(self._app, kept.language)
        self._view.fill(kept)
        self._enter()
        self.resumed.emit()

    def _read(self) -> None:
        """Take over what stands in the fields."""
        self.draft = self._view.draft(self.draft)
        self._keep.start()

    def _edited(self) -> None:
        self._read()
        if self.draft.step == self._view.steps.index(self._view.printer):
            self._view.set_tried(False)
            self._draw()

    def _go(self, at: int) -> None:
        self.draft = replace(self.draft, step=at)
        self._view.show_step(at)
        self._enter()

    def _enter(self) -> None:
        if self.draft.step == self._view.steps.index(self._view.printer):
            self.look()
            self._draw()

    def _write(self) -> None:
        folder, draft = self._folder, self.draft
        self._files.submit(lambda: drafts.write(folder, draft), lambda _: None)

    def _shop(self) -> Shop:
        """The shop as it would be now."""
        return new_shop.planned(wanted(self.draft))

    def _found(self, names: Sequence[str]) -> None:
        self._view.printer.show_looking(False)
        self._view.printer.show_printers(names)

    def _not_found(self, error: Exception) -> None:
        self._view.printer.show_looking(False)
        self._view.printer.say(sentence.of(error), tag.WARNING)

    def _tested(self) -> None:
        self._view.printer.show_testing(False)
        words = self.tr("Test sent. Is the Arabic joined and readable, and is the paper cut?")
        self._view.printer.say(words, tag.GOOD)
        self._view.set_tried(True)

    def _not_tested(self, error: Exception) -> None:
        self._view.printer.show_testing(False)
        self._view.printer.say(sentence.of(error), tag.BAD)

    def _draw(self) -> None:
        """Draw the test page; only the last one that was asked for is shown."""
        shop, page = self._shop(), self._printing.test_page
        self._drawn = shop

        def draw() -> QImage:
            from app.documents import picture

            pdf = page(shop, shop.receipt_form)
            sharpness = SHARP_DPI.get(shop.receipt_form, picture.PRINTER_DPI)
            image = picture.image(pdf, sharpness)
            grey = QImage.Format.Format_Grayscale8
            # The picture must own its dots: those of the page go with it.
            return QImage(image.tobytes(), image.width, image.height, image.width, grey).copy()

        def show(image: QImage) -> None:
            if shop is self._drawn:
                self._view.printer.show_picture(image)

        self._devices.submit(draw, show)

    def _try_backend(self) -> None:
        """Ask the back end before anything is made, so that a wrong key is known at once."""
        fields = self._view.data.connect_fields
        backend, key = fields.backend(), fields.key.text()
        if fields.credentials.refuse_no_user():
            return
        if not key:
            words = self.tr("Paste the key, or skip this for now.")
            if fields.credentials.is_login():
                words = self.tr("Give the password, or skip this for now.")
            fields.refuse("no_key", words)
            return
        self._begin(self.tr("Asking the server…"))
        test, user = self._connecting.test, backend.settings.user
        self._devices.submit(
            lambda: test(backend.kind, backend.url, key, user),
            partial(self._tried, user),
            self._not_made,
        )

    def _tried(self, user: str, check: Check) -> None:
        self._is_making = False
        self._view.set_busy(False)
        if check.ok:
            self._make()
        else:
            self._view.data.refuse(check.problem, trial.said(check, user)[0])

    def _begin(self, words: str) -> None:
        self._is_making = True
        self._keep.stop()
        self._view.set_busy(True)
        self._view.data.say(words, tag.INFO)

    def _make(self) -> None:
        self._begin(self.tr("The shop is being made…"))
        folder, shop, at = self._folder, wanted(self.draft), self._now()
        fields, connect = self._view.data.connect_fields, self._connecting.connect
        backend = fields.backend() if self.draft.connect else None
        key = fields.key.text()

        def make() -> None:
            # A shop that was made already only lacks its back end.
            if not self._is_made:
                new_shop.make(folder, shop, at=at)
                self._is_made = True
                drafts.remove(folder)
            if backend is not None:
                connect(folder, backend, key)

        self._files.submit(make, lambda _: self._done(), self._not_made)

    def _done(self) -> None:
        self.is_done = True
        self._view.data.connect_fields.key.clear()
        self.made.emit()

    def _not_made(self, error: Exception) -> None:
        self._is_making = False
        self._view.set_busy(False)
        code = error.code if isinstance(error, SanduqError) else ""
        if code == "no_keyring":
            self._view.data.connect_fields.offer_file()
        self._view.data.refuse(code, sentence.of(error))


def country_of_system() -> str:
    """The country that the system is set to, if its rules are known."""
    code = QLocale.territoryToCode(QLocale.system().territory())
    try:
        return country(code).code
    except Refusal:
        return Draft().country
