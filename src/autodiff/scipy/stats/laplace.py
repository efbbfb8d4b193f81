"""The Laplace distribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.namespace import xp

from .standard.family import Family

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("laplace", constant=-math.log(2))


def _logcdf(z: Array) -> Any:
    right = data_of(z) > 0
    return xp.where(right, np.log1p(-0.5 * np.exp(-np.abs(z))), z - math.log(2))


def _logpdf(z: Array) -> Any:
    return -np.abs(z)


def _logsf(z: Array) -> Any:
    return _logcdf(-z)


def logpdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``-|z| - ln(2 scale)``.

    ``z = (x - loc) / scale``.

    Its derivative by ``x`` and ``loc`` at ``x = loc`` is 0, as everywhere for a kink.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import laplace
    >>> scale = ad.Variable(np.array(2.0))
    >>> y = laplace.logpdf(3.0, scale=scale)
    >>> y.backward()
    >>> print(y.data.round(4), scale.grad.round(4))
    -2.8863 0.25
    """
    return _FAMILY.logpdf(_logpdf, x, loc=loc, scale=scale)


def logcdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``z - ln 2`` for ``z <= 0``, otherwise ``ln(1 - e**-z / 2)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import laplace
    >>> print(laplace.logcdf(-2.0).data.round(4))
    -2.6931
    """
    return _FAMILY.logcdf(_logcdf, x, loc=loc, scale=scale)


def logsf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``-z - ln 2`` for ``z >= 0``, otherwise ``ln(1 - e**z / 2)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import laplace
    >>> print(laplace.logsf(2.0).data.round(4))
    -2.6931
    """
    return _FAMILY.logsf(_logsf, x, loc=loc, scale=scale)
