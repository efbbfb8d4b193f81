"""Functions whose results have no derivative: plain arrays, of Variables too."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

from .operands import P, R_co

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.typing import Axis, BoolArray, Number, Operand, ShapeT, TypedOperand

    from .operands import Nested

__all__ = [
    "Counting",
    "Flags",
    "Plain",
    "PlainPair",
    "Position",
    "Predicate",
    "Searchsorted",
    "Shape",
]


class Plain(Protocol[P, R_co]):
    """What NumPy's own function returns."""

    def __call__(self, a: Operand | Nested, /, *args: P.args, **kwargs: P.kwargs) -> R_co: ...


class PlainPair(Protocol[P, R_co]):
    """What NumPy's own function of two arrays returns."""

    def __call__(
        self, a: Operand | Nested, b: Operand | Nested, /, *args: P.args, **kwargs: P.kwargs
    ) -> R_co: ...


class Predicate(Protocol):
    """Elementwise, true or false."""

    @overload
    def __call__(self, x: Number, /) -> np.bool_: ...
    @overload
    def __call__(
        self, x: TypedOperand[Any, ShapeT], /
    ) -> np.ndarray[ShapeT, np.dtype[np.bool_]]: ...
    @overload
    def __call__(self, x: Nested, /) -> BoolArray: ...


class Flags(Protocol):
    """True or false of all along axes, or of any."""

    @overload
    def __call__(
        self, a: Operand | Nested, /, axis: None = None, *, keepdims: Literal[False] = False
    ) -> np.bool_: ...
    @overload
    def __call__(
        self,
        a: Operand | Nested,
        /,
        axis: Axis = None,
        *,
        keepdims: bool = False,
        where: BoolArray | bool = True,
    ) -> BoolArray: ...


class Position(Protocol):
    """Where the extremum is along an axis, or among all."""

    @overload
    def __call__(
        self, a: Operand | Nested, /, axis: None = None, *, keepdims: Literal[False] = False
    ) -> np.intp: ...
    @overload
    def __call__(
        self, a: Operand | Nested, /, axis: int | None = None, *, keepdims: bool = False
    ) -> npt.NDArray[np.intp]: ...


class Counting(Protocol):
    """How many along axes, or among all: NumPy 2.4 counts in its own integers."""

    @overload
    def __call__(
        self, a: Operand | Nested, /, axis: None = None, *, keepdims: Literal[False] = False
    ) -> int | np.intp: ...
    @overload
    def __call__(
        self, a: Operand | Nested, /, axis: Axis = None, *, keepdims: bool = False
    ) -> npt.NDArray[np.intp]: ...


class Searchsorted(Protocol):
    """Where values belong in sorted ones."""

    @overload
    def __call__(
        self,
        a: Operand | Nested,
        v: Number,
        /,
        side: Literal["left", "right"] = "left",
        sorter: npt.NDArray[np.integer[Any]] | None = None,
    ) -> np.intp: ...
    @overload
    def __call__(
        self,
        a: Operand | Nested,
        v: Operand | Nested,
        /,
        side: Literal["left", "right"] = "left",
        sorter: npt.NDArray[np.integer[Any]] | None = None,
    ) -> npt.NDArray[np.intp]: ...


class Shape(Protocol):
    """The lengths of the axes."""

    @overload
    def __call__(self, a: TypedOperand[Any, ShapeT], /) -> ShapeT: ...
    @overload
    def __call__(self, a: Operand | Nested, /) -> tuple[int, ...]: ...
