"""Rows of SciPy's special functions, if SciPy is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .case import PAIRS, SHAPES, Array, Case, positive, real, row

try:
    import scipy.special as sc
except ImportError:
    CASES: list[Case] = []
else:
    from autodiff.scipy import special

    def inside(*shape: int, seed: int = 0) -> Array:
        """Return values between 0 and 1."""
        return real(*shape, seed=seed, low=0.1, high=0.85)

    def unary(
        f: Any, make: Callable[..., Array] = real, *, holomorphic: bool = False
    ) -> list[Case]:
        return [row(f.__name__, f, make(*shape), holomorphic=holomorphic) for shape in SHAPES]

    def binary(
        f: Any,
        make: Callable[..., Array] = real,
        make1: Callable[..., Array] | None = None,
        *,
        holomorphic: bool = False,
    ) -> list[Case]:
        return [
            row(f.__name__, f, make(*a), (make1 or make)(*b, seed=1), holomorphic=holomorphic)
            for a, b in PAIRS
        ]

    CASES = [
        *unary(sc.gamma, positive, holomorphic=True),
        *unary(sc.gammaln, positive),
        *unary(sc.gammasgn, positive),
        *unary(sc.loggamma, positive, holomorphic=True),
        *unary(sc.psi, positive, holomorphic=True),
        *(
            row("polygamma", lambda x, n=n: special.polygamma(n, x), positive(2, 3), single=False)
            for n in (0, 1, 3)
        ),
        *unary(sc.rgamma, holomorphic=True),
        *binary(sc.beta, positive),
        *binary(sc.betaln, positive),
        *unary(sc.erf, holomorphic=True),
        *unary(sc.erfc, holomorphic=True),
        *unary(sc.erfi, holomorphic=True),
        *unary(sc.erfinv, inside),
        *unary(sc.erfcinv, inside),
        *unary(sc.expit),
        *unary(sc.log_expit),
        *unary(sc.logit, inside),
        *unary(sc.log1p, positive, holomorphic=True),
        *binary(sc.xlogy, real, positive, holomorphic=True),
        *binary(sc.xlog1py, real, positive, holomorphic=True),
    ]
