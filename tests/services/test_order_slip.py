"""Slips of online orders in the print queue: durable as receipts are, and made when printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.documents.text import text
from app.domain.errors import Refusal, Trouble
from app.domain.receipt import Receipt
from app.domain.shop import Shop
from app.services import checkout, order_slip, orders, printing
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import setting
from app.storage.print_queue import DONE, HELD, WAITING, PrintJob
from app.storage.store import Store, Unit
from tests.pictures import online
from tests.pictures.online import CLICK
from tests.shop import DATES, NOON, cart_of, counter_of, exactly

READY, NEW, DUE = "O-2288", "O-2295", "SQ-7741"


@pytest.fixture
def store(store: Store) -> Store:
    """A shop with a printer and the orders of two online shops."""
    online.fill(store)
    keep(store, printer="Roll", receipt_form="slip58")
    return store


def keep(store: Store, **changed: object) -> Shop:
    with store.write() as unit:
        shop = replace(setting.load_shop(unit), **changed)  # type: ignore[arg-type]
        setting.save_shop(unit, shop)
        unit.commit()
    return shop


def print_slip(store: Store, number: str) -> tuple[int, Changes]:
    order_id = online.id_of(store, number)
    return online.do(store, lambda unit, counter: printing.print_slip(unit, order_id, counter))


def hand_over(store: Store, number: str) -> Changes:
    order_id = online.id_of(store, number)
    return online.do(store, lambda unit, counter: orders.hand_over(unit, order_id, counter))[1]


def plain(document: Receipt, form: str) -> bytes:
    return f"{form}\n{text(document)}".encode()


def work(
    store: Store,
    send: Callable[[str, bytes, str], None] = lambda *_: None,
    at: datetime = NOON,
) -> PrintJob | None:
    return printing.work(store, plain, send, lambda: at)


def dead(*_: object) -> None:
    raise Trouble("printer", "It does not print.")


def silent(*_: object) -> None:
    raise Trouble("printer_silent", "It does not answer.")


def unfinished(store: Store) -> list[PrintJob]:
    with store.read() as unit:
        return printing.unfinished(unit)


def test_a_slip_comes_out_under_its_orders_number(store: Store) -> None:
    sent: list[tuple[str, bytes, str]] = []
    job_id, changes = print_slip(store, READY)
    assert changes == Changes(print_jobs=True)

    job = work(store, lambda *given: sent.append(given))

    assert job is not None
    assert (job.id, job.state) == (job_id, DONE)
    ((printer, pdf, title),) = sent
    assert (printer, title) == ("Roll", READY)
    form, said = pdf.decode().split("\n", 1)
    assert form == "slip58"
    assert f"* {READY} *" in said
    assert "Apexloge" in said
    assert work(store) is None


def test_a_slip_waits_for_a_dead_printer(store: Store) -> None:
    print_slip(store, READY)
    first = work(store, dead)
    assert first is not None
    assert (first.state, first.message) == (WAITING, "It does not print.")

    job = work(store, at=NOON + timedelta(seconds=5))

    assert job is not None
    assert (job.state, job.copy, unfinished(store)) == (DONE, False, [])


def test_a_slip_that_may_be_on_paper_already_comes_as_a_copy(store: Store) -> None:
    print_slip(store, READY)
    work(store, silent)
    sent: list[bytes] = []
    work(store, lambda _, pdf, __: sent.append(pdf), NOON + timedelta(seconds=5))
    assert "COPY" in sent[0].decode()


def test_slips_and_receipts_come_out_in_the_order_in_which_they_were_asked_for(
    store: Store,
) -> None:
    def sell(unit: Unit, counter: Counter) -> str:
        cart = cart_of(unit, counter, DATES)
        return checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)[
            0
        ].number

    print_slip(store, READY)
    number = online.do(store, sell)
    print_slip(store, NEW)
    sent: list[str] = []
    while work(store, lambda _, __, title: sent.append(title)):
        pass
    assert sent == [READY, number, NEW]


def test_a_slip_says_how_the_order_stands_when_it_is_printed(store: Store) -> None:
    print_slip(store, NEW)
    online.take(store, NEW, "cancelled")
    sent: list[bytes] = []
    work(store, lambda _, pdf, __: sent.append(pdf))
    assert "CANCELLED" in sent[0].decode()


def test_the_slip_of_an_order_that_is_gone_is_held_for_a_person(store: Store) -> None:
    print_slip(store, READY)
    with store.write() as unit:
        unit.raw("DELETE FROM online_order_line")
        unit.raw("DELETE FROM online_order")
        unit.commit()
    job = work(store)
    assert job is not None
    assert job.state == HELD
    assert job.message.startswith("There is no online order")


def test_a_shop_without_a_printer_and_an_order_that_is_not_there_are_refused(store: Store) -> None:
    with pytest.raises(Refusal, match="no online order"):
        online.do(store, lambda unit, counter: printing.print_slip(unit, 999, counter))
    keep(store, printer="")
    with pytest.raises(Refusal, match="no printer"):
        print_slip(store, READY)
    assert unfinished(store) == []


def test_an_order_that_is_handed_over_takes_its_slip_along(store: Store) -> None:
    changes = hand_over(store, READY)
    assert changes.print_jobs
    assert len(unfinished(store)) == 1
    sent: list[bytes] = []
    work(store, lambda _, pdf, __: sent.append(pdf))
    local = f"{NOON + timedelta(hours=3):%Y-%m-%d %H:%M}"
    assert f"Picked up at  {local}" in sent[0].decode()


@pytest.mark.parametrize("changed", [{"printer": ""}, {"print_automatically": False}])
def test_no_slip_is_queued_where_nothing_prints_by_itself(
    store: Store, changed: dict[str, object]
) -> None:
    keep(store, **changed)
    assert not hand_over(store, READY).print_jobs
    assert unfinished(store) == []


def test_an_order_that_is_paid_at_the_counter_takes_its_receipt_along_and_no_slip(
    store: Store,
) -> None:
    order_id = online.id_of(store, DUE)

    def collect(unit: Unit, counter: Counter) -> str:
        due = orders.due(unit, order_id, counter)
        paid = [exactly(due.totals().taxed.gross)]
        return orders.collect(unit, order_id, due, paid, counter)[0].number

    number = online.do(store, collect)
    assert [job.number for job in unfinished(store)] == [number]


def test_a_slip_names_the_online_shop_by_its_own_name_once_it_is_removed(store: Store) -> None:
    with store.write() as unit:
        unit.raw("DELETE FROM capability WHERE backend = ?", (CLICK,))
        unit.commit()
    with store.read() as unit:
        shop = counter_of(unit).shop
        document = order_slip.document(unit, shop, online.id_of(store, READY))
    assert document.identity[0].value == CLICK
