"""Differences of neighbours, and the sums that undo them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1, untracked
from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand, as_variable
from autodiff.ops.casting import cast_to, has_derivative
from autodiff.ops.namespace import xp
from autodiff.ops.reductions.reduction import sum
from autodiff.registry import implements, named

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

__all__ = ["diff", "ediff1d", "trapezoid"]


class Diff(Unary):
    """``y_k = x_{k+1} - x_k``, n times over: the transpose is the same between zeros."""

    linear = True
    n: int
    axis: int

    def forward(self, x: Any) -> Any:
        return np.diff(x, self.n, self.axis)

    def backward(self, gy: Array) -> Array:
        n, axis = self.n, self.axis
        shape = list(self.x_shape)
        if n >= shape[axis]:
            return np.zeros(shape, gy.dtype)
        shape[axis] = n
        zeros = np.zeros(shape, gy.dtype)
        g: Array = xp.diff(xp.concatenate([zeros, gy, zeros], axis=axis), n, axis)
        return -g if n % 2 else g


@implements(np.diff)
def diff(
    a: Operand,
    n: int = 1,
    axis: int = -1,
    prepend: Operand | None = None,
    append: Operand | None = None,
) -> Variable[Any, Any]:
    """Return the differences of neighbours along ``axis``, taken ``n`` times over.

    Derivative: ``dy_k/da_k = -1`` and ``dy_k/da_{k+1} = 1`` for one time.

    Raises
    ------
    ValueError
        If ``n`` is negative, or ``a`` has no axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 3.0, 7.0]))
    >>> np.diff(x, prepend=0.0)
    variable([1. 2. 4.])
    """
    x, n = as_operand(a, "diff"), int(plain(n))
    if n == 0:
        return as_variable(x)
    if x.ndim == 0 or n < 0:
        np.diff(plain(x), n)  # raises
    if prepend is not None or append is not None:
        axis = np.lib.array_utils.normalize_axis_index(axis, x.ndim)
        ends = [None if end is None else _end(end, x, axis) for end in (prepend, append)]
        x = xp.concatenate([part for part in (ends[0], x, ends[1]) if part is not None], axis=axis)
    return apply1(Diff(n, axis), x)


def _end(given: Any, x: Any, axis: int) -> Any:
    """Return what is put before or after ``x``; a number is repeated across."""
    end = as_operand(given, "diff")
    if end.ndim == 0:
        return xp.broadcast_to(end, tuple(1 if i == axis else n for i, n in enumerate(x.shape)))
    return end


@implements(np.ediff1d)
def ediff1d(
    ary: Operand, to_end: Operand | None = None, to_begin: Operand | None = None
) -> Variable[Any, Any]:
    """Return the differences of neighbours among all elements in a row, between two ends.

    Derivative: ``dy_k/dary_k = -1`` and ``dy_k/dary_{k+1} = 1``; 1 for the ends.

    Raises
    ------
    TypeError
        If an end does not fit the dtype of ``ary``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 3.0, 7.0]))
    >>> np.ediff1d(x, to_begin=0.0)
    variable([0. 2. 4.])
    """
    x = xp.reshape(as_operand(ary, "ediff1d"), -1)
    np.ediff1d(plain(x), plain(to_end), plain(to_begin))  # raises NumPy's errors
    parts = [
        None
        if end is None
        else cast_to("ediff1d", xp.reshape(as_operand(end, "ediff1d"), -1), x.dtype)
        for end in (to_begin, to_end)
    ]
    if to_begin is None and to_end is None:
        return apply1(Diff(1, 0), x)
    between = xp.diff(x)
    joined = xp.concatenate([p for p in (parts[0], between, parts[1]) if p is not None])
    return as_variable(joined)


@implements(*named("trapezoid", "trapz"))
def trapezoid(
    y: Operand, x: Operand | None = None, dx: Operand = 1.0, axis: int = -1
) -> Variable[Any, Any]:
    """Return the integral along ``axis`` by the trapezoidal rule.

    Derivative: that of ``sum of (x_{k+1} - x_k) (y_{k+1} + y_k) / 2``, by y, x and dx.

    Raises
    ------
    ValueError
        If the shapes of ``x`` and ``y`` do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> y = ad.Variable(np.array([1.0, 2.0, 3.0]))
    >>> np.trapezoid(y, dx=2.0)
    variable(8.0)
    """
    if not has_derivative(y, x, dx):
        return untracked(np.trapezoid(plain(y), plain(x), plain(dx), axis))
    heights: Any = as_operand(y, "trapezoid")
    width: Any = dx
    if x is not None:
        places = as_operand(x, "trapezoid")
        width = xp.diff(places, axis=-1 if places.ndim == 1 else axis)
        if places.ndim == 1:
            shape = [1] * heights.ndim
            shape[axis] = width.shape[0]
            width = xp.reshape(width, tuple(shape))
    here = [slice(None)] * heights.ndim
    after = [slice(None)] * heights.ndim
    here[axis], after[axis] = slice(None, -1), slice(1, None)
    return sum(width * (heights[tuple(after)] + heights[tuple(here)]) / 2.0, axis)
