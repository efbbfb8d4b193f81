"""The geometric distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.scipy.special.namespace import sc

from .standard.counts import Counts
from .standard.support import from_one
from .standard.tails import log1mexp

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logcdf", "logpmf", "logsf"]


def _valid(p: Any) -> Any:
    return (p > 0) & (p <= 1)


_FAMILY = Counts("geom", from_one, valid=_valid)


def _logpmf(k: Any, p: Array) -> Any:
    return sc.xlog1py(k - 1, -p) + np.log(p)


def _logcdf(k: Any, p: Array) -> Any:
    return log1mexp(-k * np.log1p(-p))


def _logsf(k: Any, p: Array) -> Any:
    return k * np.log1p(-p)


def logpmf(k: Nested, p: Nested, loc: Nested = 0) -> Variable[Any, Any]:
    """Return ``(k - 1) ln(1 - p) + ln p``, of a first success in trial ``k - loc``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import geom
    >>> p = ad.Variable(np.array(0.5))
    >>> y = geom.logpmf(3, p)
    >>> y.backward()
    >>> print(y.data.round(4), p.grad.round(4))
    -2.0794 -2.0
    """
    return _FAMILY.logpmf(_logpmf, k, p, loc=loc)


def logcdf(k: Nested, p: Nested, loc: Nested = 0) -> Variable[Any, Any]:
    """Return ``ln(1 - (1 - p)**k)``, ``k`` rounded down.

    Examples
    --------
    >>> from autodiff.scipy.stats import geom
    >>> print(geom.logcdf(3, 0.5).data.round(4))
    -0.1335
    """
    return _FAMILY.logcdf(_logcdf, k, p, loc=loc)


def logsf(k: Nested, p: Nested, loc: Nested = 0) -> Variable[Any, Any]:
    """Return ``k ln(1 - p)``, ``k`` rounded down.

    Examples
    --------
    >>> from autodiff.scipy.stats import geom
    >>> print(geom.logsf(3, 0.5).data.round(4))
    -2.0794
    """
    return _FAMILY.logsf(_logsf, k, p, loc=loc)
