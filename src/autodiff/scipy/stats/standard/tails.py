"""Logarithms of what is left of 1, and of 1 plus a square, without loss in the tails."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operation import Unary
from autodiff.ops.namespace import applied, xp

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["log1mexp", "log1p_square", "log_complement"]


class Log1mexp(Unary):
    """``y = ln(1 - e ** -x)``, with ``dy/dx = 1 / (e ** x - 1)``, infinite at 0."""

    elementwise = True

    def forward(self, x: Any) -> Any:
        return xp.where(x < math.log(2), np.log(-np.expm1(-x)), np.log1p(-np.exp(-x)))

    def backward(self, gy: Array) -> Array:
        return gy / np.expm1(self.x)


class LogComplement(Unary):
    """``y = ln(1 - e ** -e ** x)``, with ``dy/dx = e ** (x - e ** x - y)``.

    Far on the left, where ``e ** x`` underflows, it is ``x``.
    """

    elementwise = True

    def forward(self, x: Any) -> Any:
        t = np.exp(x)
        small = t < 1
        s = xp.where(small & (t > 0), t, 1.0)
        mean: Any = xp.where(t > 0, -np.expm1(-s) / s, 1.0)
        return xp.where(small, x + np.log(mean), np.log1p(-np.exp(-t))).astype(x.dtype)

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * np.exp(x - np.exp(x) - self.y)


class Log1pSquare(Unary):
    """``y = ln(1 + x ** 2)``, with ``dy/dx = 2 x / (1 + x ** 2)``; no square overflows."""

    elementwise = True

    def forward(self, x: Any) -> Any:
        size = np.abs(x)
        near = size < 1
        inner = xp.where(near, size, 1 / xp.where(near, 1, size))
        return np.log1p(inner * inner) + 2 * np.log(np.maximum(size, 1))

    def backward(self, gy: Array) -> Array:
        x = self.x
        h: Any = xp.hypot(x, np.ones((), x.dtype))
        slope: Array = 2 * (x / h) / h
        return gy * slope


def log1mexp(x: Array) -> Array:
    """Return ``ln(1 - e ** -x)``."""
    return applied(Log1mexp(), x)


def log_complement(x: Array) -> Array:
    """Return ``ln(1 - e ** -e ** x)``."""
    return applied(LogComplement(), x)


def log1p_square(x: Array) -> Array:
    """Return ``ln(1 + x ** 2)``."""
    return applied(Log1pSquare(), x)
