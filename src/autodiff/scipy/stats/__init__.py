"""Log-densities of SciPy's distributions, which take Variables in every argument.

SciPy's own do not dispatch. Here is a module a family, with functions of SciPy's names, arguments
and defaults, so that ``norm.logpdf(x, loc=mu, scale=sigma)`` reads as SciPy's and differentiates
by ``x``, by the shape parameters, by ``loc`` and by ``scale``. Values are SciPy's, and better in
the tails and for large parameters, where terms cancel: there they agree with 50 digits.

Outside the support a density is minus infinity and has no derivative; with invalid parameters it is
NaN. Counts are data: ``k``, and the ``n`` of trials. Where it has a stable closed form there is
``logcdf`` and ``logsf`` too, for observations that are censored or truncated.

Lifetimes of which some are known only to have lasted that long, by Newton's method:

>>> import numpy as np, autodiff as ad
>>> from autodiff.scipy.stats import weibull_min
>>> times = np.array([0.6, 1.1, 1.7, 2.0, 2.6])
>>> lasted = np.array([3.0, 3.0])
>>> theta = np.log([2.0, 2.0])
>>> for _ in range(6):
...     v = ad.Variable(theta)
...     c, scale = np.exp(v)
...     seen = weibull_min.logpdf(times, c, scale=scale).sum()
...     likelihood = seen + weibull_min.logsf(lasted, c, scale=scale).sum()
...     (score,) = ad.gradients(likelihood, [v], create_graph=True)
...     information = -np.stack([ad.gradients(s, [v], retain_graph=True)[0].data for s in score])
...     theta = theta + np.linalg.solve(information, score.data)
>>> print(np.exp(theta).round(4))
[1.8224 2.587 ]
"""

from __future__ import annotations

from . import (
    bernoulli,
    beta,
    betabinom,
    binom,
    cauchy,
    chi2,
    dirichlet,
    expon,
    f,
    gamma,
    geom,
    gumbel_l,
    gumbel_r,
    halfnorm,
    invgamma,
    invgauss,
    laplace,
    logistic,
    lognorm,
    multinomial,
    multivariate_normal,
    multivariate_t,
    nbinom,
    norm,
    pareto,
    poisson,
    rayleigh,
    skewnorm,
    t,
    truncnorm,
    uniform,
    vonmises,
    weibull_min,
    wishart,
)

__all__ = [
    "bernoulli",
    "beta",
    "betabinom",
    "binom",
    "cauchy",
    "chi2",
    "dirichlet",
    "expon",
    "f",
    "gamma",
    "geom",
    "gumbel_l",
    "gumbel_r",
    "halfnorm",
    "invgamma",
    "invgauss",
    "laplace",
    "logistic",
    "lognorm",
    "multinomial",
    "multivariate_normal",
    "multivariate_t",
    "nbinom",
    "norm",
    "pareto",
    "poisson",
    "rayleigh",
    "skewnorm",
    "t",
    "truncnorm",
    "uniform",
    "vonmises",
    "weibull_min",
    "wishart",
]
