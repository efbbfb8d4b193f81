"""Poisson's distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .standard.counts import Counts
from .standard.gammas import log_gamma

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpmf"]


def _valid(mu: Any) -> Any:
    return mu >= 0


_FAMILY = Counts("poisson", valid=_valid)


def _logpmf(k: Any, mu: Array) -> Any:
    return log_gamma(mu, k + 1)


def logpmf(k: Nested, mu: Nested, loc: Nested = 0) -> Variable[Any, Any]:
    """Return the log-probability ``k ln mu - mu - ln k!`` of ``k - loc`` events.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import poisson
    >>> mu = ad.Variable(np.array(2.0))
    >>> y = poisson.logpmf(3, mu)
    >>> y.backward()
    >>> print(y.data.round(4), mu.grad.round(4))
    -1.7123 0.5
    """
    return _FAMILY.logpmf(_logpmf, k, mu, loc=loc)
