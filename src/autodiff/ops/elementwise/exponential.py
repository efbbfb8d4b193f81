"""Exponentials, logarithms and roots."""

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


class Exp(UnaryUfunc, ufunc=np.exp):
    """``y = e ** x``, with ``dy/dx = y``."""

    def backward(self, gy: Array) -> Array:
        return gy * self.y


class Log(UnaryUfunc, ufunc=np.log):
    """``y = ln x``, with ``dy/dx = 1 / x``."""

    def backward(self, gy: Array) -> Array:
        return gy / self.x


class Sqrt(UnaryUfunc, ufunc=np.sqrt):
    """``y = x ** (1/2)``, with ``dy/dx = 1 / (2 y)``, infinite at 0."""

    def backward(self, gy: Array) -> Array:
        return gy / (2 * self.y)


class Exp2(UnaryUfunc, ufunc=np.exp2):
    """``y = 2 ** x``, with ``dy/dx = y ln 2``."""

    def backward(self, gy: Array) -> Array:
        return gy * self.y * math.log(2)


class Expm1(UnaryUfunc, ufunc=np.expm1):
    """``y = e ** x - 1``, with ``dy/dx = y + 1``."""

    def backward(self, gy: Array) -> Array:
        return gy * (self.y + 1)


class Log2(UnaryUfunc, ufunc=np.log2):
    """``y = log2 x``, with ``dy/dx = 1 / (x ln 2)``."""

    def backward(self, gy: Array) -> Array:
        return gy / (self.x * math.log(2))


class Log10(UnaryUfunc, ufunc=np.log10):
    """``y = log10 x``, with ``dy/dx = 1 / (x ln 10)``."""

    def backward(self, gy: Array) -> Array:
        return gy / (self.x * math.log(10))


class Log1p(UnaryUfunc, ufunc=np.log1p):
    """``y = ln(1 + x)``, with ``dy/dx = 1 / (1 + x)``."""

    def backward(self, gy: Array) -> Array:
        return gy / (1 + self.x)


class Cbrt(UnaryUfunc, ufunc=np.cbrt):
    """``y = x ** (1/3)``, with ``dy/dx = 1 / (3 y ** 2)``, infinite at 0."""

    def backward(self, gy: Array) -> Array:
        return gy / (3 * self.y * self.y)


class Reciprocal(UnaryUfunc, ufunc=np.reciprocal):
    """``y = 1 / x``, with ``dy/dx = -y ** 2``."""

    def backward(self, gy: Array) -> Array:
        return -gy * self.y * self.y


def exp(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return ``e ** x``, element by element.

    Derivative: ``dy/dx = y``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(0.0))
    >>> y = ad.exp(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(1.0) 1.0
    """
    return apply1(Exp(), x)


def log(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return the natural logarithm, element by element.

    Derivative: ``dy/dx = 1 / x``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(1.0))
    >>> y = ad.log(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(0.0) 1.0
    """
    return apply1(Log(), x)


def sqrt(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return the square root, element by element.

    Derivative: ``dy/dx = 1 / (2 y)``.

    Policy: infinite at 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(4.0))
    >>> y = ad.sqrt(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(2.0) 0.25
    """
    return apply1(Sqrt(), x)
