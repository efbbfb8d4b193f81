"""The half-normal distribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.namespace import xp
from autodiff.scipy.special.namespace import sc

from .standard.family import Family
from .standard.gaussian import LOG_SQRT_2PI, bell
from .standard.support import half_line

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("halfnorm", half_line, constant=math.log(2) - LOG_SQRT_2PI)


def _logcdf(z: Array) -> Any:
    w = z / math.sqrt(2)
    return xp.where(data_of(z) < 1, np.log(sc.erf(w)), np.log1p(-sc.erfc(w)))


def _logsf(z: Array) -> Any:
    return sc.log_ndtr(-z) + math.log(2)


def logpdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``ln(2 / pi) / 2 - z**2 / 2 - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import halfnorm
    >>> scale = ad.Variable(np.array(2.0))
    >>> y = halfnorm.logpdf(1.0, scale=scale)
    >>> y.backward()
    >>> print(y.data.round(4), scale.grad.round(4))
    -1.0439 -0.375
    """
    return _FAMILY.logpdf(bell, x, loc=loc, scale=scale)


def logcdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln erf(z / sqrt(2))``.

    Examples
    --------
    >>> from autodiff.scipy.stats import halfnorm
    >>> print(halfnorm.logcdf(1.0).data.round(4))
    -0.3817
    """
    return _FAMILY.logcdf(_logcdf, x, loc=loc, scale=scale)


def logsf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln erfc(z / sqrt(2))``.

    Examples
    --------
    >>> from autodiff.scipy.stats import halfnorm
    >>> print(halfnorm.logsf(40.0).data.round(4))
    -803.9153
    """
    return _FAMILY.logsf(_logsf, x, loc=loc, scale=scale)
