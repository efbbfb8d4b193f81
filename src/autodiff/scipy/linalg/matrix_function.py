"""The base of functions of matrices, and their derivatives as parts of larger such functions.

Every one of them maps ``[[a, e], [0, a]]`` to ``[[f(a), L(a, e)], [0, f(a)]]``, where ``L`` is its
derivative in the direction ``e`` (Fréchet's; Mathias 1996, Higham 2008, theorem 3.6). Each order
of derivatives doubles the matrices.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.batching import looped
from autodiff.operands import data_of, is_variable
from autodiff.operation import Unary
from autodiff.ops.namespace import xp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.operation import Array

__all__ = ["MatrixFunction", "by_blocks", "triangular_blocks"]


class MatrixFunction(Unary):
    """``y = f(x)``, with ``dy = L(x, dx)`` and ``gx = L(x^T, gy)``."""

    def backward(self, gy: Array) -> Array:
        gx: Array = self.moved(xp.swapaxes(self.x, -1, -2), gy)
        return gx

    def push(self, tangents: Sequence[Any]) -> Any:
        (dx,) = tangents
        return self.moved(self.x, dx)

    @looped
    def moved(self, a: Any, e: Any) -> Any:
        """Return the derivative at ``a`` in the direction ``e``."""
        if is_variable(a) or is_variable(e):
            return by_blocks(type(self)(), a, e)
        return self.derivative(a, e)

    @abstractmethod
    def derivative(self, a: Any, e: Any) -> Any:
        """Return the derivative for arrays."""


def by_blocks(f: MatrixFunction, a: Any, e: Any) -> Any:
    """Return the derivative of ``f`` at ``a`` in the direction ``e``, recorded.

    It is linear in ``e``, which is scaled so that it does not dominate the blocks.
    """
    n = a.shape[-1]
    size = np.max(np.abs(data_of(e)), initial=0.0)
    scale = float(size) if np.isfinite(size) and size > 0 else 1.0
    y: Any = f(triangular_blocks(a, e / scale))
    return y[..., :n, n:] * scale


def triangular_blocks(a: Any, e: Any) -> Any:
    """Return ``[[a, e], [0, a]]``."""
    zeros = np.zeros(a.shape, a.dtype)
    upper = xp.concatenate([a, e], axis=-1)
    return xp.concatenate([upper, xp.concatenate([zeros, a], axis=-1)], axis=-2)
