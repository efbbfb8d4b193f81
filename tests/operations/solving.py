"""Rows of linear systems, inverses, determinants, Cholesky factors and products of matrices."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from .case import Array, Case, real, row

LARGE = 70
"""Rows of a matrix that is factorised once, if SciPy is installed."""


def _regular(*shape: int, seed: int = 0) -> Array:
    """Return matrices far from singular, whose rows a factorisation interchanges."""
    n = shape[-1]
    return np.asarray(real(*shape, seed=seed) + 3.0 * np.sqrt(n) * np.eye(n)[::-1])


def _solved_tall(a: Any, b: Any) -> Any:
    """Solve for a matrix that is too large to differentiate by each element."""
    return np.linalg.solve(_enlarged(a), np.concatenate([b, np.ones((LARGE - 2, *b.shape[1:]))]))


def _enlarged(a: Any) -> Any:
    """Return a large regular matrix of a few elements."""
    rows = np.sin(np.arange(2.0 * LARGE)).reshape(LARGE, 2)
    return rows @ a @ rows.T / 10.0 + 3.0 * np.eye(LARGE)[::-1]


def _large_triangle(a: Any) -> Any:
    return np.tril(_enlarged(a)) + 9.0 * np.eye(LARGE)


def _definite(*shape: int, seed: int = 0) -> Array:
    """Return positive definite matrices, as either triangle gives them."""
    n = shape[-1]
    return real(*shape, seed=seed) + 4.0 * n * np.eye(n)


def _joined(result: Any) -> Any:
    sign, logarithm = result
    return sign * (1.0 + logarithm)


def _singular(rank: int, n: int) -> Array:
    """Return a matrix of integers, so that it is singular but for rounding in its factors."""
    left = np.round(3.0 * real(n, rank)) + np.eye(n, rank)
    right = np.round(3.0 * real(rank, n, seed=1)) + np.eye(rank, n)
    return np.asarray(left @ right)


solve = partial(row, "solve", np.linalg.solve, holomorphic=True)
large = partial(row, rounding=1e-13, single=False)

CHAINS: list[list[tuple[int, ...]]] = [
    [(2, 3), (3, 2)],
    [(3,), (3,)],
    [(2, 3), (3, 1), (1, 4)],
    [(2,), (2, 3), (3,)],
    [(2,), (2, 1), (1, 3)],
    [(3, 2), (2, 3), (3, 1), (1,)],
    [(1, 3), (3, 2), (2, 4), (4, 1)],
    [(2, 0), (0, 3), (3, 2)],
]

CASES: list[Case] = [
    *(
        solve(_regular(*a), real(*b, seed=1))
        for a, b in [
            ((1, 1), (1,)),
            ((3, 3), (3,)),
            ((3, 3), (3, 2)),
            ((3, 3), (3, 0)),
            ((2, 3, 3), (3,)),
            ((2, 3, 3), (3, 2)),
            ((2, 3, 3), (2, 3, 2)),
            ((3, 3), (2, 3, 2)),
            ((2, 1, 2, 2), (3, 2, 1)),
            ((0, 2, 2), (2, 1)),
            ((0, 0), (0,)),
            ((0, 0), (0, 2)),
        ]
    ),
    row("solve", lambda a: np.linalg.solve(a, a[0]), _regular(3, 3), holomorphic=True),
    large("solve", _solved_tall, real(2, 2), real(2, seed=1), holomorphic=True),
    large("solve", _solved_tall, real(2, 2), real(2, 3, seed=1)),
    large(
        "solve",
        lambda a, b: np.linalg.solve(np.stack([_enlarged(a), _large_triangle(a)]), b),
        real(2, 2),
        real(LARGE, seed=1),
    ),
    large(
        "solve",
        lambda a, b: np.linalg.solve(_enlarged(a), np.multiply.outer(b, np.ones((LARGE, 2)))),
        real(2, 2),
        real(3, seed=1),
    ),
    large(
        "solve",
        lambda a, b: np.linalg.solve(_large_triangle(a), b),
        real(2, 2),
        real(LARGE, seed=1),
        holomorphic=True,
    ),
    large(
        "solve", lambda a: np.linalg.solve(_large_triangle(a).T, np.eye(LARGE)[:, :2]), real(2, 2)
    ),
    *(
        row("inv", np.linalg.inv, _regular(*shape), holomorphic=True)
        for shape in [(1, 1), (3, 3), (2, 3, 3), (0, 2, 2), (2, 0, 0)]
    ),
    *(
        row("det", np.linalg.det, a, holomorphic=True)
        for a in [
            *(_regular(*s) for s in [(1, 1), (2, 2), (3, 3), (4, 4), (2, 4, 4), (0, 4, 4), (0, 0)]),
            *(_singular(rank, 4) for rank in (3, 2, 1)),
            *(np.zeros((n, n)) for n in (1, 2, 3, 4)),
            np.diag([1.0, 1e-5, 1e-11, 1e-17, 1e-17]),
            np.stack([_regular(4, 4), _singular(3, 4), _singular(2, 4), np.zeros((4, 4))]),
        ]
    ),
    *(
        row("slogdet", lambda a: _joined(np.linalg.slogdet(a)), _regular(*shape), holomorphic=True)
        for shape in [(1, 1), (3, 3), (2, 3, 3), (0, 2, 2), (2, 0, 0)]
    ),
    row("slogdet", lambda a: np.linalg.slogdet(a).logabsdet, _regular(3, 3), holomorphic=True),
    row("slogdet", lambda a: np.linalg.slogdet(a).sign, _regular(2, 3, 3), holomorphic=True),
    large(
        "slogdet",
        lambda a: _joined(np.linalg.slogdet(_enlarged(a))),
        real(2, 2),
        holomorphic=True,
    ),
    large(
        "slogdet",
        lambda a: _joined(np.linalg.slogdet(np.stack([_enlarged(a), _large_triangle(a)]))),
        real(2, 2),
        holomorphic=True,
    ),
    *(
        row("cholesky", partial(np.linalg.cholesky, **upper), _definite(*shape), holomorphic=True)
        for shape in [(1, 1), (3, 3), (2, 3, 3), (0, 2, 2), (2, 0, 0)]
        for upper in ({}, {"upper": True})
    ),
    row(
        "cholesky",  # in blocks
        lambda a: np.linalg.cholesky(np.kron(a, np.ones((50, 50))) + 1e3 * np.eye(150)),
        real(3, 3),
        single=False,
    ),
    *(
        row("matrix_power", lambda a, n=n: np.linalg.matrix_power(a, n), _regular(3, 3) / 4)
        for n in (-3, -2, -1, 0, 1, 2, 3, 5, 12)
    ),
    row("matrix_power", lambda a: np.linalg.matrix_power(a, 3), real(2, 3, 3), holomorphic=True),
    row("matrix_power", lambda a: np.linalg.matrix_power(a, -2), _regular(2, 2, 2)),
    row("matrix_power", lambda a: np.linalg.matrix_power(a, 0), real(2, 0, 0), holomorphic=True),
    *(
        row(
            "multi_dot",
            lambda *xs: np.linalg.multi_dot(xs),
            *(real(*shape, seed=i) for i, shape in enumerate(shapes)),
            holomorphic=True,
        )
        for shapes in CHAINS
    ),
    *(
        row("tensorinv", lambda a, i=i: np.linalg.tensorinv(a, ind=i), a, holomorphic=True)
        for a, i in [
            (_regular(6, 6).reshape(2, 3, 6), 2),
            (_regular(6, 6).reshape(6, 3, 2), 1),
            (_regular(4, 4).reshape(2, 2, 4, 1), 2),
        ]
    ),
    row(
        "tensorsolve",
        np.linalg.tensorsolve,
        _regular(4, 4).reshape(2, 2, 4, 1),
        real(2, 2, seed=1),
        holomorphic=True,
    ),
    row(
        "tensorsolve",
        lambda a, b: np.linalg.tensorsolve(a, b, axes=(0,)),
        _regular(4, 4).reshape(4, 2, 2),
        real(2, 2, seed=1),
    ),
]
