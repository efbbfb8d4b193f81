"""Rows of pseudo-inverses, least squares, and fits of polynomials."""

from __future__ import annotations

from typing import Any

import numpy as np

from .case import Array, Case, positive, real, row

LINALG: Any = np.linalg  # whose stubs do not know all keywords
TALL, WIDE, SQUARE = (4, 2), (2, 4), (3, 3)


def _spread(*shape: int, seed: int = 0) -> Array:
    """Return matrices whose singular values are well apart, and none of which is near zero."""
    a = real(*shape, seed=seed)
    rank = min(shape[-2:])
    a[..., :rank, :rank] += np.diag(3.0 * np.arange(1, rank + 1))
    return a


def _flat(*parts: Any) -> Any:
    return np.concatenate([np.ravel(p) for p in parts])


def _deficient(f: Any) -> Any:
    """Return a function of two factors, whose product keeps its rank when they are moved."""
    return lambda left, right, *others: f(left @ right, *others)


def _pseudoinverses() -> list[Case]:
    left, right = _spread(4, 2), _spread(2, 3, seed=1)
    return [
        *(
            row("pinv", np.linalg.pinv, _spread(*shape), holomorphic=True)
            for shape in [(1, 1), TALL, WIDE, SQUARE, (2, 3, 2), (2, 1, 2, 3), (0, 2, 3), (2, 0)]
        ),
        row("pinv", lambda a: LINALG.pinv(a, rtol=None), _spread(*TALL)),
        row("pinv", lambda a: np.linalg.pinv(a, rtol=1e-10), _spread(*WIDE)),
        row(
            "pinv", lambda a: np.linalg.pinv(a, hermitian=True), _spread(*SQUARE), holomorphic=True
        ),
        row("pinv", lambda a: np.linalg.pinv(a, hermitian=True), _spread(2, 2, 2)),
        *(
            row("pinv", lambda a: np.linalg.pinv(a, rcond=0.5), _spread(*s), holomorphic=True)
            for s in [(4, 3), (3, 4), SQUARE, (2, 3, 2)]
        ),
        row("pinv", lambda a: np.linalg.pinv(a, np.array([0.5, 1e-9])), _spread(2, 2, 3)),
        row(
            "pinv",
            _deficient(lambda a: np.linalg.pinv(a, rcond=1e-10)),
            left,
            right,
            holomorphic=True,
            rounding=1e-13,
        ),
        row(
            "pinv",
            _deficient(lambda a: np.linalg.pinv(a, rcond=1e-10)),
            right.T,
            left.T,
            holomorphic=True,
            rounding=1e-13,
        ),
    ]


def _solved(a: Any, b: Any, rcond: float | None = None) -> Any:
    """Return all results that have a derivative, joined."""
    x, squares, _, s = np.linalg.lstsq(a, b, rcond)
    return _flat(x, squares, s)


def _least_squares() -> list[Case]:
    known, wrong = _spread(*TALL), real(4, 2, seed=3)
    left, right = _spread(4, 2), _spread(2, 3, seed=1)
    return [
        *(
            row("lstsq", _solved, _spread(*shape), real(shape[0], *columns, seed=2))
            for shape in [TALL, WIDE, SQUARE, (1, 1), (3, 1), (1, 3)]
            for columns in [(), (2,), (0,)]
        ),
        *(
            row(
                "lstsq",
                lambda a, b: np.linalg.lstsq(a, b)[0],
                _spread(*shape),
                real(shape[0], 2, seed=2),
                holomorphic=True,
            )
            for shape in [TALL, WIDE, SQUARE, (0, 2), (2, 0)]
        ),
        row(
            "lstsq", lambda a, b: np.linalg.lstsq(a, b)[1], _spread(*TALL), wrong, holomorphic=True
        ),
        row("lstsq", lambda a, b: np.linalg.lstsq(a, b)[1], _spread(*TALL), wrong[:, 0]),
        row("lstsq", lambda a: np.linalg.lstsq(a, wrong)[3], _spread(*TALL), single=False),
        row("lstsq", lambda a: _solved(a, wrong), _spread(*TALL), single=False),
        row("lstsq", lambda b: np.linalg.lstsq(known, b)[0], wrong, holomorphic=True, single=False),
        row("lstsq", lambda b: np.linalg.lstsq(known, b)[1], wrong, holomorphic=True, single=False),
        row("lstsq", lambda a: _flat(*np.linalg.lstsq(a, a[:, 0])[:2]), _spread(*TALL)),
        *(
            row(
                "lstsq",
                lambda a, b: np.linalg.lstsq(a, b, 0.5)[0],
                _spread(*shape),
                real(shape[0], *columns, seed=2),
                holomorphic=True,
            )
            for shape in [(4, 3), (3, 4), SQUARE]
            for columns in [(), (2,)]
        ),
        *(
            row(
                "lstsq",
                _deficient(lambda a, b: np.linalg.lstsq(a, b, 1e-10)[0]),
                *factors,
                real(len(factors[0]), 2, seed=4),
                holomorphic=True,
                rounding=1e-13,
            )
            for factors in [(left, right), (right.T, left.T)]
        ),
    ]


def _fits() -> list[Case]:
    x, y, ys, w = real(6), real(6, seed=1), real(6, 2, seed=2), positive(6, seed=3)
    few = real(3), real(3, seed=1)
    calls: list[tuple[Any, tuple[Array, ...]]] = [
        (lambda x, y: np.polyfit(x, y, 0), (x, y)),
        (lambda x, y: np.polyfit(x, y, 1), (x, ys)),
        (lambda x, y, w: np.polyfit(x, y, 1, w=w), (x, ys, w)),
        (lambda x, y: _flat(*np.polyfit(x, y, 2, cov=True)), (x, y)),
        (lambda x, y: _flat(*np.polyfit(x, y, 1, cov=True)), (x, ys)),
        (lambda x, y: _flat(*np.polyfit(x, y, 1, cov="unscaled")), (x, ys)),
        (lambda x, y, w: _flat(*np.polyfit(x, y, 1, w=w, cov=True)), (x, y, w)),
        (lambda x, y: _full(np.polyfit(x, y, 2, full=True)), (x, y)),
        (lambda x, y: _full(np.polyfit(x, y, 1, None, True)), (x, ys)),
        (lambda x, y: _full(np.polyfit(x, y, 3, full=True)), few),
        (lambda y: np.polyfit(np.arange(6.0), y, 2), (y,)),
    ]
    return [  # NumPy computes in double
        *(row("polyfit", call, *inputs, single=False) for call, inputs in calls),
        row("polyfit", lambda x, y: np.polyfit(x, y, 2), x, y, holomorphic=True, single=False),
        row(
            "polyfit",
            lambda x, y, w: np.polyfit(x, y, 2, w=w),
            x,
            y,
            w,
            holomorphic=True,
            single=False,
        ),
    ]


def _full(result: Any) -> Any:
    c, squares, _, s, _ = result
    return _flat(c, squares, s)


def _characteristic() -> list[Case]:
    rotated = np.array([[0.5, -2.0], [1.5, 0.3]])
    return [
        row("poly", np.poly, real(1, 1), holomorphic=True),
        row("poly", np.poly, _spread(3, 3), holomorphic=True),
        row("poly", np.poly, _spread(4, 4)),
        row("poly", np.poly, rotated, holomorphic=True),
    ]


CASES: list[Case] = [*_pseudoinverses(), *_least_squares(), *_fits(), *_characteristic()]
