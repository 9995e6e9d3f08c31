"""Import, export and backup: done beside the window while it sells. No widgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from app.domain.errors import Refusal, SanduqError
from app.domain.progress import Progress
from app.domain.text import isolate
from app.services import backup, export, staged_import
from app.services.counter import Counter
from app.services.product_import import ImportReport
from app.services.unit import Store
from app.ui import figure, sentence
from app.ui.desk import Desk
from app.ui.settings.data_form import EXPORTS, DataForm
from app.ui.settings.file_job import FileJob, documents
from app.ui.settings.found_panel import Found
from app.ui.settings.long_work import LongWork
from app.ui.widgets import tag
from app.ui.widgets.toast import Tone

REASONS = 200  # of refused lines; more are only counted
# What is wrong with the file that was named, rather than with the work.
OF_FILE = {"unknown_file", "bad_csv", "same_file", "file_exists"}


class DataWork(QObject):
    """Serves the data section; what it does goes on when another page is shown."""

    def __init__(self, form: DataForm, desk: Desk) -> None:
        super().__init__(form)
        self._form = form
        self._desk = desk
        self._job = form.bring_in
        self._kind = EXPORTS[0]
        self._proposed: dict[FileJob, str] = {}
        self.work = LongWork(self)
        self.work.told.connect(self._show_done)
        form.bring_in.started.connect(self.check)
        form.bring_in.path_changed.connect(self.forget)
        form.import_asked.connect(self.bring_in)
        form.forget_asked.connect(self.forget)
        form.kind_chosen.connect(self.choose_kind)
        form.export.started.connect(self.export)
        form.backup.started.connect(self.back_up)
        for job in form.jobs():
            job.cancelled.connect(self.work.cancel)

    def enter(self) -> None:
        """The section is shown now: propose files where nobody named one."""
        for job in (self._form.export, self._form.backup):
            if not self.work.is_busy() and job.file.text() == self._proposed.get(job, ""):
                self._propose(job)

    def choose_kind(self, kind: str) -> None:
        """Export another list."""
        self._kind = kind
        self._propose(self._form.export)

    def check(self) -> None:
        """See what an import would do."""
        path, store, counter = self._wanted(self._form.bring_in)
        self._begin(self._form.bring_in, self.tr("Checking the file…"))
        self.work.start(
            lambda progress: staged_import.preview(store, path, counter, progress),
            self._checked,
            self._failed,
        )

    def forget(self) -> None:
        """Do not import this file."""
        self._form.hide_found()

    def bring_in(self) -> None:
        """Import the file that was checked."""
        path, store, counter = self._wanted(self._form.bring_in)
        self._begin(self._form.bring_in, self.tr("Importing products…"))
        self._form.hide_found()
        self.work.start(
            lambda progress: staged_import.import_in_steps(store, path, counter, progress),
            self._imported,
            self._failed,
        )

    def export(self) -> None:
        """Write a list into a new file."""
        path, store, counter = self._wanted(self._form.export)
        write = export.KINDS[self._kind]

        def run(progress: Progress) -> int:
            _refuse_existing(path)
            with store.read() as unit:
                return write(unit, counter, path, progress)

        self._begin(self._form.export, self.tr("Exporting…"))
        self.work.start(run, lambda count: self._exported(path, count), self._failed)

    def back_up(self) -> None:
        """Write a copy of the shop into a new file."""
        path, store, _ = self._wanted(self._form.backup)

        def run(progress: Progress) -> None:
            _refuse_existing(path)
            backup.save(store, path, progress)

        self._begin(self._form.backup, self.tr("Copying the shop…"))
        self.work.start(run, lambda _: self._backed_up(path), self._failed)

    def stop(self) -> None:
        """Stop what is being done and leave no thread behind."""
        self.work.close()

    def _wanted(self, job: FileJob) -> tuple[Path, Store, Counter]:
        return job.path(), self._desk.shop.store, self._desk.counter

    def _propose(self, job: FileJob) -> None:
        stamp = f"{self._desk.now():%Y%m%d-%H%M%S}"
        is_backup = job is self._form.backup
        name = f"sanduq-{stamp}.db" if is_backup else f"{self._kind}-{stamp}.csv"
        job.set_path(documents() / name)
        self._proposed[job] = job.file.text()

    def _begin(self, job: FileJob, words: str) -> None:
        self._job = job
        self._form.begin(job, words)

    def _end(self, words: str, look: tag.Look) -> None:
        self._form.end(self._job, words, look)

    def _show_done(self, done: int, total: int) -> None:
        self._job.progress.show_done(done, total)

    def _checked(self, report: ImportReport) -> None:
        self._end("", tag.PLAIN)
        refused = sorted(report.refused)[:REASONS]
        self._form.show_found(
            Found(
                report.read,
                report.created,
                report.updated,
                report.refused_count,
                tuple(refused),
                report.unknown_columns,
            )
        )

    def _imported(self, report: ImportReport) -> None:
        self._desk.announce(report.changes)
        words = self.tr("Import finished: {new} new, {changed} changed, {refused} refused.")
        look, tone = tag.GOOD, Tone.GOOD
        if report.cancelled:
            words = self.tr("Import stopped: {new} new and {changed} changed are kept.")
            look, tone = tag.WARNING, Tone.WARNING
        words = words.format(
            new=figure.number(f"{report.created:,}"),
            changed=figure.number(f"{report.updated:,}"),
            refused=figure.number(f"{report.refused_count:,}"),
        )
        if report.stopped_by is not None:
            words, look, tone = sentence.of(report.stopped_by), tag.BAD, Tone.BAD
        self._end(words, look)
        self._desk.tell(words, tone)

    def _exported(self, path: Path, count: int) -> None:
        words = self.tr("%n row(s) written to {file}.", "", count)
        self._end(words.format(file=isolate(path.name)), tag.GOOD)
        self._desk.tell(words.format(file=isolate(path.name)))
        self._propose(self._form.export)

    def _backed_up(self, path: Path) -> None:
        words = self.tr("The backup is in {file}.").format(file=isolate(path.name))
        self._end(words, tag.GOOD)
        self._desk.tell(words)
        self._propose(self._form.backup)

    def _failed(self, error: Exception) -> None:
        code = error.code if isinstance(error, SanduqError) else ""
        words = sentence.of(error)
        if code in OF_FILE:
            self._end("", tag.PLAIN)
            self._job.refuse(words)
            self._form.news.emit(self._job.file)
        elif code == "cancelled":
            self._end(words, tag.WARNING)
        else:
            self._end(words, tag.BAD)
            self._desk.fail(error)


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise Refusal("file_exists", f"There is a file {path.name} already; choose another name.")
