"""Logarithms of sums of exponentials, and the exponentials as shares of their sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.apply import apply1, exact
from autodiff.errors import NoRuleError
from autodiff.operands import constant, is_variable, plain
from autodiff.operation import Unary
from autodiff.ops.elementwise.logaddexp import LogaddexpReduce, excess
from autodiff.registry import implements

from .namespace import sc, xp

if TYPE_CHECKING:
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
        return sc.logsumexp(x, axis=self.axis, keepdims=self.keepdims)[()]


class Softmax(Unary):
    """``y = e ** x / sum of e ** x over axis``, with ``gx = y (gy - sum of gy y)``."""

    axis: Axis

    def forward(self, x: Any) -> Any:
        return sc.softmax(x, axis=self.axis)[()]

    def backward(self, gy: Array) -> Array:
        y = self.y
        return y * (gy - xp.sum(gy * y, axis=self.axis, keepdims=True))


class LogSoftmax(Unary):
    """``y = x - ln(sum of e ** x over axis)``, with ``gx = gy - e ** y sum of gy``."""

    axis: Axis

    def forward(self, x: Any) -> Any:
        return sc.log_softmax(x, axis=self.axis)[()]

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
    options: dict[str, Any] = {"axis": axis, "keepdims": keepdims, "return_sign": return_sign}
    value = sc.logsumexp(plain(a), b=plain(b), **options)
    y = weighted(a, 1.0 if b is None else b, axis, keepdims=keepdims, signed=return_sign)
    return (exact(y, lambda: value[0]), value[1]) if return_sign else exact(y, lambda: value)


def weighted(a: Any, b: Any, axis: Axis, *, keepdims: bool, signed: bool) -> Any:
    """Return ``ln(sum of b e ** a)`` as a composition, or that of the absolute value."""
    if not np.ndim(a) and not np.ndim(b):
        a = np.reshape(a, (1,))  # as SciPy does
    data, counts = plain(a), plain(b) != 0
    counted = np.where(counts, data, -np.inf)
    greatest = np.max(counted, axis=axis, keepdims=True, initial=-np.inf)
    # what does not count may be too great; where it is not, b has a derivative there too
    kept = counts | (data - greatest < _OVERFLOW)
    terms = b * xp.exp(excess(xp.where(kept, a, -np.inf), greatest))
    total = xp.sum(terms, axis=axis, keepdims=True)
    y: Any = xp.log(abs(total) if signed else total) + greatest
    return y if keepdims else xp.sum(y, axis=axis)


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
