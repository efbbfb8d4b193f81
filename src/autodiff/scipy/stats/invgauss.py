"""The inverse Gaussian distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .standard.family import Family
from .standard.gaussian import LOG_SQRT_2PI, bell
from .standard.support import half_line

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]

_FAMILY = Family("invgauss", half_line, open=True, constant=-LOG_SQRT_2PI)


def _logpdf(z: Array, mu: Array) -> Any:
    return bell((z / mu - 1) / np.sqrt(z)) - 1.5 * np.log(z)


def logpdf(x: Nested, mu: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``-(z / mu - 1)**2 / (2 z) - 3 / 2 ln z - ln(2 pi) / 2 - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import invgauss
    >>> mu = ad.Variable(np.array(1.5))
    >>> y = invgauss.logpdf(2.0, mu)
    >>> y.backward()
    >>> print(y.data.round(4), mu.grad.round(4))
    -1.9864 0.1481
    """
    return _FAMILY.logpdf(_logpdf, x, mu, loc=loc, scale=scale)
