"""The Wishart distribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.arraylike import as_variable
from autodiff.ops.namespace import xp
from autodiff.scipy.special.namespace import sc

from .standard.arguments import floating
from .standard.quadratic import log_det

if TYPE_CHECKING:
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]


def logpdf(x: Nested, df: Nested, scale: Nested) -> Variable[Any, Any]:
    """Return the log-density of the sum of ``df`` squares of vectors of covariance ``scale``.

    It is ``(df - d - 1) / 2 ln det x - tr(scale^-1 x) / 2 - df / 2 (d ln 2 + ln det scale) -
    ln Gamma_d(df / 2)``. ``x`` is a matrix, or an array whose last axis counts several. Of each
    matrix the lower triangle is read, and has the gradient: its elements off the diagonal stand
    for two.

    Raises
    ------
    LinAlgError
        If a matrix is not positive definite.
    ValueError
        If the shapes do not fit, or ``df`` is not above ``d - 1``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import wishart
    >>> df = ad.Variable(np.array(4.0))
    >>> y = wishart.logpdf([[2.0, 0.5], [0.5, 1.0]], df, np.eye(2))
    >>> y.backward()
    >>> print(y.data.round(4), df.grad.round(4))
    -4.4444 -0.643
    """
    return as_variable(xp.squeeze(_log_density(*floating("wishart.logpdf", x, df, scale))))


def _log_density(x: Any, df: Any, scale: Any) -> Any:
    scale = scale.reshape(1, 1) if scale.ndim == 0 else scale
    scale = xp.diag(scale) if scale.ndim == 1 else scale
    d = scale.shape[0]
    x = x.reshape(1, 1, -1) if d == 1 else x
    x = x if x.ndim == 3 else x[..., None]
    if scale.shape != (d, d) or x.shape[:2] != (d, d):
        msg = f"wishart.logpdf: no square matrices of one size: {x.shape[:2]} and {scale.shape}"
        raise ValueError(msg)
    freedom = data_of(df)
    if freedom.ndim or not freedom > d - 1:
        msg = f"wishart.logpdf: df is a number above {d - 1}, not {freedom}"
        raise ValueError(msg)
    factor, of_scale = (xp.linalg.cholesky(m) for m in (xp.moveaxis(x, -1, 0), scale))
    white = xp.linalg.solve(of_scale, factor)
    trace = xp.sum(white * white, axis=(-2, -1))
    halves = (df - np.arange(d, dtype=freedom.dtype)) / 2
    norm = xp.sum(sc.gammaln(halves)) + d * (d - 1) / 4 * math.log(math.pi)
    norm = norm + df / 2 * (d * math.log(2) + log_det(of_scale))
    return (df - d - 1) / 2 * log_det(factor) - trace / 2 - norm
