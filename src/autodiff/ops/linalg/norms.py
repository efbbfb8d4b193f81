"""Norms of vectors and matrices."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autodiff.apply import apply1, untracked
from autodiff.errors import NoRuleError
from autodiff.operands import is_variable, plain
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import has_derivative
from autodiff.ops.manipulation.axes import moveaxis
from autodiff.ops.manipulation.shape import reshape
from autodiff.ops.reductions.reduction import max as greatest
from autodiff.ops.reductions.reduction import min as smallest
from autodiff.registry import implements

from .nuclear import NuclearNorm
from .svd import svdvals
from .vector_norms import CountNorm, EuclideanNorm, ExtremeNorm, PowerNorm, SumNorm

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
        If ``ord`` is a Variable of floats, for it says which norm it is, or several numbers.
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
    order, axis = _constant(ord), plain(axis)
    a: Any = as_operand(x, "norm")
    if not has_derivative(a):
        return untracked(np.linalg.norm(plain(a), order, axis, keepdims))
    n = a.ndim
    if axis is None:
        if order is None or (order in {"f", "fro"} and n == 2) or (order == 2 and n == 1):
            return apply1(EuclideanNorm(order, None, keepdims, False), a)
        axes = tuple(range(n))
    elif isinstance(axis, tuple):
        axes = axis
    else:
        axes = (_as_integer(axis),)
    if len(axes) == 1:
        return _of_vectors(a, order, axes, keepdims=keepdims, any_axes=False)
    if len(axes) != 2:
        msg = f"norm: a norm has one axis or two, got {len(axes)} (see np.linalg.vector_norm)"
        raise ValueError(msg)
    row, column = (normalize_axis_index(i, n) for i in axes)
    if row == column:
        msg = f"norm: the two axes of a matrix differ, got {axes}"
        raise ValueError(msg)
    if order in {None, "fro", "f"}:
        return apply1(EuclideanNorm(order, (row, column), keepdims, False), a)
    y = _of_matrices(a, order, row, column)
    if keepdims:
        return reshape(y, tuple(1 if i in {row, column} else k for i, k in enumerate(a.shape)))
    return y


def _of_vectors(
    a: Any, order: Any, axis: Axis, *, keepdims: bool, any_axes: bool
) -> Variable[Any, Any]:
    """Return a norm of vectors along one axis, or along any number taken as one."""
    if isinstance(order, str):
        msg = f"norm: there is no norm {order!r} of vectors"
        raise ValueError(msg)  # noqa: TRY004  # as NumPy has it
    order = 2 if order is None else order
    rule = _RULES.get(order, PowerNorm)
    return apply1(rule(order, axis, bool(keepdims), any_axes), a)


_RULES: dict[float, type[EuclideanNorm]] = {
    2: EuclideanNorm,
    1: SumNorm,
    0: CountNorm,
    inf: ExtremeNorm,
    -inf: ExtremeNorm,
}
"""Rules of the norms of vectors that are not of a general power."""


def _of_matrices(a: Any, order: Any, row: int, column: int) -> Variable[Any, Any]:
    """Return a norm of matrices, made of singular values or of sums of rows or columns."""
    if order in {2, -2, "nuc"}:
        matrices = moveaxis(a, (row, column), (-2, -1))
        if order == "nuc":
            return apply1(NuclearNorm(), matrices)
        values = svdvals(matrices)
        return greatest(values, -1, initial=0) if order == 2 else smallest(values, -1)
    if order not in {1, -1, inf, -inf}:
        msg = f"norm: there is no norm {order!r} of matrices"
        raise ValueError(msg)
    along, over = (row, column) if order in {1, -1} else (column, row)
    sums = apply1(SumNorm(1, along, False, True), a)
    if over > along:
        over -= 1
    return greatest(sums, over, initial=0) if order > 0 else smallest(sums, over)


def _constant(order: Any) -> Any:
    """Return the value of ``ord=``, which has no derivative here."""
    if is_variable(order) and order.dtype.kind in "fc":
        msg = "norm: ord= says which norm it is; give its plain value, ord.item()"
        raise NoRuleError(msg)
    if np.ndim(order):
        msg = f"norm: ord= is one number or name for all vectors, got {order!r}"
        raise NoRuleError(msg)
    return order.item() if is_variable(order) else order


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
    return _of_vectors(
        as_operand(x, "vector_norm"),
        _constant(ord),
        plain(axis),
        keepdims=keepdims,
        any_axes=True,
    )
