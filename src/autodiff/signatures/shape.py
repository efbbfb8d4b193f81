"""The same elements in another shape."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, SupportsIndex, overload

from .operands import P

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Operand, ScalarT, ShapeT, UnknownRank
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["AtLeast", "BroadcastTo", "Diag", "Reshape", "Transpose", "Vander"]


class Reshape(Protocol):
    """The same elements in another shape."""

    @overload
    def __call__(
        self,
        a: Variable[ScalarT, Any],
        /,
        shape: SupportsIndex | tuple[int],
        order: Literal["C", "F", "A"] = "C",
        *,
        copy: bool | None = None,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, Any],
        /,
        shape: tuple[()],
        order: Literal["C", "F", "A"] = "C",
        *,
        copy: bool | None = None,
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, Any],
        /,
        shape: tuple[int, int],
        order: Literal["C", "F", "A"] = "C",
        *,
        copy: bool | None = None,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, Any],
        /,
        shape: tuple[int, int, int],
        order: Literal["C", "F", "A"] = "C",
        *,
        copy: bool | None = None,
    ) -> Variable[ScalarT, tuple[int, int, int]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, Any],
        /,
        shape: Sequence[int],
        order: Literal["C", "F", "A"] = "C",
        *,
        copy: bool | None = None,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[ScalarT],
        /,
        shape: SupportsIndex | Sequence[int],
        order: Literal["C", "F", "A"] = "C",
        *,
        copy: bool | None = None,
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: Nested,
        /,
        shape: SupportsIndex | Sequence[int],
        order: Literal["C", "F", "A"] = "C",
        *,
        copy: bool | None = None,
    ) -> npt.NDArray[Any]: ...


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


class AtLeast(Protocol):
    """With axes of length 1 where some are missing: one array, or a tuple of several."""

    @overload
    def __call__(self, a: Variable[ScalarT, Any], /) -> Variable[ScalarT]: ...
    @overload
    def __call__(self, a: npt.NDArray[ScalarT], /) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, a: Nested, /) -> npt.NDArray[Any]: ...
    @overload
    def __call__(
        self, a: Operand | Nested, b: Operand | Nested, /, *others: Operand | Nested
    ) -> tuple[Any, ...]: ...


class Diag(Protocol[P]):
    """The diagonal of a matrix, or the matrix of a diagonal."""

    @overload
    def __call__(
        self, v: Variable[ScalarT, UnknownRank], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, v: Variable[ScalarT, tuple[int]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self, v: Variable[ScalarT, tuple[int, int]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, v: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, v: Nested, /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[Any]: ...


class Vander(Protocol[P]):
    """Powers of each element, integers counted as int64: float32 becomes float64."""

    @overload
    def __call__(
        self, x: Variable[np.float64 | np.float32, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float64, tuple[int, int]]: ...
    @overload
    def __call__(
        self, x: Variable[Any, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[Any, tuple[int, int]]: ...
    @overload
    def __call__(
        self, x: npt.NDArray[np.float64 | np.float32], /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]: ...
    @overload
    def __call__(
        self, x: npt.NDArray[Any] | Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> np.ndarray[tuple[int, int], np.dtype[Any]]: ...
