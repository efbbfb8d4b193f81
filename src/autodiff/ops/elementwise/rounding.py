"""Rounding, and splitting numbers at the point: constant piece by piece, or of slope one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1
from autodiff.operation import Unary
from autodiff.ops.namespace import xp
from autodiff.registry import METHODS, implements
from autodiff.ufunc import Step, nothing

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Floor(Step, ufunc=np.floor):
    """``y = floor(x)``, with ``dy/dx = 0``."""


class Ceil(Step, ufunc=np.ceil):
    """``y = ceil(x)``, with ``dy/dx = 0``."""


class Trunc(Step, ufunc=np.trunc):
    """``y = trunc(x)``, with ``dy/dx = 0``."""


class Rint(Step, ufunc=np.rint):
    """``y = rint(x)``, with ``dy/dx = 0``."""


class Round(Unary):
    """``y = x`` rounded to a number of decimals, with ``dy/dx = 0``."""

    elementwise = True
    decimals: int

    def forward(self, x: Any) -> Array:
        y: Array = xp.round(x, self.decimals)
        return y

    def backward(self, gy: Array) -> Array:
        return nothing(gy)


class Modf(Unary):
    """``y = x - trunc(x)`` (part 0), with ``dy/dx = 1``, or ``trunc(x)`` (part 1), with 0."""

    elementwise = True
    part: int

    def forward(self, x: Any) -> Any:
        return np.modf(x)[self.part]

    def backward(self, gy: Array) -> Array:
        return nothing(gy) if self.part else gy


@implements(np.round, np.around)
def round(
    a: TypedOperand[ScalarT, ShapeT] | Number, decimals: int = 0
) -> Variable[ScalarT, ShapeT]:
    """Return the values rounded to a number of decimals, halves to even.

    Derivative: ``dy/da = 0``, for the value is constant piece by piece.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.round(ad.Variable(np.array([1.25, -0.5])), 1)
    variable([ 1.2 -0.5])
    """
    return apply1(Round(decimals), a)


@implements(np.fix)
def fix(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return the values rounded towards zero.

    Derivative: ``dy/dx = 0``, for the value is constant piece by piece.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.fix(ad.Variable(np.array([1.5, -1.5])))
    variable([ 1. -1.])
    """
    return apply1(Trunc(), x)


def modf(
    x: TypedOperand[ScalarT, ShapeT] | Number, /
) -> tuple[Variable[ScalarT, ShapeT], Variable[ScalarT, ShapeT]]:
    """Return the fraction and the whole part, both with the sign of ``x``.

    Derivative: 1 for the fraction, 0 for the whole part.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.modf(ad.Variable(np.array(2.5)))
    (variable(0.5), variable(2.0))
    """
    return apply1(Modf(0), x), apply1(Modf(1), x)


METHODS[np.modf, "__call__"] = modf
