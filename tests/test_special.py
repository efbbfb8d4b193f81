"""SciPy's special functions: how rules are found, singularities, refusals, sums of exponentials."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

import autodiff as ad
from autodiff import Variable
from autodiff.errors import DetachedError, NoRuleError
from autodiff.registry import METHODS, UFUNCS

sc: Any = pytest.importorskip("scipy.special")

from autodiff.scipy import special  # noqa: E402

INF = np.inf


def variable(*values: Any) -> Variable[Any, Any]:
    return Variable(np.array(values if len(values) > 1 else values[0]))


def gradient(y: Any, x: Any, gy: Any = None) -> npt.NDArray[Any]:
    (g,) = ad.gradients(y, [x], None if gy is None else np.asarray(gy))
    data: npt.NDArray[Any] = g.data
    return data


# Rules are found by themselves

BY_THEMSELVES = """
import sys
import autodiff as ad, numpy as np
assert not [m for m in sys.modules if m.startswith(("scipy", "autodiff.scipy"))]
import scipy.special
v = ad.Variable(np.array([0.5]))
scipy.special.erf(v).backward()
assert "autodiff.scipy.special" in sys.modules
assert v.grad is not None
"""


def test_rules_are_imported_when_a_function_meets_a_variable() -> None:
    command = [sys.executable, "-c", BY_THEMSELVES]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def of_scipy() -> list[Any]:
    ufuncs = [*UFUNCS, *(f for f, method in METHODS if method == "__call__")]
    return [f for f in ufuncs if getattr(sc, f.__name__, None) is f]


def test_what_is_registered_stands_in_the_typed_module_under_scipys_name() -> None:
    assert len(of_scipy()) > 150
    for f in of_scipy():
        assert getattr(special, f.__name__) is f
    assert special.digamma is sc.digamma
    assert special.jn is sc.jn


def test_a_function_without_rule_is_named() -> None:
    with pytest.raises(NoRuleError, match=r"^scipy\.special\.obl_cv has no differentiation rule"):
        sc.obl_cv(1, 2, variable(0.5))
    with pytest.raises(NoRuleError, match=r"^scipy\.special\.xlogy\.reduce has no"):
        sc.xlogy.reduce(variable(0.5, 1.0))


PYTHONS: dict[str, Any] = {
    "polygamma": lambda f, v: f(1, v),
    "logsumexp": lambda f, v: f(v),
    "softmax": lambda f, v: f(v, axis=0),
    "log_softmax": lambda f, v: f(v),
    "multigammaln": lambda f, v: f(v, 2),
    "spherical_jn": lambda f, v: special.spherical_jn(1, v),
}


@pytest.mark.parametrize("name", ["polygamma", "logsumexp", "softmax", "log_softmax",
                                  "multigammaln"])  # fmt: skip
def test_a_function_that_does_not_dispatch_names_ours(name: str) -> None:
    message = rf"^scipy\.special\.{name} would .* autodiff\.scipy\.special\.{name} keeps"
    with pytest.raises(DetachedError, match=message):
        PYTHONS[name](getattr(sc, name), variable(2.5, 3.0))


@pytest.mark.parametrize("name", PYTHONS)
def test_ours_of_them_is_scipys_for_arrays(name: str) -> None:
    x = np.array([2.5, 3.0])
    ours = PYTHONS[name](getattr(special, name), x)
    assert not isinstance(ours, Variable)
    np.testing.assert_array_equal(PYTHONS[name](getattr(special, name), Variable(x)).data, ours)


@pytest.mark.parametrize(
    ("call", "remedy"),
    [
        (lambda v: sc.factorial(v), r"scipy\.special\.gamma\(v \+ 1\)"),
        (lambda v: sc.comb(v, 2), r"scipy\.special\.binom"),
        (lambda v: sc.perm(v, 2), r"scipy\.special\.poch"),
    ],
)
def test_what_counts_is_refused_with_a_remedy(call: Any, remedy: str) -> None:
    with pytest.raises(DetachedError, match=remedy):
        call(variable(5.0))


def test_functions_of_python_that_call_ufuncs_differentiate_by_themselves() -> None:
    v = variable(0.5, 1.5)
    x = np.array([0.5, 1.5])
    np.testing.assert_allclose(gradient(sc.jvp(1, v), v), sc.jvp(1, x, 2), rtol=1e-14)
    np.testing.assert_allclose(
        gradient(sc.lambertw(v).real, v), 1 / (x + np.exp(sc.lambertw(x))).real
    )
    assert np.all(gradient(sc.zeta(v + 2), v) < 0)


# Operands


def arguments(f: Any, value: Any) -> list[Any]:
    return [value] * f.nin


@pytest.mark.parametrize("f", of_scipy(), ids=lambda f: f.__name__)
def test_integers_are_constants(f: Any) -> None:
    x = np.array([2, 3])
    try:
        expected = f(*arguments(f, x))
    except TypeError:
        pytest.skip("takes no integers")
    got = f(*arguments(f, Variable(x)))
    for a, b in zip(*((expected, got) if f.nout > 1 else ([expected], [got])), strict=True):
        assert a.dtype == b.dtype
        np.testing.assert_array_equal(b.data, a)
        assert b.creator is None


PARAMETERS = [
    (lambda v, x: sc.jv(v, x), "jv", "v"),
    (lambda v, x: sc.ive(v, x), "ive", "v"),
    (lambda v, x: sc.gammainc(v, x), "gammainc", "a"),
    (lambda v, x: sc.betainc(1.0, v, x), "betainc", "b"),
    (lambda v, x: sc.stdtr(v, x), "stdtr", "df"),
    (lambda v, x: sc.chdtr(v, x), "chdtr", "v"),
    (lambda v, x: sc.fdtr(2.0, v, x), "fdtr", "dfd"),
    (lambda v, x: sc.hyp2f1(1.0, v, 2.0, x), "hyp2f1", "b"),
    (lambda v, x: sc.eval_legendre(v, x), "eval_legendre", "n"),
    (lambda v, x: sc.ellipj(x, v), "ellipj", "m"),
    (lambda v, x: special.polygamma(v, x), "polygamma", "n"),
    (lambda v, x: special.spherical_jn(v, x), "spherical_jn", "n"),
]


@pytest.mark.parametrize(("call", "name", "argument"), PARAMETERS, ids=[r[1] for r in PARAMETERS])
def test_parameters_without_derivative_are_named(call: Any, name: str, argument: str) -> None:
    x = variable(0.4, 0.5)
    message = rf"^scipy\.special\.{name}: no derivative by {argument} is known.*{argument}\.data"
    with pytest.raises(NoRuleError, match=message):
        call(variable(2.0), x)
    with pytest.raises(NoRuleError, match=message):
        call(variable(2.0), 0.5)
    integral = call(Variable(np.array(2)), x)
    expected = call(2, x)
    for a, b in zip(*((integral, expected) if name == "ellipj" else ([integral], [expected])),
                    strict=True):  # fmt: skip
        np.testing.assert_array_equal(a.data, b.data)
        assert a.creator is not None


def test_integer_parts_are_constant_in_between() -> None:
    k, m = variable(2.5), variable(1.5)
    y = sc.pdtr(k, m)
    assert y.item() == sc.pdtr(2.5, 1.5)
    np.testing.assert_array_equal(gradient(y, k), 0.0)
    np.testing.assert_array_equal(gradient(sc.pdtr(k, 1.5), k), 0.0)
    assert gradient(sc.pdtr(k, m), m) < 0


def test_parameters_broadcast_the_argument() -> None:
    x = variable(0.5, 1.5)
    y = sc.jv(np.array([[0], [1], [2]]), x)
    assert y.shape == (3, 2)
    np.testing.assert_allclose(
        gradient(y, x), sc.jvp(np.array([[0], [1], [2]]), x.data).sum(axis=0), rtol=1e-13
    )
    assert sc.jv.outer(np.array([0, 1]), x).shape == (2, 2)


def test_keywords_of_ufuncs() -> None:
    x = variable(0.5, 1.5)
    mask = np.array([True, False])
    y = sc.erf(x, where=mask)
    np.testing.assert_array_equal(y.data[1], 0.0)
    assert gradient(y, x)[1] == 0
    y = sc.betainc(2.0, 3.0, x - 0.4, where=mask)
    assert gradient(y, x)[0] > 0
    assert sc.gamma(x, dtype=np.float32).dtype == np.float32
    with pytest.raises(DetachedError, match=r"^scipy\.special\.erf: out="):
        sc.erf(x, out=np.zeros(2))


@pytest.mark.parametrize(
    "call",
    [
        lambda v: sc.jv([1, 2], v),
        lambda v: sc.xlogy(v, [1, 2]),
        lambda v: sc.gdtr([1.0, 2.0], 1.0, v),
    ],
)
def test_lists_are_no_operands(call: Any) -> None:
    with pytest.raises(TypeError, match="list"):
        call(variable(0.5, 1.5))


def test_half_precision_has_gradients_of_its_own() -> None:
    x = Variable(np.array([0.5, 1.5], np.float16))
    y = sc.gammaln(x)
    assert y.dtype == sc.gammaln(x.data).dtype
    y.backward()
    assert x.grad is not None
    assert x.grad.dtype == np.float16


# Singularities

AT = [
    (sc.gamma, 0.0, -INF),
    (sc.gammaln, 0.0, -INF),
    (sc.gammaln, -2.0, np.nan),
    (sc.psi, 0.0, INF),
    (sc.rgamma, 0.0, 1.0),
    (sc.rgamma, -1.0, -1.0),
    (sc.rgamma, -3.0, -6.0),
    (sc.logit, 0.0, INF),
    (sc.logit, 1.0, INF),
    (sc.erfinv, 1.0, INF),
    (sc.erfinv, -1.0, INF),
    (sc.erfcinv, 0.0, -INF),
    (sc.ndtri, 0.0, INF),
    (sc.ndtri, 1.0, INF),
    (sc.log_ndtr, -INF, INF),
    (sc.log_ndtr, INF, 0.0),
    (sc.entr, 0.0, INF),
    (sc.exprel, 0.0, 0.5),
    (sc.cbrt, 0.0, INF),
    (sc.expit, 800.0, 0.0),
    (sc.expit, -800.0, 0.0),
    (sc.log_expit, -800.0, 1.0),
    (sc.spence, 0.0, -INF),
    (sc.spence, 1.0, -1.0),
    (sc.ellipk, 0.0, np.pi / 8),
    (sc.ellipe, 0.0, -np.pi / 8),
    (sc.ellipkm1, 1.0, -np.pi / 8),
    (sc.j1, 0.0, 0.5),
    (sc.i1, 0.0, 0.5),
    (sc.beip, 0.0, 0.5),
    (sc.berp, 0.0, 0.0),
    (sc.i0e, 0.0, 0.0),
    (lambda x: sc.xlogy(x, 0.0), 0.0, -INF),
    (lambda x: sc.xlogy(0.0, x), 0.0, 0.0),
    (lambda x: sc.xlog1py(0.0, x), -1.0, 0.0),
    (lambda x: sc.xlogy(x, x), 0.0, -INF),
    (lambda x: sc.rel_entr(x, 0.0), 0.0, 0.0),
    (lambda x: sc.rel_entr(0.0, x), 0.0, 0.0),
    (lambda x: sc.rel_entr(x, 1.0), 0.0, -INF),
    (lambda x: sc.kl_div(0.0, x), 0.0, 1.0),
    (lambda x: sc.kl_div(x, 0.0), 0.0, 0.0),
    (lambda x: sc.huber(1.0, x), 1.0, 1.0),
    (lambda x: sc.huber(1.0, x), -3.0, -1.0),
    (lambda x: sc.huber(x, 3.0), 1.0, 2.0),
    (lambda x: sc.pseudo_huber(0.0, x), 0.0, 0.0),
    (lambda x: sc.pseudo_huber(x, 0.0), 0.0, 0.0),
    (lambda x: sc.pseudo_huber(x, -2.0), 0.0, 2.0),
    (lambda x: sc.boxcox(2.0, x), 0.0, np.log(2) ** 2 / 2),
    (lambda x: sc.powm1(2.0, x), 0.0, np.log(2)),
    (lambda x: sc.powm1(0.0, x), 0.5, 0.0),
    (lambda x: sc.binom(4.0, x), 5.0, -0.2),
    (lambda x: sc.gammainc(1.0, x), 0.0, 1.0),
    (lambda x: sc.gammainc(0.5, x), 0.0, INF),
    (lambda x: sc.gammainc(2.0, x), 0.0, 0.0),
    (lambda x: sc.gammaincinv(2.0, x), 0.0, INF),
    (lambda x: sc.betainc(1.0, 1.0, x), 0.0, 1.0),
    (lambda x: sc.betainc(2.0, 0.5, x), 1.0, INF),
    (lambda x: sc.bdtr(5.0, 5, x), 0.4, 0.0),
    (lambda x: sc.stdtr(INF, x), 0.0, 1 / np.sqrt(2 * np.pi)),
    (lambda x: sc.jv(1, x), 0.0, 0.5),
    (lambda x: sc.struve(0, x), 0.0, 2 / np.pi),
    (lambda x: special.spherical_jn(1, x), 0.0, 1 / 3),
    (lambda x: sc.eval_legendre(4, x), 1.0, 10.0),
    (lambda x: sc.ellipkinc(x, 1.0), 0.5, 1 / np.cos(0.5)),
    (lambda x: sc.agm(x, 2.0), 2.0, 0.5),
    (lambda x: np.real(sc.lambertw(x)), 0.0, 1.0),
]


@pytest.mark.parametrize(("f", "at", "expected"), AT)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_derivatives_at_singular_points_are_as_documented(
    f: Any, at: float, expected: float
) -> None:
    x = variable(at)
    np.testing.assert_allclose(gradient(f(x), x), expected, rtol=1e-13)


@pytest.mark.parametrize(("f", "at", "expected"), AT)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_zero_cotangent_gives_zero_there(f: Any, at: float, expected: float) -> None:
    assert expected is not None
    x = variable(at)
    np.testing.assert_array_equal(gradient(f(x), x, 0.0), 0.0)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_masks_hide_poles() -> None:
    x = variable(-2.0, -1.0, 0.0, 1.5)
    for f in (sc.gamma, sc.gammaln, sc.loggamma, sc.psi, lambda v: sc.betaln(v, 2.5)):
        y = np.where(x.data > 0.5, f(x), 0.0)
        g = gradient(y.sum(), x)
        np.testing.assert_array_equal(g[:3], 0.0)
        assert np.isfinite(g[3])


def test_complex_scaled_functions_do_not_overflow() -> None:
    """``ive`` is scaled by the real part, ``jve`` by the imaginary part: neither is analytic."""
    step = 1e-4
    for f, at in ((sc.ive, 800 + 1j), (sc.ive, -800 + 1j), (sc.jve, 1 + 800j), (sc.yve, 1 - 800j)):
        z = variable(at)
        np.real(f(1.5, z)).backward()
        for direction in (1, 1j):
            moved = [f(1.5, at + k * step * direction).real for k in (-1, 1)]
            slope = (moved[1] - moved[0]) / (2 * step)
            assert z.grad is not None
            along = float((np.conj(z.grad) * direction).real)
            np.testing.assert_allclose(along, slope, rtol=1e-4, atol=1e-9)


# Sums of exponentials


def test_logsumexp_is_stable() -> None:
    x = variable(1000.0, 1000.0, 0.0)
    np.testing.assert_array_equal(gradient(special.logsumexp(x), x), [0.5, 0.5, 0.0])
    x = variable(1e5, 1e5 - 1.0)
    np.testing.assert_allclose(
        gradient(special.logsumexp(x), x), [1 / (1 + np.exp(-1)), 1 / (1 + np.e)], rtol=1e-15
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([-INF, 1.0, 1.0], [0.0, 0.5, 0.5]),
        ([-INF, -INF], [0.5, 0.5]),
        ([INF, 1.0, INF], [0.5, 0.0, 0.5]),
        ([INF, -INF], [1.0, 0.0]),
    ],
)
def test_infinities_that_tie_share_evenly(values: list[float], expected: list[float]) -> None:
    x = variable(values)
    y = special.logsumexp(x)
    np.testing.assert_array_equal(y.data, sc.logsumexp(x.data))
    np.testing.assert_array_equal(gradient(y, x), expected)
    np.testing.assert_array_equal(
        gradient(special.logsumexp(x, b=np.ones(len(values))), x), expected
    )


def test_weights_of_zero_have_their_derivative_and_hide_infinities() -> None:
    a, b = variable(1.0, 2.0, INF), variable(1.0, 0.0, 0.0)
    y = special.logsumexp(a, b=b)
    assert y.item() == 1.0
    ga, gb = ad.gradients(y, [a, b])
    np.testing.assert_array_equal(ga.data, [1.0, 0.0, 0.0])
    np.testing.assert_allclose(gb.data, [1.0, np.e, 0.0])


def test_signs_are_plain() -> None:
    a = variable(1.0, 2.0)
    y, sign = special.logsumexp(a, b=np.array([1.0, -1.0]), return_sign=True)
    assert isinstance(sign, np.generic | np.ndarray)
    assert sign == -1.0
    weights = np.array([np.e, -(np.e**2)])
    np.testing.assert_allclose(gradient(y, a), weights / weights.sum())
    with pytest.raises(NoRuleError, match="return_sign of complex"):
        special.logsumexp(variable(1j, 2.0), return_sign=True)


def test_empty_axes_of_sums() -> None:
    x = Variable(np.zeros((2, 0)))
    y = special.logsumexp(x, axis=0)
    assert y.shape == (0,)
    assert gradient(y.sum(), x).shape == (2, 0)


def test_softmax_of_what_is_hidden() -> None:
    x = variable(-INF, 1.0, 1.0)
    np.testing.assert_allclose(gradient(special.softmax(x)[1], x), [0.0, 0.25, -0.25])
    np.testing.assert_allclose(gradient(special.log_softmax(x)[1], x), [0.0, 0.5, -0.5])
    x = variable(800.0, 0.0)
    np.testing.assert_array_equal(gradient(special.log_softmax(x)[1], x), [-1.0, 1.0])


@pytest.mark.parametrize("f", [special.logsumexp, special.softmax, special.log_softmax])
def test_wrong_axes_are_numpys_errors(f: Any) -> None:
    with pytest.raises(np.exceptions.AxisError):
        f(variable(1.0, 2.0), axis=3)


def test_no_graph_without_recording() -> None:
    v = variable(0.5, 1.5)
    with ad.no_grad():
        for y in (sc.erf(v), sc.jv(1, v), sc.chdtr(2.0, v), special.softmax(v), sc.airy(v)[0]):
            assert y.creator is None
