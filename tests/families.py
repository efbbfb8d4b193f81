"""The table of families: their log-densities in the standard form to fifty digits, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import mpmath as mp

Interval = tuple[float, float]

mp.mp.dps = 50

LOG_SQRT_2PI = mp.log(2 * mp.pi) / 2


def _phi(z: Any) -> Any:
    return -z * z / 2 - LOG_SQRT_2PI


def _below(z: Any) -> Any:
    """Return the normal distribution function, which mpmath rounds to 0 or 1 far out."""
    return mp.erfc(-z / mp.sqrt(2)) / 2


def _log1mexp(t: Any) -> Any:
    return mp.log(-mp.expm1(-t)) if t < 1 else mp.log1p(-mp.exp(-t))


def _log_binomial(n: Any, k: Any) -> Any:
    return mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)


def _log_beta(a: Any, b: Any) -> Any:
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def _t(z: Any, df: Any) -> Any:
    s = mp.loggamma((df + 1) / 2) - mp.loggamma(df / 2) - mp.log(mp.pi * df) / 2
    return s - (df + 1) / 2 * mp.log1p(z * z / df)


def _f(z: Any, n: Any, m: Any) -> Any:
    s = n / 2 * mp.log(n / m) + (n / 2 - 1) * mp.log(z) - (n + m) / 2 * mp.log1p(n * z / m)
    return s - _log_beta(n / 2, m / 2)


@dataclass(frozen=True)
class Law:
    """One family."""

    name: str
    logpdf: Callable[..., Any]
    x: Interval
    """Where most of it is, in the standard form."""
    shapes: dict[str, Interval] = field(default_factory=dict)
    support: Interval = (-mp.inf, mp.inf)
    logcdf: Callable[..., Any] | None = None
    logsf: Callable[..., Any] | None = None
    invalid: tuple[float, ...] = ()
    """A value that makes each shape parameter invalid."""


LAWS = [
    Law("norm", _phi, (-3, 3), logcdf=lambda z: mp.log(_below(z)),
        logsf=lambda z: mp.log(_below(-z))),
    Law("t", _t, (-3, 3), {"df": (0.5, 30)}, invalid=(-1,)),
    Law("gamma", lambda z, a: (a - 1) * mp.log(z) - z - mp.loggamma(a), (0.1, 9), {"a": (0.5, 30)},
        (0, mp.inf), invalid=(0,)),
    Law("chi2", lambda z, n: (n / 2 - 1) * mp.log(z / 2) - z / 2 - mp.log(2) - mp.loggamma(n / 2),
        (0.1, 9), {"df": (0.5, 60)}, (0, mp.inf), invalid=(-2,)),
    Law("invgamma", lambda z, a: -(a + 1) * mp.log(z) - 1 / z - mp.loggamma(a), (0.1, 4),
        {"a": (0.5, 30)}, (0, mp.inf), invalid=(0,)),
    Law("beta", lambda z, a, b: (a - 1) * mp.log(z) + (b - 1) * mp.log1p(-z) - _log_beta(a, b),
        (0.05, 0.95), {"a": (0.5, 30), "b": (0.5, 30)}, (0, 1), invalid=(-1, 0)),
    Law("f", _f, (0.1, 5), {"dfn": (0.5, 60), "dfd": (0.5, 60)}, (0, mp.inf), invalid=(-1, 0)),
    Law("expon", lambda z: -z, (0.1, 5), support=(0, mp.inf), logcdf=_log1mexp,
        logsf=lambda z: -z),
    Law("laplace", lambda z: -abs(z) - mp.log(2), (0.1, 4),
        logcdf=lambda z: z - mp.log(2) if z < 0 else mp.log1p(-mp.exp(-z) / 2),
        logsf=lambda z: -z - mp.log(2) if z > 0 else mp.log1p(-mp.exp(z) / 2)),
    Law("logistic", lambda z: -z - 2 * mp.log1p(mp.exp(-z)), (-4, 4),
        logcdf=lambda z: -mp.log1p(mp.exp(-z)), logsf=lambda z: -mp.log1p(mp.exp(z))),
    Law("cauchy", lambda z: -mp.log(mp.pi) - mp.log1p(z * z), (-4, 4),
        logcdf=lambda z: mp.log(mp.mpf(1) / 2 + mp.atan(z) / mp.pi),
        logsf=lambda z: mp.log(mp.mpf(1) / 2 - mp.atan(z) / mp.pi)),
    Law("uniform", lambda z: 0 * z, (0.05, 0.95), support=(0, 1), logcdf=mp.log,
        logsf=lambda z: mp.log1p(-z)),
    Law("lognorm", lambda z, s: _phi(mp.log(z) / s) - mp.log(s * z), (0.2, 4), {"s": (0.3, 3)},
        (0, mp.inf), lambda z, s: mp.log(_below(mp.log(z) / s)),
        lambda z, s: mp.log(_below(-mp.log(z) / s)), invalid=(0,)),
    Law("pareto", lambda z, b: mp.log(b) - (b + 1) * mp.log(z), (1.1, 6), {"b": (0.5, 9)},
        (1, mp.inf), lambda z, b: _log1mexp(b * mp.log(z)), lambda z, b: -b * mp.log(z),
        invalid=(0,)),
    Law("weibull_min", lambda z, c: mp.log(c) + (c - 1) * mp.log(z) - z**c, (0.1, 3),
        {"c": (0.5, 5)}, (0, mp.inf), lambda z, c: _log1mexp(z**c), lambda z, c: -(z**c), invalid=(-1,)),
    Law("gumbel_r", lambda z: -z - mp.exp(-z), (-2, 5), logcdf=lambda z: -mp.exp(-z),
        logsf=lambda z: _log1mexp(mp.exp(-z))),
    Law("gumbel_l", lambda z: z - mp.exp(z), (-5, 2), logsf=lambda z: -mp.exp(z),
        logcdf=lambda z: _log1mexp(mp.exp(z))),
    Law("halfnorm", lambda z: _phi(z) + mp.log(2), (0.1, 3), support=(0, mp.inf),
        logcdf=lambda z: mp.log(mp.erf(z / mp.sqrt(2))),
        logsf=lambda z: mp.log(mp.erfc(z / mp.sqrt(2)))),
    Law("rayleigh", lambda z: mp.log(z) - z * z / 2, (0.2, 4), support=(0, mp.inf),
        logcdf=lambda z: _log1mexp(z * z / 2), logsf=lambda z: -z * z / 2),
    Law("invgauss", lambda z, mu: -((z / mu - 1) ** 2) / (2 * z) - mp.log(z) * 3 / 2 - LOG_SQRT_2PI,
        (0.2, 4), {"mu": (0.3, 5)}, (0, mp.inf), invalid=(0,)),
    Law("skewnorm", lambda z, a: mp.log(2) + _phi(z) + mp.log(_below(a * z)), (-3, 3),
        {"a": (-5, 5)}, invalid=(mp.inf,)),
    Law("truncnorm", lambda z, a, b: _phi(z) - mp.log(_below(b) - _below(a)), (-0.8, 0.9),
        {"a": (-4, -1), "b": (1, 4)}, (-1, 1),
        lambda z, a, b: mp.log((_below(z) - _below(a)) / (_below(b) - _below(a))),
        lambda z, a, b: mp.log((_below(b) - _below(z)) / (_below(b) - _below(a))), invalid=(4, -4)),
    Law("vonmises", lambda z, k: k * mp.cos(z) - mp.log(2 * mp.pi * mp.besseli(0, k)), (-3, 3),
        {"kappa": (0.2, 9)}, invalid=(-1,)),
]  # fmt: skip


@dataclass(frozen=True)
class CountLaw:
    """One family of counts."""

    name: str
    logpmf: Callable[..., Any]
    greatest: int
    """Up to where most of it is."""
    shapes: dict[str, Interval]
    counts: dict[str, int] = field(default_factory=dict)
    """Shape parameters that are counts, which come first."""
    least: int = 0
    bounded: bool = False
    """Whether no count is above ``greatest``."""
    logcdf: Callable[..., Any] | None = None
    logsf: Callable[..., Any] | None = None
    invalid: tuple[float, ...] = ()


COUNT_LAWS = [
    CountLaw("poisson", lambda k, mu: k * mp.log(mu) - mu - mp.loggamma(k + 1), 12,
             {"mu": (0.5, 9)}, invalid=(-1,)),
    CountLaw("binom", lambda k, n, p: _log_binomial(n, k) + k * mp.log(p) + (n - k) * mp.log1p(-p),
             12, {"p": (0.05, 0.95)}, {"n": 12}, bounded=True, invalid=(1.5,)),
    CountLaw("bernoulli", lambda k, p: mp.log(p) if k else mp.log1p(-p), 1, {"p": (0.05, 0.95)},
             bounded=True, invalid=(1.5,)),
    CountLaw("nbinom", lambda k, n, p: mp.loggamma(n + k) - mp.loggamma(n) - mp.loggamma(k + 1)
             + n * mp.log(p) + k * mp.log1p(-p), 12, {"n": (0.5, 30), "p": (0.05, 0.95)},
             invalid=(0, 0)),
    CountLaw("geom", lambda k, p: (k - 1) * mp.log1p(-p) + mp.log(p), 12, {"p": (0.05, 0.95)},
             least=1, logcdf=lambda k, p: _log1mexp(-k * mp.log1p(-p)),
             logsf=lambda k, p: k * mp.log1p(-p), invalid=(0,)),
    CountLaw("betabinom", lambda k, n, a, b: _log_binomial(n, k) + _log_beta(k + a, n - k + b)
             - _log_beta(a, b), 12, {"a": (0.5, 30), "b": (0.5, 30)}, {"n": 12}, bounded=True,
             invalid=(0, -1)),
]  # fmt: skip
