"""One rule each, everywhere: ties, kinks, zeros, dtypes, piecewise constants."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays, broadcastable_shapes, mutually_broadcastable_shapes

import autodiff as ad
from autodiff import Variable


def grad(f: Any, *xs: Any) -> list[Any]:
    variables = [Variable(np.asarray(x)) for x in xs]
    f(*variables).sum().backward()
    return [v.grad for v in variables]


@pytest.mark.parametrize("f", [np.maximum, np.minimum])
def test_ties_of_two_share_evenly(f: Any) -> None:
    g0, g1 = grad(f, [1.0, 2.0, 3.0], [1.0, 5.0, 0.0])
    np.testing.assert_array_equal(g0 + g1, [1.0, 1.0, 1.0])
    assert g0[0] == g1[0] == 0.5


@pytest.mark.parametrize("f", [np.max, np.min])
def test_ties_within_an_array_share_evenly(f: Any) -> None:
    (g,) = grad(f, [2.0, 2.0, 2.0, 2.0])
    np.testing.assert_array_equal(g, [0.25] * 4)
    (g,) = grad(lambda x: f(x, axis=1), [[1.0, 1.0], [0.0, 3.0]])
    np.testing.assert_array_equal(g.sum(axis=1), [1.0, 1.0])
    np.testing.assert_array_equal(g[0], [0.5, 0.5])


def test_a_nan_gets_the_gradient_of_the_maximum_it_made() -> None:
    (g,) = grad(lambda x: np.max(x, axis=1), [[1.0, np.nan, 2.0], [3.0, 4.0, 4.0]])
    np.testing.assert_array_equal(g, [[0.0, 1.0, 0.0], [0.0, 0.5, 0.5]])


def test_kinks_have_gradient_zero_and_sqrt_is_infinite() -> None:
    np.testing.assert_array_equal(grad(np.abs, [0.0, -0.0])[0], [0.0, 0.0])
    np.testing.assert_array_equal(grad(np.abs, [0j])[0], [0j])
    np.testing.assert_array_equal(grad(np.sqrt, [0.0])[0], [np.inf])


@pytest.mark.parametrize("n", [0, 1, 2, 3, np.array(0.0), np.array(1.0), np.array(2.0)])
def test_powers_have_their_true_derivative_at_zero(n: Any) -> None:
    (g,) = grad(lambda x: x**n, [0.0, 2.0])
    np.testing.assert_array_equal(g, [1.0 if n == 1 else 0.0, float(n) * 2.0 ** (float(n) - 1)])


@pytest.mark.parametrize("n", [3, 4, -2, -3, 5.0, 2, -1, 2.5])
def test_powers_of_many_numbers_are_those_of_numpy(n: Any) -> None:
    x = np.random.default_rng(0).normal(size=3000)
    x[:8] = [0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0, -2.0]
    with np.errstate(all="ignore"):
        y, expected = (Variable(x) ** n).data, x**n
        (g,) = grad(lambda v: v**n, x)
        slope = n * x ** (n - 1)
    np.testing.assert_array_equal(y, expected)
    np.testing.assert_array_equal(np.signbit(y), np.signbit(expected))
    np.testing.assert_allclose(g[np.isfinite(x)], slope[np.isfinite(x)], rtol=1e-15)


def test_power_of_zero_has_no_logarithm_in_it() -> None:
    g0, g1 = grad(np.power, [0.0, 0.0], [2.0, 1.0])
    np.testing.assert_array_equal(g0, [0.0, 1.0])
    np.testing.assert_array_equal(g1, [0.0, 0.0])


SINGULAR: dict[str, tuple[Any, float]] = {
    "log": (np.log, 0.0),
    "sqrt": (np.sqrt, 0.0),
    "1/x": (lambda x: 1.0 / x, 0.0),
    "x**-1": (lambda x: x**-1, 0.0),
    "x**0.5": (lambda x: x**0.5, 0.0),
    "exp": (np.exp, 1e4),
    "x*log(x)": (lambda x: x * np.log(x), 0.0),
    "sqrt(x)**3": (lambda x: np.sqrt(x) ** 3, 0.0),
    "inf*x": (lambda x: x * np.inf, 0.0),
    "exp(x)/exp(x)": (lambda x: np.exp(x) / np.exp(x), 1e4),
    "sqrt(-1)": (np.sqrt, -1.0),
    "x*sqrt(-1)": (lambda x: x * np.sqrt(x), -1.0),
    "log(-1)**2": (lambda x: np.log(x) ** 2, -1.0),
    "(-1)**0.5": (lambda x: x**0.5, -1.0),
    "nan": (lambda x: x * np.nan, 0.0),
}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", SINGULAR)
@pytest.mark.parametrize("scalar", [True, False])
def test_the_branch_not_taken_gives_zero(name: str, scalar: bool) -> None:
    f, at = SINGULAR[name]
    x: Any = Variable(np.array(at) if scalar else np.array([at, at]))
    (g,) = ad.gradients(np.where(x.data != at, f(x), 2.0 * x).sum(), [x], create_graph=True)
    np.testing.assert_array_equal(g.data, np.full(x.shape, 2.0))
    (h,) = ad.gradients(g.sum(), [x], allow_unused=True)
    np.testing.assert_array_equal(h.data, np.zeros(x.shape))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("index", [np.array([False, True]), np.array([1, 1]), [1]])
def test_elements_not_picked_give_zero(index: Any) -> None:
    (g,) = grad(lambda x: (x * np.sqrt(x))[index], [-1.0, 4.0])
    assert g[0] == 0.0
    assert g[1] == 3.0 * np.size(index[0:2] if isinstance(index, list) else index[index != 0])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_true_infinity_is_not_hidden() -> None:
    np.testing.assert_array_equal(grad(np.log, [0.0, 1.0])[0], [np.inf, 1.0])
    assert np.isnan(grad(lambda x: x * 1.0, [1.0])[0]).sum() == 0
    assert np.isnan(grad(np.sin, [np.nan])[0]).all()


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble])
@pytest.mark.parametrize("other", [2, 2.0, True])
def test_numbers_of_python_are_weak(dtype: Any, other: Any) -> None:
    x: Any = Variable(np.array([1.5, 2.5], dtype))
    for y in (
        x * other,
        other * x,
        x + other,
        other - x,
        x / other,
        x**other,
        np.maximum(x, other),
    ):
        assert y.dtype == dtype
        (g,) = ad.gradients(y.sum(), [x])
        assert g.dtype == dtype


@pytest.mark.parametrize("a", [np.float32, np.float64, np.complex64, np.complex128])
@pytest.mark.parametrize("b", [np.int32, np.float32, np.float64, np.complex64])
def test_promotion_is_numpys_and_gradients_return_to_their_dtype(a: Any, b: Any) -> None:
    x, c = Variable(np.array([1.0, 2.0], a)), np.array([3.0, 4.0], b)
    y = x * c
    assert y.dtype == (x.data * c).dtype
    np.abs(y).sum().backward()
    assert x.grad is not None
    assert x.grad.dtype == a
    np.testing.assert_allclose(x.grad, [3.0, 4.0])


def test_complex_numbers_of_python_meet_results_without_axes() -> None:
    x: Any = Variable(np.array([1.0, 2.0]))
    for y in (1j * x.sum(), x.sum() * 1j, 1j + x[0], 1j - x[0], x[0] / 1j, 1j / x[1]):
        assert y.dtype == np.complex128
        np.abs(y).backward()
    assert np.isfinite(x.grad).all()
    (slope,) = ad.gradients(np.real(1j / x[1] * 1j), [x], create_graph=True)
    np.testing.assert_allclose(slope.data, [0.0, 0.25])
    with ad.no_grad():
        assert (1j / x[1]).dtype == np.complex128


def test_comparisons_return_plain_arrays_and_hash_is_by_identity() -> None:
    x: Any = Variable(np.array([1.0, 2.0]))
    for result in (x == x, x < 2.0, x >= 1.0, np.greater(x, 1), x != np.array([1.0, 3.0])):
        assert type(result) is np.ndarray
        assert result.dtype == bool
    assert {x: 1}[x] == 1
    assert len({x, Variable(x.data)}) == 2


def test_integers_are_computed_with_and_refused_derivatives() -> None:
    k = Variable(np.array([1, 2, 3]))
    assert (k * 2).dtype == k.dtype
    x = Variable(np.array([1.0, 2.0, 3.0]))
    (x * k).sum().backward()
    np.testing.assert_array_equal(x.grad, [1.0, 2.0, 3.0])
    assert k.grad is None
    with pytest.raises(TypeError, match="int"):
        (k * 2).backward()


floats = st.floats(-3.0, 3.0, width=32)


@given(mutually_broadcastable_shapes(num_shapes=2, min_side=0, max_dims=4), st.data())
def test_broadcasting_is_undone(shapes: Any, data: Any) -> None:
    a, b = (data.draw(arrays(np.float64, s, elements=floats)) for s in shapes.input_shapes)
    x, y = Variable(a), Variable(b)
    z = x * y
    assert z.shape == shapes.result_shape
    z.sum().backward()
    for v, other in ((x, b), (y, a)):
        expected = np.broadcast_to(other, z.shape)
        lead = tuple(range(z.ndim - v.ndim))
        ones = tuple(
            i for i, n in enumerate(v.shape, z.ndim - v.ndim) if n == 1 and z.shape[i] != 1
        )
        expected = expected.sum(axis=lead + ones, keepdims=True).reshape(v.shape)
        assert v.grad is not None
        np.testing.assert_allclose(v.grad, expected, rtol=1e-12, atol=1e-12)


@given(st.data())
def test_a_sum_over_any_axes_spreads_ones(data: Any) -> None:
    shape = data.draw(st.lists(st.integers(0, 3), max_size=4).map(tuple))
    axes = data.draw(st.sets(st.integers(0, len(shape) - 1)) if shape else st.just(set()))
    keep = data.draw(st.booleans())
    x: Any = Variable(np.ones(shape))
    y = np.sum(x, axis=tuple(axes), keepdims=keep)
    assert y.shape == np.ones(shape).sum(axis=tuple(axes), keepdims=keep).shape
    y.backward()
    np.testing.assert_array_equal(x.grad, np.ones(shape))


@given(broadcastable_shapes((3, 1, 2), min_dims=3, max_dims=5))
def test_broadcast_to_counts_copies(shape: tuple[int, ...]) -> None:
    try:
        np.broadcast_to(np.ones((3, 1, 2)), shape)
    except ValueError:
        return
    x: Any = Variable(np.ones((3, 1, 2)))
    copies: Any = np.broadcast_to(x, shape)
    copies.backward()
    np.testing.assert_array_equal(x.grad, np.full((3, 1, 2), np.prod(shape) / 6))
