"""Hyperbolic functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from autodiff.apply import apply1
from autodiff.operation import UnaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Tanh(UnaryUfunc, ufunc=np.tanh):
    """``dy/dx = 1 - y ** 2``."""

    def backward(self, gy: Array) -> Array:
        return gy * (1 - self.y * self.y)


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
