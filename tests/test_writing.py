"""NumPy's functions that write into an array: what they refuse (their rows test the rest)."""

from __future__ import annotations

import numpy as np
import pytest
from operations.writing import WRITES
from untyped import variable

from autodiff import DetachedError


@pytest.mark.parametrize("name", WRITES)
def test_a_plain_array_holds_no_gradient(name: str) -> None:
    if name.startswith(("fill", "put method")) and "diagonal" not in name:
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
    for mode in ("raise", "wrap", "clip"):
        with pytest.raises(IndexError, match=r"np\.put: .* 0 elements"):
            np.put(y[:0], [0], 1.0, mode=mode)
    np.put(y, [], 1.0)
    with pytest.raises(TypeError, match=r"np\.copyto"):
        np.copyto(y, np.ones((2, 2)) * 1j)
    with pytest.raises(ValueError, match=r"put_along_axis: indices has 1 axes"):
        np.put_along_axis(y, np.array([0]), 1.0, 1)
    with pytest.raises(ValueError, match=r"np\.place: vals is empty"):
        np.place(y, y.data == 0, [])
    np.testing.assert_array_equal(y.data, np.zeros((2, 2)))


def test_all_places_of_an_array_without_axes_are_one() -> None:
    x, w = variable(np.array(2.0)), variable(np.array([3.0, 4.0]))
    y = np.copy(x)
    np.put(y, [0, -1], w)
    (y * x).backward()
    assert (x.grad, w.grad.tolist()) == (4.0, [0.0, 2.0])
