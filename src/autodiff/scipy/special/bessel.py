"""Bessel functions of the first and the second kind, Hankel's, and the scaled ones of real numbers.

They differentiate by the argument; of the order no derivative is known. ``f_v' = (f_(v - 1) -
f_(v + 1)) / 2`` for all of them, in which nothing is singular.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autodiff.ufunc import UnaryUfunc

from .namespace import sc
from .parametric import Parametric

if TYPE_CHECKING:
    from .namespace import Array


class J0(UnaryUfunc, ufunc=sc.j0):
    """``y = J_0(x)``, with ``dy/dx = -J_1(x)``."""

    def backward(self, gy: Array) -> Array:
        return -gy * sc.j1(self.x)


class J1(UnaryUfunc, ufunc=sc.j1):
    """``y = J_1(x)``, with ``dy/dx = (J_0(x) - J_2(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * ((sc.j0(x) - sc.jv(2, x)) / 2)


class Y0(UnaryUfunc, ufunc=sc.y0):
    """``y = Y_0(x)``, with ``dy/dx = -Y_1(x)``."""

    def backward(self, gy: Array) -> Array:
        return -gy * sc.y1(self.x)


class Y1(UnaryUfunc, ufunc=sc.y1):
    """``y = Y_1(x)``, with ``dy/dx = (Y_0(x) - Y_2(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * ((sc.y0(x) - sc.yn(2, x)) / 2)


class Jv(Parametric, ufunc=sc.jv, arguments="v z", by="z"):
    """``y = J_v(x)``, with ``dy/dx = (J_(v - 1)(x) - J_(v + 1)(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        return gy * ((sc.jv(v - 1, x) - sc.jv(v + 1, x)) / 2)


class Yv(Parametric, ufunc=sc.yv, arguments="v z", by="z"):
    """``y = Y_v(x)``, with ``dy/dx = (Y_(v - 1)(x) - Y_(v + 1)(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        return gy * ((sc.yv(v - 1, x) - sc.yv(v + 1, x)) / 2)


class Yn(Parametric, ufunc=sc.yn, arguments="n x", by="x"):
    """``y = Y_n(x)`` for integers ``n``, with ``dy/dx = (Y_(n - 1)(x) - Y_(n + 1)(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        (n,), x = self.p, self.x
        return gy * ((sc.yn(n - 1, x) - sc.yn(n + 1, x)) / 2)


class Hankel1(Parametric, ufunc=sc.hankel1, arguments="v z", by="z"):
    """``y = J_v(x) + i Y_v(x)``, with ``dy/dx = (H_(v - 1)(x) - H_(v + 1)(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        return gy * ((sc.hankel1(v - 1, x) - sc.hankel1(v + 1, x)) / 2)


class Hankel2(Parametric, ufunc=sc.hankel2, arguments="v z", by="z"):
    """``y = J_v(x) - i Y_v(x)``, with ``dy/dx = (H_(v - 1)(x) - H_(v + 1)(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        return gy * ((sc.hankel2(v - 1, x) - sc.hankel2(v + 1, x)) / 2)


class Hankel1e(Parametric, ufunc=sc.hankel1e, arguments="v z", by="z"):
    """``y = e ** -ix H_v(x)`` of the first kind: ``dy/dx = (y_(v - 1) - y_(v + 1)) / 2 - i y``."""

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        slope = (sc.hankel1e(v - 1, x) - sc.hankel1e(v + 1, x)) / 2
        return gy * (slope - 1j * sc.hankel1e(v, x))


class Hankel2e(Parametric, ufunc=sc.hankel2e, arguments="v z", by="z"):
    """``y = e ** ix H_v(x)`` of the second kind: ``dy/dx = (y_(v - 1) - y_(v + 1)) / 2 + i y``."""

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        slope = (sc.hankel2e(v - 1, x) - sc.hankel2e(v + 1, x)) / 2
        return gy * (slope + 1j * sc.hankel2e(v, x))
