"""Universal functions of two results, of integers, and the like."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Integral, Operand, ScalarT, ShapeT, TypedOperand
    from autodiff.variable import Variable

    from .operands import IntegralT, Nested

__all__ = ["Bits", "Divmod", "Frexp", "Invert", "Ldexp", "Modf"]


class Modf(Protocol):
    """The fraction and the whole number."""

    @overload
    def __call__(
        self, x: Variable[ScalarT, ShapeT], /
    ) -> tuple[Variable[ScalarT, ShapeT], Variable[ScalarT, ShapeT]]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[ScalarT]], /
    ) -> tuple[np.ndarray[ShapeT, np.dtype[ScalarT]], np.ndarray[ShapeT, np.dtype[ScalarT]]]: ...
    @overload
    def __call__(self, x: ScalarT, /) -> tuple[ScalarT, ScalarT]: ...
    @overload
    def __call__(self, x: float, /) -> tuple[np.float64, np.float64]: ...


class Frexp(Protocol):
    """The mantissa and, as plain integers, the exponent."""

    @overload
    def __call__(
        self, x: Variable[ScalarT, ShapeT], /
    ) -> tuple[Variable[ScalarT, ShapeT], np.ndarray[ShapeT, np.dtype[np.intc]]]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[ScalarT]], /
    ) -> tuple[np.ndarray[ShapeT, np.dtype[ScalarT]], np.ndarray[ShapeT, np.dtype[np.intc]]]: ...
    @overload
    def __call__(self, x: ScalarT, /) -> tuple[ScalarT, np.intc]: ...
    @overload
    def __call__(self, x: float, /) -> tuple[np.float64, np.intc]: ...


class Ldexp(Protocol):
    """Times a power of two, whose exponent is an integer."""

    @overload
    def __call__(self, x1: Variable[ScalarT, ShapeT], x2: int, /) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, x1: Variable[ScalarT, Any], x2: TypedOperand[Integral, Any] | Integral, /
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, x1: npt.NDArray[ScalarT], x2: npt.NDArray[Integral] | Integral | int, /
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, x1: float, x2: Integral | int, /) -> np.float64: ...
    @overload
    def __call__(
        self, x1: float, x2: npt.NDArray[Integral], /
    ) -> npt.NDArray[np.floating[Any]]: ...


class Divmod(Protocol):
    """The quotient, rounded down, and the remainder."""

    @overload
    def __call__(
        self, x1: Variable[ScalarT, ShapeT], x2: TypedOperand[ScalarT, ShapeT] | float, /
    ) -> tuple[Variable[ScalarT, ShapeT], Variable[ScalarT, ShapeT]]: ...
    @overload
    def __call__(
        self, x1: np.ndarray[ShapeT, np.dtype[ScalarT]] | float, x2: Variable[ScalarT, ShapeT], /
    ) -> tuple[Variable[ScalarT, ShapeT], Variable[ScalarT, ShapeT]]: ...
    @overload
    def __call__(
        self, x1: Variable[Any, Any], x2: Operand, /
    ) -> tuple[Variable[Any], Variable[Any]]: ...
    @overload
    def __call__(
        self, x1: Operand, x2: Variable[Any, Any], /
    ) -> tuple[Variable[Any], Variable[Any]]: ...
    @overload
    def __call__(
        self, x1: npt.NDArray[ScalarT], x2: npt.NDArray[ScalarT] | float, /
    ) -> tuple[npt.NDArray[ScalarT], npt.NDArray[ScalarT]]: ...
    @overload
    def __call__(
        self, x1: npt.NDArray[Any] | Nested, x2: npt.NDArray[Any] | Nested, /
    ) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]: ...


class Bits(Protocol):
    """Of two integers: a plain array."""

    @overload
    def __call__(
        self,
        x1: TypedOperand[IntegralT, ShapeT],
        x2: TypedOperand[IntegralT, ShapeT] | int,
        /,
    ) -> np.ndarray[ShapeT, np.dtype[IntegralT]]: ...
    @overload
    def __call__(
        self, x1: int, x2: TypedOperand[IntegralT, ShapeT], /
    ) -> np.ndarray[ShapeT, np.dtype[IntegralT]]: ...
    @overload
    def __call__(
        self, x1: TypedOperand[Integral, Any], x2: TypedOperand[Integral, Any] | Integral | int, /
    ) -> npt.NDArray[Any]: ...
    @overload
    def __call__(
        self, x1: Integral | int, x2: TypedOperand[Integral, Any], /
    ) -> npt.NDArray[Any]: ...
    @overload
    def __call__(self, x1: IntegralT, x2: IntegralT | int, /) -> IntegralT: ...
    @overload
    def __call__(self, x1: int, x2: int, /) -> np.int64: ...


class Invert(Protocol):
    """Of one integer: a plain array."""

    @overload
    def __call__(
        self, x: TypedOperand[IntegralT, ShapeT], /
    ) -> np.ndarray[ShapeT, np.dtype[IntegralT]]: ...
    @overload
    def __call__(self, x: IntegralT, /) -> IntegralT: ...
    @overload
    def __call__(self, x: int, /) -> np.int64: ...
