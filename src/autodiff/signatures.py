"""The signatures of NumPy's functions for Variables, arrays and numbers: one Protocol a family."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, SupportsIndex, overload

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from .typing import (
        Axis,
        BoolArray,
        InexactT,
        Integral,
        Number,
        Operand,
        ScalarT,
        ShapeT,
        TypedOperand,
        UnknownRank,
    )
    from .variable import Variable

__all__ = [
    "Absolute",
    "BroadcastTo",
    "Clip",
    "Comparison",
    "Concatenate",
    "Extremum",
    "Part",
    "Reduction",
    "Reshape",
    "Stack",
    "SwapAxes",
    "Transpose",
    "UnaryFloat",
    "UnarySame",
    "Where",
]


class UnaryFloat(Protocol):
    """Elementwise, of floats: dtype and rank are kept."""

    @overload
    def __call__(self, x: Variable[InexactT, ShapeT], /) -> Variable[InexactT, ShapeT]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[InexactT]], /
    ) -> np.ndarray[ShapeT, np.dtype[InexactT]]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[np.int64 | np.int32 | np.uint64 | np.uint32]], /
    ) -> np.ndarray[ShapeT, np.dtype[np.float64]]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[Integral]], /
    ) -> np.ndarray[ShapeT, np.dtype[np.floating[Any]]]: ...
    @overload
    def __call__(self, x: InexactT, /) -> InexactT: ...
    @overload
    def __call__(self, x: float, /) -> np.float64: ...
    @overload
    def __call__(self, x: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, x: Sequence[float], /) -> npt.NDArray[np.float64]: ...


class UnarySame(Protocol):
    """Elementwise, of any number: dtype and rank are kept."""

    @overload
    def __call__(self, x: Variable[ScalarT, ShapeT], /) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[ScalarT]], /
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(self, x: ScalarT, /) -> ScalarT: ...
    @overload
    def __call__(self, x: int, /) -> np.int64: ...
    @overload
    def __call__(self, x: float, /) -> np.float64: ...
    @overload
    def __call__(self, x: complex, /) -> np.complex128: ...
    @overload
    def __call__(self, x: Sequence[float], /) -> npt.NDArray[np.float64]: ...


class Absolute(Protocol):
    """Elementwise: the modulus of a complex number is real."""

    @overload
    def __call__(self, x: Variable[np.complex128, ShapeT], /) -> Variable[np.float64, ShapeT]: ...
    @overload
    def __call__(self, x: Variable[np.complex64, ShapeT], /) -> Variable[np.float32, ShapeT]: ...
    @overload
    def __call__(self, x: Variable[ScalarT, ShapeT], /) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[np.complex128]], /
    ) -> np.ndarray[ShapeT, np.dtype[np.float64]]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[np.complex64]], /
    ) -> np.ndarray[ShapeT, np.dtype[np.float32]]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[ScalarT]], /
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(self, x: complex, /) -> np.float64: ...


class Part(Protocol):
    """The real or the imaginary part."""

    @overload
    def __call__(self, val: Variable[np.complex128, ShapeT]) -> Variable[np.float64, ShapeT]: ...
    @overload
    def __call__(self, val: Variable[np.complex64, ShapeT]) -> Variable[np.float32, ShapeT]: ...
    @overload
    def __call__(self, val: Variable[ScalarT, ShapeT]) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(self, val: npt.NDArray[Any] | Number) -> npt.NDArray[Any]: ...


class Comparison(Protocol):
    """Elementwise; no derivative, so the result is a plain array."""

    def __call__(self, x1: Operand, x2: Operand, /) -> BoolArray: ...


class Extremum(Protocol):
    """The greater or the smaller of two."""

    @overload
    def __call__(
        self, x1: Variable[ScalarT, ShapeT], x2: TypedOperand[ScalarT, ShapeT] | float, /
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, x1: np.ndarray[ShapeT, np.dtype[ScalarT]] | float, x2: Variable[ScalarT, ShapeT], /
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(self, x1: Variable[Any, Any], x2: Operand, /) -> Variable[Any]: ...
    @overload
    def __call__(self, x1: Operand, x2: Variable[Any, Any], /) -> Variable[Any]: ...
    @overload
    def __call__(
        self, x1: npt.NDArray[ScalarT], x2: npt.NDArray[ScalarT] | float, /
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, x1: npt.NDArray[Any] | Number, x2: npt.NDArray[Any] | Number, /
    ) -> npt.NDArray[Any]: ...


class Reduction(Protocol):
    """Over all axes, or over some."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], axis: None = None, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, UnknownRank], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, tuple[int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, tuple[int, int]], axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, tuple[int, int, int]],
        axis: int,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], axis: Axis = None, *, keepdims: Literal[True]
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], axis: Axis = None, *, keepdims: bool = False
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], axis: None = None, *, keepdims: Literal[False] = False
    ) -> ScalarT: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], axis: Axis = None, *, keepdims: bool = False
    ) -> npt.NDArray[ScalarT]: ...


class Reshape(Protocol):
    """The same elements in another shape."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], shape: SupportsIndex | tuple[int]
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], shape: tuple[()]
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], shape: tuple[int, int]
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], shape: tuple[int, int, int]
    ) -> Variable[ScalarT, tuple[int, int, int]]: ...
    @overload
    def __call__(self, a: Variable[ScalarT, Any], shape: tuple[int, ...]) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], shape: SupportsIndex | tuple[int, ...]
    ) -> npt.NDArray[ScalarT]: ...


class BroadcastTo(Protocol):
    """Repeated along new axes and those of length 1."""

    @overload
    def __call__(
        self, array: Variable[ScalarT, Any], shape: int | tuple[int]
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, array: Variable[ScalarT, Any], shape: tuple[int, int]
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self, array: Variable[ScalarT, Any], shape: tuple[int, int, int]
    ) -> Variable[ScalarT, tuple[int, int, int]]: ...
    @overload
    def __call__(
        self, array: Variable[ScalarT, Any], shape: tuple[int, ...]
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, array: npt.NDArray[ScalarT], shape: int | tuple[int, ...]
    ) -> npt.NDArray[ScalarT]: ...


class Transpose(Protocol):
    """The axes in another order."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], axes: Sequence[int] | None = None
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], axes: Sequence[int] | None = None
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...


class SwapAxes(Protocol):
    """Two axes interchanged."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], axis1: int, axis2: int
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], axis1: int, axis2: int
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...


class Concatenate(Protocol):
    """Joined along an axis."""

    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, ShapeT]], axis: int = 0
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[npt.NDArray[ScalarT]], axis: int = 0
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[TypedOperand[ScalarT, Any]], axis: int = 0
    ) -> Variable[ScalarT]: ...


class Stack(Protocol):
    """Joined along a new axis."""

    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, UnknownRank]], axis: int = 0
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, tuple[()]]], axis: int = 0
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, tuple[int]]], axis: int = 0
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self, arrays: Sequence[Variable[ScalarT, tuple[int, int]]], axis: int = 0
    ) -> Variable[ScalarT, tuple[int, int, int]]: ...
    @overload
    def __call__(
        self, arrays: Sequence[npt.NDArray[ScalarT]], axis: int = 0
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, arrays: Sequence[TypedOperand[ScalarT, Any]], axis: int = 0
    ) -> Variable[ScalarT]: ...


class Where(Protocol):
    """One or the other, elementwise."""

    @overload
    def __call__(
        self,
        condition: npt.NDArray[Any] | bool,
        x: Variable[ScalarT, ShapeT],
        y: TypedOperand[ScalarT, ShapeT] | float,
        /,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        condition: npt.NDArray[Any] | bool,
        x: TypedOperand[ScalarT, ShapeT] | float,
        y: Variable[ScalarT, ShapeT],
        /,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, condition: npt.NDArray[Any] | bool, x: Variable[Any, Any], y: Operand, /
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self, condition: npt.NDArray[Any] | bool, x: Operand, y: Variable[Any, Any], /
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self,
        condition: npt.NDArray[Any] | bool,
        x: npt.NDArray[Any] | Number,
        y: npt.NDArray[Any] | Number,
        /,
    ) -> npt.NDArray[Any]: ...


class Clip(Protocol):
    """Limited to an interval."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], a_min: float | None, a_max: float | None
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], a_min: Operand | None, a_max: Operand | None
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], a_min: float | None, a_max: float | None
    ) -> npt.NDArray[ScalarT]: ...
