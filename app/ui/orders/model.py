"""Orders on the board: where each stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import order_flow
from app.domain.order import Order, Sending
from app.domain.order_flow import Stage, Step
from app.services.orders import Board
from app.ui.listed import Listed
from app.ui.sync.words import ATTENTION

COLUMNS = (Stage.NEW, Stage.READY, Stage.DONE)
OPEN = frozenset({Stage.NEW, Stage.READY})


class Deed(StrEnum):
    """What a step asks of the cashier: nothing, a tracking number, the money, or a reason."""

    STEP = "step"
    SHIP = "ship"
    HAND_OVER = "hand_over"
    CALL_OFF = "call_off"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done with an order, and the status that it leads to."""

    deed: Deed
    status: str
    refunds: bool = False


class OrderCards(Listed[Order]):
    """The orders of a column."""

    def __init__(self, name: Callable[[Order], str]) -> None:
        super().__init__(name)
        self._ids: list[int] = []

    def show(self, rows: Sequence[Order]) -> None:
        """Show these orders; those that are there already stay where they are."""
        ids = [each.id for each in rows]
        if ids != self._ids:
            self._ids = ids
            super().show(rows)
            return
        old, self._rows = self._rows, rows
        for at, (before, now) in enumerate(zip(old, rows, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(at), self.index(at))

    def place(self, order_id: int) -> int:
        """Where an order stands, -1 where it is not here."""
        return self._ids.index(order_id) if order_id in self._ids else -1


def is_refused(sending: Sending | None) -> bool:
    """Whether a manager must look at what was to be told of an order."""
    return sending is not None and sending.state in ATTENTION


def is_on_its_way(order: Order) -> bool:
    """Whether a change of it is being told, so that nobody may do anything with it."""
    return order.sending is not None and not is_refused(order.sending)


def stage(order: Order) -> Stage:
    """The column that an order stands in: where it is going, until that is refused."""
    sending = order.sending
    if sending is None or is_refused(sending) or not sending.status:
        return order.stage
    return order_flow.stage(order.kind, sending.status)


def arranged(board: Board) -> Mapping[Stage, Sequence[Order]]:
    """The orders of each column: open ones the oldest first, the others the newest first."""
    found: dict[Stage, list[Order]] = {each: [] for each in COLUMNS}
    for shown in board.columns.values():
        for order in shown:
            found[_column(stage(order))].append(order)
    for of, shown_there in found.items():
        if of in OPEN:
            shown_there.sort(key=lambda order: (order.created_at, order.id))
        else:
            # What is on its way there has not changed yet; it comes as the newest of all.
            shown_there.sort(
                key=lambda order: (is_on_its_way(order), order.changed_at), reverse=True
            )
    return found


def counts(board: Board) -> Mapping[Stage, int]:
    """How many orders stand at each stage, those that are not shown too."""
    found = dict(board.counts)
    for orders in board.columns.values():
        for each in orders:
            found[each.stage] -= 1
            found[stage(each)] += 1
    return found


def main(order: Order) -> Act | None:
    """What brings an order on."""
    step = order.next_step
    return None if step is None else _act(order, step)


def call_off(order: Order) -> Act | None:
    """What calls an order off, or gives the money back."""
    step = order.cancel_step
    return None if step is None else _act(order, step)


def others(order: Order) -> list[Act]:
    """What else can be done with an order."""
    first = main(order)
    found = [_act(order, each) for each in order.steps if not each.wants_reason]
    hands_over = any(each.deed is Deed.HAND_OVER for each in found)
    if order.can_be_handed_over and not hands_over:
        found.append(_hand_over(order))
    return [each for each in found if each != first]


def leading_to(order: Order, wanted: Stage) -> Act | None:
    """What brings an order into another column by itself, where something does."""
    if stage(order) is wanted:
        return None
    if wanted is Stage.DONE and order.can_be_handed_over:
        return _hand_over(order)
    for step in order.steps:
        leads = order_flow.stage(order.kind, step.status) is wanted
        if leads and wanted in COLUMNS and not step.wants_reason:
            return _act(order, step)
    return None


def _column(of: Stage) -> Stage:
    return Stage.DONE if of is Stage.OFF else of


def _act(order: Order, step: Step) -> Act:
    if step.wants_reason:
        return Act(Deed.CALL_OFF, step.status, step.refunds)
    if order.can_be_handed_over and step.status == order_flow.FLOWS[order.kind].finish:
        return _hand_over(order)
    return Act(Deed.SHIP if step.takes_tracking else Deed.STEP, step.status)


def _hand_over(order: Order) -> Act:
    return Act(Deed.HAND_OVER, order_flow.FLOWS[order.kind].finish)
