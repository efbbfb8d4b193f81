"""Arrays joined by rows, columns, layers and blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import is_list, is_variable
from autodiff.ops.arraylike import as_operand, as_operands
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .axes import as_volume, leading
from .joining import concatenate
from .layout import copy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    import numpy.typing as npt

    from autodiff.typing import Operand
    from autodiff.variable import Variable

    from .joining import Casting

    Blocks: TypeAlias = Operand | list["Blocks"]


@implements(np.hstack)
def hstack(
    tup: Sequence[Operand], *, dtype: npt.DTypeLike | None = None, casting: Casting = "same_kind"
) -> Variable[Any, Any]:
    """Return the arrays joined along the second axis, vectors along their only one.

    Derivative: of each array its own section of the cotangent.

    Raises
    ------
    ValueError
        If there is nothing to join, or the shapes differ.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.hstack([ad.Variable(np.array([1.0])), 2.0])
    variable([1. 2.])
    """
    xs = [leading(x, 1) for x in as_operands(tup, "hstack")]
    axis = 0 if xs and len(xs[0].shape) == 1 else 1
    return concatenate(xs, axis, dtype=dtype, casting=casting)


@implements(np.vstack)
def vstack(
    tup: Sequence[Operand], *, dtype: npt.DTypeLike | None = None, casting: Casting = "same_kind"
) -> Variable[Any, Any]:
    """Return the arrays joined along the first axis, vectors as rows.

    Derivative: of each array its own section of the cotangent.

    Raises
    ------
    ValueError
        If there is nothing to join, or the shapes differ.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.vstack([ad.Variable(np.array([1.0])), 2.0])
    variable([[1.]
              [2.]])
    """
    xs = [leading(x, 2) for x in as_operands(tup, "vstack")]
    return concatenate(xs, 0, dtype=dtype, casting=casting)


@implements(np.dstack)
def dstack(tup: Sequence[Operand]) -> Variable[Any, Any]:
    """Return the arrays joined along the third axis.

    Derivative: of each array its own section of the cotangent.

    Raises
    ------
    ValueError
        If there is nothing to join, or the shapes differ.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.dstack([ad.Variable(np.array([1.0])), 2.0])
    variable([[[1. 2.]]])
    """
    return concatenate([as_volume(x) for x in as_operands(tup, "dstack")], 2)


@implements(np.column_stack)
def column_stack(tup: Sequence[Operand]) -> Variable[Any, Any]:
    """Return the arrays joined along the second axis, vectors as columns.

    Derivative: of each array its own section of the cotangent.

    Raises
    ------
    ValueError
        If there is nothing to join, or the shapes differ.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.column_stack([ad.Variable(np.array([1.0, 2.0])), np.array([3.0, 4.0])])
    variable([[1. 3.]
              [2. 4.]])
    """
    xs = as_operands(tup, "column_stack")
    return concatenate([x if len(x.shape) > 1 else xp.transpose(leading(x, 2)) for x in xs], 1)


@implements(np.block)
def block(arrays: Blocks) -> Variable[Any, Any]:
    """Return the array that nested lists of blocks make up, the innermost along the last axis.

    Derivative: of each block its own part of the cotangent.

    Raises
    ------
    ValueError
        If the lists are empty or not of the same depth, or the shapes do not fit.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[1.0]]))
    >>> np.block([[x, np.zeros((1, 1))], [2 * x, x]])
    variable([[1. 0.]
              [2. 1.]])
    """
    depth, n = _depth_and_rank(arrays)
    if depth == 0:
        return copy(as_operand(arrays, "block"))
    joined: Variable[Any, Any] = _joined(arrays, depth, max(depth, n))
    return joined


def _depth_and_rank(arrays: Any) -> tuple[int, int]:
    """Return how deep the lists are nested, and the greatest number of axes of a block."""
    if isinstance(arrays, tuple):
        msg = "block: blocks are arranged in lists, not in tuples"
        raise TypeError(msg)
    if not is_list(arrays):
        return 0, len(arrays.shape) if is_variable(arrays) else np.ndim(arrays)
    if not arrays:
        msg = "block: a list of blocks cannot be empty"
        raise ValueError(msg)
    depths, ranks = zip(*(_depth_and_rank(part) for part in arrays), strict=True)
    if len({*depths}) > 1:
        msg = f"block: list depths are mismatched, {sorted({*depths})} within one list"
        raise ValueError(msg)
    return depths[0] + 1, max(ranks)


def _joined(arrays: Any, depth: int, n: int) -> Any:
    if depth == 0:
        return leading(as_operand(arrays, "block"), n)
    return xp.concatenate([_joined(part, depth - 1, n) for part in arrays], axis=-depth)
