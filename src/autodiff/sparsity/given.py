"""Patterns that users give, and patterns compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import GradientError

from .matrices import lengths_of, scipy_sparse

if TYPE_CHECKING:
    from .matrices import IndexArray

__all__ = ["as_pattern", "require_covered", "same", "symmetrised"]


def as_pattern(name: str, given: Any) -> Any:
    """Return a pattern that a user gave as a boolean ``csr_array`` with sorted indices.

    Raises
    ------
    TypeError
        If it is no matrix.
    """
    sp = scipy_sparse()
    if not sp.issparse(given):
        dense = np.asarray(given)
        if dense.dtype.kind not in "biuf":
            msg = f"{name}: pattern is a sparse or boolean matrix, got {type(given)}"
            raise TypeError(msg)
        given = sp.csr_array(dense != 0) if dense.ndim == 2 else dense
    if given.ndim != 2:
        msg = f"{name}: pattern is a matrix, got an array of {given.ndim} axes"
        raise TypeError(msg)
    found = sp.csr_array(given)  # what is stored counts, explicit zeros too
    indices = found.indices[: found.indptr[-1]].copy()  # behind which there may be room for more
    ones = np.ones(indices.size, np.bool_)
    found = sp.csr_array((ones, indices, found.indptr.copy()), found.shape)
    found.sum_duplicates()
    return found


def require_covered(name: str, given: Any, found: Any) -> None:
    """Raise GradientError if a pattern that was given lacks an element of the one that was found.

    Both are boolean ``csr_array`` with sorted indices.
    """
    if given.shape != found.shape:
        msg = f"{name}: pattern has shape {given.shape}, and the derivative {found.shape}"
        raise GradientError(msg)
    there, needed = _numbers(given), _numbers(found)
    places: IndexArray = np.searchsorted(there, needed)
    ended = np.append(there, -1)  # which is no number
    lacking: Any = ended[places] != needed
    if lacking.any():
        row, column = divmod(int(needed[int(np.argmax(lacking))]), max(given.shape[1], 1))
        msg = (
            f"{name}: pattern lacks {int(lacking.sum())} of {needed.size} elements that may not be "
            f"zero, first element ({row}, {column}); add them, or leave the pattern to be found"
        )
        raise GradientError(msg)


def same(a: Any, b: Any) -> bool:
    """Whether two patterns are equal."""
    return (
        a.shape == b.shape
        and np.array_equal(a.indptr, b.indptr)
        and np.array_equal(a.indices, b.indices)
    )


def symmetrised(pattern: Any) -> Any:
    """Return a pattern with its transpose, of sorted indices."""
    both = (pattern + pattern.T).tocsr()
    both.sort_indices()
    return both


def _numbers(pattern: Any) -> IndexArray:
    """Return the flat index of each element, in order."""
    row = np.repeat(np.arange(pattern.shape[0], dtype=np.int64), lengths_of(pattern))
    numbers: IndexArray = row * pattern.shape[1] + pattern.indices
    return numbers
