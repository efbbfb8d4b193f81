"""Reductions that pass over NaN; each gives a NaN a gradient of exactly 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import untracked
from autodiff.operands import plain
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import has_derivative
from autodiff.ops.namespace import xp
from autodiff.ops.statistics.variance import NanStd, NanVar, spread_of
from autodiff.registry import implements
from autodiff.registry import plain as returns_plain
from autodiff.values import valued

from .masked import mask_of, sum_where
from .prod import prod
from .reduction import sum
from .scans import cumprod, cumsum

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.typing import Axis, Number, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

returns_plain(np.nanargmax, np.nanargmin)


def _replaced(name: str, a: Any, value: int) -> Any:
    """Return ``a`` with every NaN replaced, as NumPy itself does it."""
    x = as_operand(a, name)
    if x.dtype.kind not in "fc":
        return x
    missing = np.isnan(plain(x))
    return xp.where(missing, value, x) if missing.any() else x


@implements(np.nansum)
def nansum(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: Axis = None,
    dtype: npt.DTypeLike | None = None,
    *,
    keepdims: bool = False,
    initial: Operand | None = None,
    where: Operand = True,
) -> Variable[ScalarT]:
    """Return the sum over ``axis`` with 0 in the place of NaN.

    Derivative: ``dy/da = 1``, and 0 for a NaN.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, np.nan]))
    >>> np.nansum(x).backward()
    >>> x.grad
    array([1., 0.])
    """
    return sum(
        _replaced("nansum", a, 0), axis, dtype, keepdims=keepdims, initial=initial, where=where
    )


@implements(np.nanprod)
def nanprod(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: Axis = None,
    dtype: npt.DTypeLike | None = None,
    *,
    keepdims: bool = False,
    initial: Operand | None = None,
    where: Operand = True,
) -> Variable[ScalarT]:
    """Return the product over ``axis`` with 1 in the place of NaN.

    Derivative: ``dy/da_i`` is the product of all elements but ``a_i``, and 0 for a NaN.

    Policy: true at zeros.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([2.0, np.nan, 3.0]))
    >>> np.nanprod(x).backward()
    >>> x.grad
    array([3., 0., 2.])
    """
    return prod(
        _replaced("nanprod", a, 1), axis, dtype, keepdims=keepdims, initial=initial, where=where
    )


@implements(np.nancumsum)
def nancumsum(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: int | None = None,
    dtype: npt.DTypeLike | None = None,
) -> Variable[ScalarT]:
    """Return the running sums along ``axis`` with 0 in the place of NaN.

    Derivative: ``dy_k/da_j = 1`` for ``j <= k``, otherwise, and for a NaN, 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, np.nan, 2.0]))
    >>> np.nancumsum(x)
    variable([1. 1. 3.])
    """
    return cumsum(_replaced("nancumsum", a, 0), axis, dtype)


@implements(np.nancumprod)
def nancumprod(
    a: TypedOperand[ScalarT, Any] | Number,
    axis: int | None = None,
    dtype: npt.DTypeLike | None = None,
) -> Variable[ScalarT]:
    """Return the running products along ``axis`` with 1 in the place of NaN.

    Derivative: ``dy_k/da_j``, for ``j <= k``, is the product of ``a_0 ... a_k`` without ``a_j``,
    and 0 for a NaN.

    Policy: true at zeros.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([2.0, np.nan, 3.0]))
    >>> np.nancumprod(x)
    variable([2. 2. 6.])
    """
    return cumprod(_replaced("nancumprod", a, 1), axis, dtype)


@implements(np.nanmean)
def nanmean(
    a: TypedOperand[Any, Any] | Number,
    axis: Axis = None,
    dtype: npt.DTypeLike | None = None,
    *,
    keepdims: bool = False,
    where: Operand = True,
) -> Variable[Any, Any]:
    """Return the mean over ``axis`` of what is no NaN.

    Derivative: ``dy/da = 1 / n`` for the n elements that are none, and 0 for a NaN.

    Policy: where all are NaN the value is NaN, with NumPy's warning, and the gradient 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, np.nan, 3.0]))
    >>> np.nanmean(x).backward()
    >>> x.grad
    array([0.5, 0. , 0.5])
    """
    mask = mask_of(where)
    x = as_operand(a, "nanmean")
    options: dict[str, Any] = {"axis": axis, "dtype": dtype, "keepdims": keepdims, "where": mask}
    value: Any = np.nanmean(plain(x), **options)
    if not has_derivative(x):
        return untracked(value)
    counted = np.broadcast_to(mask & ~np.isnan(plain(x)), x.shape)
    n = np.maximum(np.sum(counted, axis=axis, keepdims=keepdims), 1).astype(value.dtype)
    total = sum_where(
        _replaced("nanmean", x, 0), axis, value.dtype, keepdims=keepdims, initial=None, where=mask
    )
    return valued(total / n, value)


@implements(np.nanvar)
def nanvar(
    a: TypedOperand[Any, Any] | Number,
    axis: Axis = None,
    dtype: npt.DTypeLike | None = None,
    *,
    ddof: float = 0,
    keepdims: bool = False,
    where: Operand = True,
    mean: Operand | None = None,
    correction: float | None = None,
) -> Variable[Any, Any]:
    """Return the variance over ``axis`` of what is no NaN.

    Derivative: ``dy/da = 2 conj(a - m) / (n - ddof)``, and 0 for a NaN.

    Policy: where there are no degrees of freedom the value is NaN and the gradient 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, np.nan, 3.0]))
    >>> np.nanvar(x).backward()
    >>> x.grad
    array([-1.,  0.,  1.])
    """
    options: dict[str, Any] = {"keepdims": keepdims, "where": where, "mean": mean}
    return spread_of(NanVar, a, axis, dtype, ddof, correction=correction, **options)


@implements(np.nanstd)
def nanstd(
    a: TypedOperand[Any, Any] | Number,
    axis: Axis = None,
    dtype: npt.DTypeLike | None = None,
    *,
    ddof: float = 0,
    keepdims: bool = False,
    where: Operand = True,
    mean: Operand | None = None,
    correction: float | None = None,
) -> Variable[Any, Any]:
    """Return the standard deviation over ``axis`` of what is no NaN.

    Derivative: ``dy/da = conj(a - m) / ((n - ddof) y)``, and 0 for a NaN.

    Policy: 0 where all elements are equal; otherwise as for :func:`nanvar`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, np.nan, 3.0]))
    >>> np.nanstd(x).backward()
    >>> x.grad
    array([-0.5,  0. ,  0.5])
    """
    options: dict[str, Any] = {"keepdims": keepdims, "where": where, "mean": mean}
    return spread_of(NanStd, a, axis, dtype, ddof, correction=correction, **options)
