"""What each command does: open the shop, call a use case, give its answer."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from app import bootstrap, settings
from app.cli import answer, cart_input, session
from app.cli.answer import Answer
from app.domain import barcode
from app.domain.errors import Refusal, SanduqError, Trouble
from app.domain.payment import settle
from app.services import books, checkout, invoices, printing
from app.services.counter import Counter
from app.storage.store import Unit

MAX_DOCUMENT = 20_000_000


def init(wanted: Namespace) -> Answer:
    """Make the shop."""
    from app.cli.new_shop import wanted_shop
    from app.services import new_shop

    folder = settings.data_folder(wanted.data)
    shop, products = new_shop.make(folder, wanted_shop(wanted), at=bootstrap.utc_now())
    return {"shop": answer.shop(shop), "products": products}


def import_products(wanted: Namespace) -> Answer:
    """Read products from a CSV file."""
    from app.services import product_import

    with session.opened(wanted) as store, store.write() as unit:
        counter = bootstrap.counter(unit)
        path = Path(wanted.file)
        report, _ = product_import.read(unit, path, counter, dry_run=wanted.dry_run)
    return {**answer.imported(report), "dry_run": wanted.dry_run}


def export(wanted: Namespace) -> Answer:
    """Write a CSV file."""
    from app.services import export as exports

    path = Path(wanted.file)
    with session.reading(wanted) as (unit, counter):
        count = exports.KINDS[wanted.kind](unit, counter, path)
    return {"path": str(path.resolve()), "rows": count}


def search(wanted: Namespace) -> list[Answer] | Iterator[Any]:
    """Products by a few letters."""
    if wanted.batch:
        return _batch(wanted, lambda unit, counter, line: _search(unit, counter, line, wanted))
    with session.reading(wanted) as (unit, counter):
        return _search(unit, counter, wanted.text, wanted)


def _search(unit: Unit, counter: Counter, text: str, wanted: Namespace) -> list[Answer]:
    return [answer.product(each) for each in counter.catalog(unit).search(text, wanted.limit)]


def scan(wanted: Namespace) -> Answer | Iterator[Any]:
    """What a code is, and the product it belongs to."""
    if wanted.batch:
        return _batch(wanted, _scan)
    with session.reading(wanted) as (unit, counter):
        return _scan(unit, counter, wanted.code)


def _scan(unit: Unit, counter: Counter, code: str) -> Answer:
    return answer.scan(barcode.parse(code), counter.catalog(unit).find(code))


def quote(wanted: Namespace) -> Answer | Iterator[Any]:
    """The totals of a cart; nothing is stored."""
    if wanted.batch:
        return _batch(wanted, _quote)
    text = read_document(wanted.file)
    with session.reading(wanted) as (unit, counter):
        return _quote(unit, counter, text)


def _quote(unit: Unit, counter: Counter, text: str) -> Answer:
    found = cart_input.document(text)
    asked = cart_input.read(found, unit, counter)
    totals = asked.cart.totals()
    settlement = settle(totals.taxed.gross, asked.payments, asked.cash_rounding)
    return answer.quote(asked.cart, totals, settlement)


def sell(wanted: Namespace) -> Answer:
    """Complete a sale."""
    found = cart_input.document(read_document(wanted.file))
    code = wanted.register or cart_input.text(found, "register")
    cashier = wanted.cashier or cart_input.text(found, "cashier")
    with session.opened(wanted) as store, store.write() as unit:
        counter = bootstrap.counter(unit, register_code=code, cashier=cashier)
        asked = cart_input.read(found, unit, counter)
        if asked.cart.pricing.currency != counter.currency:
            raise Refusal("other_currency", f"This shop sells in {counter.currency} only.")
        sale, _ = checkout.complete(
            unit, asked.cart, asked.payments, counter, cash_rounding=asked.cash_rounding
        )
    return answer.sale(sale)


def list_invoices(wanted: Namespace) -> list[Answer]:
    """The documents that fit, the newest first."""
    with session.reading(wanted) as (unit, counter):
        rows = invoices.find(
            unit,
            counter.shop,
            first_day=wanted.since,
            last_day=wanted.until,
            status=wanted.status,
            text=wanted.text,
        )
        return [answer.invoice(row, counter.currency.digits) for row in rows]


def invoice(wanted: Namespace) -> Answer:
    """One document."""
    with session.reading(wanted) as (unit, _):
        return answer.sale(invoices.get(unit, wanted.number))


def receipt(wanted: Namespace) -> Answer:
    """Render a document's receipt."""
    with session.reading(wanted) as (unit, counter):
        document = invoices.document(unit, counter.shop, wanted.number, copy=wanted.copy)
    from app.cli import rendering

    return rendering.render(document, wanted)


def print_copy(wanted: Namespace) -> Answer:
    """Queue a copy of a document's receipt."""
    from app.cli.rendering import FORMS

    form, name = FORMS[wanted.paper], wanted.printer
    with session.opened(wanted) as store, store.write() as unit:
        counter = bootstrap.counter(unit, cashier=wanted.cashier)
        job, _ = printing.queue(unit, wanted.number, counter, copy=True, printer=name, form=form)
    return {"job": job, "number": wanted.number}


def printer_show(wanted: Namespace) -> Answer:
    """The shop's printer, the system's printers, and what is not printed yet."""
    from app.devices import printer

    with session.reading(wanted) as (unit, counter):
        jobs = [answer.print_job(each) for each in printing.unfinished(unit)]
    shop = counter.shop
    found: Answer = {"printer": shop.printer, "form": shop.receipt_form, "jobs": jobs}
    try:
        return {**found, "printers": printer.names()}
    except Trouble as trouble:
        return {**found, "printers": [], "message": trouble.message}


def printer_set(wanted: Namespace) -> Answer:
    """Print receipts on this printer from now on."""
    from app.cli.rendering import FORMS
    from app.devices import printer

    known = printer.names() if wanted.name else []
    with session.opened(wanted) as store, store.write() as unit:
        counter = bootstrap.counter(unit, cashier=wanted.cashier)
        form = FORMS[wanted.paper]
        shop, _ = printing.set_printer(unit, wanted.name, form, counter, known=known)
    return {"printer": shop.printer, "form": shop.receipt_form}


def printer_work(wanted: Namespace) -> Answer:
    """Print all that is due; a job that fails waits for another time."""
    with session.opened(wanted) as store:
        jobs = list(iter(lambda: bootstrap.print_due(store), None))
    return {"ok": all(job.printed for job in jobs), "jobs": [answer.print_job(job) for job in jobs]}


def printer_retry(wanted: Namespace) -> Answer:
    """Print a held job after all."""
    with session.opened(wanted) as store, store.write() as unit:
        printing.retry(unit, wanted.id, bootstrap.counter(unit))
    return {"retried": wanted.id}


def printer_drop(wanted: Namespace) -> Answer:
    """Take a job out of the print queue."""
    with session.opened(wanted) as store, store.write() as unit:
        printing.drop(unit, wanted.id)
    return {"dropped": wanted.id}


def verify(wanted: Namespace) -> Answer:
    """Whether the store agrees with itself."""
    with session.opened(wanted) as store, store.read() as unit:
        findings = books.verify(unit)
    return {"ok": not findings, "findings": findings}


def backup(wanted: Namespace) -> Answer:
    """Copy the store while it is in use, and check the copy."""
    from app.storage import backup as backups

    target = Path(wanted.file)
    with session.opened(wanted) as store:
        backups.copy(store.path, target)
    return {"path": str(target.resolve()), "bytes": target.stat().st_size}


def restore(wanted: Namespace) -> Answer:
    """Put a backup in the place of the store, which is kept."""
    from app.storage import backup as backups

    kept = backups.restore(Path(wanted.file), settings.data_folder(wanted.data))
    return {"restored": str(Path(wanted.file).resolve()), "kept": kept and str(kept)}


def _batch(wanted: Namespace, one: Callable[[Unit, Counter, str], Any]) -> Iterator[Any]:
    # An answer a line, in order; a refused line answers in its place and the run goes on.
    # Each line sees the store as it is by then: whoever asks may keep us running all day.
    with session.opened(wanted) as store:
        for line in _lines(wanted.batch):
            try:
                with store.read() as unit:
                    yield one(unit, bootstrap.counter(unit), line)
            except SanduqError as error:
                yield {"error": {"code": error.code, "message": error.message}}


# A scanned code may hold a carriage return, so that only a line feed ends a line.
_AS_LINES: Any = {"encoding": "utf-8-sig", "errors": "replace", "newline": "\n"}


def _lines(name: str) -> Iterable[str]:
    if name == "-":
        sys.stdin.reconfigure(**_AS_LINES)  # type: ignore[union-attr]
        yield from (line.rstrip("\r\n") for line in sys.stdin)
        return
    try:
        with Path(name).open(**_AS_LINES) as file:
            yield from (line.rstrip("\r\n") for line in file)
    except OSError as error:
        raise Refusal("unknown_file", f"The file {name} can't be read.") from error


def read_document(name: str) -> str:
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(MAX_DOCUMENT + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(MAX_DOCUMENT + 1)
    except OSError as error:
        raise Refusal("unknown_file", f"The file {name} can't be read.") from error
    if len(raw) > MAX_DOCUMENT:
        raise Refusal("too_large", f"{name} is larger than {MAX_DOCUMENT:,} bytes.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("bad_json", f"{name} is not UTF-8 text.") from error
