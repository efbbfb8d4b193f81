"""Elementwise functions of one array, or of two."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

from autodiff.ufunc_methods import BinaryUfunc

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import (
        BoolArray,
        InexactT,
        Integral,
        Number,
        Operand,
        ScalarT,
        ShapeT,
        TypedOperand,
    )
    from autodiff.variable import Variable

__all__ = ["Absolute", "Comparison", "Extremum", "Part", "UnaryFloat", "UnarySame"]


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


class Extremum(BinaryUfunc, Protocol):
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
