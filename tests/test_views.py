"""What NumPy returns as a view is one, what it copies is a copy: writes show in the same places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from differences import gradient
from numpy.lib.stride_tricks import sliding_window_view
from untyped import variable

import autodiff as ad
from autodiff import InPlaceError

TAKEN: dict[str, Callable[[Any], Any]] = {
    "real": np.real,
    ".real": lambda y: y.real,
    ".conj()": lambda y: y.conj(),
    "conj": np.conj,
    "positive": lambda y: +y,
    "copy": np.copy,
    "flatten": lambda y: y.flatten(),
    "ravel": np.ravel,
    "ravel of a transpose": lambda y: y.T.ravel(),
    "ravel K": lambda y: np.ravel(y.T, order="K"),
    "reshape": lambda y: y.reshape(4, 3),
    "reshape of a transpose": lambda y: y.T.reshape(-1),
    "swapaxes": lambda y: np.swapaxes(y, 0, 1),
    "moveaxis": lambda y: np.moveaxis(y, 0, 1),
    "expand_dims": lambda y: np.expand_dims(y, 0),
    "squeeze": lambda y: y[:, None].squeeze(),
    "atleast_3d": np.atleast_3d,
    "flip": np.flip,
    "rot90": np.rot90,
    "roll": lambda y: np.roll(y, 1),
    "split": lambda y: np.split(y, 2, axis=1)[1],
    "a row of an iteration": lambda y: list(y)[1],
    "an element with axes": lambda y: y[0, 0, ...],
    "take": lambda y: np.take(y, [0, 1], axis=0),
    "a list as index": lambda y: y[[0, 1]],
    "repeat": lambda y: np.repeat(y, 1),
    "repeat along an axis": lambda y: np.repeat(y, 1, axis=1),
    "repeat of one": lambda y: np.repeat(y[:1], 3, axis=0),
    "tile": lambda y: np.tile(y, 1),
    "tile of one": lambda y: np.tile(y[0, :1], 3),
    "resize": lambda y: np.resize(y, (3, 4)),
    "resize of one": lambda y: np.resize(y[0, :1], 3),
    "einsum of a transpose": lambda y: np.einsum("ij->ji", y),
    "einsum of nothing": lambda y: np.einsum("...->...", y),
    "einsum of a diagonal": lambda y: np.einsum("ii->i", y[:, :3]),
    "einsum of two axes": lambda y: np.einsum("iij->ji", y.reshape(2, 2, 3)),
    "einsum of a sum": lambda y: np.einsum("ij->j", y),
}


def changed(v: Any, _y: Any) -> None:
    v += 1.5


def replaced(v: Any, y: Any) -> None:
    v[...] = v * y[0, 0]


def source_changed(_v: Any, y: Any) -> None:
    y *= 2.0


@pytest.mark.parametrize("taken", TAKEN)
@pytest.mark.parametrize("write", [changed, replaced, source_changed])
def test_a_write_shows_where_it_does_in_numpy(taken: str, write: Any) -> None:
    weights = np.cos(np.arange(12.0)).reshape(3, 4)

    def f(x: Any) -> Any:
        y = x * 1.0
        v = TAKEN[taken](y)
        write(v, y)
        return (y * y * weights).sum() + (v * v * v).sum()

    x0 = np.linspace(0.3, 1.7, 12).reshape(3, 4)
    x = variable(x0.copy())
    y = f(x)
    np.testing.assert_allclose(y.data, f(x0.copy()), rtol=1e-14)
    y.backward()
    np.testing.assert_allclose(x.grad, gradient(f, [x0], 0), rtol=1e-6, atol=1e-7)


def test_windows_follow_what_they_look_at_and_are_read_only() -> None:
    x = variable(np.array([1.0, 2.0, 3.0]))
    y = x * 1.0
    windows = sliding_window_view(y, 2)
    y[1] = 7.0
    np.testing.assert_array_equal(windows.data, [[1.0, 7.0], [7.0, 3.0]])
    windows.sum().backward()
    np.testing.assert_array_equal(x.grad, [1.0, 0.0, 1.0])
    with pytest.raises(InPlaceError, match="read-only"):
        windows[0, 0] = 1.0


def test_the_imaginary_part_of_real_numbers_is_read_only() -> None:
    y = variable(np.array([1.0, 2.0])) * 1.0
    part = y.imag
    with pytest.raises(InPlaceError, match="read-only"):
        part += 1.0
    np.testing.assert_array_equal(y.imag.data, [0.0, 0.0])


@pytest.mark.parametrize(
    "f",
    [
        lambda x: write(np.zeros(3), x, slice(None)),
        lambda x: write(np.zeros(3, np.float32), x[0], 1),
        lambda x: write(np.zeros((2, 3)), x, [0, 0]),
        lambda x: np.linspace(np.zeros(3), x[0], 4),
        lambda x: np.linspace(x[0], np.ones((2, 1)), 4),
    ],
)
def test_tangents_have_the_shape_of_results_that_constants_made(f: Any) -> None:
    x0, t0 = np.array([0.5, 1.5, 2.5]), np.array([1.0, -2.0, 0.5])
    y, dy = ad.jvp(f, (x0,), (t0,))
    assert (dy.shape, dy.dtype) == (y.shape, y.dtype)
    expected = (f(variable(x0 + 1e-3 * t0)).data - f(variable(x0 - 1e-3 * t0)).data) / 2e-3
    np.testing.assert_allclose(dy, expected, rtol=1e-4, atol=1e-6)


def write(a: Any, x: Any, index: Any) -> Any:
    y: Any = np.zeros_like(variable(a))
    y[index] = x
    y[..., 0] += x[..., 0] if x.ndim else x
    return y
