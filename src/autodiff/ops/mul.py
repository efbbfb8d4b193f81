"""Multiplication."""

from __future__ import annotations

from operator import mul as times
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply2
from autodiff.ufunc import BinaryUfunc

if TYPE_CHECKING:
    from autodiff.graph import Meta
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable


class Mul(BinaryUfunc, ufunc=np.multiply, forward=times):
    """``y = x0 * x1``, with ``dy/dx0 = x1``, ``dy/dx1 = x0``."""

    def backward0(self, gy: Array) -> Array:
        metas = self.metas
        return gy * self.x1 if metas is None else _product(gy, self.x1, metas[0])

    def backward1(self, gy: Array) -> Array:
        metas = self.metas
        return gy * self.x0 if metas is None else _product(gy, self.x0, metas[1])


def _product(gy: Any, x: Any, meta: Meta) -> Array:
    """Return ``gy * x``; the sum of its elements at once, if the other operand is one number.

    That is a product of vectors, which makes no array of the terms; of singles it would be less
    exact than NumPy's sum. What is not finite the engine has to see element by element.
    """
    if (
        meta[0] == ()
        and type(gy) is type(x) is np.ndarray
        and gy.shape == x.shape
        and gy.dtype == x.dtype
        and gy.dtype.char in "dD"
    ):
        total = np.dot(gy.reshape(-1), x.reshape(-1))
        if np.isfinite(total):
            return total  # type: ignore[no-any-return]  # a number
    return gy * x  # type: ignore[no-any-return]  # as above


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
