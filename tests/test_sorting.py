"""Ties, NaNs, dtypes and refusals of sorting, order statistics and sets."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from operations.sorting import METHODS
from untyped import variable

import autodiff as ad
from autodiff import Variable

xp: Any = np  # its stubs know no Variables, and no wrong arguments

TIED = st.sampled_from([-1.0, -0.0, 0.0, 0.5, 2.0, np.inf])
tied = arrays(np.float64, array_shapes(max_dims=3, max_side=6), elements=TIED)


def grad(f: Any, x: Any, gy: Any = None) -> Any:
    v = variable(np.asarray(x))
    y = f(v)
    y.backward(gy=np.ones(y.shape) if gy is None else np.asarray(gy))
    return v.grad


def expected_of_sort(x: Any, gy: Any) -> Any:
    """Share by hand what arrives at the places of equal elements, along the last axis."""
    gx = np.zeros(x.shape)
    for index in np.ndindex(x.shape[:-1]):
        ordered = xp.sort(x[index])
        for i, value in enumerate(x[index]):
            gx[(*index, i)] = np.mean(gy[index][ordered == value])
    return gx


@settings(deadline=None)
@given(tied)
def test_ties_share_what_arrives_at_their_places(x: Any) -> None:
    gy = np.arange(1.0, 1.0 + x.size).reshape(x.shape)
    expected = expected_of_sort(x, gy)
    np.testing.assert_allclose(grad(xp.sort, x, gy), expected)
    swapped = np.swapaxes(x, 0, -1)
    by_first = grad(lambda v: xp.sort(v, axis=0), swapped, np.swapaxes(gy, 0, -1))
    np.testing.assert_allclose(by_first, np.swapaxes(expected, 0, -1))


@settings(deadline=None)
@given(tied, st.data())
def test_partition_shares_as_sort_does(x: Any, data: Any) -> None:
    kth = data.draw(st.integers(0, x.shape[-1] - 1))
    gy = np.arange(1.0, 1.0 + x.size).reshape(x.shape)
    y = xp.partition(x, kth)
    gx = np.zeros(x.shape)
    for index in np.ndindex(x.shape[:-1]):
        for i, value in enumerate(x[index]):
            gx[(*index, i)] = np.mean(gy[index][y[index] == value])
    np.testing.assert_allclose(grad(lambda v: xp.partition(v, kth), x, gy), gx)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40, deadline=None)
@given(x=tied, q=st.floats(0, 1))
def test_quantiles_of_ties_sum_to_one_and_follow_the_value(method: Any, x: Any, q: float) -> None:
    x = np.where(np.isinf(x), 3.0, x)
    gx = grad(lambda v: xp.quantile(v, q, method=method), x)
    np.testing.assert_allclose(np.sum(gx), 1.0)
    np.testing.assert_allclose(np.sum(gx * x), xp.quantile(x, q, method=method), atol=1e-12)
    for value in xp.unique(x):
        assert np.ptp(gx[x == value]) == 0
    np.testing.assert_array_equal(
        grad(lambda v: xp.nanquantile(v, q, method=method), np.append(x, np.nan)),
        np.append(gx, 0.0),
    )


@pytest.mark.parametrize("name", ["quantile", "nanquantile", "percentile", "nanpercentile"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_axes_of_levels_and_arrays_in_any_combination(name: str, data: Any) -> None:
    """NumPy puts the axes of ``q`` where it pleases; the gradient must know where."""
    f: Any = getattr(np, name)
    shape = data.draw(array_shapes(min_dims=1, max_dims=4, max_side=3))
    axes = data.draw(
        st.none() | st.lists(st.integers(0, len(shape) - 1), min_size=1, unique=True).map(tuple)
    )
    q = np.linspace(0.1, 0.9, 4).reshape(data.draw(st.sampled_from([(4,), (2, 2), (4, 1)])))
    q = q * (100 if "percentile" in name else 1)
    keep = data.draw(st.booleans())
    x = np.random.default_rng(0).permutation(np.arange(0.0, np.prod(shape))).reshape(shape)
    y = f(x, q, axis=axes, keepdims=keep)
    for index in np.ndindex(y.shape):
        gy = np.zeros(y.shape)
        gy[index] = 1.0
        gx = grad(lambda v: f(v, q, axis=axes, keepdims=keep), x, gy)
        np.testing.assert_allclose(np.sum(gx), 1.0)
        np.testing.assert_allclose(np.sum(gx * x), y[index], atol=1e-12)


def test_the_order_is_the_same_for_copies_of_one_value() -> None:
    (g,) = (grad(xp.sort, np.zeros(5000, np.float16), np.ones(5000, np.float16)),)
    np.testing.assert_array_equal(g, np.ones(5000))
    assert g.dtype == np.float16


def test_second_derivative_at_ties() -> None:
    """The Hessian of ``sum(w * sort(x)**2)`` is diagonal but for the tie, which is a mean."""
    w = np.array([1.0, 3.0, 5.0])
    x = variable(np.array([1.0, 2.0, 1.0]))
    (g,) = ad.gradients((w * xp.sort(x) ** 2).sum(), [x], create_graph=True)
    h = [ad.gradients(g[i], [x], retain_graph=True)[0].data for i in range(3)]
    np.testing.assert_allclose(h, [[2.0, 0.0, 2.0], [0.0, 10.0, 0.0], [2.0, 0.0, 2.0]])


def test_tangents_at_ties_are_means() -> None:
    _, dy = ad.jvp(xp.sort, [np.array([1.0, 2.0, 1.0])], [np.array([1.0, 5.0, 3.0])])
    np.testing.assert_allclose(dy, [2.0, 2.0, 5.0])


def test_complex_numbers_tie_where_both_parts_do() -> None:
    g = grad(xp.sort, [1 + 1j, 1 + 0j, 1 + 1j], [1.0, 2.0, 4.0])
    np.testing.assert_array_equal(g, [3.0, 1.0, 3.0])


# NaN


def test_nans_are_sorted_last_and_do_not_tie() -> None:
    x = [np.nan, 2.0, np.nan, 1.0]
    np.testing.assert_array_equal(grad(xp.sort, x, [1.0, 2.0, 3.0, 4.0]), [3.0, 2.0, 4.0, 1.0])
    g = grad(lambda v: xp.partition(v, 0), x, [1.0, 2.0, 3.0, 4.0])
    assert sorted(g) == [1.0, 2.0, 3.0, 4.0]
    assert g[3] == 1.0


@pytest.mark.parametrize("f", [xp.median, lambda x, **k: xp.quantile(x, 0.3, **k)])
def test_a_nan_gets_the_gradient_of_the_result_it_made(f: Any) -> None:
    x = [[np.nan, 1.0, np.nan], [1.0, 2.0, 3.0]]
    g = grad(lambda v: f(v, axis=1), x)
    np.testing.assert_array_equal(g[0], [0.5, 0.0, 0.5])
    np.testing.assert_allclose(g[1].sum(), 1.0)


@pytest.mark.filterwarnings("ignore:All-NaN:RuntimeWarning")
@pytest.mark.parametrize(
    "f",
    [
        xp.nanmedian,
        lambda x, **k: xp.nanquantile(x, 0.5, **k),
        lambda x, **k: xp.nanpercentile(x, [50.0], **k),
    ],
)
def test_nans_left_out_get_nothing(f: Any) -> None:
    x = [[np.nan, 1.0, np.nan, 3.0], [np.nan] * 4]
    g = grad(lambda v: f(v, axis=1), x)
    np.testing.assert_array_equal(g, [[0.0, 0.5, 0.0, 0.5], [0.0] * 4])


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_a_nan_left_out_leaks_into_nothing_before_it() -> None:
    np.testing.assert_array_equal(grad(lambda v: xp.nanmedian(np.sqrt(v)), [-1.0, 4.0]), [0, 0.25])


def test_infinite_neighbours_of_weight_zero_do_not_matter() -> None:
    x = [1.0, 2.0, np.inf]
    np.testing.assert_array_equal(grad(xp.median, x, np.inf), [0.0, np.inf, 0.0])


# Sets


@settings(deadline=None)
@given(tied)
def test_unique_values_are_shared_evenly(x: Any) -> None:
    values, counts = xp.unique(x, return_counts=True)
    gy = np.arange(1.0, 1.0 + values.size)
    expected = np.zeros(x.shape)
    for value, g, n in zip(values, gy, counts, strict=True):
        expected[x == value] = g / n
    np.testing.assert_allclose(grad(xp.unique, x, gy), expected)


def test_unique_values_may_come_in_any_order() -> None:
    x = np.array([3.0, 0.25, 7.5, 0.25, -4.0])
    v = variable(x)
    y = xp.unique_values(v)
    gy = np.arange(1.0, 5.0)
    y.backward(gy=gy)
    for value, g in zip(y.data, gy, strict=True):
        np.testing.assert_array_equal(v.grad[x == value] * np.sum(x == value), g)


@pytest.mark.parametrize("equal_nan", [True, False])
def test_unique_nans(equal_nan: bool) -> None:
    x = [np.nan, 1.0, np.nan]
    g = grad(lambda v: xp.unique(v, equal_nan=equal_nan), x)
    np.testing.assert_array_equal(g, [0.5, 1.0, 0.5] if equal_nan else [1.0, 1.0, 1.0])


def test_indices_and_counts_are_plain() -> None:
    x = np.array([[2.0, 1.0], [2.0, 3.0]])
    v = variable(x)
    ours = xp.unique(v, return_index=True, return_inverse=True, return_counts=True)
    for a, b in zip(ours, xp.unique(x, True, True, True), strict=True):
        np.testing.assert_array_equal(a.data if isinstance(a, Variable) else a, b)
    assert [type(a) for a in ours] == [Variable, *[np.ndarray] * 3]
    every = xp.unique_all(v)
    assert every._fields == xp.unique_all(x)._fields
    assert isinstance(every.values, Variable)
    values, ours1, ours2 = xp.intersect1d(v, np.array([3.0, 2.0]), return_indices=True)
    theirs = xp.intersect1d(x, np.array([3.0, 2.0]), return_indices=True)
    for a, b in zip((values.data, ours1, ours2), theirs, strict=True):
        np.testing.assert_array_equal(a, b)


SETS: list[Any] = [xp.union1d, xp.intersect1d, xp.setxor1d, xp.setdiff1d]


@pytest.mark.parametrize("f", SETS)
@settings(deadline=None)
@given(tied, tied)
def test_sets_share_among_all_equal_elements(f: Any, a: Any, b: Any) -> None:
    x, y = variable(a), variable(b)
    z = f(x, y)
    np.testing.assert_array_equal(z.data, f(a, b))
    z.backward(gy=np.arange(1.0, 1.0 + z.size))
    for value, g in zip(z.data, np.arange(1.0, 1.0 + z.size), strict=True):
        total = sum(np.sum(v.grad[v.data == value]) for v in (x, y) if v.grad is not None)
        np.testing.assert_allclose(total, g)


@pytest.mark.parametrize("f", SETS)
def test_sets_take_lists_and_constants_in_either_place(f: Any) -> None:
    a, b = np.array([1.0, 2.0, 3.0]), [2.0, 4.0]
    for x, y in [(variable(a), b), (a, variable(np.array(b))), (variable(a), np.array(b))]:
        np.testing.assert_array_equal(f(x, y).data, f(a, b))


# Calls


@pytest.mark.parametrize("dtype", [np.int64, np.uint8, np.bool_])
@pytest.mark.parametrize(
    "f",
    [
        xp.sort,
        lambda x: xp.partition(x, 1),
        xp.sort_complex,
        xp.unique,
        xp.unique_values,
        lambda x: xp.union1d(x, x),
        lambda x: xp.setdiff1d(x, x[1:]),
        lambda x: xp.median(x) if x.dtype != np.bool_ else xp.sort(x),
        lambda x: xp.nanmedian(x) if x.dtype != np.bool_ else xp.sort(x),
        lambda x: xp.quantile(x, 0.3, method="lower"),
        lambda x: xp.percentile(x, 30, method="higher"),
    ],
)
def test_integers_are_computed_with(f: Any, dtype: Any) -> None:
    x = np.array([3, 0, 1, 1]).astype(dtype)
    y = f(variable(x))
    assert y.dtype == f(x).dtype
    np.testing.assert_array_equal(y.data, f(x))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.longdouble, np.complex64])
def test_dtypes_are_kept(dtype: Any) -> None:
    x = np.array([3.0, 1.0, 2.0, 1.0]).astype(dtype)
    for f in (xp.sort, xp.median, xp.unique, lambda v: xp.partition(v, 1)):
        y = f(variable(x))
        assert y.dtype == np.asarray(f(x)).dtype
        assert grad(f, x).dtype == dtype
    if np.dtype(dtype).kind == "f":
        assert grad(lambda v: xp.quantile(v, np.array([0.3, 0.7])), x).dtype == dtype


def test_results_without_derivative_are_plain() -> None:
    v: Any = variable(np.array([3.0, 1.0, np.nan]))
    x = v.data
    calls: list[Any] = [
        lambda a: np.argsort(a, axis=0, kind="stable"),
        lambda a: np.argpartition(a, 1, axis=None),
        lambda a: np.lexsort((a, a), axis=-1),
        lambda a: np.searchsorted(np.array([1.0, 2.0]), a, side="right"),
        lambda a: np.searchsorted(a[:1], 2.0, sorter=[0]),
        lambda a: np.digitize(a, np.array([0.0, 2.0]), right=True),
        lambda a: np.nanargmax(a, axis=0, keepdims=True),
        np.nanargmin,
        lambda a: np.isin(a, [1.0], invert=True),
    ]
    for f in calls:
        result = f(v)
        assert not isinstance(result, Variable)
        np.testing.assert_array_equal(result, f(x))


def test_the_array_is_never_overwritten() -> None:
    x = np.array([3.0, 1.0, 2.0])
    v = variable(x)
    for f in (xp.median, xp.nanmedian):
        f(v, overwrite_input=True)
    for f in (xp.quantile, xp.percentile, xp.nanquantile, xp.nanpercentile):
        f(v, 0.5, overwrite_input=True)
    np.testing.assert_array_equal(x, [3.0, 1.0, 2.0])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("f", [xp.median, xp.nanmedian, lambda x: xp.nanquantile(x, [0.1, 0.2])])
def test_medians_of_nothing(f: Any) -> None:
    assert np.isnan(f(variable(np.zeros(0))).data).all()
    assert grad(f, np.zeros(0)).shape == (0,)


def test_refusals_name_the_argument() -> None:
    v: Any = variable(np.array([3.0, 1.0, 2.0]))
    q = variable(np.array(0.5))
    for f in (xp.quantile, xp.percentile, xp.nanquantile, xp.nanpercentile):
        for level in (q, [q, 0.1]):
            with pytest.raises(ad.NoRuleError, match=f"{f.__name__}: q .*q.data"):
                f(v, level)
        with pytest.raises(ad.NoRuleError, match=r"q\.data"):
            f(v.data, q)
    call: Any
    for call in (lambda: xp.sort(v, order="a"), lambda: xp.partition(v, 1, order="a")):
        with pytest.raises(ad.NoRuleError, match="order="):
            call()
    with pytest.raises(ad.DetachedError, match="out="):
        xp.median(v, out=np.zeros(()))


def test_errors_are_numpys() -> None:
    v: Any = variable(np.array([3.0, 1.0, 2.0]))
    call: Any
    for call, error in [
        (lambda: xp.sort(v, axis=1), np.exceptions.AxisError),
        (lambda: xp.sort(v, kind="bogus"), ValueError),
        (lambda: xp.partition(v, 3), ValueError),
        (lambda: xp.partition(v, variable(np.array(1.5))), TypeError),
        (lambda: xp.median(v, axis=1), np.exceptions.AxisError),
        (lambda: xp.quantile(v, 1.5), ValueError),
        (lambda: xp.quantile(v, 0.5, method="bogus"), ValueError),
        (lambda: xp.quantile(v, 0.5, weights=v), ValueError),
        (lambda: xp.unique(v, axis=1), np.exceptions.AxisError),
        (lambda: xp.quantile(variable(np.array([1j])), 0.5), TypeError),
    ]:
        with pytest.raises(error):
            call()


def test_weights_decide_and_have_no_derivative() -> None:
    x, w = variable(np.array([3.0, 1.0, 2.0])), variable(np.array([5.0, 1.0, 1.0]))
    y = xp.quantile(x, 0.5, method="inverted_cdf", weights=w)
    y.backward()
    np.testing.assert_array_equal(x.grad, [1.0, 0.0, 0.0])
    assert w.grad is None


@pytest.mark.skipif(
    np.lib.NumpyVersion(np.__version__) >= "2.4.0", reason="interpolation= was removed"
)
def test_the_old_name_of_a_method_warns_once() -> None:
    x = variable(np.array([3.0, 1.0, 2.0, 5.0]))
    with pytest.warns(DeprecationWarning, match="interpolation"):
        y = xp.quantile(x, 0.5, interpolation="lower")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        y.backward()
    np.testing.assert_array_equal(x.grad, [0.0, 0.0, 1.0, 0.0])
