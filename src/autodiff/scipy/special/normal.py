"""The normal distribution: its distribution function, the logarithm of it and the inverses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from autodiff.operands import plain
from autodiff.ufunc import BinaryUfunc, UnaryUfunc

from .namespace import sc, xp
from .pieces import piecewise

if TYPE_CHECKING:
    from .namespace import Array

__all__ = ["density"]

_ROOT: Final = math.sqrt(2 * math.pi)


def density(x: Array) -> Array:
    """Return the density of the normal distribution."""
    return xp.exp(x * x * -0.5) / _ROOT


def hazard(x: Array) -> Array:
    """Return the density divided by the distribution function, without overflow or cancellation."""
    left = plain(x).real < 0
    return piecewise(left, (hazard_on_the_left, (0.0,)), (hazard_on_the_right, (0.0,)), x)


def hazard_on_the_left(x: Array) -> Array:
    """Return the density divided by the distribution function, both without the exponential."""
    return math.sqrt(2 / math.pi) / sc.erfcx(x * -math.sqrt(0.5))


def hazard_on_the_right(x: Array) -> Array:
    """Return the density divided by the distribution function, as it stands."""
    return density(x) / sc.ndtr(x)


class Ndtr(UnaryUfunc, ufunc=sc.ndtr):
    """``y = the normal distribution function``, with ``dy/dx = e ** (-x**2 / 2) / sqrt(2 pi)``."""

    def backward(self, gy: Array) -> Array:
        return gy * density(self.x)


class LogNdtr(UnaryUfunc, ufunc=sc.log_ndtr):
    """``y = ln of the normal distribution function F``, with ``dy/dx = F'(x) / F(x)``."""

    def backward(self, gy: Array) -> Array:
        return gy * hazard(self.x)


class Ndtri(UnaryUfunc, ufunc=sc.ndtri):
    """``x = F(y)``, the normal distribution function: ``dy/dx = 1 / F'(y)``, infinite at 0, 1."""

    def backward(self, gy: Array) -> Array:
        return gy * (_ROOT * xp.exp(self.y * self.y * 0.5))


class NdtriExp(UnaryUfunc, ufunc=sc.ndtri_exp):
    """``x = ln F(y)`` for the normal distribution function: ``dy/dx = F(y) / F'(y)``."""

    def backward(self, gy: Array) -> Array:
        return gy / hazard(self.y)


class OwensT(BinaryUfunc, ufunc=sc.owens_t):
    """``y = T(x0, x1)``, Owen's.

    ``dy/dx0 = -e ** (-x0**2 / 2) erf(x0 x1 / sqrt(2)) / sqrt(8 pi)`` and
    ``dy/dx1 = e ** (-x0**2 (1 + x1**2) / 2) / (2 pi (1 + x1**2))``.
    """

    def backward0(self, gy: Array) -> Array:
        x0 = self.x0
        return gy * (density(x0) * sc.erf(x0 * self.x1 * math.sqrt(0.5)) * -0.5)

    def backward1(self, gy: Array) -> Array:
        x0, spread = self.x0, 1 + self.x1 * self.x1
        return gy * (xp.exp(x0 * x0 * spread * -0.5) / (2 * math.pi * spread))
