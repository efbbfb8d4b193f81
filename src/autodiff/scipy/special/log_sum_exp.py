"""Logarithms of sums of exponentials, and the exponentials as shares of their sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from autodiff.apply import apply1, apply2
from autodiff.errors import NoRuleError
from autodiff.operands import constant, is_variable, plain
from autodiff.operation import Binary, Unary
from autodiff.ops.elementwise.logaddexp import LogaddexpReduce, excess
from autodiff.ops.manipulation.shape import keep_axes
from autodiff.registry import implements

from .namespace import sc, whole, xp

if TYPE_CHECKING:
    from autodiff.graph import Mixes
    from autodiff.typing import Axis, Operand
    from autodiff.variable import Variable

    from .namespace import Array


_OVERFLOW: Final = 80.0
"""Beyond it an exponential may be infinite, of single precision."""


class Logsumexp(LogaddexpReduce):
    """``y = ln(sum of e ** x over axis)``, with ``dy/dx = e ** x / sum of e ** x``.

    Policy: infinities that tie for the greatest share evenly.
    """

    def forward(self, x: Any) -> Any:
        return whole.logsumexp(x, axis=self.axis, keepdims=self.keepdims)[()]


class WeightedLogsumexp(Binary):
    """``y = ln(sum of x1 e ** x0 over axis)``, or that of the absolute value of the sum.

    ``dy/dx0 = x1 e ** x0 / sum of x1 e ** x0`` and ``dy/dx1 = e ** x0 / sum of x1 e ** x0``.

    Policy: infinities that tie for the greatest share evenly, weighted by ``x1``.
    """

    axis: Axis
    keepdims: bool
    signed: bool

    def forward(self, x0: Any, x1: Any) -> Any:
        options: dict[str, Any] = {"axis": self.axis, "keepdims": self.keepdims}
        y = whole.logsumexp(x0, b=x1, return_sign=self.signed, **options)
        return (y[0] if self.signed else y)[()]

    def backward0(self, gy: Array) -> Array:
        x1 = self.x1
        shares = exponentials(self.x0, x1, self.axis)
        return keep_axes(gy, shares.shape, self.axis) * (x1 * shares)

    def backward1(self, gy: Array) -> Array:
        shares = exponentials(self.x0, self.x1, self.axis)
        return keep_axes(gy, shares.shape, self.axis) * shares


def exponentials(a: Array, b: Array, axis: Axis) -> Array:
    """Return ``e ** a / sum of b e ** a``.

    All are divided by the greatest of those that count, whose weight is not 0. What counts for
    nothing may be too great to be divided, and is left out then.
    """
    counts = plain(b) != 0
    counted = np.where(counts, plain(a), -np.inf)
    greatest = np.max(counted, axis=axis, keepdims=True, initial=-np.inf)
    kept = counts | (plain(a) - greatest < _OVERFLOW)
    exponential = xp.exp(excess(xp.where(kept, a, -np.inf), greatest))
    return exponential / xp.sum(b * exponential, axis=axis, keepdims=True)


class Softmax(Unary):
    """``y = e ** x / sum of e ** x over axis``, with ``gx = y (gy - sum of gy y)``."""

    mixes: ClassVar[Mixes] = "axis"
    axis: Axis

    def forward(self, x: Any) -> Any:
        return whole.softmax(x, axis=self.axis)[()]

    def backward(self, gy: Array) -> Array:
        y = self.y
        return y * (gy - xp.sum(gy * y, axis=self.axis, keepdims=True))


class LogSoftmax(Unary):
    """``y = x - ln(sum of e ** x over axis)``, with ``gx = gy - e ** y sum of gy``."""

    mixes: ClassVar[Mixes] = "axis"
    axis: Axis

    def forward(self, x: Any) -> Any:
        return whole.log_softmax(x, axis=self.axis)[()]

    def backward(self, gy: Array) -> Array:
        return gy - xp.exp(self.y) * xp.sum(gy, axis=self.axis, keepdims=True)


@implements(sc.logsumexp)
def logsumexp(
    a: Operand,
    axis: Axis = None,
    b: Operand | None = None,
    keepdims: bool = False,
    return_sign: bool = False,
) -> Any:
    """Return ``ln(sum of b e ** a)`` over ``axis``, with ``return_sign`` also the sign of the sum.

    Derivative: ``dy/da = b e ** a / sum of b e ** a`` and ``dy/db = e ** a / sum of b e ** a``; of
    the sign of real numbers, 0.

    Policy: infinities that tie for the greatest share evenly, weighted by ``b``.

    Raises
    ------
    NoRuleError
        If the sign of complex numbers is asked for, which is not analytic.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy import special
    >>> a = ad.Variable(np.array([1000.0, 1000.0]))
    >>> special.logsumexp(a).backward()
    >>> a.grad
    array([0.5, 0.5])
    """
    a = a if is_variable(a) else constant(a, "logsumexp", 0)
    if b is None and not return_sign:
        return apply1(Logsumexp(axis, keepdims), a)
    b = b if b is None or is_variable(b) else constant(b, "logsumexp", 1)
    if return_sign and (np.iscomplexobj(plain(a)) or np.iscomplexobj(plain(b))):
        msg = (
            "logsumexp: return_sign of complex numbers has no differentiation rule; the imaginary "
            "part of the result without it is the angle"
        )
        raise NoRuleError(msg)
    y = apply2(WeightedLogsumexp(axis, keepdims, return_sign), a, 1.0 if b is None else b)
    if not return_sign:
        return y
    options: dict[str, Any] = {"axis": axis, "keepdims": keepdims, "return_sign": True}
    return y, whole.logsumexp(plain(a), b=plain(b), **options)[1]


@implements(sc.softmax)
def softmax(x: Operand, axis: Axis = None) -> Variable[Any, Any]:
    """Return ``e ** x`` divided by the sum of it over ``axis``.

    Derivative: ``dy_i/dx_j = y_i (delta_ij - y_j)``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy import special
    >>> x = ad.Variable(np.array([0.0, 0.0]))
    >>> special.softmax(x)[0].backward()
    >>> x.grad
    array([ 0.25, -0.25])
    """
    return apply1(Softmax(axis), x)


@implements(sc.log_softmax)
def log_softmax(x: Operand, axis: Axis = None) -> Variable[Any, Any]:
    """Return ``x`` less the logarithm of the sum of ``e ** x`` over ``axis``.

    Derivative: ``dy_i/dx_j = delta_ij - e ** y_j``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> from autodiff.scipy import special
    >>> x = ad.Variable(np.array([0.0, 0.0]))
    >>> special.log_softmax(x)[0].backward()
    >>> x.grad
    array([ 0.5, -0.5])
    """
    return apply1(LogSoftmax(axis), x)
