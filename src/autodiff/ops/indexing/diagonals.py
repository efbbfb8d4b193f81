"""Diagonals read and written, and triangles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from autodiff.apply import apply1, apply2
from autodiff.errors import InPlaceError
from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.ops.casting import cast_to
from autodiff.ops.manipulation.shape import reshape
from autodiff.ops.namespace import applied, xp
from autodiff.ops.reductions.reduction import sum as summed
from autodiff.ops.where import Where
from autodiff.registry import implements
from autodiff.registry import plain as returns_plain
from autodiff.values import exact
from autodiff.views import apply_view

from .scattering import zeros

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import ScalarT, TypedOperand
    from autodiff.variable import Variable

returns_plain(np.diag_indices_from, np.tril_indices_from, np.triu_indices_from)


class Diagonal(Unary):
    """``y[..., i] = x[..., i, i + offset]``: the cotangent goes back to the diagonal."""

    linear = True
    moves = True
    offset: int
    axis1: int
    axis2: int

    def forward(self, x: Any) -> Array:
        return np.diagonal(x, self.offset, self.axis1, self.axis2)

    def backward(self, gy: Array) -> Array:
        return applied(OnDiagonal(self.x_shape, self.offset, self.axis1, self.axis2), gy)

    def written(self, source: Any, value: Any) -> Any:  # noqa: ARG002  # there is no way
        msg = "diagonal: the result is read-only, as in NumPy; copy it"
        raise InPlaceError(msg)


class OnDiagonal(Unary):
    """``y = 0; y[..., i, i + offset] = x[..., i]``: the diagonal of the cotangent comes back."""

    linear = True
    moves = True
    shape: tuple[int, ...]
    offset: int
    axis1: int
    axis2: int

    def forward(self, x: Any) -> Any:
        y = zeros(self.shape, x)
        n = x.shape[-1]
        rows: Any = xp.arange(n) + max(-self.offset, 0)
        matrices = np.moveaxis(y, (self.axis1, self.axis2), (-2, -1))
        matrices[..., rows, rows + self.offset] = x
        return y

    def backward(self, gy: Array) -> Array:
        gx: Array = xp.diagonal(gy, self.offset, self.axis1, self.axis2)
        return gx


@implements(np.diagonal)
def diagonal(
    a: TypedOperand[ScalarT, Any], offset: int = 0, axis1: int = 0, axis2: int = 1
) -> Variable[ScalarT]:
    """Return the elements ``a[i, i + offset]``, along a new last axis.

    Derivative: the cotangent goes back to the diagonal.

    Raises
    ------
    ValueError
        If there are fewer than two axes, or ``axis1`` and ``axis2`` are the same.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.diagonal(ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])))
    variable([1. 4.])
    """
    return apply_view(Diagonal(plain(offset), axis1, axis2), a)


@implements(np.diag)
def diag(v: TypedOperand[ScalarT, Any], k: int = 0) -> Variable[ScalarT]:
    """Return the diagonal of a matrix, or the matrix that has the vector ``v`` on it.

    Derivative: the cotangent of each element of the diagonal.

    Raises
    ------
    ValueError
        If ``v`` has neither one nor two axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.diag(ad.Variable(np.array([1.0, 2.0])))
    variable([[1. 0.]
              [0. 2.]])
    """
    k = int(plain(k))
    if v.ndim == 2:
        return diagonal(v, k)
    if v.ndim != 1:
        msg = f"np.diag: v has one or two axes, got {v.ndim}"
        raise ValueError(msg)
    n = v.shape[0] + abs(k)
    return apply1(OnDiagonal((n, n), k, 0, 1), v)


@implements(np.diagflat)
def diagflat(v: TypedOperand[ScalarT, Any], k: int = 0) -> Variable[ScalarT]:
    """Return the matrix that has the elements of ``v`` on its diagonal.

    Derivative: the cotangent of each element of the diagonal.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.diagflat(ad.Variable(np.array([[1.0, 2.0]])))
    variable([[1. 0.]
              [0. 2.]])
    """
    return diag(reshape(v, -1), k)


@implements(np.trace)
def trace(
    a: TypedOperand[ScalarT, Any],
    offset: int = 0,
    axis1: int = 0,
    axis2: int = 1,
    dtype: npt.DTypeLike | None = None,
) -> Variable[ScalarT]:
    """Return the sum of a diagonal.

    Derivative: the identity matrix times the cotangent.

    Raises
    ------
    DetachedError
        If the dtype is of integers and ``a`` has a gradient.
    ValueError
        If there are fewer than two axes, or ``axis1`` and ``axis2`` are the same.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.trace(ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])))
    variable(5.0)
    """
    elements: Any = diagonal(a, offset, axis1, axis2)
    elements = cast_to("np.trace", elements, dtype)
    total = summed(elements, -1)
    return cast("Variable[ScalarT]", exact(total, np.trace, a, offset, axis1, axis2, dtype))


@implements(np.tril)
def tril(m: TypedOperand[ScalarT, Any], k: int = 0) -> Variable[ScalarT]:
    """Return a matrix, or each of many, with zeros above its ``k``-th diagonal.

    Derivative: the cotangent with zeros above the diagonal.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.tril(ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])))
    variable([[1. 0.]
              [3. 4.]])
    """
    return apply2(Where(xp.tri(*m.shape[-2:], k=plain(k), dtype=bool)), m, np.zeros(1, m.dtype))


@implements(np.triu)
def triu(m: TypedOperand[ScalarT, Any], k: int = 0) -> Variable[ScalarT]:
    """Return a matrix, or each of many, with zeros below its ``k``-th diagonal.

    Derivative: the cotangent with zeros below the diagonal.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.triu(ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])))
    variable([[1. 2.]
              [0. 4.]])
    """
    below = xp.tri(*m.shape[-2:], k=plain(k) - 1, dtype=bool)
    return apply2(Where(below), np.zeros(1, m.dtype), m)
