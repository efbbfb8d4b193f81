"""Products with logarithms, the entropies made of them, and losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from autodiff.operands import plain
from autodiff.ufunc import BinaryUfunc, UnaryUfunc

from .namespace import sc, xp
from .pieces import piecewise

if TYPE_CHECKING:
    from .namespace import Array


class Xlogy(BinaryUfunc, ufunc=sc.xlogy):
    """``y = x0 ln x1``, 0 where ``x0`` is: ``dy/dx0 = ln x1``, ``dy/dx1 = x0 / x1``.

    Policy: where both are 0 the first is minus infinity, as of ``x ln x``, and the second 0.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * xp.log(self.x1)

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return gy * (x0 / xp.where((x0 == 0) & (x1 == 0), 1, x1))


class Xlog1py(BinaryUfunc, ufunc=sc.xlog1py):
    """``y = x0 ln(1 + x1)``, 0 where ``x0`` is.

    ``dy/dx0 = ln(1 + x1)``, ``dy/dx1 = x0 / (1 + x1)``.

    Policy: where ``x0 = 0`` and ``x1 = -1`` the first is minus infinity and the second 0.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * sc.log1p(self.x1)

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, 1 + self.x1
        return gy * (x0 / xp.where((x0 == 0) & (x1 == 0), 1, x1))


class Entr(UnaryUfunc, ufunc=sc.entr):
    """``y = -x ln x``, with ``dy/dx = -ln x - 1``, infinite at 0.

    Policy: NaN below 0, where ``y`` is minus infinity.
    """

    def backward(self, gy: Array) -> Array:
        return gy * (-xp.log(self.x) - 1)


class RelEntr(BinaryUfunc, ufunc=sc.rel_entr):
    """``y = x0 ln(x0 / x1)``, 0 where ``x0`` is.

    ``dy/dx0 = ln(x0 / x1) + 1``, ``dy/dx1 = -x0 / x1``.

    Policy: 0 for both where both are 0; minus infinity for the first where it alone is.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * (log_of_ratio(self.x0, self.x1) + ~both_zero(self.x0, self.x1))

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return -gy * (x0 / xp.where(both_zero(x0, x1), 1, x1))


class KlDiv(BinaryUfunc, ufunc=sc.kl_div):
    """``y = x0 ln(x0 / x1) - x0 + x1``: ``dy/dx0 = ln(x0 / x1)``, ``dy/dx1 = 1 - x0 / x1``.

    Policy: where ``x0`` is 0 the first is minus infinity, and 0 where both are; the second is 1.
    """

    def backward0(self, gy: Array) -> Array:
        return gy * log_of_ratio(self.x0, self.x1)

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        divisor = xp.where(both_zero(x0, x1), 1, x1)
        return gy * (1 - x0 / divisor)


def both_zero(x0: Array, x1: Array) -> Array:
    """Whether both are 0, as an array of booleans."""
    return (plain(x0) == 0) & (plain(x1) == 0)


def log_of_ratio(x0: Array, x1: Array) -> Array:
    """Return ``ln(x0 / x1)``, without overflow or cancellation; 0 where both are 0."""
    near = abs(plain(x0) - plain(x1)) < 0.5 * plain(x1)
    return piecewise(
        near | both_zero(x0, x1),
        (log_of_near, (1.0, 1.0)),
        (difference_of_logs, (1.0, 1.0)),
        x0,
        x1,
    )


def log_of_near(x0: Array, x1: Array) -> Array:
    """Return ``ln(x0 / x1)`` of numbers that are near each other, or both 0."""
    return sc.log1p((x0 - x1) / xp.where(both_zero(x0, x1), 1, x1))


def difference_of_logs(x0: Array, x1: Array) -> Array:
    """Return ``ln(x0 / x1)`` where the quotient may overflow."""
    return xp.log(x0) - xp.log(x1)


class Huber(BinaryUfunc, ufunc=sc.huber):
    """``y = x1 ** 2 / 2`` where ``|x1| <= x0``, else ``x0 (|x1| - x0 / 2)``.

    ``dy/dx1`` is ``x1``, but at most ``x0``, at least ``-x0``; ``dy/dx0`` is what ``|x1|`` exceeds
    ``x0`` by.

    Policy: NaN where ``x0`` is negative, where ``y`` is infinite.
    """

    def backward0(self, gy: Array) -> Array:
        size = xp.abs(self.x1)
        return gy * xp.where(size <= self.x0, 0, size - valid(self.x0))

    def backward1(self, gy: Array) -> Array:
        x0, x1 = self.x0, self.x1
        return gy * xp.where(xp.abs(x1) <= x0, x1, valid(x0) * xp.sign(x1))


class PseudoHuber(BinaryUfunc, ufunc=sc.pseudo_huber):
    """``y = x0 (h - x0)`` with ``h = sqrt(x0 ** 2 + x1 ** 2)``.

    ``dy/dx0 = (h - x0) ** 2 / h`` and ``dy/dx1 = x0 x1 / h``.

    Policy: 0 where both are 0; NaN where ``x0`` is negative, where ``y`` is infinite.
    """

    def backward0(self, gy: Array) -> Array:
        x0, x1 = valid(self.x0), self.x1
        h = xp.where(both_zero(x0, x1), 1, xp.hypot(x0, x1))
        excess = x1 * (x1 / (h + x0))
        return gy * (excess * (excess / h))

    def backward1(self, gy: Array) -> Array:
        x0, x1 = valid(self.x0), self.x1
        return gy * (x1 * (x0 / xp.where(both_zero(x0, x1), 1, xp.hypot(x0, x1))))


def valid(x: Array) -> Array:
    """Return ``x``, or NaN where it is negative, with the alarm that silences a zero cotangent."""
    negative = np.less(plain(x), 0)  # of a scalar too, which may be a float of Python
    return xp.where(negative, xp.sqrt(xp.where(negative, -1.0, 1.0)), x) if negative.any() else x
