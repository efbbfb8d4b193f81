"""The Rayleigh distribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from .standard.family import Family
from .standard.gaussian import bell
from .standard.support import half_line
from .standard.tails import log_complement

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("rayleigh", half_line, open=True)


def _logpdf(z: Array) -> Any:
    return np.log(z) + bell(z)


def _logcdf(z: Array) -> Any:
    return log_complement(2 * np.log(z) - math.log(2))


def logpdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``ln z - z**2 / 2 - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import rayleigh
    >>> scale = ad.Variable(np.array(2.0))
    >>> y = rayleigh.logpdf(1.0, scale=scale)
    >>> y.backward()
    >>> print(y.data.round(4), scale.grad.round(4))
    -1.5113 -0.875
    """
    return _FAMILY.logpdf(_logpdf, x, loc=loc, scale=scale)


def logcdf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln(1 - e**(-z**2 / 2))``.

    Examples
    --------
    >>> from autodiff.scipy.stats import rayleigh
    >>> print(rayleigh.logcdf(1e-200).data.round(4))
    -921.7272
    """
    return _FAMILY.logcdf(_logcdf, x, loc=loc, scale=scale)


def logsf(x: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``-z**2 / 2``.

    Examples
    --------
    >>> from autodiff.scipy.stats import rayleigh
    >>> print(rayleigh.logsf(3.0).data.round(4))
    -4.5
    """
    return _FAMILY.logsf(bell, x, loc=loc, scale=scale)
