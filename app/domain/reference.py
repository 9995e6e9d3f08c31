"""The reference that a sale bears everywhere: `POS:<register>-<number>:<random><check>`."""

from __future__ import annotations

import re

# Crockford's base 32: no I, L, O or U, so that it can be read aloud.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LENGTH = 6
PATTERN = re.compile(
    rf"POS:[A-Z0-9]{{1,8}}-[0-9]{{6,12}}:[{ALPHABET}]{{{RANDOM_LENGTH + 1}}}", re.ASCII
)

# A prime as large as the number of characters that can be taken for one another: every wrong
# character and every swap of neighbours changes the checksum.
_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
_VALUES = {character: value for value, character in enumerate(_CHARACTERS)}
_PRIME = len(_CHARACTERS)
_WEIGHT = 7


def reference(number: str, noise: int) -> str:
    """The reference of the document with this number; `noise` is a random number ≥ 0."""
    while True:
        token = "".join(ALPHABET[(noise >> 5 * place) % 32] for place in range(RANDOM_LENGTH))
        body = f"POS:{number}:{token}"
        check = _CHARACTERS[-_checksum(body) * _WEIGHT % _PRIME]
        if check in ALPHABET:
            return body + check
        noise += 1  # five of the 37 check characters are not in the alphabet


def is_reference(text: str) -> bool:
    """Whether the text is a reference whose check character is right."""
    return bool(PATTERN.fullmatch(text)) and _checksum(text) == 0


def is_of_sale(text: str) -> bool:
    """Whether the text is the reference of a sale; an order that is only placed has number 0."""
    return is_reference(text) and int(text.split(":")[1].rpartition("-")[2]) > 0


def without_reference(text: str) -> str:
    """A person's note without anything that could pass for a reference."""
    return " ".join(PATTERN.sub(" ", text).split())


def _checksum(text: str) -> int:
    checksum = 0
    for character in text:
        checksum = (checksum * _WEIGHT + _VALUES.get(character, 0)) % _PRIME
    return checksum
