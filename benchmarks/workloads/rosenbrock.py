"""Rosenbrock's function of many numbers: its gradient, its Hessian, and a product with that."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from .problem import Problem


def program(np_: Any, x: Any) -> Any:
    """Return the value, as one writes it with NumPy."""
    return np_.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def _gradient(x: Any) -> list[Any]:
    head = x[:-1]
    t = x[1:] - head * head
    u = 1 - head
    value = 100 * (t @ t) + u @ u
    g = np.zeros_like(x)
    t *= 200
    g[1:] = t
    t *= head
    t += u
    t *= 2
    g[:-1] -= t
    return [value, g]


def _diagonals(x: Any) -> tuple[Any, Any]:
    """Return the diagonal of the Hessian and that beside it; the rest is zero."""
    head = x[:-1]
    diagonal = np.empty_like(x)
    diagonal[:-1] = 1200 * head * head - 400 * x[1:] + 2
    diagonal[-1] = 0
    diagonal[1:] += 200
    return diagonal, -400 * head


def _product(x: Any, v: Any) -> list[Any]:
    diagonal, beside = _diagonals(x)
    h = diagonal * v
    h[:-1] += beside * v[1:]
    h[1:] += beside * v[:-1]
    return [h]


def _hessian(x: Any) -> list[Any]:
    diagonal, beside = _diagonals(x)
    n = x.size
    h = np.zeros((n, n))
    flat = h.ravel()
    flat[:: n + 1] = diagonal
    flat[1 :: n + 1] = beside
    flat[n :: n + 1] = beside
    return [h]


def _gradient_of(n: int) -> Problem:
    return Problem(program, _gradient, (np.random.default_rng(0).normal(size=n),))


def gradient_100(_size: int | None = None) -> Problem:
    """Differentiate it by 100 numbers."""
    return _gradient_of(100)


def gradient_100000(size: int | None = None) -> Problem:
    """Differentiate it by 100,000 numbers."""
    return _gradient_of(size or 100_000)


def _second(derivative: Literal["product", "hessian"]) -> Problem:
    x, v = np.random.default_rng(0).normal(size=(2, 50))
    by_hand = _hessian if derivative == "hessian" else lambda x: _product(x, v)
    return Problem(
        program,
        by_hand,
        (x,),
        derivative=derivative,
        direction=v,
        without=frozenset({"mygrad"}),  # differentiates once
    )


def product(_size: int | None = None) -> Problem:
    """Multiply the Hessian by a vector of 50."""
    return _second("product")


def hessian(_size: int | None = None) -> Problem:
    """Compute the Hessian by 50 numbers."""
    return _second("hessian")
