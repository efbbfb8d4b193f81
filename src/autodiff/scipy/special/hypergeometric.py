"""Hypergeometric functions, and Wright's, by their argument: all parameters move up by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .namespace import sc, xp
from .parametric import Parametric

if TYPE_CHECKING:
    from .namespace import Array


class Hyp0f1(Parametric, ufunc=sc.hyp0f1, arguments="v z", by="z"):
    """``y = 0F1(v; x)``, with ``dy/dx = 0F1(v + 1; x) / v``."""

    def backward(self, gy: Array) -> Array:
        (v,) = self.p
        return gy * (sc.hyp0f1(v + 1, self.x) / v)


class Hyp1f1(Parametric, ufunc=sc.hyp1f1, arguments="a b x", by="x"):
    """``y = 1F1(a; b; x)``, with ``dy/dx = a / b 1F1(a + 1; b + 1; x)``."""

    def backward(self, gy: Array) -> Array:
        a, b = self.p
        return gy * (sc.hyp1f1(a + 1, b + 1, self.x) * (a / b))


class Hyp2f1(Parametric, ufunc=sc.hyp2f1, arguments="a b c z", by="z"):
    """``y = 2F1(a, b; c; x)``, with ``dy/dx = a b / c 2F1(a + 1, b + 1; c + 1; x)``."""

    def backward(self, gy: Array) -> Array:
        a, b, c = self.p
        return gy * (sc.hyp2f1(a + 1, b + 1, c + 1, self.x) * (a * b / c))


class Hyperu(Parametric, ufunc=sc.hyperu, arguments="a b x", by="x"):
    """``y = U(a, b, x)``, with ``dy/dx = -a U(a + 1, b + 1, x)``."""

    def backward(self, gy: Array) -> Array:
        a, b = self.p
        return gy * (sc.hyperu(a + 1, b + 1, self.x) * -a)


class WrightBessel(Parametric, ufunc=sc.wright_bessel, arguments="a b x", by="x"):
    """``y = sum of x ** k / (k! Gamma(a k + b))``, with ``dy/dx`` that of ``a`` and ``a + b``."""

    def backward(self, gy: Array) -> Array:
        a, b = self.p
        return gy * sc.wright_bessel(a, a + b, self.x)


if hasattr(sc, "log_wright_bessel"):  # from SciPy 1.14

    class LogWrightBessel(Parametric, ufunc=sc.log_wright_bessel, arguments="a b x", by="x"):
        """``y = ln wright_bessel(a, b, x)``, with ``dy/dx`` its quotient with ``b`` moved by ``a``.

        That is ``dy/dx = wright_bessel(a, a + b, x) / wright_bessel(a, b, x)``.
        """

        def backward(self, gy: Array) -> Array:
            (a, b), x = self.p, self.x
            return gy * xp.exp(sc.log_wright_bessel(a, a + b, x) - sc.log_wright_bessel(a, b, x))
