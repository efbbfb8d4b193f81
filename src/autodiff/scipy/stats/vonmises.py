"""The von Mises distribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from .standard.bessel import log_bessel
from .standard.family import Family

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]


def _valid(kappa: Any) -> Any:
    return kappa >= 0


_FAMILY = Family("vonmises", valid=_valid, constant=-math.log(2 * math.pi))


def _logpdf(z: Array, kappa: Array) -> Any:
    # both terms by what is left of kappa, which they have in common
    return -2 * kappa * np.square(np.sin(z / 2)) - log_bessel(kappa)


def logpdf(x: Nested, kappa: Nested, loc: Nested = 0.0, scale: Nested = 1.0) -> Variable[Any, Any]:
    """Return the log-density ``kappa cos z - ln(2 pi I0(kappa)) - ln scale``.

    ``z = (x - loc) / scale``.

    The circle has no ends: any ``z`` stands for the angle that it is.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import vonmises
    >>> kappa = ad.Variable(np.array(2.0))
    >>> y = vonmises.logpdf(1.0, kappa)
    >>> y.backward()
    >>> print(y.data.round(4), kappa.grad.round(4))
    -1.5813 -0.1575
    """
    return _FAMILY.logpdf(_logpdf, x, kappa, loc=loc, scale=scale)
