"""Absolute value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from autodiff.apply import apply1
from autodiff.ufunc import UnaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Abs(UnaryUfunc, ufunc=np.absolute, forward=abs):
    """``y = |x|``, with ``dy/dx = sign(x)``, 0 at the kink, and ``conj(x) / |x|`` for complex x."""

    def backward(self, gy: Array) -> Array:
        return gy * np.conj(np.sign(self.x))


def abs(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return ``|x|``, element by element.

    Derivative: ``dy/dx = sign(x)``, of complex numbers ``conj(x) / |x|``.

    Policy: 0 at the kink.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(-3.0))
    >>> y = ad.abs(x)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(3.0) -1.0
    """
    return apply1(Abs(), x)
