"""Running maxima and minima, ``np.maximum.accumulate`` and ``np.minimum.accumulate``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.ops.casting import cast_to
from autodiff.ops.namespace import applied, xp
from autodiff.registry import METHODS

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import BoolArray, ScalarT, TypedOperand
    from autodiff.variable import Variable


class Runs(NamedTuple):
    """Where a running extremum stays the same, and which elements attain it; the axis is last."""

    attain: BoolArray
    counts: npt.NDArray[np.intp]
    """How many elements up to each attain its extremum."""
    number: npt.NDArray[np.intp]
    """Which run each element belongs to."""
    longest: Any

    @classmethod
    def of(cls, x: Any, y: Any) -> Runs:
        """Return the runs of the running extremum ``y`` of ``x``."""
        attain = same(x, y)
        changes = ~same(y[..., 1:], y[..., :-1])
        start = np.concatenate([np.zeros_like(attain[..., :1]), changes], axis=-1)
        number = np.cumsum(start, axis=-1)
        up_to = np.cumsum(attain, axis=-1)
        position: Any = xp.broadcast_to(xp.arange(y.shape[-1]), y.shape)
        first = np.maximum.accumulate(np.where(start, position, 0), axis=-1)
        before = np.take_along_axis(up_to, first, axis=-1) - 1  # the first of a run attains it
        longest: Any = np.max(position - first, initial=0) + 1
        return cls(attain, up_to - before, number, longest)

    def summed(self, x: Any, *, backwards: bool) -> Any:
        """Return sums within each run from its start to each element, or from each to its end.

        They double in reach, so that nothing of another run gets in, not even a NaN.
        """
        reach = 1
        while reach < self.longest:
            together = self.number[..., reach:] == self.number[..., :-reach]
            y = x.copy()
            if backwards:
                y[..., :-reach] += np.where(together, x[..., reach:], 0)
            else:
                y[..., reach:] += np.where(together, x[..., :-reach], 0)
            x, reach = y, 2 * reach
        return x


def same(a: Any, b: Any) -> Any:
    """Return where two arrays are equal, NaN to NaN too."""
    return (a == b) | ((a != a) & (b != b))  # noqa: PLR0124


class TiedMean(Unary):
    """``y = the mean of those x, up to each element, that attain the running extremum``."""

    linear = True
    mixes: ClassVar[Mixes] = "axis"
    runs: Runs
    axis: int

    def forward(self, x: Any) -> Any:
        x = np.swapaxes(x, self.axis, -1)
        runs = self.runs
        total = runs.summed(np.where(runs.attain, x, 0), backwards=False)
        return np.swapaxes((total / runs.counts).astype(x.dtype), self.axis, -1)

    def backward(self, gy: Array) -> Array:
        return applied(TiedShares(self.runs, self.axis), gy)


class TiedShares(Unary):
    """The transpose of :class:`TiedMean`: each element is shared among those that attain it."""

    linear = True
    mixes: ClassVar[Mixes] = "axis"
    runs: Runs
    axis: int

    def forward(self, x: Any) -> Any:
        x = np.swapaxes(x, self.axis, -1)
        runs = self.runs
        total = runs.summed((x / runs.counts).astype(x.dtype), backwards=True)
        return np.swapaxes(np.where(runs.attain, total, 0), self.axis, -1)

    def backward(self, gy: Array) -> Array:
        return applied(TiedMean(self.runs, self.axis), gy)


class RunningMaximum(Unary):
    """``y[i] = max(x[0], ..., x[i])``; the elements that attain it share its cotangent evenly."""

    axis: int

    def forward(self, x: Any) -> Any:
        return np.maximum.accumulate(x, axis=self.axis)

    def backward(self, gy: Array) -> Array:
        x, y = (np.swapaxes(plain(a), self.axis, -1) for a in (self.x, self.y))
        return applied(TiedShares(Runs.of(x, y), self.axis), gy)


class RunningMinimum(RunningMaximum):
    """``y[i] = min(x[0], ..., x[i])``, with ties as for the maximum."""

    def forward(self, x: Any) -> Any:
        return np.minimum.accumulate(x, axis=self.axis)


def running_maximum(
    array: TypedOperand[ScalarT, Any], axis: int = 0, dtype: npt.DTypeLike | None = None
) -> Variable[ScalarT]:
    """Return the greatest of the elements up to each, along ``axis``.

    Derivative: 1 for the element that was chosen.

    Policy: elements that tie share evenly.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.maximum.accumulate(ad.Variable(np.array([1.0, 3.0, 2.0])))
    variable([1. 3. 3.])
    """
    return apply1(RunningMaximum(axis), cast_to("np.maximum.accumulate", array, dtype))


def running_minimum(
    array: TypedOperand[ScalarT, Any], axis: int = 0, dtype: npt.DTypeLike | None = None
) -> Variable[ScalarT]:
    """Return the smallest of the elements up to each, along ``axis``.

    Derivative: 1 for the element that was chosen.

    Policy: elements that tie share evenly.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.minimum.accumulate(ad.Variable(np.array([1.0, 3.0, 0.0])))
    variable([1. 1. 0.])
    """
    return apply1(RunningMinimum(axis), cast_to("np.minimum.accumulate", array, dtype))


METHODS[np.maximum, "accumulate"] = running_maximum
METHODS[np.minimum, "accumulate"] = running_minimum
