"""The logins of a fake Commerce API: short-lived tokens, and refresh tokens that are good once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tests.fakes.form import read_body
from tests.fakes.wire import Answer, Request, answer_json

EMAIL = "till@example.com"
SESAME = "correct horse battery"

_LOGIN = {"email": "string*", "password": "string*"}
_REFRESH = {"refreshToken": "string*"}


class Refusal(Exception):
    """The API says no, in its own way."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message

    def answer(self) -> Answer:
        """What the client reads."""
        body = {"code": self.code, "message": self.message, "details": []}
        return answer_json(self.status, body)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and what they may do; those who are no admins see their own orders only."""

    user: str
    permissions: frozenset[str]
    is_admin: bool = False

    def need(self, permission: str) -> None:
        """Refuse those who lack a permission."""
        if permission not in self.permissions:
            raise Refusal(403, "FORBIDDEN", f"{permission} is required")


@dataclass(slots=True)
class User:
    """Somebody who may log in."""

    password: str = SESAME
    permissions: frozenset[str] = frozenset({"products:write"})
    is_admin: bool = True


@dataclass(slots=True)
class Session:
    """One login: its pair of tokens at hand, and the refresh tokens that were used up."""

    user: str
    access: str = ""
    refresh: str = ""
    ends: datetime | None = None
    used: set[str] = field(default_factory=set)
    is_live: bool = True


class Logins:
    """All sessions. A refresh token that comes twice ends its session, as a stolen one would."""

    def __init__(self, now: Callable[[], datetime], complain: Callable[[str], None]) -> None:
        self.users: dict[str, User] = {EMAIL: User()}
        self.sessions: list[Session] = []
        self.token_seconds = 3600
        self.tells_life = True
        self.names: dict[str, str] = {}  # how it spells its fields, where not like the copy
        self.wraps = ""
        self.thefts = 0
        self.given: set[str] = set()  # every token that there ever was
        self._now = now
        self._complain = complain
        self._numbers = count(1)

    def respond(self, request: Request) -> Answer:
        """POST /auth/login, POST /auth/refresh, DELETE /auth/logout."""
        match request.target.method, request.target.path:
            case "POST", "/auth/login":
                return self._login(request)
            case "POST", "/auth/refresh":
                return self._refresh(request)
            case "DELETE", "/auth/logout":
                return self._logout(request)
        raise Refusal(404, "NOT_FOUND", "Not found")

    def caller(self, request: Request) -> Caller:
        """Whose token came with a request."""
        session = self._session(request)
        user = self.users[session.user]
        return Caller(session.user, user.permissions, user.is_admin)

    def revoke(self) -> None:
        """End every session, as an admin may."""
        for session in self.sessions:
            session.is_live = False

    def expire(self) -> None:
        """Let the access tokens run out; the refresh tokens stay good."""
        for session in self.sessions:
            session.ends = self._now()

    @property
    def live(self) -> list[Session]:
        """The sessions that have not ended."""
        return [session for session in self.sessions if session.is_live]

    def _login(self, request: Request) -> Answer:
        fields = read_body(request, _LOGIN, self._complain)
        user = self.users.get(fields["email"])
        if user is None or user.password != fields["password"]:
            raise Refusal(401, "INVALID_CREDENTIALS", "Wrong email or password")
        session = Session(fields["email"])
        self.sessions.append(session)
        return self._pair(session)

    def _refresh(self, request: Request) -> Answer:
        token = read_body(request, _REFRESH, self._complain)["refreshToken"]
        for session in self.sessions:
            if token in session.used:
                session.is_live = False
                self.thefts += 1
                raise Refusal(401, "TOKEN_REUSED", f"Refresh token {token} was used before")
            if token == session.refresh and session.is_live:
                session.used.add(token)
                return self._pair(session)
        raise Refusal(401, "INVALID_TOKEN", f"Unknown refresh token {token}")

    def _logout(self, request: Request) -> Answer:
        self._session(request).is_live = False
        return Answer(204, b"", {})

    def _session(self, request: Request) -> Session:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind != "Bearer":
            raise Refusal(401, "NO_TOKEN", "A bearer token is required")
        for session in self.sessions:
            if token == session.access and session.is_live:
                if session.ends is None or session.ends > self._now():
                    return session
                raise Refusal(401, "TOKEN_EXPIRED", "The token has expired")
        raise Refusal(401, "INVALID_TOKEN", f"Unknown token {token}")

    def _pair(self, session: Session) -> Answer:
        number = next(self._numbers)
        session.access, session.refresh = f"eyJhbGciOi.access{number}.sig", f"rt_{number}_opaque"
        self.given |= {session.access, session.refresh}
        session.ends = self._now() + timedelta(seconds=self.token_seconds)
        fields: dict[str, Any] = {
            "accessToken": session.access,
            "tokenType": "Bearer",
            "expiresIn": self.token_seconds,
            "refreshToken": session.refresh,
        }
        if not self.tells_life:
            del fields["expiresIn"]
        spelt = {self.names.get(name, name): value for name, value in fields.items()}
        return answer_json(200, {self.wraps: spelt} if self.wraps else spelt)
