"""Sliding windows, and their transpose, adding where windows overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple
from numpy.lib.stride_tricks import as_strided, sliding_window_view

from autodiff.errors import InPlaceError, NoRuleError
from autodiff.operands import as_tuple, plain
from autodiff.operation import Unary
from autodiff.ops.namespace import applied
from autodiff.registry import implements, refuse
from autodiff.views import apply_view

from .scattering import zeros

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array
    from autodiff.typing import Axis, Number, ScalarT, TypedOperand
    from autodiff.variable import Variable


class SlidingWindow(Unary):
    """``y[i, j] = x[i + j]``: the cotangents of an element are summed over its windows."""

    linear = True
    moves = True
    window: tuple[int, ...]
    axis: Axis
    subok: bool

    def forward(self, x: Any) -> Any:
        return sliding_window_view(x, self.window, self.axis, subok=self.subok)

    def backward(self, gy: Array) -> Array:
        return applied(OverlapAdd(self.window, self.axis), gy)

    def written(self, source: Any, value: Any) -> Any:  # noqa: ARG002  # there is no way
        msg = "sliding_window_view: windows share their elements and are read-only; copy them"
        raise InPlaceError(msg)


class OverlapAdd(Unary):
    """``y[k] = sum of x[i, j] over i + j = k``: the transpose of :class:`SlidingWindow`."""

    linear = True
    gathers = True
    window: tuple[int, ...]
    axis: Axis

    def forward(self, x: Any) -> Any:
        n = x.ndim - len(self.window)
        axes = range(n) if self.axis is None else normalize_axis_tuple(self.axis, n, None, True)
        for axis in reversed(axes):  # the last axis is always the window of this one
            x = _folded(x, axis)
        return x

    def backward(self, gy: Array) -> Array:
        windows: Array = sliding_window_view(cast("Any", gy), self.window, self.axis)
        return windows


def _folded(x: Any, axis: int) -> Any:
    """Return ``y[k] = sum of x[i, j] over i + j = k``, for ``i`` in ``axis`` and ``j`` in the last.

    One axis at a time, for two windows of 10 then cost 20 additions of arrays instead of 100; and
    over the shorter of both axes, for a window may be nearly as long as the array.
    """
    x = np.moveaxis(x, (axis, -1), (0, 1))
    i, j = x.shape[:2]
    if i < j:
        x = x.swapaxes(0, 1)
        i, j = j, i
    y = zeros((max(i + j - 1, 0), *x.shape[2:]), x)
    for k in range(j):
        y[k : k + i] += x[:, k]
    return np.moveaxis(y, 0, axis)


@implements(sliding_window_view)
def windows(
    x: TypedOperand[ScalarT, Any] | Number,
    window_shape: int | Sequence[int],
    axis: Axis = None,
    *,
    subok: bool = False,
    writeable: bool = False,
) -> Variable[ScalarT]:
    """Return all windows of a shape, as ``numpy.lib.stride_tricks.sliding_window_view``.

    Derivative: ``dy[i, j]/dx[k] = 1`` where ``i + j = k``: the cotangents of all windows that an
    element is in are summed, as many additions of arrays as the window is long.

    Raises
    ------
    ValueError
        If the windows do not fit into ``x``.
    NoRuleError
        If the windows are to be writeable.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0, 3.0, 4.0]))
    >>> y = np.lib.stride_tricks.sliding_window_view(x, 2)
    >>> y.sum().backward()
    >>> print(y.shape, x.grad)
    (3, 2) [1. 2. 2. 1.]
    """
    if writeable:
        msg = (
            "sliding_window_view: writeable=True has no differentiation rule, for windows share "
            "their elements; write into a copy"
        )
        raise NoRuleError(msg)
    shape: Any = plain(window_shape)
    window = tuple(shape) if np.iterable(shape) else as_tuple(shape)
    return apply_view(SlidingWindow(window, axis, subok), x, shares=True)


refuse(
    "it reads memory, not elements; use sliding_window_view, broadcast_to or an index", as_strided
)
