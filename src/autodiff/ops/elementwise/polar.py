"""Polar coordinates: length and angle of a vector in the plane, and angles without jumps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import plain
from autodiff.ops.namespace import may_hold, xp
from autodiff.registry import implements
from autodiff.ufunc import BinaryUfunc
from autodiff.values import valued

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Number, Operand, ShapeT, TypedOperand
    from autodiff.variable import Variable


class Hypot(BinaryUfunc, ufunc=np.hypot):
    """``y = sqrt(x0 ** 2 + x1 ** 2)``: ``dy/dx0 = x0 / y``, ``dy/dx1 = x1 / y``.

    Policy: 0 at the origin, where ``y`` has its kink; the limit where an operand is infinite.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * cosine(self.x0, self.x1, self.y)

    def backward1(self, gy: Array) -> Array:
        return gy * cosine(self.x1, self.x0, self.y)


class Arctan2(BinaryUfunc, ufunc=np.arctan2):
    """``y = the angle of (x1, x0)``: ``dy/dx0 = x1 / r ** 2``, ``dy/dx1 = -x0 / r ** 2``.

    Policy: 0 at the origin, which has no angle, and 0, the limit, where an operand is infinite.
    The square is not formed, for it may overflow.
    """

    def backward0(self, gy: Array) -> Array:
        r = nonzero(xp.hypot(self.x0, self.x1))
        return gy * vanishing(self.x1 / r / r, self.x0, self.x1)

    def backward1(self, gy: Array) -> Array:
        r = nonzero(xp.hypot(self.x0, self.x1))
        return -gy * vanishing(self.x0 / r / r, self.x0, self.x1)


def nonzero(r: Array) -> Array:
    """Return ``r`` with infinity in the place of 0, so that what is divided by it is 0."""
    return xp.where(r == 0, math.inf, r)


def cosine(x: Array, other: Array, r: Array) -> Array:
    """Return ``x / r``, 0 at the origin, and its limit where ``x`` or ``other`` is infinite."""
    slope = x / nonzero(r)
    far = np.isinf(plain(r))
    if not may_hold(far):
        return slope
    side, other_side = _direction(plain(x)), _direction(plain(other))
    return xp.where(far, side / np.maximum(np.hypot(side, other_side), 1), slope)


def vanishing(slope: Array, x0: Any, x1: Any) -> Array:
    """Return ``slope``, and 0 where ``x0`` or ``x1`` is infinite and neither is NaN."""
    x0, x1 = plain(x0), plain(x1)
    far = np.isinf(x0) | np.isinf(x1)
    return xp.where(far & ~np.isnan(x0) & ~np.isnan(x1), 0, slope) if may_hold(far) else slope


def _direction(x: Any) -> Any:
    return np.where(np.isinf(x), np.sign(x), 0)


@implements(np.angle)
def angle(z: TypedOperand[Any, Any] | Number, deg: bool = False) -> Variable[Any, Any]:
    """Return the angle of complex numbers, in radians or degrees.

    Derivative: that of ``arctan2(imag(z), real(z))``; 0 for real numbers, of which the angle is
    constant piece by piece.

    Policy: 0 at the origin, which has no angle.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.angle(ad.Variable(np.array(1j)), deg=True)
    variable(90.0)
    """
    complex_valued = np.iscomplexobj(z)
    a: Variable[Any, Any] = (
        xp.arctan2(xp.imag(z), xp.real(z)) if complex_valued else xp.arctan2(0, z)
    )
    return a * (180 / math.pi) if deg else a


@implements(np.unwrap)
def unwrap(
    p: TypedOperand[Any, ShapeT],
    discont: Operand | None = None,
    axis: int = -1,
    *,
    period: Variable[Any, Any] | Number = 2 * math.pi,
) -> Variable[Any, ShapeT]:
    """Return ``p`` without jumps of more than half a period, by multiples of the period.

    Derivative: 1 by ``p``, whose correction is constant piece by piece; by ``period`` the number
    of periods added.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.unwrap(ad.Variable(np.array([0.0, 3.0, 4.0])), period=4)
    variable([ 0. -1.  0.])
    """
    data, length = plain(p), plain(period)
    value: Any = xp.unwrap(data, plain(discont), axis, period=length)
    turns: Any = np.rint((value - data) / length)
    y: Any = p + period * turns.astype(value.dtype)
    return valued(y, value)
