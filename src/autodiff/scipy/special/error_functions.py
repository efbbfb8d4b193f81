"""The error function and its relatives."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from autodiff.ufunc import UnaryUfunc

from .namespace import scipys, xp

if TYPE_CHECKING:
    from autodiff.operation import Array

_SLOPE = 2 / math.sqrt(math.pi)
"""Of the error function at 0."""


def bell(x: Array) -> Array:
    """Return the derivative of the error function, ``2 / sqrt(pi) e ** -x**2``."""
    return _SLOPE * xp.exp(-(x * x))


class Erf(UnaryUfunc, ufunc=scipys.erf):
    """``y = erf x``, with ``dy/dx = 2 / sqrt(pi) e ** -x**2``."""

    def backward(self, gy: Array) -> Array:
        return gy * bell(self.x)


class Erfc(UnaryUfunc, ufunc=scipys.erfc):
    """``y = 1 - erf x``, with ``dy/dx = -2 / sqrt(pi) e ** -x**2``."""

    def backward(self, gy: Array) -> Array:
        return -gy * bell(self.x)


class Erfi(UnaryUfunc, ufunc=scipys.erfi):
    """``y = -i erf(i x)``, with ``dy/dx = 2 / sqrt(pi) e ** x**2``."""

    def backward(self, gy: Array) -> Array:
        return gy * (_SLOPE * xp.exp(self.x * self.x))


class Erfinv(UnaryUfunc, ufunc=scipys.erfinv):
    """``erf y = x``, with ``dy/dx = sqrt(pi) / 2 e ** y**2``, infinite at -1 and 1."""

    def backward(self, gy: Array) -> Array:
        return gy * (xp.exp(self.y * self.y) / _SLOPE)


class Erfcinv(UnaryUfunc, ufunc=scipys.erfcinv):
    """``erfc y = x``, with ``dy/dx = -sqrt(pi) / 2 e ** y**2``, infinite at 0 and 2."""

    def backward(self, gy: Array) -> Array:
        return -gy * (xp.exp(self.y * self.y) / _SLOPE)
