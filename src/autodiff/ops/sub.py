"""Subtraction."""

from __future__ import annotations

from operator import sub as minus
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply2
from autodiff.ufunc import BinaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable


class Sub(BinaryUfunc, ufunc=np.subtract, forward=minus):
    """``y = x0 - x1``, with ``dy/dx0 = 1``, ``dy/dx1 = -1``."""

    def backward0(self, gy: Array) -> Array:
        return gy

    def backward1(self, gy: Array) -> Array:
        return -gy


def sub(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return ``x0 - x1``, element by element.

    Derivative: ``dy/dx0 = 1``, ``dy/dx1 = -1``.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x0, x1 = ad.Variable(np.array(3.0)), ad.Variable(np.array(2.0))
    >>> y = ad.sub(x0, x1)
    >>> y.backward()
    >>> print(y, x0.grad, x1.grad)
    variable(1.0) 1.0 -1.0
    """
    return apply2(Sub(), x0, x1)
