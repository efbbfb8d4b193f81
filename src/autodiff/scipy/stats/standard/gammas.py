"""The gamma density, of which those of chi2, the betas, the binomials and their kin are made.

For arrays it is a value only; each family has the formula from the textbook for its derivative.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.namespace import xp
from autodiff.scipy.special.namespace import sc

from .gaussian import LOG_SQRT_2PI
from .refinement import refined
from .stirling import CANCELLING, LARGE, deviance, remainder

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = [
    "log_beta_density",
    "log_choose",
    "log_gamma",
    "log_gamma_density",
    "log_power",
    "log_power_of_rest",
    "logarithms",
]


def log_gamma(z: Array, offset: Any, a: Array) -> Any:
    """Return ``(a - 1) ln z - z - ln Gamma(a)`` and an offset; no cancellation for large ``a``."""
    y = log_power(z, a - 1) - z + (offset - sc.gammaln(a))
    return refined(y, data_of(a) >= CANCELLING, _of_cancelling, z, offset, a)


def log_power(x: Array, n: Any) -> Any:
    """Return ``n ln x``, which is 0 for ``n = 0`` also where ``x`` is."""
    return n * np.log(x) if np.all(data_of(x)) else sc.xlogy(n, x)


def log_power_of_rest(x: Array, n: Any) -> Any:
    """Return ``n ln(1 - x)``, which is 0 for ``n = 0`` also where ``x`` is 1."""
    return sc.xlog1py(n, -x) if np.any(data_of(x) == 1) else n * np.log1p(-x)


def _of_cancelling(z: Any, offset: Any, a: Any) -> Any:
    return _of_large(z, a) + offset


def log_gamma_density(z: Any, a: Any) -> Any:
    """Return ``(a - 1) ln z - z - ln Gamma(a)`` for arrays."""
    large = a >= LARGE
    small = xp.where(large, 1, a)
    y = sc.xlogy(small - 1, z) - z - sc.gammaln(small)
    return xp.where(large, _of_large(z, xp.where(large, a, LARGE)), y)


def _of_large(z: Any, a: Any) -> Any:
    positive = xp.where(z == 0, 1, z)
    fit = deviance(a, positive, positive - a)
    y = np.log(a) / 2 - np.log(positive) - fit - LOG_SQRT_2PI - remainder(a)
    return xp.where(z == 0, -math.inf, y)


def log_beta_density(x: Any, y: Any, a: Any, b: Any) -> Any:
    """Return ``(a - 1) ln x + (b - 1) ln y - ln B(a, b)`` for arrays, where ``x + y = 1``.

    ``y`` is given too, since near 1 it cannot be had from ``x``. Of large parameters it is the
    density of two gamma numbers of which the sum is known.
    """
    log_x, log_y = logarithms(x, y)
    by_x = xp.where(a == 1, 0, (a - 1) * log_x)
    by_y = xp.where(b == 1, 0, (b - 1) * log_y)
    n = a + b
    split = log_gamma_density(n * x, a) + log_gamma_density(n * y, b)
    of_large = split - log_gamma_density(n, n) + np.log(n)
    return xp.where(n >= LARGE, of_large, by_x + by_y - sc.betaln(a, b))


def logarithms(x: Any, y: Any) -> tuple[Any, Any]:
    """Return ``ln x`` and ``ln y``, where ``x + y = 1``, each by the smaller of the two."""
    small = x < y
    least = xp.where(small, x, y)
    log_least, log_rest = np.log(least), np.log1p(-least)
    return xp.where(small, log_least, log_rest), xp.where(small, log_rest, log_least)


def log_choose(n: Any, k: Any) -> Any:
    """Return the logarithm of the number of ways to choose ``k`` of ``n``, counts both."""
    certain = (k == 0) | (k == n)
    return xp.where(certain, 0, -sc.betaln(k + 1, n - k + 1) - np.log1p(n))
