"""The Weibull distribution, of minima."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.scipy.special.namespace import sc

from .standard.family import Family
from .standard.support import half_line
from .standard.tails import log_complement

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("weibull_min", half_line)


def _logpdf(z: Array, c: Array) -> Any:
    return np.log(c) + sc.xlogy(c - 1, z) - z**c


def _logcdf(z: Array, c: Array) -> Any:
    return log_complement(c * np.log(z))


def _logsf(z: Array, c: Array) -> Any:
    return -(z**c)


def logpdf(x: Nested, c: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``ln c + (c - 1) ln z - z**c - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import weibull_min
    >>> c = ad.Variable(np.array(1.5))
    >>> y = weibull_min.logpdf(2.0, c)
    >>> y.backward()
    >>> print(y.data.round(4), c.grad.round(4))
    -2.0764 -0.6007
    """
    return _FAMILY.logpdf(_logpdf, x, c, loc=loc, scale=scale)


def logcdf(x: Nested, c: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln(1 - e**-z**c)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import weibull_min
    >>> print(weibull_min.logcdf(1e-10, 1.5).data.round(4))
    -34.5388
    """
    return _FAMILY.logcdf(_logcdf, x, c, loc=loc, scale=scale)


def logsf(x: Nested, c: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``-z**c``.

    Examples
    --------
    >>> from autodiff.scipy.stats import weibull_min
    >>> print(weibull_min.logsf(2.0, 1.5).data.round(4))
    -2.8284
    """
    return _FAMILY.logsf(_logsf, x, c, loc=loc, scale=scale)
