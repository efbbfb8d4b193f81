"""Sums, products and extrema over axes with all keywords, running ones, and those without NaN."""

from __future__ import annotations

from typing import Any

import numpy as np

from .case import Array, Case, positive, real, row

AXES: list[tuple[tuple[int, ...], Any]] = [
    ((), None),
    ((4,), None),
    ((4,), -1),
    ((2, 3), None),
    ((2, 3), 0),
    ((2, 3), 1),
    ((2, 3, 2), (0, 2)),
    ((2, 3, 2), (-1, 1)),
    ((2, 3, 2), ()),
    ((1, 3), 0),
    ((2, 1), 1),
]
EMPTY: list[tuple[tuple[int, ...], Any]] = [((0,), None), ((2, 0), 1), ((2, 0), 0), ((0, 3), 1)]
"""Reductions of nothing, and to nothing."""

MASK = np.array([[True, False, True], [False, True, True]])


def with_zeros(*shape: int, every: int = 3) -> Array:
    """Return values of which some are exactly 0."""
    x = positive(*shape)
    x.reshape(-1)[::every] = 0.0
    return x


def _plain(f: Any, rows: Any, make: Any = real, **options: Any) -> list[Case]:
    return [
        row(f.__name__, lambda x, a=a, k=k: f(x, axis=a, keepdims=k), make(*shape), **options)
        for shape, a in rows
        for k in (False, True)
    ]


def _under_a_mask(f: Any, **options: Any) -> list[Case]:
    """Return sums, means and products with where= and dtype=."""
    name, x = f.__name__, real(2, 3)
    return [
        row(name, lambda x: f(x, where=MASK), x, **options),
        row(name, lambda x: f(x, axis=1, where=MASK), x, **options),
        row(name, lambda x: f(x, axis=0, where=MASK[:, :1], keepdims=True), x, **options),
        row(name, lambda x: f(x, axis=(0, 2), where=MASK[:, :, None]), real(2, 3, 2), **options),
        row(name, lambda x: f(x, where=True, dtype=None), x, **options),
        row(name, lambda x: f(x, axis=-1, dtype=np.float64), x, single=False),
        row(name, lambda x: np.real(f(x, dtype=np.complex128)), x, single=False),
    ]


def _from_a_value(f: Any, value: float, **options: Any) -> list[Case]:
    """Return reductions with initial=, a constant and a Variable."""
    # NumPy asks the array, but not the initial value, whether it is a Variable
    name, x, v = f.__name__, real(2, 3), np.array(value)
    return [
        row(name, lambda x: f(x, axis=1, initial=value), x, **options),
        row(name, lambda x, v: f(x + 0 * v, axis=1, initial=v), x, v, **options),
        row(name, lambda x, v: f(x + 0 * v, initial=v), x, v, **options),
        row(name, lambda x, v: f(x + 0 * v, initial=v), real(), v, **options),
        row(name, lambda x, v: f(x + 0 * v, axis=0, keepdims=True, initial=v), x, v, **options),
        row(name, lambda x, v: f(x + 0 * v, axis=0, initial=v, where=MASK), x, v, **options),
        row(name, lambda x, v: f(x + 0 * v, initial=v), real(0), v, **options),
    ]


SUMMING: list[Any] = [np.sum, np.prod, np.nansum, np.nanprod]
EXTREMA: list[Any] = [np.max, np.min, np.nanmax, np.nanmin]


def _scans() -> list[Case]:
    rows: list[tuple[tuple[int, ...], Any]] = [
        ((), None),
        ((), 0),
        ((5,), None),
        ((5,), 0),
        ((1,), -1),
        ((2, 3), None),
        ((2, 3), 0),
        ((2, 3), -1),
        ((2, 3, 2), 1),
        ((0,), None),
        ((2, 0), 1),
        ((0, 2), 1),
    ]
    functions: list[Any] = [np.cumsum, np.cumprod, np.nancumsum, np.nancumprod]
    cases = [
        row(f.__name__, lambda x, f=f, a=a: f(x, axis=a), real(*shape), holomorphic=True)
        for f in functions
        for shape, a in rows
    ]
    cases += [
        row(f.__name__, lambda x, f=f: f(x, axis=1, dtype=np.float64), real(2, 3), single=False)
        for f in functions
    ]
    cases += [
        row(
            f.__name__,
            lambda x, f=f, a=a: f(x, axis=a),
            with_zeros(*shape, every=every),
            holomorphic=True,
        )
        for f in (np.cumprod, np.nancumprod)
        for shape, a, every in [((5,), 0, 9), ((6,), 0, 2), ((3, 4), 1, 3), ((4, 3), 0, 2)]
    ]
    for name in ("cumulative_sum", "cumulative_prod"):
        f = getattr(np, name, None)
        if f is None:
            continue
        cases += [
            row(name, lambda x, f=f, a=a, i=i: f(x, axis=a, include_initial=i), real(*shape))
            for shape, a in [((), None), ((4,), None), ((2, 3), 0), ((2, 3), -1), ((0,), None)]
            for i in (False, True)
        ]
    return cases


CASES: list[Case] = [
    *[c for f in SUMMING[1:] for c in _plain(f, AXES + EMPTY, holomorphic=True)],
    *[c for f in SUMMING for c in _under_a_mask(f, holomorphic=True)],
    *_under_a_mask(np.mean, holomorphic=True),
    *[c for f in SUMMING for c in _from_a_value(f, 1.3, holomorphic=True)],
    *[
        c
        for f in (np.prod, np.nanprod)
        for every in (2, 4, 9)
        for c in _plain(f, AXES, lambda *s, n=every: with_zeros(*s, every=n), holomorphic=True)
    ],
    *[c for f in EXTREMA[2:] for c in _plain(f, AXES)],
    *[c for f in EXTREMA for v in (-5.0, 0.05, 5.0) for c in _from_a_value(f, v)],
    *_plain(np.nanmean, AXES, holomorphic=True),
    *_under_a_mask(np.nanmean, holomorphic=True),
    *_plain(np.ptp, AXES),
    *_scans(),
]
