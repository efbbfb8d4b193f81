"""The exponential distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .standard.family import Family
from .standard.support import half_line
from .standard.tails import log1mexp

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("expon", half_line)


def _logpdf(z: Array) -> Any:
    return -z


def _logsf(z: Array) -> Any:
    return -z


def logpdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``-z - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import expon
    >>> scale = ad.Variable(np.array(2.0))
    >>> y = expon.logpdf(3.0, scale=scale)
    >>> y.backward()
    >>> print(y.data.round(4), scale.grad.round(4))
    -2.1931 0.25
    """
    return _FAMILY.logpdf(_logpdf, x, loc=loc, scale=scale)


def logcdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln(1 - e**-z)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import expon
    >>> print(expon.logcdf(1e-10).data.round(4))
    -23.0259
    """
    return _FAMILY.logcdf(log1mexp, x, loc=loc, scale=scale)


def logsf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``-z``.

    Examples
    --------
    >>> from autodiff.scipy.stats import expon
    >>> print(expon.logsf(3.0, scale=2.0).data.round(4))
    -1.5
    """
    return _FAMILY.logsf(_logsf, x, loc=loc, scale=scale)
