"""Rows of the log-densities, if SciPy is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .case import Array, Case, real

try:
    import scipy.stats
except ImportError:
    CASES: list[Case] = []
else:
    from autodiff.scipy import stats

    def like(theirs: Callable[..., Any], fixed: tuple[int, ...] = ()) -> Callable[..., Any]:
        """Return SciPy's function, which returns float64, in the dtype of what it is given."""

        def function(*xs: Any) -> Any:
            dtype = np.result_type(*(x.dtype for x in xs))
            return np.asarray(theirs(*fixed, *xs), dtype)

        return function

    def family(name: str, function: str, *inputs: Array, k: tuple[int, ...] = ()) -> Case:
        """Return a row of a function, of given counts if it is one of counts."""
        f = getattr(getattr(stats, name), function)
        theirs = like(getattr(getattr(scipy.stats, name), function), k)
        ours = (lambda *xs: f(*k, *xs)) if k else f
        return Case(f"{name}.{function}", ours, theirs, inputs, rounding=1e-13)

    def within(low: float, high: float, *shape: int, seed: int = 0) -> Array:
        return real(*shape, seed=seed, low=low, high=high - 0.05)

    def numbers(*values: float) -> list[Array]:
        return [np.array(value) for value in values]

    STANDARD: dict[str, tuple[float, float, tuple[float, ...]]] = {
        "norm": (-1.5, 1.5, ()),
        "t": (-1.5, 1.5, (4.0,)),
        "gamma": (1.5, 3.5, (2.5,)),
        "chi2": (2.0, 4.5, (5.0,)),
        "invgamma": (1.2, 2.5, (3.0,)),
        "beta": (0.35, 0.65, (2.0, 3.0)),
        "f": (1.2, 2.5, (5.0, 7.0)),
        "expon": (0.8, 2.0, ()),
        "laplace": (0.4, 2.0, ()),
        "logistic": (-1.5, 1.5, ()),
        "cauchy": (-1.5, 1.5, ()),
        "uniform": (0.3, 0.7, ()),
        "lognorm": (1.2, 2.5, (0.8,)),
        "pareto": (1.6, 2.8, (2.0,)),
        "weibull_min": (0.9, 1.9, (1.7,)),
        "gumbel_r": (-1.0, 1.5, ()),
        "gumbel_l": (-1.5, 1.0, ()),
        "halfnorm": (0.6, 1.9, ()),
        "rayleigh": (0.9, 2.2, ()),
        "invgauss": (1.2, 2.5, (1.5,)),
        "skewnorm": (-1.0, 1.0, (0.7,)),
        "truncnorm": (-0.4, 0.7, (-1.2, 1.5)),
        "vonmises": (-1.5, 1.5, (2.0,)),
    }
    """Where the standard form is smooth, and with which shape parameters."""

    COUNTS: dict[str, tuple[tuple[int, ...], tuple[float, ...]]] = {
        "poisson": ((3,), (2.5,)),
        "binom": ((3, 9), (0.45,)),
        "bernoulli": ((1,), (0.45,)),
        "nbinom": ((3,), (2.5, 0.45)),
        "geom": ((3,), (0.45,)),
        "betabinom": ((3, 9), (2.5, 3.5)),
    }

    COVARIANCE = np.array([[2.0, 0.3, -0.2], [0.3, 1.5, 0.4], [-0.2, 0.4, 1.8]])

    CASES = [
        row
        for name, (low, high, shapes) in STANDARD.items()
        for function in ("logpdf", "logcdf", "logsf")
        if hasattr(getattr(stats, name), function)
        for row in (
            family(name, function, within(low, high, 3), *numbers(*shapes)),
            family(name, function, within(low, high, 2, 1), *numbers(*shapes, 0.02, 1.04)),
        )
    ]
    CASES += [
        family(name, function, *numbers(*shapes), k=k)
        for name, (k, shapes) in COUNTS.items()
        for function in ("logpmf", "logcdf", "logsf")
        if hasattr(getattr(stats, name), function)
    ]
    CASES += [
        family("norm", "logpdf", within(-1, 1, 3), real(2, 1), within(1, 2, 3)),
        family("norm", "logpdf", within(-1, 1, 0), *numbers(0.1, 1.2)),
        family("gamma", "logpdf", *numbers(150.0, 140.0)),
        family("t", "logpdf", *numbers(1.5, 30.0)),
        family("beta", "logpdf", within(0.4, 0.6, 2), np.array([20.0, 150.0]), np.array(120.0)),
        family("truncnorm", "logpdf", *numbers(0.5, 0.4, 0.9)),
        family("multivariate_normal", "logpdf", real(4, 3), real(3, seed=1), COVARIANCE),
        family("multivariate_normal", "logpdf", real(3)),
        family("multivariate_t", "logpdf", real(2, 2, 3), real(3, seed=1), COVARIANCE),
    ]
