"""The normal distribution between two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of

from .standard.family import Family
from .standard.gaussian import log_mass, log_normal
from .standard.refinement import refined

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpdf", "logsf"]


def _support(a: Any, b: Any) -> tuple[Any, Any]:
    return (a, b)


def _valid(a: Any, b: Any) -> Any:
    return a < b


_FAMILY = Family("truncnorm", support=_support, valid=_valid)


def _logcdf(z: Array, a: Array, b: Array) -> Any:
    y = log_mass(a, z) - log_mass(a, b)
    return refined(y, data_of(y) > -0.1, _by_complement, z, a, b)


def _by_complement(z: Any, a: Any, b: Any) -> Any:
    return np.log1p(-np.exp(log_mass(z, b) - log_mass(a, b)))


def _logpdf(z: Array, a: Array, b: Array) -> Any:
    return log_normal(z) - log_mass(a, b)


def _logsf(z: Array, a: Array, b: Array) -> Any:
    return _logcdf(-z, -b, -a)


def logpdf(
    x: Nested, a: Nested, b: Nested, loc: Nested = 0.0, scale: Nested = 1.0
) -> Variable[Any, Any]:
    """Return the log-density of a normal number known to lie between two ends.

    It is ``-z**2 / 2 - ln(2 pi) / 2 - ln(Phi(b) - Phi(a)) - ln scale`` for ``a <= z <= b``, ``z =
    (x - loc) / scale``: the ends ``a`` and ``b`` are those of ``z``, as SciPy has it.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import truncnorm
    >>> a = ad.Variable(np.array(0.0))
    >>> y = truncnorm.logpdf(1.0, a, 2.0)
    >>> y.backward()
    >>> print(y.data.round(4), a.grad.round(4))
    -0.6792 0.8359
    """
    return _FAMILY.logpdf(_logpdf, x, a, b, loc=loc, scale=scale)


def logcdf(
    x: Nested, a: Nested, b: Nested, loc: Nested = 0.0, scale: Nested = 1.0
) -> Variable[Any, Any]:
    """Return ``ln(Phi(z) - Phi(a)) - ln(Phi(b) - Phi(a))``.

    Examples
    --------
    >>> from autodiff.scipy.stats import truncnorm
    >>> print(truncnorm.logcdf(1.0, 0.0, 2.0).data.round(4))
    -0.3351
    """
    return _FAMILY.logcdf(_logcdf, x, a, b, loc=loc, scale=scale)


def logsf(
    x: Nested, a: Nested, b: Nested, loc: Nested = 0.0, scale: Nested = 1.0
) -> Variable[Any, Any]:
    """Return ``ln(Phi(b) - Phi(z)) - ln(Phi(b) - Phi(a))``.

    Examples
    --------
    >>> from autodiff.scipy.stats import truncnorm
    >>> print(truncnorm.logsf(1.0, 0.0, 2.0).data.round(4))
    -1.2561
    """
    return _FAMILY.logsf(_logsf, x, a, b, loc=loc, scale=scale)
