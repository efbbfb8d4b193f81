"""Division with a remainder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply2
from autodiff.ops.namespace import xp
from autodiff.registry import METHODS
from autodiff.ufunc import BinaryStep, BinaryUfunc

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Operand
    from autodiff.variable import Variable


class FloorDivide(BinaryStep, ufunc=np.floor_divide):
    """``y = floor(x0 / x1)``, with ``dy/dx0 = dy/dx1 = 0``."""


class Remainder(BinaryUfunc, ufunc=np.remainder):
    """``y = x0 - floor(x0 / x1) x1``: ``dy/dx0 = 1``, ``dy/dx1 = -floor(x0 / x1)``."""

    def backward0(self, gy: Array) -> Array:
        return gy

    def backward1(self, gy: Array) -> Array:
        # the quotient that belongs to y; floor(x0 / x1) may have been rounded up to the next
        return -gy * xp.rint((self.x0 - self.y) / self.x1)


class Fmod(BinaryUfunc, ufunc=np.fmod):
    """``y = x0 - trunc(x0 / x1) x1``: ``dy/dx0 = 1``, ``dy/dx1 = -trunc(x0 / x1)``."""

    def backward0(self, gy: Array) -> Array:
        return gy

    def backward1(self, gy: Array) -> Array:
        return -gy * xp.rint((self.x0 - self.y) / self.x1)


def floor_divide(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return ``x0 // x1``, which is constant piece by piece."""
    return apply2(FloorDivide(), x0, x1)


def remainder(x0: Operand, x1: Operand) -> Variable[Any, Any]:
    """Return ``x0 % x1``, of the sign of ``x1``."""
    return apply2(Remainder(), x0, x1)


def divmod(x0: Operand, x1: Operand, /) -> tuple[Variable[Any, Any], Variable[Any, Any]]:
    """Return ``x0 // x1`` and ``x0 % x1``.

    Derivative: that of the remainder is 1 and ``-floor(x0 / x1)``, that of the quotient 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.divmod(ad.Variable(np.array(7.0)), 2.0)
    (variable(3.0), variable(1.0))
    """
    return floor_divide(x0, x1), remainder(x0, x1)


METHODS[np.divmod, "__call__"] = divmod
