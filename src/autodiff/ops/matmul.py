"""The matrix product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply2
from autodiff.ufunc import BinaryUfunc

from .namespace import op

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable


class Matmul(BinaryUfunc, ufunc=np.matmul, forward=op.matmul):
    """``y = x0 @ x1`` for vectors, matrices and stacks of them.

    ``gx0 = gy @ x1^T`` and ``gx1 = x0^T @ gy``; a vector is a matrix of one row (left) or one
    column (right), whose axis ``gy`` lacks. The engine sums over stacked axes.
    """

    elementwise = False
    multilinear = True

    def backward0(self, gy: Array) -> Array:
        x1 = self.x1
        if x1.ndim == 1:
            return gy[..., None] * x1
        if gy.ndim < x1.ndim:
            gy = gy[..., None, :]
        return gy @ x1.swapaxes(-1, -2)

    def backward1(self, gy: Array) -> Array:
        x0 = self.x0
        if x0.ndim == 1:
            return gy * x0 if gy.ndim == 0 else x0[:, None] * gy[..., None, :]
        if gy.ndim < x0.ndim:
            return (gy[..., None, :] @ x0)[..., 0, :]
        return x0.swapaxes(-1, -2) @ gy


def matmul(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return the matrix product ``x0 @ x1``.

    Parameters
    ----------
    x0, x1
        Vectors, matrices or stacks of matrices, ``(..., n, k)`` and ``(..., k, m)``.

    Returns
    -------
    Of shape ``(..., n, m)``, without the axis that a vector lacks; ``gx0 = gy @ x1^T``,
    ``gx1 = x0^T @ gy``. As ``numpy.matmul``.

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
