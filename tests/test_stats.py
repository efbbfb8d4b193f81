"""The log-densities of SciPy's families, driven by the table of families."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pytest
from differences import gradient
from numpy.testing import assert_allclose, assert_array_equal

import autodiff as ad

mp: Any = pytest.importorskip("mpmath")
scipy_stats: Any = pytest.importorskip("scipy.stats")
sc: Any = pytest.importorskip("scipy.special")

from families import COUNT_LAWS, LAWS, CountLaw, Law  # noqa: E402  # SciPy may not be there

from autodiff.scipy import stats  # noqa: E402  # as above

NAMES: Final = [law.name for law in LAWS]
FUNCTIONS: Final = [
    pytest.param(law, function, id=f"{law.name}.{function}")
    for law in LAWS
    for function in ("logpdf", "logcdf", "logsf")
    if getattr(law, function) is not None
]
COUNT_FUNCTIONS: Final = [
    pytest.param(law, function, id=f"{law.name}.{function}")
    for law in COUNT_LAWS
    for function in ("logpmf", "logcdf", "logsf")
    if getattr(law, function) is not None
]
BY_NAME: Final[dict[str, Any]] = {
    **{law.name: law for law in LAWS},
    **{law.name: law for law in COUNT_LAWS},
}
each_law = pytest.mark.parametrize("law", LAWS, ids=NAMES)
each_function = pytest.mark.parametrize(("law", "function"), FUNCTIONS)
each_count_law = pytest.mark.parametrize("law", COUNT_LAWS, ids=[c.name for c in COUNT_LAWS])
each_count_function = pytest.mark.parametrize(("law", "function"), COUNT_FUNCTIONS)


def ours(law: Law | CountLaw, function: str) -> Callable[..., Any]:
    f: Callable[..., Any] = getattr(getattr(stats, law.name), function)
    return f


def scipys(law: Law | CountLaw, function: str) -> Callable[..., Any]:
    f: Callable[..., Any] = getattr(getattr(scipy_stats, law.name), function)
    return f


def exactly(law: Law | CountLaw, function: str) -> Callable[..., Any]:
    f: Callable[..., Any] = getattr(law, function)
    return f


def drawn(law: Law, n: int, seed: int = 0) -> list[Any]:
    """Return points of the standard form and shape parameters."""
    rng = np.random.default_rng(seed)
    return [rng.uniform(*interval, n) for interval in (law.x, *law.shapes.values())]


def counted(law: CountLaw, n: int, seed: int = 0) -> list[Any]:
    rng = np.random.default_rng(seed)
    counts = [np.full(n, count) for count in law.counts.values()]
    k = rng.integers(law.least, law.greatest + 1, n)
    return [k, *counts, *(rng.uniform(*interval, n) for interval in law.shapes.values())]


def elementwise(f: Callable[..., Any], *args: Any) -> Any:
    """Return the exact value of each element."""
    columns = [[mp.mpf(a.item()) for a in np.ravel(arg)] for arg in args]
    return np.array([float(f(*row)) for row in zip(*columns, strict=True)])


def variables(args: list[Any]) -> list[Any]:
    return [ad.Variable(np.array(a)) for a in args]


def gradients(y: Any, xs: list[Any]) -> list[Any]:
    return [g.data for g in ad.gradients(y.sum(), xs, retain_graph=True, allow_unused=True)]


# Values


@each_function
def test_values_in_the_standard_form(law: Law, function: str) -> None:
    args = drawn(law, 40)
    expected = elementwise(exactly(law, function), *args)
    assert_allclose(ours(law, function)(*args).data, expected, rtol=1e-12, atol=1e-14)


@each_function
def test_values_are_those_of_scipy_on_and_off_the_support(law: Law, function: str) -> None:
    rng = np.random.default_rng(1)
    _, *shapes = drawn(law, 60)
    loc, scale = rng.normal(size=60), rng.uniform(0.5, 2, 60)
    x = loc + scale * rng.uniform(-6, 6, 60)
    with np.errstate(all="ignore"):  # SciPy's
        expected = scipys(law, function)(x, *shapes, loc, scale)
        if np.isnan(expected).any() or np.isinf(expected[np.isfinite(x)]).all():
            pytest.fail("no reference")
    y = ours(law, function)(x, *shapes, loc=loc, scale=scale)
    assert_allclose(y.data, expected, rtol=1e-11, atol=1e-12)


@each_count_function
def test_values_of_counts(law: CountLaw, function: str) -> None:
    args = counted(law, 60)
    expected = elementwise(exactly(law, function), *args)
    assert_allclose(ours(law, function)(*args).data, expected, rtol=1e-12)


@each_count_function
def test_values_of_counts_are_those_of_scipy_off_the_support(law: CountLaw, function: str) -> None:
    _, *shapes = counted(law, 1)
    k = np.array([-3, -1, 0, 1, 2, 2.5, law.greatest, law.greatest + 1, 40, np.nan])
    for loc in (0, 2):
        expected = scipys(law, function)(k + loc, *shapes, loc=loc)
        y = ours(law, function)(k + loc, *shapes, loc=loc).data
        assert_allclose(y, expected, rtol=1e-10, atol=1e-13)


EXTREMES: Final = [
    ("norm", "logcdf", -40.0), ("norm", "logcdf", -1e5), ("norm", "logsf", 40.0),
    ("norm", "logcdf", 30.0), ("norm", "logpdf", 1e150),
    *(("t", "logpdf", z, df) for z in (0.0, 1.3, 1e200) for df in (1e-8, 50.0, 1e6, 1e10, 1e15)),
    *(("gamma", "logpdf", a * q, a) for a in (1e-300, 9.9, 1e3, 1e10, 1e15) for q in (1.01, 3.0)),
    ("gamma", "logpdf", 1e-200, 1e-10), ("gamma", "logpdf", 700.0, 0.5),
    *(("chi2", "logpdf", a * q, a) for a in (1e-300, 1e3, 1e10) for q in (1.01, 3.0)),
    ("invgamma", "logpdf", 1e-6, 1e6), ("invgamma", "logpdf", 1e200, 0.5),
    *(("beta", "logpdf", x, a, b) for x in (1e-12, 0.3, 0.999999) for a in (0.5, 12.0, 1e6)
      for b in (1e-10, 9.0, 1e3, 1e9)),
    *(("f", "logpdf", 1.1, n, m) for n in (0.5, 12.0, 1e6) for m in (1e-10, 9.0, 1e3, 1e9)),
    ("expon", "logcdf", 1e-300), ("expon", "logcdf", 700.0), ("expon", "logsf", 1e300),
    ("laplace", "logpdf", -1e4), ("laplace", "logcdf", -1e4), ("laplace", "logcdf", 700.0),
    ("logistic", "logpdf", 1e4), ("logistic", "logcdf", 700.0), ("logistic", "logsf", 1e4),
    ("cauchy", "logpdf", 1e200), ("cauchy", "logcdf", -1e30), ("cauchy", "logcdf", 1e30),
    ("uniform", "logcdf", 1e-300), ("uniform", "logsf", 1e-300),
    ("lognorm", "logpdf", 1e-200, 0.1), ("lognorm", "logcdf", 1e-200, 2.0),
    ("lognorm", "logsf", 1e200, 2.0), ("pareto", "logcdf", 1 + 1e-12, 2.0),
    ("pareto", "logsf", 1e200, 2.0), ("weibull_min", "logcdf", 1e-200, 3.0),
    ("weibull_min", "logpdf", 1e-200, 0.3), ("weibull_min", "logcdf", 3.0, 5.0),
    ("gumbel_r", "logsf", 1e3), ("gumbel_r", "logcdf", 700.0), ("gumbel_r", "logpdf", 1e3),
    ("gumbel_l", "logcdf", -1e3), ("gumbel_l", "logsf", -700.0), ("gumbel_l", "logpdf", -1e3),
    ("halfnorm", "logcdf", 1e-300), ("halfnorm", "logcdf", 20.0), ("halfnorm", "logsf", 1e3),
    ("rayleigh", "logcdf", 1e-200), ("rayleigh", "logsf", 1e3), ("rayleigh", "logpdf", 1e-200),
    ("invgauss", "logpdf", 1e200, 1.0), ("invgauss", "logpdf", 1e-5, 1e5),
    ("skewnorm", "logpdf", -5.0, 30.0), ("skewnorm", "logpdf", 5.0, 1e-10),
    ("truncnorm", "logpdf", 30.5, 30.0, 31.0), ("truncnorm", "logcdf", 30.5, 30.0, 31.0),
    ("truncnorm", "logsf", -30.5, -31.0, -30.0), ("truncnorm", "logpdf", 5.0, 5.0, 5.0001),
    ("truncnorm", "logpdf", 0.0, -1e-3, 1e-3), ("truncnorm", "logsf", 1.0, -1.0, 40.0),
    ("truncnorm", "logcdf", 0.999, -40.0, 1.0), ("truncnorm", "logpdf", 37.0, 37.0, 37.0 + 1e-9),
    ("vonmises", "logpdf", 3.0, 0.0), ("vonmises", "logpdf", 1e-3, 1e5),
    *(("poisson", "logpmf", k, m) for m in (1e-300, 20.0, 1e4, 1e9)
      for k in (0.0, 1.0, 20.0, round(m))),
    *(("binom", "logpmf", k, n, p) for n in (1.0, 20.0, 1e4, 1e9) for p in (1e-12, 0.3, 0.99999)
      for k in (0.0, 1.0, n, round(n * p))),
    *(("nbinom", "logpmf", k, n, p) for n in (0.5, 20.0, 1e9) for p in (1e-12, 0.3, 0.99999)
      for k in (0.0, 1.0, 1e4)),
    *(("betabinom", "logpmf", k, 1e4, a, b) for a in (0.5, 1e6) for b in (2.0, 1e8)
      for k in (0.0, 5e3, 1e4)),
    ("geom", "logpmf", 1e6, 1e-12), ("geom", "logcdf", 1.0, 1e-12), ("geom", "logsf", 1e6, 1e-12),
]  # fmt: skip


@pytest.mark.parametrize("case", EXTREMES, ids=lambda case: "-".join(map(str, case)))
def test_values_in_the_tails_and_of_extreme_parameters(case: tuple[Any, ...]) -> None:
    name, function, *args = case
    law = BY_NAME[name]
    with mp.workdps(800 if name == "truncnorm" else 80):
        expected = elementwise(exactly(law, function), *map(np.float64, args))
    assert_allclose(ours(law, function)(*args).data, expected[0], rtol=1e-12, atol=1e-13)


def test_certain_events() -> None:
    """Where a logarithm is 0 it is 0 to the bit, or as small as it should be."""
    assert stats.poisson.logpmf(0, 0.0).item() == 0
    assert stats.poisson.logpmf(0, 1e-20).item() == -1e-20
    for n in (1, 7, 30, 10**6):
        assert stats.binom.logpmf(0, n, 0.0).item() == 0
        assert stats.binom.logpmf(n, n, 1.0).item() == 0
        assert_allclose(stats.binom.logpmf(0, n, 1e-20).item(), -n * 1e-20, rtol=1e-15)
        assert stats.nbinom.logpmf(0, n, 1.0).item() == 0
        assert stats.multinomial.logpmf([n, 0], n, [1.0, 0.0]).item() == 0
    assert stats.geom.logpmf(1, 1.0).item() == 0
    assert stats.bernoulli.logpmf([0, 1], [0.0, 1.0]).data.tolist() == [0, 0]
    assert stats.beta.logpdf([0.0, 0.3, 1.0], 1.0, 1.0).data.tolist() == [0, 0, 0]
    assert stats.gamma.logpdf(0.0, 1.0).item() == 0


def test_impossible_events() -> None:
    for y in (
        stats.poisson.logpmf(1, 0.0),
        stats.binom.logpmf([1, 20], [5, 30], 0.0),
        stats.binom.logpmf([1, 20], [5, 30], 1.0),
        stats.geom.logpmf(2, 1.0),
        stats.nbinom.logpmf([1, 20], [5.0, 30.0], 1.0),
        stats.gamma.logpdf(0.0, [1.5, 30.0]),
        stats.beta.logpdf([0.0, 1.0], 30.0, 40.0),
        stats.multinomial.logpmf([1, 3], 4, [0.0, 1.0]),
    ):
        assert np.all(y.data == -np.inf)


def test_t_with_infinite_degrees_of_freedom_is_normal() -> None:
    x, df = variables([[0.5, 0.5, 3.0], [np.inf, 1e300, np.inf]])
    y = stats.t.logpdf(x, df)
    assert_allclose(y.data, stats.norm.logpdf(x.data).data, rtol=1e-15)
    y.sum().backward()
    assert_allclose(x.grad, [-0.5, -0.5, -3.0], rtol=1e-15)
    assert_array_equal(df.grad, 0)


# Derivatives


@each_function
def test_gradient_in_the_standard_form(law: Law, function: str) -> None:
    args = drawn(law, 4, seed=2)
    xs = variables(args)
    found = gradients(ours(law, function)(*xs), xs)
    f = exactly(law, function)
    for i, g in enumerate(found):
        n = tuple(int(i == j) for j in range(len(args)))
        expected = elementwise(lambda *p, n=n: mp.diff(f, p, n), *args)
        assert_allclose(g, expected, rtol=1e-10, atol=1e-12)


@each_function
def test_second_derivatives_in_the_standard_form(law: Law, function: str) -> None:
    args = drawn(law, 2, seed=3)
    xs = variables(args)
    first = ad.gradients(ours(law, function)(*xs).sum(), xs, create_graph=True, allow_unused=True)
    f = exactly(law, function)
    for i, g in enumerate(first):
        found = gradients(g, xs) if g.creator is not None else [np.zeros(2)] * len(xs)
        for j, second in enumerate(found):
            n = tuple(int(i == k) + int(j == k) for k in range(len(args)))
            expected = elementwise(lambda *p, n=n: mp.diff(f, p, n), *args)
            assert_allclose(second, expected, rtol=1e-8, atol=1e-10)


@each_function
def test_location_and_scale(law: Law, function: str) -> None:
    """``f(x) = g((x - loc) / scale)``, less ``ln scale`` of a density: hence the derivatives."""
    z, *shapes = drawn(law, 5, seed=4)
    rng = np.random.default_rng(5)
    loc, scale = rng.normal(size=5), rng.uniform(0.5, 2, 5)
    f = ours(law, function)
    vz, v_loc, v_scale, vx = variables([z, loc, scale, loc + scale * z])
    density = function == "logpdf"
    y = f(vx, *shapes, loc=v_loc, scale=v_scale)
    assert_allclose(y.data, f(z, *shapes).data - density * np.log(scale), rtol=1e-9, atol=1e-12)
    (by_z,) = gradients(f(vz, *shapes), [vz])
    by_x, by_loc, by_scale = gradients(y, [vx, v_loc, v_scale])
    assert_allclose(by_x, by_z / scale, rtol=1e-8, atol=1e-12)
    assert_array_equal(by_loc, -by_x)
    assert_allclose(by_scale, -(density + z * by_z) / scale, rtol=1e-8, atol=1e-12)


@each_count_function
def test_gradient_of_counts(law: CountLaw, function: str) -> None:
    k, *shapes = counted(law, 4, seed=2)
    fixed, free = shapes[: len(law.counts)], variables(shapes[len(law.counts) :])
    first = ad.gradients(ours(law, function)(k, *fixed, *free).sum(), free, create_graph=True)
    f = exactly(law, function)
    held = 1 + len(fixed)

    def by(*p: Any, n: Any) -> Any:
        return mp.diff(lambda *q: f(*p[:held], *q), p[held:], n)

    for i, g in enumerate(first):
        n = tuple(int(i == j) for j in range(len(free)))
        assert_allclose(
            g.data, elementwise(lambda *p, n=n: by(*p, n=n), k, *shapes), rtol=1e-10, atol=1e-11
        )
        for j, second in enumerate(gradients(g, free)):
            m = tuple(order + int(j == q) for q, order in enumerate(n))
            expected = elementwise(lambda *p, m=m: by(*p, n=m), k, *shapes)
            assert_allclose(second, expected, rtol=1e-8, atol=1e-9)


@each_function
def test_forward_mode_is_the_transpose(law: Law, function: str) -> None:
    z, *shapes = drawn(law, 5, seed=6)
    args = [0.3 + 1.2 * z, *shapes, np.full(5, 0.3), np.array(1.2)]
    rng = np.random.default_rng(7)
    tangents = [rng.normal(size=a.shape) for a in args]
    f = ours(law, function)
    y, dy = ad.jvp(f, tuple(args), tuple(tangents))
    xs = variables(args)
    weight = rng.normal(size=5)
    found = gradients(f(*xs) * weight, xs)
    assert_allclose(
        np.sum(weight * dy),
        sum(np.sum(g * t) for g, t in zip(found, tangents, strict=True)),
        rtol=1e-10,
    )
    assert_array_equal(y.data, f(*args).data)


@pytest.mark.parametrize("i", [0, 1, 2])
def test_one_tangent_alone(i: int) -> None:
    args: list[Any] = [np.arange(3.0), np.array(0.5), np.array(2.0)]

    def f(v: Any) -> Any:
        given: list[Any] = [*args[:i], v, *args[i + 1 :]]
        return stats.norm.logpdf(given[0], given[1], given[2])

    _, dy = ad.jvp(f, (args[i],), (np.ones_like(args[i]),))
    z = (args[0] - 0.5) / 2
    assert_allclose(np.asarray(dy), [-z / 2, z / 2, (z * z - 1) / 2][i], rtol=1e-14)


SMOOTH: Final = [
    law for law in LAWS if law.name not in {"uniform", "truncnorm", "pareto", "vonmises"}
]


@pytest.mark.parametrize("law", SMOOTH, ids=[law.name for law in SMOOTH])
def test_the_expected_score_is_zero(law: Law) -> None:
    """Where the support does not move with a parameter; by quadrature over quantiles."""
    shapes = [np.array(low + 0.6 * (high - low)) for low, high in law.shapes.values()]
    theirs = getattr(scipy_stats, law.name)
    w = np.linspace(-7.5, 7.5, 601)
    x = np.where(w < 0, theirs.ppf(sc.ndtr(w), *shapes), theirs.isf(sc.ndtr(-w), *shapes))
    weight = np.exp(-w * w / 2) / np.sqrt(2 * np.pi) * (w[1] - w[0])
    scale, *parameters = variables([1.0, *shapes])
    y = stats.__dict__[law.name].logpdf(x, *parameters, scale=scale) * weight
    for score in gradients(y, [scale, *parameters]):
        assert abs(score) < 1e-4
    assert_allclose(weight.sum(), 1, rtol=1e-6)


def test_the_expected_score_of_a_concentration_is_zero() -> None:
    angles = np.linspace(-np.pi, np.pi, 200, endpoint=False)
    for kappa in (0.0, 0.3, 40.0):
        (v,) = variables([kappa])
        y = stats.vonmises.logpdf(angles, v)
        p = np.exp(y.data) * (angles[1] - angles[0])
        assert_allclose(p.sum(), 1, rtol=1e-13)
        assert abs(gradients(y * p, [v])[0]) < 1e-13


@each_count_law
def test_the_expected_score_of_counts_is_zero(law: CountLaw) -> None:
    shapes = [np.array(low + 0.4 * (high - low)) for low, high in law.shapes.values()]
    k = np.arange(law.least, law.greatest + 1 if law.bounded else 2000)
    parameters = variables(shapes)
    y = ours(law, "logpmf")(k, *law.counts.values(), *parameters)
    p = np.exp(y.data)
    assert_allclose(p.sum(), 1, rtol=1e-12)
    for score in gradients(y * p, parameters):
        assert abs(score) < 1e-11


def test_fisher_information() -> None:
    """The expected Hessian of minus the log-density, which for these does not depend on data."""
    n = 1000
    z = np.linspace(-1, 1, n)
    z *= 1 / np.sqrt(np.mean(z * z))
    loc, scale = variables([0.3, 1.7])
    y = -stats.norm.logpdf(0.3 + 1.7 * z, loc, scale).sum()
    first = ad.gradients(y, [loc, scale], create_graph=True)
    hessian = [gradients(g, [loc, scale]) for g in first]
    assert_allclose(hessian, n * np.diag([1, 2]) / 1.7**2, rtol=1e-12, atol=1e-9)
    (a,) = variables([3.5])
    (by_a,) = ad.gradients(-stats.gamma.logpdf(2.0, a), [a], create_graph=True)
    assert_allclose(gradients(by_a, [a])[0], sc.polygamma(1, 3.5), rtol=1e-12)


@pytest.mark.parametrize("df", [1e2, 1e4, 1e6])
def test_gradient_by_many_degrees_of_freedom(df: float) -> None:
    f = exactly(BY_NAME["t"], "logpdf")
    (v,) = variables([df])
    stats.t.logpdf(1.5, v).backward()
    with mp.workdps(80):
        expected = float(mp.diff(lambda d: f(mp.mpf(1.5), d), df))
    assert_allclose(v.grad, expected, rtol=1e-14 * df)


# Outside the support, invalid parameters, NaN


BOUNDED: Final = [law for law in LAWS if law.support != (-mp.inf, mp.inf)]


@pytest.mark.parametrize("law", BOUNDED, ids=[law.name for law in BOUNDED])
def test_outside_the_support_nothing_leaks(law: Law) -> None:
    z, *shapes = drawn(law, 3, seed=8)
    outside = z.copy()
    outside[[0, 2]] = -7.0, 9.0 if law.support[1] != mp.inf else -1e300
    loc, scale = np.array(0.5), np.array(2.0)
    f = ours(law, "logpdf")
    xs = variables([0.5 + 2 * outside, *shapes, loc, scale])
    y = f(*xs)
    assert y.data[0] == y.data[2] == -np.inf
    seen = np.where(np.isfinite(y.data), y, 0).sum()
    first = ad.gradients(seen, xs, create_graph=True, allow_unused=True)
    alone = variables([0.5 + 2 * outside[1:2], *(s[1:2] for s in shapes), loc, scale])
    expected = gradients(f(*alone), alone)
    for g, e in zip(first, expected, strict=True):
        if g.ndim:
            assert_allclose(g.data[1:2], e, rtol=1e-12)
            assert_array_equal(g.data[[0, 2]], 0)
        else:
            assert_allclose(g.data, e, rtol=1e-12)
    for second in gradients(sum(g.sum() for g in first), xs):
        assert np.isfinite(second).all()


@each_function
def test_outside_the_support_the_gradient_is_zero(law: Law, function: str) -> None:
    if law.support == (-mp.inf, mp.inf):
        x = np.array([-np.inf, np.inf])
    else:
        x = np.array([-7.0, 9.0 if law.support[1] != mp.inf else np.inf])
    shapes = [np.array((low + high) / 2) for low, high in law.shapes.values()]
    xs = variables([x, *shapes, 0.0, 1.0])
    y = ours(law, function)(*xs)
    below, above = {"logpdf": (-np.inf, -np.inf), "logcdf": (-np.inf, 0), "logsf": (0, -np.inf)}[
        function
    ]
    assert y.data.tolist() == [below, above]
    for g in gradients(y, xs):
        assert_array_equal(g, 0)


@each_function
def test_invalid_parameters_are_nan(law: Law, function: str) -> None:
    z, *shapes = drawn(law, 3, seed=9)
    f, theirs = ours(law, function), scipys(law, function)
    for scale in (0.0, -1.0, np.nan):
        given = np.array([1.0, scale, 1.0])
        y = f(z, *shapes, scale=given).data
        assert_array_equal(np.isnan(y), [False, True, False])
        with np.errstate(all="ignore"):  # SciPy's
            expected = theirs(z, *shapes, scale=given)
        assert_allclose(y, expected, rtol=1e-11, atol=1e-13)
    for i, bad in enumerate(law.invalid):
        wrong = [s.copy() for s in shapes]
        wrong[i][1] = bad
        for x in (z, z - 50):
            xs = variables([x, *wrong])
            y = f(*xs)
            assert np.isnan(y.data[1])
            assert not np.isnan(y.data[[0, 2]]).any()
            for g in gradients(y, xs):
                assert np.isfinite(g[[0, 2]]).all()


@each_count_law
def test_invalid_parameters_of_counts_are_nan(law: CountLaw) -> None:
    k, *shapes = counted(law, 3, seed=9)
    for i, bad in enumerate(law.invalid):
        wrong = [np.array(s, float) for s in shapes]
        wrong[len(law.counts) + i][1] = bad
        y = ours(law, "logpmf")(k, *wrong)
        assert_array_equal(np.isnan(y.data), [False, True, False])
        assert np.isnan(ours(law, "logpmf")(k[1] - 100, *(w[1] for w in wrong)).item())
    for i in range(len(law.counts)):
        for bad in (-1, 2.5):
            wrong = [np.array(s, float) for s in shapes]
            wrong[i][1] = bad
            assert_array_equal(np.isnan(ours(law, "logpmf")(k, *wrong).data), [False, True, False])


@each_function
def test_missing_observations(law: Law, function: str) -> None:
    """A NaN is NaN, and where it is masked it leaves the gradient alone."""
    z, *shapes = drawn(law, 4, seed=10)
    shapes = [np.array(s[0]) for s in shapes]
    with_nan = z.copy()
    with_nan[2] = np.nan
    f = ours(law, function)
    found = []
    for x in (with_nan, np.delete(z, 2)):
        xs = variables([*shapes, 0.0, 1.0])
        y = f(x, *xs)
        assert_array_equal(np.isnan(y.data), np.isnan(x))
        found.append(gradients(np.where(np.isnan(x), 0, y), xs))
    for masked, left_out in zip(*found, strict=True):
        assert_allclose(masked, left_out, rtol=1e-12, atol=1e-14)


def test_an_invalid_scale_that_is_masked_leaks_nothing() -> None:
    x, loc, scale = variables([[1.0, 2.0, 3.0], 0.5, [1.0, 0.0, 2.0]])
    y = stats.norm.logpdf(x, loc, scale)
    first = ad.gradients(ad.where(scale.data > 0, y, 0).sum(), [x, loc, scale], create_graph=True)
    z = np.array([0.5, 1.25])
    assert_allclose(first[0].data, [-0.5, 0.0, -1.25 / 2], rtol=1e-15)
    assert_allclose(first[1].data, 0.5 + 1.25 / 2, rtol=1e-15)
    assert_allclose(first[2].data[[0, 2]], (z * z - 1) / [1.0, 2.0], rtol=1e-15)
    for second in gradients(sum(g.sum() for g in first), [x, loc, scale]):
        assert np.isfinite(second).all()


def test_at_the_ends_of_the_support() -> None:
    x, a = variables([[0.0, 0.0, 0.0], [1.0, 2.0, 0.5]])
    y = stats.gamma.logpdf(x, a)
    assert_array_equal(y.data, [0, -np.inf, np.inf])
    assert_array_equal(stats.uniform.logpdf([0.0, 1.0]).data, 0)
    assert_array_equal(stats.uniform.logcdf([0.0, 1.0]).data, [-np.inf, 0])
    assert_array_equal(stats.expon.logsf(0.0).data, 0)
    assert_array_equal(stats.truncnorm.logcdf([1.0, 2.0], 1.0, 2.0).data, [-np.inf, 0])
    assert_array_equal(stats.lognorm.logpdf(0.0, 1.0).data, -np.inf)
    p, mu = variables([[0.0, 1.0], 0.0])
    stats.binom.logpmf([0, 9], 9, p).sum().backward()
    stats.poisson.logpmf(0, mu).backward()
    assert_array_equal(p.grad, [-9, 9])
    assert_array_equal(mu.grad, -1)


def test_kinks() -> None:
    x = ad.Variable(np.zeros(2))
    stats.laplace.logpdf(x).sum().backward()
    assert_array_equal(x.grad, 0)


# Types and shapes


@each_function
def test_single_precision_stays(law: Law, function: str) -> None:
    args = [np.float32(a) for a in drawn(law, 5)]
    xs = variables([*args, np.float32(0.0), np.float32(1.0)])
    y = ours(law, function)(*xs)
    assert y.dtype == np.float32
    assert_allclose(y.data, ours(law, function)(*map(np.float64, args)).data, rtol=2e-4, atol=2e-4)
    assert all(g.dtype == np.float32 for g in gradients(y, xs))
    assert ours(law, function)(*args).dtype == np.float32
    assert ours(law, function)(args[0], *[1.5] * len(law.shapes), scale=2).dtype == np.float32
    assert ours(law, function)(2, *args[1:]).dtype == (np.float32 if law.shapes else np.float64)


@each_count_function
def test_single_precision_stays_with_counts(law: CountLaw, function: str) -> None:
    k, *shapes = counted(law, 5)
    xs = variables([np.float32(s) for s in shapes])
    y = ours(law, function)(k, *xs)
    assert y.dtype == np.float32
    assert all(g.dtype == np.float32 for g in gradients(y, xs[len(law.counts) :]))


@each_law
def test_large_parameters_in_single_precision(law: Law) -> None:
    shapes = [np.full(2, np.float32(high)) for _, high in law.shapes.values()]
    x = np.full(2, np.float32(law.x[1] / 2))
    assert ours(law, "logpdf")(x, *variables(shapes)).dtype == np.float32


@each_function
def test_broadcasting(law: Law, function: str) -> None:
    z, *shapes = drawn(law, 3, seed=11)
    columns = [s[:2, None] for s in shapes]
    loc, scale = np.array([[[0.0]], [[0.1]]]), np.array(1.5)
    xs = variables([z, *columns, loc, scale])
    y = ours(law, function)(*xs)
    shape = np.broadcast_shapes(*(x.shape for x in xs))
    assert y.shape == shape
    found = gradients(y, xs)
    assert [g.shape for g in found] == [x.shape for x in xs]
    full = variables([np.broadcast_to(x.data, shape).copy() for x in xs])
    for g, whole in zip(found, gradients(ours(law, function)(*full), full), strict=True):
        axes = tuple(range(len(shape) - g.ndim)) + tuple(
            i - g.ndim for i, n in enumerate(g.shape) if n == 1
        )
        assert_allclose(g, whole.sum(axes, keepdims=True).reshape(g.shape), rtol=1e-10, atol=1e-12)


@each_function
def test_points_without_axes_and_no_points(law: Law, function: str) -> None:
    args = [float(a[0]) for a in drawn(law, 1)]
    f = ours(law, function)
    y = f(*args)
    assert isinstance(y, ad.Variable)
    assert y.shape == ()
    (x,) = variables([args[0]])
    f(x, *args[1:]).backward()
    assert x.grad is not None
    assert x.grad.shape == ()
    xs = variables([np.zeros(0), *args[1:], 0.0, 1.0])
    empty = f(*xs)
    assert empty.shape == (0,)
    assert [g.shape for g in gradients(empty, xs)] == [x.shape for x in xs]
    assert f(np.zeros((2, 0)), *args[1:]).shape == (2, 0)


@each_function
def test_each_argument_alone_may_be_a_variable(law: Law, function: str) -> None:
    args = [*(a[0] for a in drawn(law, 1, seed=12)), 0.1, 1.3]
    f = ours(law, function)
    together = variables(args)
    expected = gradients(f(*together), together)
    for i, e in enumerate(expected):
        (v,) = variables([args[i]])
        (g,) = gradients(f(*args[:i], v, *args[i + 1 :]), [v])
        assert_allclose(g, e, rtol=1e-13, atol=1e-15)


def test_names_and_order_of_arguments_are_those_of_scipy() -> None:
    for law in LAWS:
        args = [a[0] for a in drawn(law, 1)]
        named = dict(zip(law.shapes, args[1:], strict=True))
        by_name = ours(law, "logpdf")(x=args[0], scale=2.0, loc=-0.1, **named)
        assert_allclose(
            by_name.item(), scipys(law, "logpdf")(args[0], scale=2.0, loc=-0.1, **named)
        )


def test_lists_integers_and_what_is_no_number() -> None:
    v = ad.Variable(np.array(2.0))
    assert_allclose(stats.norm.logpdf([1, v, 3]).data, stats.norm.logpdf([1.0, 2.0, 3.0]).data)
    assert stats.norm.logpdf(np.arange(3)).dtype == np.float64
    assert stats.norm.logpdf(ad.Variable(np.arange(3)), v).shape == (3,)
    assert stats.poisson.logpmf(ad.Variable(np.arange(3)), v).shape == (3,)
    for wrong in ("a", None, 1j, np.array([1j]), ad.Variable(np.array(1j)), ad.Variable(None)):
        with pytest.raises(TypeError, match=r"norm\.logpdf"):
            stats.norm.logpdf(0.0, wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="broadcast"):
        stats.norm.logpdf(np.zeros(2), np.zeros(3))


@pytest.mark.parametrize(
    ("call", "counterpart"),
    [
        (scipy_stats.norm.logpdf, "autodiff.scipy.stats.norm.logpdf"),
        (lambda v: scipy_stats.norm.logsf(0.0, loc=v), "autodiff.scipy.stats.norm.logsf"),
        (lambda v: scipy_stats.poisson.pmf(3, v), "np.exp of autodiff.scipy.stats.poisson.logpmf"),
        (
            lambda v: scipy_stats.multivariate_normal.logpdf(0.0, v),
            "autodiff.scipy.stats.multivariate_normal.logpdf",
        ),
    ],
)
def test_scipys_own_name_ours(call: Any, counterpart: str) -> None:
    with pytest.raises(ad.DetachedError, match=counterpart):
        call(ad.Variable(np.array(1.0)))


def test_without_recording() -> None:
    v = ad.Variable(np.array(2.0))
    with ad.no_grad():
        y = stats.gamma.logpdf([1.0, -1.0], v)
    assert y.creator is None


def test_arrays_may_change_after_the_call_only_where_it_does_no_harm() -> None:
    x = np.arange(3.0)
    (scale,) = variables([1.5])
    y = stats.norm.logpdf(x, scale=scale).sum()
    x[:] = 100.0
    y.backward()
    z = np.arange(3.0) / 1.5
    assert_allclose(scale.grad, np.sum(z * z - 1) / 1.5, rtol=1e-14)


# Vectors and matrices


def positive_definite(d: int, seed: int) -> Any:
    a = np.random.default_rng(seed).normal(size=(d, d))
    return a @ a.T + d * np.eye(d)


def check_against_differences(f: Any, theirs: Any, args: list[Any]) -> None:
    """Compare value, gradient and second derivatives with differences of SciPy's and of ours."""
    xs = variables(args)
    y = f(*xs)
    assert_allclose(y.data, theirs(*args), rtol=1e-12)
    first = ad.gradients(y.sum(), xs, create_graph=True)
    for i, g in enumerate(first):
        expected = gradient(lambda *a: np.sum(theirs(*a)), args, i)
        assert_allclose(g.data, expected, rtol=1e-7, atol=1e-8)
    weights = [np.random.default_rng(9).normal(size=a.shape) for a in args]
    second = gradients(sum((g * w).sum() for g, w in zip(first, weights, strict=True)), xs)

    def directional(*a: Any) -> Any:
        vs = variables(list(a))
        return sum(np.sum(g * w) for g, w in zip(gradients(f(*vs), vs), weights, strict=True))

    for i, g in enumerate(second):
        assert_allclose(g, gradient(directional, args, i), rtol=1e-7, atol=1e-8)
    tangents = [np.random.default_rng(10).normal(size=a.shape) for a in args]
    _, dy = ad.jvp(f, tuple(args), tuple(tangents))
    moved = sum(np.sum(g.data * t) for g, t in zip(first, tangents, strict=True))
    assert_allclose(dy.sum(), moved, rtol=1e-10)


@pytest.mark.parametrize("shape", [(3,), (5, 3), (2, 4, 3)])
def test_multivariate_normal(shape: tuple[int, ...]) -> None:
    """SciPy reads the lower triangle, and so do we."""
    rng = np.random.default_rng(1)
    args = [rng.normal(size=shape), rng.normal(size=3), positive_definite(3, 2)]
    check_against_differences(
        stats.multivariate_normal.logpdf, scipy_stats.multivariate_normal.logpdf, args
    )


@pytest.mark.parametrize("shape", [(3,), (5, 3), (2, 4, 3)])
def test_multivariate_t(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(1)
    args = [rng.normal(size=shape), rng.normal(size=3), positive_definite(3, 2), np.array(3.5)]

    def theirs(x: Any, loc: Any, scale: Any, df: Any) -> Any:
        return scipy_stats.multivariate_t.logpdf(x, loc, scale, float(df))

    check_against_differences(stats.multivariate_t.logpdf, theirs, args)


VECTORS: Final = [
    ([0.5], None, 1), (0.5, None, 2.0), ([0.5, 1.0], None, 1.0), ([0.5, 1.0], [0.1, 0.2], 1.0),
    ([0.5, 1.0], [0.1, 0.2], [2.0, 3.0]), ([[0.5], [1.0]], 0.3, [[2.0]]), (0.2, [0.3], 2.0),
    (np.zeros((1, 4, 2)), [0.0, 1.0], np.eye(2)), (np.zeros((4, 1, 2)), None, np.eye(2)),
    ([1, 2], None, np.eye(2)),
]  # fmt: skip


@pytest.mark.parametrize("case", VECTORS, ids=str)
def test_shapes_of_vectors_are_those_of_scipy(case: tuple[Any, ...]) -> None:
    x, centre, matrix = case
    for f, theirs in (
        (stats.multivariate_normal.logpdf, scipy_stats.multivariate_normal.logpdf),
        (stats.multivariate_t.logpdf, scipy_stats.multivariate_t.logpdf),
    ):
        y = f(x, centre, matrix)
        expected = theirs(x, centre, matrix)
        assert y.shape == np.shape(expected)
        assert_allclose(y.data, expected, rtol=1e-13)


def test_errors_of_vectors() -> None:
    x = np.zeros(2)
    for f in (stats.multivariate_normal.logpdf, stats.multivariate_t.logpdf):
        for singular in ([[1.0, 1.0], [1.0, 1.0]], [[1.0, 2.0], [2.0, 1.0]], -np.eye(2)):
            with pytest.raises(np.linalg.LinAlgError, match="positive definite"):
                f(x, None, singular)
        for centre, matrix in (
            (np.zeros(3), np.eye(2)),
            (None, np.eye(3)),
            (None, np.ones((2, 3))),
            (np.zeros((2, 2)), np.eye(4)),
            (None, np.ones((2, 2, 2))),
        ):
            with pytest.raises(ValueError, match="logpdf"):
                f(x, centre, matrix)
    with pytest.raises(ad.NoRuleError, match="allow_singular"):
        stats.multivariate_normal.logpdf(x, cov=np.eye(2), allow_singular=True)
    for df in (0, -1, np.nan, [1.0, 2.0]):
        with pytest.raises(ValueError, match="df is a positive number"):
            stats.multivariate_t.logpdf(x, df=df)


def test_multivariate_t_with_many_degrees_of_freedom() -> None:
    x, cov = np.array([0.5, 1.0]), positive_definite(2, 3)
    normal = stats.multivariate_normal.logpdf(x, None, cov).item()
    assert stats.multivariate_t.logpdf(x, None, cov, np.inf).item() == normal
    for df in (1e12, 1e15):
        assert_allclose(stats.multivariate_t.logpdf(x, None, cov, df).item(), normal, rtol=1e-11)


def test_a_missing_component() -> None:
    x, mean = np.array([[0.0, np.nan], [1.0, 2.0]]), ad.Variable(np.zeros(2))
    y = stats.multivariate_normal.logpdf(x, mean, np.eye(2))
    assert_array_equal(np.isnan(y.data), [True, False])


def test_dirichlet() -> None:
    rng = np.random.default_rng(1)
    for scale in (1.0, 40.0, 1e6):
        alpha = scale * rng.uniform(0.5, 3, 4)
        x = rng.dirichlet(alpha, 3).T
        expected = [
            float(
                sum(
                    (mp.mpf(a) - 1) * mp.log(p) - mp.loggamma(a)
                    for a, p in zip(alpha, row, strict=True)
                )
                + mp.loggamma(mp.fsum(alpha))
            )
            for row in x.T
        ]
        vx, v = variables([x, alpha])
        y = stats.dirichlet.logpdf(vx, v)
        assert_allclose(y.data, expected, rtol=1e-10)
        by_x, by_alpha = gradients(y, [vx, v])
        assert_allclose(by_x, (alpha[:, None] - 1) / x, rtol=1e-13)
        total = sc.polygamma(0, alpha.sum())
        each = np.log(x).sum(axis=1) + 3 * (total - sc.polygamma(0, alpha))
        assert_allclose(by_alpha, each, rtol=1e-11, atol=1e-11)
        short = stats.dirichlet.logpdf(x[:-1], alpha)
        assert_allclose(short.data, y.data, rtol=1e-8)
    args = [np.array([0.2, 0.3]), np.array([1.5, 2.5, 4.0])]
    check_against_differences(stats.dirichlet.logpdf, scipy_stats.dirichlet.logpdf, args)


def test_errors_of_dirichlet() -> None:
    for x, alpha in (
        ([0.5, 0.6], [1.0, 1.0]), ([-0.5, 1.5], [1.0, 1.0]), ([0.5, 0.5], [1.0, 0.0]),
        ([0.5, 0.5], [[1.0, 1.0]]), ([0.25] * 4, [1.0, 1.0]), ([0.0, 1.0], [0.5, 1.0]),
        (0.5, [1.0]),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"dirichlet\.logpdf"):
            stats.dirichlet.logpdf(x, alpha)


def test_multinomial() -> None:
    rng = np.random.default_rng(1)
    for n in (3, 50, 10**6):
        p = rng.dirichlet(np.ones(4), 5)
        x = np.stack([rng.multinomial(n, row) for row in p])
        v = ad.Variable(p)
        y = stats.multinomial.logpmf(x, n, v)
        assert_allclose(y.data, scipy_stats.multinomial.logpmf(x, n, p), rtol=1e-6)
        with mp.workdps(50):
            expected = [
                float(
                    mp.loggamma(n + 1)
                    + sum(
                        int(k) * mp.log(q) - mp.loggamma(int(k) + 1)
                        for k, q in zip(*row, strict=True)
                    )
                )
                for row in zip(x, p, strict=True)
            ]
        assert_allclose(y.data, expected, rtol=1e-9)
        first = ad.gradients(y.sum(), [v], create_graph=True)[0]
        assert_allclose(first.data, x / p, rtol=1e-14)
        assert_allclose(gradients(first, [v])[0], -x / p**2, rtol=1e-13)
    assert_array_equal(
        stats.multinomial.logpmf([[1, 1], [2, 1], [3, -1], [1.5, 0.5]], 2, [0.5, 0.5]).data[1:],
        -np.inf,
    )
    assert np.isnan(stats.multinomial.logpmf([1, 1], 2, [0.7, 0.7]).item())
    assert np.isnan(stats.multinomial.logpmf([1, 1], 2, [-0.5, 1.5]).item())
    assert np.isnan(stats.multinomial.logpmf([1, 1], -2, [0.5, 0.5]).item())
    with pytest.raises(ValueError, match="categories"):
        stats.multinomial.logpmf([1, 1], 2, [0.5, 0.25, 0.25])
    v = ad.Variable(np.array([0.0, 0.5, 0.5]))
    stats.multinomial.logpmf([0, 1, 1], 2, v).backward()
    assert_array_equal(v.grad, [0, 2, 2])


def test_wishart() -> None:
    x = np.stack([positive_definite(3, seed) for seed in range(4)], axis=-1)
    scale, df = positive_definite(3, 7), 5.5
    vx, v_df, v_scale = variables([x, df, scale])
    y = stats.wishart.logpdf(vx, v_df, v_scale)
    theirs = scipy_stats.wishart.logpdf
    assert_allclose(y.data, theirs(x, df, scale), rtol=1e-12)
    found = gradients(y, [vx, v_df, v_scale])
    assert_allclose(
        found[1], gradient(lambda d: theirs(x, float(d), scale).sum(), [np.array(df)], 0), rtol=1e-8
    )
    for i, j in ((0, 0), (1, 0), (2, 1)):
        unit = np.zeros((3, 3))
        unit[i, j] = unit[j, i] = 1

        def moved(t: Any, u: Any, unit: Any = unit) -> Any:
            return theirs(x + t * unit[..., None], df, scale + u * unit).sum()

        by_x, by_scale = (gradient(moved, [np.array(0.0), np.array(0.0)], q) for q in (0, 1))
        assert_allclose(np.sum(found[0] * unit[..., None]), by_x, rtol=1e-7)
        assert_allclose(np.sum(found[2] * unit), by_scale, rtol=1e-7)
    for one in ((2.0, 3.0, 1.5), ([2.0, 1.0], 3.0, 1.5), (np.eye(2), 3, [1.0, 2.0])):
        assert_allclose(stats.wishart.logpdf(*one).data, theirs(*one), rtol=1e-12)
    with pytest.raises(np.linalg.LinAlgError, match="positive definite"):
        stats.wishart.logpdf(-np.eye(2), 3, np.eye(2))
    for wrong in (
        (np.eye(2), 1, np.eye(2)),
        (np.eye(2), 3, np.eye(3)),
        (np.eye(2), 3, np.ones((2, 3))),
    ):
        with pytest.raises(ValueError, match=r"wishart\.logpdf"):
            stats.wishart.logpdf(*wrong)


def test_vectors_in_single_precision() -> None:
    x, cov = np.zeros((4, 2), np.float32), np.eye(2, dtype=np.float32)
    vx, v = ad.Variable(x), ad.Variable(cov)
    assert stats.multivariate_normal.logpdf(vx, None, v).dtype == np.float32
    assert stats.multivariate_t.logpdf(vx, [0, 0], v, 3).dtype == np.float32
    assert stats.wishart.logpdf(v, 3, v).dtype == np.float32
    p = ad.Variable(np.full(2, 0.5, np.float32))
    assert stats.dirichlet.logpdf(p, 2 * p).dtype == np.float32
    assert stats.dirichlet.logpdf(p, 40 * p).dtype == np.float32
    assert stats.multinomial.logpmf([3, 4], 7, p).dtype == np.float32
    assert stats.multinomial.logpmf([30, 40], 70, p).dtype == np.float32


def test_no_vectors() -> None:
    mean = ad.Variable(np.zeros(2))
    y = stats.multivariate_normal.logpdf(np.zeros((0, 2)), mean, np.eye(2))
    assert y.shape == scipy_stats.multivariate_normal.logpdf(np.zeros((0, 2)), np.zeros(2)).shape
    y.sum().backward()
    assert_array_equal(mean.grad, 0)
