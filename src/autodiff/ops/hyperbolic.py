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
    """``dy/dx = 1 - y ** 2``."""

    def backward(self, gy: Array) -> Array:
        return gy * (1 - self.y * self.y)


class Sinh(UnaryUfunc, ufunc=np.sinh):
    """``dy/dx = cosh x``."""

    def backward(self, gy: Array) -> Array:
        return gy * np.cosh(self.x)


class Cosh(UnaryUfunc, ufunc=np.cosh):
    """``dy/dx = sinh x``."""

    def backward(self, gy: Array) -> Array:
        return gy * np.sinh(self.x)


class Arcsinh(UnaryUfunc, ufunc=np.arcsinh):
    """``dy/dx = 1 / cosh y``, which is ``1 / sqrt(x ** 2 + 1)`` without its overflow."""

    def backward(self, gy: Array) -> Array:
        return gy / np.cosh(self.y)


class Arccosh(UnaryUfunc, ufunc=np.arccosh):
    """``dy/dx = 1 / sinh y``, which is ``1 / sqrt(x ** 2 - 1)`` without its overflow."""

    def backward(self, gy: Array) -> Array:
        return gy / np.sinh(self.y)


class Arctanh(UnaryUfunc, ufunc=np.arctanh):
    """``dy/dx = 1 / (1 - x ** 2)``."""

    def backward(self, gy: Array) -> Array:
        return gy / ((1 - self.x) * (1 + self.x))


def tanh(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return the hyperbolic tangent, element by element.

    Parameters
    ----------
    x
        Any shape and numeric dtype.

    Returns
    -------
    Of the shape of ``x``; ``dy/dx = 1 - y ** 2``. As ``numpy.tanh``.

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
