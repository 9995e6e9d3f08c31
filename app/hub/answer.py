"""Answers: the envelopes of the API, with exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import simplejson
from starlette.responses import Response

from app.domain.currency import Currency
from app.domain.errors import SanduqError, Trouble
from app.domain.number import decimals, plain

Answer = dict[str, Any]

# Everything else that the user may not do is 422: understood, and refused.
_STATUS_BY_CODE = {
    "bad_json": 400,
    "bad_query": 400,
    "bad_idempotency_key": 400,
    "no_key": 401,
    "wrong_key": 401,
    "unknown_call": 404,
    "unknown_product": 404,
    "unknown_customer": 404,
    "unknown_warehouse": 404,
    "wrong_method": 405,
    "too_slow": 408,
    "other_request": 409,
    "stock_changed": 412,
    "body_too_large": 413,
    "too_many_requests": 429,
}
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def amount(value: Decimal | None, currency: Currency) -> Decimal | None:
    """A price or total with at least the decimals of its currency: 3.50."""
    if value is None:
        return None
    return Decimal(f"{value:.{max(currency.digits, decimals(value))}f}")


def figure(value: Decimal | None) -> Decimal | None:
    """A quantity or rate without needless zeros: 84, 0.755."""
    return None if value is None else Decimal(plain(value))


def text(answer: Answer) -> str:
    """One line of JSON; a Decimal is a number with all its digits."""
    return str(simplejson.dumps(answer, use_decimal=True, ensure_ascii=False))


def response(body: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer whose JSON is already written."""
    headers = {**_HEADERS, **(headers or {})}
    return Response(body, status, headers, media_type="application/json")


def problem(error: SanduqError, headers: Mapping[str, str] | None = None) -> Response:
    """What is wrong, in one sentence; the user's part is 4xx, ours 503."""
    status = 503 if isinstance(error, Trouble) else _STATUS_BY_CODE.get(error.code, 422)
    body = {"success": False, "error": error.code, "message": error.message}
    return response(text(body), status, headers)
