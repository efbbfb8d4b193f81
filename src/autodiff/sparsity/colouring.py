"""Which columns, or rows, of a sparse matrix can be computed as one: colourings of graphs.

Columns that share no row can be told apart in their sum (Curtis, Powell and Reid, On the
estimation of sparse Jacobian matrices, IMA J. Appl. Math. 13, 1974), so columns are coloured such
that those of one colour share none (Coleman and Moré, Estimation of sparse Jacobian matrices and
graph coloring problems, SIAM J. Numer. Anal. 20, 1983). Of a symmetric matrix half of the elements
are enough, for which a star colouring does (Coleman and Moré, Estimation of sparse Hessian matrices
and graph coloring problems, Math. Program. 28, 1984). Greedy, vertices of most neighbours first.

Sets of colours are the bits of an int.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .matrices import IndexArray

__all__ = ["column_colours", "star_colours"]


def column_colours(pattern: Any) -> IndexArray:
    """Return a colour for each column, such that those of one colour share no row.

    Parameters
    ----------
    pattern
        A ``csr_array`` of booleans.

    Examples
    --------
    >>> import numpy as np, scipy.sparse as sp
    >>> tridiagonal = sp.csr_array(np.tri(6, 6, 1, bool) & ~np.tri(6, 6, -2, bool))
    >>> column_colours(tridiagonal)
    array([2, 0, 1, 2, 0, 1])
    """
    by_column = pattern.tocsc()
    starts, rows = by_column.indptr.tolist(), by_column.indices.tolist()
    colours = np.zeros(pattern.shape[1], np.intp)
    used = [0] * pattern.shape[0]  # by the columns of each row
    for column in _most_first(by_column):
        own = rows[starts[column] : starts[column + 1]]
        forbidden = 0
        for row in own:
            forbidden |= used[row]
        free = ~forbidden & (forbidden + 1)
        for row in own:
            used[row] |= free
        colours[column] = free.bit_length() - 1
    return colours


def star_colours(pattern: Any) -> IndexArray:
    """Return a colour for each column of a symmetric matrix, such that each element can be read.

    Neighbours, columns whose common element may not be zero, differ in colour; and of an element's
    column and row, one is the only one of its colour in the other. That is a star colouring: any
    two colours make up stars.

    Parameters
    ----------
    pattern
        A symmetric ``csr_array`` of booleans.

    Examples
    --------
    An arrow, of which no two columns are apart:

    >>> import numpy as np, scipy.sparse as sp
    >>> arrow = np.eye(5, dtype=bool)
    >>> arrow[0] = arrow[:, 0] = True
    >>> star_colours(sp.csr_array(arrow))
    array([0, 1, 1, 1, 1])
    """
    n = pattern.shape[0]
    starts, columns = pattern.indptr.tolist(), pattern.indices.tolist()
    colour = [-1] * n
    seen = [0] * n  # colours of neighbours
    twice = [0] * n  # those of several neighbours
    locked = [0] * n  # those of one neighbour, which has others of this one's colour
    for v in _most_first(pattern):
        neighbours = [w for w in columns[starts[v] : starts[v + 1]] if w != v]
        coloured = [w for w in neighbours if colour[w] >= 0]
        forbidden = 0
        for w in coloured:
            its = 1 << colour[w]
            # w is not the only one of its colour here, so v has to be the only one of its own there
            forbidden |= its | (seen[w] if twice[v] & its else locked[w])
        own = ~forbidden & (forbidden + 1)
        colour[v] = c = own.bit_length() - 1
        for w in neighbours:
            if seen[w] & own:
                first = not twice[w] & own
                twice[w] |= own
                if colour[w] >= 0:
                    its = 1 << colour[w]
                    locked[v] |= its
                    if first:
                        around = columns[starts[w] : starts[w + 1]]
                        locked[next(x for x in around if colour[x] == c and x != v)] |= its
            else:
                seen[w] |= own
        for w in coloured:
            if twice[v] >> colour[w] & 1:
                locked[w] |= own
    return np.asarray(colour, np.intp)


def _most_first(compressed: Any) -> list[int]:
    """Return the numbers of columns (of rows, of a CSR matrix), those of most elements first."""
    order: list[int] = np.argsort(-np.diff(compressed.indptr), kind="stable").tolist()
    return order
