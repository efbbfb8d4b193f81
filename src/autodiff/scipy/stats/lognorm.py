"""The log-normal distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.scipy.special.namespace import sc

from .standard.family import Family
from .standard.gaussian import LOG_SQRT_2PI, bell
from .standard.support import half_line

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("lognorm", half_line, open=True, constant=-LOG_SQRT_2PI)


def _logpdf(z: Array, s: Array) -> Any:
    log_z: Any = np.log(z)
    return bell(log_z / s) - log_z - np.log(s)


def _logcdf(z: Array, s: Array) -> Any:
    return sc.log_ndtr(np.log(z) / s)


def _logsf(z: Array, s: Array) -> Any:
    return sc.log_ndtr(-np.log(z) / s)


def logpdf(x: Nested, s: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``-(ln z)**2 / (2 s**2) - ln(s z) - ln(2 pi) / 2 - ln scale``.

    ``z = (x - loc) / scale``.

    ``ln x`` is normal, with mean ``ln scale`` and standard deviation ``s``, if ``loc`` is 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import lognorm
    >>> s = ad.Variable(np.array(1.0))
    >>> y = lognorm.logpdf(2.0, s)
    >>> y.backward()
    >>> print(y.data.round(4), s.grad.round(4))
    -1.8523 -0.5195
    """
    return _FAMILY.logpdf(_logpdf, x, s, loc=loc, scale=scale)


def logcdf(x: Nested, s: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln Phi(ln(z) / s)``, with the normal distribution function ``Phi``.

    Examples
    --------
    >>> from autodiff.scipy.stats import lognorm
    >>> print(lognorm.logcdf(1e-10, 1.0).data.round(4))
    -269.1523
    """
    return _FAMILY.logcdf(_logcdf, x, s, loc=loc, scale=scale)


def logsf(x: Nested, s: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln Phi(-ln(z) / s)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import lognorm
    >>> print(lognorm.logsf(1e10, 1.0).data.round(4))
    -269.1523
    """
    return _FAMILY.logsf(_logsf, x, s, loc=loc, scale=scale)
