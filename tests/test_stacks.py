"""A stack of matrices is nothing but its matrices, in derivatives of all kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autodiff as ad
from autodiff import Variable

L: Any = np.linalg


def _truncated(a: Any, full: bool) -> Any:
    u, s, vh = L.svd(a, full_matrices=full)
    return u[..., :, :1] * s[..., None, :1] @ vh[..., :1, :]


def _projector(a: Any) -> Any:
    """Return the projector on what the first column spans not, from the basis that is added."""
    u = L.svd(a).U
    return u[..., :, 1:] @ np.conj(np.swapaxes(u[..., :, 1:], -1, -2))


def _hermitian(a: Any) -> Any:
    return a @ np.conj(np.swapaxes(a, -1, -2))


def _definite(a: Any) -> Any:
    return _hermitian(a) + np.eye(a.shape[-2])


def _spectral(a: Any) -> Any:
    w, v = L.eigh(_definite(a))
    return v[..., :, -1:] * w[..., None, -1:] @ np.conj(np.swapaxes(v[..., :, -1:], -1, -2))


ANY: dict[str, Callable[[Any], Any]] = {
    "svdvals": L.svdvals,
    "svd, thin": lambda a: _truncated(a, full=False),
    "svd, full": lambda a: _truncated(a, full=True),
    "complement": _projector,
    "nuclear norm": lambda a: L.norm(a, "nuc", axis=(-2, -1)),
    "spectral norm": lambda a: L.norm(a, 2, axis=(-2, -1)),
    "least norm": lambda a: L.norm(a, -2, axis=(-2, -1)),
    "pinv": L.pinv,
    "cond": L.cond,
    "cholesky": lambda a: L.cholesky(_definite(a)),
    "cholesky, upper": lambda a: np.conj(L.cholesky(np.conj(_definite(a)))),
    "eigvalsh": lambda a: L.eigvalsh(_definite(a)),
    "eigh": _spectral,
    "qr": lambda a: L.qr(a).R,
    "qr, complete": lambda a: L.qr(a, "complete").R,
}
SQUARE: dict[str, Callable[[Any], Any]] = {
    "det": L.det,
    "inv": L.inv,
    "slogdet": lambda a: np.real(L.slogdet(a)[1]),
    "solve": lambda a: L.solve(a, a @ a + 1.0),
    "power": lambda a: L.matrix_power(a, 3) + L.matrix_power(a, -2),
    "eigvals": lambda a: (L.eigvals(a) ** 2).sum(axis=-1),
    "eig": lambda a: np.abs(L.eig(a).eigenvectors).sum(axis=(-2, -1)),
}
CASES = [
    *((name, f, shape) for name, f in ANY.items() for shape in [(3, 2), (2, 3), (3, 3)]),
    *((name, f, (3, 3)) for name, f in SQUARE.items()),
]


def results(f: Callable[[Any], Any], a: Any, t: Any) -> list[Any]:
    """Return value, tangent, gradient, the same recorded, and gradient of a number made of it."""
    y, dy = ad.jvp(f, [a], [t])
    x = Variable(a)
    z = f(x)
    (plain,) = ad.gradients(np.real(z * np.conj(z)).sum(), [x], retain_graph=True)
    (g,) = ad.gradients(np.real(z * np.conj(z)).sum(), [x], create_graph=True)
    (h,) = ad.gradients(np.real(g * np.conj(t)).sum(), [x])
    return [y, dy, plain.data, g.data, h.data]


@pytest.mark.parametrize("dtype", [float, complex])
@pytest.mark.parametrize(
    ("name", "f", "shape"), CASES, ids=[f"{name} of {shape}" for name, _, shape in CASES]
)
def test_a_stack_is_its_matrices(name: str, f: Any, shape: tuple[int, int], dtype: Any) -> None:
    random = np.random.default_rng(11)
    a, t = random.normal(size=(2, 4, *shape))
    if dtype is complex:
        a, t = a + 1j * random.normal(size=a.shape), t + 1j * random.normal(size=t.shape)
    parts = [results(f, m, dm) for m, dm in zip(a, t, strict=True)]
    stacked = results(f, a, t)
    twice = results(f, a.reshape(2, 2, *shape), t.reshape(2, 2, *shape))
    for whole, more, *each in zip(stacked, twice, *parts, strict=True):
        expected = np.stack(each)
        np.testing.assert_allclose(whole, expected, rtol=1e-9, atol=1e-9, err_msg=name)
        np.testing.assert_allclose(more.reshape(expected.shape), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("shape", [(3, 2), (2, 3)])
def test_equal_values_in_a_stack_have_no_second_derivative(shape: tuple[int, int]) -> None:
    a = np.stack([np.eye(*shape)] * 4)
    x = Variable(a)
    (g,) = ad.gradients(L.svdvals(x).sum(), [x], create_graph=True)
    with pytest.raises(ad.UndefinedDerivativeError):
        (g * np.arange(g.size).reshape(g.shape)).sum().backward()


@pytest.mark.parametrize("n", [3, 40])
def test_a_matrix_that_only_looks_symmetric_is_none(n: int) -> None:
    """A positive diagonal and equal corners are what a guess at Cholesky's method goes by."""
    a = np.random.default_rng(2).normal(size=(n, n)) + 3 * n * np.eye(n)
    a[0, -1] = a[-1, 0]
    b = np.arange(float(n))
    x: Any = Variable(a)
    y = L.solve(x, b)
    np.testing.assert_allclose(y.data, np.linalg.solve(a, b), rtol=1e-12, atol=1e-14)
    y.sum().backward()
    expected = -np.outer(np.linalg.solve(a.T, np.ones(n)), y.data)
    np.testing.assert_allclose(x.grad, expected, rtol=1e-10, atol=1e-14)
