"""Polynomials: values, arithmetic, calculus, zeros, series."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.polynomial import chebyshev, hermite, hermite_e, laguerre, legendre, polynomial

from autodiff.ops.polynomials import series
from autodiff.ops.polynomials.coefficients import polyint

from .case import NUMPY, Case, positive, real, row

Shape = tuple[int, ...]


def _values() -> list[Case]:
    shapes: list[tuple[Shape, Shape]] = [
        ((4,), ()),
        ((4,), (3,)),
        ((3,), (2, 3)),
        ((1,), (2,)),
        ((2, 3), (3,)),
        ((3,), (0,)),
    ]
    return [
        *(
            row("polyval", np.polyval, real(*p), real(*x, seed=1), holomorphic=True)
            for p, x in shapes
        ),
        row(
            "polyval",
            lambda x: np.polyval([2, 0, 1.0], x),
            real(3),
            holomorphic=True,
            single=False,
        ),
        row("polyval", lambda x: np.polyval(np.poly1d([2.0, 1.0]), x), real(3), single=False),
        row("polyval", lambda p: np.polyval(p, 1.5), real(3), single=False),
        row("polyval", lambda p: np.polyval(p, [1.5, 2.0]), real(3), single=False),
        row("polyval", lambda x: np.polyval([], x), real(3)),
    ]


def _arithmetic() -> list[Case]:
    pairs: list[tuple[Shape, Shape]] = [((3,), (3,)), ((3,), (2,)), ((), (2,)), ((1,), (4,))]
    cases = [
        row(f.__name__, f, real(*a), real(*b, seed=1), holomorphic=True)
        for f in (np.polyadd, np.polysub, np.polymul)
        for a, b in pairs
    ]
    cases.append(
        row("polymul", lambda x: np.polymul(x, [0.0, 0.0, 1.0, 2.0]), real(3), single=False)
    )
    cases += [
        row(
            "polydiv",
            lambda u, v, part=part: np.polydiv(u, v)[part],
            positive(n),
            positive(m, seed=1),
            holomorphic=True,
        )
        for n, m in [(3, 3), (5, 2), (4, 1), (1, 1)]
        for part in (0, 1)
    ]
    cases.append(row("polydiv", lambda u: np.polydiv(u, [1.0, 2.0, 3.0])[1], real(2), single=False))
    return cases


def _calculus() -> list[Case]:
    cases = [
        row(f.__name__, lambda p, f=f, m=m: f(p, m), real(n), holomorphic=True, single=False)
        for f in (np.polyder, np.polyint)
        for m in (0, 1, 2, 3)
        for n in (1, 3)
    ]
    # NumPy dispatches on the coefficients alone, so that constants need our own name
    cases += [
        Case(
            "polyint",
            lambda p, k, m=m: polyint(p, m, k),
            lambda p, k, m=m: np.polyint(p, m, k),
            (real(3), real(*shape, seed=1)),
            single=False,
        )
        for m, shape in [(1, ()), (1, (1,)), (3, (3,)), (3, ()), (2, (1,)), (1, (2,))]
    ]
    return cases


def _zeros() -> list[Case]:
    return [
        row("poly", np.poly, real(3), holomorphic=True),
        row("poly", np.poly, real(1), holomorphic=True),
        row("roots", np.roots, np.array([1.0, -3.0, 1.5]), single=False),
        row("roots", np.roots, np.array([2.0, 3.0]), single=False),
        row("roots", lambda p: np.real(np.roots(p)), np.array([1.0, -1.0, 2.5]), single=False),
    ]


# Up to NumPy 2.0 legval computed in another order.
OTHER_BITS = {"legval"} if NUMPY < "2.1.0" else set[str]()

SERIES: dict[str, Any] = {
    "polyval": polynomial,
    "chebval": chebyshev,
    "legval": legendre,
    "hermval": hermite,
    "hermeval": hermite_e,
    "lagval": laguerre,
}


def _series() -> list[Case]:
    shapes: list[tuple[Shape, Shape, bool]] = [
        ((), (1,), True),
        ((3,), (2,), True),
        ((3,), (5,), True),
        ((2, 2), (4, 2), True),
        ((3,), (3, 3), False),
    ]
    cases: list[Case] = []
    for name, module in SERIES.items():
        if name in OTHER_BITS:
            continue
        ours, numpy = getattr(series, name), getattr(module, name)
        cases += [
            Case(
                name,
                lambda x, c, f=ours, t=t: f(x, c, tensor=t),
                lambda x, c, f=numpy, t=t: f(x, c, tensor=t),
                (real(*x), real(*c, seed=1)),
                holomorphic=True,
                single=name != "legval",  # NumPy's own factors are float64 at times
            )
            for x, c, t in shapes
        ]
        cases.append(
            Case(name, lambda c, f=ours: f(0.5, c), lambda c, f=numpy: f(0.5, c), (real(4),))
        )
        # NumPy's own works with Variables of points, which it does not know
        cases.append(
            row(name, lambda x, f=numpy: f(x, [1.0, -2.0, 0.5, 3.0]), real(3), single=False)
        )
    return cases


CASES: list[Case] = [*_values(), *_arithmetic(), *_calculus(), *_zeros(), *_series()]
