"""Barcodes: published vectors, keys, odd input, laws."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.barcode import (
    Kind,
    as_gtin,
    check_digit,
    ean13,
    gtin14,
    gtin_format,
    is_gtin,
    key,
    parse,
    upca_to_upce,
    upce_to_upca,
)
from app.domain.errors import Refusal

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data" / "barcode_vectors.json").read_text(encoding="utf-8")
)
CASES: dict[str, list[dict[str, Any]]] = VECTORS["cases"]

_BY_LENGTH = "our kind is the symbol that was scanned, so its length; the format is the number's"
_OWN_CODE = "six or seven digits are taken for a shop's own code; UPC-E is the later look-up key"

# Published formats that parse().kind does not follow; gtin_format and upce_to_upca do.
KINDS_NOT_OFFERED = {
    "000096385074": _BY_LENGTH,
    "0000096385074": _BY_LENGTH,
    "00000096385074": _BY_LENGTH,
    "0614141000036": _BY_LENGTH,
    "00614141000036": _BY_LENGTH,
    "0036000291452": _BY_LENGTH,
    "00036000291452": _BY_LENGTH,
    "0006000291455": _BY_LENGTH,
    "00006000291455": _BY_LENGTH,
    "0000902914511": _BY_LENGTH,
    "00000902914511": _BY_LENGTH,
    "05901234123457": _BY_LENGTH,
    "425261": _OWN_CODE,
    "1425261": _OWN_CODE,
}
KIND_OF_FORMAT = {
    "GTIN-8": Kind.ean8,
    "GTIN-12": Kind.upca,
    "GTIN-13": Kind.ean13,
    "GTIN-14": Kind.itf14,
    "UPC_E": Kind.upce,
}

payloads = st.text(alphabet="0123456789", min_size=1, max_size=17)
gtin_payloads = st.sampled_from([7, 11, 12, 13]).flatmap(
    lambda length: st.text(alphabet="0123456789", min_size=length, max_size=length)
)
upce_bodies = st.text(alphabet="0123456789", min_size=6, max_size=6)
# Letters whose upper case is longer or Latin, marks, frames: what could upset cleaning.
odd_texts = st.text(
    alphabet=st.one_of(st.sampled_from("]eECd019ıſK٣۴ \r\n\x02\x1d\u200f\ufeffßﬆ"), st.characters())
)


def vectors(group: str, *fields: str) -> list[Any]:
    """The cases of a group as parameters, named by their input."""
    return [
        pytest.param(*(case[field] for field in fields), id=f"{index}-{case[fields[0]]}")
        for index, case in enumerate(CASES[group])
    ]


def test_every_published_group_is_complete() -> None:
    assert {group: len(cases) for group, cases in CASES.items()} == VECTORS["counts"]
    assert sum(VECTORS["counts"].values()) == VECTORS["total"] == 94


@pytest.mark.parametrize(("text", "expected"), vectors("gtin_to_14", "input", "expect"))
def test_gtin_becomes_14_digits(text: str, expected: str) -> None:
    assert gtin14(text) == as_gtin(text, 14) == parse(text).gtin == key(text) == expected


@pytest.mark.parametrize(("text", "expected"), vectors("gtin_to_13", "input", "expect"))
def test_gtin_becomes_13_digits(text: str, expected: str) -> None:
    assert as_gtin(text, 13) == expected


@pytest.mark.parametrize(("text", "expected"), vectors("gtin_to_12", "input", "expect"))
def test_gtin_becomes_12_digits(text: str, expected: str) -> None:
    assert as_gtin(text, 12) == expected


@pytest.mark.parametrize(("text", "length"), vectors("gtin_too_long", "input", "target"))
def test_gtin_that_does_not_fit_is_refused(text: str, length: int) -> None:
    with pytest.raises(Refusal, match="does not fit") as caught:
        as_gtin(text, length)
    assert caught.value.code == "bad_barcode"


@pytest.mark.parametrize(("text", "published"), vectors("gtin_valid", "input", "format"))
def test_published_gtin_is_valid_and_has_its_format(text: str, published: str) -> None:
    assert is_gtin(text)
    assert gtin_format(text) == published


@pytest.mark.parametrize(
    ("text", "published"),
    vectors("gtin_valid", "input", "format")
    + [
        pytest.param(case["input"], case["expect"]["format"], id=case["input"])
        for case in CASES["upce_parse"]
    ],
)
def test_kind_follows_the_published_format_unless_listed(text: str, published: str) -> None:
    follows = parse(text).kind is KIND_OF_FORMAT[published]
    assert follows is (text not in KINDS_NOT_OFFERED)


def test_every_listed_exception_is_a_published_case() -> None:
    published = {case["input"] for case in CASES["gtin_valid"] + CASES["upce_parse"]}
    assert set(KINDS_NOT_OFFERED) <= published


@pytest.mark.parametrize("text", vectors("gtin_invalid", "input"))
def test_what_is_no_number_is_no_gtin(text: str) -> None:
    assert not is_gtin(text)
    assert parse(text).gtin is None
    with pytest.raises(Refusal):
        gtin14(text)


@pytest.mark.parametrize(("payload", "expected"), vectors("check_digit", "payload", "expect"))
def test_check_digit_is_the_published_one(payload: str, expected: int) -> None:
    assert check_digit(payload) == expected


@pytest.mark.parametrize(("text", "expected"), vectors("upce_to_upca", "input", "expect"))
def test_upce_expands_to_upca(text: str, expected: str) -> None:
    assert upce_to_upca(text) == expected


@pytest.mark.parametrize(("text", "expected"), vectors("upc_to_upce", "input", "expect"))
def test_upc_shortens_to_upce(text: str, expected: str) -> None:
    assert upca_to_upce(text) == expected


@pytest.mark.parametrize(("text", "expected"), vectors("upc_to_gtin13", "input", "expect"))
def test_upc_becomes_13_digits(text: str, expected: str) -> None:
    assert as_gtin(upce_to_upca(text), 13) == expected


@pytest.mark.parametrize(("text", "expected"), vectors("upce_parse", "input", "expect"))
def test_upce_has_its_payload_and_check_digit(text: str, expected: dict[str, Any]) -> None:
    upce = upca_to_upce(text)
    assert (upce[:7], int(upce[7])) == (expected["payload"], expected["check_digit"])
    assert parse(text).text == expected["value"]
    assert gtin14(upce_to_upca(text)) in parse(text).keys


@pytest.mark.parametrize("text", vectors("upce_invalid", "input"))
def test_wrong_upc_is_refused(text: str) -> None:
    for convert in (upce_to_upca, upca_to_upce):
        with pytest.raises(Refusal) as caught:
            convert(text)
        assert caught.value.code == "bad_barcode"
    assert parse(text).gtin is None
    assert parse(text).keys == (text.upper(),)


@pytest.mark.parametrize(
    ("text", "kind", "gtin"),
    [
        ("6281000000014", Kind.ean13, "06281000000014"),
        ("96385074", Kind.ean8, "00000096385074"),
        ("036000291452", Kind.upca, "00036000291452"),
        ("04252614", Kind.upce, "00042100005264"),
        ("98765432109213", Kind.itf14, "98765432109213"),
        ("INV-2024/17", Kind.code128, None),
        ("37610425002123456", Kind.code128, None),
        ("تمر", Kind.text, None),
        ("0123456789⁰⁰⁰", Kind.text, None),
        ("AB\x1dC", Kind.text, None),
        ("", Kind.text, None),
    ],
)
def test_scan_has_its_kind_and_number(text: str, kind: Kind, gtin: str | None) -> None:
    barcode = parse(text)
    assert (barcode.kind, barcode.gtin, barcode.problem) == (kind, gtin, None)


@pytest.mark.parametrize(
    "text",
    [
        "  6281000000014\r\n",
        "\x026281000000014\x03",
        "]E06281000000014",
        "\x02]E06281000000014\r",
        "\u200f٦٢٨١٠٠٠٠٠٠٠١٤\u200e",
        "۶۲۸۱۰۰۰۰۰۰۰۱۴",
        "\ufeff6281\u200b000000014\u00a0",
        "06281000000014",
    ],
)
def test_same_number_has_the_same_key_however_it_arrives(text: str) -> None:
    assert key(text) == "06281000000014"


def test_bracket_is_kept_where_no_symbology_is_named() -> None:
    assert parse("]abc").text == "]abc"
    assert parse("A]E01").text == "A]E01"
    assert parse("]12").text == "]12"


def test_cleaned_text_keeps_its_case_and_the_key_does_not() -> None:
    barcode = parse(" Box-7b ")
    assert (barcode.text, barcode.keys) == ("Box-7b", ("BOX-7B",))


def test_ean8_that_is_also_upce_tries_ean8_first() -> None:
    barcode = parse("01234565")
    assert barcode.kind is Kind.ean8
    assert barcode.keys == ("00000001234565", "00012345000065")


def test_six_digits_are_tried_as_own_code_before_upce() -> None:
    barcode = parse("425261")
    assert barcode.kind is Kind.code128
    assert barcode.keys == ("425261", "00042100005264")


def test_upce_and_its_upca_have_the_same_key() -> None:
    assert key("04252614") == key("042100005264")


@pytest.mark.parametrize(
    "text", ["6281000000015", "96385075", "036000291453", "98765432109214", "٦٢٨١٠٠٠٠٠٠٠١٥"]
)
def test_wrong_check_digit_is_told_and_looked_up_verbatim(text: str) -> None:
    barcode = parse(text)
    assert barcode.problem == "check_digit"
    assert barcode.gtin is None
    assert barcode.keys == (barcode.text,)


def test_nothing_to_look_up_in_empty_text() -> None:
    assert parse(" \r\n").keys == ()
    with pytest.raises(Refusal, match="cannot be empty"):
        key("\u200f")


@pytest.mark.parametrize("payload", ["", "12a", "٣٤", "1²", "-1"])
def test_check_digit_of_no_number_is_refused(payload: str) -> None:
    with pytest.raises(Refusal, match="is not a number"):
        check_digit(payload)


@pytest.mark.parametrize("payload", ["62810000000", "6281000000014", "62810000000x"])
def test_ean13_takes_exactly_twelve_digits(payload: str) -> None:
    with pytest.raises(Refusal):
        ean13(payload)


def test_ean13_adds_the_check_digit() -> None:
    assert ean13("629104150021") == "6291041500213"


@pytest.mark.parametrize(
    "payload", ["12345678901", "04210100010", "04234500004", "24210000526", "01234512345"]
)
def test_upca_without_enough_zeros_has_no_short_form(payload: str) -> None:
    upca = f"{payload}{check_digit(payload)}"
    assert is_gtin(upca)
    with pytest.raises(Refusal, match="no short form"):
        upca_to_upce(upca)


def test_length_that_no_gtin_has_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no GTIN has 10 digits"):
        as_gtin("96385074", 10)


@given(gtin_payloads, st.data())
def test_any_single_wrong_digit_is_detected(payload: str, data: st.DataObject) -> None:
    number = f"{payload}{check_digit(payload)}"
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    assert is_gtin(number)
    assert not is_gtin(number[:place] + wrong + number[place + 1 :])


@given(payloads)
def test_weighted_sum_with_the_check_digit_ends_in_zero(payload: str) -> None:
    number = f"{payload}{check_digit(payload)}"
    weights = [3 if place % 2 else 1 for place in range(len(number))]
    digits = [int(digit) for digit in reversed(number)]
    assert sum(map(int.__mul__, digits, weights)) % 10 == 0


@given(odd_texts)
def test_parse_takes_any_text_and_its_keys_can_be_stored(text: str) -> None:
    barcode = parse(text)
    assert bool(barcode.keys) is bool(barcode.text)
    for candidate in barcode.keys:
        assert candidate.encode("utf-8")
    if barcode.gtin is not None:
        assert barcode.keys[0] == barcode.gtin
        assert is_gtin(barcode.gtin)


@given(odd_texts)
def test_key_of_a_key_is_the_key(text: str) -> None:
    for candidate in parse(text).keys:
        assert key(candidate) == candidate


@given(gtin_payloads)
def test_gtin_keeps_its_format_through_every_length_that_fits(payload: str) -> None:
    number = f"{payload}{check_digit(payload)}"
    shortest = int(gtin_format(number).removeprefix("GTIN-"))
    for length in (8, 12, 13, 14):
        if length >= shortest:
            assert gtin14(as_gtin(number, length)) == gtin14(number)
        else:
            with pytest.raises(Refusal):
                as_gtin(number, length)


@given(st.sampled_from("01"), upce_bodies)
def test_upce_and_upca_turn_into_each_other(system: str, body: str) -> None:
    upca = upce_to_upca(system + body)
    upce = upca_to_upce(upca)
    assert is_gtin(upca)
    assert upce_to_upca(upce) == upce_to_upca(upce[:7]) == upca
    assert upca_to_upce(upce) == upce
    # A short form that breaks the rules of compression is not the one that a printer would use.
    allowed = {"3": body[2] > "2", "4": body[3] > "0"}.get(body[5], body[5] < "3" or body[4] > "0")
    assert (upce[:7] == system + body) is allowed
