"""Bessel functions of which the exponential growth is divided out.

For real numbers and for the second modified kind the scale is analytic. For the others and
complex numbers it is ``e ** -|part of z|``, which is not: there the function is an analytic one
times a phase.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from autodiff.operands import is_variable, plain
from autodiff.registry import METHODS
from autodiff.values import exact

from .namespace import sc, xp
from .parametric import Parametric
from .pieces import piecewise

if TYPE_CHECKING:
    from .namespace import Array

__all__ = ["slope_of_ive", "slope_of_kve"]

_TERMS: Final = 20
"""Of the asymptotic series."""


class Jve(Parametric, ufunc=sc.jve, arguments="v z", by="z"):
    """``y = e ** -|im x| J_v(x)``, for real ``x`` with ``dy/dx = (y_(v - 1) - y_(v + 1)) / 2``."""

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        return gy * ((sc.jve(v - 1, x) - sc.jve(v + 1, x)) / 2)


class Yve(Parametric, ufunc=sc.yve, arguments="v z", by="z"):
    """``y = e ** -|im x| Y_v(x)``, for real ``x`` with ``dy/dx = (y_(v - 1) - y_(v + 1)) / 2``."""

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        return gy * ((sc.yve(v - 1, x) - sc.yve(v + 1, x)) / 2)


class Ive(Parametric, ufunc=sc.ive, arguments="v z", by="z"):
    """``y = e ** -|re x| I_v(x)``: ``dy/dx = (y_(v - 1) + y_(v + 1)) / 2 - y sign(x)``."""

    def backward(self, gy: Array) -> Array:
        return gy * slope_of_ive(self.p[0], self.x)


class Kve(Parametric, ufunc=sc.kve, arguments="v z", by="z"):
    """``y = e ** x K_v(x)``, with ``dy/dx = y - (y_(v - 1) + y_(v + 1)) / 2``."""

    def backward(self, gy: Array) -> Array:
        return gy * slope_of_kve(self.p[0], self.x)


def slope_of_ive(v: Any, x: Array) -> Array:
    """Return the derivative of ``e ** -|x| I_v(x)`` for real ``x``.

    Far out its terms cancel, and that of the asymptotic series is taken (DLMF 10.40.1).
    """

    def near(x: Array) -> Array:
        return (sc.ive(v - 1, x) + sc.ive(v + 1, x)) / 2 - xp.sign(x) * sc.ive(v, x)

    def away(x: Array) -> Array:
        parity = np.where(plain(x) > 0, 1, np.where(np.mod(v, 2) == 0, -1, 1))
        return slope_of_series(v, abs(x), -1) * (parity / math.sqrt(2 * math.pi))

    return piecewise(abs(plain(x)) > far_from(v), (away, (1.0,)), (near, (1.0,)), x)


def slope_of_kve(v: Any, x: Array) -> Array:
    """Return the derivative of ``e ** x K_v(x)``.

    Far out its terms cancel, and that of the asymptotic series is taken (DLMF 10.40.2).
    """

    def near(x: Array) -> Array:
        return sc.kve(v, x) - (sc.kve(v - 1, x) + sc.kve(v + 1, x)) / 2

    def away(x: Array) -> Array:
        return slope_of_series(v, x, 1) * math.sqrt(math.pi / 2)

    far = (plain(x).real > 0) & (abs(plain(x)) > far_from(v))
    return piecewise(far, (away, (1.0,)), (near, (1.0,)), x)


def far_from(v: Any) -> Any:
    """Return from where on the asymptotic series of order ``v`` is exact."""
    return np.maximum(50.0, np.square(v, dtype=float) / 2)


def slope_of_series(v: Any, x: Array, sign: int) -> Array:
    """Return the derivative of ``sum of sign ** k a_k(v) / x ** (k + 1/2)``."""
    coefficients: list[Any] = [1.0]
    for k in range(1, _TERMS):
        factor = (4.0 * v * v - (2 * k - 1) ** 2) / (8 * k)
        coefficients.append(coefficients[-1] * factor * sign)
    total = 0 * x
    for k in reversed(range(_TERMS)):
        total = total / x - (k + 0.5) * coefficients[k]
    return total / (x * xp.sqrt(x))


class Analytic(Parametric, arguments="v z", by="z"):
    """``y = f_v(x) e ** -cx``, which the scaled function is but for a phase; ``c`` is constant.

    ``dy/dx = (y_(v - 1) + sign y_(v + 1)) / 2 - c y``.
    """

    sign: ClassVar[int]

    @staticmethod
    @abstractmethod
    def rate(x: Any) -> Any:
        """Return ``c``, by the half plane."""

    def forward(self, x: Any) -> Any:
        c = self.rate(x)
        scale = (c * x).real  # of which the ufunc has divided out the exponential
        return self.ufunc(*self.p, x) * np.exp(scale - c * x)

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        middle = (self.of(v - 1, x) + self.sign * self.of(v + 1, x)) / 2
        return gy * (middle - self.rate(plain(x)) * self.of(v, x))


class AnalyticI(Analytic):
    """``y = I_v(x) e ** -cx`` with ``c = 1`` on the right and -1 on the left.

    ``dy/dx = (y_(v - 1) + y_(v + 1)) / 2 - c y``.
    """

    ufunc = sc.ive
    sign = 1

    @staticmethod
    def rate(x: Any) -> Any:
        return np.where(x.real < 0, -1.0, 1.0)


class AnalyticJ(Analytic):
    """``y = J_v(x) e ** -cx`` with ``c = -i`` above the real line and ``i`` below.

    ``dy/dx = (y_(v - 1) - y_(v + 1)) / 2 - c y``.
    """

    ufunc = sc.jve
    sign = -1

    @staticmethod
    def rate(x: Any) -> Any:
        return np.where(x.imag < 0, 1j, -1j)


class AnalyticY(AnalyticJ):
    """``y = Y_v(x) e ** -cx`` with ``c = -i`` above the real line and ``i`` below.

    ``dy/dx = (y_(v - 1) - y_(v + 1)) / 2 - c y``.
    """

    ufunc = sc.yve


def by_half_planes(real: type[Parametric], analytic: type[Analytic]) -> None:
    """Register a scaled function for complex numbers too."""

    def call(v: Any, z: Any) -> Any:
        if not is_variable(z) or z.dtype.kind != "c":
            return real.of(v, z)
        c: Any = analytic.rate(plain(z))
        phase: Any = c * z
        y: Any = analytic.of(v, z) * xp.exp(1j * xp.imag(phase))
        return exact(y, real.ufunc, v, z)

    METHODS[real.ufunc, "__call__"] = call


for _real, _analytic in ((Ive, AnalyticI), (Jve, AnalyticJ), (Yve, AnalyticY)):
    by_half_planes(_real, _analytic)
