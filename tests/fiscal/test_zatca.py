"""The phase 1 QR code, held against published codes and a decoder."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.currency import currency
from app.domain.money import Money
from app.fiscal import zatca

CASES = json.loads(
    (Path(__file__).parent.parent / "data" / "zatca_qr.json").read_text(encoding="utf-8")
)["cases"]
SAR = currency("SAR")


def riyals(text: str) -> Money:
    return Money(Decimal(text), SAR)


def decoded(payload: str) -> dict[int, str]:
    """The fields of a code by their tags."""
    data = b64decode(payload, validate=True)
    fields: dict[int, str] = {}
    while data:
        tag, length = data[0], data[1]
        assert len(data) >= 2 + length
        fields[tag] = data[2 : 2 + length].decode()
        data = data[2 + length :]
    return fields


@pytest.mark.parametrize("case", CASES, ids=[case["seller"] for case in CASES])
def test_a_published_code_is_made_byte_by_byte(case: dict[str, str]) -> None:
    at = datetime.fromisoformat(case["timestamp"])
    amounts = riyals(case["total"]), riyals(case["vat_total"])
    assert zatca.qr(case["seller"], case["vat"], at, *amounts) == case["qr"]


amounts = st.decimals(0, 10**9, places=2).map(lambda value: Money(value, SAR))


@given(
    seller=st.text(st.characters(exclude_categories=["Cs"])),
    at=st.datetimes(datetime(2021, 12, 4), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    total=amounts,
    tax=amounts,
)
def test_a_decoder_finds_what_was_put_in(
    seller: str, at: datetime, total: Money, tax: Money
) -> None:
    fields = decoded(zatca.qr(seller, "300000000000003", at, total, tax))
    assert list(fields) == [1, 2, 3, 4, 5]
    assert seller.startswith(fields[1])
    assert fields[2] == "300000000000003"
    assert datetime.fromisoformat(fields[3]) == at.replace(microsecond=0)
    assert (fields[4], fields[5]) == (str(total), str(tax))


@pytest.mark.parametrize("letter", ["x", "م", "牛", "\U0001f334"])
def test_a_long_name_is_cut_after_a_whole_character(letter: str) -> None:
    fields = decoded(zatca.qr(letter * 300, "", datetime.now(UTC), riyals("1.00"), riyals("0.13")))
    assert fields[1] == letter * (255 // len(letter.encode()))


def test_the_time_is_told_in_utc() -> None:
    at = datetime(2025, 11, 20, 14, 6, 58, tzinfo=timezone(timedelta(hours=3)))
    fields = decoded(zatca.qr("", "", at, riyals("1.00"), riyals("0.13")))
    assert fields[3] == "2025-11-20T11:06:58Z"


def test_a_time_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        zatca.qr("", "", datetime(2025, 1, 1), riyals("1.00"), riyals("0.13"))  # noqa: DTZ001
