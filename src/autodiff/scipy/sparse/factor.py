"""The factors of a sparse matrix, computed once for it and its transpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np

from autodiff.opaque import opaque

from .namespace import factorizations, sparse

if TYPE_CHECKING:
    from .pattern import Pattern

__all__ = ["Factor"]


class Factor:
    """SuperLU's factors of a matrix, or of its transpose."""

    __slots__ = ("dtype", "lu", "transposed")

    def __init__(self, lu: Any, dtype: np.dtype[Any], *, transposed: bool) -> None:
        self.lu: Any = lu
        self.dtype: np.dtype[Any] = dtype
        self.transposed: bool = transposed

    @classmethod
    def of(cls, pattern: Pattern, values: Any, dtype: np.dtype[Any], order: str | None) -> Self:
        """Factorise a matrix of stored values for right-hand sides of this dtype.

        As SciPy's ``spsolve`` does, a matrix in CSR format is taken for the transpose of one in CSC
        format, so that the solution is the same to the bit.
        """
        floating = next((c for c in "fdFD" if np.can_cast(values.dtype, c)), "D")
        result = np.promote_types(floating, dtype)
        lu = _factorized(pattern, values, result, order) if pattern.shape[0] else None
        return cls(lu, result, transposed=pattern.given.format == "csr")

    @property
    def transpose(self) -> Factor:
        """The factors for the transposed system."""
        return Factor(self.lu, self.dtype, transposed=not self.transposed)

    def solve(self, b: Any) -> Any:
        """Return the solution for a vector, or for each column."""
        if self.lu is None or not b.size:
            return np.zeros(b.shape, np.promote_types(self.dtype, b.dtype))
        if b.dtype.kind == "c" and self.dtype.kind != "c":
            return self.solve(b.real) + 1j * self.solve(b.imag)
        way = "T" if self.transposed else "N"
        return _solved(self.lu, b, self.dtype, way)


@opaque
def _factorized(pattern: Pattern, values: Any, dtype: np.dtype[Any], order: str | None) -> Any:
    matrix = pattern.filled(np.ascontiguousarray(values))  # as SuperLU needs them
    columns = sparse.csc_array(matrix.T if matrix.format == "csr" else matrix)
    if not columns.has_canonical_format:
        columns = columns.copy()
        columns.sum_duplicates()
    try:
        return factorizations.splu(columns.astype(dtype, copy=False), order)
    except RuntimeError as error:
        msg = f"spsolve: the matrix is singular, or holds a NaN ({error})"
        raise np.linalg.LinAlgError(msg) from error


@opaque
def _solved(lu: Any, b: Any, dtype: np.dtype[Any], way: str) -> Any:
    return lu.solve(np.asarray(b, dtype), way)
