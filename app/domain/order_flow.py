"""How online orders go on: the states of each system, and the steps that it allows.

States are the system's own words. Apexloge's and Commerce's steps stand in their documents; Salloq
and StackNex name states only, and no steps back are taken there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """Where an order stands for the shop: to be made ready, ready, handed over, or off."""

    NEW = "new"
    READY = "ready"
    DONE = "done"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Step:
    """A status that an order may get next.

    `wants_reason`: nothing is done without one, and the customer reads it where the system passes
    it on. `refunds`: the customer gets the money back, and it can't be undone. `takes_tracking`: a
    tracking number may go along.
    """

    status: str
    wants_reason: bool = False
    refunds: bool = False
    takes_tracking: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """One system's states and steps; `paid` are states that only paid orders are in.

    `finish` is the status that says that the customer has it.
    """

    stages: Mapping[str, Stage]
    steps: Mapping[str, tuple[Step, ...]]
    finish: str
    paid: frozenset[str] = frozenset()


def _flow(
    stages: dict[str, Stage],
    steps: dict[str, tuple[Step, ...]],
    *,
    finish: str,
    paid: frozenset[str] = frozenset(),
) -> Flow:
    return Flow(MappingProxyType(stages), MappingProxyType(steps), finish, paid)


_REFUND = Step("cancelled", wants_reason=True, refunds=True)
_CANCEL = Step("cancelled", wants_reason=True)
_SHIP = Step("shipped", takes_tracking=True)
_DELIVER = Step("delivered")

FLOWS: Mapping[str, Flow] = MappingProxyType(
    {
        "apexloge": _flow(
            {
                "paid": Stage.NEW,
                "ready_for_pickup": Stage.READY,
                "picked_up": Stage.DONE,
                "cancelled": Stage.OFF,
                "expired": Stage.OFF,
                "refunded": Stage.OFF,
            },
            {
                "paid": (Step("ready_for_pickup"), _REFUND),
                "ready_for_pickup": (Step("picked_up"), _REFUND),
            },
            finish="picked_up",
            paid=frozenset({"paid", "ready_for_pickup", "picked_up"}),
        ),
        "salloq": _flow(
            {
                "pending": Stage.NEW,
                "processing": Stage.READY,
                "shipped": Stage.DONE,
                "delivered": Stage.DONE,
                "cancelled": Stage.OFF,
            },
            {
                "pending": (Step("processing"), _SHIP, _DELIVER, _CANCEL),
                "processing": (_DELIVER, _SHIP, _CANCEL),
                "shipped": (_DELIVER,),
            },
            finish="delivered",
        ),
        "stacknex": _flow(
            {
                "pending": Stage.NEW,
                "processing": Stage.READY,
                "completed": Stage.DONE,
                "cancelled": Stage.OFF,
            },
            {
                "pending": (Step("processing"), Step("completed"), _CANCEL),
                "processing": (Step("completed"), _CANCEL),
            },
            finish="completed",
            paid=frozenset({"completed"}),
        ),
        "commerce": _flow(
            {
                "pending": Stage.NEW,
                "confirmed": Stage.READY,
                "shipped": Stage.DONE,
                "delivered": Stage.DONE,
                "cancelled": Stage.OFF,
                "refunded": Stage.OFF,
            },
            {
                "pending": (Step("confirmed"), _CANCEL),
                "confirmed": (Step("shipped"), _REFUND),
                "shipped": (_DELIVER,),
                "delivered": (Step("refunded", wants_reason=True, refunds=True),),
            },
            finish="delivered",
        ),
    }
)


def stage(kind: str, status: str) -> Stage:
    """Where an order of this system stands; one in a state that we do not know is new."""
    flow = FLOWS.get(kind)
    return flow.stages.get(status, Stage.NEW) if flow else Stage.NEW


def steps(kind: str, status: str) -> tuple[Step, ...]:
    """What may come next; nothing where we do not know the state."""
    flow = FLOWS.get(kind)
    return flow.steps.get(status, ()) if flow else ()


def path(kind: str, status: str, target: str) -> tuple[Step, ...] | None:
    """The shortest way to a status, a step at a time; None where no way leads there.

    It never leads through a refund, and is empty where the order is there already.
    """
    ways: deque[tuple[str, tuple[Step, ...]]] = deque([(status, ())])
    seen = {status}
    while ways:
        at, way = ways.popleft()
        if at == target:
            return way
        for step in steps(kind, at):
            if step.status not in seen and (not step.refunds or step.status == target):
                seen.add(step.status)
                ways.append((step.status, (*way, step)))
    return None
