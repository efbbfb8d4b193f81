"""Corners of single functions that mutation testing found no test in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from differences import assert_is_derivative
from operations.case import NUMPY

import autodiff as ad
import autodiff.numpy as anp
from autodiff import Variable
from autodiff.ops.linalg.eig import _paired, pairing

nx: Any = np  # whose stubs do not know Variables
block: Any = anp.block


def random_complex(n: int) -> Any:
    random = np.random.default_rng(3)
    return random.normal(size=(n, n)) + 1j * random.normal(size=(n, n))


def assert_tangent(f: Callable[[Any], Any], a: Any, t: Any) -> None:
    """Compare the tangent of ``f`` at ``a`` along ``t`` with differences."""
    y, dy = ad.jvp(f, [a], [t])
    weight = np.cos(np.arange(y.size)).reshape(y.shape)
    slope = np.asarray(np.sum(weight * dy))
    assert_is_derivative(
        slope,
        lambda h: float(np.sum(weight * f(a + h * t))),
        [np.array(0.0)],
        0,
        rtol=1e-8,
        atol=1e-8,
    )


@pytest.mark.parametrize("uplo", ["L", "U"])
@pytest.mark.parametrize("name", ["eigvalsh", "eigh"])
def test_tangents_of_hermitian_values_read_one_triangle(name: str, uplo: Any) -> None:
    def values(a: Any) -> Any:
        found = getattr(nx.linalg, name)(a, UPLO=uplo)
        return found if name == "eigvalsh" else found[0]

    assert_tangent(values, random_complex(3), 1j * random_complex(3).T)


@pytest.mark.skipif(NUMPY < "2.1.0", reason="which has no rtol=None")
def test_the_cutoff_of_a_pseudoinverse_grows_with_the_matrix() -> None:
    """A value between the old cutoff, 1e-15, and the new one is one of 0, whatever its gradient."""
    n = 12
    values = np.linspace(1.0, 2.0, n)
    values[3] = 1.5e-15
    eps = np.finfo(float).eps
    gradients: list[Any] = []
    for rtol in (None, n * eps):
        x = Variable(np.diag(values))
        nx.linalg.pinv(x, rtol=rtol).sum().backward()
        gradients.append(x.grad)
    assert np.max(np.abs(gradients[1])) < 1e16
    np.testing.assert_array_equal(gradients[0], gradients[1])


@pytest.mark.parametrize("rtol", [0.1, [0.1, 0.0]])
def test_the_cutoff_that_was_given_is_that_of_the_gradient(rtol: Any) -> None:
    a = np.stack([np.diag([2.0, 1.0, 0.05]) + 0.01 * k for k in range(2)])
    t = np.cos(np.arange(18.0)).reshape(2, 3, 3)
    assert_tangent(lambda x: nx.linalg.pinv(x, rtol=np.array(rtol)), a, t)
    x = Variable(a)
    nx.linalg.pinv(x, rtol=np.array(rtol)).sum().backward()
    assert x.grad is not None
    large = np.max(np.abs(x.grad), axis=(1, 2)) > 100  # as 1 / 0.05**2 is
    assert large.tolist() == [False, rtol != 0.1]


@pytest.mark.parametrize("order", [3, 1.5, 2, 1])
def test_norms_along_an_empty_axis_have_an_empty_gradient(order: float) -> None:
    x = Variable(np.zeros((2, 0)))
    y: Any = nx.linalg.norm(x, order, axis=1)
    y.sum().backward()
    assert x.grad is not None
    assert x.grad.shape == (2, 0)


@pytest.mark.parametrize("f", [np.fabs, np.abs])
def test_a_modulus_has_the_gradient_of_a_sign(f: Any) -> None:
    x = Variable(np.array([-2.0, 0.0, 3.0]))
    f(x).backward(gy=np.array([5.0, 5.0, 5.0]))
    np.testing.assert_array_equal(x.grad, [-5.0, 0.0, 5.0])


@pytest.mark.parametrize("order", [2, 3, 1.5, -1])
def test_norms_with_infinite_complex_elements_have_the_gradient_of_these(order: float) -> None:
    x = Variable(np.array([complex(np.inf, 0.0), 1.0 + 1.0j]))
    y: Any = nx.linalg.norm(x, order)
    y.backward()
    assert x.grad is not None
    assert np.all(np.isfinite(x.grad))
    np.testing.assert_array_equal(np.abs(x.grad), [0, 1] if order < 0 else [1, 0])


def test_a_polynomial_of_zeros_in_pairs_is_real() -> None:
    zeros = np.array([1.0 + 2.0j, 1.0 - 2.0j, 3.0])
    y: Any = nx.poly(Variable(zeros))
    np.testing.assert_array_equal(y.data, np.poly(zeros), strict=True)
    y = nx.poly(Variable(zeros[:1]))
    np.testing.assert_array_equal(y.data, np.poly(zeros[:1]), strict=True)


@pytest.mark.parametrize("a", [[], [0.0], [0.0, 0.0], [0.0, 2.0]])
@pytest.mark.parametrize("b", [[1.0, 2.0], [0.0, 0.0, 1.0], [0.0]])
def test_products_of_polynomials_leave_out_leading_zeros(a: Any, b: Any) -> None:
    for x in (Variable(np.array(a)), Variable(np.array(b))):
        other = np.array(b if len(x) == len(a) else a)
        y: Any = nx.polymul(x, other)
        np.testing.assert_array_equal(y.data, np.polymul(x.data, other))
        assert y.shape == np.polymul(x.data, other).shape


def test_a_block_of_one_array_is_a_copy() -> None:
    x = Variable(np.array([1.0, 2.0]))
    y: Any = block(x)
    assert y is not x
    assert not np.shares_memory(y.data, x.data)
    np.testing.assert_array_equal(y.data, x.data)


@pytest.mark.parametrize("shape", [(2,), (2, 3), ()])
def test_nothing_resized_is_zeros(shape: Any) -> None:
    x = np.zeros(0, np.float32)
    y: Any = nx.resize(Variable(x), shape)
    np.testing.assert_array_equal(y.data, np.resize(x, shape), strict=True)


@pytest.mark.parametrize("ufunc", [np.add, np.multiply, np.maximum])
def test_scans_of_ufuncs_take_a_dtype_and_no_number(ufunc: Any) -> None:
    x = np.array([[1.0, 2.0], [4.0, 3.0]], np.float32)
    for axis in (0, 1, -1):
        y = ufunc.accumulate(Variable(x), axis, np.float64)
        np.testing.assert_array_equal(y.data, ufunc.accumulate(x, axis, np.float64), strict=True)
    with pytest.raises(TypeError) as theirs:
        ufunc.accumulate(np.float64(1.0))
    with pytest.raises(TypeError) as ours:
        ufunc.accumulate(Variable(np.array(1.0)))
    assert str(theirs.value) in str(ours.value)


def test_an_array_made_like_a_variable_is_numpys() -> None:
    like = Variable(np.ones(2))
    y: Any = anp.full((2, 3), 7.0, dtype=np.float32, like=like)
    np.testing.assert_array_equal(y.data, np.full((2, 3), 7.0, np.float32), strict=True)


@pytest.mark.parametrize("axis", [None, 0, 1, (0, 1)])
@pytest.mark.parametrize("keepdims", [False, True])
def test_averages_return_their_weights(axis: Any, keepdims: bool) -> None:
    x = np.arange(6.0).reshape(2, 3)
    for weights in (None, x + 1.0):
        ours = nx.average(Variable(x), axis, weights, returned=True, keepdims=keepdims)
        numpys = nx.average(x, axis, weights, returned=True, keepdims=keepdims)
        for y, expected in zip(ours, numpys, strict=True):
            np.testing.assert_array_equal(y.data, expected, strict=True)
    y = nx.average(Variable(x), axis, keepdims=keepdims)
    assert y.shape == nx.average(x, axis, keepdims=keepdims).shape


@pytest.mark.parametrize("name", ["var", "std", "nanvar", "nanstd"])
def test_deviations_from_a_mean_that_was_given_pass_over_nan_or_do_not(name: str) -> None:
    x = np.array([[1.0, np.nan, 4.0], [2.0, 3.0, 5.0]])
    f, mean = getattr(nx, name), np.array([[2.0], [3.0]])
    y = f(Variable(x), axis=1, mean=mean)
    np.testing.assert_allclose(y.data, f(x, axis=1, mean=mean), rtol=1e-15)


def test_what_is_applied_along_an_axis_may_give_less_at_some_places() -> None:
    def f(v: Any) -> Any:
        return v * v if float(np.max(getattr(v, "data", v))) > 2 else v[0]

    data = np.array([[3.0, 1.0], [1.0, 2.0]])
    x = Variable(data)
    y: Any = nx.apply_along_axis(f, 1, x)
    np.testing.assert_array_equal(y.data, np.apply_along_axis(f, 1, data))
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, [[6.0, 2.0], [2.0, 0.0]])


@pytest.mark.parametrize(
    "w", [[1.0, 2.0, 3.0], [2.0, 2.0, 1.0], [1.0, 1.0, 1.0], [[3.0, 3.0, 1.0], [1.0, 2.0, 2.0]]]
)
def test_the_same_values_are_found_in_any_order(w: Any) -> None:
    values = np.array(w)
    for turned in (values, values[..., ::-1], values[..., [1, 2, 0]]):
        order = pairing(turned, values)
        found = values if order is None else np.take_along_axis(values, order, axis=-1)
        np.testing.assert_array_equal(found, turned)
        if order is not None:
            np.testing.assert_array_equal(np.sort(order), np.broadcast_to(range(3), order.shape))


def test_the_order_of_a_node_outlives_its_arrays() -> None:
    x = Variable(np.array(2.0))
    y = np.sin(x) * x
    y.backward()
    assert y.creator is not None
    assert y.creator.generation == 1


def test_values_that_are_0_but_for_rounding_are_found_in_graded_matrices() -> None:
    """Of a matrix of rank 1 all values but the largest are 0, and stay there to first order."""
    v = np.array([6.0, 3.0, 0.1])
    x = Variable(np.outer(v, v))
    for hermitian in (False, True):
        s: Any = nx.linalg.svd(x, compute_uv=False, hermitian=hermitian)
        (g,) = ad.gradients(s[1:].sum(), [x])
        np.testing.assert_array_equal(g.data, np.zeros((3, 3)))


def test_nan_of_a_solution_is_not_hidden_by_a_row_that_is_unused() -> None:
    a, b = np.array([[1.0, np.nan], [2.0, 3.0]]), Variable(np.ones((2, 2)))
    y: Any = nx.linalg.solve(a, b)
    y[0].sum().backward()
    gradient: Any = b.grad
    assert np.isnan(gradient).all()


def test_vectors_are_put_in_the_order_of_values() -> None:
    a = np.array([[2.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 4.0]])
    w, v = np.linalg.eigh(a)
    order = [2, 0, 1]
    values, vectors = _paired(w[order], w, v)
    np.testing.assert_array_equal(values, w[order])
    np.testing.assert_array_equal(vectors, v[:, order])


@pytest.mark.parametrize("axis", [0, -1])
def test_a_scalar_is_squeezed(axis: int) -> None:
    assert anp.squeeze(Variable(np.array(2.0)), axis).shape == ()


def test_what_discards_an_imaginary_part_warns_once() -> None:
    x = Variable(np.array([1.0 + 2.0j]))
    with pytest.warns(np.exceptions.ComplexWarning) as found:
        x.astype(float)
    assert len(found) == 1


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # NumPy's, of degrees of freedom
@pytest.mark.parametrize("shapes", [((0, 3), (1, 3)), ((1, 0), (1, 0))])
def test_covariances_of_nothing_have_the_shape_of_numpys(shapes: Any) -> None:
    x, y = (np.ones(shape) for shape in shapes)
    ours, numpys = nx.cov(Variable(x), y), nx.cov(x, y)
    np.testing.assert_array_equal(ours.data, numpys, strict=True)


@pytest.mark.parametrize("f", [np.var, np.std])
def test_a_deviation_that_is_nan_has_a_gradient_of_nan(f: Callable[[Any], Any]) -> None:
    x = Variable(np.array([1.0, np.nan, 4.0]))
    f(x).backward()
    gradient: Any = x.grad
    assert np.isnan(gradient).all()


@pytest.mark.parametrize("name", ["eigvals", "eig"])
def test_values_of_a_defective_matrix_have_no_tangent(name: str) -> None:
    def values(a: Any) -> Any:
        return getattr(nx.linalg, name)(a)[0]

    _, dy = ad.jvp(values, [np.array([[1.0, 1.0], [0.0, 1.0]])], [np.ones((2, 2))])
    assert np.isnan(dy).all()
