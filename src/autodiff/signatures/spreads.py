"""Variances over axes; of integers, they are float64."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

from .operands import P

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Axis, Integral, ScalarT, ShapeT, UnknownRank
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["Spread"]


class Spread(Protocol[P]):
    """About the mean: of complex numbers, it is real."""

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
        a: Variable[Integral, Any],
        /,
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def __call__(
        self,
        a: Variable[Integral, ShapeT],
        /,
        axis: Axis = None,
        *,
        ddof: float = 0,
        keepdims: Literal[True],
    ) -> Variable[np.float64, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[Integral, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float64]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[Integral],
        /,
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> np.float64: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Integral], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.float64]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.complex128, Any],
        /,
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.complex128, ShapeT],
        /,
        axis: Axis = None,
        *,
        ddof: float = 0,
        keepdims: Literal[True],
    ) -> Variable[np.float64, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[np.complex128, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float64]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[np.complex128],
        /,
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> np.float64: ...
    @overload
    def __call__(
        self, a: npt.NDArray[np.complex128], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.float64]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.complex64, Any],
        /,
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[np.float32, tuple[()]]: ...
    @overload
    def __call__(
        self,
        a: Variable[np.complex64, ShapeT],
        /,
        axis: Axis = None,
        *,
        ddof: float = 0,
        keepdims: Literal[True],
    ) -> Variable[np.float32, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[np.complex64, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float32]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[np.complex64],
        /,
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> np.float32: ...
    @overload
    def __call__(
        self, a: npt.NDArray[np.complex64], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.float32]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, Any],
        /,
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, UnknownRank],
        /,
        axis: int,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, tuple[int]],
        /,
        axis: int,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[()]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, tuple[int, int]],
        /,
        axis: int,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, tuple[int, int, int]],
        /,
        axis: int,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> Variable[ScalarT, tuple[int, int]]: ...
    @overload
    def __call__(
        self,
        a: Variable[ScalarT, ShapeT],
        /,
        axis: Axis = None,
        *,
        ddof: float = 0,
        keepdims: Literal[True],
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[ScalarT, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[ScalarT]: ...
    @overload
    def __call__(
        self,
        a: npt.NDArray[ScalarT],
        /,
        axis: None = None,
        *,
        ddof: float = 0,
        keepdims: Literal[False] = False,
    ) -> ScalarT: ...
    @overload
    def __call__(
        self,
        a: np.ndarray[ShapeT, np.dtype[ScalarT]],
        /,
        axis: Axis = None,
        *,
        ddof: float = 0,
        keepdims: Literal[True],
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[ScalarT], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[ScalarT]: ...
    @overload
    def __call__(self, a: Nested, /, *args: P.args, **kwargs: P.kwargs) -> Any: ...
