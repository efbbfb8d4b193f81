"""Pullbacks and pushforwards are functions themselves: linear, reusable, differentiable."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import Function, grad, jacobian, linearize

vjp: Any = ad.vjp  # as a program without annotations sees it
X = np.array([1.0, 2.0, 3.0])


class Cube(Function):
    def forward(self, x: Any) -> Any:
        return x**3

    def backward(self, gy: Any) -> Any:
        return 3 * self.inputs[0] ** 2 * gy


def cube(x: Any) -> Any:
    return x**3


pulled: Any = ad.custom_function(cube, pullback=lambda gy, _y, x: 3 * x**2 * gy)
pushed: Any = ad.custom_function(cube, pushforward=lambda dx, y, x: 3 * y / x * dx)


def matrix(x: Any) -> Any:
    return np.outer(x, x) + np.diag(x)


def written(x: Any) -> Any:
    y = np.sin(x) * x
    y[0] = y[1] ** 2
    return y


FUNCTIONS: dict[str, Any] = {
    "a chain": lambda x: np.sin(np.exp(x) * x) ** 2,
    "a container": lambda x: {"a": np.sin(x) * x, "b": [np.prod(x)]},
    "several outputs": lambda x: np.linalg.eigh(matrix(x)),
    "one of several outputs": lambda x: np.linalg.qr(matrix(x))[1],
    "linear algebra": lambda x: np.linalg.solve(matrix(x), np.sin(x)),
    "elements": lambda x: np.sin(x)[[0, 0, 1]] * np.sort(x)[::-1],
    "complex within": lambda x: np.abs(np.fft.fft(np.exp(1j * x) + x)),
    "branches": lambda x: np.where(x > 1, np.sin(x) * x, x**2),
    "written in place": written,
    "a Function": lambda x: Cube()(np.sin(x)),
    "a custom pullback": lambda x: pulled(np.sin(x)),
    "a custom pushforward": lambda x: pushed(np.sin(x)),
    "checkpoint": lambda x: ad.checkpoint(lambda y: np.sin(y * x) * y)(np.exp(x)),
    "an inner gradient": lambda x: grad(lambda y: np.sum(y**3 * x))(np.sin(x)),
}


def rows(J: Any) -> Any:
    """Return all blocks of a Jacobian as one matrix."""
    return np.concatenate([np.reshape(block, (-1, 3)) for block in ad.trees.leaves(J)])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_they_are_differentiable_and_plain_in_is_plain_out(name: str) -> None:
    f = FUNCTIONS[name]
    y, pullback = vjp(f, X)
    _, pushforward = linearize(f, X)
    flat, unravel = ad.ravel(y)
    J = rows(jacobian(f)(X))
    results = [
        (jacobian(lambda gy: pullback(unravel(gy))[0])(flat), J.T),
        (rows(jacobian(pushforward)(X)), J),
        (grad(lambda gy: np.sum(pullback(unravel(gy))[0] ** 2))(flat), 2 * J @ (J.T @ flat)),
    ]
    for result, expected in results:
        assert type(result) is np.ndarray
        np.testing.assert_allclose(result, expected, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_they_are_linear_and_transposes_of_each_other(name: str) -> None:
    f = FUNCTIONS[name]
    y, pullback = vjp(f, X)
    _, pushforward = linearize(f, X)
    flat, unravel = ad.ravel(y)
    u, w = np.cos(flat), np.sin(3 * flat)
    (gu,), (gw,), (both,) = (pullback(unravel(g)) for g in (u, w, 2.0 * u + w))
    np.testing.assert_allclose(both, 2.0 * gu + gw, rtol=1e-10, atol=1e-10)
    v = np.array([0.5, -1.0, 2.0])
    np.testing.assert_allclose(ad.ravel(pushforward(v))[0] @ u, gu @ v, rtol=1e-10)
    np.testing.assert_array_equal(pullback(unravel(u))[0], gu)


def test_variables_as_cotangents_and_tangents() -> None:
    for transform in (vjp, linearize):
        _, carry = transform(lambda x: np.sin(x) * x, X)
        v: Any = variable(np.ones(3))
        result = carry(v)
        g = result[0] if isinstance(result, tuple) else result
        np.sum(g * g).backward()
        slope = np.cos(X) * X + np.sin(X)
        np.testing.assert_allclose(v.grad, 2 * slope**2)


def test_gradients_of_variables_are_differentiable_by_them() -> None:
    x: Any = variable(X.copy())
    y, pullback = vjp(lambda x: x**3, x)
    np.sum(pullback(np.ones(3))[0]).backward(retain_graph=True)
    np.testing.assert_allclose(x.grad, 6 * X)
    np.testing.assert_allclose(pullback(np.ones(3))[0].data, 3 * X**2)
    with ad.no_grad():
        assert pullback(np.ones(3))[0].creator is None
        assert linearize(lambda x: x**3, x)[1](X).creator is None
    np.sum(y).backward()
    np.testing.assert_allclose(x.grad, 6 * X + 3 * X**2)


@pytest.mark.parametrize("f", [lambda x: x**3, lambda x: x + x, lambda x: np.sum(x + 1.0)])
def test_a_graph_that_was_freed_in_between_is_refused(f: Any) -> None:
    x: Any = variable(X.copy())
    for transform, given in ((vjp, np.ones_like(f(X))), (linearize, X)):
        y, carry = transform(f, x)
        y.sum().backward()
        with pytest.raises(ad.GraphFreedError, match="earlier backward pass"):
            carry(given)
