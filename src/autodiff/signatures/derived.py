"""Signatures derived from those of our own functions.

A family says what becomes of dtype and rank; the parameters after the operand are those of the
function that a name is derived from, so that they are written once. What the operand is called
is lost on the way: it is given by position.
"""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Integral, ScalarT, ShapeT
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = [
    "Float",
    "FloatSameShape",
    "Matrix",
    "Pieces",
    "RealSameShape",
    "SameDtype",
    "SameShape",
    "Slices",
    "Vector",
]


class SameShape(Protocol[P]):
    """Dtype and rank are kept."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[Any]: ...


class SameDtype(Protocol[P]):
    """The dtype is kept, the rank is another."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[Any]: ...


class Vector(Protocol[P]):
    """One axis, of the same dtype."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[tuple[int], np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[tuple[int], np.dtype[Any]]: ...


class Matrix(Protocol[P]):
    """Two axes, of the same dtype."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[tuple[int, int], np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[tuple[int, int], np.dtype[Any]]: ...


class FloatSameShape(Protocol[P]):
    """The rank is kept; of integers, the results are float64."""

    @overload
    def __call__(
        self, a: Variable[Integral, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float64, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[Integral]], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[ShapeT, np.dtype[np.float64]]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[Any]: ...


class Float(Protocol[P]):
    """Of integers, the results are float64; the rank is another."""

    @overload
    def __call__(
        self, a: Variable[Integral, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float64]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Integral], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.float64]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[Any]: ...


class RealSameShape(Protocol[P]):
    """The rank is kept; of complex numbers, the results are real, of integers float64."""

    @overload
    def __call__(
        self, a: Variable[np.complex128, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float64, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[np.complex64, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float32, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[Integral, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float64, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[np.complex128]], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[ShapeT, np.dtype[np.float64]]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[np.complex64]], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[ShapeT, np.dtype[np.float32]]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[Integral]], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[ShapeT, np.dtype[np.float64]]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[Any]: ...


class Pieces(Protocol[P]):
    """Several arrays of the same dtype and rank, in a list."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], /, *args: P.args, **kwargs: P.kwargs
    ) -> list[Variable[ScalarT, ShapeT]]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], /, *args: P.args, **kwargs: P.kwargs
    ) -> list[np.ndarray[ShapeT, np.dtype[ScalarT]]]: ...
    @overload
    def __call__(
        self, a: Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> list[npt.NDArray[Any]]: ...


class Slices(Protocol[P]):
    """Several arrays of the same dtype and another rank, in a tuple."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[Variable[ScalarT], ...]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[npt.NDArray[ScalarT], ...]: ...
    @overload
    def __call__(
        self, a: Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[npt.NDArray[Any], ...]: ...
