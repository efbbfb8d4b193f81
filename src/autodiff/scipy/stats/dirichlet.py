"""The Dirichlet distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import data_of
from autodiff.ops.arraylike import as_variable
from autodiff.ops.namespace import xp
from autodiff.scipy.special.namespace import sc

from .standard.arguments import floating
from .standard.gammas import log_gamma_density
from .standard.refinement import revalued
from .standard.stirling import CANCELLING

if TYPE_CHECKING:
    from autodiff.ops.arraylike import Nested
    from autodiff.variable import Variable

__all__ = ["logpdf"]

_TOLERANCE = 1e-9
"""By how much a sum of proportions may differ from 1, as SciPy has it."""


def logpdf(x: Nested, alpha: Nested) -> Variable[Any, Any]:
    """Return the log-density ``sum (alpha - 1) ln x + ln Gamma(sum alpha) - sum ln Gamma(alpha)``.

    The first axis of ``x`` counts the components, as SciPy has it; the last of them may be left
    out, and is what is missing to 1. The derivative by ``x`` is that of the formula: each
    component moves by itself.

    Raises
    ------
    ValueError
        If the shapes do not fit, a parameter is not positive, or the components are no proportions
        of 1, or one is 0 where the density is infinite.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import dirichlet
    >>> alpha = ad.Variable(np.array([1.0, 2.0, 3.0]))
    >>> y = dirichlet.logpdf([0.2, 0.3, 0.5], alpha)
    >>> y.backward()
    >>> print(y.data.round(4), alpha.grad.round(4))
    1.5041 [0.6739 0.0794 0.0902]
    """
    return as_variable(xp.squeeze(_log_density(*floating("dirichlet.logpdf", x, alpha))))


def _log_density(x: Any, alpha: Any) -> Any:
    _require_positive_vector(data_of(alpha))
    if x.ndim and x.shape[0] == alpha.shape[0] - 1:
        x = xp.concatenate([x, 1 - xp.sum(x, axis=0, keepdims=True)])
    _require_proportions(data_of(x), data_of(alpha))
    column = alpha.reshape(-1, *(1,) * (x.ndim - 1))
    each = sc.xlogy(column - 1, x) - sc.gammaln(column)
    y = xp.sum(each, axis=0) + sc.gammaln(xp.sum(alpha))
    if np.any(data_of(alpha) >= CANCELLING):
        return revalued(y, _of_large(data_of(x), data_of(column)))
    return y


def _of_large(x: Any, alpha: Any) -> Any:
    """Return the log-density as that of gamma numbers of which the sum is known."""
    n = np.sum(alpha)
    parts = np.sum(log_gamma_density(n * x, alpha), axis=0)
    return parts - log_gamma_density(n, n) + (len(alpha) - 1) * np.log(n)


def _require_positive_vector(alpha: Any) -> None:
    if alpha.ndim != 1 or not np.all(alpha > 0):
        msg = f"dirichlet.logpdf: alpha is a vector of positive numbers, not {alpha}"
        raise ValueError(msg)


def _require_proportions(x: Any, alpha: Any) -> None:
    if x.ndim not in {1, 2} or x.shape[0] != len(alpha):
        msg = (
            f"dirichlet.logpdf: the first axis of x counts {len(alpha)} components, or one fewer, "
            f"not so shape {x.shape}"
        )
        raise ValueError(msg)
    off = np.abs(np.sum(x, axis=0) - 1)
    if not (np.all((x >= 0) & (x <= 1)) and np.all(off <= max(_TOLERANCE, np.finfo(x.dtype).eps))):
        msg = "dirichlet.logpdf: the components of x are proportions, and their sum is 1"
        raise ValueError(msg)
    if np.any((x.T == 0) & (alpha < 1)):
        msg = "dirichlet.logpdf: a component of x is 0 where alpha is less than 1"
        raise ValueError(msg)
