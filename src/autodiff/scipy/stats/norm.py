"""The normal distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.scipy.special.namespace import sc

from .standard.family import Family
from .standard.gaussian import LOG_SQRT_2PI, bell

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("norm", constant=-LOG_SQRT_2PI)


def _logsf(z: Array) -> Any:
    return sc.log_ndtr(-z)


def logpdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``-z**2 / 2 - ln(2 pi) / 2 - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import norm
    >>> loc = ad.Variable(np.array(0.0))
    >>> y = norm.logpdf(1.0, loc)
    >>> y.backward()
    >>> print(y.data.round(4), loc.grad.round(4))
    -1.4189 1.0
    """
    return _FAMILY.logpdf(bell, x, loc=loc, scale=scale)


def logcdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln Phi(z)``, where ``Phi`` is the integral of the standard density.

    Examples
    --------
    >>> from autodiff.scipy.stats import norm
    >>> print(norm.logcdf(-40.0).data.round(4))
    -804.6084
    """
    return _FAMILY.logcdf(sc.log_ndtr, x, loc=loc, scale=scale)


def logsf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln(1 - Phi(z))``, which is ``ln Phi(-z)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import norm
    >>> print(norm.logsf(40.0).data.round(4))
    -804.6084
    """
    return _FAMILY.logsf(_logsf, x, loc=loc, scale=scale)
