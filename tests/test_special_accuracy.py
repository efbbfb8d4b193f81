"""Derivatives of special functions against mpmath's, to 50 digits: regular points and far tails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import autodiff as ad
from autodiff import Variable

sc: Any = pytest.importorskip("scipy.special")
mp: Any = pytest.importorskip("mpmath")

from autodiff.scipy import special as ours  # noqa: E402

Row = tuple[str, Callable[..., Any], Callable[..., Any], tuple[float, ...]]
BOUND = 1e-12

M: Any = mp.mpf


@pytest.fixture(autouse=True)
def _digits() -> Iterator[None]:
    with mp.workdps(50):
        yield


def erfcx(x: Any) -> Any:
    return mp.exp(x * x) * mp.erfc(x)


def wofz(z: Any) -> Any:
    return mp.exp(-z * z) * mp.erfc(-1j * z)


def log_ndtr(x: Any) -> Any:
    return mp.log(mp.erfc(-x / mp.sqrt(2)) / 2)


def betaln(a: Any, b: Any) -> Any:
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def boxcox(x: Any, p: Any) -> Any:
    return mp.log(x) if p == 0 else (x**p - 1) / p


def inv_boxcox(y: Any, p: Any) -> Any:
    return mp.exp(y) if p == 0 else (1 + p * y) ** (1 / p)


def students(df: Any, t: Any) -> Any:
    upper = mp.betainc(df / 2, M(0.5), 0, df / (df + t * t), regularized=True) / 2
    return 1 - upper if t > 0 else upper


def of_gamma(a: Any, x: Any) -> Any:
    return mp.gammainc(a, 0, x, regularized=True)


def of_beta(a: Any, b: Any, x: Any) -> Any:
    return mp.betainc(a, b, 0, x, regularized=True)


def owens_t(h: Any, a: Any) -> Any:
    return mp.quad(lambda x: mp.exp(-h * h * (1 + x * x) / 2) / (1 + x * x), [0, a]) / (2 * mp.pi)


def voigt(x: Any, sigma: Any, gamma: Any) -> Any:
    return mp.re(wofz((x + 1j * gamma) / (sigma * mp.sqrt(2)))) / (sigma * mp.sqrt(2 * mp.pi))


def wright(a: Any, b: Any, x: Any) -> Any:
    terms = (x**k / mp.factorial(k) * mp.rgamma(a * k + b) for k in range(120))
    return sum(terms)


def spherical(f: Any) -> Callable[[Any, Any], Any]:
    return lambda n, x: mp.sqrt(mp.pi / (2 * x)) * f(n + M(0.5), x)


def in_degrees(f: Any) -> Callable[[Any], Any]:
    return lambda x: f(x * mp.pi / 180)


def slope(f: Any) -> Callable[[Any], Any]:
    return lambda x: mp.diff(f, x)


def by_last(f: Any, g: Any, *p: float) -> tuple[Any, Any]:
    """Return a function of parameters and its reference, by the last argument."""
    return lambda x: f(*p, x), lambda x: g(*map(M, p), x)


def by_first(f: Any, g: Any, *p: float) -> tuple[Any, Any]:
    return lambda x: f(x, *p), lambda x: g(x, *map(M, p))


def row(name: str, pair: tuple[Any, Any], *points: float) -> Row:
    return name, *pair, points


GAMMA: list[Row] = [
    ("gamma", sc.gamma, mp.gamma, (0.3, 5.2, 150.0, -2.5, -30.5)),
    ("gammaln", sc.gammaln, lambda x: mp.log(abs(mp.gamma(x))), (0.3, 1e5, 1e10, -2.5, -50.3)),
    ("rgamma", sc.rgamma, mp.rgamma, (0.3, 5.2, 50.0, -2.5, -30.5, 0.0, -3.0, -2.9999)),
    ("psi", sc.psi, lambda x: mp.psi(0, x), (0.3, 1.46, 1e5, -2.5, -50.3)),
    ("polygamma", *by_last(ours.polygamma, lambda n, x: mp.psi(int(n), x), 2), (0.3, 1e5, -2.5)),
    *(
        row("betaln", by_first(sc.betaln, betaln, b), 0.3, 5.0, 1e5, 1e10, 1e15)
        for b in (0.3, 2.0, 1e5, 1e10, 1e-5)
    ),
    row("beta", by_first(sc.beta, mp.beta, 0.7), 0.3, 5.0, -0.3),
    row("poch", by_first(sc.poch, mp.rf, 2.5), 0.3, 5.0, 1e5),
    row("poch", by_last(sc.poch, mp.rf, 2.5), 0.3, 5.0, 20.0),
    row("binom", by_first(sc.binom, mp.binomial, 2.5), 0.3, 5.0, -1.3, 1.5),
    row("binom", by_last(sc.binom, mp.binomial, 7.0), 0.3, 5.0, 7.0, 8.0, -1.0, -3.3),
    ("zeta", sc.zeta, mp.zeta, (1.001, 3.0, 60.0, 0.0, 0.5, -0.5, -2.0, -20.3)),
    row("zeta", by_first(sc.zeta, mp.zeta, 0.7), 1.5, 3.0, 20.0),
    row("zeta", by_last(sc.zeta, mp.zeta, 2.5), 0.3, 30.0, 1e5),
    row("gammainc", by_last(sc.gammainc, of_gamma, 2.5), 0.3, 50.0, 1e-5),
    row("gammainc", by_last(sc.gammainc, of_gamma, 1e4), 1e4, 9500.0, 1.1e4),
    row("gammaincc", by_last(sc.gammaincc, lambda a, x: 1 - of_gamma(a, x), 0.5), 0.3, 5.0, 1e-5),
    row("betainc", by_last(sc.betainc, of_beta, 2.5, 0.7), 0.3, 0.9, 1e-5),
    row("betainc", by_last(sc.betainc, of_beta, 2500.0, 3000.0), 0.45, 0.5),
    *(row("stdtr", by_last(sc.stdtr, students, v), 0.3, -5.0) for v in (2.5, 99.0, 101.0)),
    row("stdtr", by_last(sc.stdtr, students, 1e6), 0.3, -5.0),
]

NORMAL: list[Row] = [
    ("erf", sc.erf, mp.erf, (0.3, -2.0, 5.0)),
    ("erfc", sc.erfc, mp.erfc, (0.3, -2.0, 20.0)),
    ("erfi", sc.erfi, mp.erfi, (0.3, -2.0, 20.0)),
    ("erfcx", sc.erfcx, erfcx, (0.3, -2.0, 2.4, 2.6, 20.0, 1e3, 1e8, -20.0)),
    ("erfinv", sc.erfinv, mp.erfinv, (0.3, -0.9, 0.9999)),
    ("erfcinv", sc.erfcinv, lambda x: mp.erfinv(1 - x), (0.3, 1.7, 1e-10)),
    (
        "dawsn",
        sc.dawsn,
        lambda x: mp.sqrt(mp.pi) / 2 * mp.exp(-x * x) * mp.erfi(x),
        (0.3, -2.0, 6.4, 6.6, -7.0, 1e3, 1e8),
    ),
    ("ndtr", sc.ndtr, mp.ncdf, (0.3, -30.0, 5.0)),
    ("log_ndtr", sc.log_ndtr, log_ndtr, (0.3, -5.0, 5.0, -40.0, -1e4, 10.0)),
    ("ndtri", sc.ndtri, lambda p: mp.sqrt(2) * mp.erfinv(2 * p - 1), (0.3, 0.9, 1e-10)),
    row("owens_t", by_first(sc.owens_t, owens_t, 0.7), 0.3, -2.0),
    row("owens_t", by_last(sc.owens_t, owens_t, 0.7), 0.3, -2.0),
    row("voigt_profile", by_first(sc.voigt_profile, voigt, 0.7, 0.4), 0.3, 2.0),
    ("voigt_profile", lambda s: sc.voigt_profile(0.5, s, 0.4), lambda s: voigt(M(0.5), s, M(0.4)),
     (0.3, 2.0)),
    row("voigt_profile", by_last(sc.voigt_profile, voigt, 0.5, 0.6), 0.3, 2.0),
]  # fmt: skip

ELEMENTARY: list[Row] = [
    ("expit", sc.expit, lambda x: 1 / (1 + mp.exp(-x)), (0.3, -40.0, 40.0, -700.0)),
    ("log_expit", sc.log_expit, lambda x: -mp.log1p(mp.exp(-x)), (0.3, 40.0, 700.0, -800.0)),
    ("logit", sc.logit, lambda x: mp.log(x / (1 - x)), (0.3, 1e-10, 0.999)),
    ("exprel", sc.exprel, lambda x: mp.expm1(x) / x, (0.3, 1e-9, -5.0, 700.0, -1000.0)),
    ("expm1", sc.expm1, mp.expm1, (0.3, -40.0)),
    ("cosm1", sc.cosm1, mp.cos, (0.3, 1e-5)),
    ("cbrt", sc.cbrt, mp.cbrt, (0.3, 5.0)),
    ("exp10", sc.exp10, lambda x: M(10) ** x, (0.3, 5.0)),
    ("sindg", sc.sindg, in_degrees(mp.sin), (30.0, 85.0)),
    ("cosdg", sc.cosdg, in_degrees(mp.cos), (30.0, 85.0)),
    ("tandg", sc.tandg, in_degrees(mp.tan), (30.0, 85.0)),
    ("cotdg", sc.cotdg, in_degrees(mp.cot), (30.0, 85.0)),
    *(
        row("boxcox", by_first(sc.boxcox, boxcox, p), 0.3, 5.0)
        for p in (0.7, 0.0, 1e-9, -2.0)
    ),
    *(
        row("inv_boxcox", by_first(sc.inv_boxcox, inv_boxcox, p), 0.3, 0.4)
        for p in (0.7, 0.0, 1e-9, -2.0)
    ),
    row("boxcox", by_last(sc.boxcox, boxcox, 5.0), 0.7, 1e-9, -2.0),
    row("boxcox1p", by_last(sc.boxcox1p, lambda x, p: boxcox(1 + x, p), 0.3), 0.7, 1e-9, -2.0),
    row("inv_boxcox", by_last(sc.inv_boxcox, inv_boxcox, 0.3), 0.7, 1e-9, 1e-3),
    row("inv_boxcox1p", by_last(sc.inv_boxcox1p, inv_boxcox, 0.3), 0.7, 1e-9, 1e-3),
    ("kl_div", *by_first(sc.kl_div, lambda x, y: x * mp.log(x / y) - x, 0.7),
     (0.3, 0.6999, 1e-10, 1e10)),
    ("pseudo_huber", *by_first(sc.pseudo_huber, lambda d, r: d * mp.sqrt(d * d + r * r) - d * d,
                               0.01), (0.3, 5.0, 1e-3)),
    ("lambertw", lambda z: np.real(sc.lambertw(z)), lambda z: mp.re(mp.lambertw(z)),
     (0.3, -0.36, 0.0, 100.0)),
    ("lambertw", lambda z: np.real(sc.lambertw(z, -1)), lambda z: mp.re(mp.lambertw(z, -1)),
     (-0.3, -1e-10)),
    ("wrightomega", sc.wrightomega, lambda x: mp.re(mp.lambertw(mp.exp(x))), (0.3, -20.0, 50.0)),
]  # fmt: skip

PLAIN_BESSEL: list[Row] = [
    row(f"{name}{n}", (getattr(sc, f"{name}{n}"), by_last(f, f, n)[1]), *points)
    for name, f, points in (
        ("j", mp.besselj, (0.3, 5.0, 100.0)),
        ("y", mp.bessely, (5.0,)),
        ("i", mp.besseli, (0.3, 5.0, 100.0)),
        ("k", mp.besselk, (5.0,)),
    )
    for n in (0, 1)
]
SCALED: tuple[tuple[str, Any, tuple[float, ...]], ...] = (
    ("i", lambda v, x: mp.exp(-abs(x)) * mp.besseli(v, x), (0.3, 55.0, -55.0, 1e7)),
    ("k", lambda v, x: mp.exp(x) * mp.besselk(v, x), (55.0,)),
)
BESSEL: list[Row] = [
    *PLAIN_BESSEL,
    *(
        row(f"{name}{n}e", (getattr(sc, f"{name}{n}e"), by_last(f, f, n)[1]), *points)
        for name, f, points in SCALED
        for n in (0, 1)
    ),
    *(
        row(f"{name}v", by_last(getattr(sc, f"{name}v"), f, v), 0.3, 5.0, 100.0)
        for name, f in (("j", mp.besselj), ("y", mp.bessely), ("i", mp.besseli), ("k", mp.besselk))
        for v in (0.5, 2.5, 7.3)
    ),
    *(
        row(f"{name}ve", by_last(getattr(sc, f"{name}ve"), f, v), 0.3, 5.0, 140.0, 150.0, 1e5)
        for name, f, _ in SCALED
        for v in (0.5, 2.5, 12.3)
    ),
    *(
        row(f"spherical_{name}n", by_last(getattr(ours, f"spherical_{name}n"), spherical(f), n),
            0.3, 5.0)
        for name, f in (("j", mp.besselj), ("y", mp.bessely), ("i", mp.besseli), ("k", mp.besselk))
        for n in (0, 1, 4)
    ),
    row("kn", by_last(sc.kn, mp.besselk, 3), 0.3, 5.0),
    row("yn", by_last(sc.yn, mp.bessely, 3), 0.3, 5.0),
    *(row("struve", by_last(sc.struve, mp.struveh, v), 0.3, 5.0, 20.0) for v in (0, 2.5)),
    *(row("modstruve", by_last(sc.modstruve, mp.struvel, v), 0.3, 5.0, 20.0) for v in (0, 2.5)),
    *(row(name, (getattr(sc, name), lambda x, f=f: f(0, x)), 0.3, 3.0)
      for name, f in (("ber", mp.ber), ("bei", mp.bei), ("ker", mp.ker), ("kei", mp.kei))),
    *(row(f"{name}p", (getattr(sc, f"{name}p"), slope(lambda x, f=f: f(0, x))), 0.3, 3.0)
      for name, f in (("ber", mp.ber), ("bei", mp.bei), ("ker", mp.ker), ("kei", mp.kei))),
    *(row("airy", (lambda x, i=i: sc.airy(x)[i], lambda x, f=f, n=i % 2: f(x, derivative=n)),
          0.3, -2.0, 20.0, -30.0)
      for i, f in enumerate([mp.airyai, mp.airyai, mp.airybi, mp.airybi])),
    row("pbdv", (lambda x: sc.pbdv(1.5, x)[1], slope(lambda x: mp.pcfd(M(1.5), x))), 0.3, -2.0),
    row("pbvv", (lambda x: sc.pbvv(1.5, x)[1], slope(lambda x: mp.pcfv(M(-2), x))), 0.3, 2.0),
    row("pbwa", (lambda x: sc.pbwa(0.5, x)[1], slope(lambda x: mp.pcfw(M(0.5), x))), 0.3, 2.0),
]  # fmt: skip

PARAMETERS = (0.5, 0.95, -3.0, 1e-9, 0.0, -1e3)
INTEGRALS: list[Row] = [
    ("expi", sc.expi, mp.ei, (0.3, -2.0, 20.0)),
    ("exp1", sc.exp1, mp.e1, (0.3, 20.0)),
    *(row("expn", by_last(sc.expn, mp.expint, n), 0.3, 5.0, 60.0) for n in (0, 1, 2, 5)),
    ("spence", sc.spence, lambda x: mp.polylog(2, 1 - x), (0.3, 0.4999, 1.0, 1.2, 1.6, 1e-10)),
    ("sici", lambda x: sc.sici(x)[0], mp.si, (0.3, 1e-5, 50.0)),
    ("sici", lambda x: sc.sici(x)[1], mp.ci, (0.3, 50.0)),
    ("shichi", lambda x: sc.shichi(x)[0], mp.shi, (0.3, 1e-5, 50.0)),
    ("shichi", lambda x: sc.shichi(x)[1], mp.chi, (0.3, 50.0)),
    ("fresnel", lambda x: sc.fresnel(x)[0], mp.fresnels, (0.3, 1.7)),
    ("fresnel", lambda x: sc.fresnel(x)[1], mp.fresnelc, (0.3, 1.7)),
    ("ellipk", sc.ellipk, mp.ellipk, (0.29, 0.31, 0.99, 1e-10, 0.0, -1e5)),
    ("ellipe", sc.ellipe, mp.ellipe, (0.29, 0.31, 0.99, 1e-10, 0.0, -1e5)),
    ("ellipkm1", sc.ellipkm1, lambda x: mp.ellipk(1 - x), (0.3, 0.8, 1e-10, 1.0, 5.0)),
    *(row("ellipkinc", by_first(sc.ellipkinc, mp.ellipf, m), 0.3, 1.4, 5.0) for m in PARAMETERS),
    *(row("ellipeinc", by_first(sc.ellipeinc, mp.ellipe, m), 0.3, 1.4, 5.0) for m in PARAMETERS),
    *(row("ellipkinc", by_last(sc.ellipkinc, mp.ellipf, phi), 0.5, 0.95, -3.0, 1e-9, -1e3)
      for phi in (0.3, 1.4, 1e-4, 2.0, -1.0, 5.0)),
    *(row("ellipeinc", by_last(sc.ellipeinc, mp.ellipe, phi), 0.5, 0.95, -3.0, 1e-9, -1e3)
      for phi in (0.3, 1.4, 1e-4, 2.0, -1.0, 5.0)),
    *(row("ellipj", (lambda x, i=i: sc.ellipj(x, 0.4)[i],
                     lambda x, name=name: mp.ellipfun(name, x, m=M(0.4))), 0.3, 2.0)
      for i, name in enumerate(["sn", "cn", "dn"])),
    row("agm", by_first(sc.agm, mp.agm, 2.0), 0.3, 2.0, 2.001, 1e3),
    row("hyp0f1", by_last(sc.hyp0f1, mp.hyp0f1, 1.5), 0.3, -5.0),
    row("hyp1f1", by_last(sc.hyp1f1, mp.hyp1f1, 1.5, 2.2), 0.3, -5.0, 20.0),
    row("hyp2f1", by_last(sc.hyp2f1, mp.hyp2f1, 1.5, 0.7, 2.2), 0.3, -5.0, 0.9),
    row("hyperu", by_last(sc.hyperu, mp.hyperu, 1.5, 2.2), 0.3),
    row("wright_bessel", by_last(sc.wright_bessel, wright, 0.5, 1.5), 0.3, 5.0),
    row("log_wright_bessel",
        by_last(ours.log_wright_bessel, lambda *p: mp.log(wright(*p)), 0.5, 1.5), 0.3, 5.0),
]  # fmt: skip

POLYNOMIALS: list[Row] = [
    row(f"eval_{name}", by_last(getattr(sc, f"eval_{name}"), f, n, *p), 0.3, 0.9)
    for name, f, p in (
        ("legendre", mp.legendre, ()),
        ("chebyt", mp.chebyt, ()),
        ("chebyu", mp.chebyu, ()),
        ("laguerre", lambda n, x: mp.laguerre(n, 0, x), ()),
        ("genlaguerre", mp.laguerre, (0.7,)),
        ("gegenbauer", mp.gegenbauer, (0.7,)),
        ("jacobi", mp.jacobi, (0.7, 0.2)),
    )
    for n in (0, 1, 5, 2.5)
] + [row("eval_hermite", by_last(sc.eval_hermite, mp.hermite, n), 0.3, -2.0) for n in (0, 1, 5)]

RECENT = hasattr(sc, "log_wright_bessel")
"""Whether SciPy is 1.14 at least, which has more functions and digits."""

ROWS = [
    r
    for r in [*GAMMA, *NORMAL, *ELEMENTARY, *BESSEL, *INTEGRALS, *POLYNOMIALS]
    if RECENT or r[0] not in {"log_wright_bessel", "betainc"}
]


def assert_close(actual: float, expected: Any, bound: float) -> None:
    error = abs(M(actual) - expected)
    assert error <= bound * abs(expected), f"{actual} for {mp.nstr(expected, 17)}"


@pytest.mark.parametrize(("name", "f", "exact", "points"), ROWS, ids=[r[0] for r in ROWS])
def test_the_derivative_is_exact_but_for_rounding(
    name: str, f: Any, exact: Any, points: tuple[float, ...]
) -> None:
    assert name
    for at in points:
        x = Variable(np.array(at))
        f(x).backward()
        assert x.grad is not None
        assert_close(float(x.grad), mp.diff(exact, M(at)), BOUND)


SECONDS: list[Row] = [
    ("gamma", sc.gamma, mp.gamma, (0.3, 5.2, -2.5)),
    ("rgamma", sc.rgamma, mp.rgamma, (0.3, 0.0, -3.0)),
    ("psi", sc.psi, lambda x: mp.psi(0, x), (0.3, 1e5, -2.5)),
    row("betaln", by_first(sc.betaln, betaln, 2.0), 0.3, 1e5, 1e10),
    ("erfcx", sc.erfcx, erfcx, (0.3, -2.0, 20.0, 1e8)),
    ("dawsn", sc.dawsn, NORMAL[6][2], (0.3, 6.4, 6.6, 1e8)),
    ("log_ndtr", sc.log_ndtr, log_ndtr, (0.3, -5.0, 5.0, -40.0, -1e4)),
    ("expit", sc.expit, lambda x: 1 / (1 + mp.exp(-x)), (0.3, -40.0, 40.0)),
    ("exprel", sc.exprel, lambda x: mp.expm1(x) / x, (0.3, 1e-9, -5.0)),
    ("spence", sc.spence, lambda x: mp.polylog(2, 1 - x), (0.3, 1.0, 1.2)),
    ("ellipk", sc.ellipk, mp.ellipk, (0.0, 1e-10, 0.31, -1e5)),
    row("ellipkinc", by_last(sc.ellipkinc, mp.ellipf, 1e-4), 0.0, 0.5, -3.0),
    row("ive", by_last(sc.ive, SCALED[0][1], 0), 0.3, 1e5),
    row("boxcox", by_last(sc.boxcox, boxcox, 5.0), 0.7, 1e-9),
]


@pytest.mark.parametrize(("name", "f", "exact", "points"), SECONDS, ids=[r[0] for r in SECONDS])
def test_the_second_derivative_is_exact_too(
    name: str, f: Any, exact: Any, points: tuple[float, ...]
) -> None:
    assert name
    for at in points:
        x = Variable(np.array(at))
        (first,) = ad.gradients(f(x), [x], create_graph=True)
        (second,) = ad.gradients(first, [x])
        assert_close(float(second.data), mp.diff(exact, M(at), 2), 10 * BOUND)


@pytest.mark.parametrize("y", [-0.3, -5.0, -100.0, -1e5])
def test_inverses_of_tails(y: float) -> None:
    """``ndtri_exp`` by the equation that it solves."""
    x = Variable(np.array(y))
    z = sc.ndtri_exp(x)
    z.backward()
    assert x.grad is not None
    assert_close(1 / float(x.grad), mp.diff(log_ndtr, M(z.item())), 1e-11)


@pytest.mark.parametrize(
    "f",
    [sc.gamma, sc.loggamma, sc.psi, sc.erf, sc.erfcx, sc.dawsn, sc.wofz, sc.ndtr, sc.log_ndtr],
    ids=lambda f: f.__name__,
)
@pytest.mark.parametrize(
    "z", [0.4 + 0.7j, -1.3 + 0.2j, 3.0 - 2.0j, 5.0 + 6.0j, 0.1 + 2.6j, 3.0 + 0.1j, -0.1 - 9.0j]
)
def test_complex_derivatives(f: Any, z: complex) -> None:
    exact: dict[str, Any] = {
        "gamma": mp.gamma,
        "loggamma": mp.loggamma,
        "psi": lambda x: mp.psi(0, x),
        "erf": mp.erf,
        "erfcx": erfcx,
        "dawsn": NORMAL[6][2],
        "wofz": wofz,
        "ndtr": lambda x: mp.erfc(-x / mp.sqrt(2)) / 2,
        "log_ndtr": log_ndtr,
    }
    x = Variable(np.array(z))
    np.real(f(x)).backward()
    expected = mp.conj(mp.diff(exact[f.__name__], mp.mpc(z)))
    assert x.grad is not None
    assert abs(mp.mpc(complex(x.grad)) - expected) <= 1e-11 * abs(expected)
