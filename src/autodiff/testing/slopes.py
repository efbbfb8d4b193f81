"""Derivatives of a random sum of the results, in any direction, that no rule has a part in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .complex_step import complex_step
from .differences import moved, reach
from .extrapolation import LONGEST, Extrapolation, difference, jump
from .leaves import precision
from .rules import norm, products
from .verdicts import SAFETY, Estimate

if TYPE_CHECKING:
    from collections.abc import Callable

    from .rules import F, Leaves

__all__ = ["Slopes"]

_OTHER: Final = 0.7071
"""First step of the second sequence, beside that of the first: no simple fraction of it."""

_KNOWN: Final = 1e-2
"""Relative error of differences up to which they can tell whether a function is analytic."""


class Slopes:
    """``<u, Jv>`` for any ``v``, with its error.

    By a complex step, exact but for rounding, where that agrees with differences; by differences
    otherwise.

    Parameters
    ----------
    f, continued
        The function of leaves, and its continuation to complex ones (itself, if it is no
        derivative).
    xs, ys, us
        The point, the result there, and the cotangent.
    accuracy
        Relative error of differences that is small enough.
    vs
        A direction to look around in.

    Attributes
    ----------
    size
        How large the results are, at the point or around it: rounding is small beside that. A
        function that is 0 all around is as large as its arguments.
    """

    def __init__(
        self,
        f: F,
        continued: F,
        xs: Leaves,
        ys: Leaves,
        us: Leaves,
        accuracy: float,
        vs: Leaves,
    ) -> None:
        self._f: Final = f
        self._continued: Final = continued
        self._xs: Final = xs
        self._ys: Final = ys
        self._us: Final = us
        self._accuracy: Final = accuracy
        self._eps: Final = precision([*xs, *ys])
        terms = products(us, ys)
        self._y: Final = float(np.sum(terms))
        self._vs: Final = vs
        self.size: Final = max(norm(terms), self._around(vs)) or norm(products(vs, vs)) ** 0.5

    def of(self, us: Leaves) -> Slopes:
        """Return those of another sum of the results."""
        return Slopes(self._f, self._continued, self._xs, self._ys, us, self._accuracy, self._vs)

    def __call__(self, vs: Leaves, *, thorough: bool = False) -> Estimate:
        """Return the derivative in the direction of ``vs``.

        A ``thorough`` one is as accurate as can be, and by two sequences of steps: what comes out
        of both has not come by chance.
        """
        measured = self._by_differences(vs, thorough=thorough)
        terms = complex_step(self._continued, self._xs, vs, self._us, self._ys)
        if terms is None:
            return measured
        value = float(np.sum(terms))
        allowed = SAFETY * measured.error + (0.0 if thorough else self._accuracy * abs(value))
        is_known = measured.error <= _KNOWN * abs(value) or measured.error <= self._noise
        if is_known and abs(value - measured.value) <= allowed:  # neither if there is a NaN
            return Estimate(value, float(np.finfo(np.float64).eps) * norm(terms), tight=True)
        return measured

    def _around(self, vs: Leaves) -> float:
        """Return the size of the results at some distance, the smaller one of both sides."""
        sizes: list[float] = []
        for t in (LONGEST, -LONGEST):
            try:
                ys = self._f(*moved(self._xs, vs, t * reach(self._xs, vs)))
            except (ArithmeticError, ValueError):  # outside of the domain
                continue
            sizes.append(norm(products(self._us, ys)))
        return min((size for size in sizes if np.isfinite(size)), default=0.0)

    @property
    def _noise(self) -> float:
        return self._eps * self.size * 100

    def kink(self, vs: Leaves, allowed: float) -> float:
        """Return half of what the slopes on both sides of the point differ by; 0 if it is smooth.

        Over a step of ``sqrt(eps)``, and if that leaves a doubt over longer ones: at a kink it
        stays as it is, while curvature grows with the step and rounding falls.
        """
        curve = self._curve(vs)
        h = float(np.sqrt(self._eps)) * reach(self._xs, vs)
        found = abs(jump(curve, self._y, h))
        if not found > allowed:
            return 0.0
        last = found
        for times in (4, 16, 64):
            now = abs(jump(curve, self._y, times * h))
            if not last / 2 < now < last * 2:
                return 0.0
            last = now
        return last

    def _by_differences(self, vs: Leaves, *, thorough: bool) -> Estimate:
        first = self._sequence(vs, LONGEST, 0.0 if thorough else self._accuracy)
        if not thorough:
            return first
        other = self._sequence(vs, _OTHER * LONGEST, 0.0)
        best = min(first, other, key=lambda estimate: estimate.error)
        apart = abs(first.value - other.value) / SAFETY, self._apart_nearby(vs, best.value)
        return best._replace(error=float(np.nan_to_num(max(best.error, *apart), nan=np.inf)))

    def _apart_nearby(self, vs: Leaves, value: float) -> float:
        """Return how far differences over short steps are from a derivative, beyond rounding.

        The slope of a staircase over long steps is none that it has at a point.
        """
        curve = self._curve(vs)
        scale = reach(self._xs, vs)
        least = np.inf
        for times in (1, 8, 64):
            h = float(np.cbrt(self._eps)) * scale / times
            noise = SAFETY * self._eps * (self.size + abs(value) * scale) / h
            least = min(least, max(0.0, abs(difference(curve, h) - value) - noise))
        return float(least)

    def _sequence(self, vs: Leaves, first: float, accuracy: float) -> Estimate:
        curve = self._curve(vs)
        table = Extrapolation(
            lambda t: np.array([curve(t)]),
            np.array([self._y]),
            self.size,
            self._eps,
            reach(self._xs, vs),
            first,
        )
        table.refine(accuracy)
        return Estimate(float(table.value[0]), float(table.error[0]))

    def _curve(self, vs: Leaves) -> Callable[[float], float]:
        def curve(t: float) -> float:
            return float(np.sum(products(self._us, self._f(*moved(self._xs, vs, t)))))

        return curve
