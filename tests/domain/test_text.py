"""Text: published folding pairs, digits, words, direction, laws."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import digits, fold, is_rtl, isolate, ltr, words

PAIRS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "arabic_normalise.json").read_text(encoding="utf-8")
)
NORMALISE: list[dict[str, str]] = PAIRS["normalise"]

_TEH_MARBUTA = "pyarabic keeps teh marbuta; search takes ة for ه because people type either"
# Published pairs whose convention is not ours, by (input, expect); both still fold to one text.
NOT_OFFERED = {
    ("الْعَرَبِيّةُ", "العربية"): _TEH_MARBUTA,
    ("العـــــربية", "العربية"): _TEH_MARBUTA,
    ("الشّمسيّة", "الشمسية"): _TEH_MARBUTA,
    ("الْعَرَبِيّةُ", "العربيّة"): "strip_harakat keeps shadda; search drops every mark",
}
# Presentation forms are published as plain NFKC; the letters that come out are folded further.
FOLDED_FURTHER = {
    "ﻷ": "the hamza goes: لأ is لا",
    "ﻓﺎﻃﻤﺔ": "teh marbuta is heh: فاطمة is فاطمه",
}

ARABIC_MARKS = "".join(map(chr, [*range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD)]))
arabic_texts = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي 0123456789")
mixed_texts = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
        st.characters(),
    )
)


def invisible_marks() -> dict[str, str]:
    """What is published to be stripped or made a space, by character."""
    marks = {}
    for entry in PAIRS["invisible_to_strip"]:
        span, _, becomes = entry.partition("->")
        first, _, last = span.partition("..")
        codes = range(int(first[2:], 16), int((last or first)[2:], 16) + 1)
        marks.update({chr(code): " " if becomes else "" for code in codes})
    return marks


@pytest.mark.parametrize("case", NORMALISE, ids=lambda case: f"{case['source']} {case['rule']}")
def test_published_pair_folds_as_published_unless_listed(case: dict[str, str]) -> None:
    folded = fold(case["input"])
    assert folded == fold(case["expect"])
    offered = (case["input"], case["expect"]) not in NOT_OFFERED
    assert (folded == case["expect"]) is offered


def test_only_pairs_of_pyarabic_are_not_offered() -> None:
    listed = [case for case in NORMALISE if (case["input"], case["expect"]) in NOT_OFFERED]
    assert len(listed) == len(NOT_OFFERED)
    assert {case["source"] for case in listed} == {"pyarabic"}


@pytest.mark.parametrize("case", PAIRS["presentation_forms"], ids=lambda case: case["input"])
def test_presentation_form_folds_like_its_letters(case: dict[str, str]) -> None:
    folded = fold(case["input"])
    assert folded == fold(case["expect"])
    assert (folded == case["expect"]) is (case["input"] not in FOLDED_FURTHER)


@pytest.mark.parametrize("case", PAIRS["digits"], ids=lambda case: case["from"])
def test_published_digit_becomes_latin(case: dict[str, str]) -> None:
    assert fold(case["from"]) == digits(case["from"]) == case["to"]


def test_published_separators_are_read() -> None:
    assert set(PAIRS["separators"]) == {"U+066B", "U+066C", "U+066A", "U+060C"}
    assert fold("١\u066c٢٣٤\u066b٥\u066a\u060c") == "1234.5%,"
    assert digits("١\u066c٢٣٤\u066b٥\u066a") == "1234.5%"


@pytest.mark.parametrize(("mark", "becomes"), invisible_marks().items(), ids=ascii)
def test_published_invisible_mark_is_stripped(mark: str, becomes: str) -> None:
    assert fold(f"قه{mark}وة") == f"قه{becomes}وه"
    assert digits(f"12{mark}34") == f"12{becomes}34"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مَسْؤُولٌ", "مسوول"),
        ("شاي أخضر", "شاي اخضر"),
        ("ماء", "ما"),
        ("ٱلرَّحْمٰن", "الرحمن"),
        ("ھۀہە", "هههه"),
        ("یےى", "ييي"),
        ("قـهـوة", "قهوه"),
        ("ﺷﹷﺎي", "شاي"),
        ("ﺷ\ufe76ﺎي", "شاي"),
        ("٢٫٥ كجم", "2.5 كجم"),
        ("Crème Brûlée", "creme brulee"),
        ("Straße №5 Ⅳ", "strasse no5 iv"),
        ("İSTANBUL Altınbaş", "istanbul altinbas"),
        ("Smørrebrød Œuf Łódź", "smorrebrod oeuf lodz"),
        ("ＡＢＣ １２", "abc 12"),
        ("  a\t b\n\u00a0c ", "a b c"),
        ("a\x00b\ud800c", "abc"),
        ("ガス ｶﾞ", "ガス ガ"),
        ("हिन्दी ५", "हिन्दी 5"),
        ("한국", "한국"),
        ("", ""),
    ],
)
def test_text_folds_for_search(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_digits_changes_nothing_else() -> None:
    assert digits("أحمد Café ²  ١") == "أحمد Café ²  1"
    assert digits("A,b 1.5\t") == "A,b 1.5\t"


def test_digits_drops_what_cannot_be_stored() -> None:
    assert digits("1\ud8002") == "12"


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words("rani 24x240ml, 2.5 كجم_تمر") == ["rani", "24x240ml", "2", "5", "كجم", "تمر"]
    assert words(' -*" ') == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تمر dates", True),
        ("dates تمر", False),
        ("12% تمر", True),
        ("١٢ dates", False),
        ("שלום", True),
        ("123", False),
        ("", False),
    ],
)
def test_first_letter_with_a_direction_decides(text: str, expected: bool) -> None:
    assert is_rtl(text) is expected


def test_isolated_text_is_between_its_marks() -> None:
    assert isolate("تمر") == "\u2068تمر\u2069"
    assert ltr("INV-1") == "\u2066INV-1\u2069"
    assert fold(isolate("x")) == fold(ltr("x")) == "x"


@given(mixed_texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert digits(digits(text)) == digits(text)


def test_folding_twice_changes_nothing_for_any_character() -> None:
    characters = [chr(code) for code in range(0x3000)]
    assert [char for char in characters if fold(fold(char)) != fold(char)] == []


@given(mixed_texts)
def test_folded_text_has_no_mark_case_or_spare_space(text: str) -> None:
    folded = fold(text)
    assert folded == folded.casefold()
    assert folded == " ".join(folded.split())
    for char in unicodedata.normalize("NFD", folded):
        assert unicodedata.category(char) not in {"Cf", "Cc", "Cs"}
        assert not 0x0300 <= ord(char) <= 0x036F
        assert char not in ARABIC_MARKS + "ـءأإآٱؤئةى"


@given(st.text(alphabet=st.characters(max_codepoint=0x7E)))
def test_plain_ascii_folds_like_the_same_text_beside_arabic(text: str) -> None:
    assert fold(f"ت {text}") == f"ت {fold(text)}".rstrip()


@given(arabic_texts, st.data())
def test_spelling_variants_fold_to_the_same_text(text: str, data: st.DataObject) -> None:
    variants = {"ا": "اأإآٱ", "ي": "يىئی", "ه": "هةھ", "و": "وؤ", "ك": "كک"}
    for digit in range(10):
        variants[str(digit)] = f"{digit}{chr(0x660 + digit)}{chr(0x6F0 + digit)}"
    typed = "".join(
        data.draw(st.sampled_from(variants.get(char, char)))
        + data.draw(st.sampled_from(["", "", "ـ", "ء", "\u200f", *ARABIC_MARKS]))
        for char in text
    )
    assert fold(typed) == fold(text)
