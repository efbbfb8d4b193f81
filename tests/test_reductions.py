"""Reductions, scans and statistics at zeros, ties, kinks and NaN, in odd dtypes, misused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import autodiff as ad
from autodiff import Variable
from autodiff.ops.reductions.scans import cumulative_sum

NAN = np.nan


def grad(f: Any, *xs: Any) -> list[Any]:
    variables: list[Any] = [Variable(np.asarray(x)) for x in xs]
    y = f(*variables)
    np.sum(y).backward()
    return [v.grad for v in variables]


def hessian(f: Any, x: Any) -> Any:
    v: Any = Variable(np.asarray(x, float))
    (g,) = ad.gradients(np.sum(f(v)), [v], create_graph=True)
    rows = [
        ad.gradients(g[i], [v], retain_graph=True, allow_unused=True)[0].data
        for i in np.ndindex(v.shape)
    ]
    return np.stack(rows).reshape(v.shape * 2)


few = st.sampled_from([-2.0, 0.0, 0.0, 1.0, 3.0])


def test_std_keeps_the_dtype_it_is_computed_in_forward_too() -> None:
    for f in (np.std, np.var):
        g: Any = lambda x, f=f: f(x, dtype=complex)  # noqa: E731  # called once
        y, dy = ad.jvp(g, (np.array([1.0, 4.0]),), (np.array([1.0, 0.0]),))
        assert y.dtype == dy.dtype == np.dtype(complex)


def test_no_integers_to_count_and_no_axes_to_differentiate_along() -> None:
    x: Any = Variable(np.ones(3))
    assert np.gradient(x, axis=()) == ()
    counts: Any = np.bincount([], x[:0], 2)
    assert (counts.dtype, counts.tolist()) == (np.bincount([], [], 2).dtype, [0, 0])


def without(x: Any, *left_out: int) -> float:
    return float(np.prod([v for i, v in enumerate(x) if i not in left_out]))


@given(arrays(np.float64, st.integers(1, 6), elements=few))
def test_a_product_has_its_true_derivatives_at_zeros(x: Any) -> None:
    n = len(x)
    np.testing.assert_array_equal(grad(np.prod, x)[0], [without(x, i) for i in range(n)])
    expected = [[0.0 if i == j else without(x, i, j) for j in range(n)] for i in range(n)]
    np.testing.assert_array_equal(hessian(np.prod, x), expected)


@given(arrays(np.float64, st.integers(1, 7), elements=few))
def test_running_products_have_their_true_derivatives_at_zeros(x: Any) -> None:
    n = len(x)
    expected = [sum(without(x[: k + 1], j) for k in range(j, n)) for j in range(n)]
    np.testing.assert_allclose(grad(np.cumprod, x)[0], expected, atol=1e-12)
    second = [
        [
            0.0 if i == j else sum(without(x[: k + 1], i, j) for k in range(max(i, j), n))
            for j in range(n)
        ]
        for i in range(n)
    ]
    np.testing.assert_allclose(hessian(np.cumprod, x), second, atol=1e-12)
    t = np.arange(1.0, n + 1)
    _, dy = ad.jvp(np.cumprod, [x], [t])
    rows = [sum(without(x[: k + 1], j) * t[j] for j in range(k + 1)) for k in range(n)]
    np.testing.assert_allclose(dy, rows, atol=1e-12)


def test_running_products_that_underflow_are_not_divided_by() -> None:
    x = np.array([1e-200, 1e-200, 2.0])
    (g,) = grad(lambda x: np.cumprod(x)[2:], x)
    np.testing.assert_allclose(g, [2e-200, 2e-200, 0.0])


@pytest.mark.parametrize("value", [0.0, 3.0, 5.0])
def test_an_initial_value_ties_with_the_elements(value: float) -> None:
    def f(x: Any, v: Any) -> Any:
        return np.max(x, initial=v)

    gx, gv = grad(f, [3.0, 1.0, 3.0], value)
    shares: Any = {0.0: ([0.5, 0, 0.5], 0), 3.0: ([1 / 3, 0, 1 / 3], 1 / 3), 5.0: ([0, 0, 0], 1)}
    np.testing.assert_allclose(gx, shares[value][0])
    np.testing.assert_allclose(gv, shares[value][1])


def test_what_is_masked_neither_ties_nor_spoils() -> None:
    x, mask = [2.0, NAN, 2.0, 2.0], np.array([True, False, True, False])
    (g,) = grad(lambda x: np.max(x, initial=-1.0, where=mask), x)
    np.testing.assert_array_equal(g, [0.5, 0.0, 0.5, 0.0])
    for f in (np.sum, np.mean, np.var, np.prod):
        (g,) = grad(lambda x, f=f: f(np.square(x), where=mask), x)
        assert np.isfinite(g).all()
        np.testing.assert_array_equal(g[~mask], 0.0)


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_a_mask_hides_what_is_singular() -> None:
    x = np.array([4.0, -1.0])
    (g,) = grad(lambda x: np.sum(np.sqrt(x), where=x.data > 0), x)
    np.testing.assert_array_equal(g, [0.25, 0.0])


NAN_FAMILY: list[Any] = [
    np.nansum,
    np.nanprod,
    np.nanmax,
    np.nanmin,
    np.nanmean,
    np.nanvar,
    np.nanstd,
    np.nancumsum,
    np.nancumprod,
]


@pytest.mark.parametrize("f", NAN_FAMILY)
def test_a_nan_gets_zero_and_spoils_nothing(f: Any) -> None:
    x = np.array([1.5, NAN, -0.5, 2.0, NAN])
    full = x[~np.isnan(x)]
    plain = getattr(np, f.__name__.removeprefix("nan"))
    (g,) = grad(lambda x: f(np.square(x)), x)
    np.testing.assert_array_equal(g[np.isnan(x)], 0.0)
    if "cum" in f.__name__:
        weights = np.array([1.0, 0.0, 1.0, 1.0, 0.0])
        (g,) = grad(lambda x: f(np.square(x)) * weights, x)
    np.testing.assert_allclose(
        g[~np.isnan(x)], grad(lambda x: plain(np.square(x)), full)[0], rtol=1e-13
    )


@pytest.mark.parametrize("f", NAN_FAMILY[2:7])
def test_slices_of_nothing_but_nan_warn_as_numpy_and_have_no_gradient(f: Any) -> None:
    x: Any = Variable(np.array([[1.0, NAN, 3.0], [NAN, NAN, NAN]]))
    with pytest.warns(RuntimeWarning, match=r"All-NaN|empty slice|Degrees of freedom"):
        y = f(x, axis=1)
    np.testing.assert_array_equal(np.isnan(y.data), [False, True])
    (y * y).sum().backward()
    np.testing.assert_array_equal(x.grad[1], 0.0)
    assert np.isfinite(x.grad[0]).all()


@pytest.mark.filterwarnings("ignore:Degrees of freedom:RuntimeWarning")
def test_one_element_has_no_spread_to_differentiate() -> None:
    (g,) = grad(lambda x: np.nansum(np.nanvar(x, axis=1, ddof=1)), [[1.0, NAN], [1.0, 2.0]])
    np.testing.assert_array_equal(g, [[0.0, 0.0], [-1.0, 1.0]])


@pytest.mark.parametrize("f", [np.std, np.nanstd])
def test_the_kink_of_the_standard_deviation_is_flat(f: Any) -> None:
    np.testing.assert_array_equal(grad(f, [2.0, 2.0, 2.0])[0], 0.0)
    (g,) = grad(lambda x: f(x, mean=np.array([2.0])), [2.0, 2.0])
    np.testing.assert_array_equal(g, 0.0)
    (g,) = grad(lambda x: f(x, axis=1), [[2.0, 2.0], [1.0, 3.0]])
    np.testing.assert_array_equal(g, [[0.0, 0.0], [-0.5, 0.5]])
    z = np.array([1 + 2j, 1 + 2j])
    np.testing.assert_array_equal(grad(f, z)[0], 0.0)


def test_coordinates_at_equal_distances_are_differentiated_as_others() -> None:
    f, x = np.array([1.0, 4.0, 2.0, 8.0]), np.arange(4.0)
    (even,) = grad(lambda x: np.gradient(f, x), x)
    (uneven,) = grad(lambda x: np.gradient(f, x), x + np.array([0, 0, 1e-9, 0]))
    np.testing.assert_allclose(even, uneven, rtol=1e-6)


CALLS: dict[str, Any] = {
    "sum": lambda x: np.sum(x, axis=0, dtype=float),
    "sum where": lambda x: np.sum(x, where=np.array([True, False]), initial=2),
    "mean": lambda x: np.mean(x, axis=1, keepdims=True),
    "max": lambda x: np.max(x, axis=1, initial=2),
    "prod": lambda x: np.prod(x, axis=0),
    "prod dtype": lambda x: np.prod(x, dtype=float, initial=2),
    "cumsum": np.cumsum,
    "cumprod": lambda x: np.cumprod(x, axis=1, dtype=float),
    "nansum": np.nansum,
    "nanmax": lambda x: np.nanmax(x, axis=1),
    "nanmean": np.nanmean,
    "nanvar": np.nanvar,
    "var": lambda x: np.var(x, axis=0, ddof=1),
    "var dtype": lambda x: np.var(x, dtype=np.float32),
    "std": lambda x: np.std(x, mean=np.array([[2.0]])),
    "ptp": np.ptp,
    "average": lambda x: np.average(x, axis=0, weights=[1, 3]),
    "cov": np.cov,
    "corrcoef": np.corrcoef,
    "diff": lambda x: np.diff(x, prepend=0),
    "ediff1d": lambda x: np.ediff1d(x, to_begin=x[0]),
    "gradient": lambda x: np.gradient(x, axis=0),
    "trapezoid": np.trapezoid,
    "bincount": lambda x: np.bincount(x[0]),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("dtype", [np.int64, np.int8, np.uint16, np.float16, np.float32])
def test_values_and_dtypes_are_numpys(call: Any, dtype: Any) -> None:
    x = np.array([[1, 2], [4, 3]], dtype)
    if dtype in {np.float16, np.float32} and call is CALLS["bincount"]:
        pytest.skip("counts integers")
    v: Any = Variable(x)
    y, expected = call(v), np.asarray(call(x))
    assert y.dtype == expected.dtype
    assert y.shape == expected.shape
    np.testing.assert_array_equal(y.data, expected)
    if v.dtype.kind == "f":
        y.sum().backward()
        assert v.grad.dtype == dtype
        assert v.grad.shape == x.shape
    else:
        assert y.creator is None


def test_booleans_are_counted_and_compared() -> None:
    b: Any = Variable(np.array([True, False, True]))
    assert np.sum(b).data == 2
    assert np.mean(b).data == 2 / 3
    np.testing.assert_array_equal(np.diff(b).data, [True, True])
    np.testing.assert_array_equal(np.cumsum(b).data, [1, 1, 2])


INTEGRAL: list[Any] = [
    np.sum,
    np.mean,
    np.prod,
    np.cumsum,
    np.cumprod,
    np.nansum,
    np.var,
    np.nanstd,
    np.nancumprod,
]


@pytest.mark.parametrize("f", INTEGRAL)
def test_integers_cannot_be_computed_in_without_losing_the_gradient(f: Any) -> None:
    x = Variable(np.array([1.5, 2.5]))
    with pytest.raises((TypeError, ValueError), match="int64"):
        f(x, dtype=np.int64)


REDUCTIONS: list[Any] = [
    np.sum,
    np.mean,
    np.max,
    np.min,
    np.prod,
    np.ptp,
    np.var,
    np.std,
    *NAN_FAMILY[:7],
    np.average,
]


@pytest.mark.parametrize("f", REDUCTIONS)
def test_wrong_axes_are_errors(f: Any) -> None:
    x: Any = Variable(np.ones((2, 3)))
    with pytest.raises(np.exceptions.AxisError):
        f(x, axis=2)
    with pytest.raises(ValueError, match=r"duplicate|repeated"):
        f(x, axis=(0, -2))


def test_errors_are_numpys() -> None:
    x: Any = Variable(np.ones((2, 3)))
    one: Any = Variable(np.array(1.0))
    with pytest.raises(ValueError, match="initial"):
        np.max(x, where=np.ones((2, 3), bool))
    with pytest.raises(ValueError, match="zero-size"):
        np.max(x[:0], axis=0)
    with pytest.raises(ValueError, match="ddof"):
        np.var(x, ddof=1, correction=1)
    with pytest.raises(TypeError, match=r"ddof.*item"):
        np.var(x, ddof=one)
    with pytest.raises(ZeroDivisionError):
        np.average(x, weights=x - 1.0)
    with pytest.raises(TypeError, match="Axis must be"):
        np.average(x, weights=np.ones(3))
    with pytest.raises(ValueError, match="axis"):
        cumulative_sum(x)
    with pytest.raises(ValueError, match="order"):
        np.diff(x, -1)
    with pytest.raises(ValueError, match="too small"):
        np.gradient(x, edge_order=2)
    with pytest.raises(TypeError, match="to_begin"):
        np.ediff1d(x, to_begin=np.array(1j))
    with pytest.raises(ValueError, match=r"negative|length"):
        np.bincount(np.array([0, 1]), weights=x[0])
    with pytest.raises(TypeError, match="out="):
        np.cumsum(x, out=np.empty(6))


HISTOGRAMS: list[Any] = [
    np.histogram,
    lambda x: np.histogram2d(x, x),
    lambda x: np.histogramdd(x[:, None]),
    np.histogram_bin_edges,
]


@pytest.mark.parametrize("f", HISTOGRAMS)
def test_histograms_are_refused_with_a_remedy(f: Any) -> None:
    with pytest.raises(ad.NoRuleError, match=r"histogram.*v\.data"):
        f(Variable(np.array([1.0, 2.0])))


def test_questions_have_plain_answers() -> None:
    v: Any = Variable(np.array([[1.0, NAN], [0.0, 2.0]]))
    x = v.data
    questions: list[Any] = [
        lambda x: np.all(x, axis=0, where=np.array([True, False])),
        lambda x: np.any(x, axis=-1, keepdims=True),
        lambda x: np.argmax(x, axis=1, keepdims=True),
        np.argmin,
        lambda x: np.count_nonzero(x, axis=0),
        lambda x: np.nanargmax(x, axis=1),
        np.nanargmin,
    ]
    for question in questions:
        answer = question(v)
        assert not isinstance(answer, Variable)
        np.testing.assert_array_equal(answer, question(x))


def test_a_mask_changed_afterwards_changes_nothing() -> None:
    mask, index = np.array([True, False]), np.array([1, 0])
    x: Any = Variable(np.array([1.0, 2.0]))
    y = np.sum(x, where=mask) + np.bincount(index, weights=x)[0]
    mask[:], index[:] = False, 1
    y.backward()
    np.testing.assert_array_equal(x.grad, [1.0, 1.0])


@pytest.mark.parametrize("axis", [0, -1, None])
def test_a_product_without_axes_that_is_zero(axis: Any) -> None:
    x: Any = Variable(np.array(0.0))
    np.prod(x, axis=axis).backward()
    assert x.grad == 1.0
