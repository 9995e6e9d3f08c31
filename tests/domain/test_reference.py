"""References: made, recognised, and told from what is only nearly one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain.reference import (
    ALPHABET,
    PATTERN,
    is_of_sale,
    is_reference,
    reference,
    without_reference,
)
from app.domain.sale import number

LAWS = settings(max_examples=200, deadline=None)
REGISTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=8)
NUMBERS = st.builds(number, REGISTERS, st.integers(1, 10**12 - 1))
REFERENCES = st.builds(reference, NUMBERS, st.integers(0, 2**64))
NOTES = st.text(max_size=20)


def test_a_reference_shows_the_number_of_the_sale() -> None:
    made = reference("T1-000042", 0)
    assert made.startswith("POS:T1-000042:000000")
    assert is_reference(made)


@LAWS
@given(NUMBERS, st.integers(0, 2**64))
def test_what_is_made_is_recognised(sale: str, noise: int) -> None:
    made = reference(sale, noise)
    assert is_reference(made)
    assert made.split(":")[1] == sale
    assert made == reference(sale, noise)
    assert made.isascii()


@LAWS
@given(REGISTERS, st.integers(0, 10**12 - 1), st.integers(0, 2**64))
def test_an_order_that_is_only_placed_has_no_number_of_a_sale(
    register: str, sequence: int, noise: int
) -> None:
    assert is_of_sale(reference(number(register, sequence), noise)) is (sequence > 0)


@pytest.mark.parametrize("text", ["", "POS:A1-000001:0000000", "A1-000001", "POS:A1-000001"])
def test_what_is_no_reference_is_none_of_a_sale(text: str) -> None:
    assert not is_of_sale(text)


def test_noise_makes_the_references_of_one_number_differ() -> None:
    made = {reference("T1-000001", noise << 5) for noise in range(10_000)}
    assert len(made) == 10_000


@LAWS
@given(REFERENCES, st.data())
def test_a_wrong_character_is_detected(made: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(made) - 1))
    wrong = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:-") | st.characters())
    assume(wrong != made[place])
    assert not is_reference(made[:place] + wrong + made[place + 1 :])


@LAWS
@given(REFERENCES, st.data())
def test_swapped_neighbours_are_detected(made: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(made) - 2))
    left, right = made[place], made[place + 1]
    assume(left != right)
    assert not is_reference(made[:place] + right + left + made[place + 2 :])


@pytest.mark.parametrize("noise", [0, 1, 31, 12_345_678, 2**30 - 1])
@pytest.mark.parametrize("sale", ["T1-000001", "KIOSK10X-999999999999"])
def test_no_single_slip_anywhere_is_overlooked(sale: str, noise: int) -> None:
    made = reference(sale, noise)
    for place, right in enumerate(made):
        for wrong in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:-":
            slipped = made[:place] + wrong + made[place + 1 :]
            assert is_reference(slipped) == (wrong == right)
    for place in range(len(made) - 1):
        swapped = made[:place] + made[place + 1] + made[place] + made[place + 2 :]
        assert is_reference(swapped) == (swapped == made)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "POS:",
        "POS:T1-000001:",
        reference("T1-000001", 7).lower(),
        reference("T1-000001", 7) + "\n",
        " " + reference("T1-000001", 7),
        reference("T1-000001", 7) + "0",
        reference("T1-000001", 7)[:-1],
        reference("T1-000001", 7).replace("0", "٠"),
    ],
)
def test_what_is_only_nearly_a_reference_is_none(text: str) -> None:
    assert not is_reference(text)


@LAWS
@given(st.lists(NOTES | REFERENCES, max_size=5), st.sampled_from(["", " ", "\n"]))
def test_nothing_that_could_pass_for_a_reference_stays_in_a_note(
    parts: list[str], between: str
) -> None:
    left = without_reference(between.join(parts))
    assert not PATTERN.search(left)


@LAWS
@given(NOTES, REFERENCES, NOTES)
def test_a_persons_words_stay_in_the_note(before: str, made: str, after: str) -> None:
    words = [*before.split(), *after.split()]
    assert without_reference(f"{before} {made} {after}").split() == words


def test_a_reference_with_a_wrong_check_is_taken_out_too() -> None:
    made = reference("T1-000001", 7)
    wrong = made[:-1] + ALPHABET[ALPHABET.index(made[-1]) - 1]
    assert without_reference(f"for Ali{wrong}{made} تمر") == "for Ali تمر"


def test_a_reference_inside_another_leaves_none_behind() -> None:
    made = reference("T1-000001", 7)
    assert without_reference(made[:8] + made + made[8:]) == f"{made[:8]} {made[8:]}"
