"""The beta density, of which those of F, the binomials and their kin are made.

Here it is a function of arrays, which gives values only; each family has the formula from the
textbook for its derivative.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autodiff.scipy.special.namespace import scipys

from .gaussian import LOG_SQRT_2PI
from .stirling import LARGE, deviance, remainder

__all__ = ["log_beta_density", "log_choose", "logarithms"]


def log_beta_density(x: Any, y: Any, a: Any, b: Any) -> Any:
    """Return ``(a - 1) ln x + (b - 1) ln y - ln B(a, b)``, where ``x + y = 1``.

    ``y`` is given too, since near 1 it cannot be had from ``x``.
    """
    x, y, a, b = np.broadcast_arrays(x, y, a, b)
    large = (a >= LARGE) & (b >= LARGE)
    log_x, log_y = logarithms(x, y)
    by_x = np.where(a == 1, 0, (a - 1) * log_x)
    by_y = np.where(b == 1, 0, (b - 1) * log_y)
    value = by_x + by_y - _log_beta(a, b)
    return np.where(large, _of_large(x, y, a, b, log_x, log_y), value)


def logarithms(x: Any, y: Any) -> tuple[Any, Any]:
    """Return ``ln x`` and ``ln y``, where ``x + y = 1``, each by the smaller of the two."""
    small = x < y
    least = np.where(small, x, y)
    log_least, log_rest = np.log(least), np.log1p(-least)
    return np.where(small, log_least, log_rest), np.where(small, log_rest, log_least)


def _of_large(x: Any, y: Any, a: Any, b: Any, log_x: Any, log_y: Any) -> Any:
    n = a + b
    inside = (x > 0) & (y > 0)
    d = np.where(x < y, n * x - a, b - n * y)
    fit = deviance(a, n * x, d) + deviance(b, n * y, -d)
    norm = remainder(n) - remainder(a) - remainder(b) + np.log(a / n * b) / 2 - LOG_SQRT_2PI
    return np.where(inside, norm - fit - log_x - log_y, -math.inf)


def _log_beta(a: Any, b: Any) -> Any:
    """Return ``ln B(a, b)``, the greater parameter by Stirling's formula if it is large."""
    s, g = np.minimum(a, b), np.maximum(a, b)
    n = s + g
    excess = deviance(g, n, s) + remainder(g) - remainder(n)
    by_stirling = excess - (s - 0.5) * np.log(n) - np.log(g) / 2 + scipys.gammaln(s)
    return np.where(g >= LARGE, by_stirling, scipys.betaln(a, b))


def log_choose(n: Any, k: Any) -> Any:
    """Return the logarithm of the number of ways to choose ``k`` of ``n``, counts both."""
    certain = (k == 0) | (k == n)
    return np.where(certain, 0, -_log_beta(k + 1, n - k + 1) - np.log1p(n))
