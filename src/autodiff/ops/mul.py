"""Multiplication."""

from __future__ import annotations

from operator import mul as times
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply2
from autodiff.ufunc import BinaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable


class Mul(BinaryUfunc, ufunc=np.multiply, forward=times):
    """``y = x0 * x1``, with ``dy/dx0 = x1``, ``dy/dx1 = x0``."""

    def backward0(self, gy: Array) -> Array:
        return gy * self.x1

    def backward1(self, gy: Array) -> Array:
        return gy * self.x0


def mul(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return ``x0 * x1``, element by element.

    Derivative: ``dy/dx0 = x1``, ``dy/dx1 = x0``.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x0, x1 = ad.Variable(np.array(3.0)), ad.Variable(np.array(2.0))
    >>> y = ad.mul(x0, x1)
    >>> y.backward()
    >>> print(y, x0.grad, x1.grad)
    variable(6.0) 2.0 3.0
    """
    return apply2(Mul(), x0, x1)
