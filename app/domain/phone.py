"""Phone numbers: the one key of a number that is written in many ways."""

from __future__ import annotations

from app.domain.text import digits

# ITU-T E.164 country codes of the countries that a shop may be in.
_DIAL = {
    "SA": "966",
    "AE": "971",
    "BH": "973",
    "OM": "968",
    "KW": "965",
    "QA": "974",
    "IQ": "964",
    "JO": "962",
    "EG": "20",
}
LEAST, MOST = 7, 15


def phone_key(phone: str, country: str) -> str:
    """The international number of a phone written anyhow; empty for what can be none.

    050 123 4567, 50 123 4567, +966 50 123 4567 and 00966 (0)50 123 4567 are one number in SA.
    """
    text = digits(phone).strip()
    figures = "".join(char for char in text if char.isdigit())
    dial = _DIAL.get(country, "")
    if text.startswith("+") or figures.startswith("00"):
        figures = figures.removeprefix("00")
    elif not (dial and figures.startswith(dial) and len(figures) > len(dial) + LEAST - 1):
        figures = dial + figures.lstrip("0")
    if dial and figures.startswith(f"{dial}0"):
        figures = dial + figures[len(dial) :].lstrip("0")
    return figures if LEAST + len(dial) <= len(figures) <= MOST else ""
