"""Sliding windows beyond the table: what is refused, and convolution built from them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.lib.stride_tricks import as_strided, sliding_window_view

import autodiff as ad
from autodiff import NoRuleError, Variable


def test_convolution_of_images_is_differentiated() -> None:
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(6, 7)), rng.normal(size=(3, 2))
    x: Any = Variable(image)
    k: Any = Variable(kernel)
    windows: Any = sliding_window_view(x, kernel.shape)
    y = (windows * k).sum(axis=(-2, -1))
    gy = rng.normal(size=y.shape)
    y.backward(gy=gy)
    expected_x, expected_k = np.zeros_like(image), np.zeros_like(kernel)
    for i, j in np.ndindex(*y.shape):
        expected_x[i : i + 3, j : j + 2] += gy[i, j] * kernel
        expected_k += gy[i, j] * image[i : i + 3, j : j + 2]
    np.testing.assert_allclose(x.grad, expected_x, rtol=1e-13)
    np.testing.assert_allclose(k.grad, expected_k, rtol=1e-13)


@pytest.mark.parametrize("n", [1, 2, 500, 999, 1000])
def test_each_element_counts_its_windows(n: int) -> None:
    x: Any = Variable(np.zeros(1000, np.float32))
    y: Any = sliding_window_view(x, n)
    y.sum().backward()
    place = np.arange(1000)
    count = np.minimum(np.minimum(place + 1, 1000 - place), min(n, 1001 - n))
    np.testing.assert_array_equal(x.grad, count)
    assert x.grad.dtype == np.float32


def test_a_window_of_integers_is_a_constant() -> None:
    v: Any = Variable(np.arange(4))
    y: Any = sliding_window_view(v, Variable(np.array(2)).item())
    assert isinstance(y, Variable)
    assert y.creator is None
    np.testing.assert_array_equal(y.data, [[0, 1], [1, 2], [2, 3]])


def test_windows_cannot_be_written() -> None:
    v: Any = Variable(np.ones(3))
    with pytest.raises(NoRuleError, match=r"writeable=True.*copy"):
        sliding_window_view(v, 2, writeable=True)
    y: Any = sliding_window_view(v, 2, subok=True)
    assert not y.data.flags.writeable


@pytest.mark.parametrize(("window", "axis"), [(4, None), (-1, None), ((2, 2), None), (2, (0, 0))])
def test_windows_that_do_not_fit(window: Any, axis: Any) -> None:
    v: Any = Variable(np.ones(3))
    with pytest.raises(ValueError, match="window"):
        sliding_window_view(v, window, axis)


def test_strides_are_refused() -> None:
    v: Any = Variable(np.ones(3))
    with pytest.raises(ad.AutodiffError):
        as_strided(v, (2, 2), (8, 8))
