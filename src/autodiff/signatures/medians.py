"""Medians over axes; of integers, they are float64."""

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

__all__ = ["Median"]


class Median(Protocol[P]):
    """In the middle of the order."""

    @overload
    def __call__(
        self, a: Variable[Integral, Any], /, axis: None = None, *, keepdims: Literal[False] = False
    ) -> Variable[np.float64, tuple[()]]: ...
    @overload
    def __call__(
        self, a: Variable[Integral, ShapeT], /, axis: Axis = None, *, keepdims: Literal[True]
    ) -> Variable[np.float64, ShapeT]: ...
    @overload
    def __call__(
        self, a: Variable[Integral, Any], /, *args: P.args, **kwargs: P.kwargs
    ) -> Variable[np.float64]: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Integral], /, axis: None = None, *, keepdims: Literal[False] = False
    ) -> np.float64: ...
    @overload
    def __call__(
        self, a: npt.NDArray[Integral], /, *args: P.args, **kwargs: P.kwargs
    ) -> npt.NDArray[np.float64]: ...
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
