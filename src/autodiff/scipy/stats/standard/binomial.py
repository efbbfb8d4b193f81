"""The binomial law, which is the beta density seen from the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.scipy.special.namespace import sc

from .betas import log_beta_density, log_choose, logarithms
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
    none = n * np.where(k == 0, log_q, log_p)  # or all
    some = log_beta_density(p, q, k + 1, n - k + 1) - np.log1p(n)
    return np.where((k == 0) | (k == n), none, some)
