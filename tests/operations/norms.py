"""Rows of norms, condition numbers, and of the products of np.linalg."""

from __future__ import annotations

from typing import Any

import numpy as np

from .case import Array, Case, positive, real, row

LINALG: Any = np.linalg  # whose stubs do not know all keywords
VECTOR_ORDERS: list[Any] = [None, 2, 1, 3, 1.5, 0.5, -1, -2.5, 0, np.inf, -np.inf]
MATRIX_ORDERS: list[Any] = [None, "fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf]
PLACES: list[tuple[tuple[int, ...], int | tuple[int, ...]]] = [
    ((3,), 0),
    ((2, 3), 0),
    ((2, 1, 3), -1),
    ((2, 3, 2), (1,)),
    ((0, 3), 1),
]
PLANES: list[tuple[tuple[int, ...], tuple[int, int]]] = [
    ((2, 3), (0, 1)),
    ((3, 2), (1, 0)),
    ((2, 3, 2), (-1, 0)),
    ((1, 3, 2), (-2, -1)),
    ((0, 2, 2), (1, 2)),
]


def _away(*shape: int) -> Array:
    """Return values of both signs well away from 0, where differences of powers are true."""
    x = positive(*shape)
    return np.asarray(x * np.where(np.arange(x.size).reshape(shape) % 2, -1, 1))


def _norms() -> list[Case]:
    whole = [
        row("norm", lambda x, k=k: np.linalg.norm(x, keepdims=k), real(*shape), holomorphic=True)
        for shape in [(), (3,), (2, 3), (2, 1, 2)]
        for k in (False, True)
    ]
    vectors = [
        row("norm", lambda x, o=o, a=a: np.linalg.norm(x, o, a), _away(*shape), holomorphic=True)
        for o in VECTOR_ORDERS
        for shape, a in PLACES
    ]
    matrices = [
        row("norm", lambda x, o=o, a=a: np.linalg.norm(x, o, a), real(*shape), holomorphic=True)
        for o in MATRIX_ORDERS
        for shape, a in PLANES
    ]
    kept = [
        row("norm", lambda x, o=o: np.linalg.norm(x, o, 1, True), _away(2, 3), holomorphic=True)
        for o in VECTOR_ORDERS
    ]
    kept_planes = [
        row("norm", lambda x, o=o: np.linalg.norm(x, o, (2, 0), True), real(2, 2, 3))
        for o in MATRIX_ORDERS
    ]
    return [
        *whole,
        *vectors,
        *matrices,
        *kept,
        *kept_planes,
        *(row("norm", lambda x, o=o: np.linalg.norm(x, o), _away(3)) for o in VECTOR_ORDERS),
        *(
            row("norm", lambda x, o=o: np.linalg.norm(x, o), np.array([[1.3, -0.4], [0.5, 2.1]]))
            for o in MATRIX_ORDERS
        ),
    ]


def _standard() -> list[Case]:
    return [
        *(
            row(
                "vector_norm",
                lambda x, o=o, k=k, a=a: np.linalg.vector_norm(x, ord=o, keepdims=k, axis=a),
                _away(*shape),
                holomorphic=True,
            )
            for o in [2, 1, 3.5, 0.5, 0, np.inf, -np.inf]
            for k in (False, True)
            for shape, a in [
                ((), None),
                ((2, 3), None),
                ((2, 3), -1),
                ((2, 3, 2), (2, 0)),
                ((2, 3, 2), (0, 1, -1)),
            ]
        ),
        *(
            row(
                "matrix_norm",
                lambda x, o=o, k=k: np.linalg.matrix_norm(x, ord=o, keepdims=k),
                real(2, 3, 2),
                holomorphic=True,
            )
            for o in ["fro", "nuc", 2, 1]
            for k in (False, True)
        ),
        row("vector_norm", np.linalg.vector_norm, real(2, 2)),
        row("matrix_norm", np.linalg.matrix_norm, real(2, 2)),
    ]


def _products() -> list[Case]:
    a, b = real(2, 3), real(2, 3, seed=1)
    return [
        row("cross", np.linalg.cross, a, b, holomorphic=True),
        row("cross", lambda x, y: np.linalg.cross(x, y, axis=0), real(3, 2), real(3, 1, seed=1)),
        row("outer", np.linalg.outer, real(2), real(3, seed=1), holomorphic=True),
        row("diagonal", np.linalg.diagonal, real(2, 3, 2), holomorphic=True),
        row("diagonal", lambda x: np.linalg.diagonal(x, offset=-1), real(3, 2)),
        row("trace", np.linalg.trace, real(2, 3, 2), holomorphic=True),
        row("trace", lambda x: np.linalg.trace(x, offset=1), real(2, 2)),
        row("matmul", np.linalg.matmul, a, real(2, 3, 2, seed=1), holomorphic=True),
        row("vecdot", np.linalg.vecdot, a, b, holomorphic=True),
        row("vecdot", lambda x, y: LINALG.vecdot(x, y, axis=0), a, b),
        row("tensordot", np.linalg.tensordot, real(2, 3, 2), real(3, 2, seed=1), holomorphic=True),
        row("tensordot", lambda x, y: np.linalg.tensordot(x, y, axes=((0,), (0,))), a, b),
        row("matrix_transpose", np.linalg.matrix_transpose, real(2, 3, 2), holomorphic=True),
    ]


def _conditions() -> list[Case]:
    a = np.array([[1.3, -0.4], [0.5, 2.1]])
    b = real(2, 3, 3) + np.diag([3.0, 6.0, 9.0])
    return [
        *(row("cond", lambda x, p=p: np.linalg.cond(x, p), a, holomorphic=True) for p in [None, 2]),
        row("cond", lambda x: np.linalg.cond(x, -2), a, holomorphic=True),
        row("cond", np.linalg.cond, real(2, 3, 2), holomorphic=True),
        row("cond", lambda x: np.linalg.cond(x, -2), real(2, 3)),
        *(
            row("cond", lambda x, p=p: np.linalg.cond(x, p), x, holomorphic=True)
            for p in [1, -1, np.inf, -np.inf, "fro", "nuc"]
            for x in (a, b)
        ),
    ]


CASES: list[Case] = [*_norms(), *_standard(), *_products(), *_conditions()]
