"""Gradients of functions, in reverse mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.errors import GradientError, NotDifferentiableError
from autodiff.operands import CONSTANT, is_variable

from .arguments import chosen
from .decorating import decorating
from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["elementwise_grad", "grad", "value_and_grad"]


def grad(f: Any = None, argnums: Any = 0, *, has_aux: bool = False) -> Any:
    """Return a function that computes the gradient of ``f``."""
    numbers = chosen("grad", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def gradient(*args: Any, **kwargs: Any) -> Any:
            record = Recording("grad", f, args, kwargs, numbers, has_aux=has_aux)
            g = _gradient(record, argnums)
            return (g, record.auxiliary()) if has_aux else g

        return gradient

    return decorating("grad", f, transform)


def value_and_grad(f: Any = None, argnums: Any = 0, *, has_aux: bool = False) -> Any:
    """Return a function that computes ``f`` and its gradient in one go."""
    numbers = chosen("value_and_grad", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def value_and_gradient(*args: Any, **kwargs: Any) -> Any:
            record = Recording("value_and_grad", f, args, kwargs, numbers, has_aux=has_aux)
            g = _gradient(record, argnums)
            value = record.value()
            return ((value, record.auxiliary()) if has_aux else value), g

        return value_and_gradient

    return decorating("value_and_grad", f, transform)


def elementwise_grad(f: Any = None, argnums: Any = 0) -> Any:
    """Return a function that computes the derivative of ``f``, applied element by element."""
    numbers = chosen("elementwise_grad", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def derivative(*args: Any, **kwargs: Any) -> Any:
            record = Recording("elementwise_grad", f, args, kwargs, numbers)
            return _pulled(record, [_ones(record, y) for y in record.outputs], argnums)

        return derivative

    return decorating("elementwise_grad", f, transform)


def _gradient(record: Recording, argnums: Any) -> Any:
    """Return the gradient of a result without axes."""
    if record.structure.size != 1 or record.structure.children:
        shown = record.structure.unflatten(record.outputs)
        msg = (
            f"{record.name}: f returned {type(shown)}, not one number; a result with data besides "
            "is for has_aux=True, several results are for jacobian or vjp"
        )
        raise TypeError(msg)
    (y,) = record.outputs
    shape = np.shape(y) if not is_variable(y) else y.shape
    if shape:
        msg = (
            f"{record.name}: f returned an array of shape {shape}, and only a single number has a "
            "gradient; use jacobian for all derivatives, vjp for a weighted sum of them, "
            "elementwise_grad if element i of the result depends on element i alone"
        )
        raise GradientError(msg)
    return _pulled(record, [_ones(record, y)], argnums)


def _ones(record: Recording, y: Any) -> Any:
    """Return the cotangent of a result that is real."""
    if not is_variable(y):
        return None
    dtype = y.dtype
    if dtype.kind == "c":
        msg = (
            f"{record.name}: f returned {dtype}, of which there is no steepest ascent; "
            "return its real part or its modulus, or use vjp"
        )
        raise NotDifferentiableError(msg)
    if y._kind == CONSTANT and dtype.kind not in "fc":
        msg = f"{record.name}: f returned {dtype}, which has no derivative; compute with floats"
        raise NotDifferentiableError(msg)
    return np.ones(y.shape, dtype) if y.shape else dtype.type(1)


def _pulled(record: Recording, gys: list[Any], argnums: Any) -> Any:
    differentiable = record.differentiable
    found = record.pull(gys, retain_graph=differentiable, differentiable=differentiable)
    gradients = record.arguments(record.gradients(found, differentiable=differentiable))
    return tuple(gradients) if isinstance(argnums, (tuple, list)) else gradients[0]
