"""The norms that are rules of their own: of vectors, and of matrices taken as vectors.

Composed of other operations they would take many passes over large arrays, and overflow where
the norm does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autodiff.operands import plain
from autodiff.operation import Unary
from autodiff.ops.manipulation.shape import keep_axes
from autodiff.ops.namespace import may_hold, silenced, xp
from autodiff.ufunc import nothing

if TYPE_CHECKING:
    from autodiff.graph import Mixes
    from autodiff.operation import Array
    from autodiff.typing import Axis

__all__ = ["CountNorm", "EuclideanNorm", "ExtremeNorm", "PowerNorm", "SumNorm"]


class EuclideanNorm(Unary):
    """``y = sqrt(sum of |x|^2)``, with ``dy/dx = conj(x) / y``.

    Policy: 0 where all of ``x`` is 0, a kink. Where ``y`` over- or underflows, the gradient is
    still that of the exact norm.
    """

    mixes: ClassVar[Mixes] = "axis"
    order: Any
    axis: Axis
    keepdims: bool
    any_axes: bool
    """Whether the axes are those of ``vector_norm``, which may be any number, all for None."""

    def forward(self, x: Any) -> Any:
        order, axis, keepdims = self.order, self.axis, self.keepdims
        if self.any_axes:
            return xp.linalg.vector_norm(x, axis=axis, keepdims=keepdims, ord=order)
        return xp.linalg.norm(x, order, axis, keepdims)

    def backward(self, gy: Array) -> Array:
        axis, shape = self.axis, self.x.shape
        x, y = _in_range(self.x, keep_axes(self.y, shape, axis), 2, axis)
        gy = keep_axes(gy, shape, axis)
        if x.dtype.kind == "c":
            x = np.conj(x)
        y = xp.where(plain(y) == 0, np.inf, y)
        scale = gy / y
        singular = may_hold(~np.isfinite(plain(scale)))
        gx: Array = silenced(gy * (x / y), plain(gy) == 0) if singular else x * scale
        return gx


class PowerNorm(EuclideanNorm):
    """``y = (sum of |x|^p)^(1/p)``, with ``dy/dx = conj(sign(x)) (|x| / y)^(p - 1)``.

    Policy: 0 for an element that is 0: the true derivative for ``p > 1``, and what a kink has for
    smaller ones, whose slopes on both sides are opposite (infinite ones for ``0 < p < 1``). Where
    ``y`` over- or underflows, the gradient is still that of the exact norm.
    """

    def backward(self, gy: Array) -> Array:
        p, axis, shape = float(self.order), self.axis, self.x.shape
        x, y = _in_range(self.x, keep_axes(self.y, shape, axis), p, axis)
        gy = keep_axes(gy, shape, axis)
        level = plain(y) == 0
        flat = level | (plain(x) == 0)
        size = xp.abs(x)
        if np.any(flat):
            y = xp.where(level, 1, y)
            slope = xp.where(flat, 0, _signed((xp.where(flat, y, size) / y) ** (p - 1), x))
        else:
            slope = _signed((size / y) ** (p - 1), x)
        gx: Array = silenced(gy * slope, plain(gy) == 0)
        return gx


class SumNorm(EuclideanNorm):
    """``y = sum of |x|``, with ``dy/dx = conj(sign(x))``.

    Policy: 0 for an element that is 0, a kink.
    """

    def backward(self, gy: Array) -> Array:
        gy = keep_axes(gy, self.x.shape, self.axis)
        gx: Array = silenced(gy * _direction(self.x), plain(gy) == 0)
        return gx


class ExtremeNorm(EuclideanNorm):
    """``y = max |x|`` or ``min |x|``, with ``dy/dx = conj(sign(x))`` for the element it is.

    Policy: elements that tie share evenly; 0 for an element that is 0, a kink.
    """

    def backward(self, gy: Array) -> Array:
        x, axis = self.x, self.axis
        y = plain(keep_axes(self.y, x.shape, axis))
        chosen = np.abs(plain(x)) == y
        if np.any(np.isnan(y)):  # which equals nothing
            chosen = chosen | np.isnan(plain(x))
        ties = np.sum(chosen, axis=axis, keepdims=True, dtype=y.dtype)
        gy = keep_axes(gy, x.shape, axis)
        slope = xp.where(chosen, _direction(x) / np.maximum(ties, 1), 0)
        gx: Array = silenced(gy * slope, plain(gy) == 0)
        return gx


class CountNorm(EuclideanNorm):
    """``y = the number of elements that are not 0``, constant piece by piece: ``dy/dx = 0``."""

    def backward(self, gy: Array) -> Array:
        shape = self.x_shape
        return xp.broadcast_to(nothing(keep_axes(gy, shape, self.axis)), shape)


def _direction(x: Array) -> Array:
    """Return the derivative of ``|x|``."""
    sign: Array = np.sign(x)
    return np.conj(sign) if x.dtype.kind == "c" else sign


def _signed(size: Array, x: Array) -> Array:
    """Return ``size * conj(sign(x))``, where ``x`` is not 0."""
    return size * _direction(x) if x.dtype.kind == "c" else xp.copysign(size, x)


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
    return scaled, xp.linalg.vector_norm(scaled, ord=p, axis=axis, keepdims=True)


def _at_infinity(x: Any) -> Any:
    """Return the signs of infinite elements, and 0 for others."""
    if x.dtype.kind == "c":
        return _at_infinity(x.real) + 1j * _at_infinity(x.imag)
    return np.where(np.isinf(x), np.sign(x), 0)
