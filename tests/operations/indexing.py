"""Elements read by index, by position and by condition."""

from __future__ import annotations

from typing import Any

import numpy as np

from autodiff.ops.indexing import selection

from .case import Array, Case, real, row

RANDOM = np.random.default_rng(5)


def _getitem() -> list[Case]:
    many = RANDOM.integers(-4, 4, 150)
    rows: list[tuple[tuple[int, ...], Any]] = [
        ((4,), [-1, 3]),
        ((4,), []),
        ((4,), ([1, 1],)),
        ((4,), ((0, 0),)),
        ((4,), range(3)),
        ((4,), np.int8(2)),
        ((4,), np.uint64(2)),
        ((4,), np.array(2)),
        ((4,), np.array(True)),
        ((4,), True),
        ((4,), np.False_),
        ((4,), np.array([0, 3, 3], np.uint8)),
        ((4,), np.array([0, 3, 3], np.uint64)),
        ((4,), many),
        ((4, 2), many),
        ((4, 3), many),
        ((4, 2), (many, many[::-1] // 2)),
        ((2, 4), (slice(None), many)),
        ((4, 2, 3), (many, 1)),
        ((4, 2), (many, ..., None)),
        ((4, 2), many.reshape(10, 15)),
        ((4, 5), (slice(None, None, -2), [1, 1, -4])),
        ((4, 5), (np.array([True, False, True, False]), [1, 1])),
        ((4, 5), (np.array([True, False, True, False]), [[1], [1]])),
        ((4, 5), (None, [0, 0], ..., [1, 1])),
        ((4, 5), (np.array(1), [1, 1])),
        ((0, 3), np.array([], int)),
        ((3, 0), [1, 1]),
        ((), True),
        ((), ...),
        ((4, 5), RANDOM.random((4, 5)) > 0.5),
    ]
    return [row("getitem", lambda x, i=i: x[i], real(*s), holomorphic=True) for s, i in rows]


def _taking() -> list[Case]:
    takes: list[tuple[tuple[int, ...], Any, dict[str, Any]]] = [
        ((4,), 1, {}),
        ((4,), [0, 0, -1], {}),
        ((2, 3), [[0, 5], [5, -2]], {}),
        ((2, 3), [1, 1], {"axis": 0}),
        ((2, 3), [[1, 1], [0, 2]], {"axis": -1}),
        ((2, 3), 1, {"axis": 1}),
        ((2, 3), [], {"axis": 1}),
        ((4,), [5, -9, 0], {"mode": "wrap"}),
        ((4,), [5, -9, 0], {"mode": "clip"}),
        ((2, 3), [7, -9], {"axis": 1, "mode": "wrap"}),
        ((), [0, 0], {}),
        ((), 0, {"axis": 0}),
        ((0,), [], {}),
        ((0, 2), [], {"mode": "clip"}),
        ((4,), [True, False], {}),
    ]
    cases = [
        row(
            "take",
            lambda x, i=i, o=o: np.take(x, np.array(i, int if i == [] else None), **o),
            real(*s),
            holomorphic=True,
        )
        for s, i, o in takes
    ]
    along: list[tuple[tuple[int, ...], Any, int | None]] = [
        ((2, 3), [[0, 0], [2, -1]], 1),
        ((2, 3), [[0, 1, 1]], 0),
        ((2, 3), [0, 5, 5], None),
        ((3,), [2, 2], -1),
        ((2, 3, 2), RANDOM.integers(0, 3, (2, 4, 2)), 1),
        ((2, 3, 2), RANDOM.integers(0, 3, (1, 1, 2)), -2),
    ]
    cases += [
        row(
            "take_along_axis",
            lambda x, i=i, a=a: np.take_along_axis(x, np.array(i), axis=a),
            real(*s),
            holomorphic=True,
        )
        for s, i, a in along
    ]
    conditions: list[tuple[tuple[int, ...], Any, int | None]] = [
        ((4,), [True, False, True, True], None),
        ((4,), [False, True], 0),
        ((2, 3), [0, 1, 2], 1),
        ((2, 3), [True, False, True, True], None),
        ((2, 3), [False, False], 0),
        ((2, 3), [True, False, True, False, False], -1),
    ]
    cases += [
        row("compress", lambda x, c=c, a=a: np.compress(c, x, axis=a), real(*s), holomorphic=True)
        for s, c, a in conditions
    ]
    mask = np.array([[True, False, True], [False, False, True]])
    cases += [
        row("extract", lambda x, c=c: np.extract(c, x), real(*s), holomorphic=True)
        for s, c in [((2, 3), mask), ((3,), [1, 0, 2]), ((), True), ((4,), [True])]
    ]
    return cases


MASK = np.array([[True, False, True], [False, False, True]])


def _choice() -> list[Case]:
    x, y, z = real(2, 3), real(3, seed=1), real(seed=2)
    index = np.array([[0, 1, 2], [2, 2, 0]])
    choose: Any = np.choose
    select: Any = np.select
    where: Any = np.where
    other = ~MASK

    def chosen(*xs: Any, **options: Any) -> Any:
        return choose(index, xs, **options)

    return [
        row("choose", chosen, x, y, z, holomorphic=True),
        row("choose", lambda x, y: chosen(x, y, mode="wrap"), x, y, holomorphic=True),
        row("choose", lambda x, y: chosen(x, y, mode="clip"), x, y, holomorphic=True),
        row("choose", lambda x: chosen(x, 1.5, 2), x, holomorphic=True),
        row("choose", lambda x: choose([0, 1], x), real(2, 2), holomorphic=True),
        row("choose", lambda x: choose(1, x), real(2, 3), holomorphic=True),
        row("choose", lambda x, y: choose(np.array([], int), [x, y]), real(1), real(0)),
        row("select", lambda x, y: select([MASK, other], [x, y]), x, y, holomorphic=True),
        Case(  # NumPy does not look for Variables in the default
            "select",
            lambda x, y: selection.select([MASK], [x], y),
            lambda x, y: select([MASK], [x], y),
            (x, y),
            holomorphic=True,
        ),
        row("select", lambda x: select([MASK, True], [1.5, x]), real(2, 1), holomorphic=True),
        row("select", lambda x, z: select([MASK, MASK], [x, z], 2), x, z, holomorphic=True),
        row(
            "select", lambda x, z: select([True, False], [x, z]), z, real(seed=5), holomorphic=True
        ),
        row("where", lambda x, y: where(MASK, x, y), x, y, holomorphic=True),
        row("where", lambda x: where([True, False, True], x, [1.0, 2.0, 3.0]), y, single=False),
        row("where", lambda x: where(True, x, 2), x, holomorphic=True),
        row("where", lambda x: where(np.array([0.0, 2.0, np.nan]), 1, x), x, holomorphic=True),
        row("where", lambda x: where(MASK, x, x), y, holomorphic=True),
        row("where", lambda x: where(MASK[:, :0], x, 0), real(2, 1), holomorphic=True),
    ]


def _piecewise() -> list[Case]:
    def square(v: Any) -> Any:
        return v * v

    def scaled(v: Any, by: Any, plus: Any = 0.0) -> Any:
        return v * by + plus

    f: Any = np.piecewise
    x: Array = real(2, 3)
    return [
        row("piecewise", lambda x: f(x, [MASK], [square]), x, holomorphic=True),
        row("piecewise", lambda x: f(x, [MASK], [square, 3.0]), x, holomorphic=True),
        row("piecewise", lambda x: f(x, [MASK, MASK[:, ::-1]], [square, np.sin]), x),
        row("piecewise", lambda x: f(x, [MASK, ~MASK], [1, np.exp]), x, holomorphic=True),
        row("piecewise", lambda x: f(x, [MASK], [scaled, 1.0], 3.0, plus=1.0), x),
        row("piecewise", lambda x: f(x, [MASK[:, 0]], [square]), x, holomorphic=True),
        row("piecewise", lambda x: f(x, [True], [square]), real(), holomorphic=True),
        row("piecewise", lambda x: f(x, [False], [square, np.sin]), real()),
        row("piecewise", lambda x: f(x, [x < 5], [np.sum]), x, holomorphic=False),
        row("piecewise", lambda x: f(x, [x < 0, x > 0], [np.sin, np.cos]), real(0)),
    ]


CASES: list[Case] = [*_getitem(), *_taking(), *_choice(), *_piecewise()]
