"""The hub as a web application: its calls, its gate, and what it says when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app import __version__
from app.domain.errors import Refusal, SanduqError
from app.hub import answer, api, description
from app.hub.database import Database
from app.hub.gate import Gate
from app.hub.limit import Limiter
from app.hub.moment import utc_now


def make_application(
    database: Database, limiter: Limiter, *, now: Callable[[], datetime] = utc_now
) -> FastAPI:
    """The application over an open database."""
    app = FastAPI(
        title="Sanduq hub",
        version=__version__,
        openapi_url=None,  # our own pages below load nothing from another host
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.hub = api.Hub(database, now)
    app.include_router(api.router)
    app.add_middleware(Gate, database=database, limiter=limiter, unlimited=f"{api.BASE}/health")
    app.add_api_route("/openapi.json", _openapi, include_in_schema=False)
    app.add_api_route("/docs", _docs, include_in_schema=False)
    app.exception_handler(SanduqError)(_refused)
    app.exception_handler(RequestValidationError)(_not_understood)
    app.exception_handler(HTTPException)(_no_such_call)
    app.exception_handler(Exception)(_mistake)
    return app


async def _openapi(request: Request) -> Response:
    return answer.response(answer.text(request.app.openapi()))


async def _docs(request: Request) -> Response:
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return HTMLResponse(description.page(request.app.openapi()), headers=policy)


async def _refused(_: Request, error: SanduqError) -> Response:
    return answer.problem(error)


async def _not_understood(_: Request, error: RequestValidationError) -> Response:
    first = error.errors()[0]
    where, *place = first["loc"]
    code = "bad_field" if where == "body" else "bad_query"
    return answer.problem(Refusal(code, _sentence(place, first)))


def _sentence(place: Sequence[Any], found: dict[str, Any]) -> str:
    name = ".".join(map(str, place)) or "The body"
    said = _SAID.get(found["type"])
    if said is None:
        return f"{name}: {found['msg']}."
    return f"{name} {said.format(**found.get('ctx', {}))}."


_SAID = {
    "missing": "is missing",
    "value_error": "{error}",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be text",
    "string_unicode": "must be valid text",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "list_type": "must be a list",
    "too_short": "must not be empty",
    "too_long": "must have at most {max_length} entries",
    "model_attributes_type": "must be an object",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
}


async def _no_such_call(_: Request, error: HTTPException) -> Response:
    if error.status_code == 405:
        return answer.problem(Refusal("wrong_method", "This path has no such method."))
    if error.status_code == 404:
        return answer.problem(Refusal("unknown_call", "There is no such path; see /docs."))
    return answer.problem(Refusal("bad_json", "The body is not valid JSON."))


async def _mistake(_: Request, _error: Exception) -> Response:
    # The server logs the error itself.
    body = {"success": False, "error": "hub_error", "message": "The hub has made a mistake."}
    return answer.response(answer.text(body), 500)
