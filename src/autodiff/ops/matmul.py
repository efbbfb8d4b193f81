"""The matrix product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply2
from autodiff.ufunc import BinaryUfunc

from .namespace import op
from .products.contraction import Labels, pulled_back, stacked

if TYPE_CHECKING:
    from autodiff.graph import Meta
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable


_ROW, _INNER, _COLUMN = 0, 1, 2  # labels; those of stacked axes are -1, -2, ...


class Matmul(BinaryUfunc, ufunc=np.matmul, forward=op.matmul):
    """``y = x0 @ x1``, with ``gx0 = gy @ x1^T``, ``gx1 = x0^T @ gy``.

    A vector is a matrix of one row (left) or one
    column (right), whose axis ``gy`` lacks. Where one operand serves a whole stack, its
    cotangent is a single product of matrices, which sums over the stack as it goes.
    """

    elementwise = False
    multilinear = True

    def backward0(self, gy: Array) -> Array:
        x1 = self.x1
        if x1.ndim == 1:
            return gy[..., None] * x1
        if x1.ndim == 2 and gy.ndim < 3:
            return gy @ x1.swapaxes(-1, -2)
        shape = _shape(self.metas, 0, x1)
        if len(shape) > 1 and shape[:-2] == gy.shape[:-2]:
            return gy @ x1.swapaxes(-1, -2)
        labels0, labels1, labels = labels_of(len(shape), x1.ndim)
        return pulled_back(labels0, shape, (labels, labels1), (gy, x1))

    def backward1(self, gy: Array) -> Array:
        x0 = self.x0
        if x0.ndim == 1:
            return gy * x0 if gy.ndim == 0 else x0[:, None] * gy[..., None, :]
        if x0.ndim == 2 and gy.ndim < 3:
            return x0.swapaxes(-1, -2) @ gy
        shape = _shape(self.metas, 1, x0)
        if len(shape) > 1 and shape[:-2] == gy.shape[:-2]:
            return x0.swapaxes(-1, -2) @ gy
        labels0, labels1, labels = labels_of(x0.ndim, len(shape))
        return pulled_back(labels1, shape, (labels, labels0), (gy, x0))


def _shape(metas: tuple[Meta, ...] | None, i: int, other: Any) -> tuple[int, ...]:
    """Return the shape of an input; without metas the two are alike."""
    return other.shape if metas is None else metas[i][0]


def labels_of(ndim0: int, ndim1: int) -> tuple[Labels, Labels, Labels]:
    """Return labels of both operands and the result."""
    rows = (_ROW,) if ndim0 > 1 else ()
    columns = (_COLUMN,) if ndim1 > 1 else ()
    depth = max(ndim0, ndim1, 2) - 2
    return (
        stacked(ndim0, (*rows, _INNER)),
        stacked(ndim1, (_INNER, *columns)),
        stacked(depth + len(rows) + len(columns), (*rows, *columns)),
    )


def matmul(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return the matrix product ``x0 @ x1``, of shapes ``(..., n, k)`` and ``(..., k, m)``.

    Derivative: ``gx0 = gy @ x1^T``, ``gx1 = x0^T @ gy``.

    Raises
    ------
    ValueError
        If the inner lengths differ, or an operand has no axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> w = ad.Variable(np.array([1.0, 2.0]))
    >>> y = ad.matmul(np.array([[3.0, 4.0]]), w)
    >>> y.backward()
    >>> print(y, w.grad)
    variable([11.]) [3. 4.]
    """
    return apply2(Matmul(), x0, x1)
