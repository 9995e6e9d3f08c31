"""The reference that a sale bears everywhere: `POS:<register>-<number>:<random><check>`."""

from __future__ import annotations

import re

# Crockford's base 32: no I, L, O or U, so that it can be read aloud.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LENGTH = 6
PATTERN = re.compile(
    rf"POS:[A-Z0-9]{{1,8}}-[0-9]{{6,12}}:[{ALPHABET}]{{{RANDOM_LENGTH + 1}}}", re.ASCII
)


def reference(number: str, noise: int) -> str:
    """The reference of the document with this number; `noise` is a random number ≥ 0."""
    token = "".join(ALPHABET[(noise >> 5 * place) % 32] for place in range(RANDOM_LENGTH))
    body = f"POS:{number}:{token}"
    return body + _check(body)


def is_reference(text: str) -> bool:
    """Whether the text is a reference whose check character is right."""
    return bool(PATTERN.fullmatch(text)) and _check(text[:-1]) == text[-1]


def without_reference(text: str) -> str:
    """A person's note without anything that could pass for a reference."""
    return " ".join(PATTERN.sub(" ", text).split())


def _check(body: str) -> str:
    # A prime below 32 as modulus catches every wrong character and every swap of neighbours.
    checksum = 0
    for character in body:
        checksum = (checksum * 7 + ord(character)) % 31
    return ALPHABET[checksum]
