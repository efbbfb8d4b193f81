"""The F distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.scipy.special.namespace import sc

from .standard.family import Family
from .standard.gammas import log_beta_density
from .standard.refinement import refined
from .standard.stirling import LARGE
from .standard.support import half_line

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]

_FAMILY = Family("f", half_line)


def _logpdf(z: Array, dfn: Array, dfd: Array) -> Any:
    a, b = dfn / 2, dfd / 2
    ratio = dfn / dfd
    y = sc.xlogy(a - 1, z) + a * np.log(ratio) - (a + b) * np.log1p(ratio * z) - sc.betaln(a, b)
    return refined(y, np.maximum(data_of(a), data_of(b)) >= LARGE, _of_large, z, dfn, dfd)


def _of_large(z: Any, dfn: Any, dfd: Any) -> Any:
    """Return the log-density by that of ``u = dfn z / (dfn z + dfd)``, which is a beta number."""
    total = dfn * z + dfd
    u, v = dfn * z / total, dfd / total
    return log_beta_density(u, v, dfn / 2, dfd / 2) + np.log(dfn / total * v)


def logpdf(
    x: Nested, dfn: Nested, dfd: Nested, loc: Nested = 0.0, scale: Nested = 1.0
) -> Variable[Any, Any]:
    """Return the log-density of the ratio of two chi-squared numbers, each over its ``df``.

    It is ``dfn / 2 ln(dfn / dfd) + (dfn / 2 - 1) ln z - (dfn + dfd) / 2 ln(1 + dfn z / dfd) - ln
    B(dfn / 2, dfd / 2) - ln scale``, ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import f
    >>> dfn = ad.Variable(np.array(3.0))
    >>> y = f.logpdf(2.0, dfn, 5.0)
    >>> y.backward()
    >>> print(y.data.round(4), dfn.grad.round(4))
    -1.9456 0.0795
    """
    return _FAMILY.logpdf(_logpdf, x, dfn, dfd, loc=loc, scale=scale)
