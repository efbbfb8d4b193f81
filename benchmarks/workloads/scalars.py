"""Arithmetic on single numbers and sums of many terms: what an operation costs by itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from .problem import Problem


def goldstein(_size: int | None = None) -> Problem:
    """Goldstein and Price's function of two numbers: 0-d arithmetic and nothing else."""

    def program(_np: Any, x: Any, y: Any) -> Any:
        a = 19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2
        b = 18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2
        return (1 + (x + y + 1) ** 2 * a) * (30 + (2 * x - 3 * y) ** 2 * b)

    def by_hand(x: Any, y: Any) -> list[Any]:
        xx, xy, yy = x * x, x * y, y * y
        s, t = x + y + 1, 2 * x - 3 * y
        a = 19 - 14 * x + 3 * xx - 14 * y + 6 * xy + 3 * yy
        b = 18 - 32 * x + 12 * xx + 48 * y - 36 * xy + 27 * yy
        ss, tt = s * s, t * t
        p, q = 1 + ss * a, 30 + tt * b
        # a has the same derivative by both, and so has p
        dp = (2 * s * a + ss * (6 * x + 6 * y - 14)) * q
        tb = 2 * t * b
        dx = dp + p * (2 * tb + tt * (24 * x - 36 * y - 32))
        dy = dp + p * (tt * (54 * y - 36 * x + 48) - 3 * tb)
        return [p * q, dx, dy]

    return Problem(program, by_hand, (np.array(0.7), np.array(-0.4)))


def terms(size: int | None = None) -> Problem:
    """Add up 10,000 terms, each of them of a vector of 10, that come one by one."""
    factors = np.linspace(0.5, 1.5, size or 10_000).tolist()
    v = np.linspace(0.1, 1.0, 10)

    def program(np_: Any, x: Any) -> Any:
        total = np_.sin(x * factors[0])
        for factor in factors[1:]:
            total = total + np_.sin(x * factor)
        return total.sum()

    def by_hand(x: Any) -> list[Any]:
        total = np.zeros_like(x)
        angles = []
        for factor in factors:
            angle = x * factor
            angles.append(angle)
            total += np.sin(angle)
        g = np.zeros_like(x)
        for factor, angle in zip(factors, angles, strict=True):
            slope = np.cos(angle)
            slope *= factor
            g += slope
        return [total.sum(), g]

    # JAX compiles the 30,000 operations for minutes
    return Problem(program, by_hand, (v,), without=frozenset({"jax"}))
