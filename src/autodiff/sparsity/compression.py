"""A sparse matrix from a few products with it, and with its transpose."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .colouring import column_colours, star_colours
from .matrices import lengths_of, scipy_sparse

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from .matrices import IndexArray

__all__ = ["Compression", "of_jacobian", "of_symmetric"]


class Compression(NamedTuple):
    """Which columns are pushed together, which rows are pulled together, where elements are read.

    Attributes
    ----------
    pattern
        Where elements are.
    columns, rows
        A colour for each, or -1: the product with the sum of columns of one colour is computed,
        and that of the transpose with the sum of rows.
    pushes, pulls
        Numbers of colours.
    by_row
        Of the elements in their order in ``pattern``, those that are read from products with rows.
    at
        Where each is read: ``row * pushes + colour``, or ``colour * n + column``.
    """

    pattern: Any
    columns: IndexArray
    rows: IndexArray
    pushes: int
    pulls: int
    by_row: npt.NDArray[np.bool_]
    at: IndexArray

    def read(self, pushed: Any, pulled: Any) -> Any:
        """Return the matrix as a ``csr_array``.

        Parameters
        ----------
        pushed
            Products with columns, shape (m, pushes).
        pulled
            Products with rows, shape (pulls, n).
        """
        dtype = np.result_type(*[a.dtype for a in (pushed, pulled) if a.size] or [pushed.dtype])
        values = np.empty(self.at.size, dtype)
        values[self.by_row] = pulled.reshape(-1)[self.at[self.by_row]]
        values[~self.by_row] = pushed.reshape(-1)[self.at[~self.by_row]]
        p = self.pattern
        return scipy_sparse().csr_array((values, p.indices.copy(), p.indptr.copy()), p.shape)


def of_jacobian(pattern: Any, *, pulling: bool = True) -> Compression:
    """Return a compression of few products.

    Columns, rows, or both: a few full rows are pulled, which would have all columns differ in
    colour, and what is left is pushed.

    Parameters
    ----------
    pattern
        A ``csr_array`` of booleans with sorted indices.
    pulling
        Whether products with rows may be used.
    """
    m: int
    n: int
    m, n = pattern.shape
    lengths = lengths_of(pattern)
    heights = np.bincount(pattern.indices, minlength=n)
    longest = int(lengths.max(initial=0))
    ways: list[tuple[int, Callable[[], Compression]]] = [
        (longest, partial(_split, pattern, np.zeros(m, np.bool_)))
    ]
    if pulling and pattern.nnz:
        every = np.ones(m, np.bool_)
        ways.append((int(heights.max()), partial(_split, pattern, every)))
        by_length = np.sort(lengths)[::-1]
        t = int((by_length + np.arange(m)).argmin())  # full rows, for the fewest products
        if t:
            full = lengths > by_length[t]
            ways.append((int(by_length[t]) + 1, partial(_split, pattern, full)))
    best: Compression | None = None
    for bound, way in sorted(ways, key=lambda way: way[0]):
        if best is None or bound < best.pushes + best.pulls:
            found = way()
            if best is None or found.pushes + found.pulls < best.pushes + best.pulls:
                best = found
    return best or ways[0][1]()


def _split(pattern: Any, pulled: npt.NDArray[np.bool_]) -> Compression:
    """Return the compression by which some rows are pulled, and the others pushed."""
    _, n = pattern.shape
    row = np.repeat(np.arange(pulled.size), lengths_of(pattern))
    by_row = pulled[row]
    columns, pushes = _coloured(_part(pattern, row, ~by_row))
    rows, pulls = _coloured(_part(pattern, row, by_row).T.tocsr())
    at = np.where(by_row, rows[row] * n + pattern.indices, row * pushes + columns[pattern.indices])
    return Compression(pattern, columns, rows, pushes, pulls, by_row, at)


def _part(pattern: Any, row: IndexArray, kept: npt.NDArray[np.bool_]) -> Any:
    data = np.ones(int(kept.sum()), np.bool_)
    coordinates = (row[kept], pattern.indices[kept])
    return scipy_sparse().csr_array((data, coordinates), pattern.shape)


def _coloured(pattern: Any) -> tuple[IndexArray, int]:
    """Return colours of columns, -1 for one without elements, and their number."""
    there = np.bincount(pattern.indices, minlength=pattern.shape[1]) > 0
    if 2 * pattern.nnz > pattern.shape[0] * pattern.shape[1]:  # hardly any columns are apart
        colours: IndexArray = np.cumsum(there) - 1
    else:
        colours = column_colours(pattern)
    colours[~there] = -1
    return colours, int(colours.max(initial=-1)) + 1


def of_symmetric(pattern: Any) -> Compression:
    """Return a compression of few products with columns of a symmetric matrix.

    Of two elements that are equal by symmetry one is computed, so that they are equal to the bit.

    Parameters
    ----------
    pattern
        A symmetric ``csr_array`` of booleans with sorted indices.
    """
    n: int = pattern.shape[0]
    lengths = lengths_of(pattern)
    row: IndexArray = np.repeat(np.arange(n), lengths)
    there = lengths > 0
    if 2 * pattern.nnz > n * n:
        colours: IndexArray = np.cumsum(there) - 1
    else:
        colours = star_colours(pattern)
    colours[~there] = -1
    pushes = int(colours.max(initial=-1)) + 1
    count = np.bincount(row * pushes + colours[pattern.indices], minlength=n * pushes)
    low, high = np.minimum(row, pattern.indices), np.maximum(row, pattern.indices)
    one, other = low * pushes + colours[high], high * pushes + colours[low]
    at: IndexArray = np.where(count[one] == 1, one, other)
    nothing = np.full(n, -1)
    return Compression(pattern, colours, nothing, pushes, 0, np.zeros(at.size, np.bool_), at)
