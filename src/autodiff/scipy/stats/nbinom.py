"""The negative binomial distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.namespace import xp
from autodiff.scipy.special.namespace import sc

from .standard.counts import Counts
from .standard.gammas import log_beta_density
from .standard.refinement import refined
from .standard.stirling import LARGE
from .standard.support import positive

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpmf"]


def _valid(n: Any, p: Any) -> Any:
    return positive(n, p) & (p <= 1)


_FAMILY = Counts("nbinom", valid=_valid)


def _logpmf(k: Any, n: Array, p: Array) -> Any:
    ways = sc.gammaln(n + k) - sc.gammaln(n) - sc.gammaln(k + 1)
    y = ways + n * np.log(p) + sc.xlog1py(k, -p)
    return refined(y, np.maximum(k, data_of(n)) >= LARGE, _of_large, k, n, p)


def _of_large(k: Any, n: Any, p: Any) -> Any:
    if_none = n * np.log(p)
    return xp.where(k == 0, if_none, log_beta_density(p, 1 - p, n, k + 1) + np.log(p / (n + k)))


def logpmf(k: Nested, n: Nested, p: Nested, loc: Nested = 0) -> Variable[Any, Any]:
    """Return the log-probability of ``k - loc`` failures before success number ``n``.

    It is ``ln Gamma(n + k) - ln Gamma(n) - ln k! + n ln p + k ln(1 - p)``; ``n`` need not be
    whole, and has a derivative.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import nbinom
    >>> p = ad.Variable(np.array(0.5))
    >>> y = nbinom.logpmf(3, 2.0, p)
    >>> y.backward()
    >>> print(y.data.round(4), p.grad.round(4))
    -2.0794 -2.0
    """
    return _FAMILY.logpmf(_logpmf, k, n, p, loc=loc)
