"""Writing elements: the result is a new array, so that what the old one was used for stays true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import is_variable
from autodiff.operation import Binary
from autodiff.ops.indices import is_basic
from autodiff.ops.namespace import has_nan, xp

from .scattering import copied

if TYPE_CHECKING:
    from autodiff.operation import Array
    from autodiff.typing import BoolArray

__all__ = ["AddAt", "SetItem", "SubtractAt", "replaced"]


class SetItem(Binary):
    """``y = x0``, then ``y[index] = x1``: of two writes to one place the last counts."""

    __slots__ = ("hides_nan", "index")

    linear = True
    moves = True
    replaces = True
    index: Any

    def forward(self, x0: Any, x1: Any) -> Any:
        self.hides_nan: bool = has_nan(x0[self.index])
        y = copied(x0, x1)
        y[self.index] = x1
        return y

    def backward0(self, gy: Array) -> Array:
        cleared: Array = replaced(gy, self.index, 0)
        return cleared

    def backward1(self, gy: Array) -> Array:
        g = gy[self.index]
        lasting = last_writes(self.index, gy.shape)
        if lasting is not None:
            g = xp.where(lasting, g, 0)
        metas: Any = self.metas
        shape = metas[1][0]
        if len(shape) > g.ndim:  # NumPy drops leading axes of length 1 of what is written
            g = g.reshape((1,) * (len(shape) - g.ndim) + g.shape)
        return g


class AddAt(Binary):
    """``y = x0``, then ``y[index] += x1``, for an index that names no element twice."""

    __slots__ = ("index",)

    linear = True
    moves = True
    index: Any

    def forward(self, x0: Any, x1: Any) -> Any:
        y = copied(x0, x1)
        y[self.index] += x1
        return y

    def backward0(self, gy: Array) -> Array:
        return gy

    def backward1(self, gy: Array) -> Array:
        return gy[self.index]


class SubtractAt(AddAt):
    """``y = x0``, then ``y[index] -= x1``."""

    __slots__ = ()

    def forward(self, x0: Any, x1: Any) -> Any:
        y = copied(x0, x1)
        y[self.index] -= x1
        return y

    def backward1(self, gy: Array) -> Array:
        return -gy[self.index]


def replaced(x: Any, index: Any, value: Any) -> Any:
    """Return a copy of ``x`` with ``value`` at ``index``."""
    rule = SetItem(index)
    recorded = is_variable(x) or is_variable(value)
    return rule(x, value) if recorded else rule.forward(x, value)


def last_writes(index: Any, shape: tuple[int, ...]) -> BoolArray | None:
    """Return which of the elements written are not written again; None for all of them."""
    if is_basic(index):
        return None
    last = np.full(shape, -1)
    numbers = np.arange(last[index].size).reshape(last[index].shape)
    last[index] = numbers
    lasting: BoolArray = last[index] == numbers
    return None if lasting.all() else lasting
