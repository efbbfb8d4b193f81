"""The two signs that Python has."""

from __future__ import annotations

from operator import neg as minus
from typing import TYPE_CHECKING

import numpy as np

from autodiff.apply import apply1
from autodiff.ufunc import UnaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Neg(UnaryUfunc, ufunc=np.negative, forward=minus):
    """``y = -x``, with ``dy/dx = -1``."""

    def backward(self, gy: Array) -> Array:
        return -gy


class Positive(UnaryUfunc, ufunc=np.positive):
    """``y = +x``, with ``dy/dx = 1``."""

    def backward(self, gy: Array) -> Array:
        return gy


def neg(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return ``-x``, element by element.

    Derivative: ``dy/dx = -1``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(3.0))
    >>> y = ad.neg(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(-3.0) -1.0
    """
    return apply1(Neg(), x)
