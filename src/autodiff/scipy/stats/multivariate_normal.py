"""The normal distribution of vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autodiff.errors import NoRuleError
from autodiff.ops.arraylike import as_variable
from autodiff.ops.namespace import xp

from .standard.gaussian import LOG_SQRT_2PI
from .standard.quadratic import log_det, point_and_ellipse, quadratic

if TYPE_CHECKING:
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]


def logpdf(
    x: Nested, mean: Nested | None = None, cov: Nested = 1, allow_singular: bool = False
) -> Variable[Any, Any]:
    """Return the log-density ``-(v cov^-1 v + ln det cov + d ln(2 pi)) / 2``, ``v = x - mean``.

    The last axis of ``x`` counts the ``d`` components. Of ``cov`` the lower triangle is read, and
    has the gradient: its elements off the diagonal stand for two.

    Raises
    ------
    LinAlgError
        If ``cov`` is not positive definite.
    ValueError
        If the shapes do not fit.
    NoRuleError
        If ``allow_singular``: the subspace that a singular matrix leaves moves with it, and the
        density is infinite beside it.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import multivariate_normal
    >>> mean = ad.Variable(np.array([0.0, 0.0]))
    >>> y = multivariate_normal.logpdf([[1.0, 2.0], [3.0, 0.0]], mean, [[2.0, 0.5], [0.5, 1.0]])
    >>> y.sum().backward()
    >>> print(y.data.round(4), mean.grad.round(4))
    [-4.1177 -4.6891] [1.7143 1.1429]
    """
    name = "multivariate_normal.logpdf"
    if allow_singular:
        msg = (
            f"{name}: allow_singular=True has no derivative by cov; add to its diagonal, or drop "
            "the components that depend on others"
        )
        raise NoRuleError(msg)
    vectors, matrix = point_and_ellipse((name, "mean", "cov"), x, mean, cov)
    factor = xp.linalg.cholesky(matrix)
    y = quadratic(factor, vectors) + log_det(factor)
    return as_variable(xp.squeeze(-0.5 * y - vectors.shape[-1] * LOG_SQRT_2PI))
