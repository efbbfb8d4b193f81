"""Containers as vectors, for optimisers that know nothing else."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from itertools import accumulate
from math import prod
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from autodiff.errors import GradientError
from autodiff.operands import arrayed, is_array, is_scalar, is_variable
from autodiff.trees import flatten

from .edge import require_inexact

if TYPE_CHECKING:
    from collections.abc import Callable

    from autodiff.variable import Variable

    from .signatures.linear import Unravel
    from .signatures.variables import Doubles, DoubleVariables, Tree

__all__ = ["ravel"]


@overload
def ravel(
    tree: Doubles,
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], Unravel[Doubles]]: ...
@overload
def ravel(
    tree: DoubleVariables,
) -> tuple[
    Variable[np.float64, tuple[int]], Callable[[Variable[Any, tuple[int]]], DoubleVariables]
]: ...
@overload
def ravel(tree: Tree) -> tuple[Any, Unravel[Tree]]: ...
def ravel(tree: Any) -> tuple[Any, Callable[[Any], Any]]:
    """Return the leaves of a container as one vector, and the way back.

    Parameters
    ----------
    tree
        Arrays, numbers or Variables of floats in a container of any kind.

    Returns
    -------
    vector
        All elements, shape (n,), in the order of the leaves, of the dtype that NumPy promotes
        theirs to; a Variable if there is one among them.
    unravel
        Makes a container of the same type, with leaves of their shapes and dtypes, of a vector of
        n elements: an array or a Variable. It is differentiable.

    Raises
    ------
    TypeError
        If the container has what has no derivative.
    GradientError
        From ``unravel``, if the vector is of another length, or complex where leaves are real.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> vector, unravel = ad.ravel({"slope": 2.0, "knots": np.array([0.0, 1.0])})
    >>> vector
    array([2., 0., 1.])
    >>> unravel(10 * vector)
    {'slope': 20.0, 'knots': array([ 0., 10.])}
    """
    leaves, structure = flatten(tree, "ravel: the container")
    for i, leaf in enumerate(leaves):
        require_inexact(leaf, "ravel: the container", structure, i)
    arrays = [x if is_variable(x) else arrayed(x) for x in leaves]
    shapes = [x.shape for x in arrays]
    ends = [*accumulate(map(prod, shapes))]
    n = ends[-1] if ends else 0

    def unravel(vector: Any) -> Any:
        """Return a container of the elements of a vector."""
        v = vector if is_variable(vector) else arrayed(vector)
        if v.shape != (n,):
            msg = f"unravel: a vector of shape {v.shape}; the container has {n} elements"
            raise GradientError(msg)
        return structure.unflatten(
            _leaf(v[end - prod(shape) : end], shape, like)
            for end, shape, like in zip(ends, shapes, leaves, strict=True)
        )

    return np.concatenate([np.reshape(x, -1) for x in arrays]) if arrays else np.zeros(0), unravel


def _leaf(part: Any, shape: tuple[int, ...], like: Any) -> Any:
    """Return a leaf of part of a vector, as the original was."""
    x = np.reshape(part, shape)
    kind: Any = like.__class__
    dtype = like.dtype if hasattr(like, "dtype") else np.dtype(kind)
    if x.dtype != dtype:
        if x.dtype.kind == "c" and dtype.kind != "c":
            msg = f"unravel: a vector of {x.dtype} for a leaf of {dtype}, which is real"
            raise GradientError(msg)
        x = x.astype(dtype)
    if is_variable(x):
        return x
    if kind is float or kind is complex:
        return x.item()
    return x[()] if is_scalar(like) else np.array(x) if is_array(x) else x.copy()
