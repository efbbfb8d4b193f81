"""Student's t distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.namespace import xp

from .standard.family import Family
from .standard.gaussian import LOG_SQRT_2PI, bell
from .standard.stirling import log_rising
from .standard.tails import log1p_square

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]

_FAMILY = Family("t", constant=-LOG_SQRT_2PI)


def _logpdf(z: Array, df: Array) -> Any:
    finite = np.isfinite(data_of(df))
    if np.all(finite):
        return _of_finite(z, df)
    heavy = _of_finite(z, xp.where(finite, df, 1.0))
    return xp.where(finite, heavy, bell(z))


def _of_finite(z: Array, df: Array) -> Any:
    return log_rising(df / 2, 0.5) - (df + 1) / 2 * log1p_square(z / np.sqrt(df))


def logpdf(x: Nested, df: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density of Student's t with ``df`` degrees of freedom.

    It is ``ln Gamma((df + 1) / 2) - ln Gamma(df / 2) - ln(pi df) / 2 - (df + 1) / 2 ln(1 + z**2 /
    df) - ln scale``, ``z = (x - loc) / scale``; normal if ``df`` is infinite.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import t
    >>> df = ad.Variable(np.array(2.0))
    >>> y = t.logpdf(1.0, df)
    >>> y.backward()
    >>> print(y.data.round(4), df.grad.round(4))
    -1.6479 0.1041
    """
    return _FAMILY.logpdf(_logpdf, x, df, loc=loc, scale=scale)
