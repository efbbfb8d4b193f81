"""The logistic distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.scipy.special.namespace import sc

from .standard.family import Family

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("logistic")


def _logpdf(z: Array) -> Any:
    return sc.log_expit(z) + sc.log_expit(-z)


def _logsf(z: Array) -> Any:
    return sc.log_expit(-z)


def logpdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``-z - 2 ln(1 + e**-z) - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import logistic
    >>> loc = ad.Variable(np.array(0.0))
    >>> y = logistic.logpdf(1.0, loc)
    >>> y.backward()
    >>> print(y.data.round(4), loc.grad.round(4))
    -1.6265 0.4621
    """
    return _FAMILY.logpdf(_logpdf, x, loc=loc, scale=scale)


def logcdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``-ln(1 + e**-z)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import logistic
    >>> print(logistic.logcdf(-40.0).data.round(4))
    -40.0
    """
    return _FAMILY.logcdf(sc.log_expit, x, loc=loc, scale=scale)


def logsf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``-ln(1 + e**z)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import logistic
    >>> print(logistic.logsf(40.0).data.round(4))
    -40.0
    """
    return _FAMILY.logsf(_logsf, x, loc=loc, scale=scale)
