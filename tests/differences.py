"""Derivatives by central differences, of fourth order: the independent reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

STEP = 1e-3
WEIGHTS = ((1, 8 / 12), (-1, -8 / 12), (2, -1 / 12), (-2, 1 / 12))
FEW = 4
"""Up to how many elements a derivative is compared by each of them."""


def slope(f: Callable[..., Any], xs: Sequence[Array], i: int, direction: Array) -> float:
    """Return the derivative of the scalar ``f(*xs)`` as ``xs[i]`` moves in a direction."""
    total = 0.0
    for k, weight in WEIGHTS:
        moved = [x.copy() for x in xs]
        moved[i] += k * STEP * direction
        total += weight / STEP * float(f(*moved))
    return total


def gradient(f: Callable[..., Any], xs: Sequence[Array], i: int) -> Array:
    """Return the derivative of the scalar ``f(*xs)`` by each element of ``xs[i]``."""
    units = np.eye(xs[i].size).reshape(xs[i].size, *xs[i].shape)
    return np.array([slope(f, xs, i, unit) for unit in units]).reshape(xs[i].shape)


def assert_is_derivative(
    actual: Any,
    f: Callable[..., Any],
    xs: Sequence[Array],
    i: int,
    *,
    rtol: float,
    atol: float,
) -> None:
    """Compare with the derivative of the scalar ``f(*xs)`` by ``xs[i]``.

    Of many elements, all are compared at once, in one random direction of length one: a wrong
    derivative is right only in the directions of a hyperplane, which a random one is not of.
    """
    x = xs[i]
    assert actual.shape == x.shape
    if x.size <= FEW:
        np.testing.assert_allclose(actual, gradient(f, xs, i), rtol=rtol, atol=atol)
    else:
        direction = np.random.default_rng(x.size).normal(size=x.shape)
        direction /= np.linalg.norm(direction)
        expected = slope(f, xs, i, direction)
        np.testing.assert_allclose(np.sum(actual * direction), expected, rtol=rtol, atol=atol)
