"""Sums, means, extrema and ranges over axes."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import is_scalar
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.manipulation.shape import keep_axes
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .masked import MaxFrom, MinFrom, extremum_from, mean_where, sum_where

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Axis, Number, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable


_FEW: Final = 4000
"""Up to so many elements are written in the time that a view of one takes."""


class Sum(Unary):
    """``y = sum of x over axis``: each element gets the cotangent of its sum."""

    linear = True
    gathers = True
    axis: Axis
    keepdims: bool

    def forward(self, x: Any) -> Any:
        return x.sum(axis=self.axis, keepdims=self.keepdims)

    def backward(self, gy: Array) -> Array:
        return _repeated(gy, self.x_shape, self.axis)


class Mean(Unary):
    """``y = mean of x over axis``: a sum divided by the number of elements in each."""

    linear = True
    gathers = True
    axis: Axis
    keepdims: bool

    def forward(self, x: Any) -> Any:
        return x.mean(axis=self.axis, keepdims=self.keepdims)

    def backward(self, gy: Array) -> Array:
        shape = self.x_shape
        count = prod(shape) // (gy.size or 1) or 1  # an empty mean is NaN, and its gradient empty
        return _repeated(gy / count, shape, self.axis)


def _repeated(gy: Array, shape: tuple[int, ...], axis: Axis) -> Array:
    """Return the cotangent of each reduction for all of its elements."""
    if is_scalar(gy) and prod(shape) <= _FEW:
        repeated: Any = np.empty(shape, gy.dtype)
        repeated.fill(gy)
        return repeated  # type: ignore[no-any-return]  # an array
    return xp.broadcast_to(keep_axes(gy, shape, axis), shape)


class Max(Unary):
    """``y = max of x over axis``; elements that tie share the cotangent evenly."""

    mixes: ClassVar[Mixes] = "axis"
    axis: Axis
    keepdims: bool

    def forward(self, x: Any) -> Any:
        return x.max(axis=self.axis, keepdims=self.keepdims)

    def backward(self, gy: Array) -> Array:
        x = self.x
        # a NaN is what made the result NaN, though it equals nothing
        chosen = (x == keep_axes(self.y, x.shape, self.axis)) | (x != x)  # noqa: PLR0124
        shares = np.sum(chosen, axis=self.axis, keepdims=True, dtype=gy.dtype)
        return keep_axes(gy, x.shape, self.axis) * (chosen / shares)


class Min(Max):
    """``y = min of x over axis``, with ties as for the maximum."""

    def forward(self, x: Any) -> Any:
        return x.min(axis=self.axis, keepdims=self.keepdims)


@implements(np.sum)
def sum(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: Axis = None,
    dtype: npt.DTypeLike | None = None,
    *,
    keepdims: bool = False,
    initial: Operand | None = None,
    where: Operand = True,
) -> Variable[ScalarT]:
    """Return the sum over ``axis``.

    Derivative: ``dy/da = 1`` and ``dy/dinitial = 1``; exactly 0 where the mask does not hold.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.
    DetachedError
        If ``dtype`` is of integers and ``a`` has a derivative.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 3.0]))
    >>> y = ad.sum(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(4.0) [1. 1.]
    """
    if dtype is None and initial is None and where is True:
        return apply1(Sum(axis, keepdims), a)
    return sum_where(a, axis, dtype, keepdims=keepdims, initial=initial, where=where)


@implements(np.mean)
def mean(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: Axis = None,
    dtype: npt.DTypeLike | None = None,
    *,
    keepdims: bool = False,
    where: Operand = True,
) -> Variable[ScalarT]:
    """Return the arithmetic mean over ``axis``.

    Derivative: ``dy/da = 1 / n`` for n elements; exactly 0 where the mask does not hold.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.
    DetachedError
        If ``dtype`` is of integers and ``a`` has a derivative.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 3.0]))
    >>> y = ad.mean(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(2.0) [0.5 0.5]
    """
    if dtype is None and where is True:
        return apply1(Mean(axis, keepdims), a)
    return mean_where(a, axis, dtype, keepdims=keepdims, where=where)


@implements(np.max, np.amax)
def max(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: Axis = None,
    *,
    keepdims: bool = False,
    initial: Operand | None = None,
    where: Operand = True,
) -> Variable[ScalarT]:
    """Return the greatest element over ``axis``.

    Derivative: 1 for it, 0 for the others; the ``initial`` value takes part as an element.

    Policy: elements that tie share evenly.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.
    ValueError
        If there are no elements, and no ``initial`` value.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 3.0]))
    >>> y = ad.max(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(3.0) [0. 1.]
    """
    if initial is None and where is True:
        return apply1(Max(axis, keepdims), a)
    return extremum_from(MaxFrom, a, axis, keepdims=keepdims, initial=initial, where=where)


@implements(np.min, np.amin)
def min(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: Axis = None,
    *,
    keepdims: bool = False,
    initial: Operand | None = None,
    where: Operand = True,
) -> Variable[ScalarT]:
    """Return the smallest element over ``axis``.

    Derivative: 1 for it, 0 for the others; the ``initial`` value takes part as an element.

    Policy: elements that tie share evenly.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.
    ValueError
        If there are no elements, and no ``initial`` value.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 3.0]))
    >>> y = ad.min(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(1.0) [1. 0.]
    """
    if initial is None and where is True:
        return apply1(Min(axis, keepdims), a)
    return extremum_from(MinFrom, a, axis, keepdims=keepdims, initial=initial, where=where)


@implements(np.ptp)
def ptp(
    a: TypedOperand[ScalarT, Any] | Number, axis: Axis = None, *, keepdims: bool = False
) -> Variable[ScalarT]:
    """Return the range, from the smallest to the greatest element, over ``axis``.

    Derivative: 1 for the greatest, -1 for the smallest, each shared evenly by ties.

    Raises
    ------
    ValueError
        If there are no elements.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 4.0, 2.0]))
    >>> np.ptp(x).backward()
    >>> x.grad
    array([-1.,  1.,  0.])
    """
    x: Any = as_operand(a, "ptp")
    y: Variable[ScalarT] = max(x, axis, keepdims=keepdims) - min(x, axis, keepdims=keepdims)
    return y
