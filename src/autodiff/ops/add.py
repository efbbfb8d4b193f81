"""Addition."""

from __future__ import annotations

from operator import add as plus
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply2
from autodiff.ufunc import BinaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable


class Add(BinaryUfunc, ufunc=np.add, forward=plus):
    """``y = x0 + x1``, with ``dy/dx0 = dy/dx1 = 1``."""

    def backward0(self, gy: Array) -> Array:
        return gy

    def backward1(self, gy: Array) -> Array:
        return gy


def add(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return ``x0 + x1``, element by element.

    Derivative: ``dy/dx0 = dy/dx1 = 1``.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x0, x1 = ad.Variable(np.array(3.0)), ad.Variable(np.array(2.0))
    >>> y = ad.add(x0, x1)
    >>> y.backward()
    >>> print(y, x0.grad, x1.grad)
    variable(5.0) 1.0 1.0
    """
    return apply2(Add(), x0, x1)
