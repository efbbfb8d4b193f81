"""Functions of one argument and of parameters, as special functions are."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import InexactT, Number, Operand, ShapeT, TypedOperand
    from autodiff.variable import Variable

    from .operands import Nested

    Double: TypeAlias = np.float64 | np.complex128
    Single: TypeAlias = np.float32 | np.complex64
    Plain: TypeAlias = npt.NDArray[Any] | Nested
    Four: TypeAlias = tuple[
        Variable[InexactT, ShapeT],
        Variable[InexactT, ShapeT],
        Variable[InexactT, ShapeT],
        Variable[InexactT, ShapeT],
    ]
    FourArrays: TypeAlias = tuple[
        npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]
    ]

DoubleT = TypeVar("DoubleT", bound="np.float64 | np.complex128")
"""Dtypes that are kept. What becomes of single precision and a number is up to SciPy's loops."""

__all__ = [
    "ComplexOfOrder",
    "Fourfold",
    "FourfoldOfParameter",
    "OfFour",
    "OfOrder",
    "OfThree",
    "OfTwo",
    "Spherical",
    "TwofoldOfOrder",
]


class OfTwo(Protocol):
    """Of two arguments."""

    @overload
    def __call__(
        self, x1: Variable[DoubleT, ShapeT], x2: TypedOperand[DoubleT, ShapeT] | float, /
    ) -> Variable[DoubleT, ShapeT]: ...
    @overload
    def __call__(
        self, x1: np.ndarray[ShapeT, np.dtype[DoubleT]] | float, x2: Variable[DoubleT, ShapeT], /
    ) -> Variable[DoubleT, ShapeT]: ...
    @overload
    def __call__(
        self, x1: Variable[np.float32, ShapeT], x2: TypedOperand[np.float32, ShapeT], /
    ) -> Variable[np.float32, ShapeT]: ...
    @overload
    def __call__(self, x1: Variable[Any, Any], x2: Operand, /) -> Variable[Any]: ...
    @overload
    def __call__(self, x1: Operand, x2: Variable[Any, Any], /) -> Variable[Any]: ...
    @overload
    def __call__(
        self,
        x1: np.ndarray[ShapeT, np.dtype[DoubleT]],
        x2: np.ndarray[ShapeT, np.dtype[DoubleT]] | float,
        /,
    ) -> np.ndarray[ShapeT, np.dtype[DoubleT]]: ...
    @overload
    def __call__(
        self, x1: float, x2: np.ndarray[ShapeT, np.dtype[DoubleT]], /
    ) -> np.ndarray[ShapeT, np.dtype[DoubleT]]: ...
    @overload
    def __call__(self, x1: float, x2: float, /) -> np.float64: ...
    @overload
    def __call__(self, x1: complex, x2: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, x1: Plain, x2: Plain, /) -> npt.NDArray[Any]: ...


class OfOrder(Protocol):
    """Of a parameter and an argument: numbers as parameters keep dtype and rank of that."""

    @overload
    def __call__(self, v: float, x: Variable[DoubleT, ShapeT], /) -> Variable[DoubleT, ShapeT]: ...
    @overload
    def __call__(self, v: float, x: Variable[Any, ShapeT], /) -> Variable[Any, ShapeT]: ...
    @overload
    def __call__(self, v: Operand, x: Variable[DoubleT, Any], /) -> Variable[DoubleT]: ...
    @overload
    def __call__(self, v: Operand, x: Variable[Any, Any], /) -> Variable[Any]: ...
    @overload
    def __call__(self, v: Variable[Any, Any], x: Operand, /) -> Variable[Any]: ...
    @overload
    def __call__(
        self, v: float, x: np.ndarray[ShapeT, np.dtype[DoubleT]], /
    ) -> np.ndarray[ShapeT, np.dtype[DoubleT]]: ...
    @overload
    def __call__(self, v: float, x: float, /) -> np.float64: ...
    @overload
    def __call__(self, v: float, x: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, v: Plain, x: Plain, /) -> npt.NDArray[Any]: ...


class OfThree(Protocol):
    """Of two parameters and an argument, or three arguments."""

    @overload
    def __call__(
        self, a: float, b: float, x: Variable[DoubleT, ShapeT], /
    ) -> Variable[DoubleT, ShapeT]: ...
    @overload
    def __call__(
        self, a: float, b: float, x: Variable[Any, ShapeT], /
    ) -> Variable[Any, ShapeT]: ...
    @overload
    def __call__(
        self, a: Operand, b: Operand, x: Variable[DoubleT, Any], /
    ) -> Variable[DoubleT]: ...
    @overload
    def __call__(self, a: Operand, b: Operand, x: Variable[Any, Any], /) -> Variable[Any]: ...
    @overload
    def __call__(self, a: Operand, b: Variable[Any, Any], x: Operand, /) -> Variable[Any]: ...
    @overload
    def __call__(self, a: Variable[Any, Any], b: Operand, x: Operand, /) -> Variable[Any]: ...
    @overload
    def __call__(
        self, a: float, b: float, x: np.ndarray[ShapeT, np.dtype[DoubleT]], /
    ) -> np.ndarray[ShapeT, np.dtype[DoubleT]]: ...
    @overload
    def __call__(self, a: float, b: float, x: float, /) -> np.float64: ...
    @overload
    def __call__(self, a: float, b: float, x: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, a: Plain, b: Plain, x: Plain, /) -> npt.NDArray[Any]: ...


class OfFour(Protocol):
    """Of three parameters and an argument."""

    @overload
    def __call__(
        self, a: float, b: float, c: float, x: Variable[DoubleT, ShapeT], /
    ) -> Variable[DoubleT, ShapeT]: ...
    @overload
    def __call__(
        self, a: float, b: float, c: float, x: Variable[Any, ShapeT], /
    ) -> Variable[Any, ShapeT]: ...
    @overload
    def __call__(
        self, a: Operand, b: Operand, c: Operand, x: Variable[Any, Any], /
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, a: float, b: float, c: float, x: np.ndarray[ShapeT, np.dtype[DoubleT]], /
    ) -> np.ndarray[ShapeT, np.dtype[DoubleT]]: ...
    @overload
    def __call__(self, a: float, b: float, c: float, x: float, /) -> np.float64: ...
    @overload
    def __call__(self, a: float, b: float, c: float, x: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, a: Plain, b: Plain, c: Plain, x: Plain, /) -> npt.NDArray[Any]: ...


class ComplexOfOrder(Protocol):
    """Of a parameter and an argument; the result is complex."""

    @overload
    def __call__(
        self, v: float, z: Variable[Double, ShapeT], /
    ) -> Variable[np.complex128, ShapeT]: ...
    @overload
    def __call__(
        self, v: float, z: Variable[Single, ShapeT], /
    ) -> Variable[np.complex64, ShapeT]: ...
    @overload
    def __call__(self, v: Operand, z: Variable[Any, Any], /) -> Variable[Any]: ...
    @overload
    def __call__(self, v: float, z: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, v: Plain, z: Plain, /) -> npt.NDArray[Any]: ...


class TwofoldOfOrder(Protocol):
    """Of a parameter and an argument: a function and its derivative."""

    @overload
    def __call__(
        self, v: float, x: Variable[DoubleT, ShapeT], /
    ) -> tuple[Variable[DoubleT, ShapeT], Variable[DoubleT, ShapeT]]: ...
    @overload
    def __call__(
        self, v: Operand, x: Variable[Any, Any], /
    ) -> tuple[Variable[Any], Variable[Any]]: ...
    @overload
    def __call__(
        self, v: Plain | float, x: Plain | float, /
    ) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]: ...


class FourfoldOfParameter(Protocol):
    """Four results of one argument and a parameter."""

    @overload
    def __call__(self, u: Variable[DoubleT, ShapeT], m: float, /) -> Four[DoubleT, ShapeT]: ...
    @overload
    def __call__(self, u: Variable[Any, ShapeT], m: float, /) -> Four[Any, ShapeT]: ...
    @overload
    def __call__(
        self, u: Variable[DoubleT, Any], m: Operand, /
    ) -> Four[DoubleT, tuple[Any, ...]]: ...
    @overload
    def __call__(self, u: Plain | float, m: Plain | float, /) -> FourArrays: ...


class Spherical(Protocol):
    """A spherical Bessel function of an order, or its derivative."""

    @overload
    def __call__(
        self, n: int, z: Variable[DoubleT, ShapeT], derivative: bool = False
    ) -> Variable[DoubleT, ShapeT]: ...
    @overload
    def __call__(
        self, n: int, z: Variable[Any, ShapeT], derivative: bool = False
    ) -> Variable[Any, ShapeT]: ...
    @overload
    def __call__(
        self, n: Operand, z: Variable[Any, Any], derivative: bool = False
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, n: int, z: np.ndarray[ShapeT, np.dtype[DoubleT]], derivative: bool = False
    ) -> np.ndarray[ShapeT, np.dtype[DoubleT]]: ...
    @overload
    def __call__(self, n: int, z: float, derivative: bool = False) -> np.float64: ...
    @overload
    def __call__(self, n: Plain, z: Plain, derivative: bool = False) -> npt.NDArray[Any]: ...


class Fourfold(Protocol):
    """Four results of one argument."""

    @overload
    def __call__(self, z: Variable[InexactT, ShapeT], /) -> Four[InexactT, ShapeT]: ...
    @overload
    def __call__(self, z: Plain | Number, /) -> FourArrays: ...
