"""What Stirling's formula leaves of the gamma function, and the deviance of Poisson's law.

``ln Gamma(a)`` grows as ``a ln a``, and a density is the small difference of several of them. With
Stirling's formula taken out of each, what cancels is gone before it is computed (Loader 2000,
"Fast and accurate computation of binomial probabilities").
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.operation import Unary
from autodiff.ops.namespace import applied, xp
from autodiff.scipy.special.namespace import sc

from .gaussian import LOG_SQRT_2PI

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["CANCELLING", "LARGE", "deviance", "log_rising", "remainder", "stirling"]

LARGE: Final = 10.0
"""From there on the series of the remainder is exact."""

CANCELLING: Final = 100.0
"""Parameters from which on the formulas from the textbook lose two digits or more."""

_COEFFICIENTS: Final = (
    1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400,
    43867 / 244188, -174611 / 125400,
)  # fmt: skip
"""``B_2k / (2k (2k - 1))``, of ``a ** (1 - 2k)`` (DLMF 5.11.1)."""


class Remainder(Unary):
    """``y = the derivative of given order of mu(x)``, with ``dy/dx`` of the next.

    ``mu(x) = ln Gamma(x) - (x - 1/2) ln x + x - ln(2 pi) / 2``, for ``x > 0``.
    """

    elementwise = True
    order: int

    def forward(self, x: Any) -> Any:
        return remainder(x, self.order)

    def backward(self, gy: Array) -> Array:
        return gy * applied(Remainder(self.order + 1), self.x)


def remainder(a: Any, n: int = 0) -> Any:
    """Return the derivative of order ``n`` of ``mu`` for an array."""
    large = a >= LARGE
    if np.all(large):
        return _by_series(a, n)
    if not np.any(large):
        return _directly(a, n)
    by_series = _by_series(xp.where(large, a, LARGE), n)
    return xp.where(large, by_series, _directly(xp.where(large, 1.0, a), n)).astype(a.dtype)


def _by_series(a: Any, n: int) -> Any:
    w = 1 / (a * a)
    total = 0 * a
    for k in reversed(range(len(_COEFFICIENTS))):
        power = 2 * k + 1
        factor = (-1) ** n * math.prod(range(power, power + n))
        total = total * w + factor * _COEFFICIENTS[k]
    return total / a ** (n + 1)


def _directly(a: Any, n: int) -> Any:
    if n == 0:
        return sc.gammaln(a) - ((a - 0.5) * np.log(a) - a + LOG_SQRT_2PI)
    if n == 1:
        return sc.psi(a) - np.log(a) + 0.5 / a
    m = n - 1
    # the derivative of order m of -ln a + 1 / (2 a)
    rest = (-1) ** m * (math.factorial(m - 1) / a**m + math.factorial(m) / 2 / a**n)
    return sc.polygamma(m, a) + rest


def stirling(a: Array) -> Array:
    """Return ``mu(a) = ln Gamma(a) - (a - 1/2) ln a + a - ln(2 pi) / 2``."""
    return applied(Remainder(0), a)


def log_rising(a: Array, s: float) -> Array:
    """Return ``ln Gamma(a + s) - ln Gamma(a) - s ln a``, which falls to 0 as ``a`` grows."""
    grown = a + s
    shift = (grown - 0.5) * np.log1p(s / a) - s
    return shift + (stirling(grown) - stirling(a))


def deviance(x: Any, m: Any, d: Any) -> Any:
    """Return ``x ln(x / m) + d`` for arrays, ``d = m - x``, which is least, 0, at ``m = x``."""
    v = d / (x + m)
    near = np.abs(v) < 0.1
    w = xp.where(near, v * v, 0)
    series = 0 * w
    for j in reversed(range(1, 10)):  # of the inverse hyperbolic tangent, without its first term
        series = w * (series + 1 / (2 * j + 1))
    close = d * v - 2 * x * v * series
    return xp.where(near, close, d - x * np.log(xp.where(near, x, m) / x))
