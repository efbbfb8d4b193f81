"""Trigonometric functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from autodiff.apply import apply1
from autodiff.operation import UnaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Sin(UnaryUfunc, ufunc=np.sin):
    """``dy/dx = cos x``."""

    def backward(self, gy: Array) -> Array:
        return gy * np.cos(self.x)


class Cos(UnaryUfunc, ufunc=np.cos):
    """``dy/dx = -sin x``."""

    def backward(self, gy: Array) -> Array:
        return -gy * np.sin(self.x)


class Tan(UnaryUfunc, ufunc=np.tan):
    """``dy/dx = 1 + y ** 2``."""

    def backward(self, gy: Array) -> Array:
        return gy * (1 + self.y * self.y)


def sin(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return the sine of an angle in radians, element by element.

    Parameters
    ----------
    x
        Any shape and numeric dtype.

    Returns
    -------
    Of the shape of ``x``; ``dy/dx = cos x``. As ``numpy.sin``.

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

    Parameters
    ----------
    x
        Any shape and numeric dtype.

    Returns
    -------
    Of the shape of ``x``; ``dy/dx = -sin x``. As ``numpy.cos``.

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

    Parameters
    ----------
    x
        Any shape and numeric dtype.

    Returns
    -------
    Of the shape of ``x``; ``dy/dx = 1 + y ** 2``. As ``numpy.tan``.

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
