"""What can go wrong between the till and a back end, said by who must act and what is sure.

A message is one English sentence for a person; it never holds a key, a token or a whole body.
"""

from __future__ import annotations


class SyncProblem(Exception):
    """A known problem with a back end: a stable code and one sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Transient(SyncProblem):
    """Nothing was changed at the server, for sure; the same request may go again later.

    `retry_after`: seconds that the server asks for, if it does. `throttled`: it asks for them
    because of its request limit.
    """

    def __init__(
        self, code: str, message: str, *, retry_after: float | None = None, throttled: bool = False
    ) -> None:
        super().__init__(code, message)
        self.retry_after = retry_after
        self.throttled = throttled

    @property
    def asks_for_rest(self) -> bool:
        """Whether the server wants to be left alone, rather than failing at one question."""
        return self.throttled or self.retry_after is not None

    @property
    def stops_all(self) -> bool:
        """Whether nothing else should be asked now either."""
        return self.asks_for_rest


class OutcomeUnknown(SyncProblem):
    """A write was sent and its answer is missing or can't be read: it may have happened."""


class Rejected(SyncProblem):
    """The server understood the record and refused it; `status` is its HTTP status."""

    def __init__(self, code: str, message: str, *, status: int) -> None:
        super().__init__(code, message)
        self.status = status


class Unserved(SyncProblem):
    """The back end does not serve us at all until a manager acts.

    A wrong or revoked key, a key of another system, another business, an address that is no such
    API. It pauses the back end and burns no attempt.
    """

    @property
    def stops_all(self) -> bool:
        """Whether it is about more than one question: a key may lack the scope for some of them."""
        return self.code != "forbidden"
