"""`backend`: the systems that this shop's sales go to."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from app import bootstrap_sync, settings
from app.cli import answer, session
from app.cli.answer import Answer
from app.connectors import kind as kinds
from app.domain.backend import Backend, backend_name, backend_settings
from app.domain.errors import Refusal
from app.secret_store import SecretStore, variable
from app.services import backends
from app.services.backends import BackendChange, Secrets

MAX_KEY = 4_000


def kinds_known(wanted: Namespace) -> list[Answer]:  # noqa: ARG001 – every command is given it
    """The kinds of back ends that there are."""
    return [
        {
            "kind": name,
            "name": kind.name,
            "url": kind.default_url,
            "keys": list(kind.keys),
            "login": kind.has_login,
        }
        for name, kind in kinds.KINDS.items()
    ]


def every(wanted: Namespace) -> list[Answer]:
    """All back ends, and how each stands."""
    with session.reading(wanted) as (unit, _):
        return [answer.backend(card) for card in backends.every(unit)]


def add(wanted: Namespace) -> Answer:
    """Set up a back end and keep its key; with the setting `user` the key is a password."""
    if wanted.kind not in kinds.KINDS:
        known = ", ".join(kinds.KINDS)
        raise Refusal("unknown_kind", f"There is no kind “{wanted.kind}”; there is {known}.")
    asked = Backend(
        id=0,
        name=backend_name(wanted.name),
        kind=wanted.kind,
        url=kinds.clean_url(wanted.kind, wanted.url),
        key_store=wanted.key_store,
        settings=backend_settings({**kinds.KINDS[wanted.kind].settings, **dict(wanted.set)}),
    )
    secrets = _secrets(wanted)
    key = _key(wanted, asked, secrets(asked.key_store))
    if key is None:
        raise Refusal(
            "no_key", "Give the key with --key-file or --key-env; it is never an argument."
        )
    with session.writing(wanted) as (unit, counter):
        added, _ = backends.add(unit, asked, key, counter, secrets=secrets)
    return _card(wanted, added.name)


def change(wanted: Namespace) -> Answer:
    """Change the address, settings or key of a back end."""
    with session.reading(wanted) as (unit, _):
        old = backends.get(unit, wanted.name)
    secrets = _secrets(wanted)
    key_store = wanted.key_store or old.key_store
    store = secrets(key_store)
    new = replace(
        old, key_store=key_store, settings=backend_settings(dict(wanted.set), old.settings)
    )
    is_other = new.key_store != old.key_store or new.settings.user != old.settings.user
    wants_key = wanted.key_file or wanted.key_env or is_other
    asked = BackendChange(
        url=kinds.clean_url(old.kind, wanted.url) if wanted.url else None,
        settings=dict(wanted.set),
        key_store=key_store,
        key=_key(wanted, new, store) if wants_key else None,
    )
    with session.writing(wanted) as (unit, counter):
        backends.change(unit, old.name, asked, counter, secrets=secrets)
    return _card(wanted, old.name)


def remove(wanted: Namespace) -> Answer:
    """Forget a back end and its key."""
    folder = settings.data_folder(wanted.data)
    with session.writing(wanted) as (unit, counter):
        log_out = bootstrap_sync.login_of(folder, backends.get(unit, wanted.name))
        removed, _ = backends.remove(unit, wanted.name, counter, secrets=_secrets(wanted))
    if log_out is not None:
        log_out()
    return {"removed": removed.name}


def product(wanted: Namespace) -> list[Answer]:
    """One product as a back end has it now."""
    with session.opened(wanted) as store:
        found = bootstrap_sync.product(store, wanted.name, wanted.id)
        with store.read() as unit:
            own = session.currency(unit, wanted.name)
    if not found:
        raise Refusal("unknown_product", f"{wanted.name} has no product {wanted.id[:80]}.")
    return [answer.remote_product(each, stock, own) for each, stock in found]


def prove(wanted: Namespace) -> Answer:
    """Try out in its sandbox what a back end's document does not say."""
    with session.opened(wanted) as store:
        found = bootstrap_sync.prove(store, wanted.name)
    return {
        name: {"answer": each.answer, "evidence": each.evidence} for name, each in found.items()
    }


def check(wanted: Namespace) -> Answer:
    """Ask a back end whether it is there and lets us in, and remember what it can do."""
    with session.reading(wanted) as (unit, _):
        card = backends.card(unit, wanted.name)
    backend = card.backend
    key = _secrets(wanted)(backend.key_store).get(backend.name)
    if key is None:
        where = variable(backend.name) if backend.key_store == "env" else backend.key_store
        said = f"There is no key of {backend.name} in {where}."
        return answer.check(backends.Check(False, said, "no_key"), card.capabilities)
    found = bootstrap_sync.check(backend, key, settings.data_folder(wanted.data))
    if found.ok:
        with session.writing(wanted) as (unit, counter):
            backends.keep_check(unit, backend.name, found, counter)
    return answer.check(found, card.capabilities)


def _card(wanted: Namespace, name: str) -> Answer:
    with session.reading(wanted) as (unit, _):
        return answer.backend(backends.card(unit, name))


def _secrets(wanted: Namespace) -> Secrets:
    return bootstrap_sync.secrets(settings.data_folder(wanted.data))


def _key(wanted: Namespace, backend: Backend, store: SecretStore) -> str | None:
    """The key that the options lead to, checked; None when they lead to none."""
    kept = store.get(backend.name)  # a keyring that asks its owner does so now, not later
    key = kept if backend.key_store == "env" else None
    if wanted.key_file:
        key = _first_line(wanted.key_file)
    elif wanted.key_env:
        key = os.environ.get(wanted.key_env, "").strip()
        if not key:
            raise Refusal("no_key", f"The variable {wanted.key_env} is not set.")
    if key:
        kinds.refuse_foreign_key(backend.kind, key, user=backend.settings.user)
    return key


def _first_line(name: str) -> str:
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as file:
            key = file.readline(MAX_KEY).strip()
    except OSError as error:
        raise Refusal("unknown_file", f"The file {name} can't be read.") from error
    if not key:
        raise Refusal("no_key", f"The first line of {name} is empty.")
    return key
