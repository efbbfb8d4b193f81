"""Weighted averages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from autodiff.apply import untracked
from autodiff.operands import plain
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import cast_to, has_derivative
from autodiff.ops.manipulation.shape import broadcast_to
from autodiff.ops.namespace import xp
from autodiff.ops.reductions.reduction import mean as mean_of
from autodiff.registry import implements
from autodiff.values import valued

if TYPE_CHECKING:
    from autodiff.typing import Axis, Operand
    from autodiff.variable import Variable

__all__ = ["average"]


@overload
def average(
    a: Operand,
    axis: Axis = None,
    weights: Operand | None = None,
    returned: Literal[False] = False,
    *,
    keepdims: bool = False,
) -> Variable[Any, Any]: ...
@overload
def average(
    a: Operand,
    axis: Axis = None,
    weights: Operand | None = None,
    *,
    returned: Literal[True],
    keepdims: bool = False,
) -> tuple[Variable[Any, Any], Variable[Any, Any]]: ...
@overload
def average(
    a: Operand,
    axis: Axis = None,
    weights: Operand | None = None,
    returned: bool = False,
    *,
    keepdims: bool = False,
) -> Variable[Any, Any] | tuple[Variable[Any, Any], Variable[Any, Any]]: ...
@implements(np.average)
def average(
    a: Operand,
    axis: Axis = None,
    weights: Operand | None = None,
    returned: bool = False,
    *,
    keepdims: bool = False,
) -> Variable[Any, Any] | tuple[Variable[Any, Any], Variable[Any, Any]]:
    """Return the weighted average ``sum(w a) / sum(w)`` over ``axis``.

    Derivative: ``dy/da = w / sum(w)`` and ``dy/dw = (a - y) / sum(w)``.

    Raises
    ------
    ZeroDivisionError
        If weights sum to 0.
    TypeError
        If the weights have another shape than ``a``, and no axis is given.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> w = ad.Variable(np.array([1.0, 3.0]))
    >>> np.average(np.array([2.0, 4.0]), weights=w)
    variable(3.5)
    """
    x = as_operand(a, "average")
    if weights is None:
        y = mean_of(x, axis, keepdims=keepdims)
        if not returned:
            return y
        n = y.dtype.type(x.size / y.size)
        return y, untracked(np.broadcast_to(n, y.shape).copy() if y.ndim else n)
    w = as_operand(weights, "average")
    value, total = xp.average(
        plain(x), axis, plain(w), returned=True, keepdims=keepdims
    )  # NumPy's errors, before any of ours
    if not has_derivative(x, w):
        return (untracked(value), untracked(total)) if returned else untracked(value)
    if w.shape != x.shape:
        axes = normalize_axis_tuple(axis, x.ndim)  # type: ignore[arg-type]  # NumPy has checked
        w = xp.transpose(w, tuple(int(i) for i in np.argsort(axes)))
        w = xp.reshape(w, tuple(n if i in axes else 1 for i, n in enumerate(x.shape)))
    scale: Any = xp.sum(w, axis=axis, dtype=total.dtype, keepdims=keepdims)
    product = cast_to("average", x, value.dtype) * cast_to("average", w, value.dtype)
    quotient: Any = valued(xp.sum(product, axis=axis, keepdims=keepdims) / scale, value)
    if not returned:
        return quotient  # type: ignore[no-any-return]  # a Variable
    if has_derivative(w):
        return quotient, valued(broadcast_to(scale, quotient.shape), total)
    return quotient, untracked(total)
