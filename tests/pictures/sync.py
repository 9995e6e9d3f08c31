"""Scenes of sync: back ends, what waits for them, and how the strip tells of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt

from app.domain.backend import Backend, BackendSettings
from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.domain.stock import Reason
from app.services import backends, checkout, customers, stock
from app.services.backends import Check
from app.services.changes import Changes
from app.services.stock import Adjustment
from app.services.unit import Unit
from app.storage import backend as storage
from app.storage import outbox, remote, review
from app.storage.value import moment_text
from app.ui.keymap import Action
from app.ui.sync.presenter import SyncPresenter
from app.ui.sync.words import Act
from tests.pictures.scene import scene
from tests.pictures.settings import go
from tests.pictures.till_stage import TillStage
from tests.shop import DATES, LATTE, NOON, TEA, cart_of, counter_of, exactly

SAID = "Customer 57 not found"
SOON, EARLIER = NOON + timedelta(minutes=7), NOON - timedelta(minutes=42)


def connect(stage: TillStage, name: str = "main", **settings: Decimal) -> None:
    """Let the shop have a back end that works."""
    stage.typed.add("Apex POS")
    stage.typed.add(name)
    stage.typed.add("Palm Grove Market")
    wanted = Backend(0, name, "apex_pos", "https://x", "file", BackendSettings(**settings))
    with stage.desk.shop.store.write() as unit:
        counter = counter_of(unit, at=EARLIER)
        backends.add(unit, wanted, "apx_1", counter, secrets=lambda _: stage.syncing.keys)
    with stage.desk.shop.store.write() as unit:
        storage.bind(unit, name, "Palm Grove Market")
        storage.note(unit, name, served_at=NOON - timedelta(minutes=1))
        unit.commit()


def note(stage: TillStage, name: str = "main", **state: object) -> None:
    """Let a back end stand so."""
    with stage.desk.shop.store.write() as unit:
        storage.note(unit, name, **state)
        unit.commit()


def offline(stage: TillStage) -> None:
    """Let the back end not answer."""
    message = "There is no network, or it does not reach the server."
    note(stage, problem="no_network", message=message, failures=3, next_try_at=SOON)


def refuse_key(stage: TillStage) -> None:
    """Let the back end know our key no longer."""
    message = "The server does not know this key, or it was revoked."
    note(stage, problem="wrong_key", message=message, paused=True, failures=1)


def fill(stage: TillStage) -> None:
    """Let there be entries in every state, and a thing to look at."""
    stage.typed.add(SAID)
    stage.typed.add("1084")
    with stage.desk.shop.store.write() as unit:
        unit.raw("UPDATE outbox SET state = 'ACKED', changed_at = ?", (moment_text(EARLIER),))
        unit.commit()
    sold = [sell(stage, *codes) for codes in ((DATES,), (LATTE,), (TEA, DATES), (TEA,), (LATTE,))]
    person = _write(stage, lambda unit: customers.add(unit, Customer(None, "Sara"), _at(unit)))
    stage.typed.add("Sara")
    adjust(stage, Decimal(24))
    unknown = {"verdict": "no_answer", "attempts": 1, "unknown_since": EARLIER}
    _mark(stage, sold[0], "REJECTED", verdict="http_404", message=SAID, attempts=1)
    _mark(stage, sold[1], "UNKNOWN", **unknown, message="-", not_before=SOON)
    _mark(stage, sold[2], "SENDING", attempts=1)
    _mark(stage, sold[4], "CONFLICT", verdict="total_mismatch", remote_id="1084", attempts=1)
    mismatch = "The server's total is 19.00, ours is 21.50."
    _mark(stage, sold[4], "CONFLICT", message=mismatch)
    with stage.desk.shop.store.write() as unit:
        waits = outbox.of(unit, "main", "customer", person)
        assert waits is not None
        unit.raw(
            "UPDATE outbox SET state = 'BLOCKED', waits_for = ? WHERE number = ?",
            (waits.id, sold[3]),
        )
        outbox.mark(
            unit,
            waits.id,
            "MANAGER",
            at=EARLIER,
            verdict="unknown_outcome",
            message="Nobody can tell whether the server has it.",
            attempts=1,
            unknown_since=EARLIER,
        )
        told = "“Rose Water” has the barcode 628, which another product has too."
        stage.typed.add("Rose Water")
        review.add(
            unit, "main", "barcode_taken", subject="product 12", message=told, at=EARLIER
        )
        unit.commit()


def sell(stage: TillStage, *codes: str) -> str:
    """Sell these; the number of the invoice."""
    with stage.desk.shop.store.write() as unit:
        counter = counter_of(unit, at=EARLIER)
        cart = cart_of(unit, counter, *codes)
        sale, _ = checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)
    return sale.number


def adjust(stage: TillStage, delta: Decimal) -> None:
    """Change the stock of the first product."""
    with stage.desk.shop.store.write() as unit:
        counter = counter_of(unit, at=EARLIER)
        found = counter.catalog(unit).find(DATES)
        assert found is not None
        (place, *_) = stock.warehouses(unit)
        stock.adjust(unit, Adjustment(found.product, place, delta, Reason.RECEIVED), counter)


def show(stage: TillStage) -> None:
    """Go to the screen, and let it and the strip know how things are."""
    stage.go("sync")
    tell(stage)


def tell(stage: TillStage) -> None:
    """Let the window know how things are."""
    stage.desk.announce(Changes(outbox=True, sync=True, settings=True))
    stage.settle()
    stage.till.sync_status.stop()
    stage.till.sync_status.look()
    stage.settle()


def row_of(stage: TillStage, verdict: str) -> int:
    """Where the first entry of a verdict is."""
    rows = presenter(stage).rows
    for at in range(rows.rowCount()):
        item = rows.row(at)
        if getattr(item, "verdict", "") == verdict:
            return at
    raise AssertionError(f"there is no {verdict}")


def presenter(stage: TillStage) -> SyncPresenter:
    """The screen's presenter."""
    shown = stage.till.screens["sync"]
    assert isinstance(shown, SyncPresenter)
    return shown


def act(stage: TillStage, verdict: str, wanted: Act) -> None:
    """Do something with the first entry of a verdict."""
    presenter(stage).act(row_of(stage, verdict), wanted)
    stage.settle()


def _at(unit: Unit):  # type: ignore[no-untyped-def]
    return counter_of(unit, at=EARLIER)


def _mark(stage: TillStage, number: str, state: str, **values: object) -> None:
    with stage.desk.shop.store.write() as unit:
        row = unit.raw("SELECT id FROM outbox WHERE number = ?", (number,)).fetchone()
        outbox.mark(unit, row[0], state, at=EARLIER, **values)
        unit.commit()
