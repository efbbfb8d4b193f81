"""Values at the edge of a transform: what comes in as plain goes out as plain, of the same type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import edge_of, untracked, wrap
from autodiff.errors import GradientError, NotDifferentiableError
from autodiff.operands import (
    CONSTANT,
    arrayed,
    data_of,
    is_array,
    is_peculiar,
    is_scalar,
    is_variable,
)

if TYPE_CHECKING:
    from autodiff.graph import Edge
    from autodiff.trees import Structure
    from autodiff.variable import Variable

__all__ = [
    "as_array",
    "as_given",
    "edge_of_result",
    "fixed",
    "own",
    "plain_value",
    "require_inexact",
    "tangent",
]


def require_inexact(leaf: Any, what: str, structure: Structure, i: int) -> None:
    """Raise NotDifferentiableError if leaf ``i`` is of integers or booleans.

    TypeError if it is what no Variable can hold.
    """
    kind: Any = leaf.__class__
    if kind is float or kind is complex or (kind is np.ndarray and leaf.dtype.kind in "fc"):
        return
    if is_peculiar(leaf) or data_of(leaf) is None:
        why = "has no data" if is_variable(leaf) else "computes by rules of its own; pass an array"
        msg = f"{what}{structure.path(i)} is {leaf if is_variable(leaf) else kind}, which {why}"
        raise TypeError(msg)
    if kind is int or leaf.dtype.kind not in "fc":
        dtype = "int" if kind is int else f"dtype {leaf.dtype}"
        msg = f"{what}{structure.path(i)} of {dtype} has no derivative; make it of floats"
        raise NotDifferentiableError(msg)


def own(x: Any, *, copied: bool = False) -> Any:
    """Return a leaf as an array; a copy if the graph outlives the call, and ``x`` may change."""
    if is_array(x):
        return x.copy(order="K") if copied else x
    return arrayed(x)


def plain_value(y: Any, *, retained: bool = False) -> Any:
    """Return a result as NumPy would: an array of the caller's own, a scalar without axes.

    A copy if the graph is ``retained``, which may need what the caller might change.
    """
    if not is_variable(y):
        return y
    value: Any = y._value
    if not is_array(value):
        return value
    if value.ndim == 0:
        return value[()]
    return value.copy(order="K") if retained or not value.flags.writeable else value


def as_given(g: Any, like: Any, *, as_variable: bool) -> Any:
    """Return a gradient as the leaf was given: a Variable, an array, or a number."""
    if as_variable or is_variable(like):
        return g if is_variable(g) else untracked(g)
    kind: Any = like.__class__
    if kind is np.ndarray or g.ndim:  # the latter of a Jacobian
        return g
    if kind is float or kind is complex:
        return kind(g)
    return g[()] if is_scalar(like) or getattr(like, "scalar", False) else g


def tangent(x: Any, primal: Any, what: str) -> Any:
    """Return a tangent of a primal: an array or a Variable of its shape and dtype.

    Raises
    ------
    GradientError
        If it has another shape.
    """
    t = x if is_variable(x) else arrayed(x)
    data = data_of(primal)
    if t.shape != data.shape:
        msg = f"{what} has shape {t.shape}, its primal {data.shape}"
        raise GradientError(msg)
    if t.dtype.kind not in "biuf" + data.dtype.kind:
        msg = f"{what} has dtype {t.dtype}, its primal {data.dtype}"
        raise GradientError(msg)
    return t if t.dtype == data.dtype else t.astype(data.dtype)


def edge_of_result(y: Any) -> Any:
    """Return the edge of what ``f`` returned; None for what is no Variable."""
    return edge_of(y) if is_variable(y) else None


def as_array(g: Any) -> Any:
    """Return a number of Python as an array, anything else as it is."""
    return np.asarray(g) if type(g) in {int, float, complex} else g


def fixed(data: Any, _edge: Edge = None) -> Variable[Any, Any]:
    """Return a Variable for ``data`` that is not differentiated, whatever it was computed from."""
    v = wrap(data, None)
    v._kind = CONSTANT
    return v
