"""The beta-binomial distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.scipy.special.namespace import sc

from .standard.binomial import log_binomial_of_large
from .standard.counts import Counts
from .standard.gammas import log_beta_density, log_choose
from .standard.refinement import refined
from .standard.stirling import LARGE
from .standard.support import positive, trials, up_to

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpmf"]


def _valid(n: Any, a: Any, b: Any) -> Any:
    return trials(n) & positive(a, b)


_FAMILY = Counts("betabinom", up_to, valid=_valid)


def _logpmf(k: Any, n: Any, a: Array, b: Array) -> Any:
    n = data_of(n)
    y = log_choose(n, k) + (sc.betaln(k + a, n - k + b) - sc.betaln(a, b))
    greatest = np.maximum(n, np.maximum(data_of(a), data_of(b)))
    return refined(y, greatest >= LARGE, _of_large, k, n, a, b)


def _of_large(k: Any, n: Any, a: Any, b: Any) -> Any:
    """Return what Bayes' rule makes of it, which holds for any probability: the most likely."""
    total = n + a + b
    p, q = (k + a) / total, (n - k + b) / total
    prior, posterior = log_beta_density(p, q, a, b), log_beta_density(p, q, k + a, n - k + b)
    return log_binomial_of_large(k, n, p, q) + (prior - posterior)


def logpmf(k: Nested, n: Nested, a: Nested, b: Nested, loc: Nested = 0) -> Variable[Any, Any]:
    """Return the log-probability of ``k - loc`` successes in ``n`` trials of a beta probability.

    It is ``ln C(n, k) + ln B(k + a, n - k + b) - ln B(a, b)``; ``n`` is a count like ``k``, and
    data like it.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import betabinom
    >>> a = ad.Variable(np.array(1.5))
    >>> y = betabinom.logpmf(3, 10, a, 2.0)
    >>> y.backward()
    >>> print(y.data.round(4), a.grad.round(4))
    -2.0925 -0.1097
    """
    return _FAMILY.logpmf(_logpmf, k, n, a, b, loc=loc)
