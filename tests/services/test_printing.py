"""Printing: receipts come out in order, once, or as copies; no sale waits for a printer."""

from __future__ import annotations

import multiprocessing
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app import bootstrap
from app.domain.cart import Cart, CartLine
from app.domain.errors import Refusal, Trouble
from app.domain.money import Money
from app.domain.payment import Method, Payment
from app.domain.receipt import Receipt
from app.domain.shop import Seller, Shop
from app.domain.tax import TaxRounding, tax_rate
from app.services import checkout, invoices, new_shop, printing
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import migration, print_queue, setting
from app.storage.opening import open_store
from app.storage.print_queue import DONE, HELD, PRINTING, WAITING, PrintJob
from app.storage.store import Store, Unit

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SHOP = Shop(
    seller=Seller("Palm Grove Market", "متجر النخيل", "SA", "300000000000003"),
    currency="SAR",
    time_zone="Asia/Riyadh",
    prices_include_tax=True,
    rounding=TaxRounding.DOCUMENT,
    printer="Till",
)
DEAD = Trouble("printer", "The printer Till did not take the document: it is on fire.")


@dataclass
class Clock:
    """A clock that stands still until it is told."""

    time: datetime = NOON

    def now(self) -> datetime:
        return self.time

    def forward(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class FakePrinter:
    """Keeps what it prints; fails first as often as it has troubles."""

    troubles: list[Exception] = field(default_factory=list)
    sent: list[tuple[str, bytes, str]] = field(default_factory=list)

    def send(self, name: str, pdf: bytes, title: str) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append((name, pdf, title))

    @property
    def numbers(self) -> list[str]:
        return [title for _, _, title in self.sent]

    @property
    def pages(self) -> list[bytes]:
        return [pdf for _, pdf, _ in self.sent]


def plain(document: Receipt, form: str) -> bytes:
    """A receipt as bytes that show the form and whether it is a copy."""
    return f"{form} {document.number} {'copy' if document.title.mark else 'first'}".encode()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with migration.new_store(tmp_path) as made, made.write() as unit:
        new_shop.furnish(unit, SHOP, at=NOON)
        unit.commit()
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def counter(unit: Unit, clock: Clock) -> Counter:
    found = bootstrap.counter(unit, cashier="Noura")
    return replace(found, source=replace(found.source, now=clock.now))


def sell(store: Store, clock: Clock) -> tuple[str, Changes]:
    with store.write() as unit:
        at = counter(unit, clock)
        line = CartLine("Sukkari Dates", "تمر سكري", Decimal("24.50"), tax_rate("15"))
        cart = Cart(at.shop.pricing, (line,))
        cash = Payment(Method.CASH, Money(Decimal("30.00"), at.currency))
        sale, changes = checkout.complete(unit, cart, [cash], at)
    return sale.number, changes


def sold(store: Store, clock: Clock) -> str:
    return sell(store, clock)[0]


def queue_copy(store: Store, clock: Clock, number: str, *, form: str = "") -> int:
    with store.write() as unit:
        at = counter(unit, clock)
        return printing.queue(unit, number, at, copy=True, form=form)[0]


def work(
    store: Store,
    clock: Clock,
    send: Callable[[str, bytes, str], None],
    render: printing.Render = plain,
) -> PrintJob:
    job = printing.work(store, render, send, clock.now)
    assert job is not None
    return job


def is_idle(store: Store, clock: Clock) -> bool:
    return printing.work(store, plain, FakePrinter([DEAD]).send, clock.now) is None


def unfinished(store: Store) -> list[PrintJob]:
    with store.read() as unit:
        return printing.unfinished(unit)


def set_printer(store: Store, clock: Clock, name: str, form: str = "") -> Changes:
    with store.write() as unit:
        at = counter(unit, clock)
        return printing.set_printer(unit, name, form, at, known=["Till", "Bar"])[1]


# Sales


def test_a_sale_queues_its_receipt(store: Store, clock: Clock) -> None:
    number, changes = sell(store, clock)

    [job] = unfinished(store)
    assert changes.print_jobs
    assert (job.number, job.printer, job.form, job.copy, job.state) == (
        number,
        "Till",
        "slip80",
        False,
        WAITING,
    )


def test_a_sale_without_a_printer_queues_nothing(store: Store, clock: Clock) -> None:
    set_printer(store, clock, "")

    _, changes = sell(store, clock)

    assert not changes.print_jobs
    assert unfinished(store) == []


def test_a_shop_that_prints_on_demand_queues_no_receipt(store: Store, clock: Clock) -> None:
    with store.write() as unit:
        setting.save_shop(unit, replace(SHOP, print_automatically=False))
        unit.commit()

    number, changes = sell(store, clock)

    assert not changes.print_jobs
    assert unfinished(store) == []
    queue_copy(store, clock, number)
    assert [job.number for job in unfinished(store)] == [number]


def test_a_sale_that_is_refused_queues_nothing(store: Store, clock: Clock) -> None:
    with store.write() as unit:
        at = counter(unit, clock)
        with pytest.raises(Refusal, match="nothing in the cart"):
            checkout.complete(unit, Cart(at.shop.pricing), [], at)

    assert unfinished(store) == []


def statements(store: Store, clock: Clock) -> list[str]:
    """How each statement begins that a sale gives to the database."""
    found: list[str] = []
    with store.write() as unit:  # the writer's connection is the one that sells next
        unit.connection.set_trace_callback(found.append)
    sell(store, clock)
    with store.write() as unit:
        unit.connection.set_trace_callback(None)
    return [" ".join(each.split()[:3]) for each in found]


def test_a_printer_costs_a_sale_one_row_and_nothing_else(
    store: Store, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = tmp_path / "called"
    for name in ("lp", "lpstat"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho >> '{called}'\n")
        (tmp_path / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path))
    with_printer = statements(store, clock)
    set_printer(store, clock, "")
    without = statements(store, clock)

    assert "INSERT INTO invoice" in without
    assert [each for each in with_printer if each not in without] == ["INSERT INTO print_job"]
    assert len(with_printer) == len(without) + 1
    assert not called.exists()


def test_a_sale_completes_while_the_printer_hangs(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    first = sold(store, clock)
    another = open_store(tmp_path)
    during = []

    def hang(name: str, pdf: bytes, title: str) -> None:
        during.append(sold(another, clock))
        raise DEAD

    job = work(store, clock, hang)
    another.close()

    assert (job.number, job.state) == (first, WAITING)
    assert [each.number for each in unfinished(store)] == [first, *during]
    assert len(during) == 1


# The worker


def test_a_job_is_printed_once(store: Store, clock: Clock) -> None:
    number = sold(store, clock)
    target = FakePrinter()

    job = work(store, clock, target.send)

    assert (job.number, job.state, job.printed, job.message) == (number, DONE, True, "")
    assert target.sent == [("Till", f"slip80 {number} first".encode(), number)]
    assert is_idle(store, clock)
    assert unfinished(store) == []


def test_receipts_come_out_in_the_order_of_the_sales(store: Store, clock: Clock) -> None:
    numbers = [sold(store, clock) for _ in range(5)]
    target = FakePrinter()

    while printing.work(store, plain, target.send, clock.now):
        pass

    assert target.numbers == numbers


def test_a_dead_printer_is_no_error_but_a_reason(store: Store, clock: Clock) -> None:
    sold(store, clock)

    job = work(store, clock, FakePrinter([DEAD]).send)

    assert (job.state, job.printed, job.message) == (WAITING, False, DEAD.message)
    assert unfinished(store) == [job]


def test_a_printer_that_revives_prints_everything_in_order(store: Store, clock: Clock) -> None:
    numbers = [sold(store, clock) for _ in range(3)]
    target = FakePrinter([DEAD, DEAD, DEAD])
    pauses = []

    for _ in range(3):
        job = work(store, clock, target.send)
        assert job.number == numbers[0]
        assert is_idle(store, clock)
        assert job.not_before is not None
        pauses.append((job.not_before - clock.now()).total_seconds())
        clock.time = job.not_before
    while printing.work(store, plain, target.send, clock.now):
        pass

    assert pauses == [2, 4, 8]
    assert target.numbers == numbers
    assert all(page.endswith(b"first") for page in target.pages)


def test_pauses_stay_short_however_long_the_printer_is_dead() -> None:
    pauses = [printing.pause(attempts).total_seconds() for attempts in (1, 5, 6, 7, 1_000_000)]

    assert pauses == [2, 32, 60, 60, 60]


def test_a_printer_that_may_have_printed_gets_a_copy(store: Store, clock: Clock) -> None:
    sold(store, clock)
    target = FakePrinter([Trouble("printer_silent", "The printer Till did not answer.")])

    work(store, clock, target.send)
    clock.forward(2)
    work(store, clock, target.send)

    assert target.pages[0].endswith(b"copy")


def test_a_dead_printer_does_not_stop_another(store: Store, clock: Clock) -> None:
    number = sold(store, clock)
    with store.write() as unit:
        at = counter(unit, clock)
        printing.queue(unit, number, at, copy=True, printer="Office", form="a4")
    target = FakePrinter([DEAD])

    assert work(store, clock, target.send).state == WAITING
    assert work(store, clock, target.send).printed
    assert target.sent == [("Office", f"a4 {number} copy".encode(), number)]


def test_jobs_of_yesterday_wait_for_a_person(store: Store, clock: Clock) -> None:
    sold(store, clock)
    clock.forward(printing.OLDEST.total_seconds() + 1)
    fresh = sold(store, clock)
    target = FakePrinter()

    old = work(store, clock, target.send)
    work(store, clock, target.send)

    assert (old.state, old.message) == (HELD, "It has waited for more than a day.")
    assert target.numbers == [fresh]
    assert is_idle(store, clock)
    assert unfinished(store) == [old]


def test_jobs_of_less_than_a_day_still_print(store: Store, clock: Clock) -> None:
    number = sold(store, clock)
    clock.forward(printing.OLDEST.total_seconds())
    target = FakePrinter()

    work(store, clock, target.send)

    assert target.numbers == [number]


def test_a_receipt_that_can_not_be_made_stops_no_other(store: Store, clock: Clock) -> None:
    broken, fine = sold(store, clock), sold(store, clock)
    target = FakePrinter()

    def render(document: Receipt, form: str) -> bytes:
        if document.number == broken:
            raise ZeroDivisionError
        return plain(document, form)

    with pytest.raises(ZeroDivisionError):
        work(store, clock, target.send, render)
    work(store, clock, target.send, render)

    assert target.numbers == [fine]
    assert [(job.number, job.state) for job in unfinished(store)] == [(broken, HELD)]


# More than one worker, and workers that die


def test_a_second_worker_finds_nothing_while_the_first_prints(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    numbers = [sold(store, clock) for _ in range(2)]
    other = open_store(tmp_path)
    target, idle = FakePrinter(), []

    def send(name: str, pdf: bytes, title: str) -> None:
        idle.append(is_idle(other, clock))
        target.send(name, pdf, title)

    while printing.work(store, plain, send, clock.now):
        pass
    other.close()

    assert idle == [True, True]
    assert target.numbers == numbers


def test_two_workers_print_each_job_once_and_in_order(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    numbers = [sold(store, clock) for _ in range(12)]
    target, begin = FakePrinter(), threading.Barrier(2)

    def run() -> None:
        own = open_store(tmp_path)
        begin.wait()
        while unfinished(own):
            printing.work(own, plain, target.send, clock.now)
        own.close()

    workers = [threading.Thread(target=run) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert target.numbers == numbers


def print_and_hang(folder: Path, said: Connection) -> None:
    """A worker in a process of its own: its bytes leave, and then it never comes back."""
    store = open_store(folder)

    def send(name: str, pdf: bytes, title: str) -> None:
        said.send(pdf)
        threading.Event().wait()

    printing.work(store, plain, send, Clock().now)


def test_a_job_of_a_killed_worker_prints_again_as_a_copy(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    number = sold(store, clock)
    spawn = multiprocessing.get_context("spawn")
    hears, says = spawn.Pipe(duplex=False)
    worker = spawn.Process(target=print_and_hang, args=(tmp_path, says))
    worker.start()
    says.close()
    assert hears.recv() == f"slip80 {number} first".encode()
    worker.kill()
    worker.join()
    hears.close()

    assert [job.state for job in unfinished(store)] == [PRINTING]
    assert is_idle(store, clock)
    clock.forward(printing.CLAIM.total_seconds())
    target = FakePrinter()
    work(store, clock, target.send)

    assert target.pages == [f"slip80 {number} copy".encode()]
    assert unfinished(store) == []


def test_a_queue_survives_a_restart(store: Store, clock: Clock, tmp_path: Path) -> None:
    numbers = [sold(store, clock) for _ in range(2)]
    work(store, clock, FakePrinter([DEAD]).send)
    store.close()
    clock.forward(60)
    target, reopened = FakePrinter(), open_store(tmp_path)

    while printing.work(reopened, plain, target.send, clock.now):
        pass
    reopened.close()

    assert target.numbers == numbers


# What is printed


@pytest.mark.parametrize("form", ["slip80", "slip58", "a4"])
def test_a_print_is_the_stored_document_and_a_reprint_its_copy(
    store: Store, clock: Clock, form: str
) -> None:
    set_printer(store, clock, "Till", form)
    number = sold(store, clock)
    queue_copy(store, clock, number)
    target, documents = FakePrinter(), []

    def render(document: Receipt, form: str) -> bytes:
        documents.append(document)
        return bootstrap.receipt_pdf(document, form)

    while printing.work(store, render, target.send, clock.now):
        pass

    with store.read() as unit:
        first, copy = (
            invoices.document(unit, counter(unit, clock).shop, number, copy=mark)
            for mark in (False, True)
        )
    assert documents == [first, copy]
    assert target.pages == [bootstrap.receipt_pdf(each, form) for each in (first, copy)]
    assert first.title.mark is None
    assert copy.title.mark is not None
    assert target.pages[0].startswith(b"%PDF")


def test_a_copy_may_have_a_form_of_its_own(store: Store, clock: Clock) -> None:
    set_printer(store, clock, "")
    number = sold(store, clock)
    set_printer(store, clock, "Till")
    queue_copy(store, clock, number, form="a4")
    target = FakePrinter()

    work(store, clock, target.send)

    assert target.pages == [f"a4 {number} copy".encode()]


def queue_last(store: Store, clock: Clock) -> str:
    with store.write() as unit:
        return printing.queue_last(unit, counter(unit, clock))[0]


def test_the_last_receipt_of_a_register_is_copied(store: Store, clock: Clock) -> None:
    sold(store, clock)
    last = sold(store, clock)

    assert queue_last(store, clock) == last
    assert [(job.number, job.copy) for job in unfinished(store)][2:] == [(last, True)]


def test_a_register_without_invoices_has_no_last_receipt(store: Store, clock: Clock) -> None:
    sold(store, clock)
    with store.write() as unit:
        here = counter(unit, clock)
        other = replace(here, register=replace(here.register, id=here.register.id + 1))
        with pytest.raises(Refusal) as caught:
            printing.queue_last(unit, other)
    assert caught.value.code == "no_invoice"
    assert [job.copy for job in unfinished(store)] == [False]


def test_a_copy_is_written_in_the_journal(store: Store, clock: Clock) -> None:
    number = sold(store, clock)
    queue_copy(store, clock, number)

    with store.read() as unit:
        found = unit.sql("SELECT actor, subject FROM journal WHERE event = 'copy_queued'")
        assert [tuple(row) for row in found] == [("Noura", number)]


def test_an_unknown_document_is_refused_and_queues_nothing(store: Store, clock: Clock) -> None:
    with pytest.raises(Refusal, match="no invoice A1-000999"):
        queue_copy(store, clock, "A1-000999")

    assert unfinished(store) == []


def test_a_copy_without_any_printer_is_refused(store: Store, clock: Clock) -> None:
    number = sold(store, clock)
    set_printer(store, clock, "")

    with pytest.raises(Refusal, match="no printer set"):
        queue_copy(store, clock, number)


# A person decides


def test_a_held_job_prints_after_all_when_a_person_wants_it(store: Store, clock: Clock) -> None:
    number = sold(store, clock)
    clock.forward(2 * printing.OLDEST.total_seconds())
    target = FakePrinter()
    held = work(store, clock, target.send)

    with store.write() as unit:
        printing.retry(unit, held.id, counter(unit, clock))
    work(store, clock, target.send)

    assert target.pages == [f"slip80 {number} first".encode()]
    assert unfinished(store) == []


def test_again_means_what_waits_and_else_a_copy(store: Store, clock: Clock) -> None:
    number = sold(store, clock)
    target = FakePrinter([DEAD])
    work(store, clock, target.send)
    for _ in range(2):
        with store.write() as unit:
            printing.again(unit, number, counter(unit, clock))
        work(store, clock, target.send)

    assert target.pages == [f"slip80 {number} {which}".encode() for which in ("first", "copy")]
    assert unfinished(store) == []


def test_again_leaves_what_is_printing_to_the_printer(store: Store, clock: Clock) -> None:
    number = sold(store, clock)
    with store.write() as unit:
        job = print_queue.take(unit, at=NOON, until=NOON + printing.CLAIM)
        unit.commit()
    with store.write() as unit:
        printing.again(unit, number, counter(unit, clock))

    assert unfinished(store) == [job]


def test_a_dropped_job_never_prints(store: Store, clock: Clock) -> None:
    sold(store, clock)
    with store.write() as unit:
        printing.drop(unit, unfinished(store)[0].id)

    assert is_idle(store, clock)
    assert unfinished(store) == []


def test_a_job_that_is_printing_can_not_be_dropped(store: Store, clock: Clock) -> None:
    sold(store, clock)
    with store.write() as unit:
        job = print_queue.take(unit, at=NOON, until=NOON + printing.CLAIM)
        unit.commit()
    assert job is not None

    with store.write() as unit, pytest.raises(Refusal, match="No print job"):
        printing.drop(unit, job.id)


# The test page


def test_a_test_page_is_printed_at_once_and_beside_the_queue(store: Store, clock: Clock) -> None:
    sold(store, clock)
    target = FakePrinter()

    printing.test("Bar", replace(SHOP, receipt_form="slip58"), NOON, render=plain, send=target.send)

    assert target.sent == [("Bar", b"slip58 20260301-150000 first", "20260301-150000")]
    assert len(unfinished(store)) == 1


def test_a_test_page_tells_what_is_wrong_with_the_printer() -> None:
    with pytest.raises(Trouble, match="on fire"):
        printing.test("Till", SHOP, NOON, render=plain, send=FakePrinter([DEAD]).send)
    with pytest.raises(Refusal, match="no printer set"):
        printing.test("", SHOP, NOON, render=plain, send=FakePrinter().send)


# The shop's printer


def test_another_printer_takes_over_what_waits(store: Store, clock: Clock) -> None:
    number = sold(store, clock)
    work(store, clock, FakePrinter([DEAD]).send)

    changes = set_printer(store, clock, "Bar", "slip58")
    target = FakePrinter()
    work(store, clock, target.send)

    assert changes.settings
    assert target.sent == [("Bar", f"slip80 {number} first".encode(), number)]


def test_the_printer_is_kept_with_the_shop(store: Store, clock: Clock) -> None:
    set_printer(store, clock, "Bar", "a4")
    set_printer(store, clock, "Bar")

    with store.read() as unit:
        assert setting.load_shop(unit) == replace(SHOP, printer="Bar", receipt_form="a4")


def test_a_printer_that_the_system_does_not_have_is_refused(store: Store, clock: Clock) -> None:
    with pytest.raises(Refusal, match=r"no printer “Office”; there is Till, Bar\."):
        set_printer(store, clock, "Office")

    with store.read() as unit:
        assert setting.load_shop(unit) == SHOP


def test_a_shop_made_before_there_were_printers_has_none(store: Store, clock: Clock) -> None:
    with store.write() as unit:
        unit.sql("DELETE FROM setting WHERE key IN ('printer', 'receipt_form')")
        unit.commit()

    with store.read() as unit:
        shop = setting.load_shop(unit)
    assert (shop.printer, shop.receipt_form) == ("", "slip80")
