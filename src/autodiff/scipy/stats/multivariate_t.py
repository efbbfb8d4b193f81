"""Student's t distribution of vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.arraylike import as_variable
from autodiff.ops.namespace import xp

from . import multivariate_normal
from .standard.arguments import floating
from .standard.gaussian import LOG_SQRT_2PI
from .standard.quadratic import log_det, point_and_ellipse, quadratic
from .standard.stirling import log_rising

if TYPE_CHECKING:
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]


def logpdf(
    x: Nested, loc: Nested | None = None, shape: Nested = 1, df: Nested = 1
) -> Variable[Any, Any]:
    """Return the log-density of Student's t with ``df`` degrees of freedom, of vectors.

    It is ``ln Gamma((df + d) / 2) - ln Gamma(df / 2) - d / 2 ln(pi df) - ln(det shape) / 2 -
    (df + d) / 2 ln(1 + v shape^-1 v / df)``, ``v = x - loc``. Of ``shape`` the lower triangle is
    read, and has the gradient: its elements off the diagonal stand for two.

    Raises
    ------
    LinAlgError
        If ``shape`` is not positive definite.
    ValueError
        If the shapes do not fit, or ``df`` is no positive number.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import multivariate_t
    >>> df = ad.Variable(np.array(7.0))
    >>> y = multivariate_t.logpdf([0.4, 5.0], [0.0, 1.0], [[1.0, 0.1], [0.1, 1.0]], df)
    >>> y.backward()
    >>> print(y.data.round(4), df.grad.round(4))
    -7.186 -0.1476
    """
    name = "multivariate_t.logpdf"
    plain = data_of(floating(name, df)[0])
    if plain.ndim or not plain > 0:
        msg = f"{name}: df is a positive number, not {plain}"
        raise ValueError(msg)
    if np.isinf(plain):
        return multivariate_normal.logpdf(x, loc, shape)
    vectors, matrix = point_and_ellipse((name, "loc", "shape"), x, loc, shape)
    freedom, _ = floating(name, df, vectors)
    d = vectors.shape[-1]
    factor = xp.linalg.cholesky(matrix)
    spread = (freedom + d) / 2 * np.log1p(quadratic(factor, vectors) / freedom)
    norm = log_rising(freedom / 2, d / 2) - d * LOG_SQRT_2PI - log_det(factor) / 2
    return as_variable(xp.squeeze(norm - spread))
