"""The inverse gamma distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .standard.family import Family
from .standard.gammas import log_gamma
from .standard.support import half_line

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]

_FAMILY = Family("invgamma", half_line, open=True)


def _logpdf(z: Array, a: Array) -> Any:
    w = 1 / z
    return log_gamma(w, a) - 2 * np.log(z)


def logpdf(x: Nested, a: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``-(a + 1) ln z - 1 / z - ln Gamma(a) - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import invgamma
    >>> a = ad.Variable(np.array(3.0))
    >>> y = invgamma.logpdf(2.0, a)
    >>> y.backward()
    >>> print(y.data.round(4), a.grad.round(4))
    -3.9657 -1.6159
    """
    return _FAMILY.logpdf(_logpdf, x, a, loc=loc, scale=scale)
