"""Powers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1, apply2
from autodiff.operation import Unary
from autodiff.ufunc import BinaryUfunc

from .namespace import op, xp

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable

_NUMBERS = (int, float)  # not their subclasses: np.float64 is no weak number


class Pow(BinaryUfunc, ufunc=np.power):
    """``y = x0 ** x1``: ``dy/dx0 = x1 * x0 ** (x1 - 1)``, ``dy/dx1 = y * log(x0)``.

    Policy: the first is 0 where ``x1`` is 0, the second where ``x0`` is 0.
    """

    def backward0(self, gy: Array) -> Array:
        lower = xp.where(self.x1 == 0, 1, self.x1 - 1)
        return gy * (self.x1 * self.x0**lower)

    def backward1(self, gy: Array) -> Array:
        # 0 ** x1 is constant piece by piece, and infinite for x1 < 0
        is_zero = self.x0 == 0
        return gy * (xp.where(is_zero, 0, self.y) * np.log(xp.where(is_zero, 1, self.x0)))


class PowOperator(Pow, forward=op.pow):
    """``y = x0 ** x1`` by the operator, for which NumPy knows short cuts at some numbers."""


class FloatPower(Pow, ufunc=np.float_power, forward=np.float_power):
    """``y = x0 ** x1`` in doubles: ``dy/dx0 = x1 * x0 ** (x1 - 1)``, ``dy/dx1 = y * log(x0)``."""

    broadcasts_operands = False  # nor does the dtype come from them


class Power(Unary):
    """``y = x ** n`` for a number of Python, the case met most: ``dy/dx = n x ** (n - 1)``."""

    elementwise = True
    makes_scalars = True
    exponent: float  # or complex, which as a type would make every power complex

    def forward(self, x: Array) -> Array:
        return x**self.exponent

    def backward(self, gy: Array) -> Array:
        n = self.exponent
        if n == 2:
            return gy * (self.x + self.x)  # in half the time of 2 * x
        lower = n - 1 if n else 0  # x ** 0 is constant at x = 0 too
        return gy * (n * self.x**lower)


def pow(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return ``x0 ** x1``, element by element.

    Derivative: ``dy/dx0 = x1 * x0 ** (x1 - 1)``, ``dy/dx1 = y * log(x0)``.

    Policy: the true derivative at zeros: ``x ** 0`` and ``0 ** x`` are constant.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array(2.0))
    >>> y = ad.pow(x, 3)
    >>> y.backward()
    >>> print(y, x.grad)
    variable(8.0) 12.0
    """
    if isinstance(x1, (int, float)) and type(x1) in _NUMBERS:
        return apply1(Power(x1), x0)
    return apply2(PowOperator(), x0, x1)
