"""Products of the matrices and vectors of a batch: its axis is one more of a stack."""

from __future__ import annotations

from math import prod
from string import ascii_letters
from typing import Any

import numpy as np

from .alignment import deepened, logical_ndim, only
from .array import Batched
from .table import batches


@batches(np.matmul, np.dot)
def matmul(a: Any, b: Any, **kwargs: Any) -> Any:
    """Multiply, of which either may be a batch."""
    m, n = logical_ndim(a), logical_ndim(b)
    if kwargs or not 1 <= m <= 2 or not 1 <= n <= 2:
        return NotImplemented
    x = a.values if type(a) is Batched else np.asarray(a)
    y = b.values if type(b) is Batched else np.asarray(b)
    if type(a) is Batched and type(b) is Batched:
        x = x[:, None, :] if m == 1 else x
        y = y[:, :, None] if n == 1 else y
        z = np.matmul(x, y)
        z = z[:, 0] if m == 1 else z
        return Batched(z[..., 0] if n == 1 else z)
    if type(a) is Batched:
        if m == 2 and n == 2:  # one product of matrices, larger
            size, rows, inner = x.shape
            return Batched((x.reshape(size * rows, inner) @ y).reshape(size, rows, y.shape[1]))
        return Batched(x @ y)
    if n == 1:
        return Batched(y @ x.T)
    return Batched(np.matmul(x, y))


@batches(np.outer)
def outer(a: Any, b: Any) -> Any:
    """Return the products of all pairs of elements of two vectors."""
    x = a.values.reshape(len(a.values), -1, 1) if type(a) is Batched else np.reshape(a, (-1, 1))
    y = b.values.reshape(len(b.values), 1, -1) if type(b) is Batched else np.reshape(b, -1)
    return Batched(x * y)


@batches(np.einsum)
def einsum(subscripts: Any, *operands: Any, **kwargs: Any) -> Any:
    """Sum products, with one letter more for the batch."""
    if not isinstance(subscripts, str) or "->" not in subscripts or "." in subscripts:
        return NotImplemented
    letter = next(c for c in ascii_letters if c not in subscripts)
    terms, result = subscripts.replace(" ", "").split("->")
    marked = [
        letter + term if type(x) is Batched else term
        for term, x in zip(terms.split(","), operands, strict=True)
    ]
    arrays = [x.values if type(x) is Batched else x for x in operands]
    return Batched(np.einsum(f"{','.join(marked)}->{letter}{result}", *arrays, **kwargs))


@batches(np.linalg.solve)
def solve(a: Any, b: Any) -> Any:
    """Solve, for many right-hand sides at once if the matrix is the same in all."""
    if logical_ndim(a) != 2 or logical_ndim(b) > 2:
        return NotImplemented
    if only(b, a):
        size, n, *columns = b.values.shape
        sides = np.moveaxis(b.values, 0, -1).reshape(n, prod(columns) * size)
        return Batched(np.moveaxis(np.linalg.solve(a, sides).reshape(n, *columns, size), -1, 0))
    vectors = logical_ndim(b) == 1
    y = b.values if type(b) is Batched else np.asarray(b)
    x = np.linalg.solve(a.values, y[..., None] if vectors else y)
    return Batched(x[..., 0] if vectors else x)


@batches(np.linalg.inv)
def inv(a: Any) -> Any:
    """Invert each matrix."""
    return Batched(np.linalg.inv(deepened(a.values, a.ndim)))
