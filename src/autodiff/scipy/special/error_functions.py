"""The error function and its relatives."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operation import Unary
from autodiff.ops.namespace import applied
from autodiff.ufunc import UnaryUfunc

from .namespace import sc, xp
from .pieces import piecewise

if TYPE_CHECKING:
    from .namespace import Array

__all__ = ["derivative_of_dawsn", "derivative_of_erfcx"]

_SLOPE: Final = 2 / math.sqrt(math.pi)
"""Of the error function at 0."""


def bell(x: Array) -> Array:
    """Return the derivative of the error function, ``2 / sqrt(pi) e ** -x**2``."""
    return _SLOPE * xp.exp(-(x * x))


class Erf(UnaryUfunc, ufunc=sc.erf):
    """``y = erf x``, with ``dy/dx = 2 / sqrt(pi) e ** -x**2``."""

    def backward(self, gy: Array) -> Array:
        return gy * bell(self.x)


class Erfc(UnaryUfunc, ufunc=sc.erfc):
    """``y = 1 - erf x``, with ``dy/dx = -2 / sqrt(pi) e ** -x**2``."""

    def backward(self, gy: Array) -> Array:
        return -gy * bell(self.x)


class Erfi(UnaryUfunc, ufunc=sc.erfi):
    """``y = -i erf(i x)``, with ``dy/dx = 2 / sqrt(pi) e ** x**2``."""

    def backward(self, gy: Array) -> Array:
        return gy * (_SLOPE * xp.exp(self.x * self.x))


class Erfinv(UnaryUfunc, ufunc=sc.erfinv):
    """``erf y = x``, with ``dy/dx = sqrt(pi) / 2 e ** y**2``, infinite at -1 and 1."""

    def backward(self, gy: Array) -> Array:
        return gy * (xp.exp(self.y * self.y) / _SLOPE)


class Erfcinv(UnaryUfunc, ufunc=sc.erfcinv):
    """``erfc y = x``, with ``dy/dx = -sqrt(pi) / 2 e ** y**2``, infinite at 0 and 2."""

    def backward(self, gy: Array) -> Array:
        return -gy * (xp.exp(self.y * self.y) / _SLOPE)


class Erfcx(UnaryUfunc, ufunc=sc.erfcx):
    """``y = e ** x**2 erfc x``, with ``dy/dx = 2 x y - 2 / sqrt(pi)``."""

    def backward(self, gy: Array) -> Array:
        return gy * derivative_of_erfcx(self.x)


class Wofz(UnaryUfunc, ufunc=sc.wofz):
    """``y = e ** -x**2 erfc(-i x)``, with ``dy/dx = 2 i / sqrt(pi) - 2 x y``."""

    def backward(self, gy: Array) -> Array:
        # by the function: the operator would make a complex of Python of a scalar of NumPy
        return gy * (-1j * derivative_of_erfcx(xp.multiply(self.x, -1j)))


class ErfcxDerivative(Unary):
    """``y = the derivative of order n of e ** x**2 erfc x``, with ``dy/dx`` of the next."""

    elementwise = True
    n: int

    def forward(self, x: Any) -> Any:
        return repeated(x, self.n).astype(x.dtype)[()]

    def backward(self, gy: Array) -> Array:
        return gy * applied(ErfcxDerivative(self.n + 1), self.x)


def derivative_of_erfcx(x: Array) -> Array:
    """Return the derivative of ``e ** x**2 erfc x``."""
    return applied(ErfcxDerivative(1), x)


def repeated(x: Any, n: int) -> Any:
    """Return the derivative of order ``n`` of ``f(x) = e ** x**2 erfc x``.

    Far on the left it is ``2 e ** x**2 - f(-x)``.
    """

    def mirrored(x: Any) -> Any:
        bell = np.exp(x * x)
        return 2 * recurred(x, n, bell, 2 * x * bell) - (-1) ** n * on_the_right(-x, n)

    def elsewhere(x: Any) -> Any:
        return on_the_right(x, n)

    left = (x.real < 0) & (abs(x) > _FAR_OUT)
    return piecewise(left, (mirrored, (-8.0,)), (elsewhere, (0.0,)), x)


def recurred(x: Any, n: int, below: Any, y: Any) -> Any:
    """Return the derivative of order ``n`` of solutions of ``f' = 2 x f + c`` from the first two.

    By ``f(n + 1) = 2 x f(n) + 2 n f(n - 1)``.
    """
    for k in range(1, n):
        below, y = y, 2 * x * y + 2 * k * below
    return y


def on_the_right(x: Any, n: int) -> Any:
    """Return the derivative of order ``n`` of ``e ** x**2 erfc x``, but not far on the left.

    Far on the right the terms of the recurrence cancel. There the ratios ``-f(n) / f(n - 1)`` are
    computed, by the recurrence backwards: Laplace's continued fraction (DLMF 7.9).
    """

    def near(x: Any) -> Any:
        y = sc.erfcx(x)
        return recurred(x, n, y, 2 * x * y - _SLOPE)

    def away(x: Any) -> Any:
        ratio, product = 0 * x, sc.erfcx(x)
        for k in range(n + _DEPTH, 0, -1):
            ratio = 2 * k / (2 * x + ratio)
            if k <= n:
                product = -product * ratio
        return product

    far = (x.real > _NEAR) | (x.real >= 0) & (abs(x) > _FAR_OUT)
    return piecewise(far, (away, (2 * _NEAR,)), (near, (0.0,)), x)


_NEAR: Final = 2.0
"""Up to there the recurrence keeps the first derivatives to a few bits."""

_FAR_OUT: Final = 7.0
"""From there on the continued fraction converges beside the imaginary axis too."""

_DEPTH: Final = 60
"""So many levels of it are exact."""


class Dawsn(UnaryUfunc, ufunc=sc.dawsn):
    """``y = e ** -x**2 times the integral of e ** t**2 to x``, with ``dy/dx = 1 - 2 x y``."""

    def backward(self, gy: Array) -> Array:
        return gy * derivative_of_dawsn(self.x)


class DawsnDerivative(Unary):
    """``y = the derivative of order n of Dawson's integral``, with ``dy/dx`` of the next."""

    elementwise = True
    n: int

    def forward(self, x: Any) -> Any:
        return dawson(x, self.n).astype(x.dtype)[()]

    def backward(self, gy: Array) -> Array:
        return gy * applied(DawsnDerivative(self.n + 1), self.x)


def derivative_of_dawsn(x: Array) -> Array:
    """Return the derivative of Dawson's integral."""
    return applied(DawsnDerivative(1), x)


def dawson(x: Any, n: int) -> Any:
    """Return the derivative of order ``n`` of Dawson's integral.

    ``f(n + 1) = -2 x f(n) - 2 n f(n - 1)``, in which far out the terms cancel. There the asymptotic
    series is differentiated, ``sum of (2k - 1)!! / (2 ** (k + 1) x ** (2k + 1))``.
    """

    def near(x: Any) -> Any:
        below = sc.dawsn(x)
        y = 1 - 2 * x * below
        for k in range(1, n):
            below, y = y, -2 * x * y - 2 * k * below
        return y

    def away(x: Any) -> Any:
        if x.dtype.kind == "c":
            return dawson_by_erfcx(x, n)
        series = 0 * x
        for k in range(_TERMS, -1, -1):
            odd = math.prod(range(1, 2 * k, 2)) / 2 ** (k + 1)
            rising = math.prod(range(2 * k + 1, 2 * k + 1 + n))
            series = series / (x * x) + odd * rising
        return (-1) ** n * series / x ** (n + 1)

    return piecewise(abs(x) > _FAR, (away, (2 * _FAR,)), (near, (0.0,)), x)


def dawson_by_erfcx(z: Any, n: int) -> Any:
    """Return the derivative of order ``n`` of ``i sqrt(pi) / 2 (e ** -z**2 - erfcx(-i z))``.

    That is Dawson's integral, which is odd; it is computed for the upper half plane.
    """
    lower = z.imag < 0
    t: Any = -1j * xp.where(lower, -z, z)
    bell: Any = np.exp(t * t)
    difference = recurred(t, n, bell, 2 * t * bell) - on_the_right(t, n)
    y = difference * (1j * math.sqrt(math.pi) / 2 * (-1j) ** n)
    return xp.where(lower, (-1) ** (n + 1) * y, y)


_FAR: Final = 6.5
"""From there on the asymptotic series is exact."""

_TERMS: Final = 30
"""Of the asymptotic series."""
