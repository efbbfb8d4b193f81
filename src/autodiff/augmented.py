"""The augmented assignments of ``Variable``: ``y += x`` and its like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import ops
from .inplace import update
from .ops.remainder import floor_divide, remainder

if TYPE_CHECKING:
    from typing import Self

    from .typing import Operand

__all__ = ["Augmented"]


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
