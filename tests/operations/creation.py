"""Arrays made of given values: filled, spaced, spread over grids, on diagonals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autodiff.ops.creation import conversion, filling

from .case import Case, positive, real, row


def _ours(name: str, ours: Callable[..., Any], numpy: Callable[..., Any], *xs: Any) -> Case:
    """Return a case of a function of NumPy's that does not dispatch, holomorphic."""
    return Case(name, ours, numpy, xs, holomorphic=True)


def _filling() -> list[Case]:
    array: Any = conversion.array
    nests: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (lambda x: x, (real(2, 3),)),
        (lambda x, y: [x, y], (real(), real(seed=1))),
        (lambda x, y: [[x, y], [y, x]], (real(), real(seed=1))),
        (lambda x, y: (x, [0.5, 1.5, 2.5], y), (real(3), real(3, seed=1))),
        (lambda x, y: [[x, np.ones(3)], [y, y]], (real(3), real(3, seed=1))),
        (lambda x, y: [x, [y, 2.0]], (real(2), real(seed=1))),
        (lambda x: [x], (real(0, 2),)),
        (lambda x: [[[x]]], (real(),)),
    ]
    full: Any = filling.full
    return [
        *[
            _ours("array", lambda *x, f=f: array(f(*x)), lambda *x, f=f: np.array(f(*x)), *xs)
            for f, xs in nests
            if f is not nests[3][0] and f is not nests[4][0] and f is not nests[5][0]
        ],
        *[  # Python's numbers are of double precision there
            Case(
                "array",
                lambda *x, f=f: array(f(*x)),
                lambda *x, f=f: np.array(f(*x)),
                xs,
                holomorphic=True,
                single=False,
            )
            for f, xs in nests[3:6]
        ],
        _ours("array", lambda x: array(x, ndmin=3), lambda x: np.array(x, ndmin=3), real(2)),
        _ours("array", lambda x: array([x], order="F"), lambda x: np.array([x]), real(2, 3)),
        _ours("asarray", lambda x: 1 * conversion.asarray(x), np.asarray, real(2)),
        _ours("ascontiguousarray", conversion.ascontiguousarray, np.ascontiguousarray, real()),
        _ours(
            "ascontiguousarray", conversion.ascontiguousarray, np.ascontiguousarray, real(2, 3).T
        ),
        _ours("asfortranarray", conversion.asfortranarray, np.asfortranarray, real(2, 3)),
        _ours("full", lambda x: full((2, 3), x), lambda x: np.full((2, 3), x), real()),
        _ours("full", lambda x: full((2, 3), x), lambda x: np.full((2, 3), x), real(3)),
        _ours("full", lambda x: full(4, x), lambda x: np.full(4, x), real(1)),
        _ours("full", lambda x: full((2, 0), x), lambda x: np.full((2, 0), x), real()),
        _ours(
            "full_like",
            lambda x: filling.full_like(np.zeros((2, 3), x.dtype), x),
            lambda x: np.full_like(np.zeros((2, 3), x.dtype), x),
            real(2, 1),
        ),
        row("full_like", lambda x: np.full_like(x, x[0]), real(3), holomorphic=True),
        row("full_like", lambda x: np.full_like(x, x, shape=(2, 3)), real(3), holomorphic=True),
        row("zeros_like", lambda x: np.zeros_like(x) * x, real(2, 3), holomorphic=True),
        row("ones_like", lambda x: np.ones_like(x) + 0 * x, real(), holomorphic=True),
    ]


def _spaced() -> list[Case]:
    options: list[dict[str, Any]] = [
        {},
        {"num": 1},
        {"num": 0},
        {"num": 4, "endpoint": False},
        {"num": 3, "axis": -1},
        {"num": 1, "endpoint": False},
    ]
    shapes: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        ((), ()),
        ((2,), ()),
        ((2, 1), (3,)),
        ((0,), (1,)),
    ]
    cases: list[Case] = []
    for a, b in shapes:
        x, y = positive(*a), positive(*b, seed=3)
        for o in options:
            several = {"num": 5} | o
            for f, xs in ((np.linspace, (x, y)), (np.logspace, (x, y)), (np.geomspace, (x, y))):
                g: Any = f
                cases.append(
                    row(
                        f.__name__,
                        lambda x, y, g=g, o=several: g(x, y, **o),
                        *xs,
                        holomorphic=True,
                        single=f is np.linspace,  # NumPy's others are of double precision
                    )
                )
    geom: Any = np.geomspace
    lin: Any = np.linspace
    log: Any = np.logspace
    return [
        *cases,
        row("linspace", lambda x: lin(x, 2.0, 4), real(3), holomorphic=True),
        row("linspace", lambda x: lin(1, x, 4), real(), holomorphic=True),
        row("linspace", lambda x, y: lin(x, y, 2), real(), real(seed=1), holomorphic=True),
        row("linspace", lambda x: lin([0.0, 1.0], x, 4), real(), holomorphic=True, single=False),
        row("linspace", lambda x: lin(x, 2.0, 4, axis=1), real(3, 2), holomorphic=True),
        row("linspace", lambda x, y: lin(x, y, 4, retstep=True)[1], real(2), real(2, seed=1)),
        row("linspace", lambda x: lin(x, x, 3), real(2), holomorphic=True),
        row("linspace", lambda x: lin(x, 2, 3, dtype=np.float64), real(2), single=False),
        row("logspace", lambda x, y: log(x, 2.0, 4, base=y), real(), positive(), single=False),
        row("logspace", lambda x, y: log(0.0, x, 4, base=y), real(2), positive(2), single=False),
        row("logspace", lambda y: log(0.0, 1.0, 4, base=y, axis=-1), positive(2), single=False),
        row("logspace", lambda x, y: log(0.0, x, 3, base=y), real(2, 1), positive(3), single=False),
        row("logspace", lambda x: log(x, 1, 3, dtype=np.float64), real(2), single=False),
        row(
            "geomspace",
            lambda x, y: geom(-x, -y, 4),
            positive(2),
            positive(2, seed=2),
            single=False,
        ),
        row("geomspace", lambda x: geom(x, 1000.0, 4), positive(), holomorphic=True, single=False),
        row(
            "geomspace",
            lambda x: geom(1, x, 4, axis=1),
            positive(2, 2),
            holomorphic=True,
            single=False,
        ),
        row("geomspace", lambda x: geom(x, 9.0, 3, dtype=np.float64), positive(2), single=False),
    ]


def _grids() -> list[Case]:
    grid: Any = np.meshgrid

    def joined(*xs: Any, **options: Any) -> Any:
        return np.concatenate([np.reshape(g, -1) for g in grid(*xs, **options)])

    x, y, z = real(2), real(3, seed=1), real(seed=2)
    return [
        *[
            row("meshgrid", lambda *xs, o=o: joined(*xs, **o), *xs, holomorphic=True)
            for xs in ((x,), (x, y), (x, y, z), (x, real(0)))
            for o in (
                {},
                {"indexing": "ij"},
                {"sparse": True},
                {"sparse": True, "indexing": "ij", "copy": False},
                {"copy": False},
            )
        ],
        row("meshgrid", lambda x: joined(x, [1.0, 2.0], 3), x, holomorphic=True, single=False),
        *[
            row("vander", lambda x, o=o: np.vander(x, **o), v, holomorphic=True, single=False)
            for v in (real(3), real(1), real(0), np.array([0.0, 1.5]))
            for o in ({}, {"N": 2}, {"N": 0}, {"N": 4, "increasing": True}, {"N": 1})
        ],
        row("ix_", lambda x: np.ix_(x, [0, 1])[0], real(3), holomorphic=True),
    ]


def _diagonals() -> list[Case]:
    vectors = [real(3), real(1), real(0)]
    matrices = [real(3, 3), real(2, 4), real(4, 2), real(0, 2), real(1, 1)]
    offsets = [0, 1, -1, 2, -5]
    axes: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        ((2, 3, 4), (0, 0, 1)),
        ((2, 3, 4), (1, 1, 2)),
        ((2, 3, 4), (-1, -1, 0)),
        ((2, 3, 4), (1, 2, 0)),
        ((2, 2, 3, 3), (-1, -2, -1)),
        ((2, 0, 3), (0, 0, 2)),
    ]
    cases = [
        row("diag", lambda v, k=k: np.diag(v, k), v, holomorphic=True)
        for v in vectors + matrices
        for k in offsets
    ]
    cases += [
        row("diagflat", lambda v, k=k: np.diagflat(v, k), v, holomorphic=True)
        for v in (real(3), real(2, 2), real(), real(0))
        for k in (0, 1, -2)
    ]
    for shape, a in axes:
        cases += [
            row("diagonal", lambda x, a=a: np.diagonal(x, *a), real(*shape), holomorphic=True),
            row("trace", lambda x, a=a: np.trace(x, *a), real(*shape), holomorphic=True),
        ]
    for m in matrices:
        cases += [
            row("diagonal", lambda x: np.diagonal(x, 1), m, holomorphic=True),
            row("trace", lambda x: np.trace(x, -1), m, holomorphic=True),
        ]
    cases += [
        row(f.__name__, lambda x, f=f, k=k: f(x, k), m, holomorphic=True)
        for f in (np.tril, np.triu)
        for m in (*matrices, real(2, 3, 3), real(3), real(2, 0, 2))
        for k in (0, 1, -1, 7)
    ]
    cases.append(
        row("trace", lambda x: np.trace(x, dtype=np.float64), real(2, 2), single=False),
    )
    return cases


CASES: list[Case] = [*_filling(), *_spaced(), *_grids(), *_diagonals()]
