"""Hyperbolic functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from autodiff.apply import apply1
from autodiff.ufunc import UnaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Tanh(UnaryUfunc, ufunc=np.tanh):
    """``y = tanh x``, with ``dy/dx = 1 - y ** 2``."""

    def backward(self, gy: Array) -> Array:
        return gy * (1 - self.y * self.y)


class Sinh(UnaryUfunc, ufunc=np.sinh):
    """``y = sinh x``, with ``dy/dx = cosh x``."""

    def backward(self, gy: Array) -> Array:
        return gy * np.cosh(self.x)


class Cosh(UnaryUfunc, ufunc=np.cosh):
    """``y = cosh x``, with ``dy/dx = sinh x``."""

    def backward(self, gy: Array) -> Array:
        return gy * np.sinh(self.x)


class Arcsinh(UnaryUfunc, ufunc=np.arcsinh):
    """``y = arcsinh x``: ``dy/dx = 1 / cosh y``, ``1 / sqrt(x ** 2 + 1)`` without its overflow."""

    def backward(self, gy: Array) -> Array:
        return gy / np.cosh(self.y)


class Arccosh(UnaryUfunc, ufunc=np.arccosh):
    """``y = arccosh x``: ``dy/dx = 1 / sinh y``, ``1 / sqrt(x ** 2 - 1)`` without its overflow."""

    def backward(self, gy: Array) -> Array:
        return gy / np.sinh(self.y)


class Arctanh(UnaryUfunc, ufunc=np.arctanh):
    """``y = arctanh x``, with ``dy/dx = 1 / (1 - x ** 2)``."""

    def backward(self, gy: Array) -> Array:
        return gy / ((1 - self.x) * (1 + self.x))


def tanh(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return the hyperbolic tangent, element by element.

    Derivative: ``dy/dx = 1 - y ** 2``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(0.0))
    >>> y = ad.tanh(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(0.0) 1.0
    """
    return apply1(Tanh(), x)
