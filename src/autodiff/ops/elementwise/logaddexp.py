"""Logarithms of sums of exponentials, without overflow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.apply import apply1
from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.ops.manipulation.shape import keep_axes
from autodiff.ops.namespace import applied, xp
from autodiff.ufunc import BinaryUfunc

if TYPE_CHECKING:
    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Axis, Number, ScalarT, TypedOperand
    from autodiff.variable import Variable


class Logistic(Unary):
    """``y = 1 / (1 + e ** -x)``, with ``dy/dx = y (1 - y)``."""

    elementwise = True

    def forward(self, x: Any) -> Array:
        small: Array = np.exp(-np.abs(x))
        return xp.where(x >= 0, 1.0, small) / (1 + small)

    def backward(self, gy: Array) -> Array:
        return gy * (logistic(self.x) * logistic(-self.x))


def logistic(x: Array) -> Array:
    """Return ``1 / (1 + e ** -x)``."""
    return applied(Logistic(), x)


def excess(x0: Array, x1: Array) -> Array:
    """Return ``x0 - x1``, and 0 for infinities that are equal."""
    return xp.where((x0 == x1) & np.isinf(x0), 0, x0 - x1)


class Logaddexp(BinaryUfunc, ufunc=np.logaddexp):
    """``y = ln(e ** x0 + e ** x1)``: ``dy/dxi = e ** xi / (e ** x0 + e ** x1)``.

    Policy: 1/2 each where both are the same infinity.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * logistic(excess(self.x0, self.x1))

    def backward1(self, gy: Array) -> Array:
        return gy * logistic(excess(self.x1, self.x0))


class Logaddexp2(BinaryUfunc, ufunc=np.logaddexp2):
    """``y = log2(2 ** x0 + 2 ** x1)``: ``dy/dxi = 2 ** xi / (2 ** x0 + 2 ** x1)``.

    Policy: 1/2 each where both are the same infinity.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * logistic(excess(self.x0, self.x1) * math.log(2))

    def backward1(self, gy: Array) -> Array:
        return gy * logistic(excess(self.x1, self.x0) * math.log(2))


class LogaddexpReduce(Unary):
    """``y = ln(sum of e ** x over axis)``, with ``dy/dx = e ** x / sum of e ** x``.

    Policy: infinities that tie for the greatest share evenly.
    """

    mixes: ClassVar[Mixes] = "axis"
    axis: Axis
    keepdims: bool

    def forward(self, x: Any) -> Any:
        return xp.logaddexp.reduce(x, axis=self.axis, keepdims=self.keepdims)

    def backward(self, gy: Array) -> Array:
        x = self.x
        # the weights are the same for any shift, so that the greatest needs no derivative
        greatest = np.max(plain(x), axis=self.axis, keepdims=True, initial=-math.inf)
        weights: Array = np.exp(excess(x, greatest))
        total: Array = xp.sum(weights, axis=self.axis, keepdims=True)
        return keep_axes(gy, x.shape, self.axis) * (weights / total)


def logaddexp_reduce(
    array: TypedOperand[ScalarT, Any] | Number, axis: Axis = 0, *, keepdims: bool = False
) -> Variable[ScalarT]:
    """Return the logarithm of the sum of exponentials over ``axis``.

    Derivative: ``dy/dx = e ** x / sum of e ** x``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.logaddexp.reduce(ad.Variable(np.array([-np.inf, 2.0])))
    variable(2.0)
    """
    return apply1(LogaddexpReduce(axis, keepdims), array)
