"""The Cauchy distribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.namespace import xp

from .standard.family import Family
from .standard.tails import log1p_square

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("cauchy", constant=-math.log(math.pi))


def _logcdf(z: Array) -> Any:
    right = data_of(z) > 0
    tail = xp.arctan2(1.0, abs(z)) / math.pi
    return xp.where(right, np.log1p(-tail), np.log(tail))


def _logpdf(z: Array) -> Any:
    return -log1p_square(z)


def _logsf(z: Array) -> Any:
    return _logcdf(-z)


def logpdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``-ln(pi (1 + z**2)) - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import cauchy
    >>> loc = ad.Variable(np.array(0.0))
    >>> y = cauchy.logpdf(1.0, loc)
    >>> y.backward()
    >>> print(y.data.round(4), loc.grad.round(4))
    -1.8379 1.0
    """
    return _FAMILY.logpdf(_logpdf, x, loc=loc, scale=scale)


def logcdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln(1 / 2 + arctan(z) / pi)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import cauchy
    >>> print(cauchy.logcdf(-1e10).data.round(4))
    -24.1706
    """
    return _FAMILY.logcdf(_logcdf, x, loc=loc, scale=scale)


def logsf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln(1 / 2 - arctan(z) / pi)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import cauchy
    >>> print(cauchy.logsf(1e10).data.round(4))
    -24.1706
    """
    return _FAMILY.logsf(_logsf, x, loc=loc, scale=scale)
