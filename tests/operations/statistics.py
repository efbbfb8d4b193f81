"""Variances, averages, covariances, differences, finite differences, integrals."""

from __future__ import annotations

from typing import Any

import numpy as np

from .case import Case, positive, real, row
from .reductions import AXES, MASK

SPREADS: list[Any] = [np.var, np.std, np.nanvar, np.nanstd]


def _spreads() -> list[Case]:
    cases: list[Case] = []
    x, m = real(2, 3), np.array([[0.3], [-0.4]])
    mask = MASK | np.array([True, False, False])  # of two elements or three
    for f in SPREADS:
        name = f.__name__
        smooth = [
            (shape, axis)
            for shape, axis in AXES
            # the others have no spread: the kink of std
            if "var" in name or (shape not in {(), (1, 3), (2, 1)} and axis != ())
        ]
        cases += [
            row(name, lambda x, f=f, a=a: f(x, axis=a), real(*shape), holomorphic=True)
            for shape, a in smooth
        ]
        calls: list[Any] = [
            lambda x, f=f: f(x, axis=0, ddof=1, keepdims=True),
            lambda x, f=f: f(x, correction=-1),
            lambda x, f=f: f(x, axis=1, where=mask),
            lambda x, f=f: f(x, axis=-1, where=mask, ddof=1, keepdims=True),
            lambda x, f=f: f(x, axis=1, mean=np.array([[0.1], [0.2]], np.float32)),
        ]
        cases += [row(name, call, x, holomorphic=True) for call in calls]
        cases += [
            row(name, lambda x, m, f=f: f(x + 0 * m, axis=1, mean=m), x, m, holomorphic=True),
            row(
                name,
                lambda x, m, f=f: f(x + 0 * m, 1, mean=m, where=mask, ddof=1, keepdims=True),
                x,
                m,
            ),
            row(name, lambda x, f=f: f(x, axis=1, dtype=np.float64), x, single=False),
        ]
    return cases


def _averages() -> list[Case]:
    x, w = real(2, 3), positive(2, 3, seed=1)
    cases = [row("average", lambda x: np.average(x, axis=0), x, holomorphic=True)]
    calls: list[Any] = [
        lambda x, w: np.average(x, weights=w),
        lambda x, w: np.average(x, axis=1, weights=w),
        lambda x, w: np.average(x, axis=0, weights=w, keepdims=True),
        lambda x, w: np.average(x, axis=1, weights=w, keepdims=True),
        lambda x, w: np.average(x, axis=(1, 0), weights=np.transpose(w)),
        lambda x, w: np.concatenate(np.average(x, axis=0, weights=w, returned=True)),
    ]
    cases += [row("average", call, x, w, holomorphic=True) for call in calls]
    cases += [
        row("average", lambda x, w: np.average(x, axis=-1, weights=w), x, positive(3, seed=1)),
        row(
            "average",
            lambda x, w: np.average(x, axis=(2, 0), weights=w),
            real(2, 3, 4),
            positive(4, 2, seed=1),
        ),
        row(
            "average",
            lambda x, w: np.stack(np.average(x, axis=0, weights=w, returned=True)),
            x,
            positive(2, seed=1),
        ),
        row("average", lambda w: np.average(np.array([1, 2, 4]), weights=w), w[0], single=False),
    ]
    index = np.array([0, 3, 3, 1])
    cases += [
        row("bincount", lambda w: np.bincount(index, w), real(4), single=False),
        row(
            "bincount", lambda w: np.bincount(index, weights=w, minlength=7), real(4), single=False
        ),
    ]
    return cases


def _covariances() -> list[Case]:
    x, y, w = real(2, 4), real(4, seed=1), positive(4, seed=2)
    frequencies = np.array([1, 3, 0, 2])
    calls: list[Any] = [
        np.cov,
        lambda x: np.cov(x, rowvar=False),
        lambda x: np.cov(x, bias=True),
        lambda x: np.cov(x, ddof=0),
        lambda x: np.cov(x, fweights=frequencies),
        lambda x: np.cov(x[0]),
        np.corrcoef,
        lambda x: np.corrcoef(x[0]),
    ]
    cases = [
        row(f"{'corrcoef' if i > 5 else 'cov'}", call, x, holomorphic=i not in {6, 7}, single=False)
        for i, call in enumerate(calls)
    ]
    cases += [
        row("cov", np.cov, x, y, holomorphic=True, single=False),
        row("cov", lambda x, y: np.cov(x, y, rowvar=False), real(4, 2), y, single=False),
        row("cov", np.cov, y, real(4, seed=3), single=False),
        row("corrcoef", np.corrcoef, x, y, single=False),
        row("corrcoef", lambda x: np.corrcoef(x, rowvar=False), real(4, 2), single=False),
    ]
    weighted: list[Any] = [
        lambda x, w: np.cov(x, aweights=w),
        lambda x, w: np.cov(x, aweights=w, ddof=0),
        lambda x, w: np.cov(x, aweights=w, fweights=frequencies),
        lambda x, w: np.cov(x, aweights=w, bias=True, fweights=frequencies),
    ]
    return cases + [row("cov", call, x, w, single=False) for call in weighted]


def _differences() -> list[Case]:
    rows: list[tuple[tuple[int, ...], int, int]] = [
        ((5,), 1, -1),
        ((5,), 2, 0),
        ((5,), 4, 0),
        ((5,), 5, 0),
        ((5,), 7, 0),
        ((5,), 0, 0),
        ((1,), 1, 0),
        ((3, 4), 1, 0),
        ((3, 4), 3, 1),
        ((2, 3, 4), 2, -2),
        ((0,), 1, 0),
        ((2, 0), 1, 0),
    ]
    cases = [
        row("diff", lambda x, n=n, a=a: np.diff(x, n, axis=a), real(*shape), holomorphic=True)
        for shape, n, a in rows
    ]
    x = real(2, 3)
    cases += [
        row("diff", lambda x, p: np.diff(x, prepend=p), x, real(), holomorphic=True),
        row("diff", lambda x, p: np.diff(x, prepend=p, axis=0, n=2), x, real(2, 3, seed=1)),
        row("diff", lambda x, p, q: np.diff(x, 2, -1, p, q), x, real(2, 1), real(2, 2, seed=1)),
        row("diff", lambda x, q: np.diff(x, append=q), x, real(), holomorphic=True),
        row("ediff1d", np.ediff1d, x, holomorphic=True),
        row("ediff1d", np.ediff1d, real()),
        row("ediff1d", np.ediff1d, real(0)),
        row("ediff1d", lambda x, p: np.ediff1d(x, to_begin=p), x, real(2, 2), holomorphic=True),
        row("ediff1d", lambda x, p, q: np.ediff1d(x, p, to_begin=q), x, real(), real(2, seed=1)),
    ]
    y, at = real(3, 4), np.array([0.0, 0.4, 1.5, 2.1])
    integrals: list[Any] = [
        np.trapezoid,
        lambda y: np.trapezoid(y, axis=0),
        lambda y: np.trapezoid(y, at),
        lambda y: np.trapezoid(y, dx=0.3, axis=-2),
    ]
    cases += [
        row("trapezoid", call, y, holomorphic=True, single=i != 2)
        for i, call in enumerate(integrals)
    ]
    cases += [
        row("trapezoid", np.trapezoid, y, at, holomorphic=True),
        row("trapezoid", lambda y, x: np.trapezoid(y, x, axis=0), y, real(3, 4, seed=1)),
        row("trapezoid", np.trapezoid, real(4), real(3, 4, seed=1)),
        row("trapezoid", lambda y, h: np.trapezoid(y, dx=h), y, np.array(0.3)),
        row("trapezoid", np.trapezoid, real(1)),
        row(
            "trapezoid", lambda x: np.trapezoid(np.array([1.0, 4.0, 2.0]), x), at[:3], single=False
        ),
    ]
    return cases


def _joined(parts: Any) -> Any:
    return np.concatenate([np.reshape(p, -1) for p in parts])


def _gradients() -> list[Case]:
    f, at = real(3, 4), np.array([0.0, 0.4, 1.5, 2.1])
    cases: list[Case] = []
    for order in (1, 2):
        calls: list[Any] = [
            lambda f, o=order: np.gradient(f, axis=0, edge_order=o),
            lambda f, o=order: _joined(np.gradient(f, edge_order=o)),
            lambda f, o=order: _joined(np.gradient(f, 0.5, 2, edge_order=o)),
            lambda f, o=order: np.gradient(f, at, axis=-1, edge_order=o),
            lambda f, o=order: np.gradient(f, [0, 1, 3], axis=0, edge_order=o),
            lambda f, o=order: np.gradient(f, np.arange(4.0), axis=1, edge_order=o),
            lambda f, o=order: _joined(np.gradient(f, at, 2.0, axis=(1, 0), edge_order=o)),
        ]
        cases += [row("gradient", call, f, holomorphic=True) for call in calls]
        cases += [
            row(
                "gradient",
                lambda f, h, o=order: _joined(np.gradient(f, h, edge_order=o)),
                f,
                np.array(0.7),
            ),
            row(
                "gradient",
                lambda f, x, o=order: np.gradient(f, x, axis=1, edge_order=o),
                f,
                at,
            ),
            row(
                "gradient",
                lambda f, h, x, o=order: _joined(np.gradient(f, h, x, edge_order=o)),
                f,
                np.array(0.7),
                np.arange(4.0),  # equal distances, which NumPy takes for one
            ),
        ]
    return [*cases, row("gradient", np.gradient, real(2), holomorphic=True)]


CASES: list[Case] = [
    *_spreads(),
    *_averages(),
    *_covariances(),
    *_differences(),
    *_gradients(),
]
