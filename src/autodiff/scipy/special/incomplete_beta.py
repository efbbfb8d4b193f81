"""The incomplete beta functions, their inverses, and the distributions they are.

They differentiate by the end of the integral; of the parameters no derivative is known.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from .composition import composes
from .namespace import private, sc, xp
from .parametric import Parametric

if TYPE_CHECKING:
    from .namespace import Array


def by_logarithms(x: Any, a: Any, b: Any) -> Any:
    """Return the density of the beta distribution, exact as far as SciPy 1.13 has it."""
    return np.exp(sc.xlogy(a - 1, x) + sc.xlog1py(b - 1, -x) - sc.betaln(a, b))


beta_pdf: Any = getattr(private, "_beta_pdf", by_logarithms)


class BetaDensity(Parametric, arguments="x a b", by="x"):
    """``y = x ** (a - 1) (1 - x) ** (b - 1) / B(a, b)``.

    ``dy/dx = y ((a - 1) / x - (b - 1) / (1 - x))``.
    """

    ufunc: ClassVar[Any] = staticmethod(beta_pdf)

    def backward(self, gy: Array) -> Array:
        a, b = self.p
        x = self.x
        above = (a > 1) & (b > 1)
        lower_a, lower_b = np.where(above, a - 1, 1), np.where(above, b - 1, 1)
        by_shift = (a + b - 1) * (
            density(x, lower_a, np.where(above, b, 1)) - density(x, np.where(above, a, 1), lower_b)
        )
        left = xp.where(above | (a == 1), 0, (a - 1) / xp.where(above | (a == 1), 1, x))
        right = xp.where(above | (b == 1), 0, (b - 1) / xp.where(above | (b == 1), 1, 1 - x))
        return gy * xp.where(above, by_shift, density(x, a, b) * (left - right))


def density(x: Array, a: Any, b: Any) -> Array:
    """Return the density of the beta distribution."""
    return BetaDensity.of(x, a, b)


class Betainc(Parametric, ufunc=sc.betainc, arguments="a b x", by="x"):
    """``y = the integral of t ** (a - 1) (1 - t) ** (b - 1) / B(a, b) from 0 to x``.

    ``dy/dx = x ** (a - 1) (1 - x) ** (b - 1) / B(a, b)``.
    """

    def backward(self, gy: Array) -> Array:
        return gy * density(self.x, *self.p)


class Betaincc(Parametric, ufunc=sc.betaincc, arguments="a b x", by="x"):
    """``y = 1 - betainc(a, b, x)``, with ``dy/dx = -x ** (a - 1) (1 - x) ** (b - 1) / B(a, b)``."""

    def backward(self, gy: Array) -> Array:
        return -gy * density(self.x, *self.p)


class Betaincinv(Parametric, ufunc=sc.betaincinv, arguments="a b y", by="y"):
    """``betainc(a, b, y) = x``, with ``dy/dx = B(a, b) y ** (1 - a) (1 - y) ** (1 - b)``."""

    def backward(self, gy: Array) -> Array:
        return gy / density(self.y, *self.p)


class Betainccinv(Parametric, ufunc=sc.betainccinv, arguments="a b y", by="y"):
    """``betaincc(a, b, y) = x``, with ``dy/dx = -B(a, b) y ** (1 - a) (1 - y) ** (1 - b)``."""

    def backward(self, gy: Array) -> Array:
        return -gy / density(self.y, *self.p)


class Stdtr(Parametric, ufunc=sc.stdtr, arguments="df t", by="t"):
    """``y = Student's distribution function``.

    ``dy/dx = (1 + x ** 2 / df) ** (-(df + 1) / 2) / (sqrt(df) B(df / 2, 1 / 2))``.
    """

    def backward(self, gy: Array) -> Array:
        return gy * students(self.p[0], self.x)


class Stdtrit(Parametric, ufunc=sc.stdtrit, arguments="df p", by="p"):
    """``stdtr(df, y) = x``, with ``dy/dx`` the inverse of the density at ``y``."""

    def backward(self, gy: Array) -> Array:
        return gy / students(self.p[0], self.y)


def students(df: Any, t: Array) -> Array:
    """Return the density of Student's distribution; that of no end of degrees is the normal's."""
    normal = np.isinf(df)
    n = np.where(normal, 1, df)
    power = xp.where(normal, t * t * -0.5, -(n + 1) / 2 * sc.log1p(t * t / n))
    return xp.exp(power) / scale(df)


def scale(df: Any) -> Any:
    """Return ``sqrt(df) B(df / 2, 1/2)``; of many degrees by the series of a ratio of gammas.

    There SciPy's beta function, an exponential of differences, has lost digits.
    """
    many = np.greater(df, 100)
    few = np.where(many, 1.0, df)
    a = np.where(many, df, 100.0) / 2
    ratio = np.polynomial.polynomial.polyval(1 / a, _RATIO)  # Gamma(a + 1/2) / Gamma(a) / sqrt(a)
    return np.where(many, math.sqrt(2 * math.pi) / ratio, np.sqrt(few) * sc.beta(few / 2, 0.5))


_RATIO: Final = (1, -1 / 8, 1 / 128, 5 / 1024, -21 / 32768, -399 / 262144, 869 / 4194304)


@composes(sc.fdtr, "dfn dfd x", fixed="dfn dfd")
def fdtr(dfn: Any, dfd: Any, x: Any) -> Any:
    """Return the F distribution function, a ``betainc``."""
    return sc.betaincc(dfd / 2, dfn / 2, dfd / (dfd + dfn * x))


@composes(sc.fdtrc, "dfn dfd x", fixed="dfn dfd")
def fdtrc(dfn: Any, dfd: Any, x: Any) -> Any:
    """Return what the F distribution leaves above, a ``betainc``."""
    return sc.betainc(dfd / 2, dfn / 2, dfd / (dfd + dfn * x))


class Fdtri(Parametric, ufunc=sc.fdtri, arguments="dfn dfd p", by="p"):
    """``fdtr(dfn, dfd, y) = x``, with ``dy/dx`` the inverse of the density at ``y``."""

    def backward(self, gy: Array) -> Array:
        dfn, dfd = self.p
        total = dfd + dfn * self.y
        slope = density(dfd / total, dfd / 2, dfn / 2) * (dfn * dfd)
        return gy * (total * total) / slope


@composes(sc.bdtr, "k n p", fixed="n", steps="k")
def bdtr(k: Any, n: Any, p: Any) -> Any:
    """Return the binomial distribution function, ``1 - betainc(floor(k) + 1, n - floor(k), p)``."""
    return binomial(sc.betaincc, k, n, p)


@composes(sc.bdtrc, "k n p", fixed="n", steps="k")
def bdtrc(k: Any, n: Any, p: Any) -> Any:
    """Return what the binomial distribution leaves above, ``betainc(floor(k) + 1, ...)``."""
    return binomial(sc.betainc, k, n, p)


@composes(sc.bdtri, "k n y", fixed="n", steps="k")
def bdtri(k: Any, n: Any, y: Any) -> Any:
    """Return the ``p`` with ``bdtr(k, n, p) = y``."""
    return binomial(sc.betainccinv, k, n, y)


def binomial(f: Any, k: Any, n: Any, x: Any) -> Any:
    """Return ``f(floor(k) + 1, n - floor(k), x)``, which is constant where ``k = n``."""
    whole = np.floor(k)
    last = n == whole
    return xp.where(last, 0 * x, f(whole + 1, n - whole + last, x))


@composes(sc.nbdtr, "k n p", fixed="n", steps="k")
def nbdtr(k: Any, n: Any, p: Any) -> Any:
    """Return the negative binomial distribution function, ``betainc(n, floor(k) + 1, p)``."""
    return sc.betainc(n, np.floor(k) + 1, p)


@composes(sc.nbdtrc, "k n p", fixed="n", steps="k")
def nbdtrc(k: Any, n: Any, p: Any) -> Any:
    """Return what the negative binomial distribution leaves above."""
    return sc.betaincc(n, np.floor(k) + 1, p)


@composes(sc.nbdtri, "k n y", fixed="n", steps="k")
def nbdtri(k: Any, n: Any, y: Any) -> Any:
    """Return the ``p`` with ``nbdtr(k, n, p) = y``."""
    return sc.betaincinv(n, np.floor(k) + 1, y)
