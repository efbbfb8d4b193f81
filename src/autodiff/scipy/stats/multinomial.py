"""The multinomial distribution."""

from __future__ import annotations

import math
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

__all__ = ["logpmf"]


def logpmf(x: Nested, n: Nested, p: Nested) -> Variable[Any, Any]:
    """Return the log-probability ``ln n! + sum (x ln p - ln x!)`` of counts among ``n``.

    The last axis of ``x`` and ``p`` counts the categories. Counts, ``n`` too, are data: minus
    infinity if they do not add up. Probabilities that do not sum to 1 give NaN, as from SciPy 1.18
    on. The derivative by ``p`` is that of the formula: each moves by itself.

    Raises
    ------
    ValueError
        If ``x`` and ``p`` have not the same number of categories.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy.stats import multinomial
    >>> p = ad.Variable(np.array([0.2, 0.3, 0.5]))
    >>> y = multinomial.logpmf([1, 2, 1], 4, p)
    >>> y.backward()
    >>> print(y.data.round(4), p.grad.round(4))
    -2.2256 [5.     6.6667 2.    ]
    """
    return as_variable(_log_probability(*floating("multinomial.logpmf", x, n, p)))


def _log_probability(x: Any, n: Any, p: Any) -> Any:
    counts, n, plain = data_of(x), np.asarray(data_of(n)), data_of(p)
    if not (counts.ndim and plain.ndim and counts.shape[-1] == plain.shape[-1]):
        msg = (
            "multinomial.logpmf: the last axes of x and p count the same categories, not so "
            f"shapes {counts.shape} and {plain.shape}"
        )
        raise ValueError(msg)
    off = np.abs(np.sum(plain, axis=-1) - 1)
    eps = np.finfo(plain.dtype).eps * max(10, plain.shape[-1])
    valid = np.all((plain >= 0) & (plain <= 1), axis=-1) & (off <= eps)
    valid = valid & (n >= 0) & (n == np.floor(n))
    whole = np.all((counts >= 0) & (counts == np.floor(counts)), axis=-1)
    possible = whole & (np.sum(counts, axis=-1) == n)
    with np.errstate(all="ignore"):
        k = np.where(possible[..., None], counts, 0).astype(counts.dtype)
        ways = sc.gammaln(n + 1) - np.sum(sc.gammaln(k + 1), axis=-1)
        y = ways + xp.sum(sc.xlogy(k, p), axis=-1)
        if np.any(n >= CANCELLING):
            y = revalued(y, np.where(n >= CANCELLING, _of_large(k, n, plain), data_of(y)))
        y = xp.where(possible, y, -math.inf)
        return xp.where(valid, y, math.nan)


def _of_large(k: Any, n: Any, p: Any) -> Any:
    """Return the log-probability as that of Poisson's counts of which the sum is known."""
    parts = np.sum(log_gamma_density(n[..., None] * p, k + 1), axis=-1)
    return parts - log_gamma_density(n, n + 1)
