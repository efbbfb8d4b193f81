"""``add.reduce`` and its like: the methods of universal functions of two arrays."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap, overload-cannot-match"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from autodiff.signatures.operands import Nested
    from autodiff.typing import (
        Axis,
        BoolArray,
        InexactT,
        Operand,
        SameT,
        ScalarT,
        ShapeT,
        TypedOperand,
        UnknownRank,
    )
    from autodiff.variable import Variable

__all__ = ["BinaryUfunc"]


class BinaryUfunc(Protocol):
    """Over an axis, the first by default, or of all pairs; integers become what they become."""

    @overload
    def reduce(
        self, a: Variable[InexactT, Any], /, axis: None, *, keepdims: Literal[False] = False
    ) -> Variable[InexactT, tuple[()]]: ...
    @overload
    def reduce(
        self, a: Variable[InexactT, UnknownRank], /, axis: Axis = 0, *, keepdims: bool = False
    ) -> Variable[InexactT]: ...
    @overload
    def reduce(
        self,
        a: Variable[InexactT, tuple[int]],
        /,
        axis: int = 0,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[InexactT, tuple[()]]: ...
    @overload
    def reduce(
        self,
        a: Variable[InexactT, tuple[int, int]],
        /,
        axis: int = 0,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[InexactT, tuple[int]]: ...
    @overload
    def reduce(
        self,
        a: Variable[InexactT, tuple[int, int, int]],
        /,
        axis: int = 0,
        *,
        keepdims: Literal[False] = False,
    ) -> Variable[InexactT, tuple[int, int]]: ...
    @overload
    def reduce(
        self, a: Variable[InexactT, ShapeT], /, axis: Axis = 0, *, keepdims: Literal[True]
    ) -> Variable[InexactT, ShapeT]: ...
    @overload
    def reduce(
        self,
        a: Variable[InexactT, Any],
        /,
        axis: Axis = 0,
        *,
        keepdims: bool = False,
        initial: float = ...,
        where: BoolArray | bool = ...,
    ) -> Variable[InexactT]: ...
    @overload
    def reduce(
        self, a: Variable[Any, Any], /, axis: Axis = 0, *, keepdims: bool = False
    ) -> Variable[Any]: ...
    @overload
    def reduce(
        self, a: npt.NDArray[Any] | Nested, /, axis: Axis = 0, *, keepdims: bool = False
    ) -> Any: ...
    @overload
    def accumulate(
        self, array: Variable[InexactT, ShapeT], /, axis: int = 0
    ) -> Variable[InexactT, ShapeT]: ...
    @overload
    def accumulate(
        self, array: Variable[Any, ShapeT], /, axis: int = 0
    ) -> Variable[Any, ShapeT]: ...
    @overload
    def accumulate(
        self, array: np.ndarray[ShapeT, np.dtype[ScalarT]], /, axis: int = 0
    ) -> np.ndarray[ShapeT, np.dtype[ScalarT]]: ...
    @overload
    def outer(self, a: Variable[SameT, Any], b: TypedOperand[SameT, Any], /) -> Variable[SameT]: ...
    @overload
    def outer(self, a: npt.NDArray[SameT], b: Variable[SameT, Any], /) -> Variable[SameT]: ...
    @overload
    def outer(self, a: Variable[Any, Any], b: Operand, /) -> Variable[Any]: ...
    @overload
    def outer(self, a: Operand, b: Variable[Any, Any], /) -> Variable[Any]: ...
    @overload
    def outer(self, a: npt.NDArray[Any], b: npt.NDArray[Any], /) -> npt.NDArray[Any]: ...
