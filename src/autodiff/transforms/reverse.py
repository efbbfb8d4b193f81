"""What the gradients of functions in reverse mode share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import GradientError, NotDifferentiableError
from autodiff.messages import describe
from autodiff.operands import arrayed, is_variable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .recording import Recording

__all__ = ["gradient_seed", "ones", "pulled_once"]


def gradient_seed(record: Recording) -> list[Any]:
    """Return the cotangent of a result without axes, by itself.

    Raises
    ------
    TypeError
        If ``f`` returned something else than one array or number.
    GradientError
        If it has axes.
    NotDifferentiableError
        If it is complex, or of integers.
    """
    if record.structure.size != 1 or record.structure.children:
        shown = record.structure.unflatten(record.outputs)
        msg = (
            f"{record.name}: f returned {type(shown)}, not one number; a result with data besides "
            "is for has_aux=True, several results are for jacobian or vjp"
        )
        raise TypeError(msg)
    (y,) = record.outputs
    shape = y.shape if is_variable(y) else np.shape(y)
    if shape:
        msg = (
            f"{record.name}: f returned an array of shape {shape}, and only a single number has a "
            "gradient; use jacobian for all derivatives, vjp for a weighted sum of them, "
            "elementwise_grad if element i of the result depends on element i alone"
        )
        raise GradientError(msg)
    return [ones(record, y)]


def ones(record: Recording, y: Any) -> Any:
    """Return the cotangent of a real result, with which its sum is differentiated."""
    if not is_variable(y):
        if arrayed(y).dtype.kind in "biu":  # as of np.sum(x > 0): it is not constant, but jumps
            msg = f"{record.name}: f returned {describe(y)}, which has no derivative; return floats"
            raise NotDifferentiableError(msg)
        return None
    dtype = y.dtype
    if dtype.kind == "c":
        msg = (
            f"{record.name}: f returned {dtype}, of which there is no steepest ascent; "
            "return its real part or its modulus, or use vjp"
        )
        raise NotDifferentiableError(msg)
    if dtype.kind != "f":
        msg = f"{record.name}: f returned {dtype}, which has no derivative; compute with floats"
        raise NotDifferentiableError(msg)
    return np.ones(y.shape, dtype) if y.shape else dtype.type(1)


def pulled_once(record: Recording, gys: Sequence[Any]) -> Any:
    """Return the gradient by the chosen arguments, and let go of the graph."""
    differentiable = record.differentiable
    found = record.pull(gys, retain_graph=differentiable, differentiable=differentiable)
    return record.chosen(record.gradients(found, differentiable=differentiable))
