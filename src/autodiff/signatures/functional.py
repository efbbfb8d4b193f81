"""Functions along axes, interpolation, derivatives in steps."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import (
        Axis,
        Integral,
        Narrow,
        Operand,
        ScalarT,
        ShapeT,
        TypedOperand,
        UnknownRank,
    )
    from autodiff.variable import Variable

    from .operands import Nested

__all__ = ["AlongAxis", "Astype", "Gradient", "Interp", "OverAxes"]


class AlongAxis(Protocol):
    """A function of one axis, of each row."""

    @overload
    def __call__(
        self,
        func1d: Callable[..., Any],
        axis: int,
        arr: Variable[Any, Any],
        *args: Any,
        **kwargs: Any,
    ) -> Variable[Any]: ...
    @overload
    def __call__(
        self,
        func1d: Callable[..., Any],
        axis: int,
        arr: npt.NDArray[Any] | Nested,
        *args: Any,
        **kwargs: Any,
    ) -> npt.NDArray[Any]: ...


class OverAxes(Protocol):
    """A function of an axis, over several."""

    @overload
    def __call__(
        self,
        func: Callable[[Any, int], Any],
        a: Variable[ScalarT, ShapeT],
        axes: int | Sequence[int],
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, func: Callable[[Any, int], Any], a: npt.NDArray[ScalarT], axes: int | Sequence[int]
    ) -> npt.NDArray[ScalarT]: ...


class Gradient(Protocol):
    """Differences along an axis, or a list or tuple of those along each."""

    @overload
    def __call__(
        self,
        f: Variable[Integral, tuple[int]],
        /,
        *varargs: Operand,
        axis: Axis = None,
        edge_order: Literal[1, 2] = 1,
    ) -> Variable[np.float64, tuple[int]]: ...
    @overload
    def __call__(
        self,
        f: Variable[Integral, ShapeT],
        /,
        *varargs: Operand,
        axis: int,
        edge_order: Literal[1, 2] = 1,
    ) -> Variable[np.float64, ShapeT]: ...
    @overload
    def __call__(
        self, f: Variable[ScalarT, UnknownRank], /, *varargs: Operand, edge_order: Literal[1, 2] = 1
    ) -> Any: ...
    @overload
    def __call__(
        self,
        f: Variable[ScalarT, tuple[int]],
        /,
        *varargs: Operand,
        axis: None = None,
        edge_order: Literal[1, 2] = 1,
    ) -> Variable[ScalarT, tuple[int]]: ...
    @overload
    def __call__(
        self,
        f: Variable[ScalarT, ShapeT],
        /,
        *varargs: Operand,
        axis: int,
        edge_order: Literal[1, 2] = 1,
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self,
        f: Variable[ScalarT, ShapeT],
        /,
        *varargs: Operand,
        axis: tuple[int, ...] | None = None,
        edge_order: Literal[1, 2] = 1,
    ) -> tuple[Variable[ScalarT, ShapeT], ...]: ...
    @overload
    def __call__(
        self,
        f: np.ndarray[tuple[int], np.dtype[ScalarT]],
        /,
        *varargs: npt.NDArray[Any] | float,
        axis: None = None,
        edge_order: Literal[1, 2] = 1,
    ) -> np.ndarray[tuple[int], np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self,
        f: np.ndarray[ShapeT, np.dtype[ScalarT]],
        /,
        *varargs: npt.NDArray[Any] | float,
        axis: int,
        edge_order: Literal[1, 2] = 1,
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self,
        f: npt.NDArray[Any] | Nested,
        /,
        *varargs: npt.NDArray[Any] | float,
        axis: Axis = None,
        edge_order: Literal[1, 2] = 1,
    ) -> Any: ...


class Interp(Protocol):
    """Between given points, in double precision."""

    @overload
    def __call__(
        self,
        x: float,
        xp: npt.NDArray[Any] | Nested,
        fp: npt.NDArray[Any] | Nested,
        /,
        left: float | None = None,
        right: float | None = None,
        period: float | None = None,
    ) -> np.float64: ...
    @overload
    def __call__(
        self,
        x: npt.NDArray[Any] | Nested,
        xp: npt.NDArray[Any] | Nested,
        fp: npt.NDArray[Any] | Nested,
        /,
        left: float | None = None,
        right: float | None = None,
        period: float | None = None,
    ) -> npt.NDArray[np.float64]: ...
    @overload
    def __call__(
        self,
        x: Operand | Nested,
        xp: Operand | Nested,
        fp: TypedOperand[Narrow, Any] | Nested,
        /,
        left: Operand | None = None,
        right: Operand | None = None,
        period: Operand | None = None,
    ) -> Variable[np.float64]: ...
    @overload
    def __call__(
        self,
        x: Operand | Nested,
        xp: Operand | Nested,
        fp: Operand | Nested,
        /,
        left: Operand | None = None,
        right: Operand | None = None,
        period: Operand | None = None,
    ) -> Variable[Any]: ...


class Astype(Protocol):
    """The same values in another dtype."""

    @overload
    def __call__(
        self,
        x: Variable[Any, ShapeT],
        dtype: type[ScalarT] | np.dtype[ScalarT],
        /,
        *,
        copy: bool = True,
    ) -> Variable[ScalarT, ShapeT]: ...
    @overload
    def __call__(
        self, x: Variable[Any, ShapeT], dtype: npt.DTypeLike, /, *, copy: bool = True
    ) -> Variable[Any, ShapeT]: ...
    @overload
    def __call__(
        self,
        x: np.ndarray[ShapeT, np.dtype[Any]],
        dtype: type[ScalarT] | np.dtype[ScalarT],
        /,
        *,
        copy: bool = True,
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def __call__(
        self, x: np.ndarray[ShapeT, np.dtype[Any]], dtype: npt.DTypeLike, /, *, copy: bool = True
    ) -> np.ndarray[ShapeT, np.dtype[Any]]: ...
