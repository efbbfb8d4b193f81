"""Powers and chains of matrices, in the order in which NumPy multiplies."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import plain
from autodiff.ops.arraylike import as_operand, as_operands, as_variable
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .inverse import inv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.typing import Number, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

__all__ = ["matrix_power", "multi_dot"]


@implements(np.linalg.matrix_power)
def matrix_power(a: TypedOperand[ScalarT, Any] | Number, n: int) -> Variable[ScalarT]:
    """Return integer powers of matrices, negative ones of their inverses.

    Derivative: that of the products that it is made of, repeated squares; of the power 0, which
    is 1 whatever the matrix is, it is 0.

    Raises
    ------
    LinAlgError
        If the matrices are not square, or singular where the power is negative.
    TypeError
        If the power is not an integer.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[1.0, 1.0], [0.0, 1.0]]))
    >>> y = np.linalg.matrix_power(a, 3)
    >>> y[0, 1].backward()
    >>> print(y, a.grad)
    variable([[1. 3.]
              [0. 1.]]) [[3. 3.]
     [1. 3.]]
    """
    x = as_operand(a, "matrix_power")
    if x.ndim < 2 or x.shape[-1] != x.shape[-2]:
        msg = f"matrix_power: an array of shape {x.shape} is no stack of square matrices"
        raise np.linalg.LinAlgError(msg)
    try:
        power = index(plain(n))
    except TypeError as error:
        msg = "matrix_power: exponent must be an integer"
        raise TypeError(msg) from error
    if power == 0:
        # never the matrix itself, of which a NaN would come through a product with 0
        one = np.broadcast_to(np.eye(x.shape[-1], dtype=x.dtype), x.shape)
        return as_variable(xp.where(False, x, one))
    if power < 0:
        x = inv(x)
        power = -power
    return as_variable(_power(x, power))


def _power(x: Any, n: int) -> Any:
    """Return a positive power, multiplied in NumPy's order."""
    if n == 3:
        return x @ x @ x
    y: Any = None
    square = x
    while True:
        if n % 2:
            y = square if y is None else y @ square
        n //= 2
        if not n:
            return y
        square = square @ square


@implements(np.linalg.multi_dot)
def multi_dot(arrays: Sequence[Operand]) -> Variable[Any, Any]:
    """Return the product of several matrices, in the order that multiplies the fewest numbers.

    The first may be a row vector and the last a column vector, of one axis each.

    Derivative: that of the products that it is made of.

    Raises
    ------
    LinAlgError
        If one of more than two is no matrix, nor a vector at an end.
    ValueError
        If there are fewer than two, or their shapes do not fit.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> v = ad.Variable(np.array([1.0, 2.0]))
    >>> y = np.linalg.multi_dot([v, np.array([[1.0, 0.0], [0.0, 3.0]]), np.array([1.0, 1.0])])
    >>> y.backward()
    >>> print(y, v.grad)
    variable(7.0) [1. 3.]
    """
    xs = as_operands(arrays, "multi_dot")
    if len(xs) < 2:
        msg = "multi_dot: expecting at least two arrays"
        raise ValueError(msg)
    if len(xs) == 2:
        return as_variable(xp.dot(*xs))
    ends = xs[0].ndim, xs[-1].ndim
    if ends[0] == 1:
        xs[0] = xs[0].reshape(1, -1)
    if ends[1] == 1:
        xs[-1] = xs[-1].reshape(1, -1).swapaxes(0, 1)
    for i, x in enumerate(xs):
        if x.ndim != 2:
            msg = f"multi_dot: operand {i} has {x.ndim} axes; all but the ends are matrices"
            raise np.linalg.LinAlgError(msg)
    y = _chained(xs, _splits([x.shape[0] for x in xs] + [xs[-1].shape[1]]))
    if 1 not in ends:
        return as_variable(y)
    return as_variable(y.reshape(() if ends == (1, 1) else -1))


def _splits(lengths: Sequence[int]) -> dict[tuple[int, int], int]:
    """Return for each part of a chain after which matrix it is split (Cormen et al., 15.2)."""
    n = len(lengths) - 1
    if n == 3:  # by far the most frequent
        a, b, c, d = lengths
        return {(0, 2): 1 if a * c * (b + d) < b * d * (a + c) else 0, (0, 1): 0, (1, 2): 1}
    costs: dict[tuple[int, int], float] = {(i, i): 0.0 for i in range(n)}
    splits: dict[tuple[int, int], int] = {}
    for size in range(1, n):
        for i in range(n - size):
            j = i + size
            costs[i, j], splits[i, j] = min(
                (
                    costs[i, k]
                    + costs[k + 1, j]
                    + float(lengths[i] * lengths[k + 1] * lengths[j + 1]),
                    k,
                )
                for k in range(i, j)
            )
    return splits


def _chained(xs: Sequence[Any], splits: dict[tuple[int, int], int]) -> Any:
    """Return the product of a chain, split as told."""
    spans = [(0, len(xs) - 1)]
    for i, j in spans:  # which grows
        if i < j:
            k = splits[i, j]
            spans += [(i, k), (k + 1, j)]
    products: dict[tuple[int, int], Any] = {}
    for i, j in reversed(spans):
        if i == j:
            products[i, j] = xs[i]
        else:
            k = splits[i, j]
            products[i, j] = xp.dot(products[i, k], products[k + 1, j])
    return products[spans[0]]
