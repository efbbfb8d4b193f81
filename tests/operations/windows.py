"""Sliding windows and what they add up to."""

from __future__ import annotations

from typing import Any

from numpy.lib.stride_tricks import sliding_window_view

from autodiff.ops.indexing.windows import OverlapAdd
from autodiff.ops.namespace import applied

from .case import Case, real, row

_ROWS: list[tuple[tuple[int, ...], Any, Any]] = [
    ((5,), 2, None),
    ((5,), (4,), None),
    ((5,), [1], -1),
    ((5,), 5, 0),
    ((4,), 0, 0),
    ((0,), 0, 0),
    ((3, 4), (2, 3), None),
    ((3, 4), 2, 0),
    ((3, 4), (2,), (-1,)),
    ((3, 4), (3, 2), (1, 0)),
    ((6,), (2, 3), (0, 0)),
    ((2, 3, 4), (2, 2), (0, -1)),
    ((2, 0), 2, 0),
    ((), (), None),
]

CASES: list[Case] = [
    *(
        row(
            "sliding_window_view",
            lambda x, w=window, a=axis: sliding_window_view(x, w, a),
            real(*shape),
            holomorphic=True,
        )
        for shape, window, axis in _ROWS
    ),
    row("overlap_add", lambda x: applied(OverlapAdd((2,), 0), x), real(3, 2), holomorphic=True),
    row(
        "overlap_add",
        lambda x: applied(OverlapAdd((2, 3), None), x),
        real(3, 2, 2, 3),
        holomorphic=True,
    ),
]
