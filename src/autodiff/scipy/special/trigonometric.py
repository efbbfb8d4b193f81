"""Trigonometric functions of degrees, and the cosine less 1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from autodiff.ufunc import UnaryUfunc

from .composition import composes
from .namespace import sc, xp

if TYPE_CHECKING:
    from .namespace import Array

_DEGREE: Final = math.pi / 180


class Cosm1(UnaryUfunc, ufunc=sc.cosm1):
    """``y = cos x - 1``, with ``dy/dx = -sin x``."""

    def backward(self, gy: Array) -> Array:
        return -gy * xp.sin(self.x)


class Sindg(UnaryUfunc, ufunc=sc.sindg):
    """``y = sin x`` of degrees, with ``dy/dx = pi / 180 cos x``."""

    def backward(self, gy: Array) -> Array:
        return gy * (sc.cosdg(self.x) * _DEGREE)


class Cosdg(UnaryUfunc, ufunc=sc.cosdg):
    """``y = cos x`` of degrees, with ``dy/dx = -pi / 180 sin x``."""

    def backward(self, gy: Array) -> Array:
        return gy * (sc.sindg(self.x) * -_DEGREE)


class Tandg(UnaryUfunc, ufunc=sc.tandg):
    """``y = tan x`` of degrees, with ``dy/dx = pi / 180 (1 + y ** 2)``."""

    def backward(self, gy: Array) -> Array:
        return gy * ((1 + self.y * self.y) * _DEGREE)


class Cotdg(UnaryUfunc, ufunc=sc.cotdg):
    """``y = cot x`` of degrees, with ``dy/dx = -pi / 180 (1 + y ** 2)``."""

    def backward(self, gy: Array) -> Array:
        return gy * ((1 + self.y * self.y) * -_DEGREE)


@composes(sc.radian, "d m s")
def radian(d: Any, m: Any, s: Any) -> Any:
    """Return degrees, minutes and seconds in radians, linear in each."""
    return d * _DEGREE + m * (_DEGREE / 60) + s * (_DEGREE / 3600)
