"""True division."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply2
from autodiff.ufunc import BinaryUfunc

from .namespace import op

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable


class Div(BinaryUfunc, ufunc=np.divide, forward=op.truediv):
    """``y = x0 / x1``, with ``dy/dx0 = 1 / x1``, ``dy/dx1 = -y / x1``."""

    def backward0(self, gy: Array) -> Array:
        return gy / self.x1

    def backward1(self, gy: Array) -> Array:
        return -gy * self.y / self.x1


def div(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return ``x0 / x1``, element by element.

    Derivative: ``dy/dx0 = 1 / x1``, ``dy/dx1 = -y / x1``.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x0, x1 = ad.Variable(np.array(3.0)), ad.Variable(np.array(2.0))
    >>> y = ad.div(x0, x1)
    >>> y.backward()
    >>> print(y, x0.grad, x1.grad)
    variable(1.5) 0.5 -0.75
    """
    return apply2(Div(), x0, x1)
