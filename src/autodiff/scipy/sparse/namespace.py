"""SciPy's sparse matrices as rules need them; SciPy has no types of its own."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

__all__ = ["factorizations", "is_sparse", "sparse"]

sparse: Final[Any] = import_module("scipy.sparse")
factorizations: Final[Any] = import_module("scipy.sparse.linalg")


def is_sparse(x: object) -> bool:
    """Whether ``x`` is a sparse matrix or array."""
    return bool(sparse.issparse(x))
