"""Running sums and products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import cast_to, require_inexact
from autodiff.ops.indices import along
from autodiff.ops.namespace import silenced, xp
from autodiff.registry import implements, named

from .prod import away_from_zero

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, TypedOperand
    from autodiff.variable import Variable

__all__ = ["cumprod", "cumsum", "cumulative_prod", "cumulative_sum"]


class Cumsum(Unary):
    """``y_k = x_0 + ... + x_k``; an element gets the cotangents of all sums from its own on."""

    linear = True
    axis: int
    dtype: npt.DTypeLike | None

    def forward(self, x: Any) -> Any:
        return np.cumsum(x, axis=self.axis, dtype=self.dtype)

    def backward(self, gy: Array) -> Array:
        return _summed_from_here(gy, self.axis)


class Cumprod(Unary):
    """``y_k = x_0 ... x_k``, with ``dy_k/dx_j`` the product of all factors of ``y_k`` but ``x_j``.

    Policy: true at zeros, to every order. With ``p_j = x_0 ... x_{j-1}`` the cotangent is
    ``p_j s_j``, where ``s_j = gy_j + x_{j+1} s_{j+1}`` divides by nothing. Where no product
    has come near zero, ``p_j s_j`` is the sum of all ``gy_k y_k`` from ``j`` on, over ``x_j``,
    which takes one pass instead of as many as ``n`` has binary digits.
    """

    axis: int

    def forward(self, x: Any) -> Any:
        return xp.cumprod(x, axis=self.axis)

    def backward(self, gy: Array) -> Array:
        x, y, axis = self.x, self.y, self.axis
        if away_from_zero(y):
            return _summed_from_here(gy * y, axis) / x
        silent = np.all(plain(gy) == 0, axis=axis, keepdims=True)
        x, y, g = (xp.swapaxes(v, axis, -1) for v in (x, y, gy))
        gx: Array = silenced(xp.swapaxes(_factored(x, y, g), axis, -1), silent)
        return gx


def _factored(x: Any, y: Any, gy: Any) -> Any:
    """Return ``p_j s_j`` along the last axis."""
    one: Any = np.ones((*y.shape[:-1], 1), y.dtype)
    before = xp.concatenate([one, y[..., :-1]], axis=-1)
    following = xp.concatenate([x[..., 1:], one], axis=-1)
    return before * _recurrence(following, gy)


def _summed_from_here(g: Any, axis: int) -> Array:
    """Return the sums of each element and all after it."""
    backwards = along(axis % g.ndim, slice(None, None, -1))
    summed: Any = xp.cumsum(g[backwards], axis=axis)
    y: Array = summed[backwards]
    return y


def _recurrence(a: Any, b: Any) -> Any:
    """Solve ``s_j = b_j + a_j s_{j+1}`` along the last axis, by doubling.

    In each pass ``s_j = b_j + a_j s_{j+d}`` is put into itself, which gives it for ``2 d``.
    """
    d = 1
    while d < b.shape[-1]:
        b = xp.concatenate([b[..., :-d] + a[..., :-d] * b[..., d:], b[..., -d:]], axis=-1)
        a = xp.concatenate([a[..., :-d] * a[..., d:], a[..., -d:]], axis=-1)
        d *= 2
    return b


def _line(name: str, a: Any, axis: int | None) -> tuple[Any, int]:
    """Return what to go along, and on which axis; a number is a line of one."""
    x = as_operand(a, name)
    if axis is None or (x.ndim == 0 and axis in {0, -1}):
        return xp.reshape(x, -1), 0
    return x, axis


@implements(np.cumsum)
def cumsum(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: int | None = None,
    dtype: npt.DTypeLike | None = None,
) -> Variable[ScalarT]:
    """Return the running sums along ``axis``, or of all elements in a row.

    Derivative: ``dy_k/da_j = 1`` for ``j <= k``, otherwise 0.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0, 3.0]))
    >>> np.cumsum(x)
    variable([1. 3. 6.])
    """
    require_inexact("cumsum", dtype, a)
    x, at = _line("cumsum", a, axis)
    return apply1(Cumsum(at, dtype), x)


@implements(np.cumprod)
def cumprod(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: int | None = None,
    dtype: npt.DTypeLike | None = None,
) -> Variable[ScalarT]:
    """Return the running products along ``axis``, or of all elements in a row.

    Derivative: ``dy_k/da_j``, for ``j <= k``, is the product of ``a_0 ... a_k`` without ``a_j``.

    Policy: true at zeros.

    Raises
    ------
    numpy.exceptions.AxisError
        If there is no such axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([2.0, 0.0, 3.0]))
    >>> np.cumprod(x).sum().backward()
    >>> x.grad
    array([1., 8., 0.])
    """
    x, at = _line("cumprod", a, axis)
    return apply1(Cumprod(at), cast_to("cumprod", x, dtype))


def _cumulative(scan: Any, identity: int, x: Any, axis: int | None, options: Any) -> Any:
    """Return a scan of the array API's standard, which may begin with what it starts from."""
    dtype, include_initial = options
    name = f"cumulative_{scan.__name__[3:]}"
    x = as_operand(x, name)
    if axis is None and x.ndim > 1:
        msg = f"{name}: an array of {x.ndim} axes needs axis="
        raise ValueError(msg)
    y = scan(x, axis, dtype)
    if not include_initial:
        return y
    axis = 0 if axis is None else axis
    shape = list(y.shape)
    shape[axis] = 1
    return xp.concatenate([np.full(shape, identity, y.dtype), y], axis=axis)


@implements(*named("cumulative_sum"))
def cumulative_sum(
    x: TypedOperand[ScalarT, Any] | Number,
    /,
    *,
    axis: int | None = None,
    dtype: npt.DTypeLike | None = None,
    include_initial: bool = False,
) -> Variable[ScalarT]:
    """Return the running sums along ``axis``, on demand with the 0 that they start from.

    Derivative: ``dy_k/dx_j = 1`` for ``j <= k``, otherwise 0.

    Raises
    ------
    ValueError
        If there are several axes and none is given.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0]))
    >>> ad.ops.reductions.scans.cumulative_sum(x, include_initial=True)
    variable([0. 1. 3.])
    """
    y: Variable[ScalarT] = _cumulative(cumsum, 0, x, axis, (dtype, include_initial))
    return y


@implements(*named("cumulative_prod"))
def cumulative_prod(
    x: TypedOperand[ScalarT, Any] | Number,
    /,
    *,
    axis: int | None = None,
    dtype: npt.DTypeLike | None = None,
    include_initial: bool = False,
) -> Variable[ScalarT]:
    """Return the running products along ``axis``, on demand with the 1 that they start from.

    Derivative: ``dy_k/dx_j``, for ``j <= k``, is the product of ``x_0 ... x_k`` without ``x_j``.

    Policy: true at zeros.

    Raises
    ------
    ValueError
        If there are several axes and none is given.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([2.0, 3.0]))
    >>> ad.ops.reductions.scans.cumulative_prod(x, include_initial=True)
    variable([1. 2. 6.])
    """
    y: Variable[ScalarT] = _cumulative(cumprod, 1, x, axis, (dtype, include_initial))
    return y
