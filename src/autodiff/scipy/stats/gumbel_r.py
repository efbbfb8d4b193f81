"""The Gumbel distribution, of maxima."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .standard.family import Family
from .standard.tails import log_complement

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("gumbel_r")


def _logpdf(z: Array) -> Any:
    return -z - np.exp(-z)


def _logcdf(z: Array) -> Any:
    return -np.exp(-z)


def _logsf(z: Array) -> Any:
    return log_complement(-z)


def logpdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``-z - e**-z - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import gumbel_r
    >>> loc = ad.Variable(np.array(0.0))
    >>> y = gumbel_r.logpdf(1.0, loc)
    >>> y.backward()
    >>> print(y.data.round(4), loc.grad.round(4))
    -1.3679 0.6321
    """
    return _FAMILY.logpdf(_logpdf, x, loc=loc, scale=scale)


def logcdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``-e**-z``.

    Examples
    --------
    >>> from autodiff.scipy.stats import gumbel_r
    >>> print(gumbel_r.logcdf(1.0).data.round(4))
    -0.3679
    """
    return _FAMILY.logcdf(_logcdf, x, loc=loc, scale=scale)


def logsf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln(1 - e**-e**-z)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import gumbel_r
    >>> print(gumbel_r.logsf(1000.0).data.round(4))
    -1000.0
    """
    return _FAMILY.logsf(_logsf, x, loc=loc, scale=scale)
