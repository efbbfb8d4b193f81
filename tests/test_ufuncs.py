"""Ufuncs at their kinks, ties, steps and infinities; their methods and keywords."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from operations.case import NUMPY
from untyped import variable

import autodiff as ad
from autodiff import DetachedError
from autodiff.operands import plain
from autodiff.ops.elementwise.bessel import bessel
from autodiff.ops.elementwise.sinc import derivative
from autodiff.registry import PLAIN, UFUNCS

nan, inf = math.nan, math.inf
numpy: Any = np


def grad(f: Any, *xs: Any) -> list[Any]:
    variables = [variable(np.asarray(x)) for x in xs]
    f(*variables).sum().backward()
    return [v.grad for v in variables]


def second(f: Any, *xs: Any) -> list[Any]:
    """Return the derivatives of the first derivative by the first argument."""
    variables = [variable(np.asarray(x)) for x in xs]
    first = ad.gradients(f(*variables).sum(), variables, create_graph=True)[0]
    return [g.data for g in ad.gradients(first.sum(), variables, allow_unused=True)]


def test_every_ufunc_is_decided() -> None:
    ufuncs = {u for u in vars(np).values() if isinstance(u, np.ufunc)}
    multiple = {np.modf, np.frexp, np.divmod}
    products = {numpy.vecdot, *(getattr(np, n) for n in ("matvec", "vecmat") if hasattr(np, n))}
    assert ufuncs - set(UFUNCS) - PLAIN - multiple - products == set()


# Kinks, ties and infinities


def test_the_origin_has_gradient_zero() -> None:
    for f in (np.hypot, np.arctan2):
        np.testing.assert_array_equal(grad(f, [0.0], [0.0]), [[0.0], [0.0]])
        np.testing.assert_array_equal(second(f, [0.0], [0.0]), [[0.0], [0.0]])
    np.testing.assert_array_equal(grad(np.angle, [0j])[0], [0j])
    np.testing.assert_array_equal(grad(np.angle, [-1.0, 0.0, 1.0])[0], np.zeros(3))


@pytest.mark.parametrize("scale", [1e-200, 1.0, 1e200])
def test_neither_length_nor_angle_overflows(scale: float) -> None:
    np.testing.assert_allclose(grad(np.hypot, 3 * scale, 4 * scale), [0.6, 0.8])
    g0, g1 = grad(np.arctan2, 3 * scale, 4 * scale)
    np.testing.assert_allclose([g0 * scale, g1 * scale], [4 / 25, -3 / 25])


@pytest.mark.parametrize(("f", "sign"), [(np.fmax, 1.0), (np.fmin, -1.0)])
def test_fmax_and_fmin_pass_over_nan(f: Any, sign: float) -> None:
    x0, x1 = np.array([1.0, nan, 2.0, nan, 1.0]), np.array([1.0, 1.0, nan, nan, 0.0])
    g0, g1 = grad(f, sign * x0, sign * x1)
    np.testing.assert_array_equal(g0, [0.5, 0.0, 1.0, 0.5, 1.0])
    np.testing.assert_array_equal(g0 + g1, np.ones(5))
    (g,) = grad(lambda x: f(x * np.array([1.0, nan]), sign), [2 * sign, 2 * sign])
    np.testing.assert_array_equal(g, [1.0, 0.0])  # no NaN of what lost
    (g,) = grad(lambda x: f.reduce(x, axis=1), [[nan, nan], [nan, 1.0], [2.0, 2.0]])
    np.testing.assert_array_equal(g, [[0.5, 0.5], [0.0, 1.0], [0.5, 0.5]])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("f", [np.logaddexp, np.logaddexp2])
def test_shares_of_a_sum_of_exponentials(f: Any) -> None:
    x0 = np.array([-inf, inf, inf, 0.0, -inf, 1e17, 1.0, 1e4, -1e4])
    x1 = np.array([-inf, inf, 0.0, -inf, 3.0, 1e17, 1.0, 0.0, 0.0])
    expected = [0.5, 0.5, 1.0, 1.0, 0.0, 0.5, 0.5, 1.0, 0.0]
    g0, g1 = grad(f, x0, x1)
    np.testing.assert_array_equal(g0, expected)
    np.testing.assert_array_equal(g0 + g1, np.ones(9))
    h0, h1 = second(f, x0, x1)
    base = 1.0 if f is np.logaddexp else math.log(2)
    np.testing.assert_allclose(h0, base * np.array([0, 0, 0, 0, 0, 0.25, 0.25, 0, 0]), atol=1e-300)
    np.testing.assert_array_equal(h1, -h0)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_logarithm_of_a_sum_of_infinities() -> None:
    f = np.logaddexp.reduce
    np.testing.assert_array_equal(grad(f, [-inf, -inf])[0], [0.5, 0.5])
    np.testing.assert_array_equal(grad(f, [inf, 1.0, inf])[0], [0.5, 0.0, 0.5])
    np.testing.assert_array_equal(grad(f, [-inf, 1.0])[0], [0.0, 1.0])
    np.testing.assert_array_equal(grad(f, [1e5, 1e5])[0], [0.5, 0.5])


def test_a_weight_far_below_the_other_is_accurate() -> None:
    g0, _ = grad(np.logaddexp, -40.0, 0.0)
    np.testing.assert_allclose(g0, math.exp(-40) / (1 + math.exp(-40)), rtol=1e-15)


@given(st.floats(-50, 50), st.floats(-7, 7).filter(lambda x: abs(x) > 1e-3))
def test_remainders_are_their_quotient_times_the_divisor(x0: float, x1: float) -> None:
    """The exact quotient: ``x0 / x1`` may have been rounded across a step."""
    for f, quotient in ((np.remainder, math.floor), (np.fmod, math.trunc)):
        g0, g1 = grad(f, x0, x1)
        assert g0 == 1.0
        assert g1 == -quotient(Fraction(x0) / Fraction(x1)) or float(f(x0, x1)) in {0.0, x1}


def test_a_quotient_that_rounds_up() -> None:
    assert grad(np.remainder, 1.0, 0.1)[1] == -9.0
    assert grad(np.fmod, 1.0, 0.1)[1] == -9.0


def test_copysign_has_a_kink() -> None:
    g0, g1 = grad(np.copysign, [0.0, 2.0, -2.0, 2.0], [-1.0, -1.0, -0.0, 1.0])
    np.testing.assert_array_equal(g0, [0.0, -1.0, 1.0, 1.0])
    np.testing.assert_array_equal(g1, np.zeros(4))


def test_heaviside_takes_its_value_at_zero() -> None:
    g0, g1 = grad(np.heaviside, [0.0, 2.0, -2.0, nan], [-1.0, 1.0, 1.0, 1.0])
    np.testing.assert_array_equal(g0, np.zeros(4))
    np.testing.assert_array_equal(g1, [1.0, 0.0, 0.0, 0.0])


STEPS: list[Any] = [np.floor, np.ceil, np.trunc, np.rint, np.fix, np.round, np.spacing, np.sign]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("f", STEPS, ids=lambda f: f.__name__)
def test_steps_have_gradient_zero(f: Any) -> None:
    np.testing.assert_array_equal(grad(f, [0.5, 1.0, -0.0, inf])[0], np.zeros(4))
    np.testing.assert_array_equal(grad(lambda x: np.log(0 * f(x)), [0.5])[0], [0.0])
    assert f(variable(np.array([1, 2]))).dtype == f(np.array([1, 2])).dtype


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_powers_of_zero_and_of_negative_numbers() -> None:
    g0, g1 = grad(np.power, [0.0, 0.0, 0.0], [0.0, -1.0, 2.0])
    np.testing.assert_array_equal(g0, [0.0, -inf, 0.0])
    np.testing.assert_array_equal(g1, np.zeros(3))
    for n in (np.array([2, 3, -1, 0]), np.array([2.0, 3.0, -1.0, 0.0])):
        np.testing.assert_array_equal(
            grad(lambda x, n=n: np.power(x, n), np.full(4, -2.0))[0], [-4.0, 12.0, -0.25, 0.0]
        )
    dtypes: list[Any] = [np.uint8, np.int8, np.float32, np.complex64]
    for dtype in dtypes:
        exponents = np.array([0, 1, 2, 3], dtype)
        (g,) = grad(lambda x, e=exponents: np.real(np.power(x, e)), np.zeros(4, complex))
        np.testing.assert_array_equal(g, [0.0, 1.0, 0.0, 0.0])


def test_float_power_is_in_double_precision() -> None:
    x: Any = variable(np.array([2.0], np.float32))
    y = np.float_power(x, x)
    assert y.dtype == np.float64
    y.backward()
    assert x.grad.dtype == np.float32
    np.testing.assert_allclose(x.grad, 4 * (1 + math.log(2)), rtol=1e-6)
    np.testing.assert_array_equal(np.float_power(variable(np.array([2, 4])), -1).data, [0.5, 0.25])


SIDES = [complex(a, b) for a, b in itertools.product((2.0, -2.0, 0.5), (0.0, -0.0))]
SIDES += [complex(b, a) for a, b in itertools.product((2.0, -2.0, 0.5), (0.0, -0.0))]
INVERSE: list[Any] = [np.arcsin, np.arccos, np.arctan, np.arcsinh, np.arccosh, np.arctanh]
INVERSE += [np.sqrt, np.log, np.log1p, np.log2, np.log10]


@pytest.mark.parametrize("f", INVERSE, ids=lambda f: f.__name__)
@pytest.mark.parametrize("z", SIDES)
def test_derivatives_on_branch_cuts_are_those_of_their_side(f: Any, z: complex) -> None:
    def moved(h: float) -> Any:  # along the cut, keeping the sign of the part that is 0
        return f(complex(z.real + h, z.imag) if z.real else complex(z.real, z.imag + h))

    h = 1e-5
    expected = (moved(h) - moved(-h)) / (2 * h) / (1 if z.real else 1j)
    (g,) = grad(lambda x: np.real(f(x)), [z])
    np.testing.assert_allclose(np.conj(g), [expected], rtol=1e-8, atol=1e-9)


# Several outputs


def test_outputs_of_modf_frexp_and_divmod() -> None:
    x = variable(np.array([2.5, -3.25, -inf, 0.0]))
    for ours, theirs in ((np.modf(x), np.modf(x.data)), (np.frexp(x), np.frexp(x.data))):
        assert type(ours) is tuple
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_array_equal(getattr(a, "data", a), b)
    _, exponent = np.frexp(x)
    assert type(exponent) is np.ndarray
    k = variable(np.array([7, -7, 5]))
    for a, b in zip(np.divmod(k, 2), np.divmod(k.data, 2), strict=True):
        assert a.data.dtype == b.dtype
        np.testing.assert_array_equal(a.data, b)
    np.testing.assert_array_equal(np.signbit(np.modf(variable(np.array([-2.0])))[0]), [True])


@pytest.mark.parametrize("exponent", [3, np.array([1, -2]), variable(np.array([1, -2]))])
def test_an_exponent_is_an_integer(exponent: Any) -> None:
    x = variable(np.array([1.5, 2.5], np.float32))
    y = np.ldexp(x, exponent)
    assert y.dtype == np.float32
    y.backward()
    np.testing.assert_array_equal(x.grad, 2.0 ** plain(exponent) * np.ones(2))
    with pytest.raises(TypeError, match="ldexp"):
        np.ldexp(x, 2.0)


# Methods


def loop_of_running_shares(x: Any, g: Any, best: Any) -> Any:
    """Return the cotangent of ``x`` for ``g`` of its running extremum, element by element."""
    gx = np.zeros_like(x)
    for i in range(len(x)):
        ties = np.flatnonzero(x[: i + 1] == best(x[: i + 1]))
        gx[ties] += g[i] / len(ties)
    return gx


@given(arrays(np.float64, st.integers(1, 12), elements=st.integers(0, 3)), st.booleans())
def test_a_running_extremum_is_shared_by_those_that_attain_it(x: Any, least: bool) -> None:
    f, best = (np.minimum, np.min) if least else (np.maximum, np.max)
    v, g = variable(x), np.cos(np.arange(x.size))
    y: Any = f.accumulate(v)
    y.backward(gy=g)
    np.testing.assert_allclose(v.grad, loop_of_running_shares(x, g, best), atol=1e-14)
    y, dy = ad.jvp(f.accumulate, [x], [g])
    np.testing.assert_array_equal(y, f.accumulate(x))
    np.testing.assert_allclose(np.sum(dy * g), np.sum(v.grad * g), atol=1e-13)


def test_a_running_maximum_of_nan() -> None:
    (g,) = grad(np.maximum.accumulate, [1.0, nan, 3.0, nan])
    np.testing.assert_array_equal(g, [1.0, 2.5, 0.0, 0.5])


def test_accumulate_is_numpys() -> None:
    x = variable(np.array([[1, 3], [2, 2]]))
    np.testing.assert_array_equal(np.maximum.accumulate(x).data, [[1, 3], [2, 3]])
    assert np.maximum.accumulate(x, axis=1, dtype=np.float32).dtype == np.float32
    for bad in ({"axis": 2}, {"axis": None}):
        with pytest.raises(ValueError, match=r"np\.maximum\.accumulate"):
            np.maximum.accumulate(x, **bad)
    with pytest.raises(TypeError, match=r"np\.maximum\.accumulate.*scalar"):
        np.maximum.accumulate(variable(np.array(1.0)))


def test_reduce_is_numpys() -> None:
    x = variable(np.array([[1.0, 3.0], [2.0, nan]]))
    assert np.add.reduce(x).shape == (2,)
    assert np.add.reduce(variable(np.array(2.0))).item() == 2.0
    assert np.maximum.reduce(x, axis=(0, 1), keepdims=True).shape == (1, 1)
    assert np.maximum.reduce(x, dtype=np.float32).dtype == np.float32
    assert np.fmax.reduce(x, axis=None, initial=5.0).item() == 5.0
    assert np.fmin.reduce(x, axis=None, initial=9.0, where=x > 1).item() == 2.0
    assert np.fmax.reduce(variable(np.zeros((0, 2))), initial=1.0).tolist() == [1.0, 1.0]
    for f in (np.add, np.multiply, np.maximum, np.minimum):
        some: Any = {"axis": None, "initial": 2.0, "where": x.data > 1}
        assert f.reduce(x, **some).item() == f.reduce(x.data, **some)
    with pytest.raises(ValueError, match=r"np\.add\.reduce: .*axis 2"):
        np.add.reduce(x, axis=2)
    with pytest.raises(ValueError, match=r"np\.add\.reduce: .*no identity"):
        np.add.reduce(variable(np.zeros(0)), initial=None)
    with pytest.raises(ValueError, match="binary"):
        np.sin.reduce(x)
    with pytest.raises(DetachedError, match=r"np\.add\.reduce: out="):
        np.add.reduce(x, out=np.zeros(2))


def test_the_remedy_of_a_refused_fold_works() -> None:
    x = variable(np.array([3.0, 4.0, 12.0]))
    y = reduce(np.hypot, x)
    assert y.item() == 13.0
    y.backward()
    np.testing.assert_allclose(x.grad, x.data / 13)
    steps: Any = np.stack([*itertools.accumulate(x, np.subtract)])
    np.testing.assert_array_equal(steps.data, np.subtract.accumulate(x.data))


def test_plain_ufuncs_have_plain_methods() -> None:
    x, k = variable(np.array([1.0, 0.0])), variable(np.array([6, 4]))
    assert np.logical_and.reduce(x) == np.False_
    assert np.gcd.reduce(k) == 2
    np.testing.assert_array_equal(np.greater.outer(x, k), [[False, False]] * 2)
    np.testing.assert_array_equal(np.bitwise_xor.accumulate(k), [6, 2])
    out = np.zeros(2, bool)
    assert np.isfinite(x, out=out) is out
    with pytest.raises(TypeError, match="datetime64"):
        np.isnat(x)


def test_outer_is_numpys() -> None:
    x = variable(np.array([[1.0, 2.0]], np.float32))
    for other in (0.5, np.ones(3), np.float32(2)):
        y = np.multiply.outer(x, other)
        expected = np.multiply.outer(x.data, other)
        assert y.dtype == expected.dtype
        np.testing.assert_array_equal(y.data, expected)
    quotient, remainder = numpy.divmod.outer(x, np.array([0.7, 0.3]))
    assert quotient.shape == remainder.shape == (1, 2, 2)
    with pytest.raises(TypeError, match="outer"):
        np.matmul.outer(x, x)
    with pytest.raises(TypeError, match=r"np\.add\.outer: operand 0 is <class 'list'>"):
        np.add.outer([1.0], x)


# Keywords


def power(x: Any, *, where: Any) -> Any:
    return np.power(x, -1.5, where=where)


@pytest.mark.parametrize("f", [np.log, np.sqrt, np.reciprocal, np.arccosh, power])
def test_elements_left_out_are_never_computed(f: Any) -> None:
    x = variable(np.array([-1.0, 4.0, 0.0, nan]))
    y = f(x, where=np.array([False, True, False, False]))
    y.sum().backward()
    np.testing.assert_array_equal(y.data, [0.0, f(np.array([4.0]), where=True)[0], 0.0, 0.0])
    np.testing.assert_array_equal(x.grad != 0, [False, True, False, False])


def test_a_mask_broadcasts_and_may_be_a_variable() -> None:
    x = variable(np.array(2.0))
    y = np.exp(x, where=np.array([True, False, True]))
    assert y.shape == (3,)
    y.sum().backward()
    np.testing.assert_allclose(x.grad, 2 * math.exp(2.0))
    np.testing.assert_array_equal(np.add(x, 1.0, where=variable(np.array(False))).data, 0.0)
    mask = np.array([False, True])
    dividend: Any = variable(np.array([3.0, 4.0]))
    quotient, remainder = np.divmod(dividend, np.array([0.0, 3.0]), where=mask)
    np.testing.assert_array_equal(quotient.data, [0.0, 1.0])
    np.testing.assert_array_equal(remainder.data, [0.0, 1.0])


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.longdouble, np.complex64])
def test_a_computation_in_another_dtype(dtype: Any) -> None:
    a, b = np.array([1.1, 2.3]), np.array([0.1, 0.7])
    x = variable(a)
    options: dict[str, Any] = {"dtype": dtype, "casting": "same_kind"}
    y = np.multiply(x, b, **options)
    expected = np.multiply(a, b, **options)
    assert y.dtype == expected.dtype
    np.testing.assert_array_equal(y.data, expected)
    np.real(y).sum().backward()
    assert x.grad.dtype == np.float64
    np.testing.assert_allclose(x.grad, b, rtol=1e-3)


def test_errors_of_keywords_are_numpys() -> None:
    x = variable(np.array([1.0, 2.0]))
    with pytest.raises(TypeError, match="foo"):
        numpy.add(x, 1.0, foo=1)
    with pytest.raises(TypeError, match="casting rule"):
        np.add(x, 1.0, dtype=int)
    with pytest.raises(DetachedError, match=r"np\.add: dtype=int64 has no derivative"):
        np.add(x, 1.0, dtype=np.int64, casting="unsafe")
    with pytest.raises(ValueError, match="order"):
        numpy.add(x, 1.0, order="Q")
    with pytest.raises(DetachedError, match=r"np\.modf: out="):
        numpy.modf(x, out=(None, np.zeros(2)))
    assert numpy.add(x, 1.0, out=(None,)).tolist() == [2.0, 3.0]
    assert np.add(variable(np.ones((2, 3))), 1.0, order="F").data.flags.f_contiguous


# Functions much like ufuncs


def exact_bessel(n: int, x: float) -> Fraction:
    """Return ``I_n(x)`` by its power series in exact arithmetic, to 40 digits."""
    square = (Fraction(x) / 2) ** 2
    square = Fraction(round(square * 10**60), 10**60)
    term: Fraction = (Fraction(x) / 2) ** n / math.factorial(n)
    total: Fraction = term
    k = 0
    while term > total / 10**40:
        k += 1
        term = Fraction(round(term * square / (k * (n + k)) * 10**50), 10**50)
        total += term
    return total


@pytest.mark.parametrize("n", [1, 2, 3, 6])
@pytest.mark.parametrize("x", [0.5, 1.0, 7.3, 8.0, 33.0, 150.5, 700.0])
def test_bessel_functions_are_accurate(n: int, x: float) -> None:
    exact = exact_bessel(n, x)
    for points in (np.array([x]), np.array([x, 700.0])):
        y = bessel(points, n)
        assert abs(Fraction(float(y[0])) / exact - 1) < 1e-14
        np.testing.assert_array_equal(bessel(-points, n), (-1) ** n * y)


def test_bessel_functions_at_the_ends() -> None:
    (g,) = grad(np.i0, [0.0, nan, 1e-200])
    np.testing.assert_allclose(g, [0.0, nan, 5e-201], rtol=1e-15, atol=0)
    assert np.i0(variable(np.array([1.0], np.float32))).dtype == np.float32
    with pytest.raises(TypeError, match="complex"):
        np.i0(variable(np.array([1j])))
    with np.errstate(over="ignore"):
        np.testing.assert_array_equal(bessel(np.array([inf, -inf, 1e5]), 1), [inf, -inf, inf])


@pytest.mark.parametrize("n", range(7))
def test_derivatives_of_sinc_agree_with_their_series(n: int) -> None:
    for z in (0.0, 1e-9, 0.3, 1.0, 1.9, 2.6, 3.5, 4.1, 9.0):
        terms = (
            (-1) ** k * Fraction(z) ** (2 * k - n) / ((2 * k + 1) * math.factorial(2 * k - n))
            for k in range((n + 1) // 2, 40)
        )
        assert abs(float(derivative(np.array(z), n)) - float(sum(terms))) < 1e-15


def test_sinc_is_smooth_at_zero() -> None:
    x = variable(np.array(0.0))
    y = np.sinc(x)
    derivatives = [y]
    for _ in range(4):
        (y,) = ad.gradients(y, [x], create_graph=True)
        derivatives.append(y)
    expected = [1.0, 0.0, -(math.pi**2) / 3, 0.0, math.pi**4 / 5]
    np.testing.assert_allclose([d.item() for d in derivatives], expected, rtol=1e-14)


def test_nan_to_num_passes_on_what_is_finite() -> None:
    np.testing.assert_array_equal(grad(np.nan_to_num, [nan, inf, -inf, 1.0])[0], [0, 0, 0, 1])
    g, fill = grad(lambda x, y: np.nan_to_num(x, nan=y, posinf=-y), [nan, inf, 1.0], 2.0)
    np.testing.assert_array_equal(g, [0.0, 0.0, 1.0])
    assert fill == 0.0  # 1 for the NaN, -1 for the infinity
    z = variable(np.array([complex(nan, 2.0), complex(3.0, -inf)]))
    np.testing.assert_array_equal(np.nan_to_num(z, neginf=1.0).data, [2j, 3 + 1j])
    np.real(np.nan_to_num(z) * (1 - 1j)).sum().backward()
    np.testing.assert_array_equal(z.grad, [1j, 1.0])
    for data in (np.array([1, 2]), np.array([True]), np.array([nan, inf], np.float16)):
        y = np.nan_to_num(variable(data))
        assert y.dtype == data.dtype
        np.testing.assert_array_equal(y.data, np.nan_to_num(data))
    assert numpy.nan_to_num(variable(np.array([nan], np.float32)), nan=np.array(0.1)).dtype == "f4"


def test_real_if_close() -> None:
    z = variable(np.array([1.0 + 1e-16j]))
    assert np.real_if_close(z).dtype == np.float64
    assert np.real_if_close(z + 1j).dtype == np.complex128
    assert np.real_if_close(variable(np.array([1, 2]))).dtype == int


def test_unwrap_is_numpys() -> None:
    for p, options in (
        (np.array([0, 3, 4]), {"period": 4}),
        (np.array([0, 3, 4]), {}),
        (np.array([0.0, 3.1, 9.0], np.float32), {}),
        (np.array([[0.0, 7.0, 1.0], [3.0, 2.0, nan]]), {"axis": 0, "discont": 4.0}),
    ):
        y = numpy.unwrap(variable(p), **options)
        expected = numpy.unwrap(p, **options)
        assert y.dtype == expected.dtype
        np.testing.assert_array_equal(y.data, expected)
    g, by_period = grad(lambda x, p: numpy.unwrap(x, period=p), [0.0, 7.0, 1.5], 4.0)
    np.testing.assert_array_equal(g, np.ones(3))
    assert by_period == -2.0 - 1.0  # 7 and 1.5 became -1 and -2.5


def test_interpolation_at_points_and_beyond() -> None:
    xp, fp = np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 5.0])
    x = np.array([-1.0, 0.0, 1.0, 2.0, 3.0, inf, -inf])
    g, _, gf = grad(np.interp, x, xp, fp)
    np.testing.assert_array_equal(g, [0.0, 1.0, 4.0, 0.0, 0.0, 0.0, 0.0])
    np.testing.assert_array_equal(gf, [3.0, 1.0, 3.0])
    f: Any = lambda x, left, right: numpy.interp(x, xp, fp, left, right)  # noqa: E731
    _, left, right = grad(f, x, 7.0, 8.0)
    assert (left, right) == (2.0, 2.0)
    period = 2.5

    def periodic(x: Any, period: Any) -> Any:
        return numpy.interp(x, [0.3, 1.0, 2.1], [2.0, 1.0, 5.0], period=period)

    (_, g) = grad(periodic, [4.0, -3.3], period)
    h = 1e-6
    arrays_ = np.array([4.0, -3.3])
    expected = np.sum(periodic(arrays_, period + h) - periodic(arrays_, period - h)) / (2 * h)
    np.testing.assert_allclose(g, expected, rtol=1e-8)


@pytest.mark.parametrize("scale", [-inf, inf])
def test_interpolation_towards_a_point_infinitely_far_away(scale: float) -> None:
    xp, fp = np.sort([scale, 1.0]), np.array([0.0, 10.0])
    gx, gxp, gfp = grad(np.interp, np.array([0.5, 3.0, 1.0]), xp, fp)
    np.testing.assert_array_equal(gx, np.zeros(3))
    np.testing.assert_array_equal(gxp, np.zeros(2))
    np.testing.assert_array_equal(gfp, [0.0, 3.0] if scale < 0 else [3.0, 0.0])


def test_interpolation_is_numpys() -> None:
    k = variable(np.array([1, 2], np.int32))
    np.testing.assert_array_equal(np.interp(k, [0, 1, 3], [0, 1, 5]).data, [1.0, 3.0])
    x = variable(np.array([0.5], np.float32))
    y = np.interp(x, [0.0, 0.5, 0.5, 1.0], [0.0, 1.0, 2.0, 5.0])
    assert y.dtype == np.float64
    assert y.tolist() == [2.0]
    y.backward()
    assert (x.grad.dtype, x.grad.tolist()) == (np.float32, [6.0])
    assert np.interp(0.5, [0.0, 1.0], variable(np.array([1.0, 2j]))).item() == 0.5 + 1j
    for bad in (([0, 1, 2], [0, 1]), ([], [])):
        with pytest.raises(ValueError, match=r"length|empty"):
            np.interp(x, *bad)
    with pytest.raises(ValueError, match="period"):
        np.interp(x, [0, 1], [0, 1], period=0)


@pytest.mark.skipif(NUMPY < "2.1.0", reason="min= and max= came with NumPy 2.1")
def test_clip_is_numpys() -> None:
    x = variable(np.array([-2.0, 0.5, 3.0]))
    np.testing.assert_array_equal(numpy.clip(x, max=1.0).data, [-2.0, 0.5, 1.0])
    np.testing.assert_array_equal(numpy.clip(x, min=0.0, max=1.0).data, [0.0, 0.5, 1.0])
    np.testing.assert_array_equal(np.clip(x, 1.0, 0.0).data, np.clip(x.data, 1.0, 0.0))
    same = np.clip(x, None, None)
    assert same is not x
    same.backward()
    np.testing.assert_array_equal(x.grad, np.ones(3))
    with pytest.raises(TypeError, match="a_max is missing"):
        numpy.clip(x, 0.0)
    with pytest.raises(ValueError, match="not as both"):
        numpy.clip(x, 0.0, 1.0, max=2.0)
    k = np.array([1, 200], np.uint8)
    for low, high in ((-1, 300), (2, 100), (0, None)):
        y = np.clip(variable(k), low, high)
        assert y.dtype == np.uint8
        np.testing.assert_array_equal(y.data, np.clip(k, low, high))
