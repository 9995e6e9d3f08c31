"""Back ends: set up, changed, checked and removed; each change is written in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain import webhook
from app.domain.backend import (
    KEY_STORES,
    SANDBOX_KEYS,
    Backend,
    backend_name,
    backend_settings,
)
from app.domain.errors import Refusal
from app.domain.order_flow import Stage
from app.secret_store import SecretStore, token_name, webhook_secret
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import backend as storage
from app.storage import journal, order_list, order_scan, outbox
from app.storage.backend import BackendState, Known
from app.storage.order_list import OrderFilter
from app.storage.outbox import NEEDS_MANAGER, RECONCILING, SENDING, UNKNOWN, WAITING
from app.storage.store import Unit

__all__ = [
    "BackendCard",
    "BackendChange",
    "BackendState",
    "Check",
    "Known",
    "OnlineOrders",
    "Secrets",
    "add",
    "card",
    "change",
    "every",
    "get",
    "in_sandbox",
    "is_sandbox",
    "keep_check",
    "remove",
    "set_webhook_secret",
]

_SANDBOX = "sandbox"

# The store of each kind (keyring, file, env) in which this shop's keys lie.
Secrets = Callable[[str], SecretStore]


@dataclass(frozen=True, slots=True)
class OnlineOrders:
    """A back end's online orders: how many are new, and when all were read, if they ever were."""

    new: int
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class BackendCard:
    """A back end with how it stands, what it can do, and what waits for it.

    `counts` are its open records by state, `oldest` is when the oldest that waits was made.
    `keeps_books`: it decides prices and stock, and no other one does. `orders`: None where it has
    no online orders.
    """

    backend: Backend
    state: BackendState
    capabilities: Mapping[str, Known]
    counts: Mapping[str, int]
    waiting: int
    needs_manager: int
    oldest: datetime | None
    keeps_books: bool
    orders: OnlineOrders | None


@dataclass(frozen=True, slots=True)
class BackendChange:
    """What is to be different of a back end; None leaves it.

    Another key store needs the key, another user the password.
    """

    url: str | None = None
    settings: Mapping[str, str] | None = None
    key_store: str | None = None
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Check:
    """What asking a back end found out.

    `problem` is a code and `message` a sentence; where `ok` is false nothing else is known.
    `clock_skew` is how many milliseconds its clock is ahead of ours. `claims` are the
    capabilities that the server itself told of.
    """

    ok: bool
    message: str
    problem: str = ""
    business: str = ""
    server_time: datetime | None = None
    clock_skew: int = 0
    capabilities: Mapping[str, Known] = field(default_factory=dict)
    claims: frozenset[str] = frozenset()


def every(unit: Unit) -> list[BackendCard]:
    """All back ends, the first one first."""
    keeper = storage.books(unit)
    return [_card(unit, each, keeper) for each in storage.every(unit)]


def card(unit: Unit, name: str) -> BackendCard:
    """The back end of this name and how it stands; raises Refusal unknown_backend."""
    return _card(unit, storage.get(unit, name), storage.books(unit))


def get(unit: Unit, name: str) -> Backend:
    """The back end of this name; raises Refusal unknown_backend."""
    return storage.get(unit, name)


def is_sandbox(known: Mapping[str, Known]) -> bool:
    """Whether nothing is real in a back end of which this is known."""
    return _SANDBOX in known and known[_SANDBOX].answer == "yes"


def in_sandbox(unit: Unit) -> bool:
    """Whether the books are kept in a back end where nothing is real."""
    keeper = storage.books(unit)
    return keeper is not None and is_sandbox(storage.capabilities(unit, keeper.name))


def _card(unit: Unit, backend: Backend, keeper: Backend | None) -> BackendCard:
    counts = outbox.counts(unit, backend.name)
    return BackendCard(
        backend=backend,
        state=storage.state(unit, backend.name),
        capabilities=storage.capabilities(unit, backend.name),
        counts=counts,
        waiting=sum(counts.get(state, 0) for state in WAITING),
        needs_manager=sum(counts.get(state, 0) for state in NEEDS_MANAGER),
        oldest=outbox.oldest(unit, backend.name),
        keeps_books=keeper == backend,
        orders=_orders(unit, backend),
    )


def _orders(unit: Unit, backend: Backend) -> OnlineOrders | None:
    if not order_scan.shops(unit, [backend]):
        return None
    new = order_list.count(unit, OrderFilter(backend.name, stage=Stage.NEW))
    return OnlineOrders(new, order_scan.read_at(unit, backend.name))


def add(
    unit: Unit, backend: Backend, key: str, counter: Counter, *, secrets: Secrets
) -> tuple[Backend, Changes]:
    """Set up a back end and keep its key: both or neither. Address and key are checked already.

    Raises Refusal bad_name, bad_key_store, no_key, name_taken, name_used, books_kept, and what its
    key store raises.
    """
    store = _store(secrets, backend.key_store)
    name = backend_name(backend.name)
    _refuse_no_key(key)
    _refuse_second_books(unit, backend)
    _refuse_anothers_name(unit, name, backend.url)
    at = counter.source.now()
    added = storage.add(unit, replace(backend, name=name), at=at)
    data = {"kind": added.kind, "url": added.url, "key_store": added.key_store}
    data |= {f"settings.{key}": text for key, text in added.settings.texts().items()}
    journal.write(unit, "backend_added", name, {**data}, actor=counter.cashier, at=at)
    _learn_world(unit, added, key, at)
    store.put(name, key)
    _commit(unit, lambda: store.forget(name))
    return added, Changes(outbox=True, settings=True)


def change(
    unit: Unit, name: str, wanted: BackendChange, counter: Counter, *, secrets: Secrets
) -> tuple[Backend, Changes]:
    """Change a back end; a new key replaces the old one, and a pause ends.

    Raises Refusal unknown_backend, bad_setting, bad_key_store, no_key, books_kept, and what its
    key store raises.
    """
    old = storage.get(unit, name)
    new = replace(
        old,
        url=wanted.url or old.url,
        key_store=wanted.key_store or old.key_store,
        settings=backend_settings(wanted.settings or {}, old.settings),
    )
    store = _store(secrets, new.key_store)
    is_other_user = new.settings.user != old.settings.user
    if new.key_store != old.key_store or is_other_user or wanted.key is not None:
        _refuse_no_key(wanted.key or "")
    _refuse_second_books(unit, new)
    differences = _differences(old, new)
    if not differences and wanted.key is None:
        return old, Changes()
    storage.change(unit, new)
    _journal_change(unit, new, differences, counter, has_new_key=wanted.key is not None)
    if wanted.key is None:
        unit.commit()
        return new, Changes(outbox=True, settings=True)
    storage.doubt_tried(unit, new.name)
    _learn_world(unit, new, wanted.key, counter.source.now())
    moves = new.key_store != old.key_store
    keys = {new.name: wanted.key}
    if moves:
        keys |= _webhook_secret(secrets(old.key_store), new.name)
    _commit(unit, _keep(store, keys))
    store.forget(token_name(new.name))  # of another password's login
    if moves:
        _forget(secrets(old.key_store), new.name)
    return new, Changes(outbox=True, settings=True)


def set_webhook_secret(
    unit: Unit, name: str, secret: str, counter: Counter, *, secrets: Secrets
) -> tuple[Backend, Changes]:
    """Keep the secret that proves a back end's webhooks, beside its key.

    Raises Refusal unknown_backend, no_webhooks, no_secret, bad_secret, and what its key store
    raises.
    """
    backend = storage.get(unit, name)
    webhook.refuse_silent(backend.kind)
    if not secret:
        raise Refusal("no_secret", "Webhooks need the secret that their back end shows.")
    if not secret.isprintable():
        raise Refusal("bad_secret", "A webhook's secret is one line of letters, digits and signs.")
    at, data = counter.source.now(), {"key_store": backend.key_store}
    journal.write(
        unit, "webhook_secret_changed", backend.name, {**data}, actor=counter.cashier, at=at
    )
    _commit(unit, _keep(secrets(backend.key_store), {webhook_secret(backend.name): secret}))
    return backend, Changes(settings=True)


def remove(unit: Unit, name: str, counter: Counter, *, secrets: Secrets) -> tuple[Backend, Changes]:
    """Forget a back end, its key and its webhooks' secret; what was not sent yet waits on.

    Raises Refusal unknown_backend, and still_open while it is not known what became of a record.
    """
    old = storage.get(unit, name)
    counts = outbox.counts(unit, old.name)
    in_doubt = sum(counts.get(state, 0) for state in (SENDING, UNKNOWN, RECONCILING))
    if in_doubt:
        raise Refusal(
            "still_open",
            f"It is not known yet whether {in_doubt} of the records sent to {old.name} arrived.",
        )
    storage.remove(unit, old.name)
    at = counter.source.now()
    data: dict[str, object] = {"kind": old.kind, "url": old.url}
    journal.write(unit, "backend_removed", old.name, data, actor=counter.cashier, at=at)
    unit.commit()
    _forget(secrets(old.key_store), old.name)
    return old, Changes(outbox=True, settings=True)


def keep_check(unit: Unit, name: str, check: Check, counter: Counter) -> Changes:
    """Remember what a check found out; what was proven before stays, unless the server says so.

    Its key alone tells whether it is a sandbox. A check that failed changes nothing.
    """
    backend = storage.get(unit, name)
    if not check.ok:
        return Changes()
    at = counter.source.now()
    proven = {
        what
        for what, known in storage.capabilities(unit, backend.name).items()
        if known.answer != "unknown" and what not in {*check.claims, _SANDBOX}
    }
    found = {what: known for what, known in check.capabilities.items() if what not in proven}
    storage.learn(unit, backend.name, found, at=at)
    if check.business and not backend.business:
        storage.bind(unit, backend.name, check.business)
    storage.wake(unit, backend.name)
    storage.note(unit, backend.name, served_at=at, clock_skew=check.clock_skew)
    unit.commit()
    return Changes(settings=True)


def _learn_world(unit: Unit, backend: Backend, key: str, at: datetime) -> None:
    """Whether this key is one of the sandbox, where its system has one."""
    beginning = SANDBOX_KEYS.get(backend.kind)
    if beginning is None:
        return
    is_real = not key.startswith(beginning)
    evidence = f"the key {'does not begin' if is_real else 'begins'} with {beginning}"
    found = {_SANDBOX: Known("no" if is_real else "yes", evidence)}
    storage.learn(unit, backend.name, found, at=at)


def _store(secrets: Secrets, key_store: str) -> SecretStore:
    if key_store not in KEY_STORES:
        names = ", ".join(KEY_STORES)
        raise Refusal("bad_key_store", f"A key is kept in one of {names}.")
    return secrets(key_store)


def _refuse_no_key(key: str) -> None:
    if not key:
        raise Refusal("no_key", "A back end needs its key.")


def _refuse_second_books(unit: Unit, backend: Backend) -> None:
    if backend.settings.role != "books":
        return
    for other in storage.every(unit):
        if other.settings.role == "books" and other.name != backend.name:
            name = other.name
            raise Refusal("books_kept", f"{name} keeps the books; make it an online shop first.")


def _refuse_anothers_name(unit: Unit, name: str, url: str) -> None:
    # What one server calls 307 is something else at another; orders and sales keep such ids.
    was = journal.latest(unit, "backend_removed", name)
    if was is not None and was.get("url") != url:
        raise Refusal("name_used", f"“{name}” was another server; please choose another name.")


def _webhook_secret(store: SecretStore, name: str) -> dict[str, str]:
    found = store.get(webhook_secret(name))
    return {webhook_secret(name): found} if found else {}


def _keep(store: SecretStore, keys: Mapping[str, str]) -> Callable[[], None]:
    """Keep these keys; what brings back those that were kept before."""
    before = {name: store.get(name) for name in keys}

    def undo() -> None:
        for name, key in before.items():
            if key:
                store.put(name, key)
            else:
                store.forget(name)

    for name, key in keys.items():
        store.put(name, key)
    return undo


def _forget(store: SecretStore, name: str) -> None:
    for each in (name, webhook_secret(name), token_name(name)):
        store.forget(each)


def _commit(unit: Unit, undo: Callable[[], None]) -> None:
    """Commit; if that fails the key must not stay either."""
    try:
        unit.commit()
    except BaseException:
        undo()
        raise


def _differences(old: Backend, new: Backend) -> dict[str, object]:
    """What changed: its name, with the old and the new value."""
    before, after = _flat(old), _flat(new)
    names = sorted(before.keys() | after.keys())
    return {
        name: [before.get(name, ""), after.get(name, "")]
        for name in names
        if before.get(name) != after.get(name)
    }


def _flat(backend: Backend) -> dict[str, str]:
    texts = {f"settings.{key}": text for key, text in backend.settings.texts().items()}
    return {"url": backend.url, "key_store": backend.key_store, **texts}


def _journal_change(
    unit: Unit,
    backend: Backend,
    differences: dict[str, object],
    counter: Counter,
    *,
    has_new_key: bool,
) -> None:
    at = counter.source.now()
    if differences:
        journal.write(
            unit, "backend_changed", backend.name, differences, actor=counter.cashier, at=at
        )
    if has_new_key:
        data: dict[str, object] = {"key_store": backend.key_store}
        journal.write(unit, "key_changed", backend.name, data, actor=counter.cashier, at=at)
