"""Long chains: of small operations, and of products of matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from .problem import Problem


def repeated(rounds: int, elements: int) -> Problem:
    """Chain ``5 * rounds`` operations on a vector."""

    def program(np_: Any, x: Any) -> Any:
        for _ in range(rounds):
            x = np_.sin(x * 1.01 + 0.1) - x * 0.5
        return x.sum()

    def by_hand(x: Any) -> list[Any]:
        angles = []
        for _ in range(rounds):
            angle = x * 1.01
            angle += 0.1
            angles.append(angle)
            x = np.sin(angle) - x * 0.5
        g = np.ones_like(x)
        for angle in reversed(angles):
            slope = np.cos(angle)
            slope *= 1.01
            slope -= 0.5
            g *= slope
        return [x.sum(), g]

    return Problem(program, by_hand, (np.linspace(0.1, 1.0, elements),))


def small(size: int | None = None) -> Problem:
    """Chain 1,000 operations on vectors of 10."""
    return repeated(size or 200, 10)


def matrices(size: int | None = None) -> Problem:
    """Multiply by ten matrices of 256 x 256, one after the other."""
    n = size or 256
    factors = np.random.default_rng(0).normal(size=(11, n, n)) / np.sqrt(n)

    def program(_np: Any, *inputs: Any) -> Any:
        *weights, y = inputs
        for w in weights:
            y = y @ w
        return (y * y).sum()

    def by_hand(*inputs: Any) -> list[Any]:
        *weights, y = inputs
        products = []
        for w in weights:
            products.append(y)
            y = y @ w
        value = np.vdot(y, y)
        y *= 2
        gradients = []
        for before, w in zip(reversed(products), reversed(weights), strict=True):
            gradients.append(before.T @ y)
            if len(gradients) < len(weights):  # nobody asked for that of the first
                y = y @ w.T
        return [value, *reversed(gradients)]

    return Problem(program, by_hand, tuple(factors[1:]), (factors[0],))
