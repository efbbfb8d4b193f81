"""Trigonometric functions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from autodiff.apply import apply1
from autodiff.ufunc import UnaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Sin(UnaryUfunc, ufunc=np.sin):
    """``y = sin x``, with ``dy/dx = cos x``."""

    def backward(self, gy: Array) -> Array:
        return gy * np.cos(self.x)


class Cos(UnaryUfunc, ufunc=np.cos):
    """``y = cos x``, with ``dy/dx = -sin x``."""

    def backward(self, gy: Array) -> Array:
        return -gy * np.sin(self.x)


class Tan(UnaryUfunc, ufunc=np.tan):
    """``y = tan x``, with ``dy/dx = 1 + y ** 2``."""

    def backward(self, gy: Array) -> Array:
        return gy * (1 + self.y * self.y)


def _cosine(x: Array) -> Array:
    """Return ``cos(arcsin x)`` in factors, for the branch cuts.

    These are 1 - x and 1 + x, but with the sign of an imaginary part that is 0, the side of the
    cut. Of real numbers ``-(x - 1)`` would be -0.0 at 1.
    """
    below = 1 - x if x.dtype.kind == "f" else -(x - 1)
    return np.sqrt(below) * np.sqrt(x - (-1))


class Arcsin(UnaryUfunc, ufunc=np.arcsin):
    """``y = arcsin x``, with ``dy/dx = 1 / sqrt(1 - x ** 2)``."""

    def backward(self, gy: Array) -> Array:
        return gy / _cosine(self.x)


class Arccos(UnaryUfunc, ufunc=np.arccos):
    """``y = arccos x``, with ``dy/dx = -1 / sqrt(1 - x ** 2)``."""

    def backward(self, gy: Array) -> Array:
        return -gy / _cosine(self.x)


class Arctan(UnaryUfunc, ufunc=np.arctan):
    """``y = arctan x``, with ``dy/dx = 1 / (1 + x ** 2)``."""

    def backward(self, gy: Array) -> Array:
        return gy / (1 + self.x * self.x)


class Radians(UnaryUfunc, ufunc=np.radians):
    """``y = pi x / 180``, degrees in radians, with ``dy/dx = pi / 180``."""

    def backward(self, gy: Array) -> Array:
        return gy * (math.pi / 180)


class Deg2rad(Radians, ufunc=np.deg2rad):
    """The same under its other name."""


class Degrees(UnaryUfunc, ufunc=np.degrees):
    """``y = 180 x / pi``, radians in degrees, with ``dy/dx = 180 / pi``."""

    def backward(self, gy: Array) -> Array:
        return gy * (180 / math.pi)


class Rad2deg(Degrees, ufunc=np.rad2deg):
    """The same under its other name."""


def sin(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return the sine of an angle in radians, element by element.

    Derivative: ``dy/dx = cos x``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(0.0))
    >>> y = ad.sin(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(0.0) 1.0
    """
    return apply1(Sin(), x)


def cos(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return the cosine of an angle in radians, element by element.

    Derivative: ``dy/dx = -sin x``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(0.0))
    >>> y = ad.cos(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(1.0) -0.0
    """
    return apply1(Cos(), x)


def tan(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return the tangent of an angle in radians, element by element.

    Derivative: ``dy/dx = 1 + y ** 2``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(0.0))
    >>> y = ad.tan(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(0.0) 1.0
    """
    return apply1(Tan(), x)
