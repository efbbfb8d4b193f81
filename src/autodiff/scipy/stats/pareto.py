"""The Pareto distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .standard.family import Family
from .standard.support import from_one
from .standard.tails import log1mexp

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]

_FAMILY = Family("pareto", from_one)


def _logpdf(z: Array, b: Array) -> Any:
    return np.log(b) - (b + 1) * np.log(z)


def _logcdf(z: Array, b: Array) -> Any:
    return log1mexp(b * np.log(z))


def _logsf(z: Array, b: Array) -> Any:
    return -b * np.log(z)


def logpdf(x: Nested, b: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``ln b - (b + 1) ln z - ln scale`` for ``z >= 1``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import pareto
    >>> b = ad.Variable(np.array(3.0))
    >>> y = pareto.logpdf(2.0, b)
    >>> y.backward()
    >>> print(y.data.round(4), b.grad.round(4))
    -1.674 -0.3598
    """
    return _FAMILY.logpdf(_logpdf, x, b, loc=loc, scale=scale)


def logcdf(x: Nested, b: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``ln(1 - z**-b)``.

    Examples
    --------
    >>> from autodiff.scipy.stats import pareto
    >>> print(pareto.logcdf(1.5, 3.0).data.round(4))
    -0.3514
    """
    return _FAMILY.logcdf(_logcdf, x, b, loc=loc, scale=scale)


def logsf(x: Nested, b: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return ``-b ln z``.

    Examples
    --------
    >>> from autodiff.scipy.stats import pareto
    >>> print(pareto.logsf(1.5, 3.0).data.round(4))
    -1.2164
    """
    return _FAMILY.logsf(_logsf, x, b, loc=loc, scale=scale)
