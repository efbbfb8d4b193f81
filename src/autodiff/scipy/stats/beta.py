"""The beta distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.scipy.special.namespace import sc

from .standard.family import Family
from .standard.gammas import log_beta_density
from .standard.refinement import refined
from .standard.stirling import LARGE
from .standard.support import unit_interval

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]

_FAMILY = Family("beta", unit_interval)


def _logpdf(z: Array, a: Array, b: Array) -> Any:
    y = sc.xlogy(a - 1, z) + sc.xlog1py(b - 1, -z) - sc.betaln(a, b)
    large = np.maximum(data_of(a), data_of(b)) >= LARGE
    return refined(y, large, _of_large, z, a, b)


def _of_large(z: Any, a: Any, b: Any) -> Any:
    return log_beta_density(z, 1 - z, a, b)


def logpdf(
    x: Nested, a: Nested, b: Nested, loc: Nested = 0.0, scale: Nested = 1.0
) -> Variable[Any, Any]:
    """Return the log-density ``(a - 1) ln z + (b - 1) ln(1 - z) - ln B(a, b) - ln scale``.

    ``z = (x - loc) / scale``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import beta
    >>> a = ad.Variable(np.array(3.0))
    >>> y = beta.logpdf(0.5, a, 2.0)
    >>> y.backward()
    >>> print(y.data.round(4), a.grad.round(4))
    0.4055 -0.1098
    """
    return _FAMILY.logpdf(_logpdf, x, a, b, loc=loc, scale=scale)
