"""The operators of integers and booleans, of which nothing has a derivative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .comparison import compare

if TYPE_CHECKING:
    import numpy.typing as npt

    from .typing import Integral, Operand

__all__ = ["Bitwise"]


class Bitwise:
    """Bit by bit; the results are plain arrays."""

    __slots__ = ()

    def __and__(self, other: Operand, /) -> npt.NDArray[Integral]:
        return compare(np.bitwise_and, self, other)

    def __rand__(self, other: Operand, /) -> npt.NDArray[Integral]:
        return compare(np.bitwise_and, other, self)

    def __or__(self, other: Operand, /) -> npt.NDArray[Integral]:
        return compare(np.bitwise_or, self, other)

    def __ror__(self, other: Operand, /) -> npt.NDArray[Integral]:
        return compare(np.bitwise_or, other, self)

    def __xor__(self, other: Operand, /) -> npt.NDArray[Integral]:
        return compare(np.bitwise_xor, self, other)

    def __rxor__(self, other: Operand, /) -> npt.NDArray[Integral]:
        return compare(np.bitwise_xor, other, self)

    def __lshift__(self, other: Operand, /) -> npt.NDArray[Integral]:
        return compare(np.left_shift, self, other)

    def __rlshift__(self, other: Operand, /) -> npt.NDArray[Integral]:
        return compare(np.left_shift, other, self)

    def __rshift__(self, other: Operand, /) -> npt.NDArray[Integral]:
        return compare(np.right_shift, self, other)

    def __rrshift__(self, other: Operand, /) -> npt.NDArray[Integral]:
        return compare(np.right_shift, other, self)

    def __invert__(self: Any) -> npt.NDArray[Integral]:
        result: npt.NDArray[Integral] = np.invert(self.data)
        return result
