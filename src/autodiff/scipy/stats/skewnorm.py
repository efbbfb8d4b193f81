"""The skew-normal distribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.scipy.special.namespace import sc

from .standard.family import Family
from .standard.gaussian import LOG_SQRT_2PI, bell

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]

_FAMILY = Family("skewnorm", valid=np.isfinite, constant=math.log(2) - LOG_SQRT_2PI)


def _logpdf(z: Array, a: Array) -> Any:
    return bell(z) + sc.log_ndtr(a * z)


def logpdf(x: Nested, a: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``ln 2 - z**2 / 2 - ln(2 pi) / 2 + ln Phi(a z) - ln scale``.

    ``z = (x - loc) / scale``.

    ``Phi`` is the normal distribution function; the distribution is normal if ``a`` is 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import skewnorm
    >>> a = ad.Variable(np.array(0.5))
    >>> y = skewnorm.logpdf(1.0, a)
    >>> y.backward()
    >>> print(y.data.round(4), a.grad.round(4))
    -1.0947 0.5092
    """
    return _FAMILY.logpdf(_logpdf, x, a, loc=loc, scale=scale)
