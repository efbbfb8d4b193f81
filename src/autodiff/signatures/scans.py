"""Running sums and products."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import ScalarT, ShapeT
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["KeywordScan", "Scan"]


class Scan(Protocol[P]):
    """Sums so far: along an axis, or of all elements in one row; dtype= is obeyed."""

    @overload
    def __call__(
        self,
        a: Variable[Any, Any],
        /,
        axis: None = None,
        *,
        dtype: type[ScalarT] | np.dtype[ScalarT],
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, a: Variable[Any, ShapeT], /, axis: int, *, dtype: type[ScalarT] | np.dtype[ScalarT]
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self,
        a: Variable[Any, Any],
        /,
        *args: Any,
        dtype: type[ScalarT] | np.dtype[ScalarT],
        **kwargs: Any,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[Any] | Nested,
        /,
        *args: Any,
        dtype: type[ScalarT] | np.dtype[ScalarT],
        **kwargs: Any,
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, a: Variable[np.bool_ | np.int8 | np.int16 | np.int32, Any], /, axis: None = None
    ) -> Variable[np.int64, tuple[int]]: ...
    @overload
    def __call__(
        self, a: Variable[np.bool_ | np.int8 | np.int16 | np.int32, ShapeT], /, axis: int
    ) -> Variable[np.int64, ShapeT]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.bool_ | np.int8 | np.int16 | np.int32, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.int64]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[np.bool_ | np.int8 | np.int16 | np.int32], /, axis: None = None
    ) -> np.ndarray[tuple[int], np.dtype[np.int64]]: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[np.bool_ | np.int8 | np.int16 | np.int32]],
        /,
        axis: int,
    ) -> np.ndarray[ShapeT, np.dtype[np.int64]]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[np.bool_ | np.int8 | np.int16 | np.int32],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> npt.NDArray[np.int64]: ...
    @overload
    def __call__(
        self, a: Variable[np.uint8 | np.uint16 | np.uint32, Any], /, axis: None = None
    ) -> Variable[np.uint64, tuple[int]]: ...
    @overload
    def __call__(
        self, a: Variable[np.uint8 | np.uint16 | np.uint32, ShapeT], /, axis: int
    ) -> Variable[np.uint64, ShapeT]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.uint8 | np.uint16 | np.uint32, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.uint64]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[np.uint8 | np.uint16 | np.uint32], /, axis: None = None
    ) -> np.ndarray[tuple[int], np.dtype[np.uint64]]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[np.uint8 | np.uint16 | np.uint32]], /, axis: int
    ) -> np.ndarray[ShapeT, np.dtype[np.uint64]]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[np.uint8 | np.uint16 | np.uint32], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.uint64]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, axis: None = None
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(self, a: Variable[ScalarT, ShapeT], /, axis: int) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, axis: None = None
    ) -> np.ndarray[tuple[int], np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], /, axis: int
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[Any]: ...


class KeywordScan(Protocol[P]):
    """As a scan whose parameters are given by keyword."""

    @overload
    def __call__(
        self,
        a: Variable[Any, Any],
        /,
        *,
        axis: None = None,
        dtype: type[ScalarT] | np.dtype[ScalarT],
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, a: Variable[Any, ShapeT], /, *, axis: int, dtype: type[ScalarT] | np.dtype[ScalarT]
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self,
        a: Variable[Any, Any],
        /,
        *args: Any,
        dtype: type[ScalarT] | np.dtype[ScalarT],
        **kwargs: Any,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[Any] | Nested,
        /,
        *args: Any,
        dtype: type[ScalarT] | np.dtype[ScalarT],
        **kwargs: Any,
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(
        self, a: Variable[np.bool_ | np.int8 | np.int16 | np.int32, Any], /, *, axis: None = None
    ) -> Variable[np.int64, tuple[int]]: ...
    @overload
    def __call__(
        self, a: Variable[np.bool_ | np.int8 | np.int16 | np.int32, ShapeT], /, *, axis: int
    ) -> Variable[np.int64, ShapeT]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.bool_ | np.int8 | np.int16 | np.int32, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.int64]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[np.bool_ | np.int8 | np.int16 | np.int32], /, *, axis: None = None
    ) -> np.ndarray[tuple[int], np.dtype[np.int64]]: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[np.bool_ | np.int8 | np.int16 | np.int32]],
        /,
        *,
        axis: int,
    ) -> np.ndarray[ShapeT, np.dtype[np.int64]]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[np.bool_ | np.int8 | np.int16 | np.int32],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> npt.NDArray[np.int64]: ...
    @overload
    def __call__(
        self, a: Variable[np.uint8 | np.uint16 | np.uint32, Any], /, *, axis: None = None
    ) -> Variable[np.uint64, tuple[int]]: ...
    @overload
    def __call__(
        self, a: Variable[np.uint8 | np.uint16 | np.uint32, ShapeT], /, *, axis: int
    ) -> Variable[np.uint64, ShapeT]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.uint8 | np.uint16 | np.uint32, Any],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Variable[np.uint64]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[np.uint8 | np.uint16 | np.uint32], /, *, axis: None = None
    ) -> np.ndarray[tuple[int], np.dtype[np.uint64]]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[np.uint8 | np.uint16 | np.uint32]], /, *, axis: int
    ) -> np.ndarray[ShapeT, np.dtype[np.uint64]]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[np.uint8 | np.uint16 | np.uint32], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.uint64]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *, axis: None = None
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], /, *, axis: int
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *, axis: None = None
    ) -> np.ndarray[tuple[int], np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: np.ndarray[ShapeT, np.dtype[ScalarT]], /, *, axis: int
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[Any]: ...
