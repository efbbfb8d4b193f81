"""Whether two numbers agree, where one of them is known but for an error of its own."""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

import numpy as np

__all__ = ["SAFETY", "Estimate", "Judged", "Verdict", "judge"]

SAFETY: Final = 10.0
"""As many times its estimate an error may be: the estimate is the difference of two values."""

_CERTAIN: Final = 3e-3
"""Relative error up to which a derivative is known well enough to call another one wrong."""


class Estimate(NamedTuple):
    """A derivative in a direction, and how far it may be from the true one.

    ``tight`` if it is exact but for rounding, as one by a complex step is.
    """

    value: float
    error: float = 0.0
    tight: bool = False


class Verdict(Enum):
    """What a comparison says."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNCERTAIN = "uncertain"


class Judged(NamedTuple):
    """A comparison: what was expected and found, what they may differ by, and the verdict."""

    verdict: Verdict
    expected: Estimate
    found: float
    tolerance: float
    rtol: float

    @property
    def badness(self) -> float:
        """How far from being known to agree they are."""
        uncertain = self.verdict is Verdict.UNCERTAIN
        return max(self.excess, self.doubt) if uncertain else self.excess

    @property
    def excess(self) -> float:
        """How many times what is allowed they are apart."""
        apart = np.float64(abs(self.expected.value - self.found))
        return float(np.nan_to_num(apart / self.tolerance, nan=np.inf)) if apart else 0.0

    @property
    def doubt(self) -> float:
        """How many times what is allowed the error of the expected value is."""
        times = np.float64(self.expected.error) / self.tolerance if self.expected.error else 0.0
        return float(np.nan_to_num(times, nan=np.inf))


def judge(
    expected: Estimate, found: float, sizes: tuple[float, float], rtol: float, atol: float
) -> Judged:
    """Compare what was found with an estimate of what it should be.

    They agree if they are apart by no more than the tolerance and, as long as the error of the
    estimate is no larger than the tolerance, a safe multiple of it. They differ if they are apart
    by more and the estimate is certain. Otherwise nobody knows.

    ``sizes`` are those of the terms that were summed, which may be much larger than the sums.
    """
    value, error, _ = expected
    own = _finite(abs(value), sizes[0])
    tolerance = atol + rtol * max(own, _finite(abs(found), sizes[1]))
    apart = abs(value - found)
    doubt = SAFETY * error
    if value == found or apart <= tolerance:
        verdict = Verdict.AGREES
    elif not np.isfinite(value) or not np.isfinite(error):
        verdict = Verdict.UNCERTAIN
    elif apart <= tolerance + doubt:
        verdict = Verdict.AGREES if error <= tolerance else Verdict.UNCERTAIN
    else:  # what was found may be NaN
        certain = error <= max(atol + rtol * own, _CERTAIN * abs(value))
        verdict = Verdict.DIFFERS if certain else Verdict.UNCERTAIN
    return Judged(verdict, expected, found, tolerance, rtol)


def _finite(*sizes: float) -> float:
    """Return the largest that is finite."""
    return max((size for size in sizes if np.isfinite(size)), default=0.0)
