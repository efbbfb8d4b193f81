"""Broadcasting and promotion, undone for cotangents and done for tangents: nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .errors import GradientError

if TYPE_CHECKING:
    from .graph import Meta

__all__ = ["conform", "conformed", "spread", "sum_to"]


def sum_to(g: Any, shape: tuple[int, ...]) -> Any:
    """Sum ``g`` down to ``shape``, which broadcasts to ``g.shape`` (the transpose of broadcasting).

    Examples
    --------
    >>> sum_to(np.ones((4, 3)), (1, 3))
    array([[4., 4., 4.]])
    """
    lead = len(g.shape) - len(shape)
    if type(g) is np.ndarray and g.shape[lead:] == shape:
        return np.add.reduce(g, 0 if lead == 1 else tuple(range(lead)))
    axes = (
        *range(lead),
        *(i for i, n in enumerate(shape, lead) if n == 1 and g.shape[i] != 1),
    )
    return np.reshape(np.sum(g, axis=axes, keepdims=True), shape)


def conform(g: Any, meta: Meta) -> Any:
    """Give ``g`` the shape and dtype of the input whose cotangent it is."""
    shape, dtype = meta
    if g.shape != shape:
        g = sum_to(g, shape)
    if g.dtype != dtype:
        if g.dtype.kind == "c" and dtype.kind != "c":
            g = np.real(g)  # a real input moves along the real line only
        g = g.astype(dtype)
    return g


def conformed(g: Any, leaf: Any) -> Any:
    """Return ``g``, the cotangent of a leaf, in the leaf's dtype.

    Raises
    ------
    GradientError
        If the leaf was given data of another shape or kind since it was used: the cotangent is of
        what it was.
    """
    kinds = (g.dtype.kind, leaf.dtype.kind)
    if g.shape != leaf.shape or kinds in {("c", "f"), ("f", "i"), ("c", "i")}:
        msg = (
            f"the data of a Variable has been replaced by {leaf.dtype}{list(leaf.shape)} since it "
            f"was used; its gradient is {g.dtype}{list(g.shape)}: replace it after backward(), or "
            "make a new Variable"
        )
        raise GradientError(msg)
    return conform(g, (leaf.shape, leaf.dtype))


def spread(t: Any, meta: Meta) -> Any:
    """Give ``t`` the shape and dtype of the output whose tangent it is to be."""
    shape, dtype = meta
    if t.shape != shape:
        t = np.broadcast_to(t, shape)
    if t.dtype != dtype:
        if t.dtype.kind == "c" and dtype.kind != "c":
            t = np.real(t)
        t = t.astype(dtype)
    return t
