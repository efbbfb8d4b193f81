"""Where the stored values of a sparse matrix stand."""

from __future__ import annotations

import copy
from functools import cached_property
from typing import Any

import numpy as np

from .namespace import is_sparse

__all__ = ["Pattern"]


class Pattern:
    """The places of stored values, in the order of ``matrix.data``; of the transpose, exchanged.

    Two values may share a place, where they are added. An element of ``data`` without a place (the
    DIA format has such) is not part of the matrix.
    """

    def __init__(self, matrix: Any) -> None:
        if not is_sparse(matrix) or matrix.ndim != 2:
            msg = f"a sparse matrix of two axes is needed, not {type(matrix)}"
            raise TypeError(msg)
        if matrix.format not in {"csr", "csc", "coo", "bsr", "dia"}:
            msg = f"the {matrix.format} format keeps no array of values; convert it with tocsr()"
            raise TypeError(msg)
        self.given: Any = copy.copy(matrix)
        # which the user may change, and SciPy sorts in place where it likes
        for name in ("data", "indices", "indptr", "row", "col", "offsets"):
            if hasattr(matrix, name):
                setattr(self.given, name, getattr(matrix, name).copy())
        self.transposed: bool = False

    @property
    def transpose(self) -> Pattern:
        """The pattern of the transpose, for the same values in the same order."""
        other = copy.copy(self)
        other.transposed = not self.transposed
        return other

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of rows and columns."""
        rows, columns = self.given.shape
        return (columns, rows) if self.transposed else (rows, columns)

    def filled(self, values: Any) -> Any:
        """Return the sparse matrix with these values."""
        matrix = copy.copy(self.given)  # shares the indices
        matrix.data = values
        return matrix.T if self.transposed else matrix

    @cached_property
    def _coordinates(self) -> tuple[Any, Any, Any]:
        given = self.given
        if given.format == "coo":
            return given.row, given.col, slice(None)
        if given.format in {"csr", "csc"}:
            major = np.repeat(np.arange(len(given.indptr) - 1), np.diff(given.indptr))
            minor = given.indices[: len(major)]  # behind which there may be room for more
            rows, columns = (major, minor) if given.format == "csr" else (minor, major)
            return rows, columns, slice(len(major))
        numbered = copy.copy(given)
        size: int = given.data.size
        numbered.data = np.reshape(np.arange(1, size + 1), given.data.shape)
        coo = numbered.tocoo()
        return coo.row, coo.col, coo.data - 1

    def coordinates(self) -> tuple[Any, Any, Any]:
        """Return rows and columns of the values, and which of the flat ``data`` they are."""
        rows, columns, places = self._coordinates
        return (columns, rows, places) if self.transposed else (rows, columns, places)
