"""Norms, condition numbers, pseudo-inverses and least squares: kinks, ties, ranks, precision."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import mpmath as mp
import numpy as np
import pytest
from differences import gradient

import autodiff as ad
from autodiff import Variable
from autodiff.ops.linalg.nuclear import UnitaryFactor

ALL_ORDERS: list[Any] = [None, 2, 1, 3, 4.0, 1.5, 0.5, -1, -2.5, 0, np.inf, -np.inf]
MATRIX_ORDERS: list[Any] = [None, "fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf]
linalg: Any = np.linalg  # whose stubs know no Variable
polyfit: Any = np.polyfit
EPS = np.finfo(np.float64).eps


def random(*shape: int, seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=shape)


def gradient_of(f: Callable[..., Any], *arrays: Any, gy: Any = None) -> Any:
    """Return the gradient by the first array."""
    xs = [Variable(np.array(a)) for a in arrays]
    y = f(*xs)
    y.backward(gy=np.ones(y.shape, y.dtype) if gy is None else np.asarray(gy))
    return xs[0].grad


def norm(order: Any, axis: Any = 0) -> Callable[[Any], Any]:
    return lambda x: linalg.norm(x, order, axis)


# Norms


@pytest.mark.parametrize("order", ALL_ORDERS)
@pytest.mark.parametrize("dtype", [np.float64, np.complex64])
def test_the_norm_of_zeros_has_gradient_zero(order: Any, dtype: Any) -> None:
    with np.errstate(divide="ignore"):  # a negative power of 0, in NumPy's value
        g = gradient_of(norm(order), np.zeros(3, dtype))
    assert g.dtype == dtype
    np.testing.assert_array_equal(g, 0)


@pytest.mark.parametrize("order", MATRIX_ORDERS)
def test_the_norm_of_a_matrix_of_zeros_has_gradient_zero(order: Any) -> None:
    np.testing.assert_array_equal(gradient_of(norm(order, (0, 1)), np.zeros((2, 3))), 0)


@pytest.mark.parametrize("order", [2, 3, 4.0, 1.5, 1.01])
def test_next_to_zeros_the_gradient_is_true(order: Any) -> None:
    x = np.array([0.0, 3.0, 0.0, -4.0])
    y = linalg.norm(x, order)
    with np.errstate(all="raise"):
        g = gradient_of(norm(order), x)
    np.testing.assert_allclose(g, np.sign(x) * (np.abs(x) / y) ** (order - 1), rtol=1e-14)


@pytest.mark.parametrize("order", [1, 0.5])
def test_an_element_at_its_kink_gets_zero(order: Any) -> None:
    with np.errstate(all="raise"):
        g = gradient_of(norm(order), np.array([0.0, 3.0]))
    assert g[0] == 0
    assert g[1] == pytest.approx(1, rel=1e-15)


@pytest.mark.parametrize("order", [-1, -3.0, -np.inf])
def test_where_the_smallest_is_zero_nothing_else_matters(order: Any) -> None:
    with np.errstate(divide="ignore"):
        np.testing.assert_array_equal(gradient_of(norm(order), np.array([0.0, 3.0])), 0)


@pytest.mark.parametrize("order", [None, 2, 3, 2.5, 1.5, 0.5, -1, -3])
@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1e-100, 1e100, 1e160, 1e300])
def test_the_gradient_does_not_depend_on_the_scale(order: Any, scale: float) -> None:
    x = np.array([3.0, -1.0, 2.0])
    with np.errstate(over="ignore", under="ignore", divide="ignore"):
        g = gradient_of(norm(order), x * scale)
        single = gradient_of(norm(order), (x * scale ** (1 / 9)).astype(np.float32))
        rows = gradient_of(norm(order, 1), np.stack([x * scale, x, 0 * x]))
    expected = gradient_of(norm(order), x)
    np.testing.assert_allclose(g, expected, rtol=1e-12)
    np.testing.assert_allclose(single, expected, rtol=1e-4)
    np.testing.assert_allclose(rows, [expected, expected, 0 * x], rtol=1e-12)


def test_a_large_cotangent_of_a_small_norm_does_not_overflow() -> None:
    g = gradient_of(lambda x: linalg.norm(x) * 1e200, np.array([3e-150, 4e-150]))
    np.testing.assert_allclose(g, [0.6e200, 0.8e200], rtol=1e-14)


@pytest.mark.parametrize("order", [None, 3, 1.5])
def test_infinite_elements_have_the_limit(order: Any) -> None:
    x = np.array([np.inf, 1.0, -np.inf])
    limit = gradient_of(norm(order), np.array([1e9, 1e-9, -1e9]))
    np.testing.assert_allclose(gradient_of(norm(order), x), limit, rtol=0, atol=1e-8)


@pytest.mark.parametrize("order", ALL_ORDERS)
def test_a_zero_cotangent_gives_zero(order: Any) -> None:
    x = np.array([[np.nan, 1.0], [0.0, 0.0], [3.0, 4.0]])
    with np.errstate(divide="ignore"):
        g = gradient_of(norm(order, 1), x, gy=[0.0, 0.0, 1.0])
    np.testing.assert_array_equal(g[:2], 0)
    np.testing.assert_allclose(g[2], gradient_of(norm(order), x[2]), rtol=1e-15)


@pytest.mark.parametrize("order", [np.inf, -np.inf])
def test_ties_share_evenly(order: Any) -> None:
    g = gradient_of(norm(order), np.array([2.0, -2.0, 2.0]))
    np.testing.assert_allclose(g, [1 / 3, -1 / 3, 1 / 3])
    g = gradient_of(norm(order, (0, 1)), np.array([[1.0, -1.0], [2.0, 0.0]]))
    np.testing.assert_allclose(g, [[0.5, -0.5], [0.5, 0.0]])


def test_equal_singular_values_share_evenly() -> None:
    for order in (2, -2):
        g = gradient_of(norm(order, (0, 1)), np.eye(2))
        np.testing.assert_allclose(g, np.eye(2) / 2, atol=1e-15)


@pytest.mark.parametrize("order", [2, 3, 4.0])
@pytest.mark.parametrize("x", [[0.0, 3.0, -4.0], [0j, 3.0 + 1j, -4.0]])
def test_the_second_derivative_is_right_next_to_zeros(order: Any, x: Any) -> None:
    assert_second(norm(order), np.array(x), rtol=1e-6)


@pytest.mark.parametrize("a", [2 * np.eye(3), np.eye(3)[:, :2], np.eye(2, 3), 1j * np.eye(2)])
def test_the_nuclear_norm_is_smooth_where_singular_values_are_equal(a: Any) -> None:
    assert_second(norm("nuc", (0, 1)), a, rtol=1e-6)


def assert_second(f: Callable[[Any], Any], x: Any, rtol: float) -> None:
    """Compare a product with the Hessian with the difference of two gradients."""
    t, step = random(*x.shape, seed=1).astype(x.dtype), 1e-5
    v = Variable(x)
    (g,) = ad.gradients(f(v), [v], create_graph=True)
    (along,) = ad.gradients(np.real(np.conj(g) * t).sum(), [v])
    expected = (gradient_of(f, x + step * t) - gradient_of(f, x - step * t)) / (2 * step)
    np.testing.assert_allclose(along.data, expected, rtol=rtol, atol=1e-7)
    _, tangent = ad.jvp(lambda z: ad.gradients(f(z), [z], create_graph=True)[0], [v], [t])
    np.testing.assert_allclose(
        np.asarray(getattr(tangent, "data", tangent)), expected, rtol=rtol, atol=1e-7
    )


def test_the_order_is_no_argument_that_is_differentiated() -> None:
    x = Variable(random(3))
    with pytest.raises(ad.NoRuleError, match=r"norm.*ord"):
        linalg.norm(x, ord=Variable(np.array(3.0)))
    with pytest.raises(ad.NoRuleError, match=r"norm.*one number"):
        linalg.norm(x, ord=(1, 2, 3))
    assert linalg.norm(x, ord=Variable(np.array(3))).item() == linalg.norm(x.data, 3)


# The same errors and dtypes as NumPy


NORM_CALLS: list[Callable[[Any], Any]] = [
    lambda x: linalg.norm(x, "fro", 0),
    lambda x: linalg.norm(x, 3, (0, 1)),
    lambda x: linalg.norm(x, "what", (0, 1)),
    lambda x: linalg.norm(x, 1),
    lambda x: linalg.norm(x, 2, (0, 1, 2)),
    lambda x: linalg.norm(x, None, (0, 0)),
    lambda x: linalg.norm(x, None, 5),
    lambda x: linalg.norm(x, None, (0, 7)),
    lambda x: linalg.norm(x, None, "a"),
    lambda x: linalg.norm(x[:0], -np.inf, 0),
    lambda x: linalg.vector_norm(x, axis=(0, 0)),
    lambda x: linalg.vector_norm(x, axis=(0, 5)),
    lambda x: linalg.vector_norm(x, ord="fro"),
    lambda x: linalg.matrix_norm(x[0, 0]),
    lambda x: linalg.matrix_norm(x, ord=3),
    lambda x: linalg.cond(x[0, 0]),
    lambda x: linalg.cond(x[:, :0]),
    lambda x: linalg.cond(x, 1),
    lambda x: linalg.cond(x[:, :, :3], 3),
    lambda x: linalg.pinv(x[0, 0]),
    lambda x: linalg.pinv(x, hermitian=True),
    lambda x: linalg.pinv(x, 0.1, rtol=0.1),
    lambda x: linalg.lstsq(x, x[0]),
    lambda x: linalg.lstsq(x[0], x[0, 0]),
    lambda x: linalg.lstsq(x[0] * np.nan, x[0]),
    lambda x: linalg.cross(x, x),
    lambda x: linalg.cross(x[0, 0], x[0, 0]),
    lambda x: linalg.outer(x[0], x[0]),
    lambda x: linalg.trace(x[0, 0]),
    lambda x: linalg.diagonal(x[0, 0]),
    lambda x: linalg.matrix_transpose(x[0, 0]),
    lambda x: linalg.matmul(x, x),
    lambda x: linalg.vecdot(x, x[0, 0, :2]),
    lambda x: linalg.matrix_rank(x, tol=0.1, rtol=0.1),
    np.poly,
    lambda x: np.poly(x[0]),
    lambda x: polyfit(x[0, 0], x[0, 0], -1),
    lambda x: polyfit(x[0], x[0, 0], 1),
    lambda x: polyfit(x[0, 0], x, 1),
    lambda x: polyfit(x[0, 0, :0], x[0, 0, :0], 1),
    lambda x: polyfit(x[0, 0], x[0, 0, :3], 1),
    lambda x: polyfit(x[0, 0], x[0, 0], 1, w=x[0]),
    lambda x: polyfit(x[0, 0], x[0, 0], 1, w=x[0, 0, :3]),
    lambda x: polyfit(x[0, 0], x[0, 0], 1, w=x[0, 0] * 1j),
    lambda x: polyfit(x[0, 0], x[0, 0], 3, cov=True),
]


@pytest.mark.parametrize("call", NORM_CALLS)
def test_wrong_arguments_raise_as_in_numpy(call: Callable[[Any], Any]) -> None:
    x = random(2, 3, 4)
    kinds = (ValueError, TypeError, IndexError)
    with pytest.raises(kinds) as numpys:
        call(x)
    with pytest.raises(kinds) as ours:
        call(Variable(x))
    assert issubclass(numpys.type, type(ours.value)) or issubclass(ours.type, numpys.type)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.complex64, np.int64, np.bool_])
@pytest.mark.parametrize("order", ALL_ORDERS)
def test_norms_have_the_values_and_dtypes_of_numpy(order: Any, dtype: Any) -> None:
    x = np.array([[1, 2, 1], [2, 3, 1]]).astype(dtype)
    for f in (
        norm(order, 1),
        lambda x: linalg.vector_norm(x, ord=2 if order is None else order, axis=(1, 0)),
        lambda x: linalg.norm(x[0], None if order is None else np.float64(order)),
    ):
        expected = np.asarray(f(x))
        v = Variable(x)
        y = f(v)
        np.testing.assert_array_equal(y.data, expected)
        assert y.dtype == expected.dtype
        if v.dtype.kind in "fc":
            y.sum().backward()
            assert v.grad is not None
            assert v.grad.dtype == dtype


@pytest.mark.parametrize(
    "f",
    [
        linalg.cond,
        lambda a: linalg.cond(a, 1),
        linalg.pinv,
        lambda a: linalg.lstsq(a, a[:, 0])[0],
        lambda a: linalg.lstsq(a, np.ones(2))[3],
        np.poly,
        lambda a: linalg.norm(a, "nuc"),
        lambda a: linalg.norm(a, 2),
    ],
)
def test_integers_are_constants(f: Any) -> None:
    a = np.array([[3, 1], [1, 2]])
    y = f(Variable(a))
    np.testing.assert_array_equal(y.data, f(a))
    assert y.creator is None


# Condition numbers and ranks


def test_the_rank_is_plain() -> None:
    a = Variable(np.eye(3))
    assert linalg.matrix_rank(a) == 3
    assert not isinstance(linalg.matrix_rank(a), Variable)
    ranks = linalg.matrix_rank(Variable(random(2, 3, 3)), tol=Variable(np.array(0.1)))
    assert type(ranks) is np.ndarray


@pytest.mark.parametrize("p", [None, 2, 1, np.inf, "fro"])
def test_the_condition_of_a_singular_matrix_is_infinite_and_so_is_its_slope(p: Any) -> None:
    a = np.stack([np.zeros((2, 2)), np.array([[2.0, 1.0], [0.0, 3.0]]), np.diag([1.0, 0.0])])
    v = Variable(a)
    y = linalg.cond(v, p)
    np.testing.assert_array_equal(y.data, linalg.cond(a, p))
    np.testing.assert_array_equal(np.isinf(y.data), [True, False, True])
    y.backward(retain_graph=True)
    assert v.grad is not None
    np.testing.assert_array_equal(np.isfinite(v.grad).all(axis=(1, 2)), [False, True, False])
    v.cleargrad()
    y[1].backward()
    alone = gradient_of(lambda a: linalg.cond(a, p), a[1])
    np.testing.assert_allclose(v.grad, [0 * a[0], alone, 0 * a[0]], rtol=1e-14)


def test_the_inverse_condition_has_a_kink_at_a_singular_matrix() -> None:
    g = gradient_of(lambda a: linalg.cond(a, -2), np.diag([1.0, 0.0]))
    np.testing.assert_array_equal(g, 0)


def test_the_condition_is_smallest_where_all_singular_values_are_equal() -> None:
    g = gradient_of(linalg.cond, np.array([[0.0, 2.0], [-2.0, 0.0]]))
    np.testing.assert_allclose(g, 0, atol=1e-15)
    assert gradient_of(linalg.cond, np.array([[3.0]])) == 0


# Precision, against 60 digits


def hilbert(m: int, n: int) -> Any:
    return 1 / (np.arange(m)[:, None] + np.arange(n) + 1.0)


def exact_gradient(f: Callable[[Any], Any], a: Any) -> Any:
    """Return the gradient by central differences in 60 digits."""
    g = np.zeros_like(a)
    with mp.workdps(60):
        step = mp.mpf(10) ** -20
        for index in np.ndindex(*a.shape):
            up, down = mp.matrix(a.tolist()), mp.matrix(a.tolist())
            up[index] += step
            down[index] -= step
            g[index] = float((f(up) - f(down)) / (2 * step))
    return g


def exact_pinv(a: Any) -> Any:
    if a.rows >= a.cols:
        return mp.inverse(a.T * a) * a.T
    return a.T * mp.inverse(a * a.T)


def assert_precise(actual: Any, exact: Any, condition: float) -> None:
    """Compare up to what an error of rounding in the matrix itself makes."""
    assert linalg.norm(actual - exact) <= 10 * EPS * condition * linalg.norm(exact)


@pytest.mark.parametrize("shape", [(6, 4), (9, 7), (7, 7), (4, 6)])
def test_gradients_of_ill_conditioned_problems_lose_no_more_digits_than_they_must(
    shape: tuple[int, int],
) -> None:
    m, n = shape
    a = hilbert(m, n)
    condition = float(linalg.cond(a))
    b, w, weights = np.cos(np.arange(m)), np.sin(1.0 + np.arange(n)), random(n, m)

    def solution(a: Any) -> Any:
        return (mp.matrix(w.tolist()).T * exact_pinv(a) * mp.matrix(b.tolist()))[0]

    def inverse(a: Any) -> Any:
        p = exact_pinv(a)
        return mp.fsum(p[i, j] * mp.mpf(weights[i, j]) for i in range(n) for j in range(m))

    def square(a: Any) -> Any:
        r = mp.matrix(b.tolist()) - a * (exact_pinv(a) * mp.matrix(b.tolist()))
        return (r.T * r)[0]

    x = gradient_of(lambda a: linalg.lstsq(a, b)[0] @ w, a)
    assert_precise(x, exact_gradient(solution, a), condition)
    p = gradient_of(lambda a: (linalg.pinv(a) * weights).sum(), a)
    assert_precise(p, exact_gradient(inverse, a), condition)
    if m > n:
        r = gradient_of(lambda a: linalg.lstsq(a, b)[1], a)
        assert_precise(r, exact_gradient(square, a), condition)


@pytest.mark.parametrize("n", [4, 7])
def test_gradients_of_large_condition_numbers_are_precise(n: int) -> None:
    a = hilbert(n, n)
    condition = float(linalg.cond(a))

    def frobenius(a: Any) -> Any:
        return mp.sqrt(mp.fsum(x**2 for x in a)) * mp.sqrt(mp.fsum(x**2 for x in mp.inverse(a)))

    def ratio(a: Any) -> Any:
        s = sorted(mp.svd_r(a, compute_uv=False))
        return s[-1] / s[0]

    assert_precise(
        gradient_of(lambda a: linalg.cond(a, "fro"), a), exact_gradient(frobenius, a), condition
    )
    assert_precise(gradient_of(linalg.cond, a), exact_gradient(ratio, a), condition)


# Least squares


@pytest.mark.parametrize("shape", [(4, 2), (2, 4), (3, 3)])
@pytest.mark.parametrize("columns", [(), (2,), (0,)])
def test_lstsq_returns_what_numpy_returns(shape: Any, columns: Any) -> None:
    a, b = random(*shape), random(shape[0], *columns, seed=1)
    expected = linalg.lstsq(a, b)
    for x0, x1 in [(Variable(a), Variable(b)), (Variable(a), b), (a, Variable(b))]:
        result: Any = linalg.lstsq(x0, x1)
        assert type(result) is tuple
        assert result[2] == expected[2]
        for i in (0, 1, 3):
            assert isinstance(result[i], Variable)
            np.testing.assert_array_equal(result[i].data, expected[i])
            assert result[i].dtype == np.asarray(expected[i]).dtype


@pytest.mark.parametrize("f", [linalg.pinv, lambda a: linalg.lstsq(a, np.eye(len(a)), 1e-15)[0]])
@pytest.mark.parametrize("shape", [(4, 3), (3, 4), (3, 3)])
def test_what_lowers_the_rank_is_computed_among_matrices_of_that_rank(f: Any, shape: Any) -> None:
    left, right = random(shape[0], 2), random(2, shape[1], seed=1)
    a = np.round(left, 1) @ np.round(right, 1)
    g = gradient_of(f, a)
    # moving a factor keeps the rank
    dleft = random(shape[0], 2, seed=2)
    step = 1e-5

    def value(t: float) -> Any:
        return np.sum(linalg.pinv(a + t * dleft @ np.round(right, 1), rcond=1e-9))

    expected = (value(step) - value(-step)) / (2 * step)
    assert np.sum(g * (dleft @ np.round(right, 1))) == pytest.approx(expected, rel=1e-6)


def test_a_zero_matrix_has_the_pseudo_inverse_zero_and_no_slope() -> None:
    np.testing.assert_array_equal(gradient_of(linalg.pinv, np.zeros((2, 3))), 0)
    b = Variable(np.ones(2))
    x, *_ = linalg.lstsq(Variable(np.zeros((2, 3))), b)
    x.sum().backward()
    np.testing.assert_array_equal(b.grad, 0)


def test_the_second_derivative_of_lstsq_survives_equal_singular_values() -> None:
    def solved(a: Any) -> Any:
        return (linalg.lstsq(a, np.cos(np.arange(a.shape[0])))[0] ** 2).sum()

    for a in (2 * np.eye(3, 2), 2 * np.eye(2, 3), np.eye(3)):
        assert_second(solved, a, rtol=1e-6)
        assert_second(lambda v: (linalg.pinv(v) ** 3).sum(), a, rtol=1e-6)


def test_results_that_are_not_used_do_not_matter() -> None:
    a, b = Variable(random(4, 2)), random(4)
    for i in (0, 1, 3):
        y: Any = linalg.lstsq(a, b)[i]
        alone = ad.gradients(y.sum(), [a])[0]
        assert np.isfinite(alone.data).all()
    with ad.no_grad():
        assert linalg.lstsq(a, b)[0].creator is None


# Polynomials


def test_polyfit_returns_what_numpy_returns() -> None:
    x, y, w = np.arange(6.0), random(6, 2), 1.0 + np.arange(6)
    for options in ({}, {"full": True}, {"cov": True}, {"cov": "unscaled"}, {"w": w, "cov": True}):
        expected: Any = polyfit(x, y, 2, **options)
        actual: Any = polyfit(Variable(x), Variable(y), 2, **options)
        if not isinstance(expected, tuple):
            expected, actual = (expected,), (actual,)
        assert len(actual) == len(expected)
        for ours, numpys in zip(actual, expected, strict=True):
            np.testing.assert_array_equal(getattr(ours, "data", ours), numpys)


def test_polyfit_warns_of_a_rank_that_is_too_low() -> None:
    x, y = np.array([1.0, 1.0, 1.0]), random(3)
    with pytest.warns(np.exceptions.RankWarning) as caught:
        polyfit(Variable(x), y, 1)
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        polyfit(Variable(x), y, 1, full=True)


def test_polyfit_keeps_the_casts_of_numpy() -> None:
    x, y, w = (random(5, seed=i) for i in range(3))
    for dtypes in [(np.float32, np.float64, np.float64), (np.float64, np.float32, np.float64)]:
        inputs = [v.astype(d) for v, d in zip((x, y, w), dtypes, strict=True)]
        expected = polyfit(inputs[0], inputs[1], 1, w=inputs[2])
        vs = [Variable(v) for v in inputs]
        c = polyfit(vs[0], vs[1], 1, w=vs[2])
        np.testing.assert_array_equal(c.data, expected)
        c.sum().backward()
        assert [v.grad.dtype for v in vs if v.grad is not None] == list(dtypes)


@pytest.mark.parametrize(
    "a",
    [np.eye(3), np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [0.0, 0.0, 1.0]]), np.zeros((2, 2))],
)
def test_the_characteristic_polynomial_is_smooth_at_equal_eigenvalues(a: Any) -> None:
    weights = random(len(a) + 1)

    def coefficients(a: Any) -> Any:  # by Newton's identities, from traces of powers
        n = len(a)
        powers = [np.trace(linalg.matrix_power(a, k)) for k in range(1, n + 1)]
        e = [1.0]
        for k in range(1, n + 1):
            e.append(sum((-1) ** (i - 1) * e[k - i] * powers[i - 1] for i in range(1, k + 1)) / k)
        return np.sum(weights * [(-1) ** k * e[k] for k in range(n + 1)])

    g = gradient_of(lambda a: (np.poly(a) * weights).sum(), a)
    np.testing.assert_allclose(g, gradient(coefficients, [a], 0), rtol=1e-9, atol=1e-9)


def test_lists_that_hold_variables_are_taken_where_numpy_dispatches() -> None:
    x = Variable(np.array([1.0, 2.0]))
    linalg.matmul(x, np.array([[1.0], [2.0]])).sum().backward()
    np.testing.assert_array_equal(x.grad, [1.0, 2.0])


@pytest.mark.parametrize("shape", [(3, 3), (4, 2), (2, 4), (2, 3, 2)])
def test_the_unitary_factor_turns_with_the_matrix(shape: tuple[int, ...]) -> None:
    """``x = w p``, ``w`` unitary and ``p`` positive; its derivative is that of differences."""
    x, weights = random(*shape), random(*shape, seed=1)
    v = Variable(x)
    w: Any = UnitaryFactor()(v)
    p = np.swapaxes(w.data, -1, -2) @ x
    np.testing.assert_allclose(p, np.swapaxes(p, -1, -2), atol=1e-13)
    np.testing.assert_allclose(w.data @ p, x, atol=1e-13)
    (w * weights).sum().backward()
    expected = gradient(lambda a: np.sum(weights * UnitaryFactor().forward(a)), [x], 0)
    assert v.grad is not None
    np.testing.assert_allclose(v.grad, expected, rtol=1e-6, atol=1e-8)
