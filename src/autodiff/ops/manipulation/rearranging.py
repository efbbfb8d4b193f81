"""Elements in another order: reversed, rotated, rolled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from autodiff.apply import apply1
from autodiff.errors import DetachedError
from autodiff.operands import as_int, eagerly, is_variable, plain
from autodiff.operation import Unary
from autodiff.ops.getitem import getitem
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .shape import transpose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array
    from autodiff.typing import Axis, ScalarT, TypedOperand
    from autodiff.variable import Variable


class Roll(Unary):
    """``y[i] = x[i - shift]`` around the end: the cotangent is rolled back."""

    linear = True
    moves = True
    shift: int | tuple[int, ...]
    axis: Axis

    def forward(self, x: Array) -> Array:
        y: Array = xp.roll(x, self.shift, self.axis)
        return y

    def backward(self, gy: Array) -> Array:
        shift = self.shift
        back = tuple(-n for n in shift) if isinstance(shift, tuple) else -shift
        gx: Array = xp.roll(gy, back, self.axis)
        return gx


@implements(np.roll)
def roll(
    a: TypedOperand[ScalarT, Any],
    shift: int | Sequence[int],
    axis: int | Sequence[int] | None = None,
) -> Variable[ScalarT]:
    """Return the elements moved along an axis, those that leave at the end entering at the front.

    Derivative: the cotangent rolled back.

    Raises
    ------
    ValueError
        If ``shift`` and ``axis`` are sequences of different length.
    DetachedError
        If ``shift`` is a Variable of floats, which truncated would lose its gradient.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.roll(ad.Variable(np.array([1.0, 2.0, 3.0])), 1)
    variable([3. 1. 2.])
    """
    steps = eagerly(plain(shift))
    if is_variable(shift) and steps.dtype.kind not in "iu":
        msg = f"roll: shift is of integers, got a Variable of {steps.dtype}; write shift.data"
        raise DetachedError(msg)
    if steps.ndim > 1:
        msg = "'shift' and 'axis' should be scalars or 1D sequences"
        raise ValueError(msg)
    steps = steps.astype(np.intp)  # NumPy truncates
    axes: Any = (*axis,) if isinstance(axis, Iterable) else axis
    if axes is None:
        steps = steps.sum()  # all along the one axis of the flattened array
    return apply1(Roll(tuple(map(as_int, steps)) if steps.ndim else as_int(steps), axes), a)


@implements(np.flip)
def flip(m: TypedOperand[ScalarT, Any], axis: Axis = None) -> Variable[ScalarT]:
    """Return the elements in reverse order along ``axis``, along all by default.

    Derivative: the cotangent in reverse order.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.flip(ad.Variable(np.array([1.0, 2.0, 3.0])))
    variable([3. 2. 1.])
    """
    n = len(m.shape)
    axes = range(n) if axis is None else normalize_axis_tuple(axis, n)
    backwards = slice(None, None, -1)
    return getitem(m, tuple(backwards if i in axes else slice(None) for i in range(n)))


@implements(np.flipud)
def flipud(m: TypedOperand[ScalarT, Any]) -> Variable[ScalarT]:
    """Return the elements in reverse order along the first axis (up and down).

    Derivative: the cotangent in reverse order.

    Raises
    ------
    ValueError
        If there is no axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.flipud(ad.Variable(np.array([[1.0], [2.0]])))
    variable([[2.]
              [1.]])
    """
    if len(m.shape) < 1:
        msg = "Input must be >= 1-d."
        raise ValueError(msg)
    return flip(m, 0)


@implements(np.fliplr)
def fliplr(m: TypedOperand[ScalarT, Any]) -> Variable[ScalarT]:
    """Return the elements in reverse order along the second axis (left and right).

    Derivative: the cotangent in reverse order.

    Raises
    ------
    ValueError
        If there are fewer than two axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fliplr(ad.Variable(np.array([[1.0, 2.0]])))
    variable([[2. 1.]])
    """
    if len(m.shape) < 2:
        msg = "Input must be >= 2-d."
        raise ValueError(msg)
    return flip(m, 1)


@implements(np.rot90)
def rot90(
    m: TypedOperand[ScalarT, Any], k: int = 1, axes: tuple[int, int] = (0, 1)
) -> Variable[ScalarT]:
    """Return the elements turned ``k`` times by 90 degrees, from the first axis to the second.

    Derivative: the cotangent turned back.

    Raises
    ------
    ValueError
        If ``axes`` are no two different axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.rot90(ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])))
    variable([[2. 4.]
              [1. 3.]])
    """
    n = len(m.shape)
    given: Sequence[int] = tuple(axes)
    if len(given) != 2:
        msg = "len(axes) must be 2."
        raise ValueError(msg)
    if any(not -n <= axis < n for axis in given):
        msg = f"Axes={given} out of range for array of ndim={n}."
        raise ValueError(msg)
    first, second = (axis % n for axis in given)
    if first == second:
        msg = "Axes must be different."
        raise ValueError(msg)
    exchanged = [*range(n)]
    exchanged[first], exchanged[second] = second, first
    match k % 4:
        case 0:
            return getitem(m, slice(None))
        case 1:
            return transpose(flip(m, second), exchanged)
        case 2:
            return flip(m, (first, second))
        case _:
            return flip(transpose(m, exchanged), second)
