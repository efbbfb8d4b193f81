"""Bernoulli's distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .standard.binomial import log_binomial
from .standard.counts import Counts
from .standard.support import probability, unit_interval

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpmf"]

_FAMILY = Counts("bernoulli", unit_interval, valid=probability)


def _logpmf(k: Any, p: Array) -> Any:
    return log_binomial(k, np.ones_like(k), p)


def logpmf(k: Nested, p: Nested, loc: Nested = 0) -> Variable[Any, Any]:
    """Return ``ln p`` for 1, ``ln(1 - p)`` for 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import bernoulli
    >>> p = ad.Variable(np.array(0.25))
    >>> y = bernoulli.logpmf(1, p)
    >>> y.backward()
    >>> print(y.data.round(4), p.grad.round(4))
    -1.3863 4.0
    """
    return _FAMILY.logpmf(_logpmf, k, p, loc=loc)
