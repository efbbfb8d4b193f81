"""Rows of SciPy's linear algebra, if SciPy is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .case import Array, Case, real

try:
    import scipy.linalg as sl
except ImportError:
    CASES: list[Case] = []
else:
    from autodiff.scipy import linalg

    def dominant(*shape: int, seed: int = 0) -> Array:
        """Return matrices whose eigenvalues are well to the right of 0, those of both triangles."""
        return real(*shape, seed=seed) / 4 + np.diag(2.0 + np.arange(shape[-1]) / 3)

    def apart(*shape: int) -> Array:
        """Return the same with real eigenvalues: of others, older SciPy has complex roots."""
        return real(*shape) / 16 + np.diag(2.0 + np.arange(shape[-1]))

    def each(f: Callable[..., Any]) -> Callable[..., Any]:
        """Return SciPy's function for stacks of matrices, which older ones do not take."""

        def function(*xs: Any) -> Any:
            if all(x.ndim <= 2 for x in xs):
                return f(*xs)
            batch = np.broadcast_shapes(*(x.shape[:-2] for x in xs))
            spread = [
                np.broadcast_to(x, (*batch, *x.shape[-2:])) if x.ndim > 1 else [x] * batch[0]
                for x in xs
            ]
            if 0 in batch:
                return np.zeros((*batch, *xs[-1].shape[-2:]), np.result_type(*xs))
            return np.stack([function(*parts) for parts in zip(*spread, strict=True)])

        return function

    def linear(name: str, call: Callable[[Any], Callable[..., Any]], *xs: Array) -> Case:
        """Return a row of a call that is given ``autodiff.scipy.linalg`` or ``scipy.linalg``."""
        return Case(name, call(linalg), each(call(sl)), xs, holomorphic=True)

    SYSTEMS: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        ((3, 3), (3,)),
        ((3, 3), (3, 2)),
        ((1, 1), (1,)),
        ((2, 3, 3), (3,)),
        ((2, 3, 3), (2, 3, 2)),
        ((2, 1, 2, 2), (3, 2, 1)),
        ((0, 2, 2), (2, 2)),
    ]
    TRIANGLES: list[dict[str, Any]] = [
        {},
        {"lower": True},
        {"trans": 1},
        {"trans": "T", "lower": True},
        {"trans": 2, "lower": True},
        {"trans": "C", "unit_diagonal": True},
        {"unit_diagonal": True, "lower": True, "trans": "N"},
    ]

    def triangular(options: dict[str, Any]) -> Callable[[Any], Callable[..., Any]]:
        return lambda module: lambda a, b: module.solve_triangular(a, b, **options)

    def cholesky(*, lower: bool) -> Callable[[Any], Callable[..., Any]]:
        """Return the factor alone, for differences would see what stands beside it too."""
        part = np.tril if lower else np.triu
        return lambda module: lambda a: part(module.cho_factor(a, lower=lower)[0])

    def triangle(*, lower: bool) -> Callable[[Any], Callable[..., Any]]:
        return lambda module: lambda a: module.cholesky(a, lower=lower)

    def cho_solve(*, lower: bool) -> Callable[[Any], Callable[..., Any]]:
        return lambda module: lambda c, b: module.cho_solve((c, lower), b)

    def plainly(name: str) -> Callable[[Any], Callable[..., Any]]:
        return lambda module: getattr(module, name)

    CASES = [
        *(
            linear("solve_triangular", triangular(options), dominant(*a), real(*b, seed=1))
            for options in TRIANGLES
            for a, b in (SYSTEMS if options in ({}, TRIANGLES[4]) else SYSTEMS[1:2])
        ),
        *(
            linear("cho_factor", cholesky(lower=lower), 2 * dominant(*shape))
            for shape in [(1, 1), (3, 3), (2, 3, 3), (0, 2, 2)]
            for lower in (False, True)
        ),
        *(linear("cholesky", triangle(lower=lower), 2 * dominant(3, 3)) for lower in (False, True)),
        *(
            linear("cho_solve", cho_solve(lower=lower), dominant(*a), real(*b, seed=1))
            for a, b in SYSTEMS
            for lower in (False, True)
        ),
        *(
            linear("expm", plainly("expm"), real(*shape))
            for shape in [(1, 1), (2, 2), (3, 3), (2, 3, 3), (0, 2, 2), (0, 0)]
        ),
        *(
            linear("sqrtm", plainly("sqrtm"), apart(*shape))
            for shape in [(1, 1), (2, 2), (3, 3), (2, 3, 3), (0, 2, 2)]
        ),
        *(
            Case("logm", linalg.logm, each(sl.logm), (dominant(*shape),), True, False)
            for shape in [(1, 1), (2, 2), (3, 3), (2, 2, 2), (0, 2, 2)]
        ),
        *(
            linear(
                "solve_sylvester",
                plainly("solve_sylvester"),
                dominant(*a),
                dominant(*b, seed=1),
                real(*q, seed=2),
            )
            for a, b, q in [
                ((3, 3), (2, 2), (3, 2)),
                ((1, 1), (1, 1), (1, 1)),
                ((2, 2, 2), (3, 3), (2, 3)),
            ]
        ),
    ]
