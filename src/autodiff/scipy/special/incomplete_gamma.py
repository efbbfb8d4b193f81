"""The incomplete gamma functions, their inverses, and the distributions they are.

They differentiate by the upper end of the integral; of the parameter no derivative is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .composition import composes
from .namespace import private, sc, xp
from .parametric import Parametric

if TYPE_CHECKING:
    from .namespace import Array


class GammaDensity(Parametric, arguments="a x", by="x"):
    """``y = x ** (a - 1) e ** -x / Gamma(a)``, with ``dy/dx = y ((a - 1) / x - 1)``."""

    ufunc = private._igam_fac

    def forward(self, x: Any) -> Any:
        (a,) = self.p
        at_zero = x == 0
        limit = np.where(a > 1, 0, np.where(a == 1, 1, np.inf))
        y = private._igam_fac(a, x) / np.where(at_zero, 1, x)
        return np.where(at_zero, limit, y).astype(y.dtype)[()]

    def backward(self, gy: Array) -> Array:
        (a,) = self.p
        x = self.x
        above = a > 1
        by_shift = density(np.where(above, a - 1, 1), x)  # 1 has no pole at 0, and is not used
        slope = (np.where(above, 0, a) - 1) / xp.where(above | (a == 1), 1, x)
        y = density(a, x)
        return gy * (xp.where(above, by_shift, y * xp.where(a == 1, 0, slope)) - y)


def density(a: Any, x: Array) -> Array:
    """Return the density of the gamma distribution, ``x ** (a - 1) e ** -x / Gamma(a)``."""
    return GammaDensity.of(a, x)


class Gammainc(Parametric, ufunc=sc.gammainc, arguments="a x", by="x"):
    """``y = the integral of t ** (a - 1) e ** -t / Gamma(a) from 0 to x``.

    ``dy/dx = x ** (a - 1) e ** -x / Gamma(a)``.
    """

    def backward(self, gy: Array) -> Array:
        return gy * density(self.p[0], self.x)


class Gammaincc(Parametric, ufunc=sc.gammaincc, arguments="a x", by="x"):
    """``y = 1 - gammainc(a, x)``, with ``dy/dx = -x ** (a - 1) e ** -x / Gamma(a)``."""

    def backward(self, gy: Array) -> Array:
        return -gy * density(self.p[0], self.x)


class Gammaincinv(Parametric, ufunc=sc.gammaincinv, arguments="a y", by="y"):
    """``gammainc(a, y) = x``, with ``dy/dx = Gamma(a) y ** (1 - a) e ** y``."""

    def backward(self, gy: Array) -> Array:
        return gy / density(self.p[0], self.y)


class Gammainccinv(Parametric, ufunc=sc.gammainccinv, arguments="a y", by="y"):
    """``gammaincc(a, y) = x``, with ``dy/dx = -Gamma(a) y ** (1 - a) e ** y``."""

    def backward(self, gy: Array) -> Array:
        return -gy / density(self.p[0], self.y)


@composes(sc.chdtr, "v x", fixed="v")
def chdtr(v: Any, x: Any) -> Any:
    """Return the chi-square distribution function, ``gammainc(v / 2, x / 2)``."""
    return sc.gammainc(v / 2, x / 2)


@composes(sc.chdtrc, "v x", fixed="v")
def chdtrc(v: Any, x: Any) -> Any:
    """Return what the chi-square distribution leaves above, ``gammaincc(v / 2, x / 2)``."""
    return sc.gammaincc(v / 2, x / 2)


@composes(sc.chdtri, "v p", fixed="v")
def chdtri(v: Any, p: Any) -> Any:
    """Return the inverse of ``chdtrc``."""
    return 2 * sc.gammainccinv(v / 2, p)


@composes(sc.gdtr, "a b x", fixed="b")
def gdtr(a: Any, b: Any, x: Any) -> Any:
    """Return the gamma distribution function, ``gammainc(b, a x)``."""
    return sc.gammainc(b, a * x)


@composes(sc.gdtrc, "a b x", fixed="b")
def gdtrc(a: Any, b: Any, x: Any) -> Any:
    """Return what the gamma distribution leaves above, ``gammaincc(b, a x)``."""
    return sc.gammaincc(b, a * x)


@composes(sc.gdtrix, "a b p", fixed="b")
def gdtrix(a: Any, b: Any, p: Any) -> Any:
    """Return the ``x`` with ``gdtr(a, b, x) = p``."""
    return sc.gammaincinv(b, p) / a


@composes(sc.gdtria, "p b x", fixed="b")
def gdtria(p: Any, b: Any, x: Any) -> Any:
    """Return the ``a`` with ``gdtr(a, b, x) = p``."""
    return sc.gammaincinv(b, p) / x


@composes(sc.pdtr, "k m", steps="k")
def pdtr(k: Any, m: Any) -> Any:
    """Return the Poisson distribution function, ``gammaincc(floor(k) + 1, m)``."""
    return sc.gammaincc(np.floor(k) + 1, m)


@composes(sc.pdtrc, "k m", steps="k")
def pdtrc(k: Any, m: Any) -> Any:
    """Return what the Poisson distribution leaves above, ``gammainc(floor(k) + 1, m)``."""
    return sc.gammainc(np.floor(k) + 1, m)


@composes(sc.pdtri, "k y", steps="k")
def pdtri(k: Any, y: Any) -> Any:
    """Return the ``m`` with ``pdtr(k, m) = y``."""
    return sc.gammainccinv(np.floor(k) + 1, y)
