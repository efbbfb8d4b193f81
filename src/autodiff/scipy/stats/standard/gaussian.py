"""The normal density, and the mass of an interval under it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.apply import apply2
from autodiff.operands import is_variable
from autodiff.operation import Binary
from autodiff.scipy.special.namespace import sc

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["LOG_SQRT_2PI", "bell", "log_mass"]

LOG_SQRT_2PI: Final = math.log(2 * math.pi) / 2

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)


class Bell(Binary):
    """``y = x1 - x0 ** 2 / 2``: ``dy/dx0 = -x0``, ``dy/dx1 = 1``."""

    elementwise = True

    def forward(self, x0: Any, x1: Any) -> Any:
        return -0.5 * x0 * x0 + x1

    def backward0(self, gy: Array) -> Array:
        return -self.x0 * gy

    def backward1(self, gy: Array) -> Array:
        return gy


def bell(z: Array, offset: Any) -> Any:
    """Return ``offset - z ** 2 / 2``."""
    if is_variable(z) or is_variable(offset):
        return apply2(Bell(), z, offset)
    return Bell().forward(z, offset)


class LogMass(Binary):
    """``y = ln(Phi(x1) - Phi(x0))``: ``dy/dx1 = phi(x1) / e ** y``, ``dy/dx0 = -phi(x0) / e ** y``.

    ``phi`` is the normal density, ``Phi`` its integral.
    """

    elementwise = True

    def forward(self, x0: Any, x1: Any) -> Any:
        a, b = np.broadcast_arrays(x0, x1)
        right = a > 0
        low, high = np.where(right, -b, a), np.where(right, -a, b)  # by symmetry not on the right
        narrow = (high - low) * np.maximum(1, np.maximum(-low, np.abs(high))) < 1
        left = ~narrow & (high <= 0)
        y = np.empty_like(low)
        for chosen, mass in ((narrow, _narrow), (left, _left), (~narrow & ~left, _central)):
            if chosen.any():
                y[chosen] = mass(low[chosen], high[chosen])
        return y[()]

    def backward0(self, gy: Array) -> Array:
        slope: Array = np.exp(bell(self.x0, -LOG_SQRT_2PI) - self.y)
        return -gy * slope

    def backward1(self, gy: Array) -> Array:
        slope: Array = np.exp(bell(self.x1, -LOG_SQRT_2PI) - self.y)
        return gy * slope


def _narrow(a: Any, b: Any) -> Any:
    """Return the log-mass by quadrature, where the density varies little."""
    middle = (a + b) / 2
    t = (b - a)[..., None] / 2 * _NODES
    variation = np.exp(-t * (middle[..., None] + t / 2)) @ (_WEIGHTS / 2)
    return np.log(b - a) + np.log(variation) - middle * middle / 2 - LOG_SQRT_2PI


def _left(a: Any, b: Any) -> Any:
    greater = sc.log_ndtr(b)
    return greater + np.log1p(-np.exp(sc.log_ndtr(a) - greater))


def _central(a: Any, b: Any) -> Any:
    return np.log1p(-sc.ndtr(a) - sc.ndtr(-b))


def log_mass(a: Array, b: Array) -> Array:
    """Return the log-probability that a standard normal number lies between ``a`` and ``b``."""
    y: Any = LogMass()
    return apply2(y, a, b) if is_variable(a) or is_variable(b) else y.forward(a, b)
