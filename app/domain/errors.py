"""Errors that say who must act: the user (Refusal) or the environment (Trouble).

Everything else that is raised is a mistake of the developer.
"""

from __future__ import annotations


class SanduqError(Exception):
    """A known error: a stable code for programs and one sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Refusal(SanduqError):
    """The user asked for something that can't be done as asked."""


class Trouble(SanduqError):
    """Disk, file, database or device does not serve; the request itself was fine."""
