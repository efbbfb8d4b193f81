"""Averages, ranges and sums of weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from autodiff.apply import apply1, untracked, valued
from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.registry import implements, refuse

from .arraylike import as_operand
from .casting import cast_to, has_derivative
from .namespace import xp
from .reduction import max, min
from .reduction import mean as mean_of
from .shape import broadcast_to

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Axis, Number, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

__all__ = ["average", "bincount", "ptp"]

refuse(
    "counts do not change with the data until an element crosses an edge; give it v.data, and for "
    "sums of weights that are Variables np.bincount(np.digitize(v.data, edges), weights=w)",
    np.histogram,
    np.histogram2d,
    np.histogramdd,
)
refuse(
    "the edges of bins are chosen by counting, which has no derivative; give it v.data",
    np.histogram_bin_edges,
)


class Bincount(Unary):
    """``y_k = sum of the weights x_i with index_i = k``: each gets the cotangent of its bin."""

    linear = True
    index: npt.NDArray[np.integer[Any]]
    length: int

    def forward(self, x: Any) -> Any:
        return np.bincount(self.index, x, self.length)

    def backward(self, gy: Array) -> Array:
        return gy[self.index]


@implements(np.bincount)
def bincount(
    x: Operand, /, weights: Operand | None = None, minlength: int = 0
) -> Variable[Any, Any]:
    """Return how often each integer occurs in ``x``, or the sum of its weights.

    Derivative: ``dy_k/dweights_i = 1`` if ``x_i = k``, otherwise 0; counts have none.

    Raises
    ------
    ValueError
        If an integer is negative, or there are not as many weights as integers.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> w = ad.Variable(np.array([0.5, 1.0, 2.0]))
    >>> np.bincount(np.array([0, 2, 2]), weights=w)
    variable([0.5 0.  3. ])
    """
    index = np.array(plain(x))
    length = int(plain(minlength))
    if weights is None:
        return untracked(np.bincount(index, None, length))
    w = as_operand(weights, "bincount")
    value = np.bincount(index, plain(w), length)
    if index.size == 0:  # integers, even for weights that are none
        return untracked(value)
    return apply1(Bincount(index.astype(np.intp), length), w)


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
