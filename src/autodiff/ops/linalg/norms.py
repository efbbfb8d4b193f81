"""Norms of vectors and matrices."""

from __future__ import annotations

from math import inf, prod
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autodiff.apply import apply1
from autodiff.errors import NoRuleError
from autodiff.operands import as_tuple, data_of, is_variable, plain
from autodiff.ops.abs import abs as modulus
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import astype
from autodiff.ops.manipulation.axes import moveaxis
from autodiff.ops.manipulation.shape import reshape, transpose
from autodiff.ops.reductions.reduction import max as greatest
from autodiff.ops.reductions.reduction import min as smallest
from autodiff.ops.reductions.reduction import sum as summed
from autodiff.registry import implements

from .svd import svdvals
from .vector_norms import CountNorm, EuclideanNorm, PowerNorm

if TYPE_CHECKING:
    from autodiff.typing import Axis, Number, TypedOperand
    from autodiff.variable import Variable

__all__ = ["Order", "matrix_norm", "norm", "vector_norm"]

Order: TypeAlias = float | Literal["fro", "f", "nuc"] | None


@implements(np.linalg.norm)
def norm(
    x: TypedOperand[Any, Any] | Number, ord: Order = None, axis: Axis = None, keepdims: bool = False
) -> Variable[Any, Any]:
    """Return a norm of vectors (one axis) or matrices (two axes), the 2-norm by default.

    Without ``axis`` and ``ord`` it is that of all elements, whatever the axes.

    Derivative: of the 2-norm and Frobenius norm ``conj(x) / y``; of a p-norm ``conj(sign(x))
    (|x| / y)^(p - 1)``; of other norms that of the sums and extrema of ``|x|``, or of singular
    values, that they are; 0 for ``ord=0``, which counts.

    Policy: 0 at the kink of a norm of zeros, and for an element of 0 whose ``|x|`` has one; greatest
    and smallest ones that tie share evenly.

    Raises
    ------
    NoRuleError
        If ``ord`` is a Variable of floats: which norm it is is no argument of the norm.
    ValueError
        If there is no such norm, or it has other than one or two axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([3.0, -4.0]))
    >>> y = np.linalg.norm(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(5.0) [ 0.6 -0.8]
    """  # noqa: E501
    a = _inexact(as_operand(x, "norm"))
    order = _constant(ord)
    axis = plain(axis)
    n = a.ndim
    if axis is None:
        if order is None or (order in {"f", "fro"} and n == 2) or (order == 2 and n == 1):
            return apply1(EuclideanNorm(order, None, keepdims), a)
        axes = tuple(range(n))
    elif isinstance(axis, tuple):
        axes = axis
    else:
        axes = (_as_integer(axis),)
    if len(axes) == 1:
        return _of_vectors(a, order, axes, keepdims=keepdims)
    if len(axes) != 2:
        msg = f"norm: a norm has one axis or two, got {len(axes)} (see np.linalg.vector_norm)"
        raise ValueError(msg)
    row, column = (normalize_axis_index(i, n) for i in axes)
    if row == column:
        msg = f"norm: the two axes of a matrix differ, got {axes}"
        raise ValueError(msg)
    if order in {None, "fro", "f"}:
        return apply1(EuclideanNorm(order, (row, column), keepdims), a)
    y = _of_matrices(a, order, row, column)
    if keepdims:
        return reshape(y, tuple(1 if i in {row, column} else k for i, k in enumerate(a.shape)))
    return y


def _of_vectors(a: Any, order: Any, axis: tuple[int, ...], *, keepdims: bool) -> Variable[Any, Any]:
    """Return a norm of vectors along one axis."""
    if isinstance(order, str):
        msg = f"norm: there is no norm {order!r} of vectors"
        raise ValueError(msg)  # noqa: TRY004  # as NumPy has it
    if order is None or order == 2:
        return apply1(EuclideanNorm(order, axis, keepdims), a)
    if order == inf:
        return greatest(modulus(a), axis, keepdims=keepdims, initial=0)
    if order == -inf:
        return smallest(modulus(a), axis, keepdims=keepdims)
    if order == 0:
        return apply1(CountNorm(axis, keepdims), a)
    if order == 1:
        return summed(modulus(a), axis, keepdims=keepdims)
    return apply1(PowerNorm(float(order), axis, keepdims), a)


def _of_matrices(a: Any, order: Any, row: int, column: int) -> Variable[Any, Any]:
    """Return a norm of matrices, made of singular values or of sums of rows or columns."""
    if order in {2, -2, "nuc"}:
        values = svdvals(moveaxis(a, (row, column), (-2, -1)))
        if order == 2:
            return greatest(values, -1, initial=0)
        return smallest(values, -1) if order == -2 else summed(values, -1, initial=0)
    if order not in {1, -1, inf, -inf}:
        msg = f"norm: there is no norm {order!r} of matrices"
        raise ValueError(msg)
    along, over = (row, column) if order in {1, -1} else (column, row)
    sums = summed(modulus(a), along)
    if over > along:
        over -= 1
    return greatest(sums, over, initial=0) if order > 0 else smallest(sums, over)


def _inexact(a: Any) -> Any:
    """Return ``a`` with integers made floats."""
    return a if a.dtype.kind in "fc" else astype(a, np.float64)


def _constant(order: Any) -> Any:
    """Return the value of ``ord=``, which has no derivative here."""
    if is_variable(order) and order.dtype.kind in "fc":
        msg = "norm: ord= says which norm it is; give its plain value, ord.item()"
        raise NoRuleError(msg)
    return data_of(order)


def _as_integer(axis: Any) -> int:
    try:
        return int(axis)
    except (TypeError, ValueError) as error:
        msg = f"norm: axis is None, an integer or a tuple of integers, got {axis!r}"
        raise TypeError(msg) from error


@implements(np.linalg.matrix_norm)
def matrix_norm(
    x: TypedOperand[Any, Any], /, *, keepdims: bool = False, ord: Order = "fro"
) -> Variable[Any, Any]:
    """Return a norm of each matrix, the Frobenius norm by default.

    Derivative: as for :func:`norm`.

    Policy: as for :func:`norm`.

    Raises
    ------
    ValueError
        If there is no such norm.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[1.0, -2.0], [3.0, 4.0]]))
    >>> y = np.linalg.matrix_norm(x, ord=1)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(6.0) [[ 0. -1.]
     [ 0.  1.]]
    """
    return norm(x, ord, (-2, -1), keepdims)


@implements(np.linalg.vector_norm)
def vector_norm(
    x: TypedOperand[Any, Any] | Number,
    /,
    *,
    axis: Axis = None,
    keepdims: bool = False,
    ord: float = 2,
) -> Variable[Any, Any]:
    """Return a norm of the elements along any number of axes, all by default, as of a vector.

    Derivative: as for :func:`norm`.

    Policy: as for :func:`norm`.

    Raises
    ------
    ValueError
        If there is no such norm.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[1.0, -2.0], [0.0, 2.0]]))
    >>> np.linalg.vector_norm(x, ord=1)
    variable(5.0)
    """
    a: Any = as_operand(x, "vector_norm")
    shape = a.shape
    axis = plain(axis)
    if axis is None:
        y = norm(reshape(a, -1), ord, 0)
    elif isinstance(axis, tuple):
        axes = normalize_axis_tuple(axis, len(shape))
        rest = tuple(i for i in range(len(shape)) if i not in axes)
        length = prod(shape[i] for i in axes)
        flat = reshape(transpose(a, (*axes, *rest)), (length, *(shape[i] for i in rest)))
        y = norm(flat, ord, 0)
    else:
        y = norm(a, ord, axis)
    if not keepdims:
        return y
    reduced = (
        range(len(shape)) if axis is None else normalize_axis_tuple(as_tuple(axis), len(shape))
    )
    return reshape(y, tuple(1 if i in reduced else k for i, k in enumerate(shape)))
