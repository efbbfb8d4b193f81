"""NumPy's functions that write into an array write into Variables, with the right gradient."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from differences import gradient
from untyped import variable

from autodiff import DetachedError

mask = np.array([[True, False, True, False]] * 3)
WRITES: dict[str, Any] = {
    "copyto": lambda y, w: np.copyto(y, w[:4]),
    "copyto where": lambda y, w: np.copyto(y, w[:4], where=mask),
    "put": lambda y, w: np.put(y, [0, 5, -1, 5], w[:4]),
    "put repeats": lambda y, w: np.put(y, np.arange(7), w[:3]),
    "put wrap": lambda y, w: np.put(y, [0, 17, -14], w[:3], mode="wrap"),
    "put clip": lambda y, w: np.put(y, [0, 17, -14], w[:3], mode="clip"),
    "method put": lambda y, w: y.put([1, 2], w[:2]),
    "fill": lambda y, w: y.fill(w[1]),
    "place": lambda y, w: np.place(y, mask, w[:4]),
    "putmask": lambda y, w: np.putmask(y, mask, w[:5]),
    "put_along_axis": lambda y, w: np.put_along_axis(y, np.array([[1], [0], [3]]), w[0], axis=1),
    "put_along_axis 0": lambda y, w: np.put_along_axis(y, np.array([[0, 1, 1, 2]]), w[None, :4], 0),
    "put_along_axis None": lambda y, w: np.put_along_axis(y, np.array([2, 0]), w[:2], None),
    "fill_diagonal": lambda y, w: np.fill_diagonal(y, w[:2]),
    "fill_diagonal wrap": lambda y, w: np.fill_diagonal(y.T, w[0], wrap=True),
    "add.at": lambda y, w: np.add.at(y, ([0, 0, 2], [1, 1, 3]), w[:3]),
    "subtract.at": lambda y, w: np.subtract.at(y, [0, 0], w[:4]),
}


@pytest.mark.parametrize("name", WRITES)
def test_writes_equal_numpys_in_value_and_gradient(name: str) -> None:
    def f(x: Any, w: Any) -> Any:
        y = x * 2.0
        WRITES[name](y, w)
        return y * y

    x0 = np.linspace(-1.0, 1.0, 12).reshape(3, 4)
    w0 = np.linspace(0.5, 3.0, 6)
    x, w = variable(x0.copy()), variable(w0)
    y = f(x, w)
    np.testing.assert_array_equal(y.data, f(x0, w0))
    y.sum().backward()
    for i, v in enumerate((x, w)):
        expected = gradient(lambda *a: np.sum(f(*a)), [x0, w0], i)
        np.testing.assert_allclose(v.grad, expected, atol=1e-8)


@pytest.mark.parametrize("name", WRITES)
def test_a_plain_array_holds_no_gradient(name: str) -> None:
    if name.startswith(("fill", "method")) and "diagonal" not in name:
        pytest.skip("a method of the plain array itself")
    y, w = np.zeros((3, 4)), variable(np.ones(6))
    with pytest.raises(DetachedError, match="plain"):
        WRITES[name](y, w)
    np.testing.assert_array_equal(y, np.zeros((3, 4)))


def test_bad_arguments_change_nothing() -> None:
    x = variable(np.zeros((2, 2)))
    y = x * 1.0
    with pytest.raises(IndexError, match=r"np\.put: .*mode="):
        np.put(y, [4], 1.0)
    with pytest.raises(TypeError, match=r"np\.copyto"):
        np.copyto(y, np.ones((2, 2)) * 1j)
    with pytest.raises(ValueError, match=r"put_along_axis: indices has 1 axes"):
        np.put_along_axis(y, np.array([0]), 1.0, 1)
    with pytest.raises(ValueError, match=r"np\.place: vals is empty"):
        np.place(y, y.data == 0, [])
    np.testing.assert_array_equal(y.data, np.zeros((2, 2)))
