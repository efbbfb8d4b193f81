"""Sums and extrema over axes.

The tables tell the rank for the usual calls; what else the function derived from takes leads to
the last rows, whose rank is unknown.
"""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Axis, ScalarT, ShapeT, UnknownRank
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Reduction", "Total"]


class Reduction(Protocol[P]):
    """Over all axes, or over some, of the same dtype."""

    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, axis: None = None, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, UnknownRank], /, axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, tuple[int]], /, axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, tuple[int, int]],
        /,
        axis: int,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, tuple[int, int, int]],
        /,
        axis: int,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], /, axis: Axis = None, *, keepdims: Literal[True]
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, axis: None = None, *, keepdims: Literal[False] = False
    ) -> ScalarT: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[ScalarT]],
        /,
        axis: Axis = None,
        *,
        keepdims: Literal[True],
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> Any: ...


class Total(Protocol[P]):
    """As a reduction, but small integers are summed in greater ones, and dtype= is obeyed."""

    @overload
    def __call__(
        self,
        a: Variable[Any, Any],
        /,
        axis: None = None,
        *,
        dtype: type[ScalarT] | np.dtype[ScalarT],
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[()]]: ...
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
        axis: None = None,
        *,
        dtype: type[ScalarT] | np.dtype[ScalarT],
        keepdims: Literal[False] = False,
    ) -> ScalarT: ...
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
        self,
        a: Variable[np.bool_ | np.int8 | np.int16 | np.int32, Any],
        /,
        axis: None = None,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[np.int64, tuple[()]]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.bool_ | np.int8 | np.int16 | np.int32, ShapeT],
        /,
        axis: Axis = None,
        *,
        keepdims: Literal[True],
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
        self,
        a: npt.NDArray[np.bool_ | np.int8 | np.int16 | np.int32],
        /,
        axis: None = None,
        *,
        keepdims: Literal[False] = False,
    ) -> np.int64: ...
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
        self,
        a: Variable[np.uint8 | np.uint16 | np.uint32, Any],
        /,
        axis: None = None,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[np.uint64, tuple[()]]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.uint8 | np.uint16 | np.uint32, ShapeT],
        /,
        axis: Axis = None,
        *,
        keepdims: Literal[True],
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
        self,
        a: npt.NDArray[np.uint8 | np.uint16 | np.uint32],
        /,
        axis: None = None,
        *,
        keepdims: Literal[False] = False,
    ) -> np.uint64: ...
    @overload
    def __call__(
        self, a: npt.NDArray[np.uint8 | np.uint16 | np.uint32], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.uint64]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, axis: None = None, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, UnknownRank], /, axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, tuple[int]], /, axis: int, *, keepdims: Literal[False] = False
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, tuple[int, int]],
        /,
        axis: int,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, tuple[int, int, int]],
        /,
        axis: int,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, ShapeT], /, axis: Axis = None, *, keepdims: Literal[True]
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, axis: None = None, *, keepdims: Literal[False] = False
    ) -> ScalarT: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[ScalarT]],
        /,
        axis: Axis = None,
        *,
        keepdims: Literal[True],
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> Any: ...
