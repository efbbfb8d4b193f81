"""Modified Bessel functions, of the first kind and the second.

They differentiate by the argument; of the order no derivative is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.ufunc import UnaryUfunc

from .namespace import sc
from .parametric import Parametric
from .scaled_bessel import slope_of_ive, slope_of_kve

if TYPE_CHECKING:
    from .namespace import Array


class I0(UnaryUfunc, ufunc=sc.i0):
    """``y = I_0(x)``, with ``dy/dx = I_1(x)``."""

    def backward(self, gy: Array) -> Array:
        return gy * sc.i1(self.x)


class I1(UnaryUfunc, ufunc=sc.i1):
    """``y = I_1(x)``, with ``dy/dx = (I_0(x) + I_2(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * ((sc.i0(x) + sc.iv(2, x)) / 2)


class K0(UnaryUfunc, ufunc=sc.k0):
    """``y = K_0(x)``, with ``dy/dx = -K_1(x)``."""

    def backward(self, gy: Array) -> Array:
        return -gy * sc.k1(self.x)


class K1(UnaryUfunc, ufunc=sc.k1):
    """``y = K_1(x)``, with ``dy/dx = -(K_0(x) + K_2(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        return -gy * ((sc.k0(x) + sc.kn(2, x)) / 2)


class I0e(UnaryUfunc, ufunc=sc.i0e):
    """``y = e ** -|x| I_0(x)``, with ``dy/dx = e ** -|x| I_1(x) - y sign(x)``."""

    def backward(self, gy: Array) -> Array:
        return gy * slope_of_ive(0, self.x)


class I1e(UnaryUfunc, ufunc=sc.i1e):
    """``y = e ** -|x| I_1(x)``, with ``dy/dx = e ** -|x| (I_0(x) + I_2(x)) / 2 - y sign(x)``."""

    def backward(self, gy: Array) -> Array:
        return gy * slope_of_ive(1, self.x)


class K0e(UnaryUfunc, ufunc=sc.k0e):
    """``y = e ** x K_0(x)``, with ``dy/dx = y - e ** x K_1(x)``."""

    def backward(self, gy: Array) -> Array:
        return gy * slope_of_kve(0, self.x)


class K1e(UnaryUfunc, ufunc=sc.k1e):
    """``y = e ** x K_1(x)``, with ``dy/dx = y - e ** x (K_0(x) + K_2(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        return gy * slope_of_kve(1, self.x)


class Iv(Parametric, ufunc=sc.iv, arguments="v z", by="z"):
    """``y = I_v(x)``, with ``dy/dx = (I_(v - 1)(x) + I_(v + 1)(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        return gy * ((sc.iv(v - 1, x) + sc.iv(v + 1, x)) / 2)


class Kv(Parametric, ufunc=sc.kv, arguments="v z", by="z"):
    """``y = K_v(x)``, with ``dy/dx = -(K_(v - 1)(x) + K_(v + 1)(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        (v,), x = self.p, self.x
        return -gy * ((sc.kv(v - 1, x) + sc.kv(v + 1, x)) / 2)


class Kn(Parametric, ufunc=sc.kn, arguments="n x", by="x"):
    """``y = K_n(x)`` for integers ``n``, with ``dy/dx = -(K_(n - 1)(x) + K_(n + 1)(x)) / 2``."""

    def backward(self, gy: Array) -> Array:
        (n,), x = self.p, self.x
        below: Any = np.abs(n - 1)  # which is as good, and there SciPy has it
        return -gy * ((sc.kn(below, x) + sc.kn(n + 1, x)) / 2)
