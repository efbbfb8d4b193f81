"""The norms that are rules of their own: of vectors, and of matrices taken as vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.ops.manipulation.shape import keep_axes
from autodiff.ops.namespace import may_hold, silenced, xp
from autodiff.ufunc import nothing

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import Axis

__all__ = ["CountNorm", "EuclideanNorm", "PowerNorm"]


class EuclideanNorm(Unary):
    """``y = sqrt(sum of |x|^2)``, with ``dy/dx = conj(x) / y``.

    A rule of its own, for composed it takes several passes over ``x`` where this takes one.

    Policy: 0 where all of ``x`` is 0, a kink. Where ``y`` over- or underflows, the gradient is
    still that of the exact norm.
    """

    order: Any
    axis: Axis
    keepdims: bool

    def forward(self, x: Any) -> Any:
        return np.linalg.norm(x, self.order, self.axis, self.keepdims)

    def backward(self, gy: Array) -> Array:
        axis, shape = self.axis, self.x.shape
        x, y = _in_range(self.x, keep_axes(self.y, shape, axis), 2, axis)
        gy = keep_axes(gy, shape, axis)
        if x.dtype.kind == "c":
            x = np.conj(x)
        y = xp.where(plain(y) == 0, np.inf, y)
        scale = gy / y
        if np.all(np.isfinite(plain(scale))):
            return x * scale
        gx: Array = silenced(gy * (x / y), plain(gy) == 0)
        return gx


class PowerNorm(Unary):
    """``y = (sum of |x|^p)^(1/p)``, with ``dy/dx = conj(sign(x)) (|x| / y)^(p - 1)``.

    A rule of its own, for composed it overflows where the quotient does not.

    Policy: 0 for an element that is 0: the true derivative for ``p > 1``, and what a kink has for
    smaller ones, whose slopes on both sides are opposite (infinite ones for ``0 < p < 1``). Where
    ``y`` over- or underflows, the gradient is still that of the exact norm.
    """

    order: float
    axis: Axis
    keepdims: bool

    def forward(self, x: Any) -> Any:
        return np.linalg.norm(x, self.order, self.axis, self.keepdims)

    def backward(self, gy: Array) -> Array:
        p, axis, shape = self.order, self.axis, self.x.shape
        x, y = _in_range(self.x, keep_axes(self.y, shape, axis), p, axis)
        gy = keep_axes(gy, shape, axis)
        silent = plain(y) == 0
        y = xp.where(silent, 1, y)
        none = silent | (plain(x) == 0)
        ratio = xp.where(none, y, xp.abs(x)) / y
        slope = xp.where(none, 0, np.conj(np.sign(x)) * ratio ** (p - 1))
        gx: Array = silenced(gy * slope, plain(gy) == 0)
        return gx


class CountNorm(Unary):
    """``y = the number of elements that are not 0``, constant piece by piece: ``dy/dx = 0``."""

    axis: Axis
    keepdims: bool

    def forward(self, x: Any) -> Any:
        return np.linalg.norm(x, 0, self.axis, self.keepdims)

    def backward(self, gy: Array) -> Array:
        shape = self.x_shape
        return xp.broadcast_to(nothing(keep_axes(gy, shape, self.axis)), shape)


def _in_range(x: Any, y: Any, p: float, axis: Axis) -> tuple[Any, Any]:
    """Return ``x`` and its norm ``y``, both scaled where the sum in ``y`` is out of range.

    The derivative of a norm does not change with the scale of ``x``, which is taken from the
    element that matters most: the greatest, of a negative power the smallest. Next to infinite
    elements all others vanish.
    """
    with np.errstate(all="ignore"):
        sums = np.abs(plain(y)) ** p
    if not may_hold((sums < np.finfo(sums.dtype).tiny) | np.isinf(sums)):
        return x, y
    sizes = np.abs(plain(x))
    if p < 0:
        unit = np.min(sizes, axis=axis, keepdims=True, initial=np.inf)
    else:
        unit = np.max(sizes, axis=axis, keepdims=True, initial=0)
    infinite = np.isinf(unit)
    scaled = x / np.where(infinite | (unit == 0), 1, unit)
    if may_hold(infinite):
        scaled = xp.where(infinite, _at_infinity(plain(x)), scaled)
    return scaled, xp.linalg.norm(scaled, None if p == 2 else p, axis, keepdims=True)


def _at_infinity(x: Any) -> Any:
    """Return the signs of infinite elements, and 0 for others."""
    if x.dtype.kind == "c":
        return _at_infinity(x.real) + 1j * _at_infinity(x.imag)
    return np.where(np.isinf(x), np.sign(x), 0)
