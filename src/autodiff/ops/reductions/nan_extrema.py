"""Extrema that pass over NaN, which gets a gradient of exactly 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1
from autodiff.ops.manipulation.shape import keep_axes
from autodiff.ops.namespace import has_nan, xp
from autodiff.registry import implements

from .masked import MaxFrom, extremum_from
from .reduction import Max

if TYPE_CHECKING:
    from collections.abc import Callable

    from autodiff.operation import Array
    from autodiff.typing import Axis, Number, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

__all__ = ["nanmax", "nanmin"]


class NanMax(Max):
    """``y = max of x over axis``, passing over NaN; ties share the cotangent evenly."""

    __slots__ = ("hides_nan",)

    def forward(self, x: Any) -> Any:
        self.hides_nan: bool = has_nan(x)
        return np.nanmax(x, axis=self.axis, keepdims=self.keepdims)

    def backward(self, gy: Array) -> Array:
        x = self.x
        chosen = x == keep_axes(self.y, x.shape, self.axis)
        ties = np.sum(chosen, axis=self.axis, keepdims=True)
        shares = keep_axes(gy, x.shape, self.axis) / np.maximum(ties, 1).astype(gy.dtype)
        return xp.where(chosen, shares, 0)


class NanMin(NanMax):
    """``y = min of x over axis``, passing over NaN; ties share the cotangent evenly."""

    def forward(self, x: Any) -> Any:
        self.hides_nan: bool = has_nan(x)
        return np.nanmin(x, axis=self.axis, keepdims=self.keepdims)


class NanMaxFrom(MaxFrom):
    """``y = max(x1, x0 over axis)``, passing over every NaN."""

    function: ClassVar[Callable[..., Any]] = np.nanmax
    takes_nan: ClassVar[bool] = False


class NanMinFrom(MaxFrom):
    """``y = min(x1, x0 over axis)``, passing over every NaN."""

    function: ClassVar[Callable[..., Any]] = np.nanmin
    takes_nan: ClassVar[bool] = False


@implements(np.nanmax)
def nanmax(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: Axis = None,
    *,
    keepdims: bool = False,
    initial: Operand | None = None,
    where: Operand = True,
) -> Variable[ScalarT]:
    """Return the greatest element over ``axis`` that is no NaN.

    Derivative: 1 for it, shared evenly by ties, otherwise 0.

    Policy: where all are NaN the value is NaN, with NumPy's warning, and the gradient 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, np.nan, 3.0]))
    >>> np.nanmax(x).backward()
    >>> x.grad
    array([0., 0., 1.])
    """
    if initial is None and where is True:
        return apply1(NanMax(axis, keepdims), a)
    return extremum_from(NanMaxFrom, a, axis, keepdims=keepdims, initial=initial, where=where)


@implements(np.nanmin)
def nanmin(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: Axis = None,
    *,
    keepdims: bool = False,
    initial: Operand | None = None,
    where: Operand = True,
) -> Variable[ScalarT]:
    """Return the smallest element over ``axis`` that is no NaN.

    Derivative: 1 for it, shared evenly by ties, otherwise 0.

    Policy: where all are NaN the value is NaN, with NumPy's warning, and the gradient 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, np.nan, 3.0]))
    >>> np.nanmin(x).backward()
    >>> x.grad
    array([1., 0., 0.])
    """
    if initial is None and where is True:
        return apply1(NanMin(axis, keepdims), a)
    return extremum_from(NanMinFrom, a, axis, keepdims=keepdims, initial=initial, where=where)
