"""The square."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from autodiff.apply import apply1
from autodiff.ufunc import UnaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Square(UnaryUfunc, ufunc=np.square):
    """``y = x ** 2``, with ``dy/dx = 2 x``."""

    def backward(self, gy: Array) -> Array:
        return gy * (self.x + self.x)  # in half the time of 2 * x


def square(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return ``x ** 2``, element by element.

    Derivative: ``dy/dx = 2 x``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(3.0))
    >>> y = ad.square(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(9.0) 6.0
    """
    return apply1(Square(), x)
