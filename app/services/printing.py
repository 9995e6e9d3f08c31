"""Printing: a queue of receipts and order slips, and its worker.

A printer may fail; no sale waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain import trial
from app.domain.errors import Refusal, Trouble
from app.domain.order_slip import job_number, order_of
from app.domain.receipt import Receipt
from app.domain.shop import Shop
from app.services import invoices, order_slip, orders
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import invoice, journal, print_queue, setting
from app.storage.print_queue import PrintJob
from app.storage.store import Store, Unit

# A receipt as a PDF in one of the shop's forms; and a PDF to a printer: name, content, title.
Render = Callable[[Receipt, str], bytes]
Send = Callable[[str, bytes, str], None]

# Longer than a printer may take to answer: after it another worker takes the job over.
CLAIM = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=1)
# Nobody expects a receipt of yesterday to come out of the printer.
OLDEST = timedelta(days=1)


def queue(
    unit: Unit, number: str, counter: Counter, *, copy: bool, printer: str = "", form: str = ""
) -> tuple[int, Changes]:
    """Queue a print of a stored document, on the shop's printer unless another is named.

    Gives the job's id. A sale queues its own first print; see `checkout`.
    """
    printer = printer or counter.shop.printer
    form = form or counter.shop.receipt_form
    if not printer:
        raise Refusal("no_printer", "This shop has no printer set.")
    invoices.get(unit, number)
    at = counter.source.now()
    job_id = print_queue.put(unit, number, printer=printer, form=form, copy=copy, at=at)
    if copy:
        data: dict[str, object] = {"printer": printer, "form": form}
        journal.write(unit, "copy_queued", number, data, actor=counter.cashier, at=at)
    unit.commit()
    return job_id, Changes(print_jobs=True)


def queue_last(unit: Unit, counter: Counter) -> tuple[str, Changes]:
    """Queue a copy of the register's newest document; its number."""
    number = invoice.last_number(unit, counter.register.id)
    if not number:
        raise Refusal("no_invoice", "This register has made no invoice yet.")
    _, changes = queue(unit, number, counter, copy=True)
    return number, changes


def print_slip(unit: Unit, order_id: int, counter: Counter) -> tuple[int, Changes]:
    """Queue a print of an online order's slip, on the shop's printer; the job's id."""
    shop = counter.shop
    if not shop.printer:
        raise Refusal("no_printer", "This shop has no printer set.")
    orders.get(unit, order_id)
    number, at = job_number(order_id), counter.source.now()
    job_id = print_queue.put(
        unit, number, printer=shop.printer, form=shop.receipt_form, copy=False, at=at
    )
    unit.commit()
    return job_id, Changes(print_jobs=True)


def work(store: Store, render: Render, send: Send, now: Callable[[], datetime]) -> PrintJob | None:
    """Print the next due job; how it stands then, None when nothing is due.

    A printer's trouble is no error here: the job waits, a little longer each time, and its message
    says why. What a person must decide (it is too old, it can't be made) is held; a developer's
    mistake is raised after that. The store is free while the printer works.
    """
    job = _take(store, now())
    if job is None:
        return None
    try:
        _refuse_old(job, now())
        with store.read() as unit:
            document = _document(unit, job)
        send(job.printer, render(document, job.form), document.number)
    except Trouble as trouble:
        return _wait(store, job, trouble, now())
    except Refusal as refusal:
        return _hold(store, job, refusal.message)
    except Exception:
        _hold(store, job, "The receipt could not be made.")
        raise
    with store.write() as unit:
        settled = print_queue.done(unit, job)
        unit.commit()
    return settled


def test(printer: str, shop: Shop, at: datetime, *, render: Render, send: Send) -> None:
    """Print a test page right away, outside the queue; raises the printer's trouble."""
    if not printer:
        raise Refusal("no_printer", "This shop has no printer set.")
    document = trial.test_page(shop, at)
    send(printer, render(document, shop.receipt_form), document.number)


def _take(store: Store, at: datetime) -> PrintJob | None:
    # Looking is for readers: an idle worker must not stand in the writer's way.
    with store.read() as unit:
        if not print_queue.is_due(unit, at):
            return None
    with store.write() as unit:
        job = print_queue.take(unit, at=at, until=at + CLAIM)
        unit.commit()
    return job


def _document(unit: Unit, job: PrintJob) -> Receipt:
    shop = setting.load_shop(unit)
    order_id = order_of(job.number)
    if order_id is None:
        return invoices.document(unit, shop, job.number, copy=job.copy)
    return order_slip.document(unit, shop, order_id, copy=job.copy)


def _refuse_old(job: PrintJob, at: datetime) -> None:
    if at - job.created_at > OLDEST:
        raise Refusal("old_print_job", "It has waited for more than a day.")


def _wait(store: Store, job: PrintJob, trouble: Trouble, at: datetime) -> PrintJob:
    # A silent printer may have printed all the same; better twice than not at all.
    silent = trouble.code == "printer_silent"
    with store.write() as unit:
        again = at + pause(job.attempts)
        settled = print_queue.failed(unit, job, trouble.message, not_before=again, copy=silent)
        unit.commit()
    return settled


def _hold(store: Store, job: PrintJob, message: str) -> PrintJob:
    with store.write() as unit:
        settled = print_queue.hold(unit, job, message)
        unit.commit()
    return settled


def pause(attempts: int) -> timedelta:
    """How long a printer is left alone after so many attempts: 2, 4, 8 … seconds, at most 60."""
    return min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_PAUSE)


def unfinished(unit: Unit) -> list[PrintJob]:
    """The jobs that no printer has taken yet, the oldest first."""
    return print_queue.unfinished(unit)


def retry(unit: Unit, job_id: int, counter: Counter) -> Changes:
    """A person wants this job now, as if it were queued just now."""
    job = _removed(unit, job_id)
    at = counter.source.now()
    print_queue.put(unit, job.number, printer=job.printer, form=job.form, copy=job.copy, at=at)
    unit.commit()
    return Changes(print_jobs=True)


def again(unit: Unit, number: str, counter: Counter) -> tuple[None, Changes]:
    """A person wants this document on paper: what waits is due now, what was printed is copied."""
    job = next((each for each in print_queue.unfinished(unit) if each.number == number), None)
    if job is None:
        _, changes = queue(unit, number, counter, copy=True)
        return None, changes
    if job.state == print_queue.PRINTING:
        return None, Changes(print_jobs=True)
    return None, retry(unit, job.id, counter)


def drop(unit: Unit, job_id: int) -> Changes:
    """A person does not want this job any more."""
    _removed(unit, job_id)
    unit.commit()
    return Changes(print_jobs=True)


def _removed(unit: Unit, job_id: int) -> PrintJob:
    job = print_queue.remove(unit, job_id)
    if job is None:
        raise Refusal("unknown_print_job", f"No print job {job_id} waits.")
    return job


def set_printer(
    unit: Unit, name: str, form: str, counter: Counter, *, known: Collection[str]
) -> tuple[Shop, Changes]:
    """Print on this one of the `known` printers from now on; on none for an empty name.

    What waits for the printer before moves to the new one and is due at once.
    """
    shop = counter.shop
    if name and name not in known:
        names = ", ".join(known) or "none"
        raise Refusal("unknown_printer", f"There is no printer “{name}”; there is {names}.")
    changed = replace(shop, printer=name, receipt_form=form or shop.receipt_form)
    setting.save_shop(unit, changed)
    if name:
        print_queue.move(unit, old=shop.printer, new=name)
    data: dict[str, object] = {"form": changed.receipt_form}
    at = counter.source.now()
    journal.write(unit, "printer_set", name, data, actor=counter.cashier, at=at)
    unit.commit()
    return changed, Changes(settings=True, print_jobs=True)
