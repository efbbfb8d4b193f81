"""Inverses."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1
from autodiff.operation import Unary
from autodiff.ops.arraylike import as_operand
from autodiff.ops.namespace import xp
from autodiff.registry import implements

from .factorization import ANEW
from .stacks import used

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Number, Operand, ScalarT, TypedOperand
    from autodiff.variable import Variable

    from .factorization import Factorization

__all__ = ["Inv", "inv", "tensorinv"]


class Inv(Unary):
    """``y = x^-1``, with ``gx = -y^T gy y^T``."""

    mixes: ClassVar[Mixes] = (-2, -1)
    factorization: Factorization

    def forward(self, x: Any) -> Any:
        return self.factorization.inverse(x)

    def backward(self, gy: Array) -> Array:
        transposed = used(self.y, gy).swapaxes(-1, -2)
        gx: Array = -transposed @ gy @ transposed
        return gx

    def push(self, tangents: Sequence[Any]) -> Any:
        (dx,) = tangents
        return -self.y @ dx @ self.y


@implements(np.linalg.inv)
def inv(a: TypedOperand[ScalarT, Any] | Number) -> Variable[ScalarT]:
    """Return the inverses of matrices.

    Derivative: ``dy = -y da y``. To multiply by an inverse, ``solve`` is cheaper and more
    accurate.

    Raises
    ------
    LinAlgError
        If the matrices are singular or not square.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.array([[2.0, 0.0], [0.0, 4.0]]))
    >>> np.linalg.inv(a).sum().backward()
    >>> a.grad
    array([[-0.25  , -0.125 ],
           [-0.125 , -0.0625]])
    """
    return apply1(Inv(ANEW), as_operand(a, "inv"))


@implements(np.linalg.tensorinv)
def tensorinv(a: Operand, ind: int = 2) -> Variable[Any, Any]:
    """Return the inverse for ``tensordot``, with the first ``ind`` axes of ``a`` last.

    Derivative: that of ``inv`` for the matrix that ``a`` stands for.

    Raises
    ------
    LinAlgError
        If that matrix is singular or not square.
    ValueError
        If ``ind`` is not positive.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> a = ad.Variable(np.eye(6).reshape(2, 3, 6))
    >>> np.linalg.tensorinv(a).shape
    (6, 2, 3)
    """
    x = as_operand(a, "tensorinv")
    if ind <= 0:
        msg = f"tensorinv: ind is a positive number of axes, not {ind}"
        raise ValueError(msg)
    columns = x.shape[ind:]
    y = inv(xp.reshape(x, (prod(columns), -1)))
    return xp.reshape(y, (*columns, *x.shape[:ind]))  # type: ignore[return-value]  # of Variables
