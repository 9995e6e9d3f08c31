"""Requests to a back end: sent once, within a deadline, never redirected, each failure classed.

Reads share a connection that is kept open. Each write has one of its own, so that a failure before
its first byte is known to be harmless.
"""

from __future__ import annotations

import ssl
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from app import __version__
from app.connectors import _errors, _json
from app.connectors._address import is_loopback
from app.connectors._auth import Authorize, Headers
from app.connectors._deadline import Backend, Deadline
from app.connectors._json import Fields
from app.sync.contract import Access, Gate

MOST_BYTES = 8 * 2**20  # of an answer
_CONNECT_SECONDS = 10.0
_IDLE_SECONDS = 15.0  # how long a connection for reads is kept
_MOST_RENEWALS = 2  # of what lets a request in: the next one at hand may be refused too

_HEADERS = {
    "User-Agent": f"Sanduq/{__version__}",
    "Accept": "application/json",
    # What the standard library unpacks: others unpack a few bytes to gigabytes at once.
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, and the body where that matters."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        """Whether the status says that it worked."""
        return 200 <= self.status < 300

    @property
    def is_page(self) -> bool:
        """Whether the body, which is no JSON, is a web page for people."""
        return self.body.removeprefix(BOM_UTF8).lstrip()[:1] == b"<"

    @property
    def date(self) -> datetime | None:
        """The server's clock, by its Date header."""
        return _errors.moment(self.headers.get("date", ""))


class Http:
    """One back end's requests."""

    def __init__(
        self,
        access: Access,
        gate: Gate,
        authorize: Authorize,
        *,
        renew: Callable[[Headers], bool] | None = None,
        secrets: Callable[[], Iterable[str]] = tuple,
        also_refuses: frozenset[int] = frozenset(),
    ) -> None:
        """`renew` gets another token for the headers that were refused, and says whether it did.

        `secrets`: what nobody may read in an error, beside the key. `also_refuses`: statuses by
        which this system refuses a record, beside the usual ones.
        """
        self._access = access
        self._gate = gate
        self._authorize = authorize
        self._renew = renew
        self._secrets = secrets
        self._refusals = _errors.REFUSALS | also_refuses
        self._deadline = Deadline()
        seconds = access.deadline_seconds
        self._client = httpx.Client(
            transport=_Transport(access.url, self._deadline),
            headers=_HEADERS,
            timeout=httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
            follow_redirects=False,
            trust_env=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        )

    def read(
        self, path: str, params: Mapping[str, str | int] | None = None, *, most: int = MOST_BYTES
    ) -> tuple[object, Reply]:
        """Ask for something; the JSON and the answer that it came in."""
        reply = self._exchange("GET", path, params=params, most=most)
        return self._value(reply), reply

    def ask(self, method: str, path: str, body: object = None) -> tuple[object, Reply]:
        """Send what changes no record, such as a login: it may go again if its answer is lost.

        The JSON, None for an answer without a body, and the answer that it came in.
        """
        content, headers = _content(body)
        reply = self._exchange(method, path, content=content, headers=headers, is_read=True)
        if reply.is_success and not reply.body.strip():
            return None, reply
        return self._value(reply), reply

    def write(
        self, method: str, path: str, body: object, *, idempotency_key: str, has_answer: bool = True
    ) -> Fields:
        """Send a record, once; the JSON object that says that it worked.

        Without `has_answer` a status of success is all that is needed.
        """
        content, headers = _content(body)
        # A hint; no back end of ours is known to heed it but the hub.
        headers["Idempotency-Key"] = idempotency_key
        reply = self._exchange(method, path, content=content, headers=headers)
        if reply.is_success and not has_answer and not reply.body.strip():
            return {}
        fields = _object(reply)
        said = self.words(fields)
        success = fields.get("success") if fields else None
        if not reply.is_success:
            raise _errors.of_write(
                reply.status, said, success=success, wait=_wait(reply), refusals=self._refusals
            )
        if fields is None:
            raise _errors.unknown("bad_answer")
        if success is False:
            raise _errors.rejected(reply.status, said) if said else _errors.unknown("no_reason")
        return fields

    def words(self, value: object) -> str:
        """What a server says in an error, without our key and tokens."""
        return _errors.words(value, self._access.key, *self._secrets())

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _value(self, reply: Reply) -> object:
        if not reply.is_success:
            said = self.words(_object(reply))
            raise _errors.of_read(reply.status, said, wait=_wait(reply))
        try:
            value = _json.read(reply.body)
        except _json.BadJson as error:
            code = "proxy_page" if reply.is_page else "wrong_shape"
            raise _errors.transient(code) from error
        if isinstance(value, dict) and value.get("success") is False:
            raise _errors.refused_read(self.words(value) or "no reason given")
        return value

    def _exchange(self, method: str, path: str, **content: Any) -> Reply:
        for _ in range(_MOST_RENEWALS):
            entry = self._authorize()
            reply = self._sent(method, path, entry, **content)
            is_refused = reply.status == HTTPStatus.UNAUTHORIZED
            if not (is_refused and self._renew and self._renew(entry)):
                return reply
            # Whoever is not let in has changed nothing: it may go once more.
        return self._sent(method, path, self._authorize(), **content)

    def _sent(
        self,
        method: str,
        path: str,
        entry: Headers,
        *,
        headers: Headers | None = None,
        most: int = MOST_BYTES,
        is_read: bool = False,
        **content: Any,
    ) -> Reply:
        headers = {**entry, **(headers or {})}
        self._gate(method)
        has_begun = False

        def trace(event: str, info: Mapping[str, Any]) -> None:
            nonlocal has_begun
            if event == "http11.send_request_headers.started":
                # CONNECT is between us and a proxy; the request itself comes after it.
                has_begun = has_begun or info["request"].method != b"CONNECT"

        self._deadline.begin(self._access.deadline_seconds)
        try:
            with self._client.stream(
                method,
                self._access.url.rstrip("/") + path,
                headers=headers,
                extensions={"trace": trace},
                **content,
            ) as response:
                body = self._body(response, most)
                return Reply(response.status_code, response.headers, body)
        except (*_errors.BROKEN, _errors.TooLarge) as error:
            if not has_begun:
                raise _errors.unsent(error) from error
            if is_read or method == "GET":
                raise _errors.unread(error) from error
            raise _errors.unanswered(error) from error

    def _body(self, response: httpx.Response, most: int) -> bytes:
        if not (response.is_success or response.status_code in self._refusals):
            return b""  # the status says it all; a slow or broken body can't take that back
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            size += len(part)
            if size > most:
                raise _errors.TooLarge
            parts.append(part)
        return b"".join(parts)


class _Transport(httpx.BaseTransport):
    """Carries requests within the deadline: GET over kept connections, others over new ones."""

    def __init__(self, url: str, deadline: Deadline) -> None:
        self._url = url
        self._backend = Backend(deadline)
        self._pools: dict[bool, httpcore.ConnectionPool] = {}
        self._tls = _tls() if url.lower().startswith("https:") else None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._pool(is_kept=request.method == "GET").handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()

    def _pool(self, *, is_kept: bool) -> httpcore.ConnectionPool:
        if is_kept not in self._pools:
            self._pools[is_kept] = httpcore.ConnectionPool(
                ssl_context=self._tls,
                proxy=_proxy(httpx.URL(self._url)),
                max_keepalive_connections=int(is_kept),
                keepalive_expiry=_IDLE_SECONDS,
                network_backend=self._backend,
            )
        return self._pools[is_kept]


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _tls() -> ssl.SSLContext:
    """Trust in the authorities that we ship and in those of the system, such as a shop's own."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


def _proxy(url: httpx.URL) -> httpcore.Proxy | None:
    """The proxy that the system names for an address, if any."""
    if is_loopback(url.host) or proxy_bypass(url.host):
        return None
    named = getproxies()
    address = named.get(url.scheme) or named.get("all")
    if not address:
        return None
    try:
        proxy = httpx.Proxy(address if "://" in address else f"http://{address}")
    except (ValueError, httpx.InvalidURL) as error:
        raise httpcore.ProxyError from error
    if proxy.url.scheme not in {"http", "https"}:
        raise httpcore.ProxyError
    return httpcore.Proxy(str(proxy.url), auth=proxy.raw_auth)


def _content(body: object) -> tuple[bytes, dict[str, str]]:
    """What a request over a connection of its own holds, and its headers."""
    if body is None:  # nothing is no JSON, and some servers say so
        return b"", {"Connection": "close"}
    return _json.write(body), {"Connection": "close", "Content-Type": "application/json"}


def _object(reply: Reply) -> Fields | None:
    try:
        value = _json.read(reply.body)
    except _json.BadJson:
        return None
    return value if isinstance(value, dict) else None


def _wait(reply: Reply) -> float | None:
    return _errors.retry_after(reply.headers, datetime.now(UTC))
