"""Exponentials, logarithms, powers and roots: SciPy has ufuncs of its own beside NumPy's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from autodiff.operation import Unary
from autodiff.ops.namespace import applied
from autodiff.ufunc import BinaryUfunc, Step, UnaryUfunc

from .namespace import sc, xp

if TYPE_CHECKING:
    from .namespace import Array

__all__ = ["derivative_of_exprel"]


class Exp2(UnaryUfunc, ufunc=sc.exp2):
    """``y = 2 ** x``, with ``dy/dx = y ln 2``."""

    def backward(self, gy: Array) -> Array:
        return gy * (self.y * math.log(2))


class Exp10(UnaryUfunc, ufunc=sc.exp10):
    """``y = 10 ** x``, with ``dy/dx = y ln 10``."""

    def backward(self, gy: Array) -> Array:
        return gy * (self.y * math.log(10))


class Expm1(UnaryUfunc, ufunc=sc.expm1):
    """``y = e ** x - 1``, with ``dy/dx = e ** x``."""

    def backward(self, gy: Array) -> Array:
        return gy * xp.exp(self.x)


class Log1p(UnaryUfunc, ufunc=sc.log1p):
    """``y = ln(1 + x)``, with ``dy/dx = 1 / (1 + x)``."""

    def backward(self, gy: Array) -> Array:
        return gy / (1 + self.x)


class Cbrt(UnaryUfunc, ufunc=sc.cbrt):
    """``y = x ** (1/3)``, with ``dy/dx = 1 / (3 y ** 2)``, infinite at 0."""

    def backward(self, gy: Array) -> Array:
        return gy / (3 * self.y * self.y)


class Powm1(BinaryUfunc, ufunc=sc.powm1):
    """``y = x0 ** x1 - 1``: ``dy/dx0 = x1 * x0 ** (x1 - 1)``, ``dy/dx1 = x0 ** x1 ln x0``.

    Policy: as of a power, the first is 0 where ``x1`` is 0, the second where ``x0`` is 0.
    """

    def backward0(self, gy: Array) -> Array:
        lower = xp.where(self.x1 == 0, 1, self.x1 - 1)
        return gy * (self.x1 * self.x0**lower)

    def backward1(self, gy: Array) -> Array:
        x0 = self.x0
        is_zero = x0 == 0
        some = xp.where(is_zero, 1, x0)
        return gy * xp.where(is_zero, 0, some**self.x1 * xp.log(some))


class Exprel(UnaryUfunc, ufunc=sc.exprel):
    """``y = (e ** x - 1) / x``, with ``dy/dx = (e ** x - y) / x``.

    Policy: the true derivative at 0, 1/2.
    """

    def backward(self, gy: Array) -> Array:
        return gy * derivative_of_exprel(self.x)


class ExprelDerivative(Unary):
    """``y = the derivative of order n of (e ** x - 1) / x``, with ``dy/dx`` of the next.

    It is the integral of ``t ** n e ** (x t)`` from 0 to 1.
    """

    elementwise = True
    n: int

    def forward(self, x: Any) -> Any:
        n = self.n
        return sc.hyp1f1(n + 1, n + 2, x) / (n + 1)

    def backward(self, gy: Array) -> Array:
        return gy * applied(ExprelDerivative(self.n + 1), self.x)


def derivative_of_exprel(x: Array) -> Array:
    """Return the derivative of ``(e ** x - 1) / x``."""
    return applied(ExprelDerivative(1), x)


class Boxcox(BinaryUfunc, ufunc=sc.boxcox):
    """``y = (x0 ** x1 - 1) / x1``, at ``x1 = 0`` ``ln x0``.

    ``dy/dx0 = x0 ** (x1 - 1)`` and ``dy/dx1 = (x0 ** x1 ln x0 - y) / x1``.

    Policy: the true derivative at ``x1 = 0``.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * self.x0 ** (self.x1 - 1)

    def backward1(self, gy: Array) -> Array:
        return gy * by_exponent(xp.log(self.x0), self.x1)


class Boxcox1p(BinaryUfunc, ufunc=sc.boxcox1p):
    """``y = ((1 + x0) ** x1 - 1) / x1``, at ``x1 = 0`` ``ln(1 + x0)``.

    ``dy/dx0 = (1 + x0) ** (x1 - 1)`` and ``dy/dx1 = ((1 + x0) ** x1 ln(1 + x0) - y) / x1``.

    Policy: the true derivative at ``x1 = 0``.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * xp.exp((self.x1 - 1) * sc.log1p(self.x0))

    def backward1(self, gy: Array) -> Array:
        return gy * by_exponent(sc.log1p(self.x0), self.x1)


def by_exponent(log: Array, exponent: Array) -> Array:
    """Return the derivative of ``(e ** (log exponent) - 1) / exponent`` by the exponent."""
    return log * log * derivative_of_exprel(log * exponent)


class InvBoxcox(BinaryUfunc, ufunc=sc.inv_boxcox):
    """``y = (1 + x0 x1) ** (1 / x1)``, at ``x1 = 0`` ``e ** x0``.

    ``dy/dx0 = y ** (1 - x1)`` and ``dy/dx1 = (x0 - y ** x1 ln y) y ** (1 - x1) / x1``.

    Policy: the true derivative at ``x1 = 0``.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * self.y ** (1 - self.x1)

    def backward1(self, gy: Array) -> Array:
        y, x1 = self.y, self.x1
        return -gy * (y ** (1 - x1) * by_exponent(xp.log(y), x1))


class InvBoxcox1p(BinaryUfunc, ufunc=sc.inv_boxcox1p):
    """``y = (1 + x0 x1) ** (1 / x1) - 1``, at ``x1 = 0`` ``e ** x0 - 1``.

    ``dy/dx0 = (1 + y) ** (1 - x1)``, and by ``x1`` as without the 1.

    Policy: the true derivative at ``x1 = 0``.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * xp.exp((1 - self.x1) * sc.log1p(self.y))

    def backward1(self, gy: Array) -> Array:
        log, x1 = sc.log1p(self.y), self.x1
        return -gy * (xp.exp((1 - x1) * log) * by_exponent(log, x1))


class Round(Step, ufunc=sc.round):
    """``y = x rounded to an integer``, with ``dy/dx = 0``."""
