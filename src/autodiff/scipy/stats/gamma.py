"""The gamma distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .standard.family import Family
from .standard.gammas import log_gamma
from .standard.support import half_line

if TYPE_CHECKING:
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]

_FAMILY = Family("gamma", half_line)


def logpdf(x: Nested, a: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``(a - 1) ln z - z - ln Gamma(a) - ln scale``.

    ``z = (x - loc) / scale``.

    The shape ``a`` and ``scale`` are those of SciPy: the rate is ``1 / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import gamma
    >>> a = ad.Variable(np.array(3.0))
    >>> y = gamma.logpdf(2.0, a)
    >>> y.backward()
    >>> print(y.data.round(4), a.grad.round(4))
    -1.3069 -0.2296
    """
    return _FAMILY.logpdf(log_gamma, x, a, loc=loc, scale=scale)
