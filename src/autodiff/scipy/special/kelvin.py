"""Kelvin functions: ``ber + i bei`` and ``ker + i kei`` solve ``x f'' + f' = i x f``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autodiff.operands import plain
from autodiff.ufunc import UnaryUfunc

from .namespace import sc, xp

if TYPE_CHECKING:
    from .namespace import Array


class Ber(UnaryUfunc, ufunc=sc.ber):
    """``y = ber x``, with ``dy/dx = ber' x``."""

    def backward(self, gy: Array) -> Array:
        return gy * sc.berp(self.x)


class Bei(UnaryUfunc, ufunc=sc.bei):
    """``y = bei x``, with ``dy/dx = bei' x``."""

    def backward(self, gy: Array) -> Array:
        return gy * sc.beip(self.x)


class Ker(UnaryUfunc, ufunc=sc.ker):
    """``y = ker x``, with ``dy/dx = ker' x``."""

    def backward(self, gy: Array) -> Array:
        return gy * sc.kerp(self.x)


class Kei(UnaryUfunc, ufunc=sc.kei):
    """``y = kei x``, with ``dy/dx = kei' x``."""

    def backward(self, gy: Array) -> Array:
        return gy * sc.keip(self.x)


class Berp(UnaryUfunc, ufunc=sc.berp):
    """``y = ber' x``, with ``dy/dx = -bei x - y / x``, 0 at 0."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * (-sc.bei(x) - quotient(sc.berp(x), x, 0.0))


class Beip(UnaryUfunc, ufunc=sc.beip):
    """``y = bei' x``, with ``dy/dx = ber x - y / x``, 1/2 at 0."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * (sc.ber(x) - quotient(sc.beip(x), x, 0.5))


class Kerp(UnaryUfunc, ufunc=sc.kerp):
    """``y = ker' x``, with ``dy/dx = -kei x - y / x``."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * (-sc.kei(x) - sc.kerp(x) / x)


class Keip(UnaryUfunc, ufunc=sc.keip):
    """``y = kei' x``, with ``dy/dx = ker x - y / x``."""

    def backward(self, gy: Array) -> Array:
        x = self.x
        return gy * (sc.ker(x) - sc.keip(x) / x)


def quotient(y: Array, x: Array, limit: float) -> Array:
    """Return ``y / x``, and its limit at 0."""
    is_zero = plain(x) == 0
    return xp.where(is_zero, limit, y / xp.where(is_zero, 1, x))
