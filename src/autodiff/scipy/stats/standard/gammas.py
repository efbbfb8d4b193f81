"""The gamma density, of which those of chi2, invgamma and Poisson's law are made."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.scipy.special.namespace import sc

from .gaussian import LOG_SQRT_2PI
from .refinement import refined
from .stirling import LARGE, deviance, remainder

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["log_gamma"]


def log_gamma(z: Array, a: Array) -> Array:
    """Return ``(a - 1) ln z - z - ln Gamma(a)``, for large ``a`` without cancellation."""
    y = sc.xlogy(a - 1, z) - z - sc.gammaln(a)
    return refined(y, data_of(a) >= LARGE, _of_large, z, a)  # type: ignore[no-any-return]


def _of_large(z: Any, a: Any) -> Any:
    positive = np.where(z > 0, z, 1)
    fit = deviance(a, positive, positive - a)
    y = np.log(a) / 2 - np.log(positive) - fit - LOG_SQRT_2PI - remainder(a)
    return np.where(z > 0, y, -math.inf)
