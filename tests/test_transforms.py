"""All transforms tell the same derivatives, which are those of differences, whatever comes in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from duck import Duck
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from untyped import variable

import autodiff as ad
from autodiff.testing import check_grads, numerical_jvp


def written(y: Any) -> Any:
    y[:1] = y[-1:] ** 2
    y *= 2.0
    return y


def loop(x: Any) -> Any:
    y = x
    for _ in range(5):
        y = y + 0.1 * np.cos(y * x)
    return y


PROGRAMS: dict[str, Any] = {
    "elementwise": lambda x: np.sin(x) * x + np.exp(-(x**2)),
    "reductions": lambda x: np.sum(np.tanh(x)) * np.sum(x, keepdims=True),
    "products": lambda x: np.tensordot(x, x, x.ndim) * np.ones(2),
    "scans": lambda x: np.cumsum(np.reshape(x, -1)) ** 2,
    "joined": lambda x: np.concatenate([np.reshape(x, -1), np.reshape(x.T * x.T, -1)]),
    "broadcast": lambda x: x + np.reshape(x, -1)[:, None, None, None] / 2.0,
    "indexed": lambda x: np.reshape(x, -1)[::-2] * 3.0,
    "unused": lambda x: np.zeros(3) + 0.0 * np.sum(x),
    "constant": lambda _x: np.ones(2),
    "identity": lambda x: x,
    "written": lambda x: written(np.reshape(x * 1.0, -1)),
    "no axes": lambda x: np.sum(x * x),
    "loop": loop,
}

points = arrays(
    np.float64,
    array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
    elements=st.floats(-2, 2, width=16),
)


@pytest.mark.parametrize("name", PROGRAMS)
@given(st.data())
def test_transforms_agree(name: str, data: Any) -> None:
    f = PROGRAMS[name]
    x = data.draw(points)
    v = data.draw(arrays(np.float64, x.shape, elements=st.floats(-1, 1, width=16)))
    y, pullback = ad.vjp(f, x)
    np.testing.assert_array_equal(y, f(x))
    assert type(y) is type(np.asarray(f(x))[()])
    gy = np.cos(np.arange(np.size(y), dtype=float)).reshape(np.shape(y))
    (gx,) = pullback(gy)
    y_again, dy = ad.jvp(f, (x,), (v,))
    np.testing.assert_array_equal(y_again, y)
    _, pushforward = ad.linearize(f, x)
    np.testing.assert_array_equal(pushforward(v), dy)
    assert np.shape(dy) == np.shape(y)
    np.testing.assert_allclose(np.sum(gy * dy), np.sum(gx * v), rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(dy, numerical_jvp(f, (x,), (v,))[1], rtol=1e-6, atol=1e-8)

    def loss(x: Any) -> Any:
        return np.sum(f(x) * gy)

    value, g = ad.value_and_grad(loss)(x)
    np.testing.assert_allclose(value, loss(x))
    np.testing.assert_allclose(g, gx, rtol=1e-10, atol=1e-10)
    np.testing.assert_array_equal(ad.grad(loss)(x), g)
    weight = variable(x.copy())
    (loss(weight) + 0.0 * np.sum(weight)).backward()
    np.testing.assert_allclose(weight.grad, g, rtol=1e-10, atol=1e-10)
    for transform in (ad.jacobian, ad.jacrev, ad.jacfwd):
        J = transform(f)(x)
        assert J.shape == np.shape(y) + x.shape
        np.testing.assert_allclose(np.tensordot(J, v, v.ndim), dy, rtol=1e-9, atol=1e-9)
    H, Hv = ad.hessian(loss)(x), ad.hvp(loss)(x, v)
    assert H.shape == x.shape * 2
    np.testing.assert_allclose(np.tensordot(H, v, v.ndim), Hv, rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(Hv, ad.jvp(ad.grad(loss), (x,), (v,))[1], rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("name", PROGRAMS)
def test_derivatives_are_those_of_differences_to_third_order(name: str) -> None:
    check_grads(PROGRAMS[name], (np.array([[0.5, -1.0, 0.25]]),), order=2)
    check_grads(PROGRAMS[name], (np.array(0.5),), order=3)
    check_grads(PROGRAMS[name], (np.array([0.5 + 1j, -1.0 - 0.5j]),), order=2)
    check_grads(PROGRAMS[name], (np.array([0.5, -1.0], np.float32),), order=1)


def f(x: Any) -> Any:
    return np.sum(np.sin(x) * x)


def slope(x: Any) -> Any:
    return np.cos(x) * x + np.sin(x)


X = np.array([[0.5, 1.0, 2.0], [-1.0, 0.0, 3.0]])
READ_ONLY = X.copy()
READ_ONLY.flags.writeable = False
INPUTS: dict[str, Any] = {
    "float": 0.5,
    "float64": np.float64(0.5),
    "float32": np.float32(0.5),
    "float16": np.float16(0.5),
    "longdouble": np.longdouble(0.5),
    "complex": 0.5 + 1j,
    "complex64": np.complex64(0.5 + 1j),
    "0-d": np.array(0.5),
    "0-d single": np.array(0.5, np.float32),
    "empty": np.zeros((0, 3)),
    "single": X.astype(np.float32),
    "half": X.astype(np.float16),
    "Fortran order": np.asfortranarray(X),
    "not contiguous": X[:, ::-2],
    "read-only": READ_ONLY,
    "broadcast": np.broadcast_to(X[0], (4, 3)),
    "big-endian": X.astype(">f8"),
    "complex array": X + 1j,
}


@pytest.mark.parametrize("name", INPUTS)
def test_what_comes_in_plain_goes_out_plain_of_the_same_type(name: str) -> None:
    x = INPUTS[name]
    dtype, tolerance = np.asarray(x).dtype, 1e-2 if np.asarray(x).dtype.itemsize < 8 else 1e-12
    tolerance = 1e-6 if dtype == np.complex64 else tolerance

    def real(x: Any) -> Any:
        return np.real(f(x))

    expected = np.conj(slope(x))
    value, g = ad.value_and_grad(real)(x)
    (pulled,) = ad.vjp(real, x)[1](np.ones((), np.real(np.zeros((), dtype)).dtype))
    elementwise = ad.elementwise_grad(lambda x: np.real(np.sin(x) * x))(x)
    results = [g, pulled, elementwise, ad.grad(real)(x)]
    if dtype.kind == "f":
        results.append(ad.jacobian(real)(x))
        assert type(ad.hessian(real)(x)) is type(x)
    results.append(ad.hvp(real)(x, x))
    for result in results:
        assert type(result) is type(x)
        assert np.asarray(result).dtype == dtype
        assert np.shape(result) == np.shape(x)
    for result in results[:-1]:
        np.testing.assert_allclose(result, expected, rtol=tolerance, atol=tolerance)
        assert not isinstance(result, np.ndarray) or result.flags.writeable
    assert type(value) is np.asarray(real(x)).dtype.type
    y, dy = ad.jvp(f, (x,), (x,))
    assert type(y) is type(dy) is type(np.asarray(f(x))[()])


def test_arrays_of_other_libraries_stay_what_they_are() -> None:
    x: Any = Duck(X)
    value, g = ad.value_and_grad(f)(x)
    results = [
        (value, f(X)),
        (g, slope(X)),
        (ad.vjp(np.sin, x)[0], np.sin(X)),
        (ad.vjp(np.sin, x)[1](x)[0], np.cos(X) * X),
        (ad.jvp(np.sin, (x,), (x,))[1], np.cos(X) * X),
        (ad.linearize(np.sin, x)[1](x), np.cos(X) * X),
        (ad.elementwise_grad(np.sin)(x), np.cos(X)),
        (ad.hvp(f)(x, x), (2 * np.cos(X) - np.sin(X) * X) * X),
    ]
    for result, expected in results:
        assert type(result) is Duck
        np.testing.assert_allclose(result.array, expected)


def test_variables_in_are_variables_out() -> None:
    x: Any = variable(X.copy())
    g, pulled = ad.grad(f)(x), ad.vjp(np.sin, x)[1](X)[0]
    for result in (g, pulled, ad.jacobian(np.sin)(x), ad.hessian(f)(x), ad.hvp(f)(x, X)):
        assert isinstance(result, ad.Variable)
    (np.sum(g) + np.sum(pulled)).backward()
    assert x.grad is not None
    np.testing.assert_allclose(x.grad, 2 * np.cos(X) - np.sin(X) * X - np.sin(X) * X)
    with ad.no_grad():
        for result in (*ad.value_and_grad(f)(x), *ad.jvp(np.sin, (x,), (X,)), ad.hessian(f)(x)):
            assert isinstance(result, ad.Variable)
            assert result.creator is None
