"""The zeta function, Riemann's and Hurwitz's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from autodiff.operands import plain
from autodiff.ufunc import BinaryUfunc, UnaryUfunc

from .namespace import private, sc, xp
from .pieces import piecewise

if TYPE_CHECKING:
    from .namespace import Array

_TERMS: Final = 12
"""So many are summed; what is left is the formula of Euler and Maclaurin."""

_BERNOULLI: Final = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)
"""Those of even index, from 2 on."""


class Zeta(BinaryUfunc, ufunc=private._zeta):
    """``y = sum of (k + x1) ** -x0``.

    ``dy/dx0 = -sum of ln(k + x1) (k + x1) ** -x0`` and ``dy/dx1 = -x0 zeta(x0 + 1, x1)``.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * slope_of_zeta(self.x0, self.x1)

    def backward1(self, gy: Array) -> Array:
        x0 = self.x0
        return -gy * (x0 * private._zeta(x0 + 1, self.x1))


class RiemannZeta(UnaryUfunc, ufunc=private._riemann_zeta):
    """``y = zeta(x)``, with ``dy/dx = -sum of ln k / k ** x``, continued to the left of 1."""

    def backward(self, gy: Array) -> Array:
        return gy * slope_of_riemann(self.x)


class Zetac(UnaryUfunc, ufunc=sc.zetac):
    """``y = zeta(x) - 1``, with ``dy/dx = -sum of ln k / k ** x``, continued to the left of 1."""

    def backward(self, gy: Array) -> Array:
        return gy * slope_of_riemann(self.x)


def slope_of_riemann(s: Array) -> Array:
    """Return the derivative of Riemann's zeta function."""
    left = plain(s).real < -1
    return piecewise(left, (mirrored, (-2.0,)), (slope_of_zeta, (2.0,)), s)


def mirrored(s: Array) -> Array:
    """Return the derivative of ``2 (2 pi) ** (s - 1) sin(pi s / 2) Gamma(1 - s) zeta(1 - s)``.

    That is ``zeta(s)``, far on the left too.
    """
    t, c = 1 - s, 2 * math.pi
    angle = s * (math.pi / 2)
    value = private._riemann_zeta(t)
    by_size = value * (math.log(c) - sc.psi(t)) - slope_of_zeta(t)
    by_angle = value * (math.pi / 2)
    return 2 * sc.gamma(t) * c**-t * (xp.sin(angle) * by_size + xp.cos(angle) * by_angle)


def slope_of_zeta(s: Array, q: Any = 1.0) -> Array:
    """Return the derivative by ``s`` of ``sum of (k + q) ** -s``."""
    total: Any = 0.0
    for k in range(_TERMS):
        log = xp.log(q + k)
        total = total - log * xp.exp(-s * log)
    log = xp.log(q + _TERMS)
    last = xp.exp(-s * log)
    rest, one = s - 1, q + _TERMS
    total = total - last * one * (log / rest + 1 / (rest * rest)) - last * log / 2
    # the product s (s + 1) ... and its logarithmic derivative
    product, slope = s / one, 1 / one
    for k, b in enumerate(_BERNOULLI, 1):
        c = b / math.factorial(2 * k)
        total = total + last * (slope - product * log) * c
        for j in (2 * k - 1, 2 * k):
            product, slope = product * (s + j) / one, (slope * (s + j) + product) / one
    return total
