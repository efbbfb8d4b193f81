"""Orthogonal polynomials, by their argument; the degree and the parameters are constants.

The derivative is another of them, of a degree less; that of a constant is 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .composition import composes
from .namespace import sc
from .parametric import Parametric

if TYPE_CHECKING:
    from .namespace import Array


def lower(n: Any) -> Any:
    """Return the degree less 1, but 0 for 0, where the factor of the derivative is 0."""
    return n - np.not_equal(n, 0)


def some(n: Any) -> Any:
    """Return 0 for degree 0, else 1."""
    return 1 * np.not_equal(n, 0)


class EvalJacobi(Parametric, ufunc=sc.eval_jacobi, arguments="n alpha beta x", by="x"):
    """``y = P_n^(a, b)(x)``, with ``dy/dx = (n + a + b + 1) / 2 P_(n - 1)^(a + 1, b + 1)(x)``."""

    def backward(self, gy: Array) -> Array:
        n, a, b = self.p
        below = sc.eval_jacobi(lower(n), a + 1, b + 1, self.x)
        return gy * (below * (some(n) * (n + a + b + 1) / 2))


class EvalGegenbauer(Parametric, ufunc=sc.eval_gegenbauer, arguments="n alpha x", by="x"):
    """``y = C_n^a(x)``, with ``dy/dx = 2 a C_(n - 1)^(a + 1)(x)``."""

    def backward(self, gy: Array) -> Array:
        n, a = self.p
        return gy * (sc.eval_gegenbauer(lower(n), a + 1, self.x) * (some(n) * 2 * a))


class EvalLegendre(Parametric, ufunc=sc.eval_legendre, arguments="n x", by="x"):
    """``y = P_n(x)``, with ``dy/dx = (n + 1) / 2 P_(n - 1)^(1, 1)(x)``."""

    def backward(self, gy: Array) -> Array:
        (n,) = self.p
        return gy * (sc.eval_jacobi(lower(n), 1.0, 1.0, self.x) * (some(n) * (n + 1) / 2))


class EvalChebyt(Parametric, ufunc=sc.eval_chebyt, arguments="n x", by="x"):
    """``y = T_n(x)``, with ``dy/dx = n U_(n - 1)(x)``."""

    def backward(self, gy: Array) -> Array:
        (n,) = self.p
        return gy * (sc.eval_chebyu(lower(n), self.x) * n)


class EvalChebyu(Parametric, ufunc=sc.eval_chebyu, arguments="n x", by="x"):
    """``y = U_n(x)``, with ``dy/dx = 2 C_(n - 1)^2(x)``."""

    def backward(self, gy: Array) -> Array:
        (n,) = self.p
        return gy * (sc.eval_gegenbauer(lower(n), 2.0, self.x) * (2 * some(n)))


class EvalHermite(Parametric, ufunc=sc.eval_hermite, arguments="n x", by="x"):
    """``y = H_n(x)``, with ``dy/dx = 2 n H_(n - 1)(x)``."""

    def backward(self, gy: Array) -> Array:
        (n,) = self.p
        return gy * (sc.eval_hermite(lower(n), self.x) * (2 * n))


class EvalHermitenorm(Parametric, ufunc=sc.eval_hermitenorm, arguments="n x", by="x"):
    """``y = He_n(x)``, with ``dy/dx = n He_(n - 1)(x)``."""

    def backward(self, gy: Array) -> Array:
        (n,) = self.p
        return gy * (sc.eval_hermitenorm(lower(n), self.x) * n)


class EvalGenlaguerre(Parametric, ufunc=sc.eval_genlaguerre, arguments="n alpha x", by="x"):
    """``y = L_n^a(x)``, with ``dy/dx = -L_(n - 1)^(a + 1)(x)``."""

    def backward(self, gy: Array) -> Array:
        n, a = self.p
        return -gy * (sc.eval_genlaguerre(lower(n), a + 1, self.x) * some(n))


class EvalLaguerre(Parametric, ufunc=sc.eval_laguerre, arguments="n x", by="x"):
    """``y = L_n(x)``, with ``dy/dx = -L_(n - 1)^1(x)``."""

    def backward(self, gy: Array) -> Array:
        (n,) = self.p
        return -gy * (sc.eval_genlaguerre(lower(n), 1.0, self.x) * some(n))


@composes(sc.eval_chebyc, "n x", fixed="n")
def eval_chebyc(n: Any, x: Any) -> Any:
    """Return ``2 T_n(x / 2)``."""
    return 2 * sc.eval_chebyt(n, x / 2)


@composes(sc.eval_chebys, "n x", fixed="n")
def eval_chebys(n: Any, x: Any) -> Any:
    """Return ``U_n(x / 2)``."""
    return sc.eval_chebyu(n, x / 2)


@composes(sc.eval_sh_legendre, "n x", fixed="n")
def eval_sh_legendre(n: Any, x: Any) -> Any:
    """Return ``P_n(2 x - 1)``."""
    return sc.eval_legendre(n, 2 * x - 1)


@composes(sc.eval_sh_chebyt, "n x", fixed="n")
def eval_sh_chebyt(n: Any, x: Any) -> Any:
    """Return ``T_n(2 x - 1)``."""
    return sc.eval_chebyt(n, 2 * x - 1)


@composes(sc.eval_sh_chebyu, "n x", fixed="n")
def eval_sh_chebyu(n: Any, x: Any) -> Any:
    """Return ``U_n(2 x - 1)``."""
    return sc.eval_chebyu(n, 2 * x - 1)


@composes(sc.eval_sh_jacobi, "n p q x", fixed="n p q")
def eval_sh_jacobi(n: Any, p: Any, q: Any, x: Any) -> Any:
    """Return ``P_n^(p - q, q - 1)(2 x - 1)``, divided by ``binom(2 n + p - 1, n)``."""
    return sc.eval_jacobi(n, p - q, q - 1, 2 * x - 1) / sc.binom(2 * n + p - 1, n)
