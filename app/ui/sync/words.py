"""What entries of the outbox, things to look at and back ends are called, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.domain.text import isolate
from app.services.backends import BackendCard
from app.services.outbox import EntryRow, Review, Verdict
from app.ui import figure, moment
from app.ui.invoices.term import Term
from app.ui.orders import status as statuses
from app.ui.sync import told
from app.ui.widgets import tag

Item = EntryRow | Review

CHECKING = {"UNKNOWN", "RECONCILING"}
ATTENTION = {"REJECTED", "DUPLICATE", "CONFLICT", "MANAGER"}
WAITING = {"READY", "BLOCKED"}
ORDERS = {"order", "placement"}
KEY_PROBLEMS = {"wrong_key", "forbidden", "no_key"}


class Act(StrEnum):
    """What a person can do with a row; `more` opens a menu of all that."""

    RETRY = Verdict.RETRY
    LINK = Verdict.LINK
    DROP = Verdict.DROP
    WITHOUT_CUSTOMER = Verdict.WITHOUT_CUSTOMER
    DISMISS = "dismiss"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Lines:
    """Two lines of a cell; the first may be urgent."""

    first: str
    second: str = ""
    urgent: bool = False


def acts(item: Item) -> tuple[Act, ...]:
    """All that can be done with a row."""
    if isinstance(item, Review):
        return (Act.DISMISS,)
    return tuple(Act(each) for each in item.actions)


def offered(item: Item) -> tuple[Act, ...]:
    """What a row offers by itself; what else can be done is in its menu."""
    possible = acts(item)
    if isinstance(item, Review):
        return possible
    wanted: list[Act] = []
    if item.state in ATTENTION:
        # An invoice that was refused is not there: it has nothing to be linked to.
        may_be_there = item.kind == "customer" or item.outcome_unknown or bool(item.remote_id)
        first = (Act.WITHOUT_CUSTOMER, *((Act.LINK,) if may_be_there else ()), Act.RETRY)
        wanted = [each for each in first if each in possible][:2]
    return (*wanted, Act.MORE) if len(wanted) < len(possible) else tuple(wanted)


def act(wanted: Act) -> str:
    """What a button says."""
    words = {
        Act.RETRY: QCoreApplication.translate("sync", "Retry"),
        Act.LINK: QCoreApplication.translate("sync", "Link to existing"),
        Act.DROP: QCoreApplication.translate("sync", "Do not send"),
        Act.WITHOUT_CUSTOMER: QCoreApplication.translate("sync", "Send without customer"),
        Act.DISMISS: QCoreApplication.translate("sync", "Dismiss"),
        Act.MORE: QCoreApplication.translate("sync", "More"),
    }
    return words[wanted]


def verdict(item: Item) -> Term:
    """How a row stands, in a word."""
    if isinstance(item, Review):
        words = QCoreApplication.translate("sync", "To look at")
        return Term(words, "info-circle", look=tag.WARNING)
    if item.state in ATTENTION:
        words = QCoreApplication.translate("sync", "Needs attention")
        return Term(words, "alert-triangle", look=tag.BAD)
    if item.state in CHECKING:
        words = QCoreApplication.translate("sync", "Unknown, checking")
        return Term(words, "help-circle", look=tag.WARNING)
    if item.state == "SENDING":
        words = QCoreApplication.translate("sync", "Sending")
        return Term(words, "cloud-up", look=tag.INFO)
    if item.state in WAITING:
        words = QCoreApplication.translate("sync", "Waiting")
        return Term(words, "hourglass", look=tag.PLAIN)
    words = QCoreApplication.translate("sync", "Sent")
    return Term(words, "cloud-check", look=tag.GOOD)


def what(item: Item, labels: Mapping[str, str]) -> Lines:
    """What a row is about, and where it goes; `labels` are the names of the back ends."""
    place = isolate(labels.get(item.backend, item.backend)) if item.backend else ""
    if isinstance(item, Review):
        return Lines(_looked_at(item), place)
    parts = [figure.money(item.total)] if item.total else []
    parts += [isolate(item.name)] if item.kind in {"invoice", *ORDERS} and item.name else []
    calls_off = item.kind == "order" and item.payload.get("status") in statuses.CALLED_OFF
    second = " · ".join([*parts, *([place] if place else [])])
    return Lines(title(item), second, urgent=calls_off)


def title(item: EntryRow) -> str:
    """What is to be sent."""
    name = isolate(figure.names(item.name, item.name_ar)[0])
    named = {
        "customer": QCoreApplication.translate("sync", "Customer {name}"),
        "product": QCoreApplication.translate("sync", "Product {name}"),
        "category": QCoreApplication.translate("sync", "Category {name}"),
    }
    if item.kind in named:
        return named[item.kind].format(name=name)
    if item.kind == "invoice":
        words = QCoreApplication.translate("sync", "Invoice {number}")
        return words.format(number=figure.number(item.number))
    if item.kind == "finish":
        words = QCoreApplication.translate("sync", "Invoice {number}: handed over")
        return words.format(number=figure.number(item.number))
    if item.kind == "placement":
        return QCoreApplication.translate("sync", "New online order")
    if item.kind == "order":
        words = QCoreApplication.translate("sync", "Order {number} → {status}")
        status = statuses.said(str(item.payload.get("status", "")))
        return words.format(number=figure.number(item.number), status=status)
    return _stock_title(item, name)


def _stock_title(item: EntryRow, name: str) -> str:
    if item.kind == "count":
        words = QCoreApplication.translate("sync", "Count · {name}")
    else:
        words = QCoreApplication.translate("sync", "Stock · {name}")
    if item.old is None or item.new is None:
        return words.format(name=name)
    change = QCoreApplication.translate("sync", "{old} → {new}").format(
        old=figure.quantity(item.old, ""), new=figure.quantity(item.new, "")
    )
    return f"{words.format(name=name)} {change}"


def message(item: Item, now: datetime) -> Lines:
    """What is to be said of a row."""
    if isinstance(item, Review):
        at = moment.short(datetime.fromisoformat(item.at), now)
        return Lines(told.said(item.code, item.message), at)
    if item.state in ATTENTION:
        return _attention(item, now)
    if item.state in CHECKING:
        return _checking(item, now)
    changed = moment.short(item.changed_at or item.created_at, now)
    if item.state == "SENDING":
        words = QCoreApplication.translate("sync", "Attempt {number}")
        began = QCoreApplication.translate("sync", "Started {time}")
        return Lines(words.format(number=figure.number(item.attempts)), began.format(time=changed))
    if item.state in WAITING:
        return _waiting(item, now)
    words = QCoreApplication.translate("sync", "Sent {time}").format(time=changed)
    return Lines(words, _remote(item) if item.kind not in {"stock", "count"} else _change(item))


def _attention(item: EntryRow, now: datetime) -> Lines:
    at = moment.short(item.changed_at or item.created_at, now)
    status = item.verdict.removeprefix("http_")
    parts: list[str] = []
    message = statuses.worded(item.message) if item.kind == "order" else item.message
    said = told.why(item.verdict, message)
    if status.isdigit():
        words = QCoreApplication.translate("sync", "Server answer {status}")
        parts.append(words.format(status=figure.number(status)))
    if item.dependents:
        said_of_them = QCoreApplication.translate(
            "sync", "%n record(s) wait for this", "", item.dependents
        )
        parts.append(said_of_them)
    elif item.remote_id and item.state != "REJECTED":
        parts.append(_remote(item))
    return Lines(said, " · ".join([*parts, at]), urgent=True)


def _checking(item: EntryRow, now: datetime) -> Lines:
    said = QCoreApplication.translate(
        "sync", "No answer after sending. We are looking for it there."
    )
    never = QCoreApplication.translate("sync", "It is never sent twice blindly.")
    if item.not_before is None or item.not_before <= now:
        return Lines(said, never)
    look = QCoreApplication.translate("sync", "Next look at {time}.")
    return Lines(said, f"{look.format(time=moment.short(item.not_before, now))} {never}")


def _waiting(item: EntryRow, now: datetime) -> Lines:
    if item.waits_for is not None:
        return Lines(_behind(item), _change(item) or _since(item, now))
    if item.verdict:
        said = told.said(item.verdict, item.message)
    else:
        said = QCoreApplication.translate("sync", "Waits for its turn")
    if item.not_before is not None and item.not_before > now:
        words = QCoreApplication.translate("sync", "Goes out at {time}")
        return Lines(said, words.format(time=moment.short(item.not_before, now)))
    if item.attempts:
        return Lines(said, QCoreApplication.translate("sync", "%n attempt(s)", "", item.attempts))
    return Lines(said, _change(item) or _since(item, now))


def _behind(item: EntryRow) -> str:
    if item.waits_for_kind == "invoice":
        words = QCoreApplication.translate("sync", "Behind invoice {number}")
        return words.format(number=figure.number(item.waits_for_name))
    if item.waits_for_kind == "customer":
        words = QCoreApplication.translate("sync", "Behind customer {name}")
    else:
        words = QCoreApplication.translate("sync", "Behind product {name}")
    return words.format(name=isolate(item.waits_for_name))


def _since(item: EntryRow, now: datetime) -> str:
    words = QCoreApplication.translate("sync", "Since {time}")
    return words.format(time=moment.short(item.created_at, now))


def _change(item: EntryRow) -> str:
    if item.delta is None:
        return ""
    words = QCoreApplication.translate("sync", "Change of {change}")
    return words.format(change=figure.change(item.delta, ""))


def _remote(item: EntryRow) -> str:
    if not item.remote_id:
        return ""
    words = QCoreApplication.translate("sync", "There as {id}")
    return words.format(id=figure.number(item.remote_id))


def _looked_at(item: Review) -> str:
    whole = {
        "orders": QCoreApplication.translate("sync", "List of orders"),
        "products": QCoreApplication.translate("sync", "List of products"),
        "prices": QCoreApplication.translate("sync", "Prices and tax"),
    }
    if item.subject in whole:
        return whole[item.subject]
    kind, _, number = item.subject.rpartition(" ")
    known = {
        "order": QCoreApplication.translate("sync", "Order {id} there"),
        "product": QCoreApplication.translate("sync", "Product {id} there"),
        "customer": QCoreApplication.translate("sync", "Customer {id} there"),
        "stock of product": QCoreApplication.translate("sync", "Stock of product {id} there"),
        "webhook port": QCoreApplication.translate("sync", "Webhooks at port {id}"),
    }
    if kind not in known:
        return isolate(item.subject)
    return known[kind].format(id=figure.number(number))


def state(card: BackendCard, now: datetime, *, syncing: bool) -> Term:
    """How a back end stands, in a few words."""
    of = card.state
    again = moment.short(of.next_try_at, now) if of.next_try_at else ""
    if of.paused:
        return Term(_paused(of.problem), "alert-triangle", "danger", tag.BAD)
    if of.problem == "throttled" and again:
        words = QCoreApplication.translate("sync", "Limit reached, resumes {time}")
        return Term(words.format(time=again), "hourglass", "warning", tag.WARNING)
    if of.reading is not None:
        words = QCoreApplication.translate("sync", "Reading products: {count}")
        count = figure.number(f"{of.reading:,}")
        return Term(words.format(count=count), "refresh", "info", tag.INFO)
    if syncing:
        return Term(QCoreApplication.translate("sync", "Syncing…"), "refresh", "info", tag.INFO)
    if of.failures:
        words = QCoreApplication.translate("sync", "Offline, tries again {time}")
        return Term(words.format(time=again), "cloud-off", "warning", tag.WARNING)
    return _connected(of.problem, was_served=of.served_at is not None)


def orders(card: BackendCard, now: datetime) -> str:
    """How many of a back end's online orders are new; empty where it has none at all."""
    if card.orders is None:
        return ""
    if card.orders.read_at is None:
        return QCoreApplication.translate("sync", "Orders not read yet")
    words = QCoreApplication.translate("sync", "%n new order(s), read {time}", "", card.orders.new)
    return words.format(time=moment.short(card.orders.read_at, now))


def _connected(problem: str, *, was_served: bool) -> Term:
    if problem == "clock":
        words = QCoreApplication.translate("sync", "Connected. Check the clock.")
        return Term(words, "clock", "warning", tag.WARNING)
    if problem:
        words = QCoreApplication.translate("sync", "Connected, not all was read")
        return Term(words, "alert-triangle", "warning", tag.WARNING)
    if not was_served:
        return Term(QCoreApplication.translate("sync", "Not reached yet"), "hourglass", "text-3")
    words = QCoreApplication.translate("sync", "Connected")
    return Term(words, "cloud-check", "success", tag.GOOD)


def _paused(problem: str) -> str:
    if problem == "no_key":
        return QCoreApplication.translate("sync", "Key missing. Selling goes on.")
    if problem in KEY_PROBLEMS:
        return QCoreApplication.translate("sync", "Key refused. Selling goes on.")
    if problem == "other_business":
        return QCoreApplication.translate("sync", "Other business. Selling goes on.")
    if problem in {"wrong_address", "redirected"}:
        return QCoreApplication.translate("sync", "Wrong address. Selling goes on.")
    return QCoreApplication.translate("sync", "Stopped. Selling goes on.")


def labels(cards: Mapping[str, str], kinds: Mapping[str, str]) -> dict[str, str]:
    """Names of back ends for people: their system's, and their own where there are several.

    `cards` are the kinds of the back ends by their names, `kinds` the names of the systems.
    """
    systems = list(cards.values())
    found = {}
    for name, kind in cards.items():
        system = kinds.get(kind, kind)
        found[name] = system if systems.count(kind) == 1 else f"{system} · {name}"
    return found
