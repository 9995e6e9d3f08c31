"""The gate before the API: the right key, not too often, and a body of bounded size."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.errors import Refusal, SanduqError
from app.hub import key
from app.hub.answer import problem
from app.hub.database import Database
from app.hub.key import Caller
from app.hub.limit import Limiter

LARGEST_BODY = 1_000_000
OPEN = {"/docs", "/openapi.json"}


class Gate:
    """An ASGI middleware: behind it a request has a caller and its whole body."""

    def __init__(
        self, app: ASGIApp, *, database: Database, limiter: Limiter, unlimited: str
    ) -> None:
        self._app = app
        self._database = database
        self._limiter = limiter
        self._unlimited = unlimited

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what may not pass, and pass on the rest."""
        if scope["type"] != "http" or scope["path"] in OPEN:
            await self._app(scope, receive, send)
            return
        try:
            caller = await run_in_threadpool(self._caller, Headers(scope=scope))
            wait = 0 if scope["path"] == self._unlimited else self._limiter.wait(caller.key_id)
            if wait:
                busy = Refusal("too_many_requests", f"Too many requests; wait {wait} seconds.")
                await problem(busy, {"Retry-After": str(wait)})(scope, receive, send)
                return
            body = await _body(receive)
        except SanduqError as error:
            await problem(error)(scope, receive, send)
            return
        if body is not None:
            scope["state"]["caller"] = caller
            await self._app(scope, _received(body, receive), send)

    def _caller(self, headers: Headers) -> Caller:
        text = headers.get("X-API-Key", "")
        if not text:
            raise Refusal("no_key", "The header X-API-Key is missing.")
        caller = key.find(self._database, text)
        if caller is None:
            raise Refusal("wrong_key", "The key in X-API-Key is not known here, or was revoked.")
        return caller


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None when the caller has hung up."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            most = f"{LARGEST_BODY:,} bytes"
            raise Refusal("body_too_large", f"The body has more than {most}; send less at once.")
        if not message.get("more_body", False):
            return bytes(body)


def _received(body: bytes, receive: Receive) -> Receive:
    whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return whole.pop() if whole else await receive()

    return replay
