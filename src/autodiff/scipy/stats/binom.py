"""The binomial distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .standard.binomial import log_binomial
from .standard.counts import Counts
from .standard.support import probability, trials, up_to

if TYPE_CHECKING:
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpmf"]


def _valid(n: Any, p: Any) -> Any:
    return trials(n) & probability(p)


_FAMILY = Counts("binom", up_to, valid=_valid)


def logpmf(k: Nested, n: Nested, p: Nested, loc: Nested = 0) -> Variable[Any, Any]:
    """Return the log-probability ``ln C(n, k) + k ln p + (n - k) ln(1 - p)``.

    ``n`` is a count like ``k``, and data like it.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import binom
    >>> p = ad.Variable(np.array(0.5))
    >>> y = binom.logpmf(3, 10, p)
    >>> y.backward()
    >>> print(y.data.round(4), p.grad.round(4))
    -2.144 -8.0
    """
    return _FAMILY.logpmf(log_binomial, k, n, p, loc=loc)
