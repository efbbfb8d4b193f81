"""Linear algebra: a batch of matrices is a stack with one axis more."""

from __future__ import annotations

from typing import Any

import numpy as np

from .alignment import aligned, logical_ndim, only
from .array import Batched
from .table import batches, family

_solve: Any = np.linalg.solve  # dispatches


@family(
    np.linalg.inv, np.linalg.det, np.linalg.slogdet, np.linalg.cholesky, np.linalg.eigh,
    np.linalg.eigvalsh, np.linalg.svd, np.linalg.svdvals, np.linalg.qr,
)  # fmt: skip
def stacked(function: Any, a: Any, *args: Any, **kwargs: Any) -> Any:
    """Compute for each matrix."""
    if not only(a, *args, *kwargs.values()) or a.ndim < 2:
        return NotImplemented
    y = function(a.values, *args, **kwargs)
    return type(y)(*map(Batched, y)) if hasattr(y, "_fields") else Batched(y)


@batches(np.linalg.solve)
def solve(a: Any, b: Any) -> Any:
    """Solve, for many right-hand sides at once if the matrix is the same in all."""
    m, n = logical_ndim(a), logical_ndim(b)
    if m < 2 or n == 0:
        return NotImplemented
    if n == 1:
        return _solve(a, b[:, None])[..., 0]
    if m > 2 or n > 2 or type(a) is Batched:
        return Batched(np.linalg.solve(*aligned((a, b))))
    size, rows, columns = b.values.shape
    sides = b.values.transpose(1, 0, 2)
    x = _solve(a, sides.reshape(rows, size * columns))
    return Batched(x.reshape(sides.shape).transpose(1, 0, 2))
