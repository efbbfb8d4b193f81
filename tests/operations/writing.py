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


CASES: list[Case] = [
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
