"""Assignment, as a function of the old values and of the new ones."""

from __future__ import annotations

from typing import Any

import numpy as np

from .case import Case, real, row


def written(index: Any, *inputs: Any) -> Case:
    def f(x: Any, w: Any) -> Any:
        y = x + 0.0 * w.sum()  # a Variable if any of the two is
        y[index] = w
        return y

    return row("setitem", f, *inputs, holomorphic=True)


def added(index: Any, *inputs: Any) -> Case:
    def f(x: Any, w: Any) -> Any:
        y = x + 0.0 * w.sum()
        y[index] += w
        return y

    return row("additem", f, *inputs, holomorphic=True)


def subtracted(index: Any, *inputs: Any) -> Case:
    def f(x: Any, w: Any) -> Any:
        y = x + 0.0 * w.sum()
        y[index] -= w
        return y

    return row("subtractitem", f, *inputs, holomorphic=True)


mask = np.array([[True, False, True, False]] * 3)
WRITES: dict[str, Any] = {
    "copyto": lambda y, w: np.copyto(y, w[:4]),
    "copyto where": lambda y, w: np.copyto(y, w[:4], where=mask),
    "put": lambda y, w: np.put(y, [0, 5, -1, 5], w[:4]),
    "put repeats": lambda y, w: np.put(y, np.arange(7), w[:3]),
    "put wrap": lambda y, w: np.put(y, [0, 17, -14], w[:3], mode="wrap"),
    "put clip": lambda y, w: np.put(y, [0, 17, -14], w[:3], mode="clip"),
    "put method": lambda y, w: y.put([1, 2], w[:2]),
    "fill": lambda y, w: y.fill(w[1]),
    "place": lambda y, w: np.place(y, mask, w[:4]),
    "putmask": lambda y, w: np.putmask(y, mask, w[:5]),
    "put_along_axis": lambda y, w: np.put_along_axis(y, np.array([[1], [0], [3]]), w[0], axis=1),
    "put_along_axis 0": lambda y, w: np.put_along_axis(y, np.array([[0, 1, 1, 2]]), w[None, :4], 0),
    "put_along_axis None": lambda y, w: np.put_along_axis(y, np.array([2, 0]), w[:2], None),
    "fill_diagonal": lambda y, w: np.fill_diagonal(y, w[:2]),
    "fill_diagonal wrap": lambda y, w: np.fill_diagonal(y.T, w[0], wrap=True),
    "add.at": lambda y, w: np.add.at(y, ([0, 0, 2], [1, 1, 3]), w[:3]),
    "subtract.at": lambda y, w: np.subtract.at(y, [0, 0], w[:4]),
}
"""Calls that write into ``y``, of shape (3, 4), from ``w``, of shape (6,)."""


def call(name: str, write: Any) -> Case:
    def f(x: Any, w: Any) -> Any:
        y = x + 0.0 * w.sum()
        write(y, w)
        return y

    return row(name.split(" ", maxsplit=1)[0], f, real(3, 4), real(6, seed=1), holomorphic=True)


CASES: list[Case] = [
    *(call(name, write) for name, write in WRITES.items()),
    written(0, real(4), real()),
    written(slice(None, None, -2), real(4), real(2)),
    written(slice(1, 3), real(4, 3), real(3)),
    written(slice(1, 3), real(4, 3), real(1, 1, 3)),
    written((slice(None), 1), real(4, 3), real(4)),
    written([0, 2, 0], real(4), real(3)),
    written(([0, 1], [1, 1]), real(4, 3), real(2)),
    written(np.array([True, False, True]), real(3, 2), real(2, 2)),
    written(slice(0, 0), real(3), real(0)),
    written(..., real(2, 0), real(2, 0)),
    added(slice(1, 3), real(4, 3), real(3)),
    added((slice(None), slice(None, None, -2)), real(4, 3), real(4, 2)),
    added((..., slice(0, 0)), real(2, 3), real(2, 0)),
    subtracted(slice(1, 3), real(4), real()),
    subtracted((slice(None), 1), real(4, 3), real(4)),
]
