"""The augmented assignments of ``Variable``: ``y += x`` and its like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from . import ops
from .apply import untracked
from .comparison import compare
from .inplace import update
from .ops.elementwise.remainder import floor_divide, remainder

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from .typing import Operand
    from .variable import Variable

__all__ = ["Augmented"]


def _bitwise(ufunc: np.ufunc) -> Callable[[Any, Any], Variable[Any, Any]]:
    def operation(x0: Any, x1: Any) -> Variable[Any, Any]:
        return untracked(compare(ufunc, x0, x1))

    operation.__name__ = ufunc.__name__
    return operation


_and, _or, _xor, _lshift, _rshift = map(
    _bitwise, (np.bitwise_and, np.bitwise_or, np.bitwise_xor, np.left_shift, np.right_shift)
)


class Augmented:
    """Operators that give a Variable a new value; see :mod:`autodiff.inplace`."""

    __slots__ = ()

    def __iadd__(self, other: Operand, /) -> Self:
        return update(ops.add, self, other)  # type: ignore[no-any-return]  # self

    def __isub__(self, other: Operand, /) -> Self:
        return update(ops.sub, self, other)  # type: ignore[no-any-return]  # self

    def __imul__(self, other: Operand, /) -> Self:
        return update(ops.mul, self, other)  # type: ignore[no-any-return]  # self

    def __itruediv__(self, other: Operand, /) -> Self:
        return update(ops.div, self, other)  # type: ignore[no-any-return]  # self

    def __ipow__(self, other: Operand, /) -> Self:
        return update(ops.pow, self, other)  # type: ignore[no-any-return]  # self

    def __imatmul__(self, other: Operand, /) -> Self:
        return update(ops.matmul, self, other)  # type: ignore[no-any-return]  # self

    def __imod__(self, other: Operand, /) -> Self:
        return update(remainder, self, other)  # type: ignore[no-any-return]  # self

    def __ifloordiv__(self, other: Operand, /) -> Self:
        return update(floor_divide, self, other)  # type: ignore[no-any-return]  # self

    def __iand__(self, other: Operand, /) -> Self:
        return update(_and, self, other)  # type: ignore[no-any-return]  # self

    def __ior__(self, other: Operand, /) -> Self:
        return update(_or, self, other)  # type: ignore[no-any-return]  # self

    def __ixor__(self, other: Operand, /) -> Self:
        return update(_xor, self, other)  # type: ignore[no-any-return]  # self

    def __ilshift__(self, other: Operand, /) -> Self:
        return update(_lshift, self, other)  # type: ignore[no-any-return]  # self

    def __irshift__(self, other: Operand, /) -> Self:
        return update(_rshift, self, other)  # type: ignore[no-any-return]  # self
