"""The cardinal sine and all its derivatives, each the operation of the next order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import apply1
from autodiff.operation import Unary
from autodiff.ops.namespace import applied, xp
from autodiff.registry import implements

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Sinc(Unary):
    """``y = the derivative of given order of sin(pi x) / (pi x)``, with ``dy/dx`` of the next.

    Policy: the true derivatives at 0.
    """

    elementwise = True
    order: int

    def forward(self, x: Any) -> Any:
        n = self.order
        if n == 0:
            return np.sinc(x)
        z = math.pi * x
        return (math.pi**n * derivative(z, n)).astype(z.dtype)

    def backward(self, gy: Array) -> Array:
        return gy * applied(Sinc(self.order + 1), self.x)


def derivative(z: Any, n: int) -> Any:
    """Return the derivative of order ``n`` of ``sin(z) / z``.

    ``z f = sin z`` differentiated gives ``f(n) = (sin(n)(z) - n f(n - 1)) / z``, which multiplies
    errors by ``n / z``; where that grows the power series is summed instead.
    """
    near = np.abs(z) < 1 + n / 2
    away = np.where(near, 1 + n / 2, z)
    sin, cos = np.sin(away), np.cos(away)
    cycle = (sin, cos, -sin, -cos)
    by_recurrence = sin / away
    for k in range(1, n + 1):
        by_recurrence = (cycle[k % 4] - k * by_recurrence) / away
    close = np.where(near, z, 0)
    by_series = np.zeros_like(close)
    first = (n + 1) // 2
    for k in reversed(range(first, first + 12 + n)):
        power = 2 * k - n
        coefficient = (-1) ** k / ((2 * k + 1) * math.factorial(power))
        by_series = by_series + coefficient * close**power
    return xp.where(near, by_series, by_recurrence)


@implements(np.sinc)
def sinc(x: TypedOperand[ScalarT, ShapeT] | Number) -> Variable[ScalarT, ShapeT]:
    """Return ``sin(pi x) / (pi x)``, which is 1 at 0.

    Derivative: ``dy/dx = (cos(pi x) - y) / x``, and so on to any order.

    Policy: the true derivatives at 0.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([0.0, 1.0]))
    >>> np.sinc(x).sum().backward()
    >>> print(x.grad)
    [ 0. -1.]
    """
    return apply1(Sinc(0), x)
