from __future__ import annotations

import pytest

from app.domain.sale import is_number, number


@pytest.mark.parametrize("register", ["A1", "B-2", "KASSE"])
@pytest.mark.parametrize("sequence", [1, 4182, 12_345_678])
def test_own_numbers_are_known(register: str, sequence: int) -> None:
    assert is_number(number(register, sequence))


@pytest.mark.parametrize(
    "code", ["", "6281000000014", "A1-4182", "A1 -004182", "-004182", "A1-004182X", "A1-٠٠٤١٨٢"]
)
def test_other_codes_are_no_numbers(code: str) -> None:
    assert not is_number(code)
