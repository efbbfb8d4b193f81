"""Jacobians and Hessians: shapes, dtypes and blocks, in both modes the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes
from untyped import variable

import autodiff as ad
from autodiff import hessian, jacfwd, jacobian, jacrev

MODES = [jacobian, jacfwd, jacrev]
shapes = array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=3)


@given(shapes, shapes, st.sampled_from([np.float64, np.float32]))
def test_shape_is_that_of_result_and_argument_joined(m: Any, n: Any, dtype: Any) -> None:
    rng = np.random.default_rng(0)
    A = rng.normal(size=(*m, *n)).astype(dtype)
    x = rng.normal(size=n).astype(dtype)
    for transform in MODES:
        J = transform(lambda x: np.tensordot(A, x, len(n)))(x)
        assert J.shape == m + n
        assert J.dtype == dtype
        np.testing.assert_allclose(J, A, rtol=1e-6)
    x = np.abs(x) + dtype(1)
    H = hessian(lambda x: np.sum(np.tensordot(A, x**2, len(n))))(x)
    assert H.shape == n + n
    expected = np.diag(2 * A.reshape(np.zeros(m).size, x.size).sum(0)).reshape(n + n)
    np.testing.assert_allclose(H, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("transform", MODES)
def test_all_arguments_and_results_at_once(transform: Any) -> None:
    def f(x: Any, y: Any, k: int = 2) -> Any:
        return {"product": x * y, "sums": (np.sum(x), y**k)}

    x, y = np.array([1.0, 2.0]), 3.0
    J = transform(f, argnums=(1, 0))(x, y, k=3)
    np.testing.assert_allclose(J["product"][0], x)
    np.testing.assert_allclose(J["product"][1], 3.0 * np.eye(2))
    np.testing.assert_allclose(J["sums"][0][1], [1.0, 1.0])
    assert (J["sums"][0][0], J["sums"][1][0]) == (0.0, 27.0)
    np.testing.assert_allclose(J["sums"][1][1], [0.0, 0.0])


@pytest.mark.parametrize("transform", MODES)
def test_complex_results_of_real_arguments(transform: Any) -> None:
    x = np.array([0.5, 1.0])
    J = transform(lambda x: np.exp(1j * x) * x[0])(x)
    expected = np.diag(1j * np.exp(1j * x) * x[0])
    expected[:, 0] += np.exp(1j * x)
    np.testing.assert_allclose(J, expected)
    J = transform(lambda x: (np.exp(1j * x), x**2))(x)
    np.testing.assert_allclose(J[0], np.diag(1j * np.exp(1j * x)))
    np.testing.assert_allclose(J[1], np.diag(2 * x))


@pytest.mark.parametrize("transform", MODES)
def test_complex_arguments(transform: Any) -> None:
    z = np.array([1 + 1j, 2 - 1j])
    J = transform(lambda z: z * z * (1 + 2j), holomorphic=True)(z)
    np.testing.assert_allclose(J, np.diag(2 * z * (1 + 2j)))
    with pytest.raises(ad.NotDifferentiableError, match="holomorphic=True"):
        transform(lambda z: z * z)(z)
    with pytest.raises(ad.NotDifferentiableError, match="complex arguments and results"):
        transform(np.real, holomorphic=True)(z)
    with pytest.raises(ad.NotDifferentiableError, match="complex arguments and results"):
        transform(lambda x: x, holomorphic=True)(np.ones(2))


@pytest.mark.parametrize("transform", MODES)
def test_results_that_do_not_depend_have_zeros(transform: Any) -> None:
    x = np.array([1.0, 2.0])
    c: Any = variable(np.array([2, 3]))
    for y in (3.0, np.float32(3.0), np.ones(2), np.ones((2, 3), np.float32)):
        J = transform(lambda _x, y=y: y)(x)
        np.testing.assert_array_equal(J, np.zeros((*np.shape(y), 2)))
    J = transform(lambda x: [x[0], 1, None, np.arange(2)])(x)
    np.testing.assert_array_equal(J[0], [1.0, 0.0])
    assert J[2] is None
    for zero, shape in ((J[1], (2,)), (J[3], (2, 2))):
        np.testing.assert_array_equal(zero, np.zeros(shape))
        assert zero.dtype == np.float64
    with pytest.raises(ad.NotDifferentiableError, match="f returned int64"):
        transform(lambda _x: c * 2)(x)


@pytest.mark.parametrize("transform", [*MODES, hessian])
def test_numbers_give_numbers(transform: Any) -> None:
    for x in (2.0, np.float32(2.0), np.array(2.0), np.float64(2.0)):
        D = transform(lambda x: x**2)(x)
        assert type(D) is type(x)
        expected = 2.0 if transform is hessian else 4.0
        assert expected == D


@pytest.mark.parametrize("transform", MODES)
def test_blocks_are_writable_and_share_no_memory(transform: Any) -> None:
    x = np.ones(2)
    J = transform(lambda x, y: (x * 1.0, x + y), argnums=(0, 1))(x, x)
    blocks = [block for row in J for block in row]
    for i, block in enumerate(blocks):
        before = [b.copy() for b in blocks]
        np.add(block, 1.0, out=block)
        others = [b for j, b in enumerate(blocks) if j != i]
        np.testing.assert_array_equal(others, [b for j, b in enumerate(before) if j != i])
    np.testing.assert_array_equal(x, np.ones(2))
    assert transform(lambda x: np.broadcast_to(x, (3, 2)))(x).flags.writeable


@pytest.mark.parametrize("transform", MODES)
def test_jacobians_are_differentiable(transform: Any) -> None:
    x = np.array([0.5, 2.0])
    tensor = transform(transform(lambda x: np.sin(x) * x[0]))(x)
    expected = jacfwd(jacrev(lambda x: np.sin(x) * x[0]))(x)
    np.testing.assert_allclose(tensor, expected)
    v: Any = variable(x.copy())
    transform(lambda x: x**3)(v).sum().backward()
    np.testing.assert_allclose(v.grad, 6 * x)
    w: Any = variable(np.array(2.0))
    J = transform(lambda x: w * x**2)(x)
    assert isinstance(J, ad.Variable)
    J.sum().backward()
    assert w.grad == 2 * 2.5


def test_the_cheaper_mode_is_chosen() -> None:
    pulled, pushed = [], []

    class Counting(ad.Function):
        def forward(self, x: Any) -> Any:
            return x * 2.0

        def backward(self, gy: Any) -> Any:
            pulled.append(gy)
            return gy * 2.0

        def push(self, tangents: Any) -> Any:
            pushed.append(tangents)
            return tangents[0] * 2.0

    jacobian(lambda x: Counting()(x).sum())(np.ones(5))
    assert (bool(pulled), bool(pushed)) == (True, False)
    pulled.clear()
    jacobian(lambda x: Counting()(x) * np.ones(5))(2.0)
    assert (bool(pulled), bool(pushed)) == (False, True)


def test_hessians_are_symmetric_and_agree_with_jacobians_of_gradients() -> None:
    rng = np.random.default_rng(1)
    A = rng.normal(size=(3, 3))

    def f(x: Any) -> Any:
        return np.linalg.slogdet(np.outer(x, x) + A @ A.T + np.eye(3))[1] + np.prod(x)

    x = rng.normal(size=3)
    H = hessian(f)(x)
    np.testing.assert_allclose(H, H.T, atol=1e-13)
    for transform in MODES:
        np.testing.assert_allclose(transform(ad.grad(f))(x), H, atol=1e-12)
    np.testing.assert_allclose([ad.hvp(f)(x, e) for e in np.eye(3)], H, atol=1e-12)
