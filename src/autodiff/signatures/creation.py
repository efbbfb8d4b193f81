"""Arrays made like others."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Operand, ScalarT, ShapeT
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Aligned", "FullLike", "Grid", "Like"]


class Like(Protocol):
    """Of the shape and the dtype of another, which says whether it is a Variable."""

    @overload
    def __call__(self, a: Variable[ScalarT, ShapeT], /) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], /
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: Variable[Any, ShapeT], /, dtype: type[ScalarT] | np.dtype[ScalarT]
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[Any]], /, dtype: type[ScalarT] | np.dtype[ScalarT]
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, dtype: None = None, *, shape: int | tuple[int, ...]
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, dtype: None = None, *, shape: int | tuple[int, ...]
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: Variable[Any, Any],
        /,
        dtype: npt.DTypeLike | None = None,
        *,
        shape: int | tuple[int, ...] | None = None,
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[Any] | Nested,
        /,
        dtype: npt.DTypeLike | None = None,
        *,
        shape: int | tuple[int, ...] | None = None,
    ) -> npt.NDArray[Any]: ...


class FullLike(Protocol):
    """As the likes of it, filled."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], /, fill_value: Operand
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], /, fill_value: npt.NDArray[Any] | Nested
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self,
        a: Variable[Any, Any],
        /,
        fill_value: Operand,
        dtype: npt.DTypeLike | None = None,
        *,
        shape: int | tuple[int, ...] | None = None,
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[Any] | Nested,
        /,
        fill_value: npt.NDArray[Any] | Nested,
        dtype: npt.DTypeLike | None = None,
        *,
        shape: int | tuple[int, ...] | None = None,
    ) -> npt.NDArray[Any]: ...


class Aligned(Protocol):
    """Several arrays of one shape."""

    @overload
    def __call__(self, *arrays: Variable[ScalarT, Any]) -> tuple[Variable[ScalarT], ...]: ...
    @overload
    def __call__(self, *arrays: npt.NDArray[ScalarT]) -> tuple[npt.NDArray[ScalarT], ...]: ...
    @overload
    def __call__(self, *arrays: npt.NDArray[Any] | Nested) -> tuple[npt.NDArray[Any], ...]: ...
    @overload
    def __call__(self, *arrays: Operand) -> tuple[Variable[Any], ...]: ...


class Grid(Protocol):
    """Coordinates on a grid."""

    @overload
    def __call__(
        self,
        *xi: Variable[ScalarT, Any],
        copy: bool = True,
        sparse: bool = False,
        indexing: Literal["xy", "ij"] = "xy",
    ) -> tuple[Variable[ScalarT], ...]: ...
    @overload
    def __call__(
        self,
        *xi: npt.NDArray[ScalarT],
        copy: bool = True,
        sparse: bool = False,
        indexing: Literal["xy", "ij"] = "xy",
    ) -> tuple[npt.NDArray[ScalarT], ...]: ...
    @overload
    def __call__(
        self,
        *xi: npt.NDArray[Any] | Nested,
        copy: bool = True,
        sparse: bool = False,
        indexing: Literal["xy", "ij"] = "xy",
    ) -> tuple[npt.NDArray[Any], ...]: ...
    @overload
    def __call__(
        self,
        *xi: Operand,
        copy: bool = True,
        sparse: bool = False,
        indexing: Literal["xy", "ij"] = "xy",
    ) -> tuple[Variable[Any], ...]: ...
