"""A login by user and password: tokens that run out, are renewed in time, and kept before use."""

from __future__ import annotations

import hashlib
import math
import re
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.connectors import _errors, _json
from app.connectors._auth import Headers, bearer
from app.connectors._http import Http, Reply
from app.connectors._json import Fields
from app.sync.contract import Access, Gate
from app.sync.problem import SyncProblem, Transient, Unserved

_MARGIN = 30.0  # seconds that a token must have left to be used
_LONGEST_LIFE = 30 * 86_400.0  # seconds; whatever is said to live longer is renewed then
_REMEMBERED = 8  # tokens that no error may show, the latest
_SENDABLE = re.compile(r"[!-~]+")

# The problems of a login that say that user and password are wrong.
_REFUSED = frozenset({"refused", "forbidden"})


@dataclass(frozen=True, slots=True)
class _Pair:
    """An access token and the one that gets the next; `refresh` is empty once it was sent.

    `expires_at` is by the server's clock, `renew_at` by our steady one.
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime | None = None
    renew_at: float = math.inf


class Login:
    """One user's login. Several threads may ask at once: only one of them renews."""

    def __init__(
        self, access: Access, gate: Gate, *, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._access = access
        self._gate = gate
        self._steady = steady
        self._http = Http(access, gate, dict, secrets=self.secrets)
        self._lock = threading.Lock()
        self._pair: _Pair | None = None
        self._told: tuple[str, ...] = ()
        self._server_began: datetime | None = None  # the server's clock when our steady one was 0
        whose = f"{access.url.rstrip('/')}\n{access.user}"
        self._whose = hashlib.sha256(whose.encode(errors="replace")).hexdigest()[:16]

    def authorize(self) -> Headers:
        """What lets the next request in; it asks for it where it has none that lasts."""
        with self._lock:
            pair = self._pair
            if pair is None or self._is_ending(pair):
                pair = self._renewed(pair)
            return bearer(pair.access)()

    def renew(self, refused: Headers) -> bool:
        """Get other headers than those that were refused, unless another thread just did."""
        with self._lock:
            pair = self._pair
            if pair is None or bearer(pair.access)() == refused:
                self._renewed(pair)
            return True

    def secrets(self) -> tuple[str, ...]:
        """The tokens of late."""
        return self._told

    def logout(self) -> None:
        """End it at the server and forget it; it is forgotten even if that raises."""
        with self._lock:
            pair = self._kept() or self._pair
            try:
                if pair is not None:
                    self._leave(pair)
            finally:
                self._pair = None
                if self._access.tokens is not None:
                    self._access.tokens.forget()

    def close(self) -> None:
        """Let go of connections."""
        self._http.close()

    def _is_ending(self, pair: _Pair) -> bool:
        """Whether it may run out before a request is there."""
        return self._steady() >= pair.renew_at

    # Getting tokens

    def _renewed(self, old: _Pair | None) -> _Pair:
        """A pair of another process, by the refresh token, or by the password."""
        kept = self._kept()
        if kept is not None:
            is_other = old is None or kept.access != old.access
            if is_other and not self._is_ending(kept):
                self._pair = kept
                return kept
            old = kept  # another process may have sent its refresh token already
        return (old and self._refreshed(old)) or self._logged_in()

    def _refreshed(self, old: _Pair) -> _Pair | None:
        """The next pair; None where there is none to be had without the password.

        The refresh token is written off before it is sent: if the answer is lost, or this program
        ends, it may be burnt, and a server may take its second use for a theft.
        """
        if not old.refresh:
            return None
        self._keep(replace(old, refresh=""))
        try:
            value, reply = self._http.ask("POST", "/auth/refresh", {"refreshToken": old.refresh})
            return self._taken(value, reply)
        except SyncProblem as problem:
            if isinstance(problem, Transient) and problem.throttled:
                self._keep(old)  # nobody looked at it
                raise
            return None

    def _logged_in(self) -> _Pair:
        if not self._access.key:
            raise _errors.unserved("wrong_key")
        body = {"email": self._access.user, "password": self._access.key}
        try:
            value, reply = self._http.ask("POST", "/auth/login", body)
        except (Transient, Unserved) as problem:
            if problem.code in _REFUSED:
                raise _errors.unserved("wrong_key") from problem
            if problem.code == "not_found":
                raise _errors.unserved("wrong_address") from problem
            raise
        return self._taken(value, reply)

    def _leave(self, pair: _Pair) -> None:
        try:
            self._end(pair)
        except Unserved as problem:
            if problem.code != "wrong_key":
                raise
        else:
            return
        # The access token has run out; its refresh token may not have.
        last = self._refreshed(pair)
        if last is not None:
            self._end(last)

    def _end(self, pair: _Pair) -> None:
        entry = bearer(pair.access)
        with closing(Http(self._access, self._gate, entry, secrets=self.secrets)) as http:
            http.ask("DELETE", "/auth/logout")

    # Keeping tokens

    def _taken(self, value: object, reply: Reply) -> _Pair:
        """The pair in an answer, kept; raises Transient wrong_shape where there is none."""
        fields = value if isinstance(value, dict) else {}
        inner = fields.get("data")
        fields = inner if isinstance(inner, dict) else fields
        access, refresh = (_token(fields, name) for name in ("access", "refresh"))
        self._remember(access, refresh)
        if not access:
            raise _errors.transient("wrong_shape")
        now = self._steady()
        self._server_began = _later(reply.date, -now) or self._server_began
        pair = _Pair(access, refresh)
        life = _life(fields)
        if life is not None:
            # A token that lives for less than a minute would otherwise never be used.
            renew_at = now + life - min(_MARGIN, life / 2)
            pair = replace(pair, expires_at=_later(reply.date, life), renew_at=renew_at)
        self._keep(pair)
        return pair

    def _keep(self, pair: _Pair) -> None:
        """Keep it in its secret place, and only then use it."""
        if self._access.tokens is not None:
            self._access.tokens.save(self._text(pair))
        self._pair = pair

    def _text(self, pair: _Pair) -> str:
        fields = {"whose": self._whose, "access": pair.access, "refresh": pair.refresh}
        if pair.expires_at is not None:
            fields["expires_at"] = pair.expires_at.isoformat()
        return _json.write(fields).decode()

    def _kept(self) -> _Pair | None:
        """What was kept last, by us or by another process; None where nothing fits this login."""
        text = self._access.tokens.load() if self._access.tokens is not None else None
        try:
            fields = _json.read((text or "").encode(errors="replace"))
        except _json.BadJson:
            return None
        if not isinstance(fields, dict) or fields.get("whose") != self._whose:
            return None
        access, refresh = (_sendable(fields.get(name)) for name in ("access", "refresh"))
        self._remember(access, refresh)
        expires_at = _json.time(fields.get("expires_at"))
        renew_at = math.inf
        # Our own clock may be wrong, the server's is known only once it has told it.
        if expires_at is not None and self._server_began is not None:
            renew_at = (expires_at - self._server_began).total_seconds() - _MARGIN
        return _Pair(access, refresh, expires_at, renew_at) if access else None

    def _remember(self, *tokens: str) -> None:
        fresh = tuple(token for token in tokens if token and token not in self._told)
        self._told = (*self._told, *fresh)[-_REMEMBERED:]


def _token(fields: Fields, name: str) -> str:
    return _sendable(fields.get(f"{name}Token")) or _sendable(fields.get(f"{name}_token"))


def _sendable(value: object) -> str:
    """The token; nothing for what no header could hold."""
    token = _json.text(value)
    return token if _SENDABLE.fullmatch(token) else ""


def _later(at: datetime | None, seconds: float) -> datetime | None:
    try:
        return at and at + timedelta(seconds=seconds)
    except OverflowError:  # no server's clock is there
        return None


def _life(fields: Fields) -> float | None:
    """For how many seconds the access token is good, if the answer says so."""
    said = (_json.number(fields.get(name)) for name in ("expiresIn", "expires_in"))
    life = next((seconds for seconds in said if seconds is not None), None)
    return None if life is None or life <= 0 else min(float(life), _LONGEST_LIFE)
