"""The binomial law, which is Poisson's for two counts of which the sum is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.operands import data_of
from autodiff.ops.namespace import xp
from autodiff.scipy.special.namespace import sc

from .gammas import log_choose, log_gamma_density, logarithms
from .refinement import refined
from .stirling import LARGE

if TYPE_CHECKING:
    from autodiff.operation import Array

__all__ = ["log_binomial", "log_binomial_of_large"]


def log_binomial(k: Any, n: Any, p: Array) -> Any:
    """Return ``ln C(n, k) + k ln p + (n - k) ln(1 - p)``, for many trials without cancellation."""
    n = data_of(n)
    y = log_choose(n, k) + sc.xlogy(k, p) + sc.xlog1py(n - k, -p)
    return refined(y, n >= LARGE, _value, k, n, p)


def _value(k: Any, n: Any, p: Any) -> Any:
    return log_binomial_of_large(k, n, p, 1 - p)


def log_binomial_of_large(k: Any, n: Any, p: Any, q: Any) -> Any:
    """Return the log-probability for arrays, ``q = 1 - p``."""
    log_p, log_q = logarithms(p, q)
    none = n * xp.where(k == 0, log_q, log_p)  # or all
    split = log_gamma_density(n * p, k + 1) + log_gamma_density(n * q, n - k + 1)
    some = split - log_gamma_density(n, n + 1)
    return xp.where((k == 0) | (k == n), none, some)
