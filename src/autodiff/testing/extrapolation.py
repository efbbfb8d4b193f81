"""Central differences of a curve for a sequence of steps, extrapolated, and their own error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

__all__ = ["LONGEST", "Extrapolation", "difference", "jump"]

LONGEST: Final = 0.125
"""The first step, where 1 moves the point by its own size."""

_MOST: Final = 30
"""As many times the step is halved, at most."""

_COLUMNS: Final = 6
"""As many steps are combined, at most: more of them agree by chance where a curve is noise."""


class Extrapolation:
    """The derivative at 0 of a curve of vectors.

    Central differences for halved steps, extrapolated to steps of length 0 (Richardson). For each
    element the value that differs least from its neighbours in the table is kept, and that
    difference, with what rounding may do at this step, is the estimate of its error (Ridders,
    Advances in Engineering Software 4, 1982). Steps at which the curve is not finite, or raises an
    ``ArithmeticError`` or a ``ValueError``, are left out.

    Parameters
    ----------
    curve
        From a number to a vector, of double precision at least.
    y
        Its value at 0.
    size
        How large the numbers are of which each element is computed, and so their rounding.
    eps
        Their relative spacing.
    scale
        The parameter of the curve at which the point has moved by its own size.
    first
        The first step, in units of the scale.

    Attributes
    ----------
    value, error
        What is known by now: the derivative, NaN where there is none, and its error.
    """

    def __init__(
        self,
        curve: Callable[[float], Any],
        y: Any,
        size: Any,
        eps: float,
        scale: float,
        first: float = LONGEST,
    ) -> None:
        self._curve: Final = curve
        self._size: Final = size
        self._eps: Final = eps
        self._scale: Final = scale
        self._h = first * scale
        self._halved = 0
        self._row: list[Any] = []
        self.value: npt.NDArray[Any] = np.full(y.shape, np.nan, y.dtype)
        self.error: npt.NDArray[np.float64] = np.full(y.shape, np.inf)

    def refine(self, accuracy: float) -> None:
        """Halve the step until all errors are below ``accuracy`` of the derivatives' size.

        Or until rounding alone is larger than the error that is reached.
        """
        while self._halved < _MOST and not np.all(
            self.error <= accuracy * np.max(np.abs(self.value))
        ):
            slope = np.nan_to_num(np.abs(self.value))
            noise = self._eps * (self._size + slope * self._scale) / self._h
            if np.all(noise >= self.error):
                return
            self._add(noise)
            self._h /= 2
            self._halved += 1

    def _add(self, noise: Any) -> None:
        above, self._row = self._row, [difference(self._curve, self._h)]
        for m, longer in enumerate(above[:_COLUMNS], 1):  # the m-th is off by terms from h**2m on
            old = self._row[-1]
            new = old + (old - longer) / (4.0**m - 1)
            self._row.append(new)
            doubt = np.maximum(np.abs(new - old), np.abs(new - longer)) + noise
            better = doubt < self.error  # never where it is NaN
            self.value = np.where(better, new, self.value)
            self.error = np.where(better, doubt, self.error)


def difference(curve: Callable[[float], Any], h: float) -> Any:
    """Return ``(c(h) - c(-h)) / 2h``; NaN outside of the domain."""
    try:
        return (curve(h) - curve(-h)) / (2 * h)
    except (ArithmeticError, ValueError):
        return np.nan


def jump(curve: Callable[[float], float], y: float, h: float) -> float:
    """Return half of what the slopes on both sides of 0 differ by, over a step; NaN for none.

    ``(c(h) - 2 c(0) + c(-h)) / 2h``: of a smooth curve it goes to 0 as ``h`` does, at a kink it
    does not.
    """
    try:
        return (curve(h) - 2 * y + curve(-h)) / (2 * h)
    except (ArithmeticError, ValueError):
        return np.nan
