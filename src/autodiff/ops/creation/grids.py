"""Coordinates and powers spread over a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np

from autodiff.operands import is_variable, plain
from autodiff.ops.arraylike import arranged
from autodiff.ops.casting import astype
from autodiff.ops.manipulation.shape import broadcast_to, reshape
from autodiff.ops.pow import pow as power
from autodiff.registry import implements
from autodiff.values import exact

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.ops.arraylike import Nested
    from autodiff.typing import ScalarT, TypedOperand
    from autodiff.variable import Variable


@implements(np.meshgrid)
def meshgrid(
    *xi: Nested, copy: bool = True, sparse: bool = False, indexing: Literal["xy", "ij"] = "xy"
) -> tuple[Variable[Any, Any], ...]:
    """Return the coordinates of every point of the grid that the vectors ``xi`` span.

    Derivative: cotangents of all points with a coordinate are summed.

    Raises
    ------
    ValueError
        If ``indexing`` is neither ``"xy"`` nor ``"ij"``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x, y = np.meshgrid(ad.Variable(np.array([1.0, 2.0])), np.array([3.0, 4.0]))
    >>> x
    variable([[1. 2.]
              [1. 2.]])
    """
    if indexing not in {"xy", "ij"}:
        msg = "Valid values for `indexing` are 'xy' and 'ij'."
        raise ValueError(msg)
    vectors: list[Any] = [arranged(x) for x in xi]
    n = len(vectors)
    places = list(range(n))
    if indexing == "xy" and n > 1:
        places[:2] = 1, 0
    grids = [
        reshape(x, (*(1,) * place, -1, *(1,) * (n - 1 - place)))
        for x, place in zip(vectors, places, strict=True)
    ]
    if not sparse:
        shape = np.broadcast_shapes(*(grid.shape for grid in grids))
        grids = [broadcast_to(grid, shape) for grid in grids]
    return tuple(astype(grid, grid.dtype) for grid in grids) if copy else tuple(grids)


@implements(np.vander)
def vander(
    x: TypedOperand[ScalarT, Any],
    N: int | None = None,  # NumPy's name
    increasing: bool = False,
) -> Variable[ScalarT]:
    """Return the matrix of Vandermonde: powers of ``x`` in its columns.

    Derivative: ``p * x**(p - 1)`` in the column of the power ``p``, at zero too.

    Raises
    ------
    ValueError
        If ``x`` has not exactly one axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.vander(ad.Variable(np.array([2.0, 3.0])), 3)
    variable([[4. 2. 1.]
              [9. 3. 1.]])
    """
    if x.ndim != 1:
        msg = "x must be a one-dimensional array or sequence."
        raise ValueError(msg)
    powers = np.arange(x.size if N is None else int(plain(N)))
    y = power(reshape(x, (-1, 1)), powers if increasing else powers[::-1])
    return cast("Variable[ScalarT]", exact(y, np.vander, x, N, increasing))


@implements(np.ix_)
def ix_(*args: Nested) -> tuple[npt.NDArray[Any], ...]:
    """Return index arrays that read the elements of all combinations, as plain arrays.

    Derivative: none, for an index has none; floating Variables are reshaped.

    Raises
    ------
    ValueError
        If an argument has not exactly one axis.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.arange(6.0).reshape(2, 3))
    >>> x[np.ix_([0, 1], ad.Variable(np.array([2])))]
    variable([[2.]
              [5.]])
    """
    given: list[Any] = [arranged(a) for a in args]
    indices: list[Any] = list(np.ix_(*(plain(a) for a in given)))
    for i, a in enumerate(given):
        if is_variable(a) and a.dtype.kind in "fc":
            indices[i] = reshape(a, indices[i].shape)
    return tuple(indices)
