"""Whether a record may be sent at all: what a system has no call for, and what nobody has proven.

A system with a sandbox whose document does not say how something is called is tried out there
first; on live books such a call waits until the sandbox, or a manager, vouches for it.
"""

from __future__ import annotations

from app.storage import backend as backends
from app.storage.backend import Known
from app.storage.store import Unit
from app.sync.contract import (
    Ack,
    Answer,
    Capability,
    CategoryPush,
    CustomerChange,
    CustomerPush,
    InvoicePush,
    OrderChange,
    OrderPush,
    ProductPush,
    ProductRemoval,
    Push,
    StockPush,
)
from app.sync.link import Link
from app.sync.outcome import Held

_CALLS: dict[type[Push], Capability] = {
    InvoicePush: Capability.CREATE_INVOICE,
    ProductRemoval: Capability.DELETE_PRODUCT,
    CustomerPush: Capability.CREATE_CUSTOMER,
    CustomerChange: Capability.UPDATE_CUSTOMER,
    CategoryPush: Capability.CREATE_CATEGORY,
    StockPush: Capability.SET_STOCK,
    OrderPush: Capability.CREATE_ORDER,
    OrderChange: Capability.UPDATE_ORDER,
}


def needed(push: Push) -> Capability:
    """What a back end must be able to do to take it."""
    if isinstance(push, ProductPush):
        return Capability.CREATE_PRODUCT if push.id is None else Capability.UPDATE_PRODUCT
    return _CALLS[type(push)]


def refusal(unit: Unit, link: Link, push: Push) -> Held | Ack | None:
    """Why it is not sent: it waits for a manager, or nobody there wants to hear of it."""
    what = needed(push)
    answer = link.can(unit, what)
    if answer is Answer.NO:
        if isinstance(push, InvoicePush):
            return Held("cant_book", f"{link.name} takes no sales from a till.")
        return Ack("", message=f"{link.name} has no call for this; it stays here.")
    return None if answer is Answer.YES else unproven(unit, link, what)


def unproven(unit: Unit, link: Link, what: Capability) -> Held | None:
    """Why a call waits for a proof; None where it may be made."""
    # Unknown: the system has no sandbox. Yes: this is it.
    is_live = link.can(unit, Capability.SANDBOX) is Answer.NO
    if not is_live or link.backend.settings.trust_unproven == "yes":
        return None
    if link.can(unit, what) is not Answer.UNKNOWN:
        return None
    return Held(
        "unproven",
        f"Nobody has proven that {link.name} can do this: try it in its sandbox first.",
    )


def prove(link: Link, push: Push) -> None:
    """The sandbox took it: such a call works."""
    what = needed(push)
    with link.store.read() as unit:
        is_sandbox = link.can(unit, Capability.SANDBOX) is Answer.YES
        is_unknown = link.can(unit, what) is Answer.UNKNOWN
    if is_sandbox and is_unknown:
        link.learn(what, Answer.YES, "the sandbox took such a record")


def from_sandbox(unit: Unit, link: Link, found: dict[str, Known]) -> dict[str, Known]:
    """What a sandbox of the same system has proven, where the live one's document is silent."""
    if found.get(Capability.SANDBOX, Known("unknown", "")).answer != "no":
        return {}
    proven: dict[str, Known] = {}
    for other in backends.every(unit):
        known = backends.capabilities(unit, other.name)
        sandbox = known.get(Capability.SANDBOX)
        if other.kind != link.backend.kind or sandbox is None or sandbox.answer != "yes":
            continue
        for what, each in known.items():
            if each.answer == "yes" and found.get(what, each).answer == "unknown":
                proven[what] = Known("yes", f"proven in the sandbox {other.name}")
    return proven
