"""The chi-squared distribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from .standard.family import Family
from .standard.gammas import log_gamma
from .standard.support import half_line

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]

_FAMILY = Family("chi2", half_line, constant=-math.log(2))


def _logpdf(z: Array, df: Array) -> Any:
    return log_gamma(z / 2, df / 2)


def logpdf(x: Nested, df: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density of a sum of ``df`` squares of standard normal numbers.

    It is ``(df / 2 - 1) ln z - z / 2 - df / 2 ln 2 - ln Gamma(df / 2) - ln scale``, ``z = (x -
    loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import chi2
    >>> df = ad.Variable(np.array(3.0))
    >>> y = chi2.logpdf(2.0, df)
    >>> y.backward()
    >>> print(y.data.round(4), df.grad.round(4))
    -1.5724 -0.0182
    """
    return _FAMILY.logpdf(_logpdf, x, df, loc=loc, scale=scale)
