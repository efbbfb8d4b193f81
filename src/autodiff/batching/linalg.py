"""Linear algebra: a batch of matrices is a stack with one axis more."""

from __future__ import annotations

from typing import Any

import numpy as np

from .alignment import aligned, logical_ndim, only
from .array import Batched
from .table import batches, family


@family(
    np.linalg.inv, np.linalg.det, np.linalg.slogdet, np.linalg.cholesky, np.linalg.eigh,
    np.linalg.eigvalsh, np.linalg.svd, np.linalg.svdvals, np.linalg.qr,
)  # fmt: skip
def stacked(function: Any, a: Any, *args: Any, **kwargs: Any) -> Any:
    """Compute for each matrix."""
    if not only(a, *args, *kwargs.values()) or a.ndim < 2:
        return NotImplemented
    y = function(a.values, *args, **kwargs)
    return type(y)(*map(Batched, y)) if isinstance(y, tuple) else Batched(y)


@batches(np.linalg.solve)
def solve(a: Any, b: Any) -> Any:
    """Solve, for many right-hand sides at once if the matrix is the same in all."""
    m, n = logical_ndim(a), logical_ndim(b)
    if m < 2 or n == 0:
        return NotImplemented
    if n == 1:
        return np.squeeze(np.linalg.solve(a, b[:, None]), -1)
    if m > 2 or n > 2 or type(a) is Batched:
        return Batched(np.linalg.solve(*aligned((a, b))))
    size, rows, columns = b.values.shape
    side = b.values.transpose(1, 0, 2).reshape(rows, size * columns)
    x = np.linalg.solve(a, side).reshape(np.shape(a)[1], size, columns)
    return Batched(x.transpose(1, 0, 2))
