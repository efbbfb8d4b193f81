"""The uniform distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .standard.family import Family
from .standard.support import unit_interval

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("uniform", unit_interval)


def _logpdf(z: Array) -> Any:
    return 0 * z


def _logsf(z: Array) -> Any:
    return np.log1p(-z)


def logpdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``-ln scale`` for ``loc <= x <= loc + scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import uniform
    >>> scale = ad.Variable(np.array(4.0))
    >>> y = uniform.logpdf(3.0, scale=scale)
    >>> y.backward()
    >>> print(y.data.round(4), scale.grad.round(4))
    -1.3863 -0.25
    """
    return _FAMILY.logpdf(_logpdf, x, loc=loc, scale=scale)


def logcdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln z``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> from autodiff.scipy.stats import uniform
    >>> print(uniform.logcdf(0.25).data.round(4))
    -1.3863
    """
    return _FAMILY.logcdf(np.log, x, loc=loc, scale=scale)


def logsf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln(1 - z)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import uniform
    >>> print(uniform.logsf(0.25).data.round(4))
    -0.2877
    """
    return _FAMILY.logsf(_logsf, x, loc=loc, scale=scale)
