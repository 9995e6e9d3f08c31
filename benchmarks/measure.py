"""Timing: many calls, ours and the bare ones taking turns, and what is said about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter_ns
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Times:
    """How long calls took, in milliseconds."""

    samples: Sequence[float]

    @property
    def median(self) -> float:
        """Half of the calls are faster."""
        return median(self.samples)

    @property
    def p99(self) -> float:
        """One call in a hundred is slower."""
        return quantiles(self.samples, n=100, method="inclusive")[98]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report, in milliseconds; `factor` is how many times the bare one is allowed.

    Without a bare counterpart `limit` is an absolute time; without a limit it is only reported.
    """

    action: str
    products: int
    figure: str
    measured: float
    bare: float | None = None
    factor: float | None = None
    limit: float | None = None
    calls: int = 1

    @property
    def allowed(self) -> float | None:
        """The limit in milliseconds."""
        if self.bare is not None and self.factor is not None:
            return self.bare * self.factor
        return self.limit

    @property
    def ratio(self) -> float | None:
        """How many times as long as the bare counterpart."""
        return None if self.bare is None else self.measured / self.bare

    @property
    def met(self) -> bool:
        """Whether the figure is within its limit, if it has one."""
        return self.allowed is None or self.measured <= self.allowed

    @property
    def verdict(self) -> str:
        """Whether the limit was met, and how far from it the figure is."""
        if self.allowed is None:
            return "reported"
        share = self.measured / self.allowed
        return f"met: {share:.0%} of the limit" if self.met else f"MISSED by {share - 1:.0%}"


def timed(call: Callable[..., object], *arguments: object) -> float:
    """How many milliseconds one call takes."""
    start = perf_counter_ns()
    call(*arguments)
    return (perf_counter_ns() - start) / 1e6


def times(call: Callable[[T], object], inputs: Iterable[T]) -> Times:
    """The call with each input."""
    return Times([timed(call, each) for each in inputs])


def paired(
    ours: Callable[[T], object], bare: Callable[[T], object], inputs: Iterable[T]
) -> tuple[Times, Times]:
    """Both calls with each input, so that what disturbs one disturbs the other.

    They take turns at going first: the second finds the caches warm.
    """
    mine: list[float] = []
    its: list[float] = []
    for turn, each in enumerate(inputs):
        if turn % 2:
            mine.append(timed(ours, each))
            its.append(timed(bare, each))
        else:
            its.append(timed(bare, each))
            mine.append(timed(ours, each))
    return Times(mine), Times(its)
