"""Margins that are copies of elements, and their transpose, folding them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from autodiff.operation import Unary
from autodiff.ops.indexing.scattering import zeros
from autodiff.ops.indices import along
from autodiff.ops.namespace import applied, xp

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array

Widths: TypeAlias = "npt.NDArray[np.intp]"
"""How many elements before and after, for each axis."""

MANY_RUNS: Final = 64
"""From here on elements are added one by one after all."""


class Surround(Unary):
    """``y = x within copies of its elements``: of each the cotangents of its copies are summed."""

    linear = True
    moves = True
    widths: Widths
    mode: str

    def forward(self, x: Array) -> Array:
        y: Array = xp.pad(x, self.widths, self.mode)
        return y

    def backward(self, gy: Array) -> Array:
        return applied(Fold(self.widths, self.mode), gy)


class Fold(Unary):
    """``y = the inside of x, with its margins added where they were copied from``."""

    linear = True
    gathers = True
    widths: Widths
    mode: str

    def forward(self, x: Any) -> Array:
        for axis in reversed(range(len(self.widths))):
            before, after = self.widths[axis].tolist()
            if before or after:
                n = x.shape[axis] - before - after
                x = _folded(x, axis, n, xp.pad(np.arange(n), (before, after), self.mode))
        return x  # type: ignore[no-any-return]  # an array

    def backward(self, gy: Array) -> Array:
        gx: Array = xp.pad(gy, self.widths, self.mode)
        return gx


def _folded(x: Any, axis: int, n: int, origins: npt.NDArray[np.intp]) -> Any:
    """Add the slices of ``x`` along an axis to those of zeros that are their origins."""
    y = zeros((*x.shape[:axis], n, *x.shape[axis + 1 :]), x)
    # a run of neighbours is added as one slice, which costs less than its elements one by one
    breaks = np.flatnonzero(np.diff(origins, 2)) + 2
    if len(breaks) > MANY_RUNS:
        np.add.at(y, along(axis, origins), x)
        return y
    runs = np.split(np.arange(len(origins)), breaks)
    for run in runs:
        first, last, length = int(origins[run[0]]), int(origins[run[-1]]), len(run)
        part = x[along(axis, slice(int(run[0]), int(run[-1]) + 1))]
        if first == last:
            y[along(axis, slice(first, first + 1))] += part.sum(axis=axis, keepdims=True)
        elif abs(last - first) != length - 1:
            np.add.at(y, along(axis, origins[run]), part)
        elif first <= last:
            y[along(axis, slice(first, last + 1))] += part
        else:
            y[along(axis, slice(first, last - 1 if last else None, -1))] += part
    return y
