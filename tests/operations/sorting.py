"""Sorting, order statistics and sets."""

from __future__ import annotations

from typing import Any

import numpy as np

from .case import Array, Case, real, row

METHODS = [
    "inverted_cdf",
    "averaged_inverted_cdf",
    "closest_observation",
    "interpolated_inverted_cdf",
    "hazen",
    "weibull",
    "linear",
    "median_unbiased",
    "normal_unbiased",
    "lower",
    "higher",
    "midpoint",
    "nearest",
]
"""All ways of NumPy's to find a quantile."""


def _joined(*parts: Any) -> Any:
    return np.concatenate([np.reshape(part, -1) for part in parts])


def _sorting() -> list[Case]:
    shapes: list[tuple[tuple[int, ...], int | None]] = [
        ((), None),
        ((1,), -1),
        ((5,), -1),
        ((20,), 0),
        ((0,), 0),
        ((2, 0, 3), 1),
        ((2, 0, 3), 0),
        ((3, 4), 0),
        ((3, 4), 1),
        ((3, 4), None),
        ((2, 3, 2), 1),
        ((2, 3, 2), -3),
    ]
    kinds: list[Any] = [None, "quicksort", "mergesort", "heapsort", "stable"]
    parts: list[tuple[tuple[int, ...], Any, Any]] = [
        ((5,), 2, -1),
        ((5,), -1, -1),
        ((20,), (3, 10), 0),
        ((20,), [0, 19], 0),
        ((3, 4), 1, 0),
        ((3, 4), np.array([1, 2]), 1),
        ((3, 4), 7, None),
        ((2, 5, 2), 3, 1),
    ]
    return [
        row("sort", np.sort, real(3, 4), holomorphic=True),
        *[
            row("sort", lambda x, a=axis: np.sort(x, axis=a), real(*shape), holomorphic=True)
            for shape, axis in shapes
        ],
        *[row("sort", lambda x, k=kind: np.sort(x, -1, k), real(2, 9)) for kind in kinds],
        row("sort", lambda x: np.sort(x, stable=True), real(2, 9)),
        *[
            row(
                "partition",
                lambda x, k=kth, a=axis: np.partition(x, k, a),
                real(*shape),
                holomorphic=True,
            )
            for shape, kth, axis in parts
        ],
        row("partition", lambda x: np.partition(x, 2, kind="introselect"), real(7)),
        row("sort_complex", lambda x: np.real(np.sort_complex(x)), real(5), single=False),
        row(
            "sort_complex",
            lambda x: np.real(np.sort_complex(x)),
            real(3, 4),
            holomorphic=True,
            single=False,
        ),
    ]


def _medians() -> list[Case]:
    shapes: list[tuple[tuple[int, ...], Any]] = [
        ((), None),
        ((1,), None),
        ((4,), 0),
        ((5,), -1),
        ((2, 3), None),
        ((2, 3), 0),
        ((2, 3), 1),
        ((2, 3, 2), (0, 2)),
        ((2, 3, 2), (-1, 1)),
        ((2, 3, 2), 1),
        ((2, 3), ()),
        ((0, 3), 1),
    ]
    cases: list[Case] = []
    for shape, axis in shapes:
        for keep in (False, True):
            cases.append(
                row(
                    "median",
                    lambda x, a=axis, k=keep: np.median(x, a, keepdims=k),
                    real(*shape),
                    holomorphic=True,
                )
            )
            if np.prod(shape):
                cases.append(
                    row(
                        "nanmedian",
                        lambda x, a=axis, k=keep: np.nanmedian(x, a, keepdims=k),
                        real(*shape),
                    )
                )
    return cases


def _with_nans(x: Any) -> Any:
    """Return ``x`` with NaNs in the place of some elements, and of one column."""
    hidden = np.zeros(x.shape, np.bool_)
    hidden[0, 1] = hidden[2, 0] = True
    return np.where(hidden, np.nan, x)


def _quantiles() -> list[Case]:
    weights = np.array([0.3, 1.0, 0.0, 2.0, 0.7])
    cases: list[Case] = []
    for name in ("quantile", "percentile", "nanquantile", "nanpercentile"):
        f: Any = getattr(np, name)
        unit = 100 if "percentile" in name else 1
        several: list[Any] = [
            0.0,
            0.4,
            1,
            [0.1, 0.5, 0.93],
            np.array([[0.0, 0.31], [0.7, 1.0]]),
            np.zeros(0),
        ]
        levels = [np.multiply(q, unit) if np.ndim(q) else q * unit for q in several]
        shapes: list[tuple[tuple[int, ...], Any, bool]] = [
            ((5,), None, False),
            ((2, 3), None, True),
            ((2, 3), 0, False),
            ((2, 3, 2), (0, 2), False),
            ((2, 3, 2), (2, 1), True),
            ((2, 3, 2), -2, True),
        ]
        cases += [
            row(
                name,
                lambda x, f=f, q=q, a=axis, k=keep: f(x, q, axis=a, keepdims=k),
                real(*shape),
                single=np.ndim(q) == 0,
            )
            for q in levels
            for shape, axis, keep in shapes
            if np.size(q) or not name.startswith("nan")
        ]
        cases += [
            row(
                name,
                lambda x, f=f, q=q, m=method: f(x, q, axis=0, method=m),
                real(6, 2),
                single=False,
            )
            for method in METHODS
            for q in (0.5 * unit, np.array([0.0, 0.21, 0.75, 1.0]) * unit)
        ]
        q = np.array([0.0, 0.2, 0.5, 0.9]) * unit
        cases += [
            row(
                name,
                lambda x, f=f, q=q, a=axis: f(
                    x, q, axis=a, method="inverted_cdf", weights=np.resize(weights, x.shape)
                ),
                real(*shape),
            )
            for shape, axis in [((5,), None), ((2, 5), 1), ((2, 5), (0, 1)), ((5, 3), 0)]
        ]
    cases += [
        row("nanmedian", lambda x: np.nanmedian(_with_nans(x), axis=0), real(4, 3)),
        row("nanmedian", lambda x: np.nanmedian(_with_nans(x)), real(4, 3)),
        row("nanquantile", lambda x: np.nanquantile(_with_nans(x), 0.3, axis=1), real(4, 3)),
        row("nanpercentile", lambda x: np.nanpercentile(_with_nans(x), 30, axis=0), real(4, 3)),
    ]
    return cases


def _sets() -> list[Case]:
    a, b = real(5), real(2, 3, seed=2)
    other = np.array([0.25, 0.75])

    def rows(x: Array) -> Array:
        return np.concatenate([x, x[:1], 2.0 * x])

    def columns(x: Array) -> Array:
        return np.concatenate([x, x[:, :, 1:]], axis=2)

    return [
        *[row("unique", np.unique, x, holomorphic=True) for x in (a, b, real(), real(0))],
        row("unique", lambda x: np.unique(_joined(x, x, 2 * x)), a, holomorphic=True),
        row("unique", lambda x: np.unique(x, return_index=True)[0], b),
        row("unique", lambda x: np.unique(x, axis=0), a),
        row("unique", lambda x: np.unique(rows(x), axis=0), b),
        row("unique", lambda x: np.unique(columns(x), axis=-1), real(2, 2, 3)),
        row(
            "unique", lambda x: np.unique(columns(x), axis=1, return_inverse=True)[0], real(2, 2, 3)
        ),
        row("unique_values", lambda x: np.sort(np.unique_values(_joined(x, x))), a),
        row("unique_counts", lambda x: np.unique_counts(_joined(x, x)).values, a),
        row("unique_inverse", lambda x: np.unique_inverse(x).values, b),
        row("unique_all", lambda x: np.unique_all(x).values, b),
        row("union1d", np.union1d, a, b, holomorphic=True),
        row("union1d", lambda x: np.union1d(x, other), b, single=False),
        row("intersect1d", lambda x: np.intersect1d(_joined(x, 2 * x), _joined(x, 3 * x)), a),
        row(
            "intersect1d",
            lambda x: np.intersect1d(_joined(x, 2 * x), x[1:], return_indices=True)[0],
            a,
        ),
        row("intersect1d", lambda x: np.intersect1d(x, x[1:], assume_unique=True), a),
        row("setxor1d", lambda x, y: np.setxor1d(_joined(x, y), _joined(x, x)), a, b),
        row("setxor1d", lambda x: np.setxor1d(x, x[1:3], assume_unique=True), a),
        row("setdiff1d", lambda x: np.setdiff1d(_joined(x, x), x[2:]), a, holomorphic=True),
        row("setdiff1d", lambda x: np.setdiff1d(x, x[2:], assume_unique=True), a),
        row("setdiff1d", lambda x: np.setdiff1d(x, other), b),
    ]


CASES: list[Case] = [*_sorting(), *_medians(), *_quantiles(), *_sets()]
