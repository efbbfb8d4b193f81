"""Products and parts of matrices under the names of the array API standard.

They are NumPy's older functions with stricter arguments, or with the last two axes as those of
the matrices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply2
from autodiff.ops.arraylike import as_operands
from autodiff.ops.indexing import diagonals
from autodiff.ops.manipulation.axes import matrix_transpose as transposed
from autodiff.ops.matmul import Matmul
from autodiff.ops.products import tensor_products, vector_products
from autodiff.registry import implements

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from autodiff.typing import Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

    Axes = int | Sequence[int]


@implements(np.linalg.cross)
def cross(x1: Operand, x2: Operand, /, *, axis: int = -1) -> Variable[Any, Any]:
    """Return the cross product of vectors of three components.

    Derivative: ``gx1 = x2 x gy``, ``gx2 = gy x x1``.

    Raises
    ------
    ValueError
        If the vectors are not of three components.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 0.0, 0.0]))
    >>> np.linalg.cross(x, np.array([0.0, 1.0, 0.0]))
    variable([0. 0. 1.])
    """
    a, b = as_operands((x1, x2), "cross")
    lengths = a.shape[axis], b.shape[axis]
    if lengths != (3, 3):
        msg = f"cross: the vectors have three components, got {lengths[0]} and {lengths[1]}"
        raise ValueError(msg)
    return vector_products.cross(a, b, axis=axis)


@implements(np.linalg.outer)
def outer(x1: Operand, x2: Operand, /) -> Variable[Any, Any]:
    """Return the matrix of all products of an element of ``x1`` and one of ``x2``.

    Derivative: ``gx1 = gy x2``, ``gx2 = gy^T x1``, products of a matrix and a vector.

    Raises
    ------
    ValueError
        If they are not vectors.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 2.0]))
    >>> np.linalg.outer(x, np.array([3.0, 4.0]))
    variable([[3. 4.]
              [6. 8.]])
    """
    a, b = as_operands((x1, x2), "outer")
    if (a.ndim, b.ndim) != (1, 1):
        msg = f"outer: the operands are vectors, got {a.ndim} and {b.ndim} axes (see np.outer)"
        raise ValueError(msg)
    return tensor_products.outer(a, b)


@implements(np.linalg.diagonal)
def diagonal(x: TypedOperand[ScalarT, Any], /, *, offset: int = 0) -> Variable[ScalarT]:
    """Return the elements ``x[..., i, i + offset]`` of each matrix.

    Derivative: the cotangent goes back to the diagonal.

    Raises
    ------
    ValueError
        If there are fewer than two axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.linalg.diagonal(ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])))
    variable([1. 4.])
    """
    return diagonals.diagonal(x, offset, axis1=-2, axis2=-1)


@implements(np.linalg.trace)
def trace(
    x: TypedOperand[ScalarT, Any], /, *, offset: int = 0, dtype: npt.DTypeLike | None = None
) -> Variable[ScalarT]:
    """Return the sum of a diagonal of each matrix.

    Derivative: the identity matrix times the cotangent.

    Raises
    ------
    DetachedError
        If the dtype is of integers and ``x`` has a gradient.
    ValueError
        If there are fewer than two axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.linalg.trace(ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]])))
    variable(5.0)
    """
    return diagonals.trace(x, offset, axis1=-2, axis2=-1, dtype=dtype)


@implements(np.linalg.matmul)
def matmul(x1: Operand, x2: Operand, /) -> Variable[Any, Any]:
    """Return the matrix product ``x1 @ x2``, of shapes ``(..., n, k)`` and ``(..., k, m)``.

    Derivative: ``gx1 = gy @ x2^T``, ``gx2 = x1^T @ gy``.

    Raises
    ------
    ValueError
        If the inner lengths differ, or an operand has no axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> w = ad.Variable(np.array([1.0, 2.0]))
    >>> np.linalg.matmul(np.array([[3.0, 4.0]]), w)
    variable([11.])
    """
    return apply2(Matmul(), *as_operands((x1, x2), "matmul"))


@implements(np.linalg.vecdot)
def vecdot(x1: Operand, x2: Operand, /, *, axis: int = -1) -> Variable[Any, Any]:
    """Return the sums of ``conj(x1) * x2`` over an axis.

    Derivative: the gradients are ``conj(gy) * x2`` and ``gy * x1``, summed over the axes along
    which an operand was repeated.

    Raises
    ------
    ValueError
        If the axis differs in length, or the others do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]]))
    >>> np.linalg.vecdot(x, np.array([1.0, 10.0]))
    variable([21. 43.])
    """
    return vector_products.vecdot(x1, x2, axis=axis)


@implements(np.linalg.tensordot)
def tensordot(
    x1: Operand, x2: Operand, /, *, axes: int | tuple[Axes, Axes] | Sequence[Axes] = 2
) -> Variable[Any, Any]:
    """Return the product of two arrays, summed over pairs of axes.

    ``axes`` is a number of last axes of ``x1`` and first ones of ``x2``, or the axes of each.

    Derivative: ``gx1`` is ``gy`` and ``x2`` summed over the other axes of ``x2``, and ``gx2``
    likewise, both as products of matrices.

    Raises
    ------
    ValueError
        If the axes of a pair differ in length, or one is named twice.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.arange(4.0).reshape(2, 2))
    >>> np.linalg.tensordot(x, np.ones((2, 2)))
    variable(6.0)
    """
    return tensor_products.tensordot(x1, x2, axes)


@implements(np.linalg.matrix_transpose)
def matrix_transpose(x: TypedOperand[ScalarT, Any], /) -> Variable[ScalarT]:
    """Return each matrix with its two axes interchanged.

    Derivative: the cotangent with the two interchanged.

    Raises
    ------
    ValueError
        If there are fewer than two axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.linalg.matrix_transpose(ad.Variable(np.ones((2, 3)))).shape
    (3, 2)
    """
    return transposed(x)
